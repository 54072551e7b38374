//! The window, driven headless: found by accessible names, in both languages, at two sizes.

mod flows;
mod harness;
mod issues;
mod settings;
