//! Articles to learn a language from.

/// An article without its page: what it is called, and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Its headline; empty if there is none.
    pub title: String,
    /// Its paragraphs in reading order.
    pub body: Vec<String>,
}
