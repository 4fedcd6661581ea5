//! An act as the rules find it, before it becomes a row of a record.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::pieces::Pieces;
use crate::text::{Byte, Span};

/// What a participant or part of an act is to it.
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
pub enum Role {
    /// Whoever performs the act.
    Speaker,
    /// Whom it is said to.
    Addressee,
    /// Whom it is held against.
    Target,
    /// What is said, denied, urged.
    Content,
    /// What a condolence or an apology is about.
    Occasion,
    /// When it takes place: "on Monday".
    Time,
    /// Where it takes place: "in Baku".
    Place,
    /// What it is said through: "in a statement", "on X".
    Medium,
}

impl Role {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Is it somebody, rather than some words?
    #[must_use]
    pub fn is_participant(self) -> bool {
        matches!(self, Self::Speaker | Self::Addressee | Self::Target)
    }
}

/// One participant or part of an act.
#[derive(Debug, Clone, PartialEq)]
pub struct Arg {
    /// What it is to the act.
    pub role: Role,
    /// Where it stands: one piece unless something stands between several.
    pub pieces: Pieces,
    /// Index of the mention at its head.
    pub mention: Option<usize>,
    /// Index of the entity it stands for.
    pub entity: Option<usize>,
    /// A place that acts as a government or body.
    pub metonym: bool,
    /// Of a time the ISO date or interval, where `published` or the text fixes it.
    pub value: Option<String>,
}

/// How content is given.
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
pub enum QuoteKind {
    /// In the speaker's words.
    Direct,
    /// In the writer's words.
    Indirect,
    /// In both.
    Mixed,
    /// There is no content.
    None,
}

impl QuoteKind {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Did the act take place, or is it denied that it did?
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
pub enum Polarity {
    /// It did.
    Positive,
    /// It did not: "did not say".
    Negative,
}

impl Polarity {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// How real the act is.
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
pub enum Modality {
    /// It is told as a fact.
    Asserted,
    /// It may be so: may, could, reportedly.
    Hedged,
    /// It is still to come.
    Future,
    /// It hangs on a condition.
    Conditional,
    /// It is asked or wished.
    Hypothetical,
}

impl Modality {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// One act of saying, denying, urging, condoling and so on.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    /// Index of its relation in the rule set.
    pub relation: usize,
    /// Name of the cue entry that made it.
    pub cue_name: String,
    /// The words that signal it.
    pub cue: Span<Byte>,
    /// Lemma of the cue.
    pub lemma: String,
    /// Its participants and parts, in the order of their roles, then of the text.
    pub args: Vec<Arg>,
    /// What else its report closes over: in "A quoted B as saying" B's saying is within A's act.
    pub holds: Vec<Span<Byte>>,
    /// Probability that its content begins and ends where it does, where the argument heads were asked.
    pub edges: Option<f32>,
    /// How its content is given.
    pub quote: QuoteKind,
    /// Did it take place?
    pub polarity: Polarity,
    /// How real is it?
    pub modality: Modality,
    /// Indices of the acts that report it, from inner to outer.
    pub attribution: Vec<usize>,
    /// Index of the claim or accusation that this denial answers.
    pub answers: Option<usize>,
    /// Index of the cue's sentence.
    pub sentence: usize,
    /// Probability that it is right.
    pub score: f32,
    /// Whole sentences that show it.
    pub evidence: Span<Byte>,
}

impl Act {
    /// Its rows of one role.
    pub fn role(&self, role: Role) -> impl Iterator<Item = &Arg> {
        self.args.iter().filter(move |arg| arg.role == role)
    }
}
