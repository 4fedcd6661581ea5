//! The shapes of what people do to each other with words: taking stances, giving their word, ordering, meeting, asking.

use super::clause::View;
use super::data::among;
use super::frames::Found;
use super::rule_file::{Cue, Kind};
use super::{Pieces, Role};
use crate::syntax::{Rel, Upos};

impl View<'_> {
    /// May subject and object be of the kinds that the cue asks for?
    pub(super) fn suits(&self, cue: &Cue, verb: usize, passive: bool) -> bool {
        let (subject, object) =
            if passive { (self.agent(verb), self.subject(verb)) } else { (self.subject(verb), self.object_of(verb)) };
        let is =
            |kind: Option<Kind>, noun: Option<usize>| kind.zip(noun).is_none_or(|(kind, noun)| self.may_be(kind, noun));
        // Without a doer, only the form of a passive tells; an active verb of which nobody is the subject is no act.
        let somebody = cue.subject_kind.is_none() || subject.is_some() || passive || self.is_ing(verb);
        somebody && is(cue.subject_kind, subject) && is(cue.object_kind, object)
    }

    /// The particle that goes with a verb: "turned the offer down".
    pub(super) fn particle(&self, verb: usize, particle: &str) -> Option<usize> {
        let near = (verb + 1..self.sentence_words(verb).end.min(verb + 12)).find(|&w| self.lower(w) == particle)?;
        let own = self.syntax.head(near) == Some(verb) && !matches!(self.syntax.rel(near), Rel::Obj | Rel::Obl);
        (own || near == verb + 1).then_some(near)
    }

    /// Is it an object that the entry lets the verb have?
    pub(super) fn is_wanted(&self, cue: &Cue, noun: usize) -> bool {
        (cue.objects.is_empty() || self.is_among(&cue.objects, noun)) && !self.is_among(&cue.not_objects, noun)
    }

    /// "criticised the plan for its cost", "hit out at the council", "was praised by both sides"
    pub(super) fn stance(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        // "were opposed to the tax": a state, and the subject is who is in it.
        if passive
            && cue.via.is_empty()
            && self.agent(verb).is_none()
            && self.phrases(&[verb]).iter().any(|(mark, _)| *mark == "to")
        {
            return None;
        }
        let target = if cue.via.is_empty() {
            if passive { self.subject(verb) } else { self.object_of(verb) }
        } else {
            let via = |w: usize| self.marks(w).find(|&m| among(&cue.via, self.lower(m)));
            let phrases = self.phrases(&[verb]);
            let (mark, phrase) = phrases.iter().find_map(|(_, phrase)| Some((via(*phrase)?, *phrase)))?;
            found.cue.extend(Some(mark).filter(|_| cue.particle.is_some()));
            Some(phrase)
        };
        // "supports closing the mine"
        let doing = self.syntax.child(verb, &[Rel::Xcomp]).filter(|&c| c > verb && self.is_ing(c));
        if let Some(doing) = doing.filter(|_| target.is_none() && cue.via.is_empty() && !passive) {
            found.what(Role::Content, self.pieces(&self.syntax.subtree(doing, &[])));
            return Some(());
        }
        let target = target?;
        let clausal = matches!(self.syntax.upos(target), Upos::Verb | Upos::Aux);
        if !self.is_wanted(cue, target) || clausal {
            return None;
        }
        self.ground(cue, &[verb, target], found);
        found.who(cue.object.unwrap_or(Role::Target), Some(target));
        Some(())
    }

    /// The phrases that say what for; the person or thing before them does not reach over them.
    fn ground(&self, cue: &Cue, heads: &[usize], found: &mut Found) {
        // Under a thing a phrase is rather part of it: "opposed the plan for a harbour".
        let own: Vec<usize> = heads
            .iter()
            .copied()
            .filter(|&h| self.syntax.upos(h) == Upos::Verb || self.may_be(Kind::Somebody, h))
            .collect();
        let phrases = self.phrases(&own);
        // "denounced the law as a disgrace": the verdict keeps its "as".
        if let Some((_, verdict)) = phrases.iter().find(|(mark, _)| *mark == "as" && cue.preps.contains_key(*mark)) {
            found.what(Role::Content, self.phrase_pieces(*verdict, true));
        }
        self.bind(cue, &own, found);
        found.stops.extend(
            phrases.iter().filter(|(mark, _)| cue.preps.contains_key(*mark)).filter_map(|(_, w)| self.marks(*w).next()),
        );
    }

    /// "promised the families a boat", "offered to pay", "threatened that …", "was warned of a fault"
    pub(super) fn give(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let verb = self.sharing(verb).unwrap_or(verb);
        let thing = self.syntax.child(verb, &[Rel::Obj]).filter(|&o| o > verb);
        let hearer =
            if passive { self.subject(verb) } else { self.syntax.child(verb, &[Rel::Iobj]).filter(|&o| o > verb) };
        let (mut hearer, mut thing) = match (hearer, thing) {
            (None, None) if !passive => (None, self.object_of(verb)),
            pair => pair,
        };
        let heads: Vec<usize> = [Some(verb), hearer.or(thing)].into_iter().flatten().collect();
        self.ground(cue, &heads, found);
        let clause = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb);
        let to = self
            .infinitive(&heads)
            .filter(|&to| self.syntax.head(to) == Some(verb) || self.may_be(Kind::Somebody, heads[heads.len() - 1]));
        // One noun alone is the hearer where something else is said to it.
        let lone = if passive { hearer.filter(|_| thing.is_none()) } else { thing.filter(|_| hearer.is_none()) };
        if let Some(noun) = lone {
            let told = to.is_some() || clause.is_some() || cue.object == Some(Role::Addressee);
            if told && self.may_be(Kind::Somebody, noun) && !found.has(Role::Addressee) {
                (hearer, thing) = (Some(noun), None);
            } else {
                (hearer, thing) = (None, Some(noun));
            }
        }
        if clause.is_some() {
            // "admitted to reporters that …"
            found.what.retain(|(role, _)| *role != Role::Content);
            let to =
                self.phrases(&[verb]).into_iter().find(|(mark, w)| *mark == "to" && self.may_be(Kind::Somebody, *w));
            found.who(Role::Addressee, to.map(|(_, w)| w).filter(|_| !found.has(Role::Addressee) && hearer.is_none()));
        }
        let doing = self.syntax.child(verb, &[Rel::Xcomp]).filter(|&c| c > verb && self.is_ing(c) && thing.is_none());
        if let Some(noun) = thing {
            if !self.is_wanted(cue, noun) {
                return None;
            }
            found.what.retain(|(role, _)| *role != Role::Content);
            let taken: Vec<usize> = found.who.iter().map(|(_, head)| *head).chain([verb]).collect();
            found.what(Role::Content, self.pieces(&self.syntax.subtree(noun, &taken)));
        } else if let Some(to) = to.filter(|_| clause.is_none()) {
            found.what.retain(|(role, _)| *role != Role::Content);
            found.stops.extend(self.marks(to).next());
            found.what(Role::Content, self.deed(to, hearer));
        } else if let Some(doing) = doing {
            found.what(Role::Content, self.pieces(&self.syntax.subtree(doing, &[])));
        } else if !found.has(Role::Content) && (!passive || clause.is_some()) {
            found.what(Role::Content, self.reported(verb));
        }
        let unheard = |h: &usize| !found.has(Role::Addressee) && !self.is_among(&cue.not_objects, *h);
        found.who(Role::Addressee, hearer.filter(unheard));
        let enough = found.has(Role::Content) || cue.object.is_some_and(|role| found.has(role));
        enough.then_some(())
    }

    /// "neither confirmed nor disputed the account": the second verb has what the first one shares with it.
    fn sharing(&self, verb: usize) -> Option<usize> {
        let own = [Rel::Obj, Rel::Iobj, Rel::Ccomp, Rel::Xcomp, Rel::Obl];
        let next = self.syntax.child(verb, &[Rel::Conj]).filter(|&next| next == verb + 2)?;
        let lacks = self.syntax.child(verb, &own).is_none() && self.syntax.rel(verb + 1) == Rel::Cc;
        (lacks && self.syntax.child(next, &own).is_some()).then_some(next)
    }

    /// An infinitive with all that hangs on it, from its "to", or the "not" before it, on.
    fn deed(&self, to: usize, hearer: Option<usize>) -> Pieces {
        let dropped: Vec<usize> = hearer.into_iter().collect();
        let mark = self.marks(to).next().unwrap_or(to);
        let from = if mark > 0 && self.lower(mark - 1) == "not" { mark - 1 } else { mark };
        let mut words = self.syntax.subtree(to, &dropped);
        words.retain(|w| *w >= from);
        if words.first().is_some_and(|&first| first > from) {
            words.insert(0, from);
        }
        self.pieces(&words)
    }

    /// "ordered them to leave", "ordered the pit shut", "ordered flags to be lowered", "ordered an audit"
    pub(super) fn command(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let object = if passive { self.subject(verb) } else { self.object_of(verb) };
        let heads: Vec<usize> = [Some(verb), object].into_iter().flatten().collect();
        // "told them that nobody was to blame" orders nothing.
        // "told them what to say" neither.
        let that = |to: usize| {
            (verb..to).any(|w| self.syntax.upos(w) == Upos::Sconj && self.lower(w) == "that") || self.is_question(to)
        };
        if let Some(to) = self.infinitive(&heads).filter(|&to| to > verb && !that(to)) {
            let undergone = self.syntax.child(to, &[Rel::AuxPass, Rel::Cop]).is_some();
            let thing = object.filter(|&o| !passive && undergone && !self.may_be(Kind::Somebody, o));
            if let Some(thing) = thing {
                found.what(Role::Content, self.with(thing, to));
            } else {
                found.stops.extend(self.marks(to).next());
                found.what(Role::Content, self.deed(to, object));
                found.who(Role::Addressee, object);
            }
            return found.has(Role::Content).then_some(());
        }
        if cue.infinitive {
            return None;
        }
        let Some(object) = object else {
            let clause = self.syntax.child(verb, &[Rel::Ccomp]).filter(|&c| c > verb && self.is_result(c));
            found.what(
                Role::Content,
                clause.map_or_else(Pieces::default, |c| self.pieces(&self.syntax.subtree(c, &[]))),
            );
            return found.has(Role::Content).then_some(());
        };
        let result = self
            .syntax
            .children(verb)
            .iter()
            .chain(self.syntax.children(object))
            .copied()
            .find(|&c| c > object && c > verb && self.is_result(c));
        if let Some(result) = result {
            let out = self.syntax.upos(result) == Upos::Adv;
            found.what(
                Role::Content,
                if out { self.pieces(&self.syntax.subtree(result, &[])) } else { self.with(object, result) },
            );
            found.who(Role::Addressee, Some(object).filter(|&o| out && self.may_be(Kind::Somebody, o)));
        } else if self.is_among(&cue.objects, object) && !self.is_among(&cue.not_objects, object) {
            found.what(Role::Content, self.pieces(&self.syntax.subtree(object, &[verb])));
        }
        found.has(Role::Content).then_some(())
    }

    /// "shut", "lowered", "out": what is to become of a thing.
    fn is_result(&self, word: usize) -> bool {
        let participle = matches!(self.syntax.upos(word), Upos::Verb | Upos::Adj)
            && matches!(self.syntax.rel(word), Rel::Xcomp | Rel::Ccomp | Rel::Acl | Rel::Advcl | Rel::Amod)
            && !self.is_ing(word)
            && self.marks(word).next().is_none();
        participle || matches!(self.lower(word), "out" | "home" | "back" | "away" | "inside")
    }

    fn with(&self, object: usize, result: usize) -> Pieces {
        let mut words = self.syntax.subtree(object, &[]);
        words.extend(self.syntax.subtree(result, &[]));
        words.sort_unstable();
        words.dedup();
        self.pieces(&words)
    }

    /// "met the widows", "spoke with Baku by telephone", "the two sides talked"
    pub(super) fn mutual(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let subject = self.subject(verb).filter(|_| !passive)?;
        let phrases = self.phrases(&[verb]);
        if phrases.iter().any(|(mark, w)| among(&cue.bars, mark) || self.is_among(&cue.not_objects, *w)) {
            return None;
        }
        let with = phrases.iter().find(|(mark, w)| among(&cue.via, mark) && self.may_be(Kind::Somebody, *w));
        let object = self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]).filter(|&o| o > verb);
        let other = match (object, with) {
            (Some(object), _) if self.lower(object) == "each" => None,
            (Some(object), _) if cue.object.is_some() && self.may_be(Kind::Somebody, object) => Some(object),
            (Some(_), _) => return None,
            (None, Some((_, phrase))) => Some(*phrase),
            (None, None) => None,
        };
        // "Villagers spoke in Spanish" is no talk among them; "villagers met" is a meeting.
        let among = if cue.object.is_some() {
            self.are_several(subject)
        } else {
            self.are_counted(subject) && !self.is_ing(verb)
        };
        if other.is_none() && !among || self.quote_kind(&self.beside_only(verb)) != super::QuoteKind::None {
            return None;
        }
        found.who(Role::Addressee, other);
        self.ground(cue, &[verb], found);
        Some(())
    }

    /// "“Who pays?” she asked", "asked the county whether …", "Asked about the deal, he laughed"
    pub(super) fn ask(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let loose = self.syntax.child(verb, &[Rel::Nsubj, Rel::NsubjPass, Rel::Aux]).is_none();
        let answers = !passive && loose && self.syntax.rel(verb) == Rel::Advcl && !self.is_ing(verb);
        let hearer = if passive || answers {
            found.who.retain(|(role, _)| *role != Role::Speaker);
            found.who(Role::Speaker, self.agent(verb));
            self.subject(verb)
        } else {
            self.syntax.child(verb, &[Rel::Iobj, Rel::Obj]).filter(|&o| o > verb)
        };
        if self.lower(verb + 1) == "for" {
            return None;
        }
        let agent = self.agent(verb).filter(|_| passive || answers);
        let heads: Vec<usize> = std::iter::once(verb).chain(hearer.filter(|&h| h > verb)).chain(agent).collect();
        let question = |c: usize| {
            // "asked passengers who filmed it to come": a clause about the hearer.
            if self.syntax.rel(c) == Rel::AclRelcl && self.infinitive(&heads).is_some() {
                return false;
            }
            let words = self.syntax.subtree(c, &[]);
            let first = words.into_iter().find(|&w| self.syntax.upos(w) != Upos::Punct).unwrap_or(c);
            WH.contains(&self.lower(first))
        };
        let inner = heads.iter().flat_map(|&h| self.syntax.children(h)).copied().find(|&c| {
            c > verb
                && matches!(self.syntax.rel(c), Rel::Ccomp | Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::AclRelcl)
                && question(c)
        });
        if inner.is_none()
            && (self.infinitive(&heads).is_some() || self.phrases(&[verb]).iter().any(|(mark, _)| *mark == "for"))
        {
            return None;
        }
        let thing = hearer.filter(|&h| !(passive || answers || self.may_be(Kind::Somebody, h)));
        if let Some(inner) = inner {
            let core: Vec<usize> = hearer.into_iter().filter(|&h| h < inner).collect();
            found.what(Role::Content, self.pieces(&self.syntax.subtree(inner, &core)));
        } else {
            self.ground(cue, &heads, found);
            if !found.has(Role::Content) {
                let pieces = if answers { Pieces::default() } else { self.reported(verb) };
                let spoken =
                    self.quote_kind(&pieces) == super::QuoteKind::Direct || self.inverted(verb) || self.posed(verb);
                // "asked the two a simple question: Who pays?"
                let question = self.syntax.child(verb, &[Rel::Obj]).filter(|&q| q > verb && Some(q) != hearer);
                if spoken && (found.has(Role::Speaker) || passive) {
                    found.what(Role::Content, pieces);
                } else if let Some(question) = question.filter(|&q| self.is_among(&cue.objects, q)) {
                    found.what(Role::Content, self.pieces(&self.syntax.subtree(question, &[])));
                } else if let Some(thing) = thing.filter(|&t| !cue.objects.is_empty() && self.is_wanted(cue, t)) {
                    found.what(Role::Content, self.pieces(&self.syntax.subtree(thing, &[])));
                }
            }
        }
        found.who(Role::Addressee, hearer.filter(|_| thing.is_none()));
        found.has(Role::Content).then_some(())
    }

    /// Does a word that asks stand before the "to": "what to say"?
    pub(super) fn is_question(&self, to: usize) -> bool {
        let mark = self.marks(to).next().filter(|&mark| mark > 0);
        mark.is_some_and(|mark| WH.contains(&self.lower(mark - 1)))
    }

    /// "A reporter asked: Did the two discuss it?"
    fn posed(&self, verb: usize) -> bool {
        let end = self.sentence_words(verb).end;
        self.doc.word(verb + 1) == ":" && self.doc.word(end - 1) == "?"
    }

    /// "Would she publish them, a reporter asked": a question that is none of its sentence's grammar.
    fn inverted(&self, verb: usize) -> bool {
        let asked = self.syntax.head(verb).filter(|&asked| asked < verb && self.syntax.rel(verb) == Rel::Parataxis);
        asked.is_some_and(|asked| {
            let start = self.syntax.reach(asked, &[]).start;
            let subject = self.syntax.child(asked, &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl]);
            self.syntax.upos(start) == Upos::Aux && subject.is_some_and(|subject| start < subject)
        })
    }
}

const WH: &[&str] = &["whether", "if", "what", "who", "whom", "whose", "which", "why", "when", "where", "how"];
