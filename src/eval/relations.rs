//! Acts: under each setting, for each type, and aspect by aspect.

use super::aspects::Aspect;
use super::bout::Bout;
use super::confusion::Confusion;
use super::counts::{Accuracy, Score, Share};
use super::ledger::Ledger;
use super::matching::{Setting, casts};
use super::miss::Miss;
use super::pair::Pair;
use super::reliability::{Outcomes, Reliability};
use super::tally::Tally;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// How well acts are found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelationScores {
    /// Number of gold articles that label relations; `cue` and the aspects are scored over these.
    pub articles: usize,
    /// Number of those that label arguments; the other settings are scored over these.
    pub articles_with_arguments: usize,
    /// All types together.
    pub overall: BTreeMap<Setting, Score>,
    /// For each type, under the settings that look at it.
    pub types: BTreeMap<String, BTreeMap<Setting, Score>>,
    /// Aspects of the relations that agree in type and cue.
    pub aspects: BTreeMap<Aspect, Accuracy>,
    /// Types of acts whose cues overlap. The diagonal is what `cue` counts as right.
    pub confusion: Confusion,
    /// Scores against outcomes under `entity`.
    pub reliability: Reliability,
}

/// Scores every article that labels relations.
pub(super) fn relations(pairs: &[Pair], ledger: &mut Ledger, misses: &mut Vec<Miss>) -> RelationScores {
    let labelled: Vec<&Pair> = pairs.iter().filter(|pair| pair.gold.labels("relations")).collect();
    let mut types: BTreeMap<String, BTreeMap<Setting, Tally>> = BTreeMap::new();
    let (mut confusion, mut outcomes) = (Confusion::default(), Outcomes::default());
    for pair in &labelled {
        let casts = casts(pair.gold, pair.predicted);
        let bout = Bout::of(pair, &casts);
        let settings = Setting::ALL.into_iter().filter(|s| *s == Setting::Cue || pair.gold.labels_arguments());
        for setting in settings {
            let partners = bout.partners(setting);
            ledger.add(&setting.figure(), &pair.gold.id, bout.tally(&partners, |_| true));
            for kind in bout.kinds().into_iter().filter(|_| setting.is_typed()) {
                let tally = bout.tally(&partners, |relation| relation.kind == kind);
                *types.entry(kind.into()).or_default().entry(setting).or_default() += tally;
            }
            if setting == Setting::Entity {
                let right: BTreeSet<usize> = partners.into_values().collect();
                let acts = bout.predicted.acts.iter().enumerate();
                acts.for_each(|(p, act)| outcomes.see(act.relation.score, right.contains(&p)));
            }
        }
        let partners = bout.partners(Setting::Cue);
        for aspect in Aspect::ALL {
            for (figure, tally) in aspect.figures().iter().zip(bout.count(aspect, &partners)) {
                ledger.add(figure, &pair.gold.id, tally);
            }
        }
        bout.review(pair, &partners, &mut confusion, misses);
    }
    let accuracy = |aspect: Aspect| {
        let [all, marked] = aspect.figures().map(|figure| Share::over(&ledger.tallies(&figure)));
        Accuracy { all, marked }
    };
    RelationScores {
        articles: labelled.len(),
        articles_with_arguments: ledger.tallies(&Setting::Entity.figure()).len(),
        overall: Setting::ALL.map(|setting| (setting, Score::over(&ledger.tallies(&setting.figure())))).into(),
        types: types
            .into_iter()
            .map(|(kind, by)| (kind, by.into_iter().map(|(setting, tally)| (setting, Score::of(tally))).collect()))
            .collect(),
        aspects: Aspect::ALL.map(|aspect| (aspect, accuracy(aspect))).into(),
        confusion,
        reliability: outcomes.measured(),
    }
}
