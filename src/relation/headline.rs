//! Verbs of headlines that the tagger takes for nouns: "Minister refutes charge", "Chief minister condoles with families".
//!
//! A part of a headline between marks that has no verb of its own gets one, if one of its words is a form of a verb of
//! report: what stands before it is its subject, what stands behind it its object.

use std::ops::Range;

use super::RuleSet;
use crate::syntax::{Node, Rel, Syntax, Upos};
use crate::text::BlockKind;
use crate::token::{Segmented, Sentence};

/// Where the words of headlines hang once they have their verbs.
pub(super) fn verbs(rules: &RuleSet, doc: &Segmented, syntax: &Syntax, words: &[usize]) -> Vec<(usize, Node)> {
    titles(doc, words)
        .flat_map(|sentence| parts(doc, sentence.words.range()))
        .filter_map(|part| Headline { rules, doc, syntax, part }.moves())
        .flatten()
        .collect()
}

/// "Shipper denies moving oil above cap after sanctions", "Mayor rejects claims as councillors seek probe": what happened
/// besides is none of what is denied. What is said may well have happened after something.
pub(super) fn circumstances(doc: &Segmented, syntax: &Syntax, signals: &[bool], words: &[usize]) -> Vec<(usize, Node)> {
    let moves = titles(doc, words).flat_map(|sentence| sentence.words.range()).filter_map(|word| {
        let mark = syntax.child(word, &[Rel::Mark, Rel::Case])?;
        let by = doc.lower(mark);
        let node = syntax.node(word).filter(|node| matches!(node.rel, Rel::Advcl | Rel::Obl | Rel::Nmod | Rel::Acl))?;
        let report = syntax.ancestors(node.head?).find(|&a| signals[a] && a < mark)?;
        let clause = by == "as" && syntax.child(word, &[Rel::Nsubj, Rel::NsubjPass]).is_some();
        let besides = ["after", "amid"].contains(&by) && syntax.child(report, &[Rel::Ccomp]).is_none();
        let rel = if clause { Rel::Advcl } else { Rel::Obl };
        (clause || besides).then_some((word, Node { head: Some(report), rel, ..node }))
    });
    moves.collect()
}

/// The sentences of headlines whose words are among these.
fn titles<'a>(doc: &'a Segmented, words: &'a [usize]) -> impl Iterator<Item = &'a Sentence> {
    let titles = doc.blocks.iter().filter(|block| block.kind == BlockKind::Title);
    let sentences = titles.flat_map(|block| doc.sentences_in(block.span));
    sentences.filter(|sentence| words.binary_search(&sentence.words.start).is_ok())
}

/// The stretches between marks and conjunctions.
fn parts(doc: &Segmented, words: Range<usize>) -> Vec<Range<usize>> {
    let joins = ["as", "after", "while", "but", "because"];
    let mark = |word: usize| {
        let written = doc.word(word);
        !written.chars().any(char::is_alphanumeric) || joins.iter().any(|join| written.eq_ignore_ascii_case(join))
    };
    let mut parts = Vec::new();
    let mut start = words.start;
    for at in words.clone() {
        if mark(at) {
            parts.push(start..at);
            start = at + 1;
        }
    }
    parts.push(start..words.end);
    parts
}

struct Headline<'a> {
    rules: &'a RuleSet,
    doc: &'a Segmented,
    syntax: &'a Syntax,
    part: Range<usize>,
}

impl Headline<'_> {
    fn moves(&self) -> Option<Vec<(usize, Node)>> {
        let has_verb = self.part.clone().any(|word| {
            self.syntax.upos(word) == Upos::Aux
                || self.syntax.upos(word) == Upos::Verb
                    && self
                        .syntax
                        .child(word, &[Rel::Nsubj, Rel::NsubjPass])
                        .is_some_and(|s| s < word && self.part.contains(&s))
        });
        let verb = self.part.clone().skip(1).find(|&word| self.may_be_verb(word)).filter(|_| !has_verb)?;
        let (start, end) = (self.part.start, self.part.end);
        let root = self.part.clone().find(|&word| self.leaves(word, start..end))?;
        let own = self.syntax.node(root)?;
        let mut moves = vec![(verb, Node { upos: Upos::Verb, head: own.head, rel: own.rel })];
        let subject = verb - 1;
        let object = (verb + 1..end)
            .take_while(|&w| !matches!(self.syntax.upos(w), Upos::Adp | Upos::Sconj | Upos::Part))
            .last();
        let behind = object.map_or(verb + 1, |object| object + 1);
        let hang = |word: usize, head: usize, rel: Rel| {
            Some((word, Node { head: Some(head), rel, ..self.syntax.node(word)? }))
        };
        moves.extend(hang(subject, verb, Rel::Nsubj));
        for word in start..subject {
            moves.extend(hang(word, subject, Rel::Compound).filter(|_| self.leaves(word, start..subject)));
        }
        if let Some(object) = object {
            moves.extend(hang(object, verb, Rel::Obj));
            for word in verb + 1..object {
                moves.extend(hang(word, object, Rel::Compound).filter(|_| self.leaves(word, verb + 1..object)));
            }
        }
        for word in behind..end {
            let noun = matches!(self.syntax.upos(word), Upos::Noun | Upos::Propn | Upos::Pron);
            let rel = if noun { Rel::Obl } else { Rel::Advcl };
            moves.extend(hang(word, verb, rel).filter(|_| self.leaves(word, behind..end)));
        }
        Some(moves)
    }

    /// Does the word hang on none of these?
    fn leaves(&self, word: usize, within: Range<usize>) -> bool {
        self.syntax.head(word).is_none_or(|head| !within.contains(&head))
    }

    /// A form of a verb of report that could be the part's: "refutes", "slam" behind a plural. One that is a noun of report
    /// too ("talks", "claims") needs an object right behind it.
    fn may_be_verb(&self, word: usize) -> bool {
        let written = self.doc.lower(word);
        let verb = self.doc.verb(word);
        if self.rules.cues_of(verb).next().is_none() || word + 1 >= self.part.end {
            return false;
        }
        let before = self.doc.lower(word - 1);
        let plural = before != self.doc.noun(word - 1) || before == "police";
        let finite = if written == verb { plural } else { written.ends_with('s') };
        let noun = self.syntax.upos(word) != Upos::Verb && self.rules.has_noun(verb);
        let object = !matches!(self.syntax.upos(word + 1), Upos::Adp | Upos::Sconj | Upos::Part | Upos::Cconj);
        let subject = matches!(self.syntax.upos(word - 1), Upos::Noun | Upos::Propn | Upos::Pron);
        finite && subject && (object || !noun)
    }
}
