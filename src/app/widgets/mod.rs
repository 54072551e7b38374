//! Small things that panes draw with. They know nothing of the desk.

pub mod card;
pub mod diff_text;
pub mod focus;
pub mod text_edit;
