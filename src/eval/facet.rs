//! What else is found of entities and acts, by name.

use crate::record::Role;
use serde::Serialize;

/// Something that an article says of an entity or of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Facet {
    /// What a person is called.
    Titles,
    /// To whom somebody belongs.
    Affiliation,
    /// Of which country somebody is.
    Country,
    /// In which part of public life somebody acts.
    Sector,
    /// When an act took place.
    Time,
    /// Where it did.
    Place,
    /// What it was said through.
    Medium,
    /// The date or interval that a time means.
    Value,
    /// The claim that a denial answers.
    Answers,
}

impl Facet {
    /// In the order of tables.
    pub const ALL: [Self; 9] = [
        Self::Titles,
        Self::Affiliation,
        Self::Country,
        Self::Sector,
        Self::Time,
        Self::Place,
        Self::Medium,
        Self::Value,
        Self::Answers,
    ];

    /// As tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Titles => "titles",
            Self::Affiliation => "affiliation",
            Self::Country => "country",
            Self::Sector => "sector",
            Self::Time => "time",
            Self::Place => "place",
            Self::Medium => "medium",
            Self::Value => "value",
            Self::Answers => "answers",
        }
    }

    /// The role of the argument that an act has it in; `None` for what is no argument.
    pub(super) fn role(self) -> Option<Role> {
        match self {
            Self::Time => Some(Role::Time),
            Self::Place => Some(Role::Place),
            Self::Medium => Some(Role::Medium),
            _ => None,
        }
    }

    /// What it is said of, as figures call it: `entities.titles`, `relations.time`.
    pub(super) fn of(self) -> String {
        let of_acts = self.role().is_some() || matches!(self, Self::Value | Self::Answers);
        format!("{}.{}", if of_acts { "relations" } else { "entities" }, self.name())
    }

    /// Name of its headline figure.
    pub(super) fn figure(self) -> String {
        format!("{}.f1", self.of())
    }
}
