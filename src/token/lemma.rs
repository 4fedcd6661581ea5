//! Dictionary forms of English words: what spelling tells is a rule, what it does not tell stands in a table.

use super::irregular::{NOUNS, VERBS};

/// The lemma of a word, lower-cased. `verb` tells whether it is read as a verb, with "-ed", "-ing" and "-s" as endings, or as
/// a noun, of which only the plural is undone. British "-ise" and American "-ize" stay as written.
#[must_use]
pub fn lemma(word: &str, verb: bool) -> String {
    let word = word.to_lowercase().replace('’', "'");
    let table = if verb { &VERBS } else { &NOUNS };
    match table.lemma(&word) {
        Some(known) => known.to_owned(),
        None if verb => verb_by_spelling(&word),
        None => without_s(&word),
    }
}

/// Undoes what the endings of verbs do to the spelling.
pub(super) fn verb_by_spelling(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ied") {
        return format!("{stem}y");
    }
    if word.ends_with("eed") {
        return word[..word.len() - 1].to_owned();
    }
    match word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")) {
        Some(stem) if stem.contains(vowel) => restore(stem),
        Some(_) => word.to_owned(),
        None => without_s(word),
    }
}

/// Undoes the plural, or the third person.
pub(super) fn without_s(word: &str) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    match word.strip_suffix("es") {
        Some(stem) if stem.ends_with(['x', 'o']) || ["ss", "sh", "ch", "zz"].iter().any(|e| stem.ends_with(e)) => {
            return stem.to_owned();
        }
        _ => {}
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.ends_with(['s', 'u', 'i']) => stem.to_owned(),
        _ => word.to_owned(),
    }
}

pub(super) fn vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Endings that carry no stress, after which neither a doubled consonant nor a mute "e" was lost.
const UNSTRESSED: &[&str] =
    &["er", "en", "on", "or", "it", "et", "el", "al", "om", "op", "il", "ip", "ot", "us", "ish"];

/// Undoes what "-ed" and "-ing" do to a stem: "admitt" is admit, "urg" urge, "settl" settle, "negotiat" negotiate.
fn restore(stem: &str) -> String {
    let letters: Vec<char> = stem.chars().collect();
    let [.., c3, c2, c1] = letters[..] else { return stem.to_owned() };
    let ends = |endings: &[&str]| endings.iter().any(|ending| stem.ends_with(ending));
    let doubled = c1 == c2 && !vowel(c1) && !matches!(c1, 'l' | 's' | 'z' | 'f') && letters.len() > 3;
    if doubled {
        return stem[..stem.len() - 1].to_owned();
    }
    let mute = matches!(c1, 'c' | 'v' | 'u' | 'z')
        || c1 == 's' && c2 != 's' && !stem.ends_with("us")
        || stem.ends_with("us") && (vowel(c3) || ends(&["cus", "fus", "mus", "bus", "as"]))
        || c1 == 'g' && (matches!(c2, 'r' | 'd' | 'l') || ends(&["ang", "eng", "ung"]))
        || c1 == 'l' && !vowel(c2) && !matches!(c2, 'r' | 'w' | 'l')
        || ends(&["iat", "uat"])
        || !vowel(c1)
            && !matches!(c1, 'w' | 'x' | 'h')
            && vowel(c2)
            && (!vowel(c3) || c3 == 'u' && letters.len() > 3 && letters[letters.len() - 4] == 'q')
            && !ends(UNSTRESSED);
    if mute { format!("{stem}e") } else { stem.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::lemma;

    #[test]
    fn verbs() {
        for (form, expected) in [
            ("said", "say"),
            ("told", "tell"),
            ("denied", "deny"),
            ("denies", "deny"),
            ("urged", "urge"),
            ("urging", "urge"),
            ("accused", "accuse"),
            ("apologised", "apologise"),
            ("apologizing", "apologize"),
            ("admitted", "admit"),
            ("added", "add"),
            ("noted", "note"),
            ("quoted", "quote"),
            ("cited", "cite"),
            ("stated", "state"),
            ("called", "call"),
            ("stressed", "stress"),
            ("agreed", "agree"),
            ("offered", "offer"),
            ("mentioned", "mention"),
            ("visited", "visit"),
            ("warned", "warn"),
            ("blamed", "blame"),
            ("explained", "explain"),
            ("argued", "argue"),
            ("condemned", "condemn"),
            ("repeated", "repeat"),
            ("provided", "provide"),
            ("required", "require"),
            ("says", "say"),
            ("expressing", "express"),
            ("reported", "report"),
            ("made", "make"),
            ("was", "be"),
            ("'s", "'s"),
            ("settled", "settle"),
            ("refused", "refuse"),
            ("promised", "promise"),
            ("tweeted", "tweet"),
            ("pledged", "pledge"),
            ("hoping", "hope"),
            ("repudiated", "repudiate"),
            ("underscored", "underscore"),
            ("underscores", "underscore"),
            ("excoriated", "excoriate"),
            ("negotiating", "negotiate"),
            ("Negotiated", "negotiate"),
            ("focuses", "focus"),
            ("lives", "live"),
            ("soothed", "soothe"),
            ("rebutted", "rebut"),
            ("don’t", "don't"),
        ] {
            assert_eq!(lemma(form, true), expected, "{form}");
        }
    }

    #[test]
    fn nouns() {
        for (form, expected) in [
            ("condolences", "condolence"),
            ("ministries", "ministry"),
            ("women", "woman"),
            ("policemen", "policeman"),
            ("specimen", "specimen"),
            ("losses", "loss"),
            ("boxes", "box"),
            ("crisis", "crisis"),
            ("crises", "crisis"),
            ("status", "status"),
            ("charges", "charge"),
            ("Calls", "call"),
            ("news", "news"),
            ("shoes", "shoe"),
            ("viruses", "virus"),
            ("avalanches", "avalanche"),
            ("chaos", "chaos"),
            ("calories", "calorie"),
            ("lives", "life"),
            ("taxes", "tax"),
        ] {
            assert_eq!(lemma(form, false), expected, "{form}");
        }
    }
}
