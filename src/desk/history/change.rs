//! What a step of the history did, or what takes it back.

use crate::model::{Edit, EditError, Project, between};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::sync::Arc;

/// Parts of an edit beyond which it is more than the proposal for a page: all doubts are counted anew, and a proposal that
/// comes in beside the window is kept as the states before and after it, which share what is the same.
pub(in crate::desk) const MANY: usize = 3_000;

/// See the module's head. A journal writes both kinds as an edit.
#[derive(Clone, Debug)]
pub(in crate::desk) enum Change {
    /// An edit.
    Edit(Arc<Edit>),
    /// From one state to another.
    Swap {
        /// The state that it is made on.
        from: Arc<Project>,
        /// What that becomes.
        to: Arc<Project>,
    },
}

impl Change {
    /// From one state to another, and back.
    pub(in crate::desk) fn swaps(from: &Arc<Project>, to: &Arc<Project>) -> [Self; 2] {
        let swap = |from: &Arc<Project>, to: &Arc<Project>| Self::Swap { from: Arc::clone(from), to: Arc::clone(to) };
        [swap(from, to), swap(to, from)]
    }

    /// The edit, where it has few parts.
    pub(in crate::desk) fn few(&self) -> Option<&Edit> {
        match self {
            Self::Edit(edit) => Some(&**edit).filter(|edit| edit.parts() <= MANY),
            Self::Swap { .. } => None,
        }
    }

    /// Changes `project`, which is the state that this is for.
    ///
    /// # Errors
    /// Where an edit does not fit; nothing changes then.
    pub(in crate::desk) fn apply(&self, project: &mut Project) -> Result<(), EditError> {
        match self {
            Self::Edit(edit) => project.apply(Edit::clone(edit)).map(drop),
            Self::Swap { from, to } => {
                debug_assert_eq!(project, &**from, "a step is done and undone where it was made");
                *project = Project::clone(to);
                Ok(())
            }
        }
    }
}

impl From<Edit> for Change {
    fn from(edit: Edit) -> Self {
        Self::Edit(Arc::new(edit))
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Edit(edit) => edit.serialize(serializer),
            Self::Swap { from, to } => between(from, to).serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Change {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Edit::deserialize(deserializer).map(Self::from)
    }
}
