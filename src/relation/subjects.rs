//! Slips around a verb of report: who is its subject.

use super::circumstances::is_circumstance;
use super::slips::{Around, Move, PHRASE, is_subject};
use crate::syntax::{Node, Rel, Syntax, Upos};

impl Around<'_> {
    /// "The 51-year-old accused police", "…,” said the 47-year-old": an age with an article is somebody.
    pub(super) fn subject_by_age(&self, verb: usize) -> Option<Move> {
        const WORDS: usize = 6; // the 51 - year - old
        let lacks = self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass, Rel::AuxPass]).is_none();
        let ages = |&old: &usize| {
            let words = (old + 1 - WORDS..=old).map(|w| self.doc.word(w)).collect::<Vec<_>>();
            words[2..] == ["-", "year", "-", "old"] && matches!(words[0], "the" | "The" | "a" | "A")
        };
        let near = [verb.checked_sub(1), Some(verb + WORDS).filter(|_| self.follows_mark(verb))];
        let old = near.into_iter().flatten().filter(|&old| old + 1 >= WORDS).find(ages).filter(|_| lacks)?;
        Some((old, Node { upos: Upos::Noun, head: Some(verb), rel: Rel::Nsubj }))
    }

    /// "“…,” said one resident": the noun behind a verb of report that has no subject is its subject.
    pub(super) fn inverted_subject(&self, verb: usize) -> Option<Move> {
        if !self.follows_mark(verb) {
            return None;
        }
        // "…, describing the talks", "…, gave his word": behind a bare comma these go on, and need no subject of their own.
        let goes_on = matches!(self.syntax.rel(verb), Rel::Conj | Rel::Advcl | Rel::Acl);
        if goes_on && matches!(self.doc.word(verb - 1), "," | "—" | "–" | "-") {
            return None;
        }
        let loose = [Rel::Obl, Rel::Obj, Rel::Iobj, Rel::Ccomp, Rel::Parataxis, Rel::Dep, Rel::Xcomp];
        // Nobody says a noun: behind "said" it speaks, whatever else the tree takes for the subject.
        let says = matches!(self.doc.lower(verb), "said" | "says");
        // "“Never,” wrote its board": nor does what is quoted.
        let quoted = |s: usize| self.doc.is_quoted(s) && !self.doc.is_quoted(verb);
        let lacks = says || self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_none_or(quoted);
        // "“Tell him,” she said", "…, told reporters": there it is the hearer.
        let told = |noun: usize| self.syntax.rel(noun) == Rel::Iobj && (self.tells[verb] || self.doc.is_quoted(verb));
        let speaks = |&noun: &usize| lacks && !told(noun) && !is_circumstance(self.doc.lower(noun));
        let behind = self.behind(verb, &loose).filter(speaks)?;
        Some((behind, Node { rel: Rel::Nsubj, ..self.syntax.node(behind)? }))
    }

    /// "“Never,” wrote its board": what is quoted writes nothing.
    pub(super) fn quoted_subject(&self, verb: usize) -> Option<Move> {
        let (subject, _) = self.syntax.child(verb, &[Rel::Nsubj]).zip(self.inverted_subject(verb))?;
        let quoted = self.doc.is_quoted(subject) && !self.doc.is_quoted(verb);
        (quoted && subject < verb).then_some((subject, Node { rel: Rel::Ccomp, ..self.syntax.node(subject)? }))
    }

    /// "Obi, who has pleaded not guilty, denied knowing it": without an auxiliary there is no passive but in headlines.
    pub(super) fn subject_of_passive(&self, verb: usize) -> Option<Move> {
        let title = self.doc.is_title(verb);
        let behind = |s: usize| self.follows_mark(verb) && self.syntax.reach(s, &[]).start == verb + 1;
        let subject = self.syntax.child(verb, &[Rel::NsubjPass]).filter(|&s| !title && (s < verb || behind(s)))?;
        let bare = self.syntax.child(verb, &[Rel::AuxPass]).is_none();
        // "the army, whose spokesman invited reporters", "Retief, whom the club had accused"
        let whose = || {
            let whom = subject > 0 && self.doc.word(subject - 1) == "whom";
            whom || self.syntax.children(subject).iter().any(|&c| self.doc.word(c) == "whose")
        };
        let clause = match self.syntax.rel(verb) {
            Rel::Root | Rel::Conj | Rel::Ccomp | Rel::Parataxis => true,
            Rel::AclRelcl => whose(),
            _ => false,
        };
        (bare && clause).then_some((subject, Node { rel: Rel::Nsubj, ..self.syntax.node(subject)? }))
    }

    /// "“We are sorry,” its head, Obi, said": what stands behind the quotation is no subject within it.
    pub(super) fn subject_of_quotation(&self, verb: usize) -> Option<Move> {
        let quoted = |word: usize| self.doc.is_quoted(word);
        if quoted(verb) || self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_some() {
            return None;
        }
        // Up to the verb, but for the comma behind an apposition.
        let near = |&w: &usize| self.syntax.reach(w, &[]).end + 1 >= verb;
        let subject = (verb.saturating_sub(PHRASE)..verb).rev().filter(near).find(|&w| {
            is_subject(self.syntax, w) && self.syntax.head(w).is_some_and(|head| head < w && quoted(head) && !quoted(w))
        })?;
        Some((subject, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(subject)? }))
    }

    /// "The advice came late, say villagers": the noun behind the verb is no subject of what is reported.
    pub(super) fn subject_of_main(&self, verb: usize) -> Option<Move> {
        let main = self.syntax.head(verb).filter(|&h| h < verb && self.syntax.rel(verb) == Rel::Parataxis)?;
        let lacks = self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_none() && self.follows_mark(verb);
        let subject = self
            .syntax
            .children(main)
            .iter()
            .copied()
            .find(|&c| c > verb && is_subject(self.syntax, c) && self.syntax.reach(c, &[]).start == verb + 1)?;
        lacks.then_some((subject, Node { head: Some(verb), ..self.syntax.node(subject)? }))
    }

    /// "The first of the funerals, said the imam, will be on Friday": the noun behind "said" is its subject …
    pub(super) fn speaker_between(&self, verb: usize) -> Option<Move> {
        let (_, speaker, _) = self.between(verb)?;
        Some((speaker, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(speaker)? }))
    }

    /// … and the one before it is that of the clause.
    pub(super) fn subject_around(&self, verb: usize) -> Option<Move> {
        let (subject, _, clause) = self.between(verb)?;
        Some((subject, Node { head: Some(clause), rel: Rel::Nsubj, ..self.syntax.node(subject)? }))
    }

    /// "“…,” said a Scot, who answered", "The vote, people in the room said, was close": the noun right behind a verb of report
    /// without a subject, or right before it, is its subject, and none of the clause that is reported.
    pub(super) fn subject_astray(&self, verb: usize) -> Option<Move> {
        let (subject, _) = self.astray(verb)?;
        Some((subject, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(subject)? }))
    }

    /// "“…,” said Obi, asked about it": what stands behind tells about Obi.
    pub(super) fn clause_of_astray(&self, verb: usize) -> Option<Move> {
        let (subject, clause) = self.astray(verb).filter(|&(subject, clause)| verb < subject && subject < clause)?;
        let other = self.syntax.children(clause).iter().any(|&c| c < verb && is_subject(self.syntax, c));
        (!other).then_some((clause, Node { head: Some(subject), rel: Rel::Acl, ..self.syntax.node(clause)? }))
    }

    fn astray(&self, verb: usize) -> Option<(usize, usize)> {
        let passive = [Rel::Nsubj, Rel::NsubjPass, Rel::AuxPass];
        if !self.reports[verb] || verb == 0 || self.syntax.child(verb, &passive).is_some() {
            return None;
        }
        let clauses = self.syntax.children(verb).iter().copied().filter(|&c| self.syntax.rel(c) == Rel::Ccomp);
        let quoted = matches!(self.doc.word(verb - 1), "”" | "\"" | "''" | "’");
        clauses.flat_map(|clause| self.syntax.children(clause).iter().map(move |&c| (c, clause))).find(
            |&(c, clause)| {
                let words = self.syntax.reach(c, &[]);
                let before = |&other: &usize| other < verb && is_subject(self.syntax, other);
                let second = clause < verb || quoted || self.syntax.children(clause).iter().any(before);
                let behind = words.start == verb + 1 && self.follows_mark(verb) && second;
                is_subject(self.syntax, c) && self.is_bare_noun(c) && (behind || words.end == verb && clause > verb)
            },
        )
    }

    /// "The monks, he added, “share the sorrow”": of two subjects the first is that of the clause behind.
    pub(super) fn subject_of_interrupted(&self, verb: usize) -> Option<Move> {
        let [one, two] = self.subjects_before(verb)[..] else { return None };
        // "The letter, it told the group, “belongs to him”"
        let comma = |c: usize| (verb + 1..c).any(|w| self.doc.word(w) == ",");
        let clause = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb && comma(c))?;
        let apart = (one..two).any(|w| self.doc.word(w) == ",");
        let lacks = self.syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]).is_none();
        (apart && lacks).then_some((one, Node { head: Some(clause), rel: Rel::Nsubj, ..self.syntax.node(one)? }))
    }

    /// Around a "said" between commas: the subject before it, the one behind, and the clause that the tree gives the latter.
    fn between(&self, verb: usize) -> Option<(usize, usize, usize)> {
        let says = self.reports[verb] && self.follows_mark(verb);
        let subject = self.syntax.child(verb, &[Rel::Nsubj]).filter(|&s| says && s < verb)?;
        let behind = |clause: usize| {
            self.syntax.children(clause).iter().copied().find(|&c| {
                is_subject(self.syntax, c) && self.syntax.reach(c, &[]).start == verb + 1 && self.is_bare_noun(c)
            })
        };
        let mut clauses = self.syntax.children(verb).iter().copied().filter(|&c| self.syntax.rel(c) == Rel::Ccomp);
        // "Tax cuts, tweeted Ford, “never pay”"
        let object =
            || self.object(verb).filter(|&o| self.is_bare_noun(o) && self.syntax.reach(o, &[]).start == verb + 1);
        let (clause, speaker) = clauses.find_map(|c| Some((c, behind(c).or_else(object)?)))?;
        let end = self.syntax.reach(speaker, &[]).end;
        (self.doc.word(end) == "," || self.doc.word(end - 1) == ",").then_some((subject, speaker, clause))
    }

    /// "Across the line, in a village, Obi, 70, said": a name right before a verb without a subject speaks, and is no second
    /// name of the place.
    pub(super) fn name_before(&self, verb: usize) -> Option<Move> {
        let main = matches!(self.syntax.rel(verb), Rel::Root | Rel::Ccomp | Rel::Parataxis);
        if !main || self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_some() {
            return None;
        }
        let apart = |w: usize| {
            let words = self.syntax.reach(w, &[]);
            self.syntax.rel(w) == Rel::Appos
                && (words.end == verb || words.end + 1 == verb && self.doc.word(words.end) == ",")
                && (self.doc.word(words.start) == "," || words.start > 0 && self.doc.word(words.start - 1) == ",")
        };
        let near = verb.saturating_sub(PHRASE)..verb;
        // "They died at dawn, the governor, Obi, told reporters": nor of the whole clause.
        let beside = |&w: &usize| apart(w) && self.is_bare_noun(w) && self.syntax.head(w) == self.syntax.head(verb);
        if let Some(speaker) = near.clone().find(beside).filter(|_| self.syntax.rel(verb) == Rel::Parataxis) {
            return Some((speaker, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(speaker)? }));
        }
        let name = near.rev().find(|&w| self.syntax.upos(w) == Upos::Propn && apart(w))?;
        let place = self.syntax.head(name).filter(|&place| self.syntax.head(place) == Some(verb))?;
        (self.syntax.rel(place) == Rel::Obl)
            .then_some((name, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(name)? }))
    }

    /// "“…,” said the surgeon in charge, Lutfa Begum": one subject and its name.
    pub(super) fn name_behind_subject(&self, verb: usize) -> Option<Move> {
        let behind = self.syntax.children(verb).iter().copied().filter(|&c| c > verb && is_subject(self.syntax, c));
        let [one, two] = behind.collect::<Vec<_>>()[..] else { return None };
        let start = self.syntax.reach(two, &[]).start;
        let apart = self.syntax.reach(one, &[]).end == start && self.doc.word(start) == ",";
        let named = self.syntax.upos(two) == Upos::Propn;
        (apart && named).then_some((two, Node { head: Some(one), rel: Rel::Appos, ..self.syntax.node(two)? }))
    }

    /// "Officials have accused": a bare noun before an active verb without a subject is its subject.
    pub(super) fn fronted_subject(&self, verb: usize) -> Option<Move> {
        let active = self.syntax.child(verb, &[Rel::AuxPass]).is_none() && self.syntax.rel(verb) != Rel::AclRelcl;
        if !active || !self.subjects_before(verb).is_empty() {
            return None;
        }
        let loose =
            |c: &usize| !self.follows_mark(verb) && matches!(self.syntax.rel(*c), Rel::Obj | Rel::Iobj | Rel::Obl);
        let nearest = self.nouns_before(verb).rev().find(loose).or_else(|| stolen(self.syntax, verb))?;
        Some((nearest, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(nearest)? }))
    }

    /// "Neighbours of the dead man said they had been told": of two subjects of what is said, the one beside the report is
    /// the report's.
    pub(super) fn subject_in_clause(&self, verb: usize) -> Option<Move> {
        if self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_some() {
            return None;
        }
        let said = self.syntax.child(verb, &[Rel::Ccomp])?;
        let subjects: Vec<usize> =
            self.syntax.children(said).iter().copied().filter(|&c| is_subject(self.syntax, c)).collect();
        let [first, second] = subjects[..] else { return None };
        // "…, we plough it all in," one of them said: the same the other way round.
        let own = if said > verb && self.syntax.reach(first, &[]).end <= verb && second > verb {
            first
        } else if said < verb && first < said && second > said {
            second
        } else {
            return None;
        };
        Some((own, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(own)? }))
    }

    /// "The newspaper Kommersant reported": one subject and its name. "A charge the ministry called false": what is called
    /// so, and by whom.
    pub(super) fn second_subject(&self, verb: usize) -> Option<Move> {
        let [one, two] = self.subjects_before(verb)[..] else { return None };
        let end = self.syntax.reach(one, &[]).end;
        if end != self.syntax.reach(two, &[]).start || self.doc.word(end - 1) == "," {
            return None;
        }
        let named = self.syntax.upos(two) == Upos::Propn && self.syntax.child(two, &[Rel::Det]).is_none();
        if named {
            Some((two, Node { head: Some(one), rel: Rel::Appos, ..self.syntax.node(two)? }))
        } else if self.object(verb).is_none() && self.syntax.upos(one) != Upos::Pron {
            Some((one, Node { rel: Rel::Obj, ..self.syntax.node(one)? }))
        } else {
            None
        }
    }

    /// "asked members to wait, with its chairman, Mutiso, saying that": whoever stands behind "with" says it.
    pub(super) fn accompanied(&self, verb: usize) -> Option<Move> {
        let lacks = self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_none();
        if verb == 0 || !lacks || !self.doc.word(verb).ends_with("ing") {
            return None;
        }
        let end = if self.doc.word(verb - 1) == "," { verb - 1 } else { verb };
        let with = |w: usize| {
            self.syntax.child(w, &[Rel::Case]).is_some_and(|c| self.doc.word(c) == "with" && self.follows_mark(c))
        };
        let subject = (verb.saturating_sub(PHRASE)..end).rev().find(|&w| {
            let noun = matches!(self.syntax.upos(w), Upos::Noun | Upos::Propn) && with(w);
            noun && matches!(self.syntax.reach(w, &[]).end, e if e == end || e == verb)
        })?;
        Some((subject, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(subject)? }))
    }

    /// "claims ceasefire broken": what stands between a report and its clause is the clause's subject.
    pub(super) fn subject_as_object(&self, verb: usize) -> Option<Move> {
        let clause = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb && self.reports[verb])?;
        let object =
            self.object(verb).filter(|_| self.syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]).is_none())?;
        let beside = self.syntax.reach(clause, &[]).start == object + 1;
        beside.then_some((object, Node { head: Some(clause), rel: Rel::Nsubj, ..self.syntax.node(object)? }))
    }
}

/// "“Putin stressed …,” the Kremlin said": the subject of what is reported, hung on the report, which has its own.
fn stolen(syntax: &Syntax, verb: usize) -> Option<usize> {
    let report = syntax.head(verb).filter(|&h| h > verb && syntax.rel(verb) == Rel::Ccomp)?;
    let subjects = syntax.children(report).iter().copied().filter(|&c| is_subject(syntax, c));
    let (before, after): (Vec<usize>, Vec<usize>) = subjects.partition(|&c| c < verb);
    before.last().copied().filter(|_| !after.is_empty())
}
