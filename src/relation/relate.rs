//! What the rules make of an article.

use super::reading::Reading;
use super::{Act, RuleSet};
use crate::mention::{Entity, Mention};
use crate::syntax::Syntax;
use crate::token::Segmented;

/// An article's acts, and its mentions and entities with those that acts added.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// In the order of their cues.
    pub acts: Vec<Act>,
    /// Names, then nominals and pronouns.
    pub mentions: Vec<Mention>,
    /// The named ones by first mention, then those whom the article never names.
    pub entities: Vec<Entity>,
    /// Of all nouns and pronouns, mentions or not, the entity that each means: the place of its head, and the entity.
    pub meant: Vec<(usize, usize)>,
}

/// How much of it is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only the acts that the article itself reports, not those within another's words.
    pub outermost: bool,
    /// Every pronoun and noun that may mean somebody, not only those that take part in acts.
    pub all_mentions: bool,
}

/// Finds the acts of an article.
#[must_use]
pub fn relate(rules: &RuleSet, doc: &Segmented, syntax: &Syntax, names: &[Mention], entities: &[Entity]) -> Related {
    let mut reading = Reading::new(rules, doc, syntax, names);
    reading.go_on();
    reading.relate(entities, Wanted::default())
}
