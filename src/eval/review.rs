//! Act by act: what was missed, what is spurious, and what about the others is wrong.

use super::aspects::Aspect;
use super::bout::Bout;
use super::confusion::Confusion;
use super::layer::Layer;
use super::matching::{ROLES, Setting, agree_on};
use super::miss::Miss;
use super::pair::Pair;
use super::seen::Seen;
use crate::record::Role;
use std::collections::{BTreeMap, BTreeSet};

impl Bout<'_> {
    /// Lists the misses in text order, and counts which type was taken for which.
    pub(super) fn review(
        &self,
        pair: &Pair,
        partners: &BTreeMap<usize, usize>,
        confusion: &mut Confusion,
        misses: &mut Vec<Miss>,
    ) {
        let mistyped = self.mistyped(partners);
        let found: BTreeSet<usize> = partners.values().chain(mistyped.values()).copied().collect();
        let gold = (0..self.gold.acts.len()).map(|g| (Some(g), partners.get(&g).or(mistyped.get(&g)).copied()));
        let spurious = (0..self.predicted.acts.len()).filter(|p| !found.contains(p)).map(|p| (None, Some(p)));
        let mut here: Vec<Miss> = Vec::new();
        for (g, p) in gold.chain(spurious) {
            let ours = g.map(|g| self.gold.acts[g].relation);
            let theirs = p.map(|p| self.predicted.acts[p].relation);
            confusion.see(ours.map(|act| act.kind.as_str()), theirs.map(|act| act.kind.as_str()));
            let (differs, inexact) = g.zip(p).map(|(g, p)| self.compare(g, p, partners)).unwrap_or_default();
            if g.is_none() || p.is_none() || !differs.is_empty() || !inexact.is_empty() {
                let seen =
                    [ours.map(|act| Seen::act(act, pair.gold)), theirs.map(|act| Seen::act(act, pair.predicted))];
                here.extend(Miss::new(pair, Layer::Relation, seen, differs, inexact));
            }
        }
        here.sort_by_key(|miss| (miss.start, miss.end));
        misses.append(&mut here);
    }

    /// What differs between two acts, and which roles agree but for their extent.
    fn compare(&self, g: usize, p: usize, partners: &BTreeMap<usize, usize>) -> (Vec<&'static str>, Vec<&'static str>) {
        let (ours, theirs) = (self.gold.acts[g], self.predicted.acts[p]);
        let mut differs: Vec<&'static str> = Vec::new();
        differs.extend((ours.relation.kind != theirs.relation.kind).then_some("type"));
        let agreed = |setting: Setting| {
            let roles = if ours.relation.args.is_some() { ROLES.as_slice() } else { &[] };
            roles.iter().copied().filter(move |role| agree_on(*role, setting, ours, theirs)).collect::<BTreeSet<_>>()
        };
        let (same, exact) = (agreed(Setting::Entity), agreed(Setting::Strict));
        if ours.relation.args.is_some() {
            // The speaker is looked at more closely as an aspect.
            let others = ROLES.into_iter().filter(|role| *role != Role::Speaker && !same.contains(role));
            differs.extend(others.map(Role::name));
        }
        let wrong = |aspect: &Aspect| self.look(*aspect, g, p, partners).is_some_and(|(right, _)| !right);
        differs.extend(Aspect::ALL.iter().filter(|aspect| wrong(aspect)).map(|aspect| aspect.name()));
        let inexact = same.difference(&exact).map(|role| role.name()).filter(|role| !differs.contains(role)).collect();
        (differs, inexact)
    }
}
