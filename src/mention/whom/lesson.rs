//! What there is to learn from an article whose words are labelled: each question with its rows, and which of them are right.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use strum::VariantNames;

use super::discourse::Discourse;
use super::feature::{Feature, Group};
use super::query::Query;
use super::sense::{Sense, recent};
use super::{Answer, Speech, walk, weigh};
use crate::mention::softmax::BUCKETS;
use crate::mention::{Entity, Mention};
use crate::model::Links;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{Byte, Span, Tok};
use crate::token::Segmented;

/// Whom the words of an article mean, by those who read it.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// Names with their entities.
    pub names: Vec<(usize, Span<Byte>)>,
    /// Nouns and pronouns with whom they mean: several together, or nobody. Of two with one head the first holds.
    pub means: Vec<(Span<Byte>, Vec<usize>)>,
}

/// A question with its answer.
#[derive(Debug, Clone)]
pub struct Lesson {
    /// Index of its group in the [`vocabulary`].
    pub group: usize,
    /// Does the word take part in an act?
    pub takes_part: bool,
    /// Of each candidate, and last of nobody or somebody new, what is known: `feature * buckets + value`.
    pub rows: Vec<Vec<u16>>,
    /// Which rows are right.
    pub right: Vec<usize>,
    /// Which vector is that of the word that asks,
    pub asking: Option<usize>,
    /// and which are those of each candidate's latest mentions, the last one first.
    pub mentions: Vec<Vec<usize>>,
}

/// What an article teaches.
#[derive(Debug, Clone, Default)]
pub struct Lessons {
    /// In the order in which they are decided.
    pub questions: Vec<Lesson>,
    /// Narrowed vectors of the words that take part, where the model has link heads.
    pub vectors: Vec<Vec<f32>>,
}

/// The names of groups and of features, and how many values a feature may have.
#[must_use]
pub fn vocabulary() -> (&'static [&'static str], &'static [&'static str], usize) {
    (Group::VARIANTS, Feature::VARIANTS, BUCKETS)
}

/// Walks an article with what is right in mind. Words that nobody labelled are decided by the present weights.
#[must_use]
pub fn lessons(
    doc: &Segmented,
    syntax: &Syntax,
    names: &[Mention],
    entities: &[Entity],
    speeches: &[Speech],
    links: Option<&Links<'_>>,
    gold: &Gold,
) -> Lessons {
    let mut labelled: HashMap<usize, &[usize]> = HashMap::new();
    for (span, who) in &gold.means {
        if let Some(head) = head_of(syntax, doc.words_in(*span)) {
            labelled.entry(head).or_insert(who);
        }
    }
    let asked: HashSet<usize> = labelled.keys().copied().collect();
    let mut discourse = Discourse::new(doc, syntax, names, entities, speeches, &asked);
    let sense = links.map(|links| Sense::of(links, &discourse));
    let mut teacher =
        Teacher { of: named(doc, names, gold), links, lessons: Lessons::default(), places: HashMap::new() };
    walk(&mut discourse, |discourse, at, query| match labelled.get(&discourse.markables[at].head) {
        Some(who) => teacher.answer(discourse, at, query, who),
        None => weigh(discourse, at, query, sense.as_ref()).0,
    });
    teacher.lessons
}

struct Teacher<'a> {
    /// Cluster → whom it is, by the labels.
    of: HashMap<usize, usize>,
    links: Option<&'a Links<'a>>,
    lessons: Lessons,
    /// Of each word where its vector stands.
    places: HashMap<usize, usize>,
}

impl Teacher<'_> {
    fn answer(&mut self, discourse: &Discourse<'_>, at: usize, query: &Query, who: &[usize]) -> Answer {
        let head = discourse.markables[at].head;
        let pronoun = discourse.markables[at].pronoun().is_some();
        let mut right: Vec<usize> =
            (0..query.clusters.len()).filter(|&nth| self.is(discourse, query.clusters[nth], who)).collect();
        let last = |cluster: &usize| {
            let row = &discourse.clusters[*cluster];
            row.before(head).checked_sub(1).map(|at| row.mentions[at].0)
        };
        let mut meant = right.iter().map(|&nth| query.clusters[nth]).max_by_key(last);
        if meant.is_none() {
            // One whom a constraint forbids, or who is not looked at, teaches nothing.
            let known = |cluster: &usize| last(cluster).is_some() && self.is(discourse, *cluster, who);
            meant = (0..discourse.clusters.len()).find(known);
            right.push(query.clusters.len());
            if meant.is_none() && pronoun && !who.is_empty() {
                // It may be somebody whom nobody labelled.
                let unknown = |&nth: &usize| {
                    let cluster = query.clusters[nth];
                    !discourse.clusters[cluster].is_named() && !self.of.contains_key(&cluster)
                };
                right.extend((0..query.clusters.len()).filter(unknown));
            }
        }
        if meant.is_none_or(|meant| query.clusters.contains(&meant)) {
            let mentions = query.clusters.iter().map(|&cluster| self.mentions(discourse, at, cluster)).collect();
            let asking = self.place(head);
            self.lessons.questions.push(Lesson {
                group: query.group as usize,
                takes_part: discourse.act(at).is_some(),
                rows: query.rows.iter().map(|row| row.0.clone()).collect(),
                right,
                asking,
                mentions,
            });
        }
        match meant {
            Some(cluster) => Answer::Known(cluster),
            None if pronoun && (who.is_empty() || !discourse.speaks(at)) => Answer::Nobody,
            None => {
                if let [one] = who {
                    self.of.insert(discourse.clusters.len(), *one);
                }
                Answer::New
            }
        }
    }

    fn place(&mut self, word: usize) -> Option<usize> {
        let vector = self.links?.vector(word)?;
        let vectors = &mut self.lessons.vectors;
        Some(*self.places.entry(word).or_insert_with(|| {
            vectors.push(vector.to_vec());
            vectors.len() - 1
        }))
    }

    fn mentions(&mut self, discourse: &Discourse<'_>, at: usize, cluster: usize) -> Vec<usize> {
        let Some(links) = self.links else { return Vec::new() };
        let mentions = recent(discourse, links, at, cluster).map(|mention| discourse.markables[mention].head);
        mentions.filter_map(|head| self.place(head)).collect()
    }

    fn is(&self, discourse: &Discourse<'_>, cluster: usize, who: &[usize]) -> bool {
        match who {
            [] => false,
            [one] => self.of.get(&cluster) == Some(one),
            several => {
                let members = &discourse.clusters[cluster].members;
                let known: Option<BTreeSet<usize>> =
                    members.iter().map(|member| self.of.get(member).copied()).collect();
                !members.is_empty() && known == Some(several.iter().copied().collect())
            }
        }
    }
}

/// Of the article's entities whom they are by the labels: whom most of their names lie on.
fn named(doc: &Segmented, names: &[Mention], gold: &Gold) -> HashMap<usize, usize> {
    let mut votes: BTreeMap<usize, BTreeMap<usize, usize>> = BTreeMap::new();
    for name in names {
        let Some(entity) = name.entity else { continue };
        let own = doc.bytes(name.words);
        for &(who, span) in &gold.names {
            let shared = own.end.min(span.end).saturating_sub(own.start.max(span.start));
            if 2 * shared >= own.len().max(span.len()) {
                *votes.entry(entity).or_default().entry(who).or_default() += 1;
            }
        }
    }
    let most =
        |votes: BTreeMap<usize, usize>| votes.into_iter().rev().max_by_key(|&(_, times)| times).map(|(who, _)| who);
    votes.into_iter().filter_map(|(entity, votes)| Some((entity, most(votes)?))).collect()
}

/// The word that stands for a phrase: of those whose heads lie outside the first noun, name or pronoun.
fn head_of(syntax: &Syntax, words: Span<Tok>) -> Option<usize> {
    let joint = |rel| matches!(rel, Rel::Punct | Rel::Case | Rel::Cc | Rel::Det | Rel::Mark);
    let top = |&word: &usize| syntax.head(word).is_none_or(|head| !words.has(head)) && !joint(syntax.rel(word));
    let noun = |&word: &usize| matches!(syntax.upos(word), Upos::Noun | Upos::Propn | Upos::Pron);
    let mut tops = words.range().filter(top);
    tops.clone().find(noun).or_else(|| tops.next())
}
