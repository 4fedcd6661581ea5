//! What a model folder says about itself.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{ModelError, Rel, Scheme, Upos, files::MANIFEST};

const SCHEMA: u32 = 1;

/// `manifest.toml`. Keys that nothing here needs (corpora, scores, recipe) are for people and stay unread.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Manifest {
    /// Version of these keys' meaning.
    pub schema: Option<u32>,
    pub name: Option<String>,
    pub revision: Option<String>,
    pub license: Option<String>,
    pub files: BTreeMap<String, String>,
    pub labels: Labels,
    pub calibration: Calibration,
    pub input: Input,
}

/// Label lists, in the order of the heads' rows, and what foreign entity labels mean.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Labels {
    pub entities: Vec<String>,
    pub upos: Vec<String>,
    pub deprels: Vec<String>,
    /// From a label of config.json, or its class without `B-` and the like, to one that is known here.
    pub map: BTreeMap<String, String>,
    /// How the labels mark where an entity begins; told from the labels when it is not given.
    pub scheme: Option<Scheme>,
}

/// Temperatures that the heads' logits are divided by.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Calibration {
    pub entities: f64,
    pub upos: f64,
}

impl Default for Calibration {
    fn default() -> Self {
        Self { entities: 1.0, upos: 1.0 }
    }
}

/// How words are put to the encoder.
#[derive(Debug, Clone, Deserialize)]
#[serde(default)]
pub(super) struct Input {
    /// Pieces in a window, those around the text included.
    pub window: usize,
    /// Case classes that are told to the encoder as token types; 0 for models that are not told. A model that is told
    /// comes from this project's recipe, so its words are cut one by one too, with typewriter quotes.
    pub case_classes: usize,
    /// Pieces kept of one word.
    pub pieces_per_word: usize,
}

impl Default for Input {
    fn default() -> Self {
        Self { window: 256, case_classes: 0, pieces_per_word: 16 }
    }
}

impl Manifest {
    pub fn parse(text: &str, place: &str) -> Result<Self, ModelError> {
        let bad = |reason| ModelError::BadFile { place: place.to_owned(), file: MANIFEST, reason };
        let manifest: Self = toml::from_str(text).map_err(|error| bad(error.to_string()))?;
        if let Some(other) = manifest.schema.filter(|schema| *schema != SCHEMA) {
            return Err(bad(format!(
                "schema: expected {SCHEMA}, got {other}; a newer version of this program may read it"
            )));
        }
        for (name, value) in [("entities", manifest.calibration.entities), ("upos", manifest.calibration.upos)] {
            if !(value.is_finite() && value > 0.0) {
                return Err(bad(format!("[calibration] {name}: expected a temperature above 0, got {value}")));
            }
        }
        Ok(manifest)
    }

    /// Part-of-speech tags in the order of the head's rows; empty for a model without that head.
    pub fn upos(&self, place: &str) -> Result<Vec<Upos>, ModelError> {
        known("part-of-speech", &self.labels.upos, "the 17 universal tags", place)
    }

    /// Relations in the order of the head's matrices; empty for a model without that head.
    pub fn deprels(&self, place: &str) -> Result<Vec<Rel>, ModelError> {
        known("dependency", &self.labels.deprels, "relations of Universal Dependencies 2 for English", place)
    }
}

fn known<L: std::str::FromStr>(
    head: &'static str,
    names: &[String],
    expected: &'static str,
    place: &str,
) -> Result<Vec<L>, ModelError> {
    let parsed: Vec<Option<L>> = names.iter().map(|name| name.parse().ok()).collect();
    if parsed.iter().all(Option::is_some) {
        return Ok(parsed.into_iter().flatten().collect());
    }
    let labels = names.iter().zip(parsed).filter(|(_, label)| label.is_none()).map(|(name, _)| name.clone()).collect();
    let (place, remedy) = (place.to_owned(), "a model with other labels needs them renamed in that file");
    Err(ModelError::UnknownLabels { place, head, file: MANIFEST, labels, expected, remedy })
}
