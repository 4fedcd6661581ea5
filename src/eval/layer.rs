//! The two things that are labelled and found: names and acts.

use serde::Serialize;

/// What a miss is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Layer {
    /// A name: span and type.
    Name,
    /// A relation: type and cue.
    Relation,
}

impl Layer {
    /// As pages call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "names",
            Self::Relation => "acts",
        }
    }
}
