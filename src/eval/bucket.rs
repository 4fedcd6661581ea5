//! What went wrong, in one word: every miss lies in one bucket, that of its first cause.

use super::layer::Layer;
use serde::Serialize;

/// Makes the buckets of a table: each with its name and what it means, which is its documentation too.
macro_rules! buckets {
    ($($variant:ident $name:literal $means:literal,)*) => {
        /// The first cause of a miss, in the order in which text is read: what a masked block hides has no cue to be
        /// found, and who speaks cannot be right where the type is wrong.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        #[non_exhaustive]
        pub enum Bucket {
            $(#[doc = $means] $variant,)*
        }

        impl Bucket {
            /// As tables call it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// For a reader who meets it for the first time.
            #[must_use]
            pub fn means(self) -> &'static str {
                match self { $(Self::$variant => $means,)* }
            }
        }
    };
}

buckets! {
    MaskedBlock "masked block" "missed, because the program took this part of the page for boilerplate",
    UnmaskedBlock "unmasked block" "spurious, because the program read boilerplate as article",
    MissingName "missing name" "the program found no name here",
    SpuriousName "spurious name" "the program found a name where there is none",
    MissingCue "missing cue" "the program found no act here",
    SpuriousCue "spurious cue" "the program found an act where there is none",
    WrongType "wrong type" "found, with another type",
    WrongSpeaker "wrong speaker" "the speaker is another one, missing, or one too many",
    WrongAddressee "wrong addressee" "the addressee or target is another one, missing, or one too many",
    WrongContent "wrong content" "content or occasion is missing, elsewhere, or one too many",
    BrokenChain "broken chain" "reported through others than the gold says",
    WrongFactuality "wrong factuality" "polarity or modality is wrong: did it happen?",
    WrongQuote "wrong quote" "wrong about direct, indirect, mixed or no quotation",
    WrongAnswer "wrong answer" "the denial is tied to another claim, or to none",
    WrongExtent "wrong extent" "right but for where a name or an argument starts or ends: wrong in `strict` alone",
}

impl Bucket {
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
