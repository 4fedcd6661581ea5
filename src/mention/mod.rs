//! Who and what the article names: name mentions, the entities that they add up to, and what pronouns and nominals
//! stand for.

mod bodies;
mod convention;
mod entities;
mod gender;
mod groups;
mod lists;
#[cfg(test)]
mod marked;
mod missed;
mod name;
mod named;
mod noun_phrase;
mod nouns;
mod places;
mod roles;
#[cfg(test)]
mod sample;
mod sector;
mod slips;
pub(crate) mod softmax;
mod surnames;
mod whom;

pub use entities::{Entity, entities};
pub use name::is_title;
pub use noun_phrase::NounPhrase;
pub use nouns::is_person;
#[cfg(test)]
pub(crate) use sample::Sample;
pub use sector::Sector;
pub use whom::{Gold, Lesson, Lessons, Meaning, Speech, Whom, lessons, vocabulary};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::ner::Class;
use crate::text::{Span, Tok};

/// How a mention means its entity.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[non_exhaustive]
pub enum MentionKind {
    /// By its name.
    Name,
    /// By a common noun: "the official".
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// Who found a mention.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
#[non_exhaustive]
pub enum Source {
    /// The tagger.
    Model,
    /// The tagger its place, a list of names its class.
    Gazetteer,
    /// A rule over the tree.
    Rule,
    /// Resolution of a pronoun or a nominal.
    Coref,
}

impl MentionKind {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

impl Source {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A place that names or means somebody or something.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its words.
    pub words: Span<Tok>,
    /// Person, organisation, place or other.
    pub class: Class,
    /// By name, noun or pronoun.
    pub kind: MentionKind,
    /// Index of its entity.
    pub entity: Option<usize>,
    /// Probability, as far as `source` gives one.
    pub score: Option<f32>,
    /// Who found it.
    pub source: Source,
}
