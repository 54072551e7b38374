//! Newsmend mends newspaper pages that OCR has broken.

pub mod formats;
pub mod model;
pub mod propose;
pub mod store;
pub mod text;
