//! Dictionary forms of English words, by a table of irregular forms and the spelling rules for the rest.

use std::collections::HashMap;
use std::sync::LazyLock;

/// `form<TAB>lemma`, verbs and nouns; `#` starts a comment.
static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    let rows = include_str!("irregular.tsv").lines().filter(|row| !row.starts_with('#'));
    rows.filter_map(|row| row.split_once('\t'))
        .flat_map(|(forms, lemma)| forms.split(' ').map(move |f| (f, lemma)))
        .collect()
});

/// The lemma of a word, lower-cased. `verb` tells whether "-ed" and "-ing" are endings to take off; without it only
/// plurals are undone. British "-ise" and American "-ize" stay as written.
#[must_use]
pub fn lemma(word: &str, verb: bool) -> String {
    let word = word.to_lowercase().replace('’', "'");
    if let Some(known) = IRREGULAR.get(word.as_str()) {
        return (*known).to_owned();
    }
    if !word.is_ascii() || word.len() < 4 {
        return word;
    }
    if verb {
        if let Some(stem) = word.strip_suffix("ied") {
            return format!("{stem}y");
        }
        if word.ends_with("eed") {
            return word[..word.len() - 1].to_owned();
        }
        if let Some(stem) = word.strip_suffix("ed").or_else(|| word.strip_suffix("ing")) {
            return if stem.contains(vowel) { restore(stem) } else { word };
        }
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
        _ => word,
    }
}

fn vowel(letter: char) -> bool {
    matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Endings that carry no stress, after which neither a doubled consonant nor a mute "e" was lost.
const UNSTRESSED: &[&str] =
    &["er", "en", "on", "or", "it", "et", "el", "al", "om", "op", "il", "ip", "ot", "us", "ish"];

/// Undoes what "-ed" and "-ing" do to a stem: "admitt" is admit, "urg" urge, "settl" settle.
fn restore(stem: &str) -> String {
    if let Some(known) = IRREGULAR.get(format!("{stem}-").as_str()) {
        return (*known).to_owned();
    }
    let letters: Vec<char> = stem.chars().collect();
    let [.., c3, c2, c1] = letters[..] else { return stem.to_owned() };
    let doubled = c1 == c2 && !vowel(c1) && !matches!(c1, 'l' | 's' | 'z' | 'f') && letters.len() > 3;
    if doubled {
        return stem[..stem.len() - 1].to_owned();
    }
    let mute = matches!(c1, 'c' | 'v' | 'u' | 'z')
        || c1 == 's' && c2 != 's' && !stem.ends_with("us")
        || stem.ends_with("us") && (vowel(c3) || ["cus", "fus", "mus", "bus", "as"].iter().any(|e| stem.ends_with(e)))
        || c1 == 'g' && (matches!(c2, 'r' | 'd' | 'l') || ["ang", "eng", "ung"].iter().any(|e| stem.ends_with(e)))
        || c1 == 'l' && !vowel(c2) && !matches!(c2, 'r' | 'w' | 'l')
        || !vowel(c1)
            && !matches!(c1, 'w' | 'x' | 'h')
            && vowel(c2)
            && (!vowel(c3) || c3 == 'u' && letters.len() > 3 && letters[letters.len() - 4] == 'q')
            && !UNSTRESSED.iter().any(|ending| stem.ends_with(ending));
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
            ("losses", "loss"),
            ("boxes", "box"),
            ("crisis", "crisis"),
            ("status", "status"),
            ("charges", "charge"),
            ("Calls", "call"),
            ("news", "news"),
        ] {
            assert_eq!(lemma(form, false), expected, "{form}");
        }
    }
}
