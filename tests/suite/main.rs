//! All integration tests, linked once.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere, in its helpers too")]

mod edits;
mod formats;
mod project_files;
mod random;
mod random_steps;
