//! Everything learned, stage by stage.

use super::super::edges::Parting;
use super::bytes::u32_at;
use super::calibration::{self, Calibration};
use super::openings::{self, Openings, QUESTIONS};
use super::trees::{self, Trees};
use super::{Before, Behind, Bytes, Ngrams, Sections, SectionsWriter, TOPICS, Topics, WeightsError, ngrams, topics};
use std::borrow::Cow;
use std::sync::{Arc, LazyLock};

/// The file of the shipped model; `assets/README.md` says where it comes from.
static SHIPPED_FILE: &[u8] = include_bytes!("../../../assets/proposer.model");

/// What the section is that says which questions the trees ask.
const FEATURES: super::Kind = *b"FEAT";
/// Goes up whenever a feature is added, taken away or counted otherwise: trees of another version would ask amiss.
const FEATURES_VERSION: u32 = 8;

/// The section of [`Knowledge::edges`].
const EDGES: &str = "edges";

/// The rarity of a word that no article has: the logarithm of the pieces of a corpus such as the shipped one was
/// learned from.
const RAREST: f32 = 9.0;

/// The model file that ships with the program.
#[must_use]
pub fn shipped_file() -> &'static [u8] {
    SHIPPED_FILE
}

/// What the proposer has learned.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// For pages of scripts without spaces between words, and for the others: their lines tell by other signs. Where there
    /// was no page to learn from, there are no trees.
    pub(crate) stages: [Stages; 2],
    /// How often what it says is right.
    pub(crate) calibration: Calibration,
    /// What was learned of languages.
    pub(crate) knowledge: Knowledge,
}

/// Trees for each stage.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stages {
    /// Roles of lines at first sight, and with a look at those around.
    pub(crate) roles: [Trees; 2],
    /// Does the next line go on with this one?
    pub(crate) flow: Trees,
    /// Which pairs are worth a close look.
    pub(crate) sieve: Trees,
    /// Does this line go on with that one? At first, and with a look at the first solution.
    pub(crate) pairs: [Trees; 2],
    /// Does a new block begin at a link?
    pub(crate) breaks: Trees,
    /// Which role has a block of an article? Older models have none.
    pub(crate) blocks: Trees,
    /// Whose picture is it?
    pub(crate) captions: Trees,
}

/// What the kinds of pages are called in the file.
const KINDS: [&str; 2] = ["han", "spaced"];

impl Stages {
    /// True where there was nothing to learn from.
    pub(crate) fn is_empty(&self) -> bool {
        self.flow.features() == 0
    }

    /// The stages by their names in the file.
    fn named(&self) -> [(&'static str, &Trees); 9] {
        [
            ("roles", &self.roles[0]),
            ("roles again", &self.roles[1]),
            ("flow", &self.flow),
            ("sieve", &self.sieve),
            ("pairs", &self.pairs[0]),
            ("pairs again", &self.pairs[1]),
            ("breaks", &self.breaks),
            ("blocks", &self.blocks),
            ("captions", &self.captions),
        ]
    }
}

impl Model {
    /// The model that ships with the program. It is part of the program, so that it is there, whole, and read at once;
    /// a test reads it.
    #[must_use]
    pub fn shipped() -> Arc<Self> {
        static SHIPPED: LazyLock<Arc<Model>> =
            LazyLock::new(|| Arc::new(Model::from_bytes(Cow::Borrowed(SHIPPED_FILE)).unwrap_or_default()));
        Arc::clone(&SHIPPED)
    }

    /// The stages for a page of its kind; `None` where nothing was learned of such pages.
    pub(crate) fn stages(&self, spaced: bool) -> Option<&Stages> {
        let [han, other] = &self.stages;
        Some(if spaced { other } else { han }).filter(|stages| !stages.is_empty())
    }

    /// From the bytes of a model file; nothing large is copied.
    ///
    /// # Errors
    /// [`WeightsError`] where it is no model, or not one of this program's.
    pub fn from_bytes(file: Cow<'static, [u8]>) -> Result<Self, WeightsError> {
        let sections = Sections::open(file)?;
        let stages = |kind: &str| -> Result<Stages, WeightsError> {
            let trees = |name: &str| match sections.bytes(&format!("{kind} {name}"), trees::KIND) {
                Ok(bytes) => Trees::from_bytes(bytes.as_slice()),
                Err(WeightsError::Missing { .. }) => Ok(Trees::default()),
                Err(error) => Err(error),
            };
            Ok(Stages {
                roles: [trees("roles")?, trees("roles again")?],
                flow: trees("flow")?,
                sieve: trees("sieve")?,
                pairs: [trees("pairs")?, trees("pairs again")?],
                breaks: trees("breaks")?,
                blocks: trees("blocks")?,
                captions: trees("captions")?,
            })
        };
        let table = |name: &str, kind| optional(&sections, name, kind);
        if let Some(version) = table("features", FEATURES)?
            && u32_at(version.as_slice(), 0) != Some(FEATURES_VERSION)
        {
            return Err(WeightsError::Malformed {
                name: "features",
                why: "it was learned by another version of Newsmend",
            });
        }
        let calibration = table("calibration", calibration::KIND)?;
        let calibration = calibration.map(|bytes| Calibration::from_bytes(bytes.as_slice())).transpose()?;
        let ngrams = table("ngrams", ngrams::KIND)?.as_ref().map(Ngrams::new).transpose()?;
        let topics = table("topics", topics::KIND)?.as_ref().map(Topics::new).transpose()?;
        let openings = table("openings", openings::KIND)?.as_ref().map(Openings::new).transpose()?;
        let edges = table(EDGES, trees::KIND)?.map(|bytes| Trees::from_bytes(bytes.as_slice())).transpose()?;
        Ok(Self {
            stages: [stages(KINDS[0])?, stages(KINDS[1])?],
            calibration: calibration.unwrap_or_default(),
            knowledge: Knowledge { ngrams, topics, openings, edges },
        })
    }

    /// As the bytes of a file; `knowledge` are the sections of n-grams and topics that it was learned with.
    ///
    /// # Errors
    /// [`WeightsError::BadName`] never, as long as the names here differ.
    pub fn to_bytes(&self, knowledge: &Language) -> Result<Vec<u8>, WeightsError> {
        let mut file = SectionsWriter::default();
        for (stages, kind) in self.stages.iter().zip(KINDS).filter(|(stages, _)| !stages.is_empty()) {
            for (name, trees) in stages.named() {
                file.add(&format!("{kind} {name}"), trees::KIND, trees.to_bytes())?;
            }
        }
        file.add("features", FEATURES, FEATURES_VERSION.to_le_bytes().to_vec())?;
        file.add("calibration", calibration::KIND, self.calibration.to_bytes())?;
        if let Some(edges) = &self.knowledge.edges {
            file.add(EDGES, trees::KIND, edges.to_bytes())?;
        }
        let tables = [
            ("ngrams", ngrams::KIND, &knowledge.ngrams),
            ("topics", topics::KIND, &knowledge.topics),
            ("openings", openings::KIND, &knowledge.openings),
        ];
        for (name, kind, bytes) in tables {
            if let Some(bytes) = bytes {
                file.add(name, kind, bytes.clone())?;
            }
        }
        Ok(file.finish())
    }
}

/// A section that a model may go without.
fn optional(sections: &Sections, name: &str, kind: super::Kind) -> Result<Option<Bytes>, WeightsError> {
    match sections.bytes(name, kind) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(WeightsError::Missing { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The sections of what was learned of languages.
#[derive(Clone, Debug, Default)]
pub struct Language {
    /// That of [`Ngrams`].
    pub ngrams: Option<Vec<u8>>,
    /// That of [`Topics`].
    pub topics: Option<Vec<u8>>,
    /// That of [`Openings`].
    pub openings: Option<Vec<u8>>,
}

impl Language {
    /// Those of a model file, copied: to write a model that goes on from it.
    ///
    /// # Errors
    /// [`WeightsError`] where it is no model.
    pub fn from_bytes(file: Cow<'static, [u8]>) -> Result<Self, WeightsError> {
        let sections = Sections::open(file)?;
        let section = |name: &str, kind| {
            optional(&sections, name, kind).map(|bytes| bytes.map(|bytes| bytes.as_slice().to_vec()))
        };
        Ok(Self {
            ngrams: section("ngrams", ngrams::KIND)?,
            topics: section("topics", topics::KIND)?,
            openings: section("openings", openings::KIND)?,
        })
    }

    /// To be asked.
    ///
    /// # Errors
    /// [`WeightsError::Malformed`] where a section is none.
    pub fn knowledge(&self) -> Result<Knowledge, WeightsError> {
        let bytes = |section: &Option<Vec<u8>>| section.clone().map(|bytes| Bytes::new(Cow::Owned(bytes)));
        Ok(Knowledge {
            ngrams: bytes(&self.ngrams).as_ref().map(Ngrams::new).transpose()?,
            topics: bytes(&self.topics).as_ref().map(Topics::new).transpose()?,
            openings: bytes(&self.openings).as_ref().map(Openings::new).transpose()?,
            edges: None,
        })
    }
}

/// What was learned of languages, from running text. Without it, there is only what the page itself says.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// What goes on so.
    pub ngrams: Option<Ngrams>,
    /// What speaks of the same.
    pub topics: Option<Topics>,
    /// How articles begin and end.
    pub openings: Option<Openings>,
    /// Where lines that hold several columns are to be parted, in scripts without spaces. Older models do not know.
    pub(crate) edges: Option<Trees>,
}

impl Knowledge {
    /// What pages are parted with.
    pub(crate) fn parting(&self) -> Option<Parting<'_>> {
        self.ngrams.as_ref().map(|ngrams| Parting { ngrams, edges: self.edges.as_ref() })
    }

    /// The end of a text, and the beginning of one, ready to be asked how the text goes on.
    pub(crate) fn before(&self, end: &[char]) -> Before {
        self.ngrams.as_ref().map(|ngrams| ngrams.before(end)).unwrap_or_default()
    }

    pub(crate) fn behind(&self, start: &[char]) -> Behind {
        self.ngrams.as_ref().map(|ngrams| ngrams.behind(start)).unwrap_or_default()
    }

    /// How much better a text opens a paragraph than it stands alone, in natural logarithms.
    pub(crate) fn opening(&self, start: &Behind) -> f32 {
        self.seam(&self.before(&['\n']), start)
    }

    /// How well the characters of a text follow each other, each on average, in natural logarithms.
    pub(crate) fn fluency(&self, start: &[char]) -> f32 {
        let Some(ngrams) = &self.ngrams else { return 0.0 };
        let (mut sum, mut count) = (0.0, 0.0_f32);
        for at in (4..start.len().min(24)).step_by(3) {
            if let [left @ .., right] = &start[at - 4..=at] {
                sum += ngrams.log_prob(left, *right);
                count += 1.0;
            }
        }
        if count > 0.0 { sum / count } else { 0.0 }
    }

    /// What was learned of openings, closings and titles.
    pub(crate) fn scores(&self, text: &str) -> [f32; 3] {
        let openings = self.openings.as_ref();
        openings.map_or([0.0; 3], |openings| QUESTIONS.map(|question| openings.log_odds(question, text)))
    }

    /// How rare a word is in what was learned; what is unknown there is rarest.
    pub(crate) fn rarity(&self, term: u64) -> f32 {
        let known = self.topics.as_ref().and_then(|topics| topics.idf_of(term));
        known.unwrap_or(RAREST)
    }

    /// How much better a text goes on behind another than it stands alone, in natural logarithms.
    pub(crate) fn seam(&self, end: &Before, start: &Behind) -> f32 {
        self.ngrams.as_ref().map_or(0.0, |ngrams| ngrams.goes_on(end, start))
    }

    /// Adds what a text speaks of.
    pub(crate) fn topic(&self, text: &str, into: &mut [f32; TOPICS]) {
        if let Some(topics) = &self.topics {
            topics.add(text, into);
        }
    }

    /// What a headline speaks of, to be compared with texts.
    pub(crate) fn head(&self, text: &str) -> [f32; TOPICS] {
        self.topics.as_ref().map_or([0.0; TOPICS], |topics| topics.headline(text))
    }
}
