//! What each sentence shape binds to which role.
//!
//! A shape reads functions off the tree (subject, object, clause, infinitive, prepositional phrases, quotations) and
//! says which role each has; which verbs take it is the rule files' business.

use super::circumstances::is_circumstance;
use super::clause::{View, WORDS};
use super::rule_file::{Cue, Kind};
use super::{Frame, Pieces, Role};
use crate::syntax::Rel;
use crate::text::{Byte, Span};

/// What a frame found: who by head word, what by span.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// First and last word of the cue.
    pub cue: Vec<usize>,
    /// Head words of participants.
    pub who: Vec<(Role, usize)>,
    /// Spans of content and occasion.
    pub what: Vec<(Role, Pieces)>,
    /// What its report closes over besides its content.
    pub holds: Vec<Span<Byte>>,
    /// First words of phrases that are parts of their own: no participant reaches over them.
    pub stops: Vec<usize>,
    /// The noun that carries the act, of a light verb or alone: its determiner may deny it.
    pub noun: Option<usize>,
}

impl Found {
    pub(super) fn has(&self, role: Role) -> bool {
        self.who.iter().any(|(r, _)| *r == role) || self.what.iter().any(|(r, p)| *r == role && !p.is_empty())
    }

    pub(super) fn who(&mut self, role: Role, head: Option<usize>) {
        self.who.extend(head.map(|h| (role, h)));
    }

    pub(super) fn what(&mut self, role: Role, pieces: Pieces) {
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
            Frame::Signed => self.signed(verb, &mut found),
            Frame::Noun => self.noun(cue, verb, &mut found),
            // Seen once all reports are: no words signal it.
            Frame::Continued => None,
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

    /// Gives phrases with the cue's prepositions their roles.
    pub(super) fn bind(&self, cue: &Cue, heads: &[usize], found: &mut Found) {
        for (mark, phrase) in self.phrases(heads) {
            let Some(&role) = cue.preps.get(mark) else { continue };
            // What stands in a quotation is none of the report around it, unless its preposition stands outside: "for “years
            // of patience”".
            let inside = self.marks(phrase).next().is_none_or(|mark| self.doc.is_quoted(mark));
            if self.doc.is_quoted(phrase) && inside && !self.doc.is_quoted(heads[0]) {
                continue;
            }
            // "in a telephone call", "asked the captain on Friday", "sent condolences and teams with dogs"
            let circumstance = is_circumstance(self.lemma(phrase));
            if match role {
                Role::Occasion => mark != "for" && circumstance,
                Role::Content => mark == "on" && WORDS.named_things.contains(self.lower(phrase)),
                Role::Addressee => circumstance || mark == "with" && !self.may_be(Kind::Somebody, phrase),
                _ => false,
            } {
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
    pub(super) fn phrase_pieces(&self, phrase: usize, with_mark: bool) -> Pieces {
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
    pub(super) fn beside_only(&self, verb: usize) -> Pieces {
        let pieces = self.reported(verb);
        let speech = pieces.last().is_some_and(|p| {
            p.of(&self.doc.article.text).trim_end_matches(['”', '"', '’', '\'']).ends_with([',', '.', '!', '?'])
        });
        if speech && self.quote_kind(&pieces) == super::QuoteKind::Direct { pieces } else { Pieces::default() }
    }
}
