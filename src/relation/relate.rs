//! What the rules make of an article.

use std::collections::HashSet;

use super::reading::Reading;
use super::{Act, RuleSet};
use crate::mention::{Entity, Mention, MentionKind};
use crate::syntax::Syntax;
use crate::token::Segmented;

/// An article's acts, and the mentions with those that acts added.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// In the order of their cues.
    pub acts: Vec<Act>,
    /// Names, then the nominals and pronouns that take part in acts.
    pub mentions: Vec<Mention>,
}

impl Related {
    /// Leaves out the acts that another one reports, with the nominals and pronouns that take part in them alone.
    #[must_use]
    pub fn outermost(self) -> Self {
        let kept = places(self.acts.iter().map(|act| act.attribution.is_empty()));
        let mut acts: Vec<Act> = self.acts.into_iter().filter(|act| act.attribution.is_empty()).collect();
        let used: HashSet<usize> = acts.iter().flat_map(|act| &act.args).filter_map(|arg| arg.mention).collect();
        let stays = |(at, mention): (usize, &Mention)| mention.kind == MentionKind::Name || used.contains(&at);
        let placed = places(self.mentions.iter().enumerate().map(stays));
        for act in &mut acts {
            act.answers = act.answers.and_then(|claim| kept[claim]);
            for arg in &mut act.args {
                arg.mention = arg.mention.and_then(|mention| placed[mention]);
            }
        }
        let mentions = self.mentions.into_iter().zip(&placed).filter(|(_, place)| place.is_some());
        Self { acts, mentions: mentions.map(|(mention, _)| mention).collect() }
    }
}

/// Where each of a list stands once only some stay.
fn places(stay: impl Iterator<Item = bool>) -> Vec<Option<usize>> {
    let mut next = 0..;
    stay.map(|stays| if stays { next.next() } else { None }).collect()
}

/// Finds the acts of an article.
#[must_use]
pub fn relate(rules: &RuleSet, doc: &Segmented, syntax: &Syntax, names: &[Mention], entities: &[Entity]) -> Related {
    Reading::new(rules, doc, syntax, names).relate(entities)
}
