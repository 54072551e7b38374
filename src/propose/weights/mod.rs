//! What the proposer has learned, as one file of named sections.
//!
//! A file is a header, a directory, and the sections one after the other, all little endian:
//!
//! | bytes | what |
//! |---|---|
//! | 4 | `NMWT` |
//! | 4 | version of this format |
//! | 4 | number of sections |
//! | 4 | zero |
//! | 8 | checksum of all of this but itself, and of the directory |
//! | 48 a section | name in 24 bytes, filled up with zeros; kind in 4; zero in 4; first byte in 8; length in 8 |
//!
//! A section begins at a multiple of 64. Opening reads the directory only and copies nothing, so a model that is part of
//! the program costs no time until it is asked. Tables check their own form when they are taken; damage inside a table
//! changes what it says and nothing else.

pub mod bytes;
mod calibration;
mod model;
pub mod ngrams;
pub mod openings;
mod table;
pub mod topics;
mod trees;

pub use bytes::Bytes;
pub(crate) use calibration::{Calibration, Decision, Grade, Outcome};
pub(crate) use model::Stages;
pub use model::{Knowledge, Language, Model, shipped_file};
pub use ngrams::Ngrams;
pub(crate) use ngrams::{Before, Behind};
pub use openings::{Openings, Question};
pub use topics::Topics;
pub(crate) use topics::{DIMENSIONS as TOPICS, alike, cosine, unit};
pub(crate) use trees::{Hope, Trees, logistic, softmax};

use bytes::{u32_at, u64_at};
use std::borrow::Cow;

const MAGIC: [u8; 4] = *b"NMWT";
const VERSION: u32 = 1;
const HEADER: usize = 24;
const NAME: usize = 24;
const ENTRY: usize = 48;
const ALIGN: usize = 64;

/// What a section is, so that a table is not read as another: four letters.
pub type Kind = [u8; 4];

/// Why a model cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeightsError {
    /// The file begins otherwise.
    #[error("no model of Newsmend: it does not begin with NMWT")]
    NotAModel,
    /// A later program wrote it.
    #[error("a newer Newsmend made this model (format {found}, this one reads {known}): update Newsmend")]
    Newer {
        /// Its version.
        found: u32,
        /// The latest that is known here.
        known: u32,
    },
    /// Bytes are missing at the end.
    #[error("the model is cut short: {wanted} bytes are announced, {found} are there")]
    Short {
        /// The end of the section that reaches farthest, or of the directory.
        wanted: u64,
        /// The length of what was given.
        found: u64,
    },
    /// The directory is not as it was written.
    #[error("the directory of the model is damaged: its checksum does not fit")]
    Damaged,
    /// A section is not there.
    #[error("the model has no section {name}")]
    Missing {
        /// Its name.
        name: String,
    },
    /// A section is of another kind.
    #[error("section {name} of the model is of another kind than wanted")]
    WrongKind {
        /// Its name.
        name: String,
    },
    /// A section is not made as its kind asks.
    #[error("section {name} of the model does not add up: {why}")]
    Malformed {
        /// Its name, or its kind.
        name: &'static str,
        /// What is wrong.
        why: &'static str,
    },
    /// A name is empty, longer than 24 bytes, or used already.
    #[error("a section of a model cannot be named {name:?}")]
    BadName {
        /// The name.
        name: String,
    },
}

/// True where `bytes` begin as a model does, be it newer or damaged.
#[must_use]
pub fn is_model(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// A model file that has been opened.
#[derive(Clone, Debug)]
pub struct Sections {
    whole: Bytes,
    /// Name, kind, and place in the file.
    directory: Vec<(String, Kind, std::ops::Range<usize>)>,
}

impl Sections {
    /// Opens a model.
    ///
    /// # Errors
    /// [`WeightsError`] if this is no model, a newer one, cut short, or damaged in its directory.
    pub fn open(file: Cow<'static, [u8]>) -> Result<Self, WeightsError> {
        let whole = Bytes::new(file);
        let bytes = whole.as_slice();
        if !bytes.starts_with(&MAGIC) {
            return Err(WeightsError::NotAModel);
        }
        let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        let short = |wanted: u64| WeightsError::Short { wanted, found };
        let header = u64::try_from(HEADER).unwrap_or(0);
        let version = u32_at(bytes, 4).ok_or(short(header))?;
        if version != VERSION {
            return Err(WeightsError::Newer { found: version, known: VERSION });
        }
        let count = bytes::usize_at(bytes, 8).ok_or(short(header))?;
        let stored = u64_at(bytes, 16).ok_or(short(header))?;
        let end =
            ENTRY.checked_mul(count).and_then(|length| length.checked_add(HEADER)).ok_or(WeightsError::Damaged)?;
        let entries = bytes.get(HEADER..end).ok_or(short(u64::try_from(end).unwrap_or(u64::MAX)))?;
        if checksum(bytes.get(..16).unwrap_or_default(), entries) != stored {
            return Err(WeightsError::Damaged);
        }
        let mut directory = Vec::with_capacity(count);
        for entry in entries.chunks_exact(ENTRY) {
            let name = entry.get(..NAME).unwrap_or_default();
            let name = name.split(|&byte| byte == 0).next().unwrap_or_default();
            let name = String::from_utf8(name.to_vec()).ok().ok_or(WeightsError::Damaged)?;
            let kind: Kind = entry.get(NAME..NAME + 4).and_then(|kind| kind.try_into().ok()).unwrap_or_default();
            let start = u64_at(entry, 32).ok_or(WeightsError::Damaged)?;
            let end = u64_at(entry, 40).and_then(|length| start.checked_add(length)).ok_or(WeightsError::Damaged)?;
            if end > found {
                return Err(short(end));
            }
            let place = usize::try_from(start).unwrap_or(usize::MAX)..usize::try_from(end).unwrap_or(usize::MAX);
            directory.push((name, kind, place));
        }
        Ok(Self { whole, directory })
    }

    /// The bytes of the section `name`, which must be of `kind`.
    ///
    /// # Errors
    /// [`WeightsError`] if there is none, or one of another kind.
    pub fn bytes(&self, name: &str, kind: Kind) -> Result<Bytes, WeightsError> {
        let missing = || WeightsError::Missing { name: name.to_owned() };
        let (_, found, place) = self.directory.iter().find(|(other, ..)| other == name).ok_or_else(missing)?;
        if *found != kind {
            return Err(WeightsError::WrongKind { name: name.to_owned() });
        }
        self.whole.part(place.clone()).ok_or_else(missing)
    }

    /// Names, kinds and lengths in bytes, as they stand in the file.
    pub fn directory(&self) -> impl Iterator<Item = (&str, Kind, usize)> {
        self.directory.iter().map(|(name, kind, place)| (name.as_str(), *kind, place.len()))
    }
}

/// A model file in the making.
#[derive(Clone, Debug, Default)]
pub struct SectionsWriter {
    sections: Vec<(String, Kind, Vec<u8>)>,
}

impl SectionsWriter {
    /// Adds a section.
    ///
    /// # Errors
    /// [`WeightsError::BadName`] if the name is empty, longer than 24 bytes, holds a zero, or is taken.
    pub fn add(&mut self, name: &str, kind: Kind, bytes: Vec<u8>) -> Result<(), WeightsError> {
        let taken = self.sections.iter().any(|(other, ..)| other == name);
        if taken || name.is_empty() || name.len() > NAME || name.contains('\0') {
            return Err(WeightsError::BadName { name: name.to_owned() });
        }
        self.sections.push((name.to_owned(), kind, bytes));
        Ok(())
    }

    /// The file.
    #[must_use]
    pub fn finish(&self) -> Vec<u8> {
        let mut entries = Vec::new();
        let mut start = (HEADER + ENTRY * self.sections.len()).next_multiple_of(ALIGN);
        for (name, kind, bytes) in &self.sections {
            let mut field = [0_u8; NAME];
            field.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
            entries.extend(field);
            entries.extend(kind);
            entries.extend([0; 4]);
            entries.extend(u64::try_from(start).unwrap_or(0).to_le_bytes());
            entries.extend(u64::try_from(bytes.len()).unwrap_or(0).to_le_bytes());
            start = (start + bytes.len()).next_multiple_of(ALIGN);
        }
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend(u32::try_from(self.sections.len()).unwrap_or(0).to_le_bytes());
        file.extend([0; 4]);
        let sum = checksum(&file, &entries);
        file.extend(sum.to_le_bytes());
        file.extend(entries);
        for (_, _, bytes) in &self.sections {
            file.resize(file.len().next_multiple_of(ALIGN), 0);
            file.extend(bytes);
        }
        file
    }
}

/// FNV-1a of 64 bits, <http://www.isthe.com/chongo/tech/comp/fnv/>: against damage, not against forgery.
fn checksum(header: &[u8], entries: &[u8]) -> u64 {
    let bytes = header.iter().chain(entries);
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// `c` as all tables know it: full-width forms of ASCII as ASCII, since pages and corpora mix both.
#[must_use]
pub fn fold(c: char) -> char {
    match u32::from(c) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests;
