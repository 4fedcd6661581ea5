//! The way back from a lemma: all the forms in which a text may show it.

use super::irregular::{NOUNS, VERBS};
use super::lemma::vowel;

/// One place in a word's paradigm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Plural,
    ThirdPerson,
    /// With the participle.
    Past,
    Ing,
}

pub(super) const VERB: [Slot; 3] = [Slot::ThirdPerson, Slot::Past, Slot::Ing];
pub(super) const NOUN: [Slot; 1] = [Slot::Plural];

impl Slot {
    /// Does a form stand here?
    pub(super) fn takes(self, form: &str, lemma: &str) -> bool {
        let ing = form.len() > lemma.len() && form.ends_with("ing");
        let s = form.len() > lemma.len() && form.ends_with('s');
        match self {
            Self::Plural => true,
            Self::ThirdPerson => s,
            Self::Past => !s && !ing,
            Self::Ing => ing,
        }
    }

    /// The form that stands here by the rules of spelling.
    pub(super) fn regular(self, lemma: &str) -> String {
        match self {
            Self::Plural | Self::ThirdPerson => with_s(lemma),
            Self::Past => with_ed(lemma),
            Self::Ing => with_ing(lemma),
        }
    }
}

/// The third person, the past with the participle where it differs, and the form in "-ing", in this order. Where two spellings
/// are in use ("travelled", "traveled") both are given.
#[must_use]
pub fn verb_forms(lemma: &str) -> Vec<String> {
    forms(lemma, &VERB, &VERBS.forms(lemma))
}

/// The plural of a noun, or the plurals; none of a noun that has only one form: "thanks".
#[must_use]
pub fn plurals(lemma: &str) -> Vec<String> {
    let slots: &[Slot] = if NOUNS.is_lone(lemma) { &[] } else { &NOUN };
    forms(lemma, slots, &NOUNS.forms(lemma))
}

/// What the table lists for each slot, else the regular form.
fn forms(lemma: &str, slots: &[Slot], listed: &[&str]) -> Vec<String> {
    let of = |slot: &Slot| {
        let own: Vec<String> =
            listed.iter().filter(|form| slot.takes(form, lemma)).map(|form| (*form).to_owned()).collect();
        if own.is_empty() { vec![slot.regular(lemma)] } else { own }
    };
    slots.iter().flat_map(of).collect()
}

fn with_s(word: &str) -> String {
    if let Some(stem) = consonant_y(word) {
        return format!("{stem}ies");
    }
    let hisses = word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh");
    let o = word.strip_suffix('o').is_some_and(|stem| stem.ends_with(|c| !vowel(c)));
    format!("{word}{}", if hisses || o { "es" } else { "s" })
}

fn with_ed(verb: &str) -> String {
    match consonant_y(verb) {
        Some(stem) => format!("{stem}ied"),
        None if verb.ends_with('e') => format!("{verb}d"),
        None => format!("{}ed", doubled(verb)),
    }
}

fn with_ing(verb: &str) -> String {
    if let Some(stem) = verb.strip_suffix("ie") {
        return format!("{stem}ying");
    }
    match verb.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => format!("{stem}ing"),
        Some(_) => format!("{verb}ing"),
        None => format!("{}ing", doubled(verb)),
    }
}

/// "deny" without its "y", but not "stay".
fn consonant_y(word: &str) -> Option<&str> {
    word.strip_suffix('y').filter(|stem| stem.ends_with(|c| !vowel(c)))
}

/// A verb of one syllable doubles a single consonant behind a single vowel: "beg", "plan". Which longer ones do ("admit", but
/// not "visit") goes by their stress, and stands in the table.
fn doubled(verb: &str) -> String {
    let Some(last) = verb.chars().last().filter(|&c| !vowel(c) && !matches!(c, 'w' | 'x' | 'h')) else {
        return verb.to_owned();
    };
    let stem = &verb[..verb.len() - last.len_utf8()];
    let onset = stem.strip_suffix(vowel).unwrap_or_default();
    // The "u" of "quip" is none, the "y" of "yap" neither.
    let onset = onset.strip_suffix("qu").or(onset.strip_prefix('y')).unwrap_or(onset);
    let doubles = stem.ends_with(vowel) && !stem.ends_with("qu") && !onset.contains(vowel);
    if doubles { format!("{verb}{last}") } else { verb.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{plurals, verb_forms};

    #[test]
    fn verbs() {
        for (verb, expected) in [
            ("deny", "denies denied denying"),
            ("say", "says said saying"),
            ("beg", "begs begged begging"),
            ("quip", "quips quipped quipping"),
            ("admit", "admits admitted admitting"),
            ("visit", "visits visited visiting"),
            ("agree", "agrees agreed agreeing"),
            ("lie", "lies lied lain lying"),
            ("stress", "stresses stressed stressing"),
            ("veto", "vetoes vetoed vetoing"),
            ("put", "puts put putting"),
            ("write", "writes written wrote writing"),
            ("travel", "travels traveled travelled traveling travelling"),
            ("bring", "brings brought bringing"),
            ("panic", "panics panicked panicking"),
            ("sue", "sues sued suing"),
            ("blorf", "blorfs blorfed blorfing"),
        ] {
            assert_eq!(verb_forms(verb).join(" "), expected);
        }
    }

    #[test]
    fn nouns() {
        for (noun, expected) in [
            ("claim", "claims"),
            ("story", "stories"),
            ("guess", "guesses"),
            ("policeman", "policemen"),
            ("crisis", "crises"),
            ("life", "lives"),
            ("hoax", "hoaxes"),
            ("echo", "echoes echos"),
            ("thanks", ""),
        ] {
            assert_eq!(plurals(noun).join(" "), expected);
        }
    }
}
