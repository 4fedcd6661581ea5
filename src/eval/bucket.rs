//! What went wrong, in one word: every miss lies in one bucket, that of its first cause.

use super::miss::Layer;
use serde::Serialize;

/// The first cause of a miss, in the order in which text is read: what a masked block hides has no cue to be found, and
/// who speaks cannot be right where the type is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Missed, because the program took its part of the page for boilerplate.
    MaskedBlock,
    /// Spurious, because the program read boilerplate.
    UnmaskedBlock,
    /// No name was found there.
    MissingName,
    /// No name is there.
    SpuriousName,
    /// No act was found there.
    MissingCue,
    /// No act is there.
    SpuriousCue,
    /// A name or act of another type.
    WrongType,
    /// Another speaker, none, or one too many.
    WrongSpeaker,
    /// Another addressee or target, none, or one too many.
    WrongAddressee,
    /// Another content or occasion, or none.
    WrongContent,
    /// Reported through others.
    BrokenChain,
    /// Wrong about whether it happened: polarity or modality.
    WrongFactuality,
    /// Wrong about how the content is given.
    WrongQuote,
    /// A denial tied to another claim, to none, or to one where there is none.
    WrongAnswer,
    /// All right but for the exact extent of a name or an argument: counts as wrong in `strict` alone.
    WrongExtent,
}

impl Bucket {
    /// As tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::MaskedBlock => "masked block",
            Self::UnmaskedBlock => "unmasked block",
            Self::MissingName => "missing name",
            Self::SpuriousName => "spurious name",
            Self::MissingCue => "missing cue",
            Self::SpuriousCue => "spurious cue",
            Self::WrongType => "wrong type",
            Self::WrongSpeaker => "wrong speaker",
            Self::WrongAddressee => "wrong addressee",
            Self::WrongContent => "wrong content",
            Self::BrokenChain => "broken chain",
            Self::WrongFactuality => "wrong factuality",
            Self::WrongQuote => "wrong quote",
            Self::WrongAnswer => "wrong answer",
            Self::WrongExtent => "wrong extent",
        }
    }

    /// For a reader who meets it for the first time.
    #[must_use]
    pub fn means(self) -> &'static str {
        match self {
            Self::MaskedBlock => "missed, because the program took this part of the page for boilerplate",
            Self::UnmaskedBlock => "spurious, because the program read boilerplate as article",
            Self::MissingName => "the program found no name here",
            Self::SpuriousName => "the program found a name where there is none",
            Self::MissingCue => "the program found no act here",
            Self::SpuriousCue => "the program found an act where there is none",
            Self::WrongType => "found, with another type",
            Self::WrongSpeaker => "the speaker is another one, missing, or one too many",
            Self::WrongAddressee => "the addressee or target is another one, missing, or one too many",
            Self::WrongContent => "content or occasion is missing, elsewhere, or one too many",
            Self::BrokenChain => "reported through others than the gold says",
            Self::WrongFactuality => "polarity or modality is wrong: did it happen?",
            Self::WrongQuote => "wrong about direct, indirect, mixed or no quotation",
            Self::WrongAnswer => "the denial is tied to another claim, or to none",
            Self::WrongExtent => "right but for where a name or an argument starts or ends",
        }
    }

    /// Of a label that only one side has.
    pub(super) fn alone(layer: Layer, missed: bool, boilerplate: bool) -> Self {
        match (layer, missed, boilerplate) {
            (_, true, true) => Self::MaskedBlock,
            (_, false, true) => Self::UnmaskedBlock,
            (Layer::Name, true, _) => Self::MissingName,
            (Layer::Name, false, _) => Self::SpuriousName,
            (Layer::Relation, true, _) => Self::MissingCue,
            (Layer::Relation, false, _) => Self::SpuriousCue,
        }
    }

    /// Of the type, a role or an aspect that differs.
    pub(super) fn of(difference: &str) -> Self {
        match difference {
            "type" => Self::WrongType,
            "speaker" => Self::WrongSpeaker,
            "addressee" | "target" => Self::WrongAddressee,
            "content" | "occasion" => Self::WrongContent,
            "attribution" => Self::BrokenChain,
            "polarity" | "modality" => Self::WrongFactuality,
            "quote" => Self::WrongQuote,
            "answers" => Self::WrongAnswer,
            _ => Self::WrongExtent,
        }
    }
}
