//! The shapes of appeals, of nouns that perform an act, behind a light verb or by themselves, and of verbs that stand alone.

use super::Role;
use super::clause::{View, WORDS};
use super::data::among;
use super::frames::Found;
use super::rule_file::{Cue, Kind};
use crate::syntax::{Rel, Upos};
use crate::text::{Span, Tok};

impl View<'_> {
    pub(super) fn appeal(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        // "begged the guard for water": the phrase may hang on whoever is asked.
        let object = self.syntax.child(verb, &[Rel::Obj]).filter(|_| among(&cue.via, "for"));
        let phrases = self.phrases(&std::iter::once(verb).chain(object).collect::<Vec<_>>());
        let mut hearer = if passive { self.subject(verb) } else { self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]) };
        let mut heads = vec![verb];
        if cue.via.is_empty() {
            heads.extend(hearer);
        } else {
            let (mark, phrase) = phrases.iter().find(|(mark, _)| among(&cue.via, mark)).copied()?;
            // "called him out for his vote"
            let particle = self.syntax.child(verb, &[Rel::CompoundPrt]).map(|p| self.lower(p));
            if particle.is_some_and(|particle| !among(&cue.via, particle)) {
                return None;
            }
            if mark == "for" && self.marked(phrase, "to") {
                // "calls for the ferries to be grounded"
                let from = self.marks(phrase).next().map_or(phrase, |mark| mark + 1);
                let clause = Span::<Tok>::new(from, self.syntax.reach(phrase, &[]).end.max(from));
                found.what(Role::Content, self.pieces(&clause.range().collect::<Vec<_>>()));
            } else if mark == "for" {
                // "called for its ferries to be grounded"
                let end = self.syntax.reach(phrase, &[]).end;
                let done = self.infinitive(&[verb, phrase]).filter(|&to| self.syntax.reach(to, &[]).start == end);
                let mut words = self.syntax.subtree(phrase, &self.marks(phrase).take(1).collect::<Vec<_>>());
                words.extend(done.into_iter().flat_map(|to| self.syntax.subtree(to, &[])));
                words.sort_unstable();
                words.dedup();
                found.what(Role::Content, self.pieces(&words));
                // "appealed to students for calm"
                let asked = |(mark, who): &&(&str, usize)| matches!(*mark, "to" | "with") && *who < phrase;
                hearer = hearer.or_else(|| phrases.iter().find(asked).map(|(_, who)| *who));
            } else {
                hearer = Some(phrase);
                heads.push(phrase);
            }
            if mark != "to" && mark != "with" {
                let particle = self.marks(phrase).next().or_else(|| self.syntax.child(verb, &[Rel::CompoundPrt]));
                found.cue.extend(particle.filter(|&word| word == verb + 1));
            }
        }
        let behind = || hearer.filter(|_| cue.infinitive).and_then(|hearer| self.infinitive_behind(hearer));
        let infinitive = self.infinitive(&heads).or_else(behind);
        // "asked them to forgive him": what is asked names the act.
        if !cue.words.is_empty() {
            let to = infinitive.filter(|&to| among(&cue.words, self.lemma(to)))?;
            found.who(Role::Addressee, hearer);
            self.bind(cue, &[to], found);
            return hearer.map(|_| ());
        }
        // "requests that no pictures be used"
        let that = || self.syntax.child(verb, &[Rel::Ccomp]).is_some_and(|clause| self.marked(clause, "that"));
        // "called on operators to ground wagons": an infinitive that the tree takes for a phrase.
        let aim = || {
            let end = hearer.map(|h| self.syntax.reach(h, &[]).end)?;
            let to = |(mark, phrase): &&(&str, usize)| *mark == "to" && self.marks(*phrase).next() == Some(end);
            phrases.iter().find(to).map(|(_, phrase)| *phrase)
        };
        let aim = if cue.infinitive && infinitive.is_none() && !that() { Some(aim()?) } else { None };
        if let Some(aim) = aim {
            found.stops.extend(self.marks(aim).next());
            found.what(Role::Content, self.phrase_pieces(aim, true));
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
        } else if !found.has(Role::Content) && (!cue.infinitive || that()) {
            let pieces = self.reported(verb);
            let aim = phrases.iter().find(|(mark, _)| *mark == "for" || *mark == "against");
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

    pub(super) fn light(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        let object = if passive { self.subject(verb) } else { self.syntax.child(verb, &[Rel::Obj]) }
            .or_else(|| self.phrases(&[verb]).into_iter().map(|(_, w)| w).next())?;
        let carries = |w: &usize| among(&cue.nouns, self.lemma(*w));
        let noun = std::iter::once(object)
            .chain(
                self.syntax
                    .children(object)
                    .iter()
                    .copied()
                    .filter(|&c| matches!(self.syntax.rel(c), Rel::Conj | Rel::Nmod)),
            )
            .find(carries)?;
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
        // "voiced hope that the truce would hold"
        let clause = || {
            let mut clauses = self.syntax.children(noun).iter().chain(self.syntax.children(verb)).copied();
            clauses.find(|&c| {
                c > noun && matches!(self.syntax.rel(c), Rel::Acl | Rel::Ccomp | Rel::Advcl) && self.marked(c, "that")
            })
        };
        if let Some(clause) = Some(()).filter(|()| found.what.is_empty()).and_then(|()| clause()) {
            found.what(Role::Content, self.pieces(&self.syntax.subtree(clause, &[])));
        }
        // "expressed her ‘deepest condolences’": an owner, whatever the tree says.
        let owns = |word: usize| matches!(self.lower(word), "her" | "his" | "their" | "its" | "our" | "my");
        found.who(Role::Addressee, self.syntax.child(verb, &[Rel::Iobj]).filter(|&hearer| !owns(hearer)));
        if let Some(role) = cue.owner.filter(|&role| !found.has(role)) {
            let owner = self.syntax.child(noun, &[Rel::NmodPoss]);
            found.who(role, owner.filter(|&owner| self.syntax.upos(owner) != Upos::Pron));
        }
        Some(())
    }

    pub(super) fn bare(&self, cue: &Cue, verb: usize, passive: bool, found: &mut Found) -> Option<()> {
        if !matches!(self.syntax.upos(verb), Upos::Verb) {
            return None;
        }
        // "was referred to a clinic"; "spoke with him of the flood"
        let undergone = passive && cue.subject_kind.is_some() && self.agent(verb).is_none();
        if undergone || self.phrases(&[verb]).iter().any(|(mark, _)| among(&cue.bars, mark)) {
            return None;
        }
        self.bind(cue, &[verb], found);
        if let Some(role) = cue.object {
            let object = self.syntax.child(verb, &[Rel::Obj, Rel::Iobj]);
            // "implored the governor to come" is an appeal with what it is for.
            let heads: Vec<usize> = std::iter::once(verb).chain(object).collect();
            if role == Role::Addressee && self.infinitive(&heads).is_some() {
                return None;
            }
            let object = object.filter(|&o| cue.objects.is_empty() || among(&cue.objects, self.lemma(o)));
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

    /// "Her appeal to the crew to speak up", "condolences came from Rome". A noun that has only an owner points back: "her
    /// appeal was heard".
    pub(super) fn noun(&self, cue: &Cue, word: usize, found: &mut Found) -> Option<()> {
        found.noun = Some(word);
        let somebody = |w: &usize| self.may_be(Kind::Somebody, *w);
        let from = |heads: &[usize]| {
            let phrases = self.phrases(heads).into_iter().filter(|(mark, _)| matches!(*mark, "from" | "by"));
            phrases.map(|(_, giver)| giver).find(somebody)
        };
        // "messages of condolence came from Rome"
        let whole = self.syntax.head(word).filter(|_| self.syntax.rel(word) == Rel::Nmod).unwrap_or(word);
        let came = || {
            let verb = self.syntax.head(whole).filter(|_| self.syntax.rel(whole).universal() == Rel::Nsubj)?;
            if WORDS.arrivals.contains(self.verb_lemma(verb)) { from(&[verb]) } else { None }
        };
        let giver = from(&[word]).or_else(came);
        let owner = self.syntax.child(word, &[Rel::NmodPoss]).filter(somebody);
        found.who(Role::Speaker, owner.or(giver));
        self.bind(cue, &[word], found);
        // "the bank's apology to its customers for the delay"
        let hearer = found.who.iter().find(|(role, _)| *role == Role::Addressee).map(|(_, hearer)| *hearer);
        if let Some(hearer) = hearer {
            self.bind(cue, &[hearer], found);
            found.stops.extend(self.phrases(&[hearer]).iter().flat_map(|(_, phrase)| self.marks(*phrase).take(1)));
        }
        let clause = self.syntax.children(word).iter().copied().find(|&c| {
            matches!(self.syntax.rel(c).universal(), Rel::Acl | Rel::Ccomp)
                && self.syntax.child(c, &[Rel::Mark]).is_some_and(|m| matches!(self.lower(m), "that" | "to"))
        });
        if let Some(clause) = clause.filter(|_| !found.has(Role::Content)) {
            let that = self.marks(clause).filter(|&m| self.lower(m) == "that").collect::<Vec<_>>();
            found.stops.extend(self.marks(clause).next());
            found.what(Role::Content, self.pieces(&self.syntax.subtree(clause, &that)));
        }
        let about = found.has(Role::Content) || found.has(Role::Occasion) || found.has(Role::Target);
        let between = found.has(Role::Speaker) || found.has(Role::Addressee);
        (giver.is_some() || about && between).then_some(())
    }
}
