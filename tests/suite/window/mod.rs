//! The window, driven headless: found by accessible names, in both languages, at two sizes.

mod access;
mod against;
mod alike;
mod answered;
mod asks;
mod compared;
mod doubts;
mod find;
mod flows;
mod gestures;
mod harness;
mod haste;
mod issues;
mod looks;
mod menus;
mod misread;
mod queue;
mod recovery;
mod reopened;
mod returns;
mod settings;
mod strokes;
mod unweave;
