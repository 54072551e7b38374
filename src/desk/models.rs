//! Models as files: what the proposer has learned, chosen with `--model` or made by `newsmend train`.

use super::report::explain_store;
use super::words::Lang;
use crate::propose::weights::{Language, Model, WeightsError, shipped_file};
use crate::store::{self, StoreError};
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

/// What to propose with: a model that was opened, or `None` for what ships with the program.
pub type Chosen = Option<Arc<Model>>;

/// Why a model cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The file cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It is no model, or not one of this program's.
    #[error(transparent)]
    Weights(#[from] WeightsError),
}

/// A model with what is written into models that go on from it.
#[derive(Clone, Debug)]
pub struct OpenModel {
    /// The model.
    pub model: Arc<Model>,
    /// Its sections of languages.
    pub(super) language: Language,
}

impl OpenModel {
    /// From the bytes of a model file.
    ///
    /// # Errors
    /// [`WeightsError`] where it is no model.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, WeightsError> {
        let language = Language::from_bytes(bytes.clone())?;
        Ok(Self { model: Arc::new(Model::from_bytes(bytes)?), language })
    }

    /// The model that ships with the program.
    ///
    /// # Errors
    /// [`WeightsError`] where it is none of this program's: a fault of the program.
    pub fn shipped() -> Result<Self, WeightsError> {
        Self::from_bytes(Cow::Borrowed(shipped_file()))
    }
}

/// Reads a model, to propose with.
///
/// # Errors
/// See [`ModelError`].
pub fn open_model(path: &Path) -> Result<Arc<Model>, ModelError> {
    Ok(Arc::new(Model::from_bytes(store::read_file(path)?.into())?))
}

/// Reads a model, to go on from.
///
/// # Errors
/// See [`ModelError`].
pub fn open_base(path: &Path) -> Result<OpenModel, ModelError> {
    Ok(OpenModel::from_bytes(store::read_file(path)?.into())?)
}

/// Why a model cannot be used, and what to do. `name`: what the file is called.
#[must_use]
pub fn explain_model(lang: Lang, name: &str, error: &ModelError) -> String {
    let why = match (error, lang) {
        (ModelError::Store(error), _) => explain_store(lang, error),
        (ModelError::Weights(WeightsError::NotAModel), Lang::Zh) => {
            "这不是 Newsmend 的模型。请给出 newsmend train 做出的文件。".to_owned()
        }
        (ModelError::Weights(WeightsError::NotAModel), Lang::En) => {
            "this is no model of Newsmend. Name a file that newsmend train made.".to_owned()
        }
        (ModelError::Weights(WeightsError::Newer { found, known }), Lang::Zh) => {
            format!("它由另一版 Newsmend 做出（格式 {found}，本版读 {known}）。请更新 Newsmend，或重新训练。")
        }
        (ModelError::Weights(WeightsError::Newer { found, known }), Lang::En) => format!(
            "another version of Newsmend made it (format {found}, this one reads {known}). Update Newsmend, or train it anew."
        ),
        (ModelError::Weights(WeightsError::Short { wanted, found }), Lang::Zh) => {
            format!("文件不全：应有 {wanted} 字节，只有 {found}。请重新复制或重新训练。")
        }
        (ModelError::Weights(WeightsError::Short { wanted, found }), Lang::En) => {
            format!("it is cut short: {found} bytes of {wanted} are there. Copy it again, or train it anew.")
        }
        (ModelError::Weights(error), Lang::Zh) => format!("文件损坏（{error}）。请重新复制或重新训练。"),
        (ModelError::Weights(error), Lang::En) => format!("it is damaged ({error}). Copy it again, or train it anew."),
    };
    match lang {
        Lang::Zh => format!("用不了模型 {name}：{why}"),
        Lang::En => format!("Can't use the model {name}: {why}"),
    }
}
