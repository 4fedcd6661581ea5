//! Slips around a verb of report: its subject, its hearer, its clause hung in the wrong place. What is put right is in
//! `subjects`, `objects` and `attachment`.

use super::circumstances::is_circumstance;
use crate::syntax::{Node, Rel, Syntax, Upos};
use crate::token::Segmented;

/// A word, and how it hangs once it is put right.
pub(super) type Move = (usize, Node);

/// A noun phrase that speaks is hardly longer, in words.
pub(super) const PHRASE: usize = 12;

/// Around each verb that may report: its subject, its hearer, its clause.
pub(super) fn slips(
    doc: &Segmented,
    syntax: &Syntax,
    signals: &[bool],
    tells: &[bool],
    reports: &[bool],
    words: &[usize],
) -> Vec<Move> {
    let around = Around { doc, syntax, tells, reports };
    let slips = [
        Around::subject_by_age,
        Around::subject_of_passive,
        Around::subject_of_quotation,
        Around::subject_of_main,
        Around::question,
        Around::question_asked,
        Around::inverted_subject,
        Around::quoted_subject,
        Around::interrupting,
        Around::about_noun_before,
        Around::first_of_two,
        Around::second_of_two,
        // The verb first: the noun hangs on it.
        Around::verb_of_noun,
        Around::noun_as_root,
        Around::subject_astray,
        Around::clause_of_astray,
        Around::clause_as_phrase,
        Around::speaker_between,
        Around::subject_around,
        Around::subject_of_interrupted,
        Around::name_behind_subject,
        Around::name_before,
        Around::clause_of_speaker,
        Around::fronted_subject,
        Around::subject_in_clause,
        Around::second_subject,
        Around::hearer_behind,
        Around::hearer_astray,
        Around::phrase_as_object,
        Around::infinitive_with_to,
        Around::that_clause,
        Around::second_clause,
        Around::added,
        Around::accompanied,
        Around::called_that,
        Around::clause_behind_phrase,
        Around::hearer_in_clause,
        Around::clause_behind_hearer,
        Around::clause_with_subject,
        Around::clause_in_object,
        Around::subject_as_object,
    ];
    let verbs = words.iter().copied().filter(|&word| signals[word]);
    verbs.flat_map(|verb| slips.iter().filter_map(move |slip| slip(&around, verb))).collect()
}

#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub doc: &'a Segmented,
    pub syntax: &'a Syntax,
    /// Which words are verbs of telling.
    pub tells: &'a [bool],
    /// Which are verbs that take a clause and nobody to hear it.
    pub reports: &'a [bool],
}

impl Around<'_> {
    /// The bare noun right behind a verb, when it hangs on the verb by one of `rels`.
    pub(super) fn behind(&self, verb: usize, rels: &[Rel]) -> Option<usize> {
        self.syntax.children(verb).iter().copied().find(|&c| {
            c > verb
                && rels.contains(&self.syntax.rel(c).universal())
                && self.is_bare_noun(c)
                // "…, said Tuesday that"
                && (!is_circumstance(self.doc.lower(c)) || self.syntax.child(c, &[Rel::Det]).is_some())
                && self.syntax.child(c, &[Rel::Cop, Rel::Nsubj, Rel::Aux]).is_none()
                && self.syntax.reach(c, &[]).start == verb + 1
        })
    }

    pub(super) fn nouns_before(&self, verb: usize) -> impl DoubleEndedIterator<Item = usize> {
        self.syntax.children(verb).iter().copied().filter(move |&c| c < verb && self.is_bare_noun(c))
    }

    pub(super) fn subjects_before(&self, verb: usize) -> Vec<usize> {
        self.nouns_before(verb).filter(|&c| is_subject(self.syntax, c)).collect()
    }

    pub(super) fn object(&self, verb: usize) -> Option<usize> {
        self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]).filter(|&object| object > verb)
    }

    pub(super) fn is_bare_noun(&self, word: usize) -> bool {
        matches!(self.syntax.upos(word), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            && self.syntax.child(word, &[Rel::Case, Rel::Mark]).is_none()
    }

    /// Is the word before the verb punctuation, as between a quotation and its attribution?
    pub(super) fn follows_mark(&self, verb: usize) -> bool {
        verb > 0 && !self.doc.word(verb - 1).chars().any(char::is_alphanumeric)
    }
}

pub(super) fn is_subject(syntax: &Syntax, word: usize) -> bool {
    syntax.rel(word).universal() == Rel::Nsubj
}
