//! What the viewer calls things: labels are data, in `words.toml`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// All labels.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    common: String,
    tone: Vec<Tone>,
    r#type: BTreeMap<String, Kind>,
    /// "person", "organisation".
    pub entity: Labels,
    /// "who speaks".
    pub role: Labels,
    /// "word for word".
    pub quote: Labels,
    /// "did not happen".
    pub polarity: Labels,
    /// "told with doubt".
    pub modality: Labels,
    /// "shortened".
    pub drift: Labels,
    /// What keys of `meta` are about.
    pub meta: Labels,
}

/// What readers are told for words of the record.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Labels(BTreeMap<String, String>);

impl Labels {
    /// The label of a word; without one it speaks for itself.
    pub(super) fn of<'a>(&'a self, word: &'a str) -> &'a str {
        self.0.get(word).map_or(word, String::as_str)
    }
}

/// What acts of several types are alike in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tone {
    /// What addresses and style sheets call it.
    pub name: String,
    /// What readers do: "accuses or opposes".
    pub label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kind {
    tone: String,
    verb: String,
    #[serde(default)]
    accusation: bool,
}

/// The labels of this program.
#[allow(clippy::expect_used, reason = "a file of the program itself, which a test reads")]
pub(super) static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("words.toml")).expect("words.toml is well formed"));

impl Words {
    /// Is a word in small letters one that says nothing about a topic?
    pub(super) fn is_common(&self, word: &str) -> bool {
        self.common.split_whitespace().any(|common| common == word)
    }

    /// The tones, in the order of legends.
    pub(super) fn tones(&self) -> &[Tone] {
        &self.tone
    }

    /// The tone of a type of act.
    pub(super) fn tone(&self, kind: &str) -> &Tone {
        let named = self.r#type.get(kind).and_then(|kind| self.tone_named(&kind.tone));
        named.unwrap_or(&self.tone[0])
    }

    /// The tone that an address names.
    pub(super) fn tone_named(&self, name: &str) -> Option<&Tone> {
        self.tone.iter().find(|tone| tone.name == name)
    }

    /// The place of a tone, and the types that tell it from others: its own, or of the first tone, to which all unknown types count, those of
    /// all others.
    pub(super) fn types(&self, name: &str) -> Option<(usize, Vec<&str>)> {
        let at = self.tone.iter().position(|tone| tone.name == name)?;
        let types = self.r#type.iter().filter(|(_, kind)| (kind.tone == name) == (at > 0));
        Some((at, types.map(|(name, _)| name.as_str()).collect()))
    }

    /// Each tone with the verbs of its types.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (&Tone, Vec<&str>)> {
        let verbs = |tone: &Tone| {
            self.r#type.values().filter(|kind| kind.tone == tone.name).map(|kind| kind.verb.as_str()).collect()
        };
        self.tone.iter().map(move |tone| (tone, verbs(tone)))
    }

    /// All types with their verbs.
    pub(super) fn verbs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.r#type.iter().map(|(name, kind)| (name.as_str(), kind.verb.as_str()))
    }

    /// Labels of what acts are besides their type.
    pub(super) fn labels(&self) -> BTreeMap<&str, &Labels> {
        BTreeMap::from([("quote", &self.quote), ("polarity", &self.polarity), ("modality", &self.modality)])
    }

    /// What somebody did: "declined to comment".
    pub(super) fn verb<'a>(&'a self, kind: &'a str) -> &'a str {
        self.r#type.get(kind).map_or(kind, |kind| &kind.verb)
    }

    /// The types by which somebody is held to have done wrong.
    pub(super) fn accusations(&self) -> impl Iterator<Item = &str> {
        self.r#type.iter().filter(|(_, kind)| kind.accusation).map(|(name, _)| name.as_str())
    }
}

/// A word of the record as the style sheet knows it: nothing where it is no plain word.
pub(super) fn class(word: &str) -> &str {
    if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') { word } else { "" }
}

/// A host for readers, who know it without "www.".
pub(super) fn outlet(host: Option<&str>) -> &str {
    host.filter(|host| !host.is_empty()).unwrap_or("unknown outlet")
}

/// "2 March 2026" of an ISO date, or what stands there.
pub(super) fn day(iso: &str) -> String {
    let date = chrono::NaiveDate::parse_from_str(iso, "%Y-%m-%d");
    date.map_or_else(|_| iso.to_owned(), |date| date.format("%-d %B %Y").to_string())
}

/// "1,234".
pub(super) fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    format!("{}{}", if number < 0 { "−" } else { "" }, groups.join(","))
}

/// How many these are, as the database counts.
pub(super) fn number<T>(these: &[T]) -> i64 {
    i64::try_from(these.len()).unwrap_or(i64::MAX)
}

/// "1 article", "2,000 articles".
pub(super) fn counted(number: i64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// The first words of a text, up to so many characters; where some are left out, an ellipsis says so.
pub(super) fn shortened(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let whole = text[..cut].rfind(char::is_whitespace).filter(|end| *end > cut / 2).unwrap_or(cut);
    format!("{}…", text[..whole].trim_end())
}

#[cfg(test)]
mod tests {
    use super::{WORDS, day, grouped, shortened};

    #[test]
    fn every_type_has_a_tone_of_the_list() {
        for (name, kind) in &WORDS.r#type {
            assert!(WORDS.tone_named(&kind.tone).is_some(), "{name}");
        }
    }

    #[test]
    fn numbers_days_and_cut_texts() {
        assert_eq!([0, 999, 1000, -1_234_567].map(grouped), ["0", "999", "1,000", "−1,234,567"]);
        assert_eq!(["2026-03-02", "March", ""].map(day), ["2 March 2026", "March", ""]);
        for (text, most, expected) in
            [("short", 9, "short"), ("one two three", 9, "one two…"), ("ééééé", 2, "éé…"), ("", 3, "")]
        {
            assert_eq!(shortened(text, most), expected);
        }
    }
}
