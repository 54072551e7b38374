//! Proposes what belongs together: pages in, blocks with roles and articles out.
//!
//! Pure and deterministic: knows no file, no clock, no chance.

mod budget;
mod proposal;

pub use budget::{Budget, Cancelled, Progress};
pub use proposal::{BlockRef, Input, Kept, Proposal, ProposedArticle, ProposedBlock, ProposedPart};
