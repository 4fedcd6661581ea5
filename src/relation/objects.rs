//! Slips around a verb of report: its hearer, and the clause that is reported.

use super::circumstances::is_circumstance;
use super::slips::{Around, Move, is_subject};
use crate::syntax::{Node, Rel, Upos};

impl Around<'_> {
    /// "would not say when the talks resume", "asked him whether": a question is what is said, not when.
    pub(super) fn question(&self, verb: usize) -> Option<Move> {
        if self.syntax.child(verb, &[Rel::Ccomp]).is_some() {
            return None;
        }
        let says = matches!(self.doc.word(verb), "said" | "says");
        let clause = self.syntax.children(verb).iter().copied().find(|&c| {
            let mut words = self.syntax.reach(c, &[]).range().filter(|&w| self.doc.word(w) != ",");
            let opens = words.next().is_some_and(|w| match self.doc.word(w) {
                "whether" => true,
                "when" | "where" | "why" | "how" => !says && w == verb + 1,
                _ => false,
            });
            c > verb && opens && self.syntax.rel(c) == Rel::Advcl
        })?;
        Some((clause, Node { rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "“…,” said Obi, who urged them to wait": the clause tells who Obi is, and is not what Obi said.
    pub(super) fn clause_of_speaker(&self, verb: usize) -> Option<Move> {
        let speaker = self.syntax.children(verb).iter().copied().find(|&c| c > verb && is_subject(self.syntax, c))?;
        let clause = self.syntax.children(verb).iter().copied().find(|&c| {
            let start = self.syntax.reach(c, &[]).range().find(|&w| self.doc.word(w) != ",");
            let who = start.is_some_and(|w| matches!(self.doc.word(w), "who" | "whose"));
            c > speaker && who && matches!(self.syntax.rel(c), Rel::Ccomp | Rel::Advcl | Rel::Parataxis | Rel::Dep)
        })?;
        Some((clause, Node { head: Some(speaker), rel: Rel::AclRelcl, ..self.syntax.node(clause)? }))
    }

    /// "Safizai told the Khyber Wire that": a name right behind the verb is no second name of the subject.
    pub(super) fn hearer_behind(&self, verb: usize) -> Option<Move> {
        let lacks = self.object(verb).is_none() && self.subjects_before(verb).len() == 1;
        let loose = [Rel::Flat, Rel::Appos, Rel::Nsubj, Rel::Compound, Rel::Dep, Rel::Vocative, Rel::Ccomp];
        // "Collins told MSNBC": nor is it a part of the subject.
        let astray = || {
            let subject = self.subjects_before(verb)[0];
            self.syntax
                .children(subject)
                .iter()
                .copied()
                .find(|&c| self.is_bare_noun(c) && self.syntax.reach(c, &[]).start == verb + 1)
        };
        let behind = Some(()).filter(|()| lacks).and_then(|()| self.behind(verb, &loose).or_else(astray))?;
        Some((behind, Node { head: Some(verb), rel: Rel::Obj, ..self.syntax.node(behind)? }))
    }

    /// "told radio host Hans Ek he would run", "told NBC’s “Today” on Monday", "telling MSNBC his support …": a noun phrase
    /// right behind a verb of telling that has no hearer yet is told.
    pub(super) fn hearer_astray(&self, verb: usize) -> Option<Move> {
        if !self.tells[verb] || self.object(verb).is_some() || self.syntax.child(verb, &[Rel::AuxPass]).is_some() {
            return None;
        }
        let behind = |w: usize| self.syntax.reach(w, &[]).start == verb + 1;
        // "MSNBC his support": no name stands before "his" in one phrase.
        let owned = |noun: usize, w: usize| {
            self.syntax.children(noun).iter().any(|&c| {
                c > w && c < noun && matches!(self.syntax.rel(c), Rel::Det | Rel::NmodPoss) && self.is_determiner(c)
            })
        };
        let mut hearer = verb + 1;
        while let Some(over) = self.syntax.head(hearer).filter(|&h| h > hearer && behind(h)) {
            let compound = self.syntax.rel(hearer) == Rel::Compound && owned(over, hearer);
            if compound || !matches!(self.syntax.upos(over), Upos::Noun | Upos::Propn | Upos::Num) {
                break;
            }
            hearer = over;
        }
        let day = is_circumstance(self.doc.lower(hearer)) && self.syntax.children(hearer).is_empty();
        let head = self.syntax.head(hearer)?;
        let loose = match self.syntax.rel(hearer) {
            Rel::Compound => head > hearer,
            rel => head <= verb && !matches!(rel, Rel::Nsubj | Rel::NsubjPass | Rel::Conj),
        };
        let told = self.is_bare_noun(hearer) && behind(hearer) && loose && !day;
        told.then_some((hearer, Node { head: Some(verb), rel: Rel::Iobj, ..self.syntax.node(hearer)? }))
    }

    fn is_determiner(&self, word: usize) -> bool {
        matches!(self.syntax.upos(word), Upos::Det | Upos::Pron)
    }

    /// "asked Obi about the 3,000 people": behind a preposition stands no object.
    pub(super) fn phrase_as_object(&self, verb: usize) -> Option<Move> {
        let preposition = |c: usize| {
            let case = self.syntax.child(c, &[Rel::Case]);
            case.is_some_and(|case| case > verb && case < c && self.syntax.upos(case) == Upos::Adp)
        };
        let object = self
            .syntax
            .children(verb)
            .iter()
            .copied()
            .find(|&c| c > verb && self.syntax.rel(c) == Rel::Obj && preposition(c))?;
        Some((object, Node { rel: Rel::Obl, ..self.syntax.node(object)? }))
    }

    /// "exhorted the junta to free prisoners": the "to" right before an infinitive is its own, whatever it is taken for.
    pub(super) fn infinitive_with_to(&self, verb: usize) -> Option<Move> {
        let verbs = self.syntax.children(verb).iter().copied();
        let next = verbs.filter(|&c| c > verb + 1 && self.syntax.rel(c) == Rel::Xcomp).find(|&c| {
            let astray = self.syntax.head(c - 1).is_some_and(|head| head > c);
            astray && self.syntax.upos(c - 1) == Upos::Part && self.doc.word(c - 1) == "to"
        })?;
        Some((next - 1, Node { head: Some(next), rel: Rel::Mark, ..self.syntax.node(next - 1)? }))
    }

    /// "denied that fighting had resumed": a clause whose "that" stands right behind the verb is the verb's.
    pub(super) fn that_clause(&self, verb: usize) -> Option<Move> {
        let that = verb + 1;
        let marks = self.syntax.rel(that) == Rel::Mark && self.doc.word(that).eq_ignore_ascii_case("that");
        let lacks = self.syntax.child(verb, &[Rel::Ccomp]).is_none_or(|c| c < verb);
        let clause = self.syntax.head(that).filter(|&c| marks && lacks && self.syntax.head(c) != Some(verb))?;
        Some((clause, Node { head: Some(verb), rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "said that the guns were silent and that nobody had fired": the second clause is as much said as the first.
    pub(super) fn second_clause(&self, verb: usize) -> Option<Move> {
        let first = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb)?;
        let second = self.syntax.children(verb).iter().copied().find(|&c| {
            let that = self.syntax.child(c, &[Rel::Mark]).is_some_and(|m| self.doc.word(m) == "that");
            c > first && self.syntax.rel(c) == Rel::Conj && that
        })?;
        Some((second, Node { head: Some(first), ..self.syntax.node(second)? }))
    }

    /// "Two are missing, she said, adding that": who said it adds to it.
    pub(super) fn added(&self, verb: usize) -> Option<Move> {
        let said = self.syntax.head(verb).filter(|_| self.syntax.rel(verb) == Rel::Advcl && self.follows_mark(verb))?;
        let report = self.syntax.children(said).iter().copied().find(|&c| {
            said < c
                && self.syntax.rel(c) == Rel::Parataxis
                && self.reports[c]
                && self.syntax.reach(c, &[]).end + 1 == self.syntax.reach(verb, &[]).start.max(verb)
        })?;
        (self.doc.word(verb).ends_with("ing")).then_some((verb, Node { head: Some(report), ..self.syntax.node(verb)? }))
    }

    /// "called that “pure invention”": the pronoun is what is called so.
    pub(super) fn called_that(&self, verb: usize) -> Option<Move> {
        let that = verb + 1;
        let apart = matches!(self.doc.word(that), "that" | "this")
            && matches!(self.doc.word(that + 1), "“" | "\"" | "''" | "‘" | "'")
            && self.syntax.rel(that) == Rel::Det;
        let noun = self.syntax.head(that).filter(|_| apart)?;
        let called = Node { upos: Upos::Pron, head: Some(verb), rel: Rel::Obj };
        (self.syntax.head(noun) == Some(verb)).then_some((that, called))
    }

    /// "claimed on a podcast that the company knew": the clause is the verb's, not the podcast's.
    pub(super) fn clause_behind_phrase(&self, verb: usize) -> Option<Move> {
        let lacks = self.syntax.child(verb, &[Rel::Ccomp, Rel::Obj]).is_none();
        let phrases = self
            .syntax
            .children(verb)
            .iter()
            .copied()
            .filter(|&c| c > verb && self.syntax.rel(c).universal() == Rel::Obl);
        let clause = phrases.flat_map(|p| self.syntax.children(p)).copied().find(|&c| {
            let that =
                self.syntax.child(c, &[Rel::Mark]).is_some_and(|m| self.doc.word(m).eq_ignore_ascii_case("that"));
            self.syntax.rel(c) == Rel::Acl && that && self.syntax.child(c, &[Rel::Nsubj, Rel::NsubjPass]).is_some()
        });
        let clause = clause.filter(|_| lacks)?;
        Some((clause, Node { head: Some(verb), rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "told Putin an inquiry would follow": of two subjects of what is told, the first is who is told.
    pub(super) fn hearer_in_clause(&self, verb: usize) -> Option<Move> {
        let lacks = self.tells[verb] && self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]).is_none();
        let told = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb && lacks)?;
        let nouns: Vec<usize> = self.syntax.children(told).iter().copied().filter(|&c| self.is_bare_noun(c)).collect();
        let first = *nouns.iter().find(|&&c| self.syntax.reach(c, &[]).start == verb + 1)?;
        let second = nouns.iter().any(|&c| c > first && c < told && is_subject(self.syntax, c));
        second.then_some((first, Node { head: Some(verb), rel: Rel::Obj, ..self.syntax.node(first)? }))
    }

    /// "is suggesting he beat expectations": a clause that has its own subject is what is said.
    pub(super) fn clause_with_subject(&self, verb: usize) -> Option<Move> {
        let lacks = self.syntax.child(verb, &[Rel::Ccomp, Rel::Obj, Rel::Iobj]).is_none();
        let clause = self.syntax.child(verb, &[Rel::Xcomp]).filter(|&c| lacks && c > verb)?;
        let own = self.syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]).is_some_and(|s| s > verb && s < clause);
        own.then_some((clause, Node { rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "says citizens living abroad cast votes": nobody says a noun, so its last finite verb is what is said of it.
    pub(super) fn clause_in_object(&self, verb: usize) -> Option<Move> {
        let says = matches!(self.doc.lower(verb), "said" | "says" | "say");
        let object = self.object(verb).filter(|_| says && self.syntax.child(verb, &[Rel::Ccomp]).is_none())?;
        let clause = self.syntax.children(object).iter().copied().rfind(|&c| {
            self.syntax.rel(c) == Rel::Acl
                && self.syntax.child(c, &[Rel::Mark]).is_none()
                && !self.doc.word(c).ends_with("ing")
        })?;
        Some((clause, Node { head: Some(verb), rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "briefed reporters that the road was mined": the clause is told, and says nothing of the reporters.
    pub(super) fn clause_behind_hearer(&self, verb: usize) -> Option<Move> {
        let lacks = self.syntax.child(verb, &[Rel::Ccomp]).is_none();
        let hearer = self.object(verb).filter(|&o| lacks && self.syntax.reach(o, &[]).start == verb + 1)?;
        let clause = self.syntax.children(hearer).iter().copied().find(|&c| {
            let that =
                self.syntax.child(c, &[Rel::Mark]).is_some_and(|m| self.doc.word(m).eq_ignore_ascii_case("that"));
            matches!(self.syntax.rel(c), Rel::Acl | Rel::AclRelcl)
                && that
                && self.syntax.child(c, &[Rel::Nsubj, Rel::NsubjPass]).is_some()
        })?;
        Some((clause, Node { head: Some(verb), rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }
}
