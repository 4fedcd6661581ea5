//! The closed set of sentence shapes in which a cue signals its relation, and what each binds to which role.
//!
//! A shape reads functions off the tree (subject, object, clause, infinitive, prepositional phrases, quotations) and
//! says which role each has; which verbs take it is the rule files' business.

use serde::Deserialize;

use super::Role;
use super::clause::View;
use super::rules::{Cue, Kind};
use crate::syntax::{Rel, Upos};
use crate::text::{Byte, Span};

/// A sentence shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frame {
    /// Somebody says a clause or a quotation, in any order.
    Report,
    /// Somebody tells a hearer a clause or a quotation.
    Tell,
    /// Somebody denies a thing, a clause or having done something.
    Object,
    /// Somebody asks a hearer to do something, or asks for something.
    Appeal,
    /// Somebody accuses a target of something.
    Accuse,
    /// A verb without weight and a noun that has it: expressed condolences, made an appeal.
    Light,
    /// The verb alone, with phrases around it: apologised to passengers for the delay.
    Bare,
    /// Somebody takes a stance to somebody or something: criticised the plan.
    Stance,
    /// Somebody gives their word or more: promised a hearer a thing, to do a thing, that a thing is so.
    Give,
    /// Somebody orders a hearer to do something, or a thing done.
    Command,
    /// Somebody meets or talks with another, or several with each other.
    Mutual,
    /// Somebody asks a question.
    Ask,
    /// Somebody calls a thing false.
    Label,
    /// Somebody quotes another as saying.
    QuoteAs,
    /// According to somebody.
    According,
    /// There is no truth to a thing.
    NoTruth,
    /// A thing is false, says whoever is reported.
    Verdict,
    /// A participle names the source of a report: citing two officials.
    Citing,
    /// Somebody is sorry, or says sorry.
    Sorry,
    /// Somebody's thoughts are with others.
    Wish,
    /// A name and a colon before what it says.
    Colon,
}

impl Frame {
    /// The name that rule files use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Tell => "tell",
            Self::Object => "object",
            Self::Appeal => "appeal",
            Self::Accuse => "accuse",
            Self::Light => "light",
            Self::Bare => "bare",
            Self::Stance => "stance",
            Self::Give => "give",
            Self::Command => "command",
            Self::Mutual => "mutual",
            Self::Ask => "ask",
            Self::Label => "label",
            Self::QuoteAs => "quote_as",
            Self::According => "according",
            Self::NoTruth => "no_truth",
            Self::Verdict => "verdict",
            Self::Citing => "citing",
            Self::Sorry => "sorry",
            Self::Wish => "wish",
            Self::Colon => "colon",
        }
    }

    /// Does a verb signal it, rather than a fixed phrase?
    #[must_use]
    pub fn has_verb(self) -> bool {
        !matches!(self, Self::According | Self::NoTruth | Self::Verdict | Self::Sorry | Self::Wish | Self::Colon)
    }
}

/// What a frame found: who by head word, what by span.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// First and last word of the cue.
    pub cue: Vec<usize>,
    /// Head words of participants.
    pub who: Vec<(Role, usize)>,
    /// Spans of content and occasion.
    pub what: Vec<(Role, Vec<Span<Byte>>)>,
    /// What its report closes over besides its content.
    pub holds: Vec<Span<Byte>>,
    /// First words of phrases that are parts of their own: no participant reaches over them.
    pub stops: Vec<usize>,
    /// The noun of a light verb: its determiner may deny the act.
    pub noun: Option<usize>,
}

impl Found {
    pub(super) fn has(&self, role: Role) -> bool {
        self.who.iter().any(|(r, _)| *r == role) || self.what.iter().any(|(r, p)| *r == role && !p.is_empty())
    }

    pub(super) fn who(&mut self, role: Role, head: Option<usize>) {
        self.who.extend(head.map(|h| (role, h)));
    }

    pub(super) fn what(&mut self, role: Role, pieces: Vec<Span<Byte>>) {
        if !pieces.is_empty() {
            self.what.push((role, pieces));
        }
    }
}

impl View<'_> {
    /// What `cue` finds around `verb` (or around the fixed phrase's first word), if its shape is there.
    pub fn find(&self, cue: &Cue, verb: usize) -> Option<Found> {
        let mut found = Found { cue: vec![verb], ..Found::default() };
        let passive = self.is_passive(verb);
        if cue.frame.has_verb() {
            found.who(Role::Speaker, if passive { self.agent(verb) } else { self.subject(verb) });
        }
        if !self.suits(cue, verb, passive) {
            return None;
        }
        if let Some(particle) = &cue.particle {
            found.cue.push(self.particle(verb, particle)?);
        }
        match cue.frame {
            Frame::Report => self.report(cue, verb, passive, &mut found),
            Frame::Tell => self.tell(verb, passive, &mut found),
            Frame::Object => self.object(cue, verb, passive, &mut found),
            Frame::Appeal => self.appeal(cue, verb, passive, &mut found),
            Frame::Accuse => self.accuse(cue, verb, passive, &mut found),
            Frame::Light => self.light(cue, verb, passive, &mut found),
            Frame::Bare => self.bare(cue, verb, passive, &mut found),
            Frame::Stance => self.stance(cue, verb, passive, &mut found),
            Frame::Give => self.give(cue, verb, passive, &mut found),
            Frame::Command => self.command(cue, verb, passive, &mut found),
            Frame::Mutual => self.mutual(cue, verb, passive, &mut found),
            Frame::Ask => self.ask(cue, verb, passive, &mut found),
            Frame::Label => self.label(cue, verb, passive, &mut found),
            Frame::QuoteAs => self.quote_as(verb, passive, &mut found),
            Frame::According => self.according(verb, &mut found),
            Frame::NoTruth => self.no_truth(cue, verb, &mut found),
            Frame::Verdict => self.verdict(cue, verb, &mut found),
            Frame::Citing => self.citing(verb, &mut found),
            Frame::Sorry => self.sorry(cue, verb, &mut found),
            Frame::Wish => self.wish(cue, verb, &mut found),
            Frame::Colon => self.colon(verb, &mut found),
        }?;
        if cue.refusal {
            let words = self.denying_words(verb);
            let negative = || self.factuality(verb).is_some_and(|(polarity, _)| polarity == super::Polarity::Negative);
            if words.is_empty() && !negative() || cue.declined && !self.is_declined(verb) {
                return None;
            }
            // "declined to be drawn": who will not be drawn keeps silent.
            if passive && !found.has(Role::Speaker) {
                found.who(Role::Speaker, self.subject(verb));
            }
            found.cue.extend(words);
        }
        if cue.only_negative {
            let nothing = found.noun.is_some_and(|noun| self.has_no(noun));
            if !nothing && self.factuality(verb).is_none_or(|(p, _)| p == super::Polarity::Positive) {
                return None;
            }
        }
        if cue.quoted {
            let (_, pieces) = found.what.iter().find(|(role, _)| *role == Role::Content)?;
            if self.quote_kind(pieces) != super::QuoteKind::Direct {
                return None;
            }
        }
        cue.needs.is_none_or(|role| found.has(role)).then_some(found)
    }

    fn report(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
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
        // "highlights the corridor, which is to remain open": a clause that goes on from a noun is none of the report.
        let goes_on = |piece: &Span<Byte>| {
            let first =
                piece.of(&self.doc.article.text).split_whitespace().next().unwrap_or_default().trim_end_matches(',');
            first.eq_ignore_ascii_case("which") && self.object_of(verb).is_some()
        };
        if pieces.first().is_some_and(goes_on) {
            return None;
        }
        self.bind(cue, &[verb], found);
        found.what.retain(|(role, _)| *role != Role::Content);
        found.what(Role::Content, pieces);
        found.holds = self.sources_of(verb);
        Some(())
    }

    fn tell(&self, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let hearer = if passive {
            self.subject(verb)
        } else {
            self.syntax.child(verb, &[Rel::Iobj]).or_else(|| self.syntax.child(verb, &[Rel::Obj]))
        }?;
        // An order, not a telling: "told him to leave".
        let order = |to: usize| to > hearer && (passive || self.syntax.rel(to) != Rel::Advcl);
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
        let about = |(mark, _): &&(String, usize)| matches!(mark.as_str(), "on" | "about" | "of");
        let heads: Vec<usize> = [verb, hearer].into_iter().filter(|&h| h >= verb).collect();
        if let Some((_, topic)) =
            self.phrases(&heads).iter().find(about).filter(|_| pieces.is_empty() && self.may_be(Kind::Somebody, hearer))
        {
            let day = super::clause::is_circumstance(&self.lemma(*topic)) || self.syntax.upos(*topic) == Upos::Num;
            found.stops.extend(self.marks(*topic).next());
            pieces = if day { Vec::new() } else { self.phrase_pieces(*topic, false) };
        }
        if pieces.is_empty() {
            return None;
        }
        found.who(Role::Addressee, Some(hearer));
        found.what(Role::Content, pieces);
        found.holds = self.sources_of(verb);
        Some(())
    }

    fn object(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        if !cue.via.is_empty() {
            let particle = self.syntax.child(verb, &[Rel::CompoundPrt, Rel::Advmod])?;
            found.cue.push(Some(particle).filter(|&p| cue.via.contains(&self.lower(p)))?);
        }
        // "was denied a visa"
        if passive && self.syntax.child(verb, &[Rel::Obj]).is_some() {
            return None;
        }
        let object = if passive { self.subject(verb) } else { self.object_of(verb) };
        if let Some(object) = object {
            let noun = self.lemma(object);
            let wanted = cue.objects.is_empty() || cue.objects.contains(&noun);
            let double = !passive && self.syntax.child(verb, &[Rel::Iobj]).is_some();
            if !wanted || double || cue.not_objects.contains(&noun) {
                return None;
            }
            let mut words = self.syntax.subtree(object, &[verb]);
            // "the reports as false", "the charges against him": what stands on at the verb belongs to the object here.
            for (mark, phrase) in self.phrases(&[verb]) {
                if matches!(mark.as_str(), "as" | "that" | "against") && !passive {
                    words.extend(self.syntax.subtree(phrase, &[]));
                }
            }
            words.sort_unstable();
            words.dedup();
            found.what(Role::Content, self.pieces(&words));
            return Some(());
        }
        if !cue.clause {
            return None;
        }
        let gerund = self.syntax.child(verb, &[Rel::Xcomp, Rel::Ccomp]).filter(|&c| c > verb);
        let pieces = gerund.map_or_else(|| self.reported(verb), |g| self.pieces(&self.syntax.subtree(g, &[])));
        if pieces.is_empty() && !found.has(Role::Speaker) {
            return None;
        }
        found.what(Role::Content, pieces);
        Some(())
    }

    pub(super) fn appeal(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        // "begged the guard for water": the phrase may hang on whoever is asked.
        let object = self.syntax.child(verb, &[Rel::Obj]).filter(|_| cue.via.iter().any(|via| via == "for"));
        let phrases = self.phrases(&std::iter::once(verb).chain(object).collect::<Vec<_>>());
        let mut hearer = if passive { self.subject(verb) } else { self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]) };
        let mut heads = vec![verb];
        if cue.via.is_empty() {
            heads.extend(hearer);
        } else {
            let (mark, phrase) = phrases.iter().find(|(mark, _)| cue.via.contains(mark)).cloned()?;
            if mark == "for" {
                found.what(Role::Content, self.phrase_pieces(phrase, false));
            } else {
                hearer = Some(phrase);
                heads.push(phrase);
            }
            if mark != "to" && mark != "with" {
                found.cue.extend(self.marks(phrase).next().or_else(|| self.syntax.child(verb, &[Rel::CompoundPrt])));
            }
        }
        let infinitive = self.infinitive(&heads);
        if cue.infinitive && infinitive.is_none() {
            return None;
        }
        if let Some(to) = infinitive.filter(|_| !found.has(Role::Content)) {
            found.stops.extend(self.marks(to).next());
            let dropped: Vec<usize> = hearer.into_iter().collect();
            let from = self.marks(to).next().unwrap_or(verb);
            // "asked them not to leave"
            let from = if from > verb + 1 && self.lower(from - 1) == "not" { from - 1 } else { from };
            let mut words = self.syntax.subtree(to, &dropped);
            // "asked him to see to it that …": the clause goes on from the infinitive, wherever the tree hangs it.
            if let Some(clause) = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > to) {
                words.extend(self.syntax.subtree(clause, &[]));
            }
            words.retain(|w| *w >= from);
            words.sort_unstable();
            words.dedup();
            found.what(Role::Content, self.pieces(&words));
            hearer = hearer.filter(|h| !words.contains(h));
        } else if !found.has(Role::Content) && !cue.infinitive {
            let pieces = self.reported(verb);
            let aim = phrases.iter().find(|(mark, _)| mark == "for" || mark == "against");
            if let Some((_, phrase)) = aim.filter(|_| pieces.is_empty()) {
                found.what(Role::Content, self.phrase_pieces(*phrase, false));
            }
            found.what(Role::Content, pieces);
        }
        if let Some(h) = hearer {
            // "urged restraint": a thing is urged, nobody is.
            let thing = cue.via.is_empty() && infinitive.is_none() && !passive && self.is_thing(h);
            if thing {
                found.what.retain(|(role, _)| *role != Role::Content);
                found.what(Role::Content, self.pieces(&self.syntax.subtree(h, &[])));
            } else {
                found.who(Role::Addressee, Some(h));
            }
        }
        found.has(Role::Content).then_some(())
    }

    fn accuse(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let target = if passive { self.subject(verb) } else { self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]) }?;
        let marks: &[&str] = &["of", "for", "over"];
        let phrases = self.phrases(&[verb, target]);
        let phrase = phrases
            .iter()
            .find(|(mark, _)| if cue.via.is_empty() { marks.contains(&mark.as_str()) } else { cue.via.contains(mark) });
        if let Some((_, phrase)) = phrase {
            found.stops.extend(self.marks(*phrase).next());
            found.what(Role::Content, self.phrase_pieces(*phrase, false));
        } else if !cue.via.is_empty() {
            return None;
        } else if let Some((_, blamed)) =
            phrases.iter().find(|(mark, w)| mark == "on" && self.syntax.head(*w) == Some(verb))
        {
            // "blamed the flood on the dam": the thing is the content, the dam the target.
            found.what(Role::Content, self.pieces(&self.syntax.subtree(target, &[])));
            found.who(Role::Target, Some(*blamed));
            return Some(());
        }
        found.who(Role::Target, Some(target));
        Some(())
    }

    fn light(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let object = if passive { self.subject(verb) } else { self.syntax.child(verb, &[Rel::Obj]) }
            .or_else(|| self.phrases(&[verb]).into_iter().map(|(_, w)| w).next())?;
        let among = |w: &usize| cue.nouns.contains(&self.lemma(*w));
        let noun = std::iter::once(object)
            .chain(
                self.syntax
                    .children(object)
                    .iter()
                    .copied()
                    .filter(|&c| matches!(self.syntax.rel(c), Rel::Conj | Rel::Nmod)),
            )
            .find(among)?;
        found.cue.push(noun);
        found.noun = Some(noun);
        let mut heads = vec![verb, object, noun];
        heads.dedup();
        self.bind(cue, &heads, found);
        // "made an appeal to both sides to stop"
        if let Some(to) =
            self.infinitive(&[verb, noun]).filter(|_| !found.has(Role::Content) && !found.has(Role::Occasion))
        {
            found.what(Role::Content, self.pieces(&self.syntax.subtree(to, &[])));
        }
        if let Some(hearer) = self.syntax.child(verb, &[Rel::Iobj]) {
            found.who(Role::Addressee, Some(hearer));
        }
        if let Some(role) = cue.owner.filter(|&role| !found.has(role)) {
            let owner = self.syntax.child(noun, &[Rel::NmodPoss]);
            found.who(role, owner.filter(|&owner| self.syntax.upos(owner) != Upos::Pron));
        }
        Some(())
    }

    fn bare(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        if !matches!(self.syntax.upos(verb), Upos::Verb) {
            return None;
        }
        // "was referred to a clinic"; "spoke with him of the flood"
        let undergone = passive && cue.subject_kind.is_some() && self.agent(verb).is_none();
        if undergone || self.phrases(&[verb]).iter().any(|(mark, _)| cue.bars.contains(mark)) {
            return None;
        }
        self.bind(cue, &[verb], found);
        if let Some(role) = cue.object {
            let object = self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]);
            let object = object.filter(|&o| cue.objects.is_empty() || cue.objects.contains(&self.lemma(o)));
            if role.is_participant() {
                found.who(role, object);
            } else if let Some(object) = object {
                found.what(role, self.pieces(&self.syntax.subtree(object, &[])));
            }
        }
        if !found.has(Role::Occasion) && self.syntax.child(verb, &[Rel::Obj]).is_none() {
            let pieces = self.beside_only(verb);
            found.what(Role::Occasion, pieces);
        }
        Some(())
    }

    fn label(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let via = || self.phrases(&[verb]).into_iter().find(|(mark, _)| cue.via.contains(mark)).map(|(_, w)| w);
        let object = if passive { self.subject(verb) } else { self.object_of(verb) };
        let object = if cue.via.is_empty() { object } else { via() }?;
        let said = |&w: &usize| {
            w > verb
                && (cue.words.contains(&self.lower(w)) || cue.words.contains(&self.lemma(w)))
                && self.syntax.ancestors(w).take(4).any(|a| {
                    self.syntax.head(a) == Some(verb)
                        && matches!(
                            self.syntax.rel(a).universal(),
                            Rel::Xcomp | Rel::Obl | Rel::Advcl | Rel::Obj | Rel::Ccomp
                        )
                        || a == object
                })
        };
        let to: Vec<usize> = self.marks(object).filter(|&m| cue.via.contains(&self.lower(m))).chain([verb]).collect();
        let mut words = self.syntax.subtree(object, &to);
        let verdict = if cue.words.is_empty() {
            self.verdict_on(verb, object)
        } else {
            self.syntax.subtree(verb, &[]).into_iter().find(said)
        };
        let Some(verdict) = verdict else {
            let quote = self.quoted_behind(object).filter(|_| cue.words.is_empty() && !passive)?;
            words.retain(|&w| w < quote.start);
            words.extend(quote.range());
            found.what(Role::Content, self.pieces(&words));
            return Some(());
        };
        if !words.contains(&verdict) && !passive {
            let branch = self.syntax.ancestors(verdict).find(|&a| self.syntax.head(a) == Some(verb)).unwrap_or(verdict);
            words.extend(self.syntax.subtree(branch, &[]));
            words.sort_unstable();
            words.dedup();
        }
        found.what(Role::Content, self.pieces(&words));
        Some(())
    }

    fn quote_as(&self, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let saying =
            self.syntax.children(verb).iter().copied().find(|&c| c > verb && self.marked(c, "as") && self.is_ing(c))?;
        if passive && self.agent(verb).is_none() {
            return None;
        }
        found.holds.push(self.doc.words[saying].span);
        found.what(Role::Content, self.reported(saying));
        Some(())
    }

    fn according(&self, word: usize, found: &mut Found) -> Option<()> {
        if !(self.lower(word) == "according" && self.lower(word + 1) == "to") {
            return None;
        }
        found.cue.push(word + 1);
        let (source, branch) = match self.syntax.rel(word) {
            Rel::Case | Rel::Mark => self.syntax.head(word).map(|h| (h, h)),
            _ => self.syntax.children(word).iter().copied().find(|&c| c > word + 1).map(|c| (c, word)),
        }?;
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

    fn no_truth(&self, cue: &Cue, word: usize, found: &mut Found) -> Option<()> {
        if !(self.lower(word) == "no" && cue.nouns.contains(&self.lower(word + 1))) {
            return None;
        }
        found.cue.push(word + 1);
        let verb = self.syntax.head(word + 1);
        let heads: Vec<usize> = std::iter::once(word + 1).chain(verb).collect();
        let (_, phrase) = self
            .phrases(&heads)
            .into_iter()
            .find(|(mark, _)| matches!(mark.as_str(), "to" | "in" | "for" | "behind"))?;
        found.what(Role::Content, self.phrase_pieces(phrase, false));
        Some(())
    }

    fn verdict(&self, cue: &Cue, word: usize, found: &mut Found) -> Option<()> {
        let copula = self.syntax.child(word, &[Rel::Cop])?;
        let subject = self.syntax.child(word, &[Rel::Nsubj])?;
        let said_of = cue.words.contains(&self.lower(word)) || cue.words.contains(&self.lemma(word));
        if !said_of || !cue.objects.contains(&self.lemma(subject)) {
            return None;
        }
        found.cue.push(copula);
        found.what(Role::Content, self.pieces(&self.syntax.subtree(subject, &[])));
        Some(())
    }

    /// Gives phrases with the cue's prepositions their roles.
    pub(super) fn bind(&self, cue: &Cue, heads: &[usize], found: &mut Found) {
        for (mark, phrase) in self.phrases(heads) {
            let Some(&role) = cue.preps.get(&mark) else { continue };
            // What stands in a quotation is none of the report around it.
            if self.is_quoted(phrase) && !self.is_quoted(heads[0]) {
                continue;
            }
            let clausal = matches!(self.syntax.rel(phrase).universal(), Rel::Advcl | Rel::Acl);
            if role.is_participant() {
                if !clausal && !found.who.iter().any(|(r, _)| *r == role) {
                    found.who(role, Some(phrase));
                }
            } else if !(found.has(role) || clausal && role == Role::Occasion && mark != "for") {
                found.what(role, self.phrase_pieces(phrase, role == Role::Occasion));
            }
        }
    }

    /// The words of a prepositional phrase, with or without its preposition.
    pub(super) fn phrase_pieces(&self, phrase: usize, with_mark: bool) -> Vec<Span<Byte>> {
        let mut dropped: Vec<usize> = if with_mark { Vec::new() } else { self.marks(phrase).take(1).collect() };
        // "over the deaths, according to the agency": the source is none of it, wherever the tree hangs it.
        let sources = self.syntax.subtree(phrase, &[]).into_iter().filter(|&w| self.lower(w) == "according");
        dropped.extend(sources.filter_map(|w| match self.syntax.rel(w) {
            Rel::Case | Rel::Mark => self.syntax.head(w).filter(|&source| source != phrase),
            _ => Some(w),
        }));
        self.pieces(&self.syntax.subtree(phrase, &dropped))
    }

    /// A quotation beside a verb that takes no clause: “I am sorry,” he apologised.
    pub(super) fn beside_only(&self, verb: usize) -> Vec<Span<Byte>> {
        let pieces = self.reported(verb);
        let speech = pieces.last().is_some_and(|p| {
            p.of(&self.doc.article.text).trim_end_matches(['”', '"', '’', '\'']).ends_with([',', '.', '!', '?'])
        });
        if speech && self.quote_kind(&pieces) == super::QuoteKind::Direct { pieces } else { Vec::new() }
    }
}
