//! An article while it is decided whom its words mean: who was spoken of so far, and who spoke.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::Speech;
use super::cluster::Cluster;
use super::markable::{Kind, Markable, Pronoun, markables};
use crate::mention::nouns::office;
use crate::mention::roles::{Role, Roles};
use crate::mention::{Entity, Mention, NounPhrase};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{Span, Tok};
use crate::token::Segmented;

/// The first clusters are the article's named entities, by the same numbers.
#[derive(Debug)]
pub(super) struct Discourse<'a> {
    pub doc: &'a Segmented,
    pub syntax: &'a Syntax,
    pub names: &'a [Mention],
    pub speeches: &'a [Speech],
    pub markables: Vec<Markable<'a>>,
    pub clusters: Vec<Cluster<'a>>,
    /// Of each markable.
    pub meant: Vec<Option<usize>>,
    /// Heads of mentions with their clusters, in the order of the text.
    pub timeline: BTreeSet<(usize, usize)>,
    /// Heads and markables of whoever spoke outside quotations, in the order of the text.
    pub spoken: Vec<(usize, usize)>,
    /// Clusters by what the text calls them, in the order in which it was found out.
    pub by_noun: HashMap<&'a str, Vec<usize>>,
    /// The person and the body that are named most, and the person named first below the headline.
    pub top_person: Option<usize>,
    pub top_body: Option<usize>,
    pub first_person: Option<usize>,
    /// Persons by the age that stands behind their names: "Marta Ruiz, 49", "Marta Ruiz (49)".
    pub ages: HashMap<&'a str, Vec<usize>>,
    at_word: HashMap<usize, usize>,
    /// The act that each markable takes part in, and whether it speaks.
    parts: Vec<Option<(usize, bool)>>,
    /// Of each word the innermost act whose content it is part of.
    covered: Vec<Option<usize>>,
    groups: BTreeMap<Vec<usize>, usize>,
}

impl<'a> Discourse<'a> {
    pub(super) fn new(
        doc: &'a Segmented,
        syntax: &'a Syntax,
        names: &'a [Mention],
        entities: &'a [Entity],
        speeches: &'a [Speech],
        asked: &HashSet<usize>,
    ) -> Self {
        let taking = speeches.iter().flat_map(|speech| speech.speakers.iter().chain(&speech.others)).copied();
        let asked: HashSet<usize> = taking.chain(asked.iter().copied()).collect();
        let markables = markables(doc, syntax, names, &asked);
        let mut at_word: HashMap<usize, usize> = HashMap::new();
        for (at, markable) in markables.iter().enumerate() {
            let words = if markable.is_name() { markable.words } else { Span::new(markable.head, markable.head + 1) };
            at_word.extend(words.range().map(|word| (word, at)));
        }
        let mut parts: Vec<Option<(usize, bool)>> = vec![None; markables.len()];
        for (speech, Speech { speakers, others, .. }) in speeches.iter().enumerate() {
            let speakers = speakers.iter().map(|head| (head, true));
            for (head, speaks) in speakers.chain(others.iter().map(|head| (head, false))) {
                if let Some(&at) = at_word.get(head)
                    && parts[at].is_none_or(|(_, spoke)| speaks && !spoke)
                {
                    parts[at] = Some((speech, speaks));
                }
            }
        }
        let mut discourse = Self {
            doc,
            syntax,
            names,
            speeches,
            clusters: clusters(doc, syntax, names, entities),
            meant: vec![None; markables.len()],
            timeline: BTreeSet::new(),
            spoken: Vec::new(),
            by_noun: HashMap::new(),
            top_person: most_named(entities, Class::Per),
            top_body: most_named(entities, Class::Org),
            first_person: None,
            ages: ages(doc, names),
            at_word,
            parts,
            covered: covered(doc, speeches),
            groups: BTreeMap::new(),
            markables,
        };
        discourse.introduce();
        discourse
    }

    /// Names mean their entities from the start.
    fn introduce(&mut self) {
        for (cluster, row) in self.clusters.iter().enumerate() {
            for role in &row.roles {
                note(&mut self.by_noun, role.noun, cluster);
            }
        }
        for at in 0..self.markables.len() {
            let Kind::Name(name) = self.markables[at].kind else { continue };
            let Some(entity) = self.names[name].entity else { continue };
            self.join(at, entity, true);
            if self.clusters[entity].class == Class::Per && !self.markables[at].title {
                self.first_person.get_or_insert(entity);
            }
        }
        for word in 0..self.doc.words.len() {
            self.coordination(word);
        }
    }

    /// "Ardern and Kishida" are a group besides.
    fn coordination(&mut self, word: usize) {
        let syntax = self.syntax;
        let noun = |word: usize| matches!(syntax.upos(word), Upos::Noun | Upos::Propn);
        let mut conjuncts = syntax.children(word).iter().copied().filter(|&c| syntax.rel(c) == Rel::Conj).peekable();
        if !noun(word) || conjuncts.peek().is_none() {
            return;
        }
        let named: Option<Vec<usize>> =
            std::iter::once(word).chain(conjuncts).map(|word| noun(word).then(|| self.named(word)).flatten()).collect();
        let Some(mut named) = named else { return };
        named.sort_by_key(|&at| self.markables[at].head);
        let Some(members) = named.iter().map(|&at| self.meant[at]).collect::<Option<Vec<usize>>>() else { return };
        let class = self.clusters[members[0]].class;
        let alike = members.iter().all(|&member| self.clusters[member].class == class) && class != Class::Misc;
        let Some(&last) = named.last().filter(|_| alike) else { return };
        if let Some(group) = self.group(members) {
            self.clusters[group].mention(self.markables[last].head, last);
            self.timeline.insert((self.markables[last].head, group));
        }
    }

    /// The name that a word is part of or means: "and her counterpart, Fumio Kishida".
    fn named(&self, word: usize) -> Option<usize> {
        if let Some(at) = self.at(word).filter(|&at| self.markables[at].is_name()) {
            return Some(at);
        }
        let name = NounPhrase::of(self.doc, self.syntax, word).name(self.doc, self.syntax, self.names)?;
        self.at(self.syntax.top(self.names[name].words))
    }

    /// Several different ones as one.
    pub(super) fn group(&mut self, mut members: Vec<usize>) -> Option<usize> {
        let class = self.clusters[*members.first()?].class;
        let count = members.len();
        members.sort_unstable();
        members.dedup();
        if members.len() < count.max(2) {
            return None;
        }
        let next = self.clusters.len();
        let group = *self.groups.entry(members.clone()).or_insert(next);
        if group == next {
            self.clusters.push(Cluster::group(class, members));
        }
        Some(group)
    }

    /// The markable at a word: at its head, or of a name at any of its words.
    pub(super) fn at(&self, word: usize) -> Option<usize> {
        self.at_word.get(&word).copied()
    }

    /// Whom the markable at a word means, as far as it is decided.
    pub(super) fn meant_at(&self, word: usize) -> Option<usize> {
        self.at(word).and_then(|at| self.meant[at])
    }

    /// The act that a markable takes part in.
    pub(super) fn act(&self, at: usize) -> Option<&'a Speech> {
        self.parts[at].map(|(speech, _)| &self.speeches[speech])
    }

    pub(super) fn speaks(&self, at: usize) -> bool {
        self.parts[at].is_some_and(|(_, speaks)| speaks)
    }

    /// The innermost act that reports a word.
    pub(super) fn reporter(&self, word: usize) -> Option<&'a Speech> {
        self.covered.get(word).copied().flatten().map(|speech| &self.speeches[speech])
    }

    /// Whoever says what a markable stands in, if it gives that speaker's own words: a quotation, or what says "I" and "we".
    fn quoting(&self, at: usize) -> &'a [usize] {
        let markable = &self.markables[at];
        // Of “He told me that I was wrong”, she said: whoever says how the quotation begins.
        let opening = markable.quote.map(|quote| {
            let inside = self.doc.quotes[quote].inside.start;
            self.doc.words.partition_point(|word| word.span.start < inside)
        });
        let first_person = matches!(markable.pronoun(), Some(Pronoun::I | Pronoun::We));
        let own = || self.reporter(markable.head).filter(|_| opening.is_some() || first_person);
        opening.and_then(|word| self.reporter(word)).or_else(own).map_or(&[], |act| &act.speakers)
    }

    /// Whom those mean.
    pub(super) fn quoted(&self, at: usize) -> Vec<usize> {
        self.quoting(at).iter().filter_map(|&head| self.meant_at(head)).collect()
    }

    /// Markables that are no names, in the order in which they are decided: those inside a quotation once its speaker is known.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut order: Vec<(usize, usize, usize)> = Vec::new();
        for (at, markable) in self.markables.iter().enumerate().filter(|(_, markable)| !markable.is_name()) {
            let last = self.quoting(at).iter().map(|head| 2 * head + 1).max();
            order.push((last.unwrap_or(0).max(2 * markable.head), markable.head, at));
        }
        order.sort_unstable();
        order.into_iter().map(|(_, _, at)| at).collect()
    }

    /// A markable means a cluster, surely or perhaps.
    pub(super) fn join(&mut self, at: usize, cluster: usize, surely: bool) {
        let Markable { head, quote, kind, .. } = &self.markables[at];
        self.meant[at] = Some(cluster);
        self.timeline.insert((*head, cluster));
        let row = &mut self.clusters[cluster];
        row.mention(*head, at);
        if surely && row.class == Class::Per && !row.plural {
            // Nobody is he and she in one article.
            row.gender = row.gender.or(self.markables[at].gender());
        }
        if let Kind::Nominal(nominal) = kind {
            let role = Role { noun: office(nominal.noun), modifiers: nominal.modifiers.clone(), at: *head };
            note(&mut self.by_noun, role.noun, cluster);
            row.call(role);
        }
        if self.parts[at].is_some_and(|(_, speaks)| speaks) && quote.is_none() {
            let place = self.spoken.partition_point(|&(spoke, _)| spoke < *head);
            self.spoken.insert(place, (*head, at));
        }
    }

    /// A markable brings in somebody unnamed.
    pub(super) fn open(&mut self, at: usize) -> usize {
        let markable = &self.markables[at];
        let plural =
            markable.nominal().is_some_and(|nominal| nominal.plural) || markable.pronoun() == Some(Pronoun::They);
        let class = markable.class();
        let gender = markable.gender();
        let cluster = self.clusters.len();
        self.clusters.push(Cluster { gender, plural, opened: Some(at), ..Cluster::new(class) });
        self.join(at, cluster, true);
        cluster
    }
}

fn note<'a>(by_noun: &mut HashMap<&'a str, Vec<usize>>, noun: &'a str, cluster: usize) {
    let clusters = by_noun.entry(noun).or_default();
    if clusters.last() != Some(&cluster) {
        clusters.push(cluster);
    }
}

fn clusters<'a>(doc: &'a Segmented, syntax: &Syntax, names: &[Mention], entities: &[Entity]) -> Vec<Cluster<'a>> {
    let Roles { called, own, genders, trades, bodies } = Roles::read(doc, syntax, names, entities);
    let rows = called.into_iter().zip(own).zip(genders).zip(trades).zip(bodies);
    let cluster = |(entity, ((((roles, own), gender), trade), body)): (&Entity, _)| Cluster {
        gender,
        roles,
        own,
        trade,
        body,
        named: entity.mentions.len(),
        ..Cluster::new(entity.class)
    };
    entities.iter().zip(rows).map(cluster).collect()
}

fn ages<'a>(doc: &'a Segmented, names: &[Mention]) -> HashMap<&'a str, Vec<usize>> {
    let mut ages: HashMap<&str, Vec<usize>> = HashMap::new();
    for name in names.iter().filter(|name| name.class == Class::Per) {
        let age = doc.lower(name.words.end + 1);
        if matches!(doc.word(name.words.end), "," | "(") && age.starts_with(|c: char| c.is_ascii_digit()) {
            ages.entry(age).or_default().extend(name.entity);
        }
    }
    ages
}

/// The first of those that are named most.
fn most_named(entities: &[Entity], class: Class) -> Option<usize> {
    let of_class = (0..entities.len()).filter(|&entity| entities[entity].class == class);
    of_class.min_by_key(|&entity| std::cmp::Reverse(entities[entity].mentions.len()))
}

/// Of each word the act whose content holds it; of several the one with the least.
fn covered(doc: &Segmented, speeches: &[Speech]) -> Vec<Option<usize>> {
    let mut covered = vec![None; doc.words.len()];
    let length = |speech: &Speech| speech.content.iter().map(|run: &Span<Tok>| run.len()).sum::<usize>();
    let mut longest_first: Vec<usize> = (0..speeches.len()).collect();
    longest_first.sort_by_key(|&at| std::cmp::Reverse(length(&speeches[at])));
    for at in longest_first {
        for run in &speeches[at].content {
            covered[run.range()].fill(Some(at));
        }
    }
    covered
}
