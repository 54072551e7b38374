//! The articles as the reader would read them: a card each, in their order, then the furniture and what is discarded.
//!
//! [`list`] knows which cards there are and how high they are, [`sight`] what
//! of them is in view, [`content`] what a card consists of, [`text`] how a block is
//! set, [`header`], [`block`] and [`marks`] draw, [`drag`] says where what is dragged would go, [`correct`] corrects in
//! place. Drawing changes nothing: it leaves an [`act::Act`] behind, which is done after the frame's last shape.

mod act;
mod block;
mod content;
mod correct;
mod drag;
mod header;
mod heights;
mod list;
mod marks;
mod menu;
mod pane;
mod says;
mod sight;
#[cfg(all(test, feature = "testing"))]
mod tests;
mod text;

pub use drag::FragmentDrag;
pub use pane::ArticlesPane;
