//! All integration tests, linked once.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail anywhere, in its helpers too")]

mod desk;
mod edits;
mod formats;
mod notation;
mod project_files;
mod random;
mod random_steps;
