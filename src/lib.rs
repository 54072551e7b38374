//! Newsmend mends newspaper pages that OCR has broken.

#[cfg(feature = "window")]
pub mod app;
pub mod desk;
pub mod formats;
pub mod model;
pub mod propose;
pub mod store;
pub mod text;
