//! Slips around a verb of report: where its clause hangs, and what hangs on it as a clause.

use super::slips::{Around, Move};
use crate::syntax::{Node, Rel, Upos};

impl Around<'_> {
    /// "Time, he added, was short", "The dam held, the agency reported on Sunday": a clause between commas that has a subject
    /// and neither a pronoun nor a conjunction before it tells nothing about the noun or the clause that it hangs on; it
    /// reports the whole.
    pub(super) fn interrupting(&self, verb: usize) -> Option<Move> {
        let dependent = matches!(self.syntax.rel(verb), Rel::AclRelcl | Rel::Acl | Rel::Advcl);
        let bare = self.syntax.child(verb, &[Rel::Mark, Rel::Ccomp, Rel::Obj, Rel::Xcomp]).is_none();
        let subject = self.syntax.child(verb, &[Rel::Nsubj]).filter(|&s| s < verb && dependent && bare)?;
        let who = |w: usize| matches!(self.doc.lower(w), "who" | "which" | "that" | "what" | "whom");
        let reach = self.syntax.reach(verb, &[]);
        let start = reach.range().find(|&w| self.doc.word(w) != ",")?;
        let comma = |w: usize| self.doc.word(w) == ",";
        let end = if comma(reach.end - 1) { reach.end - 1 } else { reach.end };
        let apart = start > 0 && comma(start - 1) && matches!(self.doc.word(end), "," | "." | ";" | "”" | "\"" | "''");
        let first = self.syntax.reach(subject, &[]).start == start;
        if !(self.reports[verb] || self.tells[verb]) || who(subject) || !apart || !first {
            return None;
        }
        let clause = self.syntax.ancestors(verb).skip(1).find(|&a| {
            let heads = self.syntax.child(a, &[Rel::Nsubj, Rel::NsubjPass]).is_some();
            heads || matches!(self.syntax.rel(a), Rel::Root | Rel::Ccomp | Rel::Parataxis)
        })?;
        Some((verb, Node { head: Some(clause), rel: Rel::Parataxis, ..self.syntax.node(verb)? }))
    }

    /// "opened fire, a charge Baku called false": a clause right behind a noun, without a comma, tells about the noun.
    pub(super) fn about_noun_before(&self, verb: usize) -> Option<Move> {
        let subject = self.syntax.child(verb, &[Rel::Nsubj]).filter(|&s| s < verb)?;
        let start = self.syntax.reach(verb, &[]).start;
        let free = self.syntax.rel(verb) == Rel::Parataxis && self.syntax.child(verb, &[Rel::Obj, Rel::Mark]).is_none();
        let head = self.syntax.head(verb).filter(|_| free && self.syntax.reach(subject, &[]).start == start)?;
        let noun = self.syntax.children(head).iter().copied().find(|&c| {
            matches!(self.syntax.rel(c), Rel::Parataxis | Rel::Appos | Rel::Dep | Rel::Conj)
                && matches!(self.syntax.upos(c), Upos::Noun)
                && self.syntax.reach(c, &[]).end == start
        })?;
        Some((verb, Node { head: Some(noun), rel: Rel::AclRelcl, ..self.syntax.node(verb)? }))
    }

    /// "Builder denies faults, says sorry": of two verbs behind one subject neither reports the other. The first leads …
    pub(super) fn first_of_two(&self, verb: usize) -> Option<Move> {
        let first = self.two(verb)?;
        let node = self.syntax.node(verb)?;
        Some((first, Node { head: node.head, rel: node.rel, ..self.syntax.node(first)? }))
    }

    /// … and the second follows.
    pub(super) fn second_of_two(&self, verb: usize) -> Option<Move> {
        let first = self.two(verb)?;
        Some((verb, Node { head: Some(first), rel: Rel::Conj, ..self.syntax.node(verb)? }))
    }

    fn two(&self, verb: usize) -> Option<usize> {
        let finite = |w: usize| {
            let word = self.doc.lower(w);
            matches!(self.syntax.upos(w), Upos::Verb) && (word.ends_with('s') || word.ends_with("ed"))
        };
        let lacks = verb > 0 && self.doc.word(verb - 1) == "," && finite(verb);
        let lacks = lacks && self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass, Rel::Aux]).is_none();
        let clauses = self.syntax.children(verb).iter().copied().filter(|&c| self.syntax.rel(c) == Rel::Ccomp);
        let (before, behind): (Vec<usize>, Vec<usize>) = clauses.partition(|&c| c < verb);
        let &first = before.first().filter(|_| lacks && !behind.is_empty())?;
        let own = self.syntax.child(first, &[Rel::Nsubj]).is_some_and(|s| s < first && !self.doc.is_quoted(s));
        (own && finite(first)).then_some(first)
    }

    /// "the spokesman, Obi, neither confirmed nor denied it": the verb stands where a noun does that nothing is said of …
    pub(super) fn verb_of_noun(&self, verb: usize) -> Option<Move> {
        let node = self.syntax.node(self.rootless(verb)?)?;
        Some((verb, Node { head: node.head, rel: node.rel, ..self.syntax.node(verb)? }))
    }

    /// … and the noun is its subject.
    pub(super) fn noun_as_root(&self, verb: usize) -> Option<Move> {
        let noun = self.rootless(verb)?;
        Some((noun, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(noun)? }))
    }

    fn rootless(&self, verb: usize) -> Option<usize> {
        let beside = matches!(self.syntax.rel(verb), Rel::Parataxis | Rel::Conj);
        let noun = self.syntax.head(verb).filter(|&n| n < verb && beside)?;
        let taken = [Rel::Nsubj, Rel::NsubjPass, Rel::Mark, Rel::Cc];
        let bare = matches!(self.syntax.upos(noun), Upos::Noun | Upos::Propn)
            && self.syntax.rel(noun) == Rel::Root
            && self.syntax.child(noun, &[Rel::Cop, Rel::Nsubj, Rel::Case]).is_none()
            && self.syntax.child(verb, &taken).is_none();
        // Up to the verb, with the comma behind an apposition, and nothing but adverbs between.
        let named = self.syntax.child(noun, &[Rel::Appos]).filter(|&a| a < verb)?;
        let end = self.syntax.reach(named, &[]).end;
        let near = (end..verb).all(|w| self.doc.word(w) == "," || self.syntax.head(w) == Some(verb));
        (bare && near && !self.doc.is_quoted(verb) && !self.doc.word(verb).ends_with("ing")).then_some(noun)
    }

    /// "The rise is because of a cut, experts say": what has a subject and a copula of its own is what they say.
    pub(super) fn clause_as_phrase(&self, verb: usize) -> Option<Move> {
        let subject = self.syntax.child(verb, &[Rel::Nsubj]).filter(|&s| s < verb && self.reports[verb])?;
        let start = self.syntax.reach(subject, &[]).start;
        let apart = start > 0 && self.doc.word(start - 1) == ",";
        let lacks = self.syntax.child(verb, &[Rel::Ccomp]).is_none();
        let clause = self.syntax.children(verb).iter().copied().find(|&c| {
            let own = [Rel::Cop, Rel::Nsubj].iter().all(|&rel| self.syntax.child(c, &[rel]).is_some());
            c < start && self.syntax.rel(c) == Rel::Obl && own
        })?;
        (apart && lacks).then_some((clause, Node { rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "Asked three times if she had known, she would not answer": the question is the asker's.
    pub(super) fn question_asked(&self, verb: usize) -> Option<Move> {
        let asked = self.doc.word(verb).eq_ignore_ascii_case("asked") && self.syntax.rel(verb) == Rel::Advcl;
        let main = self.syntax.head(verb).filter(|&main| asked && verb < main)?;
        let own = |&c: &usize| self.syntax.rel(c) != Rel::Punct;
        let end = self.syntax.children(verb).iter().copied().filter(own).map(|c| self.syntax.reach(c, &[]).end).max();
        let end = end.unwrap_or(0).max(verb + 1);
        let clause = self.syntax.children(main).iter().copied().find(|&c| {
            let mark = self.syntax.child(c, &[Rel::Mark]).map(|m| self.doc.word(m));
            matches!(mark, Some("if" | "whether")) && self.syntax.reach(c, &[]).start == end
        })?;
        Some((clause, Node { head: Some(verb), rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }
}
