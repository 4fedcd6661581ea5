//! Who is named so far, while names are still being joined.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::gender::Gender;
use super::groups::Groups;
use super::name::Name;
use crate::ner::{Class, Tagged};
use crate::token::Segmented;

/// An article's names, and which of them are one so far.
pub(super) struct Named<'a> {
    pub(super) doc: &'a Segmented,
    pub(super) tagged: &'a [Tagged],
    pub(super) names: &'a [Name],
    /// Of each name; an entity has the class of its first.
    pub(super) classes: Vec<Class>,
    pub(super) groups: Groups,
}

/// Somebody or something that is named.
pub(super) struct Own<'a> {
    /// The first name.
    pub(super) first: usize,
    pub(super) class: Class,
    /// All names, in the order of the text.
    pub(super) all: Vec<usize>,
    /// The ways of writing.
    pub(super) forms: Vec<&'a [String]>,
}

impl<'a> Own<'a> {
    /// The word that is all its names.
    pub(super) fn lone(&self) -> Option<&'a str> {
        match self.forms[..] {
            [[word]] => Some(word),
            _ => None,
        }
    }

    /// The names of several parts.
    pub(super) fn longer(&self) -> impl Iterator<Item = &'a [String]> {
        self.forms.iter().copied().filter(|form| form.len() > 1)
    }
}

impl<'a> Named<'a> {
    /// Everybody and everything that is named so far, in the order of their first names.
    pub(super) fn everybody(&mut self) -> Vec<Own<'a>> {
        let mut found: Vec<Own<'a>> = Vec::new();
        let mut by_root: HashMap<usize, usize> = HashMap::new();
        let mut seen: HashSet<(usize, &[String])> = HashSet::new();
        for (at, name) in self.names.iter().enumerate() {
            let first = self.groups.root(at);
            let own = *by_root.entry(first).or_insert_with(|| {
                found.push(Own { first, class: self.classes[first], all: Vec::new(), forms: Vec::new() });
                found.len() - 1
            });
            found[own].all.push(at);
            if seen.insert((own, &name.parts)) {
                found[own].forms.push(&name.parts);
            }
        }
        found
    }

    /// What was taken for somebody else is only another name of whom a fuller name means.
    pub(super) fn join(&mut self, full: usize, other: usize) {
        let class = self.classes[self.groups.root(full)];
        self.groups.join(full, other);
        let first = self.groups.root(full);
        self.classes[first] = class;
    }

    /// A name as written.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.doc.text(self.doc.bytes(self.tagged[at].words))
    }

    /// Is neither known to be a man and the other a woman?
    pub(super) fn may_be_one(&self, a: usize, b: usize) -> bool {
        self.gender(a).zip(self.gender(b)).is_none_or(|(a, b)| a == b)
    }

    pub(super) fn gender(&self, at: usize) -> Option<Gender> {
        Gender::of_name(self.doc, self.tagged[at].words)
    }
}

/// Who has a word or another sign in a name: first names, in the order of the text.
pub(super) struct Having<K>(HashMap<K, Vec<usize>>);

impl<K: Eq + Hash> Having<K> {
    /// Whose longer names of one class have which signs.
    pub(super) fn of<'a, Signs: IntoIterator<Item = K>>(
        everybody: &[Own<'a>],
        class: Class,
        signs: impl Fn(&'a [String]) -> Signs,
    ) -> Self {
        let mut having: HashMap<K, Vec<usize>> = HashMap::new();
        for own in everybody.iter().filter(|own| own.class == class) {
            for sign in own.longer().flat_map(&signs) {
                let row = having.entry(sign).or_default();
                if row.last() != Some(&own.first) {
                    row.push(own.first);
                }
            }
        }
        Self(having)
    }

    pub(super) fn any(&self, sign: &K) -> bool {
        self.0.contains_key(sign)
    }

    /// The only one who has it.
    pub(super) fn only(&self, sign: &K) -> Option<usize> {
        match self.0.get(sign)?[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// The only one named before a place who has it.
    pub(super) fn only_before(&self, sign: &K, place: usize) -> Option<usize> {
        match self.0.get(sign)?[..] {
            [only] if only < place => Some(only),
            [only, next, ..] if only < place && place < next => Some(only),
            _ => None,
        }
    }
}
