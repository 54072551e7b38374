//! Trees as bytes of a model file, and back.
//!
//! Five parts: counts, the base, for each feature its thresholds, the nodes, and the leaves. All is made to be short, since
//! the file is a part of the program. Nodes stand level by level, so that where children stand need not be said, and a tree
//! ends where no child is missing: no file, however broken, makes a walk that does not end. A node is a zero for a leaf, or its
//! feature from 1 and which of the feature's thresholds it asks for. The values of leaves are whole numbers of steps.

use super::super::WeightsError;
use super::{LEAF, Node, Trees};

/// What is said of bytes that are no trees.
const BROKEN: WeightsError = WeightsError::Malformed { name: "trees", why: "its counts and its nodes" };
/// Steps of the largest value of a leaf in a file. Half a step is less than a sum of a thousand trees can tell.
const STEPS: f32 = 32_767.0;

impl Trees {
    /// As bytes of a file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let thresholds = self.thresholds();
        for count in [self.features, self.outputs, self.starts.len()] {
            bytes.extend(u32::try_from(count).unwrap_or(u32::MAX).to_le_bytes());
        }
        self.base.iter().for_each(|value| bytes.extend(value.to_le_bytes()));
        for of_feature in &thresholds {
            push_short(&mut bytes, u16::try_from(of_feature.len()).unwrap_or(u16::MAX));
            of_feature.iter().for_each(|threshold| bytes.extend(threshold.to_le_bytes()));
        }
        let mut leaves = Vec::with_capacity(self.leaves.len());
        for &(first, leaf) in &self.starts {
            for node in self.by_levels(first) {
                push_short(&mut bytes, node.feature.wrapping_add(1));
                if node.feature == LEAF {
                    leaves.extend_from_slice(self.values_of(leaf, node.left));
                } else {
                    let of_feature = thresholds.get(usize::from(node.feature)).map_or(&[][..], Vec::as_slice);
                    let nth = of_feature.partition_point(|threshold| *threshold < node.threshold);
                    push_short(&mut bytes, u16::try_from(nth).unwrap_or(u16::MAX));
                }
            }
        }
        let step = leaves.iter().fold(0.0_f32, |most, value| most.max(value.abs())) / STEPS;
        bytes.extend(step.to_le_bytes());
        leaves.iter().for_each(|value| bytes.extend(steps(value / step).to_le_bytes()));
        bytes
    }

    /// For each feature what it is compared with, each number once, in order.
    fn thresholds(&self) -> Vec<Vec<f32>> {
        let mut thresholds = vec![Vec::new(); self.features];
        for node in self.nodes.iter().filter(|node| node.feature != LEAF) {
            if let Some(of_feature) = thresholds.get_mut(usize::from(node.feature)) {
                of_feature.push(node.threshold);
            }
        }
        for of_feature in &mut thresholds {
            of_feature.sort_unstable_by(f32::total_cmp);
            of_feature.dedup();
        }
        thresholds
    }

    /// The nodes of the tree that begins at `first`: its root, then the root's children, then theirs.
    fn by_levels(&self, first: u32) -> Vec<Node> {
        let tree = self.nodes.get(first as usize..).unwrap_or_default();
        let mut nodes: Vec<Node> = tree.first().copied().into_iter().collect();
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            if node.feature != LEAF {
                let left = usize::from(node.left);
                nodes.extend(tree.iter().skip(left).take(2).copied());
            }
            at += 1;
        }
        nodes
    }

    /// From the bytes of a file.
    ///
    /// # Errors
    /// [`WeightsError::Malformed`] where they are no trees.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, WeightsError> {
        let mut rest = bytes;
        let mut count = || word(&mut rest).map(|word| u32::from_le_bytes(word) as usize);
        let [features, outputs, trees] = [count()?, count()?, count()?];
        // What is announced must be there before room is made for it: a feature and a tree have a byte at the least.
        let wanted = [outputs.saturating_mul(4), features, trees];
        if wanted.iter().fold(0_usize, |sum, part| sum.saturating_add(*part)) > rest.len() {
            return Err(BROKEN);
        }
        let base = numbers(&mut rest, outputs)?;
        let thresholds = (0..features)
            .map(|_| short(&mut rest).and_then(|count| numbers(&mut rest, usize::from(count))))
            .collect::<Result<Vec<_>, _>>()?;
        let mut all = Self::new(features, base);
        let mut values = 0_usize;
        for _ in 0..trees {
            let at = |length: usize| u32::try_from(length).ok().ok_or(BROKEN);
            all.starts.push((at(all.nodes.len())?, at(values)?));
            let leaves = all.read_tree(&mut rest, &thresholds)?;
            values = values.saturating_add(usize::from(leaves).saturating_mul(outputs));
        }
        let step = number(&mut rest)?;
        if rest.len() != values.saturating_mul(2) {
            return Err(BROKEN);
        }
        while let Some((value, behind)) = rest.split_first_chunk() {
            all.leaves.push(f32::from(i16::from_le_bytes(*value)) * step);
            rest = behind;
        }
        Ok(all)
    }

    /// Reads the nodes of one tree; how many leaves it has.
    fn read_tree(&mut self, rest: &mut &[u8], thresholds: &[Vec<f32>]) -> Result<u16, WeightsError> {
        let first = self.nodes.len();
        let (mut leaves, mut announced) = (0_u16, 1_u16);
        while self.nodes.len() - first < usize::from(announced) {
            let feature = short(rest)?.wrapping_sub(1);
            if feature == LEAF {
                self.nodes.push(Node { feature, left: leaves, threshold: 0.0 });
                leaves += 1;
                continue;
            }
            let of_feature = thresholds.get(usize::from(feature)).ok_or(BROKEN)?;
            let threshold = *of_feature.get(usize::from(short(rest)?)).ok_or(BROKEN)?;
            self.nodes.push(Node { feature, left: announced, threshold });
            announced = announced.checked_add(2).ok_or(BROKEN)?;
        }
        Ok(leaves)
    }
}

/// The next four bytes.
fn word(rest: &mut &[u8]) -> Result<[u8; 4], WeightsError> {
    let (word, behind) = rest.split_first_chunk().ok_or(BROKEN)?;
    *rest = behind;
    Ok(*word)
}

fn number(rest: &mut &[u8]) -> Result<f32, WeightsError> {
    Some(f32::from_le_bytes(word(rest)?)).filter(|number| number.is_finite()).ok_or(BROKEN)
}

fn numbers(rest: &mut &[u8], count: usize) -> Result<Vec<f32>, WeightsError> {
    (0..count).map(|_| number(rest)).collect()
}

/// The nearest whole number of steps, of which there are at most [`STEPS`]; 0 for no number.
#[expect(clippy::cast_possible_truncation, reason = "cut off to the range before")]
fn steps(value: f32) -> i16 {
    value.round().clamp(-STEPS, STEPS) as i16
}

/// Adds a number: one byte where it is below 255, else that byte and two more.
fn push_short(bytes: &mut Vec<u8>, number: u16) {
    match u8::try_from(number) {
        Ok(byte) if byte < u8::MAX => bytes.push(byte),
        _ => {
            bytes.push(u8::MAX);
            bytes.extend(number.to_le_bytes());
        }
    }
}

/// The next number that [`push_short`] wrote.
fn short(rest: &mut &[u8]) -> Result<u16, WeightsError> {
    let (first, behind) = rest.split_first().ok_or(BROKEN)?;
    *rest = behind;
    if *first < u8::MAX {
        return Ok(u16::from(*first));
    }
    let (number, behind) = rest.split_first_chunk().ok_or(BROKEN)?;
    *rest = behind;
    Ok(u16::from_le_bytes(*number))
}

#[cfg(test)]
mod tests {
    use super::super::tests::stump;
    use super::*;

    /// The same trees, but for what rounding to steps takes from leaves.
    fn assert_same(found: &Trees, wanted: &Trees) {
        assert_eq!((found.features, found.outputs, &found.base), (wanted.features, wanted.outputs, &wanted.base));
        assert_eq!((&found.starts, &found.nodes), (&wanted.starts, &wanted.nodes));
        let most = wanted.leaves.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
        assert_eq!(found.leaves.len(), wanted.leaves.len());
        for (found, wanted) in found.leaves.iter().zip(&wanted.leaves) {
            assert!((found - wanted).abs() <= most / 60_000.0, "{found} {wanted}");
        }
    }

    #[test]
    fn bytes_and_back() {
        let bytes = stump().to_bytes();
        assert_same(&Trees::from_bytes(&bytes).unwrap(), &stump());
        for length in 0..bytes.len() {
            assert!(Trees::from_bytes(&bytes[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn large_numbers_of_nodes_come_back_too() {
        let mut trees = Trees::new(300, vec![0.0]);
        trees.begin();
        (0..300).for_each(|nth| trees.question(nth, 0.5, 2 * nth + 1));
        (0..301).for_each(|nth| trees.leaf(&[f32::from(u16::try_from(nth).unwrap())]));
        assert_same(&Trees::from_bytes(&trees.to_bytes()).unwrap(), &trees);
    }

    #[test]
    fn nodes_in_any_order_come_back_level_by_level_and_say_the_same() {
        let mut trees = Trees::new(2, vec![0.0]);
        for shift in [0.0, 0.25] {
            trees.begin();
            trees.question(0, 0.5, 3); // 0
            trees.leaf(&[-1.0]); // 1
            trees.leaf(&[0.5]); // 2
            trees.leaf(&[0.25]); // 3
            trees.question(1, 0.5 + shift, 5); // 4
            trees.leaf(&[0.75]); // 5
            trees.leaf(&[1.0 - shift]); // 6
        }
        let back = Trees::from_bytes(&trees.to_bytes()).unwrap();
        assert!(back.nodes.len() < trees.nodes.len(), "what no walk comes to is left out");
        for features in [[0.0, 0.0], [1.0, 0.0], [1.0, 0.7], [1.0, 1.0]] {
            assert!((back.sum(&features) - trees.sum(&features)).abs() < 1e-4, "{features:?}");
        }
        assert_same(&Trees::from_bytes(&back.to_bytes()).unwrap(), &back);
    }

    #[test]
    fn a_tree_that_does_not_end_is_refused() {
        let mut bytes = stump().to_bytes();
        let leaf = bytes.len() - 4 - 2 * 2 - 1;
        assert_eq!(bytes[leaf], 0, "the last node is a leaf");
        bytes[leaf] = 2;
        assert!(Trees::from_bytes(&bytes).is_err());
    }
}
