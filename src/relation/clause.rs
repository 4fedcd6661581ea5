//! A verb and what belongs to it, read off the tree.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Role;
use super::data::List;
use crate::mention::NounPhrase;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{Span, Tok, embedded};
use crate::token::Segmented;

/// The article and its trees, as every file of this room reads them.
#[derive(Debug, Clone, Copy)]
pub(super) struct View<'a> {
    pub doc: &'a Segmented,
    pub syntax: &'a Syntax,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub texts: List,
    pub telling: List,
    pub telling_nouns: List,
    things: List,
    pub somebody: List,
    pub sources: Vec<String>,
    pub either: List,
    pub bodies: List,
    pub findings: List,
    pub documents: List,
    pub named_things: List,
    pub agents: List,
    pub not_agents: List,
    pasts: List,
    hearers: List,
    pub charges: List,
    pub reports: List,
    pub arrivals: List,
    pub wanted: List,
    pub inside: List,
}

pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| embedded("relation/words.toml", include_str!("words.toml")));

/// Who may be the first to do a thing.
const ORDINALS: [&str; 6] = ["first", "second", "last", "latest", "next", "only"];

impl<'a> View<'a> {
    pub fn lower(&self, word: usize) -> &'a str {
        self.doc.lower(word)
    }

    pub fn lemma(&self, word: usize) -> &'a str {
        let verb = matches!(self.syntax.upos(word), Upos::Verb | Upos::Aux);
        if verb { self.doc.verb(word) } else { self.doc.noun(word) }
    }

    /// Lemma as a verb, whatever the tagger thinks of it.
    pub fn verb_lemma(&self, word: usize) -> &'a str {
        self.doc.verb(word)
    }

    pub fn is_ing(&self, word: usize) -> bool {
        self.lower(word).ends_with("ing")
    }

    /// The dependent that introduces a clause or a phrase: "that", "to", "as", "with".
    pub fn marks(&self, word: usize) -> impl Iterator<Item = usize> + use<'a> {
        let syntax = self.syntax;
        let kids = syntax.children(word).iter().copied();
        kids.filter(move |&c| matches!(syntax.rel(c), Rel::Mark | Rel::Case))
    }

    pub fn marked(&self, word: usize, by: &str) -> bool {
        self.marks(word).any(|m| self.doc.word(m).eq_ignore_ascii_case(by))
    }

    pub fn is_passive(&self, verb: usize) -> bool {
        let own = self.syntax.child(verb, &[Rel::AuxPass, Rel::NsubjPass]).is_some();
        let reduced = self.syntax.rel(verb) == Rel::Acl && !self.is_ing(verb) && !self.marked(verb, "to");
        // "was quoted and cited": the second verb goes without its own auxiliary.
        let shared = self.syntax.rel(verb) == Rel::Conj
            && self.syntax.child(verb, &[Rel::Nsubj, Rel::Aux]).is_none()
            && self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]).is_none()
            && (self.syntax.child(verb, &[Rel::Ccomp]).is_none() || WORDS.hearers.contains(self.verb_lemma(verb)))
            && self.syntax.head(verb).is_some_and(|h| self.syntax.child(h, &[Rel::AuxPass]).is_some());
        // "As reported by the Times, the talks failed"
        let as_by = self.syntax.rel(verb) == Rel::Advcl
            && !self.is_ing(verb)
            && self.marked(verb, "as")
            && self.syntax.child(verb, &[Rel::Nsubj]).is_none()
            && self.agent(verb).is_some();
        (own || reduced || shared || as_by || self.is_asked(verb)) && !WORDS.pasts.contains(self.lower(verb))
    }

    /// "The minister, asked about the listing, said": between commas and without an object somebody is asked.
    fn is_asked(&self, verb: usize) -> bool {
        self.lower(verb) == "asked"
            && verb > 0
            && self.doc.word(verb - 1) == ","
            && self.syntax.child(verb, &[Rel::Nsubj, Rel::Obj, Rel::Iobj, Rel::Cc]).is_none()
            && matches!(self.lower(verb + 1), "about" | "whether" | "if" | "by" | "why" | "how" | "what" | "when")
    }

    /// Head word of whoever does what the verb says, or undergoes it in the passive.
    pub fn subject(&self, verb: usize) -> Option<usize> {
        self.subject_within(verb, 6).map(|subject| self.issuer(subject))
    }

    /// Where a parser gives a verb two subjects, the nearer is right: "‘…’ Azerbaijan says".
    pub fn nearest_subject(&self, verb: usize) -> Option<usize> {
        let subjects =
            self.syntax.children(verb).iter().copied().filter(|&c| self.syntax.rel(c).universal() == Rel::Nsubj);
        // What is quoted is no subject of a verb outside the quotation, where there is another.
        subjects.min_by_key(|&c| (self.doc.is_quoted(c) != self.doc.is_quoted(verb), c.abs_diff(verb)))
    }

    fn subject_within(&self, verb: usize, steps: usize) -> Option<usize> {
        let steps = steps.checked_sub(1)?;
        let head = self.syntax.head(verb);
        // "Obi, who denied it": the pronoun speaks, and means the noun.
        if let Some(own) = self.nearest_subject(verb) {
            return Some(own);
        }
        let head = head?;
        match self.syntax.rel(verb) {
            // "Cyprus was among the first to send condolences"
            Rel::Acl if ORDINALS.contains(&self.lower(head)) => self.syntax.child(head, &[Rel::Nsubj]),
            Rel::Acl | Rel::AclRelcl => (!self.marked(verb, "to")).then_some(head),
            // "quoted the minister as saying": who is quoted says it.
            Rel::Advcl | Rel::Obl | Rel::Xcomp | Rel::Ccomp | Rel::Nmod if self.marked(verb, "as") => {
                self.syntax.child(head, &[Rel::Obj, Rel::Iobj, Rel::NsubjPass]).or_else(|| {
                    matches!(self.syntax.rel(head), Rel::Acl | Rel::AclRelcl).then(|| self.syntax.head(head)).flatten()
                })
            }
            Rel::Conj | Rel::Xcomp | Rel::Parataxis | Rel::Advcl | Rel::Ccomp | Rel::Dep
                if matches!(self.syntax.upos(head), Upos::Verb | Upos::Aux | Upos::Adj | Upos::Noun)
                    && (self.syntax.rel(verb) != Rel::Parataxis && self.syntax.rel(verb) != Rel::Ccomp
                        || self.is_ing(verb)) =>
            {
                self.subject_within(head, steps)
            }
            _ => None,
        }
    }

    /// "A statement from the ministry denied", "the ministry issued a statement denying": the ministry.
    fn issuer(&self, subject: usize) -> usize {
        if !WORDS.texts.contains(self.lemma(subject)) {
            return subject;
        }
        let owner = self.syntax.children(subject).iter().copied().find(|&c| {
            self.syntax.rel(c) == Rel::NmodPoss
                || self.syntax.rel(c) == Rel::Nmod && (self.marked(c, "from") || self.marked(c, "by"))
        });
        let author = || {
            let verb = self.syntax.head(subject)?;
            (matches!(self.syntax.rel(subject), Rel::Obj | Rel::Obl) && self.syntax.upos(verb) == Upos::Verb)
                .then(|| self.subject_within(verb, 3))
                .flatten()
        };
        owner.or_else(author).unwrap_or(subject)
    }

    /// Head word of the object; in a relative clause without one, the noun that the clause is about: "a charge the ministry
    /// called false".
    pub fn object_of(&self, verb: usize) -> Option<usize> {
        let own = self.syntax.child(verb, &[Rel::Obj]).or_else(|| self.syntax.child(verb, &[Rel::Iobj]));
        let relative = self.syntax.rel(verb) == Rel::AclRelcl;
        match own {
            Some(object) if relative && matches!(self.lower(object), "which" | "that" | "whom") => {
                self.syntax.head(verb)
            }
            None if relative => {
                let subject = self.syntax.child(verb, &[Rel::Nsubj]);
                let free = subject.is_some_and(|s| !matches!(self.lower(s), "who" | "which" | "that"));
                if free { self.syntax.head(verb) } else { None }
            }
            // In the active an object stands behind its verb.
            own => own.filter(|&object| object > verb),
        }
    }

    /// Head word of the doer in a passive: "by the agency".
    pub fn agent(&self, verb: usize) -> Option<usize> {
        let kids = self.syntax.children(verb).iter().copied();
        kids.filter(|&c| matches!(self.syntax.rel(c), Rel::OblAgent | Rel::Obl)).find(|&c| self.marked(c, "by"))
    }

    /// Phrases with a preposition that hang on any of `heads`: the preposition, and the head word of the phrase.
    pub fn phrases(&self, heads: &[usize]) -> Vec<(&'a str, usize)> {
        let mut found = Vec::new();
        for &head in heads {
            for &child in self.syntax.children(head) {
                let rel = self.syntax.rel(child).universal();
                let phrase = child > head && matches!(rel, Rel::Obl | Rel::Nmod | Rel::Advcl | Rel::Acl);
                // "accused them of leaving": a clause behind a preposition, whatever the parser calls it.
                let clause = child > head
                    && matches!(rel, Rel::Xcomp | Rel::Ccomp)
                    && (self.is_ing(child)
                        || self.syntax.child(child, &[Rel::Case]).is_some()
                        || self.marked(child, "for"));
                if let Some(mark) = self.marks(child).next().filter(|_| phrase || clause) {
                    found.push((self.lower(mark), child));
                }
            }
        }
        // "called on him": a particle right before a bare noun is its preposition.
        for &head in heads {
            let particle = self.syntax.child(head, &[Rel::CompoundPrt]);
            let behind = |p: usize| {
                self.syntax.children(head).iter().copied().find(|&c| {
                    matches!(self.syntax.rel(c).universal(), Rel::Obj | Rel::Obl | Rel::Iobj)
                        && self.syntax.reach(c, &[]).start == p + 1
                })
            };
            found.extend(particle.and_then(|p| Some((self.lower(p), behind(p)?))));
        }
        found.sort_by_key(|(_, word)| *word);
        found
    }

    /// The infinitive that says what is to be done, under any of `heads`.
    pub fn infinitive(&self, heads: &[usize]) -> Option<usize> {
        heads.iter().flat_map(|&head| self.syntax.children(head)).copied().find(|&c| {
            // "that his task is to prove it": a clause of its own.
            let copula = self.syntax.child(c, &[Rel::Cop]);
            let clause = copula.is_some_and(|is| self.marks(c).any(|to| is < to));
            matches!(self.syntax.rel(c), Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::Ccomp)
                && self.marked(c, "to")
                && !clause
        })
    }

    /// "urged anyone who has held a policy to change passwords": the infinitive at the end of a clause about the hearer.
    pub fn infinitive_behind(&self, hearer: usize) -> Option<usize> {
        let clause = self.syntax.child(hearer, &[Rel::AclRelcl])?;
        let end = self.syntax.reach(clause, &[]).end;
        self.infinitive(&[clause]).filter(|&to| self.syntax.reach(to, &[]).end == end)
    }

    /// The noun phrases of a participant: speakers one by one, others as they stand.
    pub fn noun_phrases(&self, role: Role, head: usize) -> Vec<NounPhrase> {
        match role {
            Role::Speaker => NounPhrase::all(self.doc, self.syntax, head),
            _ => vec![NounPhrase::whole(self.doc, self.syntax, head)],
        }
    }

    /// The words of a sentence.
    pub fn sentence_words(&self, word: usize) -> Span<Tok> {
        self.doc.sentence_of(word).map_or(Span::new(word, word + 1), |s| self.doc.sentences[s].words)
    }

    /// An abstract thing rather than somebody: what is urged, not who.
    pub fn is_thing(&self, noun: usize) -> bool {
        WORDS.things.contains(self.lemma(noun))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_word_file_is_read() {
        let lists = &*super::WORDS;
        assert!(!lists.texts.is_empty() && !lists.things.is_empty() && !lists.bodies.is_empty());
    }
}
