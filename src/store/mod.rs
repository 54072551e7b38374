//! What Newsmend keeps on disk.

mod migrate;
pub mod project_file;
mod project_writer;
mod rows;
