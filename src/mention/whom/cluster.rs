//! Somebody or something that an article speaks of, as far as it is known while the article is read.

use std::collections::BTreeSet;

use crate::mention::gender::Gender;
use crate::mention::roles::{Role, Trade};
use crate::ner::Class;

/// So many ways of calling somebody are looked at.
const CALLED: usize = 100;

#[derive(Debug)]
pub(super) struct Cluster<'a> {
    pub class: Class,
    pub gender: Option<Gender>,
    pub plural: bool,
    /// Of several together, "Ardern and Kishida": who they are.
    pub members: Vec<usize>,
    /// Heads with their markables, in the order of the text.
    pub mentions: Vec<(usize, usize)>,
    /// What the text calls it.
    pub roles: Vec<Role<'a>>,
    /// Nouns of its own name.
    pub own: BTreeSet<&'a str>,
    pub trade: Trade,
    /// The body that somebody speaks for.
    pub body: Option<usize>,
    /// The markable by which somebody unnamed came in.
    pub opened: Option<usize>,
    /// How often the article names it.
    pub named: usize,
}

impl<'a> Cluster<'a> {
    pub(super) fn new(class: Class) -> Self {
        Self {
            class,
            gender: None,
            plural: false,
            members: Vec::new(),
            mentions: Vec::new(),
            roles: Vec::new(),
            own: BTreeSet::new(),
            trade: Trade::No,
            body: None,
            opened: None,
            named: 0,
        }
    }

    /// Several together.
    pub(super) fn group(class: Class, members: Vec<usize>) -> Self {
        Self { plural: true, members, ..Self::new(class) }
    }

    pub(super) fn is_group(&self) -> bool {
        !self.members.is_empty()
    }

    pub(super) fn is_named(&self) -> bool {
        self.opened.is_none()
    }

    /// How many of its mentions stand before a word.
    pub(super) fn before(&self, head: usize) -> usize {
        self.mentions.partition_point(|&(at, _)| at < head)
    }

    pub(super) fn mention(&mut self, head: usize, markable: usize) {
        let at = self.before(head);
        if self.mentions.get(at).is_none_or(|&(there, _)| there != head) {
            self.mentions.insert(at, (head, markable));
        }
    }

    /// The text calls it so; what it said before is not said again.
    pub(super) fn call(&mut self, role: Role<'a>) {
        let same =
            |other: &Role<'a>| other.noun == role.noun && other.modifiers == role.modifiers && other.at < role.at;
        if !self.roles.iter().rev().take(CALLED).any(same) {
            self.roles.push(role);
        }
    }

    /// What it was called before a word.
    pub(super) fn called(&self, before: usize) -> impl Iterator<Item = &Role<'a>> {
        self.roles.iter().filter(move |role| role.at < before).take(CALLED)
    }
}
