//! Relations that a user did not ask for are left out of a record, and nothing that stays points to them.

use std::collections::HashSet;

use super::{Record, Relation, Role};
use crate::pipeline::Filter;

impl Record {
    /// Leaves out the relations that the filter does not let stay. Those that do keep their ids; chains and answers lose the
    /// relations that went.
    pub fn keep_only(&mut self, filter: &Filter) {
        if filter.is_open() {
            return;
        }
        let relations = std::mem::take(&mut self.relations);
        let speakers: Vec<String> = filter.speakers.iter().map(|name| fold(name)).collect();
        let stays = |relation: &Relation| {
            (filter.types.is_empty() || filter.types.contains(&relation.kind))
                && (speakers.is_empty() || self.speaks(relation, &speakers))
                && filter.min_score.is_none_or(|least| relation.score.is_some_and(|score| score >= least))
        };
        let mut kept: Vec<Relation> = relations.into_iter().filter(stays).collect();
        let ids: HashSet<String> = kept.iter().map(|relation| relation.id.clone()).collect();
        for relation in &mut kept {
            relation.attribution.retain(|id| ids.contains(id));
            relation.answers.take_if(|id| !ids.contains(id));
        }
        self.relations = kept;
    }

    /// Is one of these a speaker of the relation?
    fn speaks(&self, relation: &Relation, names: &[String]) -> bool {
        let known = |name: &str| names.contains(&fold(name));
        relation.args.iter().filter(|arg| arg.role == Role::Speaker).any(|arg| {
            let entity = self.entity_of(arg);
            known(&arg.text)
                || entity.is_some_and(|entity| known(&entity.name) || entity.aliases.iter().any(|alias| known(alias)))
        })
    }
}

/// Without case, white space as one space each.
fn fold(name: &str) -> String {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
