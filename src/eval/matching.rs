//! What counts as the same. To change what is correct, change this file.
//!
//! | setting | type | cue | arguments |
//! |---|---|---|---|
//! | `strict` | equal | overlaps | same roles and spans, and none resolved to another entity |
//! | `boundaries` | free | overlaps | as `strict` |
//! | `entity` | equal | overlaps | same roles; who: the same entity; what: the spans overlap |
//! | `cue` | equal | overlaps | free |
//!
//! *Who* is speaker, addressee and target; *what* is content and occasion; time, place and medium are facets of their own (`facets.rs`).
//! Arguments are compared one to one: a speaker too many is as wrong as one too few. Where gold or prediction leaves an
//! argument without an entity ("officials"), overlapping spans make it the same in `entity`. Entities that the article never names are
//! paired one to one by the places that mean them, if the gold labels any. That `strict` looks at
//! entities where both sides have one makes it the hardest of all: it never scores above `boundaries` or `entity`.

use super::labels::{Arg, Labels, Point, Relation};
use super::pairing::{edges, greedy, maximum};
use crate::record::Role;
use crate::text::Span;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// How much of a relation must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Setting {
    /// Type, cue, every argument span.
    Strict,
    /// The same, whatever the type.
    Boundaries,
    /// Type, cue, and who and what the arguments stand for.
    Entity,
    /// Type and cue: was the act noticed at all?
    Cue,
}

impl Setting {
    /// From the hardest to the easiest.
    pub const ALL: [Self; 4] = [Self::Strict, Self::Boundaries, Self::Entity, Self::Cue];

    /// As figures and tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::Boundaries => "boundaries",
            Self::Entity => "entity",
            Self::Cue => "cue",
        }
    }

    /// Name of its headline figure.
    pub(super) fn figure(self) -> String {
        format!("relations.{}.f1", self.name())
    }

    /// Can it be told apart by type?
    pub(super) fn is_typed(self) -> bool {
        self != Self::Boundaries
    }
}

/// Roles that are scored: who, then what.
pub(super) const ROLES: [Role; 5] = [Role::Speaker, Role::Addressee, Role::Target, Role::Content, Role::Occasion];

/// A relation, and the entities that its arguments name.
#[derive(Clone, Copy)]
pub(super) struct Act<'a> {
    pub(super) relation: &'a Relation,
    pub(super) cast: &'a Cast<'a>,
}

/// Do two acts agree under `setting`?
pub(super) fn agree(setting: Setting, gold: Act, predicted: Act) -> bool {
    let typed = !setting.is_typed() || gold.relation.kind == predicted.relation.kind;
    typed
        && meet(gold, predicted)
        && (setting == Setting::Cue || ROLES.into_iter().all(|role| agree_on(role, setting, gold, predicted)))
}

/// Do the cues overlap?
pub(super) fn meet(gold: Act, predicted: Act) -> bool {
    gold.relation.cue.span().overlaps(predicted.relation.cue.span())
}

/// Do the arguments of one role agree, one to one?
pub(super) fn agree_on(role: Role, setting: Setting, gold: Act, predicted: Act) -> bool {
    pair_up(role, gold, predicted, |ours, theirs| {
        let named = if role.is_participant() { same_entity(gold.entity(ours), predicted.entity(theirs)) } else { None };
        match setting {
            Setting::Strict | Setting::Boundaries => named != Some(false) && ours.pieces() == theirs.pieces(),
            Setting::Entity | Setting::Cue => named.unwrap_or_else(|| touch(ours, theirs)),
        }
    })
}

/// Are the speakers the same? Harder than `entity`: one that only one side resolves is wrong, if `resolved` says that the
/// gold names entities at all. If it does not, nobody can say who is meant, and a speaker is right by its place.
pub(super) fn same_speakers(gold: Act, predicted: Act, resolved: bool) -> bool {
    pair_up(Role::Speaker, gold, predicted, |ours, theirs| match (gold.entity(ours), predicted.entity(theirs)) {
        (None, None) => touch(ours, theirs),
        (None, Some(_)) if !resolved => touch(ours, theirs),
        (ours, theirs) => same_entity(ours, theirs) == Some(true),
    })
}

/// Can the arguments of one role be paired without a rest?
fn pair_up(role: Role, gold: Act, predicted: Act, same: impl Fn(&Arg, &Arg) -> bool) -> bool {
    let (ours, theirs) = (gold.rows(role), predicted.rows(role));
    let edge = |g: usize, p: usize| same(ours[g], theirs[p]).then_some(());
    ours.len() == theirs.len() && maximum(edges(ours.len(), theirs.len(), edge)).len() == ours.len()
}

/// Number of arguments that have the same role and the same spans: which of several candidates is the closest?
pub(super) fn shared_rows(gold: Act, predicted: Act) -> usize {
    let same = |arg: &&Arg| predicted.rows(arg.role).iter().any(|other| arg.pieces() == other.pieces());
    gold.relation.args.iter().flatten().filter(same).count()
}

impl<'a> Act<'a> {
    /// The arguments of one role.
    pub(super) fn rows(self, role: Role) -> Vec<&'a Arg> {
        self.relation.args.iter().flatten().filter(|arg| arg.role == role).collect()
    }

    /// Everything about it that does not hang on ids or on the order in which it was written down.
    pub(super) fn text_order(self) -> impl Ord + use<'a> {
        let Relation { kind, cue, quote, polarity, modality, .. } = self.relation;
        let row = |arg: &'a Arg| (arg.role, arg.pieces(), self.entity(arg));
        let mut rows: Vec<_> = self.relation.args.iter().flatten().map(row).collect();
        rows.sort();
        (cue.span(), kind, rows, quote, polarity, modality)
    }

    fn entity(self, arg: &Arg) -> Option<&'a Identity> {
        self.cast.0.get(arg.entity.as_deref()?)
    }
}

fn touch(ours: &Arg, theirs: &Arg) -> bool {
    ours.pieces().iter().any(|a| theirs.pieces().iter().any(|b| a.overlaps(*b)))
}

/// Who is who in one article: entity id → what identifies it.
pub(super) struct Cast<'a>(HashMap<&'a str, Identity>);

/// An entity by its names, in lower case, and by the places where it is named; both in order. One that the article never names, by the
/// pair that it makes with one of the other side.
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    names: Vec<String>,
    spans: Vec<Span<Point>>,
    sort: Sort,
}

/// Does the article name it?
#[derive(Default, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    #[default]
    Named,
    /// With the number of the pair that it is one of.
    Unnamed(Option<usize>),
}

/// Who is who in gold and in prediction. Somebody unnamed is the same on both sides where they share most places, one to one. Where the
/// gold labels nobody unnamed, there is none.
pub(super) fn casts<'a>(gold: &'a Labels, predicted: &'a Labels) -> [Cast<'a>; 2] {
    let mut casts = [gold, predicted].map(Cast::of);
    let [ours, theirs] = [gold, predicted].map(unnamed);
    if ours.is_empty() {
        return casts;
    }
    // "The town" is another place than "residents of the town".
    let alike = |a: Span<Point>, b: Span<Point>| {
        let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
        2 * shared > a.len().max(b.len())
    };
    let shared = |gold: &[Span<Point>], predicted: &[Span<Point>]| {
        gold.iter().filter(|a| predicted.iter().any(|b| alike(**a, *b))).count()
    };
    let mut pairs: Vec<(usize, usize, usize)> = Vec::new();
    for (g, (_, gold)) in ours.iter().enumerate() {
        for (p, (_, predicted)) in theirs.iter().enumerate() {
            pairs.extend(Some((shared(gold, predicted), g, p)).filter(|(shared, _, _)| *shared > 0));
        }
    }
    pairs.sort_by_key(|&(shared, g, p)| (Reverse(shared), g, p));
    let mut partners = [vec![None; ours.len()], vec![None; theirs.len()]];
    for (number, (_, g, p)) in pairs.into_iter().enumerate() {
        if partners[0][g].is_none() && partners[1][p].is_none() {
            (partners[0][g], partners[1][p]) = (Some(number), Some(number));
        }
    }
    for ((cast, entities), partners) in casts.iter_mut().zip([&ours, &theirs]).zip(partners) {
        let identities = entities.iter().zip(partners);
        cast.0.extend(
            identities.map(|(&(id, _), pair)| (id, Identity { sort: Sort::Unnamed(pair), ..Identity::default() })),
        );
    }
    casts
}

/// The entities that are the same on both sides, one to one, those that share most names' places first: gold → predicted.
pub(super) fn partners(gold: &Labels, predicted: &Labels) -> BTreeMap<usize, usize> {
    let casts = casts(gold, predicted);
    let [ours, theirs] = [gold, predicted].map(|labels| labels.entities.as_deref().unwrap_or_default());
    let identities = [(&casts[0], ours), (&casts[1], theirs)]
        .map(|(cast, entities)| entities.iter().map(|entity| cast.0.get(entity.id.as_str())).collect::<Vec<_>>());
    let rank = |g: usize, p: usize| {
        let (gold, predicted) = (identities[0][g]?, identities[1][p]?);
        let shared = || gold.spans.iter().filter(|a| predicted.spans.iter().any(|b| a.overlaps(*b))).count();
        (same_entity(Some(gold), Some(predicted)) == Some(true)).then(shared)
    };
    greedy(edges(ours.len(), theirs.len(), rank))
}

/// Those whom an article never names, with the places that mean them.
fn unnamed(labels: &Labels) -> Vec<(&str, Vec<Span<Point>>)> {
    let mut places: HashMap<&str, Vec<Span<Point>>> = HashMap::new();
    for mention in labels.mentions() {
        if let Some(id) = &mention.entity {
            places.entry(id).or_default().push(mention.span());
        }
    }
    for arg in labels.relations.iter().flatten().flat_map(|relation| relation.args.iter().flatten()) {
        if let Some(id) = &arg.entity {
            places.entry(id).or_default().extend(arg.pieces());
        }
    }
    let entities = labels.entities.iter().flatten().filter(|entity| !entity.named);
    entities.map(|entity| (entity.id.as_str(), places.remove(entity.id.as_str()).unwrap_or_default())).collect()
}

impl<'a> Cast<'a> {
    fn of(labels: &'a Labels) -> Self {
        let mut cast: HashMap<&str, Identity> = HashMap::new();
        for entity in labels.entities.iter().flatten().filter(|entity| entity.named) {
            let identity = cast.entry(entity.id.as_str()).or_default();
            identity.names.extend([&entity.name].into_iter().chain(&entity.aliases).map(|name| name.to_lowercase()));
        }
        for mention in labels.mentions().iter().filter(|mention| mention.is_name()) {
            if let Some(id) = &mention.entity {
                cast.entry(id).or_default().spans.push(mention.span());
            }
        }
        for identity in cast.values_mut() {
            identity.names.sort();
            identity.spans.sort();
        }
        Self(cast)
    }
}

/// Do two entities share a name, or a place where they are named? Of those that the article never names, are they a pair? `None` when
/// either is unknown.
fn same_entity(gold: Option<&Identity>, predicted: Option<&Identity>) -> Option<bool> {
    let (gold, predicted) = (gold?, predicted?);
    let named = || gold.names.iter().any(|name| predicted.names.contains(name));
    let placed = || gold.spans.iter().any(|a| predicted.spans.iter().any(|b| a.overlaps(*b)));
    Some(match (&gold.sort, &predicted.sort) {
        (Sort::Named, Sort::Named) => named() || placed(),
        (Sort::Unnamed(gold), Sort::Unnamed(predicted)) => gold.is_some() && gold == predicted,
        _ => false,
    })
}
