//! Which company "the company" means.

use super::Entity;

/// Is an entity a company?
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trade {
    /// It is something else.
    No,
    /// A body of which nothing says that it is something else.
    May,
    /// Its name or a noun beside it says so.
    Sure,
}

/// The companies of an article.
#[derive(Debug)]
pub(super) struct Companies {
    /// Of each entity.
    trades: Vec<Trade>,
    may: Ranks,
    sure: Ranks,
}

/// Entities of one sort, by first mention, and of the first so many the one that is named most.
#[derive(Debug, Default)]
struct Ranks {
    entities: Vec<usize>,
    most: Vec<Option<usize>>,
}

/// The companies that may be meant at one place.
pub(super) struct Candidates<'a> {
    companies: &'a Companies,
    sort: Trade,
    /// By first mention.
    entities: &'a [usize],
    most: Most,
}

/// The one that is named most, if one is.
enum Most {
    Known(Option<usize>),
    /// Where only some may be meant it is looked for among them.
    Sought,
}

impl Companies {
    /// Entities are counted by first mention, each with its trade.
    pub(super) fn of(trades: Vec<Trade>, entities: &[Entity]) -> Self {
        let ranks = |sort: Trade| {
            let mut ranks = Ranks::default();
            let mut best = (0, None);
            for entity in (0..trades.len()).filter(|&entity| trades[entity] == sort) {
                let times = entities[entity].mentions.len();
                if times >= best.0 {
                    best = (times, (times > best.0).then_some(entity));
                }
                ranks.entities.push(entity);
                ranks.most.push(best.1);
            }
            ranks
        };
        let (may, sure) = (ranks(Trade::May), ranks(Trade::Sure));
        Self { trades, may, sure }
    }

    /// The only one that surely is.
    pub(super) fn only(&self) -> Option<usize> {
        if let [only] = self.sure.entities[..] { Some(only) } else { None }
    }

    /// Those among the first `named` entities. Where any surely is one, those that merely may be are none.
    pub(super) fn among_first(&self, named: usize) -> Option<Candidates<'_>> {
        let sorts = [(Trade::Sure, &self.sure), (Trade::May, &self.may)];
        sorts.into_iter().find_map(|(sort, ranks)| {
            let end = ranks.entities.partition_point(|&entity| entity < named);
            let most = Most::Known(*ranks.most.get(end.checked_sub(1)?)?);
            Some(Candidates { companies: self, sort, entities: &ranks.entities[..end], most })
        })
    }

    /// Those among some entities.
    pub(super) fn among<'a>(&'a self, some: &'a mut Vec<usize>) -> Option<Candidates<'a>> {
        let sort = some.iter().map(|&entity| self.trades[entity]).max().filter(|trade| *trade != Trade::No)?;
        some.retain(|&entity| self.trades[entity] == sort);
        Some(Candidates { companies: self, sort, entities: some, most: Most::Sought })
    }
}

impl<'a> Candidates<'a> {
    pub(super) fn entities(&self) -> &'a [usize] {
        self.entities
    }

    pub(super) fn has(&self, entity: usize) -> bool {
        self.companies.trades[entity] == self.sort && self.entities.binary_search(&entity).is_ok()
    }

    /// The one that is named most.
    pub(super) fn most(&self, entities: &[Entity]) -> Option<usize> {
        if let Most::Known(most) = self.most {
            return most;
        }
        let times = |entity: usize| entities[entity].mentions.len();
        let best = self.entities.iter().copied().max_by_key(|&entity| times(entity))?;
        let alone = self.entities.iter().all(|&entity| entity == best || times(entity) < times(best));
        alone.then_some(best)
    }
}

#[cfg(test)]
mod tests {
    use super::{Companies, Trade};
    use crate::mention::Entity;
    use crate::ner::Class;

    fn companies(rows: &[(Trade, usize)]) -> (Companies, Vec<Entity>) {
        let entity =
            |&(_, times): &(Trade, usize)| Entity { class: Class::Org, mentions: vec![0; times], canonical: 0 };
        let entities: Vec<Entity> = rows.iter().map(entity).collect();
        (Companies::of(rows.iter().map(|row| row.0).collect(), &entities), entities)
    }

    #[test]
    fn a_sure_company_outranks_what_may_be_one() {
        let (companies, _) = companies(&[(Trade::May, 3), (Trade::Sure, 1), (Trade::No, 9)]);
        let found = companies.among_first(3).map(|found| found.entities().to_vec());
        assert_eq!((found, companies.only()), (Some(vec![1]), Some(1)));
    }

    #[test]
    fn only_those_named_so_far_can_be_meant() {
        let (companies, _) = companies(&[(Trade::May, 1), (Trade::Sure, 1)]);
        assert_eq!(companies.among_first(1).map(|found| found.entities().to_vec()), Some(vec![0]));
        assert!(companies.among_first(0).is_none());
    }

    #[test]
    fn the_one_named_most_if_no_other_is_named_as_often() {
        let (companies, entities) =
            companies(&[(Trade::Sure, 2), (Trade::Sure, 5), (Trade::Sure, 5), (Trade::Sure, 7)]);
        let most = |named| companies.among_first(named).and_then(|found| found.most(&entities));
        assert_eq!([1, 2, 3, 4].map(most), [Some(0), Some(1), None, Some(3)]);
    }

    #[test]
    fn most_of_some_is_looked_for_among_them_alone() {
        let (companies, entities) = companies(&[(Trade::Sure, 2), (Trade::Sure, 5), (Trade::Sure, 1)]);
        let mut some = vec![0, 2];
        assert_eq!(companies.among(&mut some).and_then(|found| found.most(&entities)), Some(0));
    }
}
