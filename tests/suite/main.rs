//! All integration tests, linked once.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may fail anywhere, in its helpers too"
)]

mod answers;
mod cli;
mod cli_compare;
mod cli_diff;
mod cli_refusals;
mod commands;
mod compared;
mod desk;
mod difference;
mod docs;
mod doubts;
mod edits;
mod files;
mod formats;
mod fuzz;
mod history;
mod journal;
mod jumps;
mod kills;
mod locks;
mod misread;
mod notation;
mod pages;
mod project_files;
mod proposals;
mod random;
mod random_steps;
mod reopened;
mod replaced;
mod said;
mod samples;
mod score;
mod tidy;
mod train;
mod trouble;
#[cfg(feature = "testing")]
mod window;
