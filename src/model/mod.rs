//! The model: pages, blocks, articles, corrections, and the one way to change them.
//!
//! Knows no file, no clock and no window. A [`Project`] is read through its queries and changed by [`Edit`] values only;
//! applying one gives the edit that takes it back.

mod article;
mod between;
mod block;
mod check;
pub mod compare;
mod correction;
pub mod difference;
mod edit;
mod evidence;
mod flow;
mod fragment;
mod ids;
mod layout;
mod ledger;
mod page;
mod project;
mod ranks;
mod role;
mod seam;
mod shelf;
mod spans;

pub use article::{Article, ArticleFacts, ArticleKind};
pub use between::between;
pub use block::{Block, Gap, Home};
pub use check::{CHECKS, Check, Finding, Subject, check_all, first_amiss};
pub use correction::Correction;
pub use edit::{Edit, EditError};
pub use evidence::{Confidence, Evidence, Known, Other, OtherRole, Reason};
pub use flow::{Piece, PieceKind, Reading, Replacement, reading, reading_of, reading_with, replacements_in};
pub use fragment::{Boundary, Fragment, boundaries_in, boundary_at, fragment_at, fragments};
pub use ids::{ArticleId, BlockId};
pub use layout::{Layout, LayoutBox};
pub use ledger::Ledger;
pub use page::{Doubtful, Page, Source};
pub use project::{Entry, Parts, Project, trim_span};
pub use role::Role;
pub use seam::{Seam, SeamKey, seams_of};
pub use spans::Spans;
