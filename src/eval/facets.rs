//! What else is found of entities and acts: titles, affiliation, country and sector; time, place and medium.
//!
//! | facet | right where |
//! |---|---|
//! | titles | the gold has the words, whatever their case |
//! | affiliation | the partner of the gold's is named |
//! | country, sector | the codes are equal |
//! | time, place, medium | the partner of the act has one that shares half of both, intersection over union ≥ .5 |
//! | value | of a time that both have, both say the same |
//! | answers | the partner of the act answers the partner of the claim |
//!
//! An entity that only one side has counts neither way, but for what the gold says of it: that was missed. So were the times of an act that was missed, and
//! those of a spurious act are spurious. An article labels a time, a place or a medium if any of its acts has one.

use super::bout::{Bout, Side};
use super::counts::Score;
use super::facet::Facet;
use super::labels::{Arg, Entity, Labels};
use super::ledger::Ledger;
use super::matching::{Setting, casts, partners};
use super::pair::Pair;
use super::tally::Tally;
use crate::record::Role;
use std::collections::{BTreeMap, BTreeSet};

/// Scores every article that labels a facet.
pub(super) fn facets(pairs: &[Pair], ledger: &mut Ledger) -> BTreeMap<Facet, Score> {
    for pair in pairs {
        let entities = partners(pair.gold, pair.predicted);
        let casts = casts(pair.gold, pair.predicted);
        let bout = Bout::of(pair, &casts);
        let acts = bout.partners(Setting::Cue);
        for facet in Facet::ALL {
            let labelled =
                |arg: &dyn Fn(&Arg) -> bool| pair.gold.relations().iter().any(|act| act.args.iter().flatten().any(arg));
            let tally = match (facet, facet.role()) {
                (_, Some(role)) => labelled(&|arg| arg.role == role).then(|| over_acts(role, &bout, &acts)),
                (Facet::Value, _) => labelled(&|arg| arg.value.is_some()).then(|| over_values(&bout, &acts)),
                (Facet::Answers, _) => over_answers(&bout, &acts),
                _ => over_entities(facet, pair, &entities),
            };
            if let Some(tally) = tally {
                ledger.add(&facet.figure(), &pair.gold.id, tally);
            }
        }
    }
    Facet::ALL.map(|facet| (facet, Score::over(&ledger.tallies(&facet.figure())))).into()
}

/// Over the entities of which the gold labels a facet; `None` where it labels it of none.
fn over_entities(facet: Facet, pair: &Pair, partners: &BTreeMap<usize, usize>) -> Option<Tally> {
    let (gold, predicted) = (entities(pair.gold), entities(pair.predicted));
    let partner = |id: &String| {
        let place = gold.iter().position(|entity| entity.id == *id)?;
        partners.get(&place).map(|&p| predicted[p].id.clone())
    };
    let tally = |(g, entity): (usize, &Entity)| {
        let ours = values(facet, entity)?;
        let theirs = partners.get(&g).and_then(|&p| values(facet, &predicted[p])).unwrap_or_default();
        let wanted: BTreeSet<Option<String>> = ours
            .iter()
            .map(|value| if facet == Facet::Affiliation { partner(value) } else { Some(value.clone()) })
            .collect();
        let right = theirs.iter().filter(|value| wanted.contains(&Some((*value).clone()))).count();
        Some(Tally { right, gold: ours.len(), predicted: theirs.len() })
    };
    let mut tallies = gold.iter().enumerate().filter_map(tally).peekable();
    tallies.peek().is_some().then(|| tallies.sum())
}

fn entities(labels: &Labels) -> &[Entity] {
    labels.entities.as_deref().unwrap_or_default()
}

/// What is said of an entity; `None` where it is not labelled.
fn values(facet: Facet, entity: &Entity) -> Option<BTreeSet<String>> {
    let one = |labelled: &Option<Vec<String>>| labelled.as_ref().map(|values| values.iter().cloned().collect());
    match facet {
        Facet::Titles => {
            entity.titles.as_ref().map(|titles| titles.iter().map(|title| title.text.to_lowercase()).collect())
        }
        Facet::Affiliation => one(&entity.affiliation),
        Facet::Country => one(&entity.country),
        Facet::Sector => one(&entity.sector),
        Facet::Time | Facet::Place | Facet::Medium | Facet::Value | Facet::Answers => None,
    }
}

/// Over the acts of both sides.
fn over_acts(role: Role, bout: &Bout<'_>, partners: &BTreeMap<usize, usize>) -> Tally {
    let count = |acts: &[super::matching::Act<'_>]| acts.iter().map(|act| act.rows(role).len()).sum();
    let right = partners.iter().map(|(&g, &p)| {
        let (ours, theirs) = (bout.gold.acts[g].rows(role), bout.predicted.acts[p].rows(role));
        // One has hardly ever two: the first that shares half is it.
        ours.iter().filter(|ours| theirs.iter().any(|theirs| share_half(ours, theirs))).count().min(theirs.len())
    });
    Tally { right: right.sum(), gold: count(&bout.gold.acts), predicted: count(&bout.predicted.acts) }
}

/// Over the times that both sides have of an act.
fn over_values(bout: &Bout<'_>, partners: &BTreeMap<usize, usize>) -> Tally {
    let of_act = |(&g, &p): (&usize, &usize)| {
        let theirs = bout.predicted.acts[p].rows(Role::Time);
        let of_time = |ours: &&Arg| {
            let (wanted, found) = (ours.value.as_ref()?, theirs.iter().find(|theirs| share_half(ours, theirs))?);
            let found = found.value.as_deref().unwrap_or_default();
            let right = usize::from(!wanted.is_empty() && wanted[..] == *found);
            Some(Tally { right, gold: wanted.len(), predicted: found.len() })
        };
        bout.gold.acts[g].rows(Role::Time).iter().filter_map(of_time).sum::<Tally>()
    };
    partners.iter().map(of_act).sum()
}

/// Over the acts of both sides; `None` where the gold does not label what denials answer.
fn over_answers(bout: &Bout<'_>, partners: &BTreeMap<usize, usize>) -> Option<Tally> {
    let answers = |side: &Side<'_>, at: usize| {
        side.places(side.acts[at].relation.answers.as_ref()).map(|found| found.first().copied().flatten())
    };
    bout.gold.acts.iter().any(|act| act.relation.answers.is_some()).then(|| {
        let count =
            |side: &Side<'_>| side.acts.iter().map(|act| act.relation.answers.as_ref().map_or(0, Vec::len)).sum();
        let right = partners.iter().filter(|&(&g, &p)| {
            let ours = answers(&bout.gold, g).flatten().and_then(|claim| partners.get(&claim).copied());
            ours.is_some() && ours == answers(&bout.predicted, p).flatten()
        });
        Tally { right: right.count(), gold: count(&bout.gold), predicted: count(&bout.predicted) }
    })
}

fn share_half(ours: &Arg, theirs: &Arg) -> bool {
    let shared = ours.end.min(theirs.end).saturating_sub(ours.start.max(theirs.start));
    2 * shared >= ours.end.max(theirs.end) - ours.start.min(theirs.start)
}
