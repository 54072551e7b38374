//! What the commands do, a file a menu. Each pair is *when it can* and *do it*; the table is in [`super::commands`].

pub mod article;
pub mod block;
pub mod compare;
pub mod doubt;
pub mod edit;
pub mod file;
pub mod find;
pub mod fragment;
pub mod go;
mod said;
pub mod view;
