//! Why a file could not be read or kept.

use crate::text::decode::DecodeError;
use std::io;
use std::path::{Path, PathBuf};

/// Why a file could not be read or kept. What a person can act on has a kind of its own; all else is [`StoreError::Io`].
///
/// Whatever the kind, a file that was to be replaced is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file, or no such folder on the way to it.
    #[error("{} is not there", path.display())]
    NotFound {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A folder where a file was wanted.
    #[error("{} is a folder", path.display())]
    IsFolder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system lets this user not read or not write there.
    #[error("no permission for {}", path.display())]
    NotPermitted {
        /// The file or its folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file, a folder or a whole disk that is marked as read-only.
    #[error("{} is read-only", path.display())]
    ReadOnly {
        /// The file or its folder.
        path: PathBuf,
        /// What the system said, or would have.
        source: io::Error,
    },
    /// No room is left, on the disk or for this user.
    #[error("the disk is full at {}", path.display())]
    DiskFull {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A dump without a character.
    #[error("{} is empty", path.display())]
    Empty {
        /// The dump.
        path: PathBuf,
    },
    /// A dump that is no text.
    #[error("{} cannot be read as text", path.display())]
    Decode {
        /// The dump.
        path: PathBuf,
        /// Why.
        source: DecodeError,
    },
    /// Settings that cannot be understood; they were set aside and the defaults hold.
    #[error("{} cannot be understood and was renamed to {}", path.display(), aside.display())]
    BrokenSettings {
        /// The file.
        path: PathBuf,
        /// Its new name.
        aside: PathBuf,
        /// What is wrong in it.
        source: serde_json::Error,
    },
    // Project files: their kinds go here, above the one for all else.
    /// Anything else that the system says.
    #[error("{} cannot be read or written", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl StoreError {
    /// The kind that `source`, met at `path`, belongs to.
    #[must_use]
    pub fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_path_buf();
        match source.kind() {
            // "a.txt/b": there is no b, since a.txt is no folder.
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound { path, source },
            io::ErrorKind::IsADirectory => Self::IsFolder { path, source },
            // Windows says so of a folder that is opened as a file.
            io::ErrorKind::PermissionDenied if path.is_dir() && cfg!(windows) => Self::IsFolder { path, source },
            io::ErrorKind::PermissionDenied => Self::NotPermitted { path, source },
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly { path, source },
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { path, source },
            _ => Self::Io { path, source },
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::NotFound { path, .. }
            | Self::IsFolder { path, .. }
            | Self::NotPermitted { path, .. }
            | Self::ReadOnly { path, .. }
            | Self::DiskFull { path, .. }
            | Self::Empty { path }
            | Self::Decode { path, .. }
            | Self::BrokenSettings { path, .. }
            | Self::Io { path, .. } => path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use io::ErrorKind;

    #[test]
    fn what_the_system_says_gets_its_kind() {
        for (kind, wanted) in [
            (ErrorKind::NotFound, "a.txt is not there"),
            (ErrorKind::NotADirectory, "a.txt is not there"),
            (ErrorKind::IsADirectory, "a.txt is a folder"),
            (ErrorKind::PermissionDenied, "no permission for a.txt"),
            (ErrorKind::ReadOnlyFilesystem, "a.txt is read-only"),
            (ErrorKind::StorageFull, "the disk is full at a.txt"),
            (ErrorKind::QuotaExceeded, "the disk is full at a.txt"),
            (ErrorKind::TimedOut, "a.txt cannot be read or written"),
        ] {
            let error = StoreError::from_io(Path::new("a.txt"), io::Error::from(kind));
            assert_eq!((error.to_string().as_str(), error.path()), (wanted, Path::new("a.txt")));
            assert!(std::error::Error::source(&error).is_some());
        }
    }
}
