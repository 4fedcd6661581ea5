//! Acts: under each setting, for each type, and aspect by aspect.
//!
//! Under each setting gold and predicted acts are paired one to one, as many as can be. Of several partners the one with
//! the longest shared cue is taken, then the one of the same type, then the one with the most arguments in common.

use super::counts::{Accuracy, Score, Tally};
use super::labels::{Labels, Relation};
use super::matching::{Act, Cast, ROLES, Setting, agree, agree_on, same_speakers, shared_rows};
use super::pairing::{edges, maximum};
use super::report::{Case, Layer, Miss};
use super::score::Pair;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

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
}

/// Something that is right or wrong about a relation that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aspect {
    /// The speakers are the same; a pronoun that only one side resolves is wrong. Marked: somebody speaks.
    Speaker,
    /// How the content is given. Marked: it is.
    Quote,
    /// Marked: negative.
    Polarity,
    /// Marked: anything but asserted.
    Modality,
    /// The chain holds the partners of the gold chain, in order. Marked: there is a chain.
    Attribution,
}

impl Aspect {
    /// In the order of tables.
    pub const ALL: [Self; 5] = [Self::Speaker, Self::Quote, Self::Polarity, Self::Modality, Self::Attribution];

    /// As figures and tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Speaker => "speaker",
            Self::Quote => "quote",
            Self::Polarity => "polarity",
            Self::Modality => "modality",
            Self::Attribution => "attribution",
        }
    }
}

/// Scores every article that labels relations.
pub(super) fn relations(pairs: &[Pair], misses: &mut Vec<Miss>) -> RelationScores {
    let labelled: Vec<&Pair> = pairs.iter().filter(|pair| pair.gold.labels("relations")).collect();
    let mut articles: BTreeMap<Setting, Vec<Tally>> = Setting::ALL.map(|setting| (setting, Vec::new())).into();
    let mut types: BTreeMap<String, BTreeMap<Setting, Tally>> = BTreeMap::new();
    let mut aspects = Aspect::ALL.map(|aspect| (aspect, Accuracy::default())).into();
    for pair in &labelled {
        let casts = (Cast::of(pair.gold), Cast::of(pair.predicted));
        let bout =
            Bout { gold: Side::of(pair.gold, pair, &casts.0), predicted: Side::of(pair.predicted, pair, &casts.1) };
        for (&setting, tallies) in &mut articles {
            if setting == Setting::Cue || pair.gold.labels_arguments() {
                let partners = bout.partners(setting);
                tallies.push(bout.tally(&partners, |_| true));
                if setting.is_typed() {
                    for kind in bout.kinds() {
                        let tally = bout.tally(&partners, |relation| relation.kind == kind);
                        *types.entry(kind.into()).or_default().entry(setting).or_default() += tally;
                    }
                }
            }
        }
        bout.review(pair, &mut aspects, misses);
    }
    RelationScores {
        articles: labelled.len(),
        articles_with_arguments: articles[&Setting::Entity].len(),
        overall: articles.into_iter().map(|(setting, tallies)| (setting, Score::over(&tallies))).collect(),
        types: types
            .into_iter()
            .map(|(kind, by)| (kind, by.into_iter().map(|(s, t)| (s, Score::of(t))).collect()))
            .collect(),
        aspects,
    }
}

/// One side's acts that count, in text order.
struct Side<'a> {
    acts: Vec<Act<'a>>,
    /// Id → place in `acts`; `None` for one that does not count.
    places: HashMap<&'a str, Option<usize>>,
}

impl<'a> Side<'a> {
    fn of(labels: &'a Labels, pair: &Pair, cast: &'a Cast<'a>) -> Self {
        let act = |relation| Act { relation, cast };
        let (off, mut acts): (Vec<Act>, Vec<Act>) =
            labels.relations().iter().map(act).partition(|act| pair.gold.ignores(act.relation.cue.span()));
        acts.sort_by_cached_key(|act| act.text_order());
        let id = |act: &Act<'a>| act.relation.id.as_deref();
        let mut places: HashMap<&str, Option<usize>> = off.iter().filter_map(id).map(|id| (id, None)).collect();
        places.extend(acts.iter().enumerate().filter_map(|(place, act)| Some((id(act)?, Some(place)))));
        Self { acts, places }
    }

    /// The chain of an act as places in `acts`, without those that do not count; an unknown id stays as `None`.
    fn chain(&self, act: usize) -> Option<Vec<Option<usize>>> {
        let ids = self.acts[act].relation.attribution.as_ref()?;
        let place = |id: &String| match self.places.get(id.as_str()) {
            Some(None) => None,
            Some(place) => Some(*place),
            None => Some(None),
        };
        Some(ids.iter().filter_map(place).collect())
    }
}

/// The two sides of one article.
struct Bout<'a> {
    gold: Side<'a>,
    predicted: Side<'a>,
}

impl Bout<'_> {
    /// Gold → predicted.
    fn partners(&self, setting: Setting) -> BTreeMap<usize, usize> {
        let rank = |g: usize, p: usize| {
            let (ours, theirs) = (self.gold.acts[g], self.predicted.acts[p]);
            agree(setting, ours, theirs).then(|| {
                let (a, b) = (ours.relation.cue.span(), theirs.relation.cue.span());
                let shared = a.end.min(b.end) - a.start.max(b.start);
                let typed = ours.relation.kind == theirs.relation.kind;
                (shared, Reverse(a.hull(b).len()), typed, shared_rows(ours, theirs))
            })
        };
        maximum(edges(self.gold.acts.len(), self.predicted.acts.len(), rank))
    }

    fn tally(&self, partners: &BTreeMap<usize, usize>, counts: impl Fn(&Relation) -> bool) -> Tally {
        let number = |side: &Side| side.acts.iter().filter(|act| counts(act.relation)).count();
        let right = partners.keys().filter(|g| counts(self.gold.acts[**g].relation)).count();
        Tally { right, gold: number(&self.gold), predicted: number(&self.predicted) }
    }

    fn kinds(&self) -> BTreeSet<&str> {
        self.gold.acts.iter().chain(&self.predicted.acts).map(|act| act.relation.kind.as_str()).collect()
    }

    /// Looks at what was found, and lists what was not.
    fn review(&self, pair: &Pair, aspects: &mut BTreeMap<Aspect, Accuracy>, misses: &mut Vec<Miss>) {
        let partners = self.partners(Setting::Cue);
        let miss = |act: Act, case| Miss::new(pair, Layer::Relation, case, &act.relation.kind, act.relation.cue.span());
        for (g, &act) in self.gold.acts.iter().enumerate() {
            let Some(&p) = partners.get(&g) else {
                misses.push(miss(act, Case::Missed));
                continue;
            };
            let mut differs = Vec::new();
            if act.relation.args.is_some() {
                let theirs = self.predicted.acts[p];
                differs.extend(
                    ROLES.iter().filter(|role| **role != "speaker" && !agree_on(role, Setting::Entity, act, theirs)),
                );
            }
            for aspect in Aspect::ALL {
                if let Some((right, marked)) = self.look(aspect, g, p, &partners) {
                    aspects.entry(aspect).or_default().see(right, marked);
                    differs.extend((!right).then(|| aspect.name()));
                }
            }
            if !differs.is_empty() {
                misses.push(Miss { differs, ..miss(act, Case::Differs) });
            }
        }
        let found: BTreeSet<usize> = partners.into_values().collect();
        let spurious = self.predicted.acts.iter().enumerate().filter(|(p, _)| !found.contains(p));
        misses.extend(spurious.map(|(_, &act)| miss(act, Case::Spurious)));
    }

    /// Is an aspect right, and is it marked? `None` where the gold does not label it.
    fn look(&self, aspect: Aspect, g: usize, p: usize, partners: &BTreeMap<usize, usize>) -> Option<(bool, bool)> {
        let (ours, theirs) = (self.gold.acts[g], self.predicted.acts[p]);
        let word = |of: fn(&Relation) -> &Option<String>, usual: &str| {
            let (ours, theirs) = (of(ours.relation).as_deref()?, of(theirs.relation).as_deref());
            Some((theirs == Some(ours), ours != usual || theirs != Some(usual)))
        };
        match aspect {
            Aspect::Quote => word(|relation| &relation.quote, "none"),
            Aspect::Polarity => word(|relation| &relation.polarity, "positive"),
            Aspect::Modality => word(|relation| &relation.modality, "asserted"),
            Aspect::Speaker => ours.relation.args.as_ref().map(|_| {
                let somebody = !ours.rows("speaker").is_empty() || !theirs.rows("speaker").is_empty();
                (same_speakers(ours, theirs), somebody)
            }),
            Aspect::Attribution => self.gold.chain(g).map(|ours| {
                let theirs = self.predicted.chain(p).unwrap_or_default();
                let partner = |g: &Option<usize>| g.and_then(|g| partners.get(&g).copied());
                let same = |(g, p): (&Option<usize>, &Option<usize>)| p.is_some() && partner(g) == *p;
                let right = ours.len() == theirs.len() && ours.iter().zip(&theirs).all(same);
                (right, !ours.is_empty() || !theirs.is_empty())
            }),
        }
    }
}
