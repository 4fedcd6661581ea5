//! Universal part-of-speech tags.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

macro_rules! upos {
    ($($tag:ident $name:literal $means:literal,)*) => {
        /// A universal part-of-speech tag (<https://universaldependencies.org/u/pos/>).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Upos { $(#[doc = $means] $tag,)* }

        impl Upos {
            /// All of them, in the order of the columns of [`crate::model::Scores::upos`].
            pub const ALL: [Self; 17] = [$(Self::$tag),*];

            /// The tag as treebanks write it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$tag => $name,)* }
            }
        }
    };
}

upos! {
    Adj "ADJ" "Adjective.",
    Adp "ADP" "Preposition or postposition.",
    Adv "ADV" "Adverb.",
    Aux "AUX" "Auxiliary, also modals and the copula.",
    Cconj "CCONJ" "Coordinating conjunction.",
    Det "DET" "Determiner.",
    Intj "INTJ" "Interjection.",
    Noun "NOUN" "Common noun.",
    Num "NUM" "Numeral.",
    Part "PART" "Particle: not, 's, infinitival to.",
    Pron "PRON" "Pronoun.",
    Propn "PROPN" "Proper noun.",
    Punct "PUNCT" "Punctuation.",
    Sconj "SCONJ" "Subordinating conjunction.",
    Sym "SYM" "Symbol.",
    Verb "VERB" "Verb.",
    X "X" "Anything else.",
}

/// A tag that is not one of the seventeen.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no universal part-of-speech tag: expected one of ADJ, ADP, … X")]
pub struct UnknownUpos(pub String);

impl FromStr for Upos {
    type Err = UnknownUpos;

    fn from_str(name: &str) -> Result<Self, UnknownUpos> {
        Self::ALL.into_iter().find(|tag| tag.name() == name).ok_or_else(|| UnknownUpos(name.to_owned()))
    }
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
