//! Files: dumps come in, projects and settings are kept. A file on disk is the old one or the new one, never half of one.
//!
//! Knows the model, never how it is proposed or shown. Every error names its file.

pub mod atomic;
pub mod backup;
mod dump;
mod error;
mod faults;
mod folder;
pub mod journal;
pub mod left;
pub mod lock;
mod migrate;
pub mod project_file;
mod project_writer;
pub mod recent;
mod rows;
pub mod settings;
pub mod state;

pub use dump::{checksum, is_dump_of, read_dump, read_dump_among_others, read_dump_bytes, read_file};
pub use error::StoreError;
pub use folder::{as_pages, dumps_in, sort_naturally};
pub use state::State;
