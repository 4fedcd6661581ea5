//! The shapes of reports: saying, telling, quoting another, according to somebody.

use super::clause::{View, WORDS};
use super::frames::Found;
use super::rule_file::{Cue, Kind};
use super::{Pieces, Role};
use crate::syntax::{Rel, Upos};
use crate::text::{Byte, Span};

impl View<'_> {
    pub(super) fn report(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let mut pieces = self.reported(verb);
        // "made it clear that …": the clause may hang on either.
        if let Some(&particle) = found.cue.get(1).filter(|_| pieces.is_empty()) {
            pieces = self.reported(particle);
        }
        if pieces.is_empty() || passive && self.agent(verb).is_none() || self.syntax.upos(verb) == Upos::Adj {
            return None;
        }
        // "The road, which links Gori and Tbilisi, said …" has a subject; a verb of saying without any is a fragment.
        if !found.has(Role::Speaker) && !self.is_ing(verb) && self.quote_kind(&pieces) != super::QuoteKind::Direct {
            return None;
        }
        // "continues to narrow", "added 300 jobs": what the verb takes itself leaves no room for what stands beside it.
        let indirect = self.quote_kind(&pieces) == super::QuoteKind::Indirect;
        let beside = indirect && self.syntax.child(verb, &[Rel::Ccomp]).is_none();
        let takes_infinitive = self.syntax.child(verb, &[Rel::Xcomp]).is_some_and(|to| self.marked(to, "to"));
        let thing = self.thing(verb).filter(|_| beside);
        if takes_infinitive && beside || thing.is_some() && self.verb_lemma(verb) != "say" {
            return None;
        }
        // "Army says blaze under control": nobody says a blaze, so all of it is said.
        if thing.is_some() {
            let words: Vec<usize> = self.syntax.subtree(verb, &[]).into_iter().filter(|&w| w > verb).collect();
            pieces = self.pieces(&words);
        }
        // "highlights the corridor, which is to remain open": a clause that goes on from a noun is none of the report.
        let goes_on = |piece: Span<Byte>| {
            let first =
                piece.of(&self.doc.article.text).split_whitespace().next().unwrap_or_default().trim_end_matches(',');
            piece.start > self.doc.words[verb].span.end
                && first.eq_ignore_ascii_case("which")
                && self.object_of(verb).is_some_and(|object| self.doc.words[object].span.start < piece.start)
        };
        if pieces.first().is_some_and(goes_on) {
            return None;
        }
        self.bind(cue, &[verb], found);
        found.what.retain(|(role, _)| *role != Role::Content);
        found.what(Role::Content, pieces);
        found.holds = self.sources_of(verb);
        if let Some(role) = cue.clause_subject {
            let clause = self.syntax.child(verb, &[Rel::Ccomp]).or_else(|| self.syntax.head(verb));
            let subject = clause.and_then(|c| self.syntax.child(c, &[Rel::Nsubj, Rel::NsubjPass]));
            found.who(role, subject.filter(|&s| !found.who.iter().any(|(_, other)| *other == s)));
        }
        Some(())
    }

    /// The noun that is its object, unless it is a day.
    fn thing(&self, verb: usize) -> Option<usize> {
        let object = self.syntax.child(verb, &[Rel::Obj]).filter(|&object| object > verb)?;
        let noun = matches!(self.syntax.upos(object), Upos::Noun | Upos::Propn);
        (noun && !super::circumstances::is_circumstance(self.lemma(object))).then_some(object)
    }

    pub(super) fn tell(&self, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let hearer = if passive {
            self.subject(verb)
        } else {
            self.syntax.child(verb, &[Rel::Iobj]).or_else(|| self.syntax.child(verb, &[Rel::Obj]))
        }?;
        // An order, not a telling: "told him to leave".
        // "told them what to say" is none.
        let order = |to: usize| to > hearer && !self.is_question(to) && (passive || self.syntax.rel(to) != Rel::Advcl);
        if self.infinitive(&[verb, hearer]).is_some_and(order) {
            return None;
        }
        let mut pieces = self.reported(verb);
        // "Nobody told us anything"
        let thing = self.syntax.child(verb, &[Rel::Obj]).filter(|&thing| thing != hearer && thing > hearer);
        if let Some(thing) = thing.filter(|_| pieces.is_empty()) {
            pieces = self.pieces(&self.syntax.subtree(thing, &[]));
        }
        // "briefed reporters on the rescue"
        let about = |(mark, _): &&(&str, usize)| matches!(*mark, "on" | "about" | "of");
        let heads: Vec<usize> = [verb, hearer].into_iter().filter(|&h| h >= verb).collect();
        if let Some((_, topic)) =
            self.phrases(&heads).iter().find(about).filter(|_| pieces.is_empty() && self.may_be(Kind::Somebody, hearer))
        {
            let day =
                super::circumstances::is_circumstance(self.lemma(*topic)) || self.syntax.upos(*topic) == Upos::Num;
            found.stops.extend(self.marks(*topic).next());
            pieces = if day { Pieces::default() } else { self.phrase_pieces(*topic, false) };
        }
        if pieces.is_empty() {
            return None;
        }
        found.who(Role::Addressee, Some(hearer));
        found.what(Role::Content, pieces);
        found.holds = self.sources_of(verb);
        Some(())
    }

    pub(super) fn quote_as(&self, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let saying =
            self.syntax.children(verb).iter().copied().find(|&c| c > verb && self.marked(c, "as") && self.is_ing(c))?;
        // "was quoted by the agency as saying", "was quoted as saying by the agency"
        let behind = || {
            let by = |&c: &usize| c > saying && self.marked(c, "by");
            self.syntax.children(saying).iter().copied().find(by)
        };
        if passive {
            let agent = self.agent(verb).or_else(behind)?;
            found.who = vec![(Role::Speaker, agent)];
        }
        found.holds.push(self.doc.words[saying].span);
        found.what(Role::Content, self.reported(saying));
        Some(())
    }

    /// The last word of the phrase, "according to" say, that opens the naming of a source at `word`.
    pub(super) fn opens_source(&self, word: usize) -> Option<usize> {
        let opens = |phrase: &&String| phrase.split(' ').zip(word..).all(|(part, at)| self.lower(at) == part);
        WORDS.sources.iter().find(opens).map(|phrase| word + phrase.split(' ').count() - 1)
    }

    /// "According to X", "as per X", "in the words of X": `word` opens the phrase.
    pub(super) fn according(&self, word: usize, found: &mut Found) -> Option<()> {
        let last = self.opens_source(word)?;
        found.cue.push(last);
        let source = match self.syntax.rel(last) {
            Rel::Case | Rel::Mark | Rel::Fixed => self.syntax.ancestors(last).find(|&a| a > last),
            _ => self.syntax.children(last).iter().copied().find(|&c| c > last),
        };
        let source = source.or_else(|| self.syntax.children(word).iter().copied().find(|&c| c > last))?;
        // The highest word of phrase and source.
        let above = self.syntax.ancestors(source).skip(1).take_while(|&a| (word..=last).contains(&a));
        let branch = above.last().unwrap_or(source);
        found.who(Role::Speaker, Some(source));
        let clause = self.syntax.ancestors(branch).skip(1).take(4).find(|&a| {
            matches!(
                self.syntax.rel(a).universal(),
                Rel::Root | Rel::Ccomp | Rel::Conj | Rel::Parataxis | Rel::Advcl | Rel::Acl
            )
        })?;
        // "apologised and offered condolences, according to": both, where the second verb has no subject of its own.
        let clause = match self.syntax.head(clause) {
            Some(first)
                if self.syntax.rel(clause) == Rel::Conj
                    && self.syntax.child(clause, &[Rel::Nsubj, Rel::NsubjPass]).is_none() =>
            {
                first
            }
            _ => clause,
        };
        let dropped = [branch];
        let report = self.syntax.subtree(branch, &[]);
        let words: Vec<usize> =
            self.syntax.subtree(clause, &dropped).into_iter().filter(|w| report.binary_search(w).is_err()).collect();
        let pieces = self.pieces(&words);
        found.what(Role::Content, pieces);
        found.has(Role::Content).then_some(())
    }
}
