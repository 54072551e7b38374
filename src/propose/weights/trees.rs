//! Boosted trees as flat arrays of nodes: what a stage of the proposer has learned.
//!
//! A model is a sum of small trees, each of which asks one feature after the other for a threshold. A leaf holds one
//! value for each output, so that a model of eleven roles walks its trees once.

mod file;

/// Says that a node is a leaf.
const LEAF: u16 = u16::MAX;
/// What the section is.
pub(crate) const KIND: super::Kind = *b"TREE";
/// Rows that walk a tree one after the other: as many as the nearest cache holds beside the tree.
const BLOCK: usize = 48;
/// Rows that walk a tree at the same time: a walk waits for each of its steps, and others can use the time.
const ABREAST: usize = 8;
/// When a row is hopeless, and walks no more trees.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hope {
    /// Trees after which its sum tells.
    pub(crate) after: usize,
    /// The log-odds up to which it is.
    pub(crate) least: f32,
    /// What it loses of them then, so that it comes behind all that walked on.
    pub(crate) loses: f32,
}

/// A question to a feature, or a leaf.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Node {
    /// Which feature; [`LEAF`] for a leaf.
    feature: u16,
    /// The left child, counted from the tree's first node, the right one behind it; of a leaf which leaf it is.
    left: u16,
    /// What is not above it goes left.
    threshold: f32,
}

/// Trees that add up to `outputs` values: log-odds of one, or the logarithms of several probabilities.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Trees {
    features: usize,
    outputs: usize,
    base: Vec<f32>,
    /// For each tree its first node and its first leaf's first value.
    starts: Vec<(u32, u32)>,
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

impl Trees {
    /// No tree yet: every sum is `base`.
    pub(crate) fn new(features: usize, base: Vec<f32>) -> Self {
        Self { features, outputs: base.len(), base, ..Self::default() }
    }

    /// Begins a tree; [`Trees::question`] and [`Trees::leaf`] then add its nodes in order.
    pub(crate) fn begin(&mut self) {
        let at = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        self.starts.push((at(self.nodes.len()), at(self.leaves.len())));
    }

    /// Adds a node that asks `feature`; its children are the nodes `left` and `left` + 1 of the tree.
    pub(crate) fn question(&mut self, feature: usize, threshold: f32, left: usize) {
        let small = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.nodes.push(Node { feature: small(feature), left: small(left), threshold });
    }

    /// Adds a leaf.
    pub(crate) fn leaf(&mut self, values: &[f32]) {
        let first = self.starts.last().map_or(0, |start| start.1 as usize);
        let nth = (self.leaves.len() - first) / self.outputs.max(1);
        self.nodes.push(Node { feature: LEAF, left: u16::try_from(nth).unwrap_or(0), threshold: 0.0 });
        self.leaves.extend_from_slice(values);
    }

    /// How many features are asked for.
    pub(crate) fn features(&self) -> usize {
        self.features
    }

    /// The sums for `features`, of which there must be as many as [`Trees::features`] says; others count as 0.
    pub(crate) fn sums(&self, features: &[f32], sums: &mut Vec<f32>) {
        sums.clear();
        sums.extend_from_slice(&self.base);
        for &(node, leaf) in &self.starts {
            let values = self.walk(node, leaf, features);
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += value;
            }
        }
    }

    /// The one sum of a model with one output.
    pub(crate) fn sum(&self, features: &[f32]) -> f32 {
        let mut sum = self.base.first().copied().unwrap_or(0.0);
        for &(node, leaf) in &self.starts {
            sum += self.walk(node, leaf, features).first().copied().unwrap_or(0.0);
        }
        sum
    }

    /// The one sum of a model with one output for each of `rows`, which stand one after the other. Each tree is walked by
    /// a block of rows, so that it is read once; rows that are hopeless after some trees are not walked further.
    pub(crate) fn sums_of_rows(&self, rows: &[f32], hope: Hope) -> Vec<f32> {
        let base = self.base.first().copied().unwrap_or(0.0);
        let mut sums = Vec::with_capacity(rows.len() / self.features.max(1));
        for block in rows.chunks(self.features.max(1) * BLOCK) {
            let mut open: Vec<(usize, &[f32])> = block.chunks(self.features.max(1)).enumerate().collect();
            let from = sums.len();
            sums.resize(from + open.len(), base);
            for (nth, &(node, leaf)) in self.starts.iter().enumerate() {
                let tree = self.nodes.get(node as usize..).unwrap_or_default();
                for abreast in open.chunks(ABREAST) {
                    for (&(row, _), leaf_of) in abreast.iter().zip(walk_abreast(tree, abreast)) {
                        let at = leaf_of.map(|leaf_of| leaf as usize + usize::from(leaf_of) * self.outputs);
                        sums[from + row] += at.and_then(|at| self.leaves.get(at)).copied().unwrap_or(0.0);
                    }
                }
                if nth + 1 == hope.after {
                    open.retain(|&(row, _)| {
                        let sum = &mut sums[from + row];
                        let hopeless = *sum <= hope.least;
                        *sum -= if hopeless { hope.loses } else { 0.0 };
                        !hopeless
                    });
                }
            }
        }
        sums
    }

    fn walk(&self, first: u32, leaf: u32, features: &[f32]) -> &[f32] {
        let tree = self.nodes.get(first as usize..).unwrap_or_default();
        let mut at = 0;
        while let Some(node) = tree.get(at) {
            if node.feature == LEAF {
                return self.values_of(leaf, node.left);
            }
            let value = features.get(usize::from(node.feature)).copied().unwrap_or(0.0);
            at = usize::from(node.left) + usize::from(value > node.threshold);
        }
        &[]
    }

    /// The values of the leaf `nth` of a tree whose leaves begin at `first`.
    fn values_of(&self, first: u32, nth: u16) -> &[f32] {
        let from = first as usize + usize::from(nth) * self.outputs;
        self.leaves.get(from..from + self.outputs).unwrap_or_default()
    }
}

/// The leaf to which each of at most [`ABREAST`] rows comes in `tree`; `None` where the tree breaks off.
fn walk_abreast(tree: &[Node], rows: &[(usize, &[f32])]) -> [Option<u16>; ABREAST] {
    let mut places = [0_usize; ABREAST];
    let mut leaves = [None; ABREAST];
    let mut walking = true;
    while walking {
        walking = false;
        for ((at, leaf), (_, features)) in places.iter_mut().zip(&mut leaves).zip(rows) {
            let Some(node) = tree.get(*at) else { continue };
            if node.feature == LEAF {
                *leaf = Some(node.left);
            } else {
                let value = features.get(usize::from(node.feature)).copied().unwrap_or(0.0);
                *at = usize::from(node.left) + usize::from(value > node.threshold);
                walking = true;
            }
        }
    }
    leaves
}

/// The probability of log-odds.
pub(crate) fn logistic(sum: f32) -> f32 {
    1.0 / (1.0 + (-sum).exp())
}

/// `sums` as probabilities that add up to 1.
pub(crate) fn softmax(sums: &mut [f32]) {
    let most = sums.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut total = 0.0;
    for sum in sums.iter_mut() {
        *sum = (*sum - most).exp();
        total += *sum;
    }
    for sum in sums.iter_mut() {
        *sum /= total;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One question, and the leaves 10 and 20.
    pub(super) fn stump() -> Trees {
        let mut trees = Trees::new(2, vec![1.0]);
        trees.begin();
        trees.question(1, 0.5, 1);
        trees.leaf(&[10.0]);
        trees.leaf(&[20.0]);
        trees
    }

    #[test]
    fn a_tree_asks_its_feature() {
        assert!((stump().sum(&[9.0, 0.5]) - 11.0).abs() < 1e-6);
        assert!((stump().sum(&[9.0, 0.6]) - 21.0).abs() < 1e-6);
    }

    #[test]
    fn a_row_that_is_hopeless_walks_no_further() {
        let mut trees = Trees::new(1, vec![-1.0]);
        for (low, high) in [(-5.0, 0.0), (10.0, 10.0)] {
            trees.begin();
            trees.question(0, 0.5, 1);
            trees.leaf(&[low]);
            trees.leaf(&[high]);
        }
        let after_one = |least| trees.sums_of_rows(&[0.0, 1.0], Hope { after: 1, least, loses: 100.0 });
        assert_eq!(after_one(-6.0), [-106.0, 9.0]);
        assert_eq!(after_one(-6.5), [4.0, 9.0]);
    }
}
