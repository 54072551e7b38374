//! Files: dumps come in, projects and settings are kept. A file on disk is the old one or the new one, never half of one.
//!
//! Knows the model, never how it is proposed or shown. Every error names its file.

pub mod atomic;
mod dump;
mod error;
mod folder;
mod migrate;
pub mod project_file;
mod project_writer;
pub mod recent;
mod rows;
pub mod settings;

pub use dump::{read_dump, read_dump_bytes, read_file};
pub use error::StoreError;
pub use folder::{as_pages, dumps_in, sort_naturally};
