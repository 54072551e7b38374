//! What trees are grown from: rows of features, each with its answer.

/// Rows of features with their answers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    /// Features of a row.
    pub(crate) width: usize,
    /// The features, row by row.
    pub(crate) values: Vec<f32>,
    /// The answer: 0 or 1, or which class.
    pub(crate) answers: Vec<u8>,
    /// How much a row counts.
    pub(crate) weights: Vec<f32>,
    /// To which part of the pages a row belongs: each part is judged by trees that have not seen it.
    pub(crate) parts: Vec<u8>,
    /// For rows that are rivals of each other: by which two things, and for how many rows like itself each speaks. Of the
    /// rows of one thing one is right at most, and the log-odds are those against none. Empty where rows stand alone.
    pub(crate) rivals: Vec<([u64; 2], f32)>,
}

impl Table {
    pub(crate) fn len(&self) -> usize {
        self.answers.len()
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, features: &[f32], answer: u8, weight: f32, part: u8) {
        debug_assert!(self.width == 0 || self.width == features.len(), "rows of one width");
        self.width = features.len();
        self.values.extend_from_slice(features);
        self.answers.push(answer);
        self.weights.push(weight);
        self.parts.push(part);
    }

    /// Adds a row that has rivals.
    pub(crate) fn push_rival(
        &mut self,
        features: &[f32],
        answer: u8,
        (weight, stands_for): (f32, f32),
        part: u8,
        of: [u64; 2],
    ) {
        self.push(features, answer, weight, part);
        self.rivals.push((of, stands_for));
    }

    /// Adds the rows of another table.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.width = self.width.max(other.width);
        self.values.append(&mut other.values);
        self.answers.append(&mut other.answers);
        self.weights.append(&mut other.weights);
        self.parts.append(&mut other.parts);
        self.rivals.append(&mut other.rivals);
    }
}
