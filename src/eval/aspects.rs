//! What is right or wrong about a relation that was found.

use super::bout::Bout;
use super::labels::Relation;
use super::matching::same_speakers;
use super::tally::Tally;
use crate::record::{Modality, Polarity, QuoteKind, Role};
use serde::Serialize;
use std::collections::BTreeMap;

/// Something that is right or wrong about a relation that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Aspect {
    /// The speakers are the same; a pronoun that only one side resolves is wrong, where the gold names entities. Marked:
    /// somebody speaks.
    Speaker,
    /// How the content is given. Marked: it is.
    Quote,
    /// Marked: negative.
    Polarity,
    /// Marked: anything but asserted.
    Modality,
    /// The chain holds the partners of the gold chain, in order. Marked: there is a chain.
    Attribution,
    /// A denial answers the partner of the claim that the gold names. Marked: there is one.
    Answers,
}

impl Aspect {
    /// In the order of tables.
    pub const ALL: [Self; 6] =
        [Self::Speaker, Self::Quote, Self::Polarity, Self::Modality, Self::Attribution, Self::Answers];

    /// As figures and tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Quote => "quote",
            Self::Polarity => "polarity",
            Self::Modality => "modality",
            Self::Attribution => "attribution",
            Self::Answers => "answers",
        }
    }

    /// Names of its two headline figures: over all, and over the marked.
    pub(super) fn figures(self) -> [String; 2] {
        ["accuracy", "marked"].map(|of| format!("relations.{}.{of}", self.name()))
    }
}

impl Bout<'_> {
    /// Over the matched relations whose gold labels the aspect, and over the marked among them: how often is it right?
    pub(super) fn count(&self, aspect: Aspect, partners: &BTreeMap<usize, usize>) -> [Tally; 2] {
        let looks = partners.iter().filter_map(|(&g, &p)| self.look(aspect, g, p, partners));
        looks.fold([Tally::default(); 2], |[all, marked], (right, is_marked)| {
            let one = Tally::share_of(usize::from(right), 1);
            [all + one, if is_marked { marked + one } else { marked }]
        })
    }

    /// Is an aspect right, and is it marked? `None` where the gold does not label it.
    pub(super) fn look(
        &self,
        aspect: Aspect,
        g: usize,
        p: usize,
        partners: &BTreeMap<usize, usize>,
    ) -> Option<(bool, bool)> {
        let (ours, theirs) = (self.gold.acts[g], self.predicted.acts[p]);
        let word = |of: fn(&Relation) -> Option<&'static str>, usual: &str| {
            let (ours, theirs) = (of(ours.relation)?, of(theirs.relation));
            Some((theirs == Some(ours), ours != usual || theirs != Some(usual)))
        };
        let links = |of: fn(&Relation) -> &Option<Vec<String>>| {
            let ours = self.gold.places(of(ours.relation).as_ref())?;
            let theirs = self.predicted.places(of(theirs.relation).as_ref()).unwrap_or_default();
            let partner = |g: &Option<usize>| g.and_then(|g| partners.get(&g).copied());
            let same = |(g, p): (&Option<usize>, &Option<usize>)| p.is_some() && partner(g) == *p;
            let right = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(same);
            Some((right, !ours.is_empty() || !theirs.is_empty()))
        };
        match aspect {
            Aspect::Quote => word(|relation| relation.quote.map(QuoteKind::name), QuoteKind::None.name()),
            Aspect::Polarity => word(|relation| relation.polarity.map(Polarity::name), Polarity::Positive.name()),
            Aspect::Modality => word(|relation| relation.modality.map(Modality::name), Modality::Asserted.name()),
            Aspect::Speaker => ours.relation.args.as_ref().map(|_| {
                let somebody = !ours.rows(Role::Speaker).is_empty() || !theirs.rows(Role::Speaker).is_empty();
                (same_speakers(ours, theirs, self.gold.resolved), somebody)
            }),
            Aspect::Attribution => links(|relation| &relation.attribution),
            Aspect::Answers => links(|relation| &relation.answers),
        }
    }
}
