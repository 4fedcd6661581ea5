//! Entity spans over an article's words.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

use super::decode::{begin, decode};
use crate::model::Scores;
use crate::text::{Byte, Span, Tok};

/// Kind of a named entity.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "UPPERCASE")]
#[strum(serialize_all = "UPPERCASE")]
pub enum Class {
    /// Person.
    Per,
    /// Organisation, also an institution named by its building.
    Org,
    /// Place, also a country that acts.
    Loc,
    /// Nationality, people, event, work, law, product.
    Misc,
}

impl Class {
    /// All of them, in the order of the model's labels.
    pub const ALL: [Self; 4] = [Self::Per, Self::Org, Self::Loc, Self::Misc];

    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A named entity that the model found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tagged {
    /// Its words.
    pub words: Span<Tok>,
    /// What it is.
    pub class: Class,
    /// Mean probability of its words to be of this class.
    pub score: f32,
}

/// Finds the entities of each sentence, in text order. Quotes and other marks at an entity's ends, and the possessive
/// `'s` behind it, are no part of it.
#[must_use]
pub fn tag(text: &str, words: &[Span<Byte>], sentences: &[Span<Tok>], scores: &Scores) -> Vec<Tagged> {
    let mut found = Vec::new();
    for sentence in sentences {
        let path = decode(&scores.entities[sentence.range()], scores.scheme);
        let mut at = 0;
        while at < path.len() {
            let from = at;
            at += 1;
            // Labels go in pairs behind "O": B-PER, I-PER, B-ORG and so on.
            let Some(class) = path[from].checked_sub(1).map(|label| label / 2) else { continue };
            while at < path.len() && path[at] == begin(class) + 1 {
                at += 1;
            }
            let name = trim(Span::new(sentence.start + from, sentence.start + at), |word| words[word].of(text));
            if !name.is_empty() {
                let sum: f32 = scores.entities[name.range()].iter().map(|row| of_class(row, class)).sum();
                found.push(Tagged { words: name, class: Class::ALL[class], score: (sum / name.len() as f32).min(1.0) });
            }
        }
    }
    found
}

/// Probability of `B-X` or `I-X`.
fn of_class(row: &[f32; 9], class: usize) -> f32 {
    row[begin(class)].exp() + row[begin(class) + 1].exp()
}

fn trim<'t>(mut name: Span<Tok>, word: impl Fn(usize) -> &'t str) -> Span<Tok> {
    let mark = |word: &str| !word.chars().any(char::is_alphanumeric);
    while !name.is_empty() && (mark(word(name.end - 1)) || ["'s", "’s", "'S", "’S"].contains(&word(name.end - 1))) {
        name.end -= 1;
    }
    while !name.is_empty() && mark(word(name.start)) {
        name.start += 1;
    }
    name
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::tag;
    use crate::model::{ENTITY_LABELS, Scheme, Scores};
    use crate::text::Span;

    /// Tags words that the model is sure of: `Baku/B-LOC said/O`.
    fn tagged(marked: &str, scheme: Scheme) -> Vec<String> {
        let (mut text, mut words, mut scores) = (String::new(), Vec::new(), Scores { scheme, ..Scores::default() });
        for part in marked.split_whitespace() {
            let (word, label) = part.rsplit_once('/').unwrap();
            let start = text.len();
            text.push_str(word);
            words.push(Span::new(start, text.len()));
            text.push(' ');
            scores.entities.push(ENTITY_LABELS.map(|name| if name == label { 0.98f32 } else { 0.0025 }.ln()));
        }
        let sentence = Span::new(0, words.len());
        tag(&text, &words, &[sentence], &scores)
            .into_iter()
            .map(|found| {
                let bytes = Span::new(words[found.words.start].start, words[found.words.end - 1].end);
                assert!((found.score - 0.9825).abs() < 1e-3);
                format!("{} {}", found.class.name(), bytes.of(&text))
            })
            .collect()
    }

    macro_rules! tags {
        ($scheme:ident: $($name:ident: $marked:literal => $expected:expr;)*) => {
            $(#[test] fn $name() { assert_eq!(tagged($marked, Scheme::$scheme), $expected as [&str; _]); })*
        };
    }

    tags! { Iob1:
        inside_begins: "Ilham/I-PER Aliyev/I-PER left/O Baku/I-LOC" => ["PER Ilham Aliyev", "LOC Baku"];
        begin_parts: "Baku/I-LOC Ganja/B-LOC City/I-LOC" => ["LOC Baku", "LOC Ganja City"];
        classes_part: "Russian/I-MISC Gazprom/I-ORG" => ["MISC Russian", "ORG Gazprom"];
    }

    tags! { Iob2:
        nothing: "It/O rained/O" => [];
        two: "Ilham/B-PER Aliyev/I-PER left/O Baku/B-LOC" => ["PER Ilham Aliyev", "LOC Baku"];
        adjacent: "Russian/B-MISC Gazprom/B-ORG" => ["MISC Russian", "ORG Gazprom"];
        possessive: "Reuters/B-ORG 's/I-ORG report/O" => ["ORG Reuters"];
        curly_possessive: "Reuters/B-ORG ’s/I-ORG" => ["ORG Reuters"];
        plural_possessive: "Ministers/B-ORG ’/I-ORG" => ["ORG Ministers"];
        quotes: "“/B-MISC Titanic/I-MISC ”/I-MISC" => ["MISC Titanic"];
        inner_mark_stays: "AT/B-ORG &/I-ORG T/I-ORG" => ["ORG AT & T"];
        lone_mark: "—/B-ORG" => [];
    }
}
