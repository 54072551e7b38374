//! Newsmend mends newspaper pages that OCR has broken: a dump of plain text comes in, its articles are proposed, an editor
//! puts the rest right, and cleaned text goes out. Nothing of the dump is ever lost or changed on the way.
//!
//! The floors, each of which names lower ones only:
//! [`text`] lines, places, scripts; [`model`] pages, blocks, articles, edits; [`propose`] what belongs together;
//! [`store`] files; [`formats`] exports; [`desk`] an open project with its history and commands; `app` the window, with the
//! feature `window`. The command line is in the binary.
//!
//! ```
//! use newsmend::desk::Work;
//! use newsmend::formats::{Format, Selection};
//! use newsmend::model::Project;
//! use newsmend::propose::{Budget, Progress};
//! use newsmend::store::read_dump_bytes;
//!
//! let pages = read_dump_bytes("page.txt", "清晨的街道\n\n本报讯 清扫车五点上街。\n".as_bytes(), None)?;
//! let mut work = Work::new(Project::new(pages), None);
//! work.propose_now(&Budget::default(), &Progress::default())?;
//! let format = Format::by_name("markdown").ok_or("no such format")?;
//! let text = (format.run)(work.project(), &Selection::All);
//! assert!(text.contains("清晨的街道"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#[cfg(feature = "window")]
pub mod app;
pub mod desk;
pub mod formats;
pub mod measure;
pub mod model;
pub mod propose;
pub mod store;
pub mod text;
