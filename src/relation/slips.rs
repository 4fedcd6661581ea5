//! Slips around a verb of report: its subject, its hearer, its clause hung in the wrong place.

use super::clause::is_circumstance;
use crate::syntax::{Node, Rel, Syntax, Upos};
use crate::token::Segmented;

/// A word, and how it hangs once it is put right.
pub(super) type Move = (usize, Node);

/// A noun phrase that speaks is hardly longer, in words.
const PHRASE: usize = 12;

/// Around each verb that may report: its subject, its hearer, its clause.
pub(super) fn slips(doc: &Segmented, syntax: &Syntax, signals: &[bool], tells: &[bool], reports: &[bool]) -> Vec<Move> {
    let around = Around { doc, syntax, tells, reports };
    let slips = [
        Around::subject_of_passive,
        Around::subject_of_quotation,
        Around::subject_of_main,
        Around::question,
        Around::inverted_subject,
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
    let verbs = (0..syntax.len()).filter(|&word| signals[word]);
    verbs.flat_map(|verb| slips.iter().filter_map(move |slip| slip(&around, verb))).collect()
}

#[derive(Clone, Copy)]
struct Around<'a> {
    doc: &'a Segmented,
    syntax: &'a Syntax,
    /// Which words are verbs of telling.
    tells: &'a [bool],
    /// Which are verbs that take a clause and nobody to hear it.
    reports: &'a [bool],
}

impl Around<'_> {
    /// "“…,” said one resident": the noun behind a verb of report that has no subject is its subject.
    fn inverted_subject(&self, verb: usize) -> Option<Move> {
        if !self.follows_mark(verb) {
            return None;
        }
        // "…, describing the talks", "…, gave his word": behind a bare comma these go on, and need no subject of their own.
        let goes_on = matches!(self.syntax.rel(verb), Rel::Conj | Rel::Advcl | Rel::Acl);
        if goes_on && matches!(self.doc.word(verb - 1), "," | "—" | "–" | "-") {
            return None;
        }
        let loose = [Rel::Obl, Rel::Obj, Rel::Ccomp, Rel::Parataxis, Rel::Dep, Rel::Xcomp];
        // Nobody says a noun: behind "said" it speaks, whatever else the tree takes for the subject.
        let says = matches!(self.doc.word(verb).to_lowercase().as_str(), "said" | "says");
        let lacks = says || self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_none();
        let speaks = |&noun: &usize| lacks && !is_circumstance(&self.doc.word(noun).to_lowercase());
        let behind = self.behind(verb, &loose).filter(speaks)?;
        Some((behind, Node { rel: Rel::Nsubj, ..self.syntax.node(behind)? }))
    }

    /// "Obi, who has pleaded not guilty, denied knowing it": without an auxiliary there is no passive but in headlines.
    fn subject_of_passive(&self, verb: usize) -> Option<Move> {
        let title = self.doc.is_title(verb);
        let subject = self.syntax.child(verb, &[Rel::NsubjPass]).filter(|&s| s < verb && !title)?;
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
    fn subject_of_quotation(&self, verb: usize) -> Option<Move> {
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
    fn subject_of_main(&self, verb: usize) -> Option<Move> {
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

    /// "would not say when the talks resume", "asked him whether": a question is what is said, not when.
    fn question(&self, verb: usize) -> Option<Move> {
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

    /// "The first of the funerals, said the imam, will be on Friday": the noun behind "said" is its subject …
    fn speaker_between(&self, verb: usize) -> Option<Move> {
        let (_, speaker, _) = self.between(verb)?;
        Some((speaker, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(speaker)? }))
    }

    /// … and the one before it is that of the clause.
    fn subject_around(&self, verb: usize) -> Option<Move> {
        let (subject, _, clause) = self.between(verb)?;
        Some((subject, Node { head: Some(clause), rel: Rel::Nsubj, ..self.syntax.node(subject)? }))
    }

    /// "The monks, he added, “share the sorrow”": of two subjects the first is that of the clause behind.
    fn subject_of_interrupted(&self, verb: usize) -> Option<Move> {
        let [one, two] = self.subjects_before(verb)[..] else { return None };
        let clause = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb && self.doc.word(verb + 1) == ",")?;
        let apart = (one..two).any(|w| self.doc.word(w) == ",");
        let lacks = self.syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]).is_none();
        (apart && lacks).then_some((one, Node { head: Some(clause), rel: Rel::Nsubj, ..self.syntax.node(one)? }))
    }

    /// Around a "said" between commas: the subject before it, the one behind, and the clause that the tree gives the latter.
    fn between(&self, verb: usize) -> Option<(usize, usize, usize)> {
        let says = matches!(self.doc.word(verb), "said" | "says") && self.follows_mark(verb);
        let subject = self.syntax.child(verb, &[Rel::Nsubj]).filter(|&s| says && s < verb)?;
        let behind = |clause: usize| {
            self.syntax.children(clause).iter().copied().find(|&c| {
                is_subject(self.syntax, c) && self.syntax.reach(c, &[]).start == verb + 1 && self.is_bare_noun(c)
            })
        };
        let mut clauses = self.syntax.children(verb).iter().copied().filter(|&c| self.syntax.rel(c) == Rel::Ccomp);
        let (clause, speaker) = clauses.find_map(|c| Some((c, behind(c)?)))?;
        let end = self.syntax.reach(speaker, &[]).end;
        (self.doc.word(end) == "," || self.doc.word(end - 1) == ",").then_some((subject, speaker, clause))
    }

    /// "Across the line, in a village, Obi, 70, said": a name right before a verb without a subject speaks, and is no second
    /// name of the place.
    fn name_before(&self, verb: usize) -> Option<Move> {
        let main = matches!(self.syntax.rel(verb), Rel::Root | Rel::Ccomp | Rel::Parataxis);
        if !main || self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_some() {
            return None;
        }
        let name = (verb.saturating_sub(PHRASE)..verb).rev().find(|&w| {
            let words = self.syntax.reach(w, &[]);
            self.syntax.rel(w) == Rel::Appos
                && self.syntax.upos(w) == Upos::Propn
                && (words.end == verb || words.end + 1 == verb && self.doc.word(words.end) == ",")
                && (self.doc.word(words.start) == "," || words.start > 0 && self.doc.word(words.start - 1) == ",")
        })?;
        let place = self.syntax.head(name).filter(|&place| self.syntax.head(place) == Some(verb))?;
        (self.syntax.rel(place) == Rel::Obl)
            .then_some((name, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(name)? }))
    }

    /// "“…,” said the surgeon in charge, Lutfa Begum": one subject and its name.
    fn name_behind_subject(&self, verb: usize) -> Option<Move> {
        let behind = self.syntax.children(verb).iter().copied().filter(|&c| c > verb && is_subject(self.syntax, c));
        let [one, two] = behind.collect::<Vec<_>>()[..] else { return None };
        let start = self.syntax.reach(two, &[]).start;
        let apart = self.syntax.reach(one, &[]).end == start && self.doc.word(start) == ",";
        let named = self.syntax.upos(two) == Upos::Propn;
        (apart && named).then_some((two, Node { head: Some(one), rel: Rel::Appos, ..self.syntax.node(two)? }))
    }

    /// "“…,” said Obi, who urged them to wait": the clause tells who Obi is, and is not what Obi said.
    fn clause_of_speaker(&self, verb: usize) -> Option<Move> {
        let speaker = self.syntax.children(verb).iter().copied().find(|&c| c > verb && is_subject(self.syntax, c))?;
        let clause = self.syntax.children(verb).iter().copied().find(|&c| {
            let start = self.syntax.reach(c, &[]).range().find(|&w| self.doc.word(w) != ",");
            let who = start.is_some_and(|w| matches!(self.doc.word(w), "who" | "whose"));
            c > speaker && who && matches!(self.syntax.rel(c), Rel::Ccomp | Rel::Advcl | Rel::Parataxis | Rel::Dep)
        })?;
        Some((clause, Node { head: Some(speaker), rel: Rel::AclRelcl, ..self.syntax.node(clause)? }))
    }

    /// "Officials have accused": a bare noun before an active verb without a subject is its subject.
    fn fronted_subject(&self, verb: usize) -> Option<Move> {
        let active = self.syntax.child(verb, &[Rel::AuxPass]).is_none() && self.syntax.rel(verb) != Rel::AclRelcl;
        if !active || self.follows_mark(verb) || !self.subjects_before(verb).is_empty() {
            return None;
        }
        let loose = |&c: &usize| matches!(self.syntax.rel(c), Rel::Obj | Rel::Iobj | Rel::Obl);
        let nearest = self.nouns_before(verb).rev().find(loose).or_else(|| stolen(self.syntax, verb))?;
        Some((nearest, Node { head: Some(verb), rel: Rel::Nsubj, ..self.syntax.node(nearest)? }))
    }

    /// "Neighbours of the dead man said they had been told": of two subjects of what is said, the one beside the report is
    /// the report's.
    fn subject_in_clause(&self, verb: usize) -> Option<Move> {
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
    fn second_subject(&self, verb: usize) -> Option<Move> {
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

    /// "Safizai told the Khyber Wire that": a name right behind the verb is no second name of the subject.
    fn hearer_behind(&self, verb: usize) -> Option<Move> {
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

    /// "denied that fighting had resumed": a clause whose "that" stands right behind the verb is the verb's.
    fn that_clause(&self, verb: usize) -> Option<Move> {
        let that = verb + 1;
        let marks = self.syntax.rel(that) == Rel::Mark && self.doc.word(that).eq_ignore_ascii_case("that");
        let lacks = self.syntax.child(verb, &[Rel::Ccomp]).is_none_or(|c| c < verb);
        let clause = self.syntax.head(that).filter(|&c| marks && lacks && self.syntax.head(c) != Some(verb))?;
        Some((clause, Node { head: Some(verb), rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "said that the guns were silent and that nobody had fired": the second clause is as much said as the first.
    fn second_clause(&self, verb: usize) -> Option<Move> {
        let first = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb)?;
        let second = self.syntax.children(verb).iter().copied().find(|&c| {
            let that = self.syntax.child(c, &[Rel::Mark]).is_some_and(|m| self.doc.word(m) == "that");
            c > first && self.syntax.rel(c) == Rel::Conj && that
        })?;
        Some((second, Node { head: Some(first), ..self.syntax.node(second)? }))
    }

    /// "Two are missing, she said, adding that": who said it adds to it.
    fn added(&self, verb: usize) -> Option<Move> {
        let said = self.syntax.head(verb).filter(|_| self.syntax.rel(verb) == Rel::Advcl && self.follows_mark(verb))?;
        let report = self.syntax.children(said).iter().copied().find(|&c| {
            said < c
                && self.syntax.rel(c) == Rel::Parataxis
                && self.reports[c]
                && self.syntax.reach(c, &[]).end + 1 == self.syntax.reach(verb, &[]).start.max(verb)
        })?;
        (self.doc.word(verb).ends_with("ing")).then_some((verb, Node { head: Some(report), ..self.syntax.node(verb)? }))
    }

    /// "asked members to wait, with its chairman, Mutiso, saying that": whoever stands behind "with" says it.
    fn accompanied(&self, verb: usize) -> Option<Move> {
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

    /// "called that “pure invention”": the pronoun is what is called so.
    fn called_that(&self, verb: usize) -> Option<Move> {
        let that = verb + 1;
        let apart = matches!(self.doc.word(that), "that" | "this")
            && matches!(self.doc.word(that + 1), "“" | "\"" | "‘" | "'")
            && self.syntax.rel(that) == Rel::Det;
        let noun = self.syntax.head(that).filter(|_| apart)?;
        let called = Node { upos: Upos::Pron, head: Some(verb), rel: Rel::Obj };
        (self.syntax.head(noun) == Some(verb)).then_some((that, called))
    }

    /// "claimed on a podcast that the company knew": the clause is the verb's, not the podcast's.
    fn clause_behind_phrase(&self, verb: usize) -> Option<Move> {
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
    fn hearer_in_clause(&self, verb: usize) -> Option<Move> {
        let lacks = self.tells[verb] && self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]).is_none();
        let told = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb && lacks)?;
        let nouns: Vec<usize> = self.syntax.children(told).iter().copied().filter(|&c| self.is_bare_noun(c)).collect();
        let first = *nouns.iter().find(|&&c| self.syntax.reach(c, &[]).start == verb + 1)?;
        let second = nouns.iter().any(|&c| c > first && c < told && is_subject(self.syntax, c));
        second.then_some((first, Node { head: Some(verb), rel: Rel::Obj, ..self.syntax.node(first)? }))
    }

    /// "is suggesting he beat expectations": a clause that has its own subject is what is said.
    fn clause_with_subject(&self, verb: usize) -> Option<Move> {
        let lacks = self.syntax.child(verb, &[Rel::Ccomp, Rel::Obj, Rel::Iobj]).is_none();
        let clause = self.syntax.child(verb, &[Rel::Xcomp]).filter(|&c| lacks && c > verb)?;
        let own = self.syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]).is_some_and(|s| s > verb && s < clause);
        own.then_some((clause, Node { rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "says citizens living abroad cast votes": nobody says a noun, so its last finite verb is what is said of it.
    fn clause_in_object(&self, verb: usize) -> Option<Move> {
        let says = matches!(self.doc.word(verb).to_lowercase().as_str(), "said" | "says" | "say");
        let object = self.object(verb).filter(|_| says && self.syntax.child(verb, &[Rel::Ccomp]).is_none())?;
        let clause = self.syntax.children(object).iter().copied().rfind(|&c| {
            self.syntax.rel(c) == Rel::Acl
                && self.syntax.child(c, &[Rel::Mark]).is_none()
                && !self.doc.word(c).ends_with("ing")
        })?;
        Some((clause, Node { head: Some(verb), rel: Rel::Ccomp, ..self.syntax.node(clause)? }))
    }

    /// "claims ceasefire broken": what stands between a report and its clause is the clause's subject.
    fn subject_as_object(&self, verb: usize) -> Option<Move> {
        let clause = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb && self.reports[verb])?;
        let object =
            self.object(verb).filter(|_| self.syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]).is_none())?;
        let beside = self.syntax.reach(clause, &[]).start == object + 1;
        beside.then_some((object, Node { head: Some(clause), rel: Rel::Nsubj, ..self.syntax.node(object)? }))
    }

    /// "briefed reporters that the road was mined": the clause is told, and says nothing of the reporters.
    fn clause_behind_hearer(&self, verb: usize) -> Option<Move> {
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

    /// The bare noun right behind a verb, when it hangs on the verb by one of `rels`.
    fn behind(&self, verb: usize, rels: &[Rel]) -> Option<usize> {
        self.syntax.children(verb).iter().copied().find(|&c| {
            c > verb
                && rels.contains(&self.syntax.rel(c).universal())
                && self.is_bare_noun(c)
                // "…, said Tuesday that"
                && (!is_circumstance(&self.doc.word(c).to_lowercase()) || self.syntax.child(c, &[Rel::Det]).is_some())
                && self.syntax.child(c, &[Rel::Cop, Rel::Nsubj, Rel::Aux]).is_none()
                && self.syntax.reach(c, &[]).start == verb + 1
        })
    }

    fn nouns_before(&self, verb: usize) -> impl DoubleEndedIterator<Item = usize> {
        self.syntax.children(verb).iter().copied().filter(move |&c| c < verb && self.is_bare_noun(c))
    }

    fn subjects_before(&self, verb: usize) -> Vec<usize> {
        self.nouns_before(verb).filter(|&c| is_subject(self.syntax, c)).collect()
    }

    fn object(&self, verb: usize) -> Option<usize> {
        self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]).filter(|&object| object > verb)
    }

    fn is_bare_noun(&self, word: usize) -> bool {
        matches!(self.syntax.upos(word), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
            && self.syntax.child(word, &[Rel::Case, Rel::Mark]).is_none()
    }

    /// Is the word before the verb punctuation, as between a quotation and its attribution?
    fn follows_mark(&self, verb: usize) -> bool {
        verb > 0 && !self.doc.word(verb - 1).chars().any(char::is_alphanumeric)
    }
}

pub(super) fn is_subject(syntax: &Syntax, word: usize) -> bool {
    syntax.rel(word).universal() == Rel::Nsubj
}

/// "“Putin stressed …,” the Kremlin said": the subject of what is reported, hung on the report, which has its own.
fn stolen(syntax: &Syntax, verb: usize) -> Option<usize> {
    let report = syntax.head(verb).filter(|&h| h > verb && syntax.rel(verb) == Rel::Ccomp)?;
    let subjects = syntax.children(report).iter().copied().filter(|&c| is_subject(syntax, c));
    let (before, after): (Vec<usize>, Vec<usize>) = subjects.partition(|&c| c < verb);
    before.last().copied().filter(|_| !after.is_empty())
}
