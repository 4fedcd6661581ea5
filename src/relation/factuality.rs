//! Did the act take place, and how sure is that?

use std::sync::LazyLock;

use serde::Deserialize;

use super::clause::View;
use super::data::List;
use super::{Modality, Polarity};
use crate::syntax::{Rel, Upos};
use crate::text::embedded;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    negators: List,
    nobody: List,
    nothing: List,
    refusals: List,
    does: List,
    plans: List,
    likely: List,
    future: List,
    possible: List,
    able: List,
    hedges: List,
    conditions: List,
    wishes: List,
    wants: List,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| embedded("relation/factuality.toml", include_str!("factuality.toml")));

impl View<'_> {
    /// Polarity and modality of what a verb says; `None` where nobody acts at all ("urged him to apologise").
    pub fn factuality(&self, verb: usize) -> Option<(Polarity, Modality)> {
        let (mut polarity, mut modality) = self.own_words(verb);
        let mut at = verb;
        // What stands over the verb colours it too: "refused to say", "is expected to condemn", "if he denies".
        for _ in 0..8 {
            let Some(head) = self.syntax.head(at) else { break };
            let over = self.verb_lemma(head);
            let bare = self.syntax.child(at, &[Rel::Aux, Rel::AuxPass, Rel::Nsubj, Rel::NsubjPass]).is_none();
            match self.syntax.rel(at) {
                rel if self.marked(at, "to") => {
                    let yet = self.syntax.children(head).iter().any(|&c| self.lower(c) == "yet");
                    if WORDS.refusals.contains(over) || over == "have" && yet {
                        polarity = Polarity::Negative;
                    } else if WORDS.plans.contains(over) {
                        modality = modality.max(Modality::Future);
                    } else if WORDS.likely.contains(over) {
                        modality = modality.max(Modality::Hedged);
                    } else if !WORDS.does.contains(over) && !matches!(rel, Rel::Root) {
                        return None;
                    }
                    let (over_polarity, over_modality) = self.own_words(head);
                    if over_polarity == Polarity::Negative {
                        polarity = Polarity::Negative;
                    }
                    modality = modality.max(over_modality);
                }
                Rel::Xcomp => {
                    if WORDS.refusals.contains(over) {
                        polarity = Polarity::Negative;
                    }
                    let (_, over_modality) = self.own_words(head);
                    modality = modality.max(over_modality);
                }
                Rel::Conj => {
                    // Only a verb without its own subject and auxiliary shares what stands before the first one.
                    if !bare {
                        break;
                    }
                    let (first_polarity, first_modality) = self.own_words(head);
                    let or = self.syntax.children(at).iter().any(|&c| matches!(self.lower(c), "or" | "nor"));
                    if first_polarity == Polarity::Negative && or {
                        polarity = Polarity::Negative;
                    }
                    modality = modality.max(first_modality);
                }
                // "stopped short of promising"
                Rel::Advcl | Rel::Acl | Rel::Ccomp if self.marked(at, "of") && self.falls_short(head) => {
                    polarity = Polarity::Negative;
                    break;
                }
                Rel::Advcl | Rel::Acl if self.marked(at, "of") || self.marked(at, "for") || self.marked(at, "from") => {
                    return None;
                }
                Rel::Advcl if self.marked(at, "without") => {
                    // "It goes without saying": nobody says anything.
                    if over == "go" {
                        return None;
                    }
                    polarity = Polarity::Negative;
                }
                _ => break,
            }
            at = head;
        }
        // "Lawmakers demanded that the bank apologise."
        let asked = self.marked(at, "whether") || self.marked(at, "if");
        if !asked && self.syntax.rel(at) == Rel::Ccomp && self.syntax.head(at).is_some_and(|h| self.is_wish(h)) {
            return None;
        }
        if self.asks(verb) {
            modality = modality.max(Modality::Hypothetical);
        }
        Some((polarity, modality))
    }

    fn falls_short(&self, word: usize) -> bool {
        let words =
            std::iter::once(word).chain(self.syntax.head(word)).chain(self.syntax.children(word).iter().copied());
        let lemmas: Vec<&str> = words.map(|w| self.verb_lemma(w)).collect();
        ["stop", "fall"].iter().any(|verb| lemmas.contains(verb)) && lemmas.contains(&"short")
    }

    fn is_wish(&self, verb: usize) -> bool {
        WORDS.wants.contains(self.verb_lemma(verb))
    }

    /// What the verb's own auxiliaries, adverbs and subject say.
    fn own_words(&self, verb: usize) -> (Polarity, Modality) {
        let (mut polarity, mut modality) = (Polarity::Positive, Modality::Asserted);
        for &child in self.syntax.children(verb) {
            let word = self.lower(child);
            match self.syntax.rel(child) {
                Rel::Aux if WORDS.future.contains(word) => modality = modality.max(Modality::Future),
                Rel::Aux if WORDS.possible.contains(word) => modality = modality.max(Modality::Hedged),
                Rel::Mark | Rel::Advmod if WORDS.conditions.contains(word) => {
                    modality = modality.max(Modality::Conditional);
                }
                // "Asked if he would resign" is a question, no condition.
                Rel::Advcl
                    if ["if", "unless"].iter().any(|word| self.marked(child, word)) && self.lower(verb) != "asked" =>
                {
                    modality = modality.max(Modality::Conditional);
                }
                Rel::Mark if WORDS.wishes.contains(word) => modality = modality.max(Modality::Hypothetical),
                Rel::Advmod | Rel::CcPreconj | Rel::Cc if WORDS.negators.contains(word) => {
                    polarity = Polarity::Negative;
                }
                Rel::Advmod if WORDS.hedges.contains(word) => modality = modality.max(Modality::Hedged),
                Rel::Nsubj | Rel::NsubjPass => {
                    let none = self.syntax.children(child).iter().any(|&c| {
                        matches!(self.syntax.rel(c), Rel::Det | Rel::CcPreconj | Rel::Cc)
                            && WORDS.nobody.contains(self.lower(c))
                    });
                    if none || WORDS.nobody.contains(word) || word == "no" {
                        polarity = Polarity::Negative;
                    }
                }
                // "promised them nothing", "could confirm neither account"
                Rel::Obj if WORDS.nothing.contains(word) || self.has_no(child) => polarity = Polarity::Negative,
                _ => {}
            }
        }
        // "Had he apologised, …"
        let inverted = self.syntax.child(verb, &[Rel::Aux]).zip(self.syntax.child(verb, &[Rel::Nsubj]));
        if self.syntax.rel(verb) == Rel::Advcl && inverted.is_some_and(|(aux, subject)| aux < subject) {
            modality = modality.max(Modality::Conditional);
        }
        // "She would not say" is a refusal that took place, and who cannot say does not.
        let able = self.syntax.child(verb, &[Rel::Aux]).is_some_and(|aux| WORDS.able.contains(self.lower(aux)));
        let refused = modality == Modality::Future || modality == Modality::Hedged && able;
        if polarity == Polarity::Negative && refused {
            modality = Modality::Asserted;
        }
        (polarity, modality)
    }

    /// The words by which an act is refused or negated: "declined to", "did not".
    pub fn denying_words(&self, verb: usize) -> Vec<usize> {
        let mut words: Vec<usize> = Vec::new();
        for &child in self.syntax.children(verb) {
            if self.syntax.rel(child) == Rel::Advmod && WORDS.negators.contains(self.lower(child)) {
                words.push(child);
                words.extend(
                    self.syntax.children(verb).iter().copied().filter(|&c| self.syntax.rel(c) == Rel::Aux && c < child),
                );
            }
        }
        words.extend(self.refusal(verb));
        words
    }

    /// The verb of refusing over an infinitive: "refused to say".
    pub fn refusal(&self, verb: usize) -> Option<usize> {
        self.syntax.head(verb).filter(|&h| self.marked(verb, "to") && WORDS.refusals.contains(self.verb_lemma(h)))
    }

    /// Is it refused, or said with "would not", rather than only not done?
    pub fn is_declined(&self, verb: usize) -> bool {
        let aux = self.syntax.child(verb, &[Rel::Aux]);
        self.refusal(verb).is_some() || aux.is_some_and(|aux| WORDS.future.contains(self.lower(aux)))
    }

    /// Is the verb part of a question that the writer asks?
    fn asks(&self, verb: usize) -> bool {
        let words = self.sentence_words(verb);
        let main = self.syntax.rel(verb) == Rel::Root && self.syntax.upos(verb) == Upos::Verb;
        let question = || self.doc.word(words.end - 1) == "?" && !self.doc.is_quoted(words.end - 1);
        // "A reporter asked: Did they meet?" asks no question itself.
        main && question() && !(verb..words.end).any(|w| self.doc.word(w) == ":")
    }

    /// Is a noun denied by its own determiner: "no reference"?
    pub fn has_no(&self, noun: usize) -> bool {
        self.syntax
            .children(noun)
            .iter()
            .any(|&c| self.syntax.rel(c) == Rel::Det && WORDS.nobody.contains(self.lower(c)))
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::Sample;
    use crate::relation::clause::View;

    /// Polarity and modality of what a verb says, or `no act`.
    fn factuality(text: &str, verb: &str) -> String {
        let sample = Sample::of(text);
        let view = View { doc: &sample.doc, syntax: &sample.syntax };
        let found = view.factuality(sample.word(verb));
        found.map_or("no act".to_owned(), |(polarity, modality)| format!("{} {}", polarity.name(), modality.name()))
    }

    macro_rules! facts {
        ($($name:ident: $text:literal, $verb:literal => $expected:literal;)*) => { $(
            #[test]
            fn $name() { assert_eq!(factuality($text, $verb), $expected); }
        )* };
    }

    facts! {
        told_as_a_fact: "The mayor denied the report.", "denied" => "positive asserted";
        not_done: "The mayor did not deny the report.", "deny" => "negative asserted";
        never_done: "The mayor never denied the report.", "denied" => "negative asserted";
        done_by_nobody: "Nobody denied the report.", "denied" => "negative asserted";
        done_by_no_officer: "No officer denied the report.", "denied" => "negative asserted";
        refused: "The mayor refused to deny the report.", "deny" => "negative asserted";
        would_not: "The mayor would not deny the report.", "deny" => "negative asserted";
        without_doing_it: "The mayor left without denying the report.", "denying" => "negative asserted";
        still_to_come: "The mayor will deny the report.", "deny" => "positive future";
        planned: "The mayor plans to deny the report.", "deny" => "positive future";
        able_to_do_it: "The mayor was able to deny the report.", "deny" => "positive asserted";
        quick_to_do_it: "The mayor was quick to deny the report.", "deny" => "positive asserted";
        forced_to_do_it: "The mayor was forced to deny the report.", "deny" => "positive asserted";
        unable_to_do_it: "The mayor was unable to deny the report.", "deny" => "negative asserted";
        keen_to_do_it: "The mayor is keen to deny the report.", "deny" => "positive future";
        possible: "The mayor may deny the report.", "deny" => "positive hedged";
        hedged_by_an_adverb: "The mayor reportedly denied the report.", "denied" => "positive hedged";
        expected: "The mayor is expected to deny the report.", "deny" => "positive future";
        on_a_condition: "If the mayor denies the report, the court will wait.", "denies" => "positive conditional";
        asked_by_the_writer: "Has the mayor denied the report?", "denied" => "positive hypothetical";
        urged_to_do_it: "The union urged the mayor to deny the report.", "deny" => "no act";
        the_second_verb_shares_the_auxiliary: "The mayor will come and deny the report.", "deny" => "positive future";
        the_second_verb_with_its_own_subject_does_not:
            "The mayor did not come, and the union denied the report.", "denied" => "positive asserted";
        neither_nor: "The mayor neither confirmed nor denied the report.", "denied" => "negative asserted";
        goes_without_saying: "It goes without saying that the dam is old.", "saying" => "no act";
    }

    #[test]
    fn the_word_file_is_read() {
        let lists = &*super::WORDS;
        for list in [
            &lists.negators,
            &lists.nobody,
            &lists.nothing,
            &lists.refusals,
            &lists.does,
            &lists.plans,
            &lists.likely,
            &lists.future,
            &lists.possible,
            &lists.able,
            &lists.hedges,
            &lists.conditions,
            &lists.wishes,
            &lists.wants,
        ] {
            assert!(!list.is_empty());
        }
    }
}
