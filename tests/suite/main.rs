//! All integration tests, linked once.

mod cli;
mod docs;
mod tidy;
