//! Broken text: whatever the words, no panic, no span outside the text, and time in proportion to length.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fmt::Write;
use std::time::{Duration, Instant};

use common::onrecord_with;
use onrecord::relation::RuleSet;
use serde_json::{Value, json};

/// The rule files' own sentences, each broken in many ways.
const SENTENCES: usize = 10_000;
const IN_ONE_ARTICLE: usize = 25;

/// Words of several code points, without width, of other scripts, of letters that grow when lowered.
const ODD: [&str; 9] = ["👩\u{200d}👩\u{200d}👧", "e\u{301}", "\u{200b}", "İ", "ﬁ", "\u{a0}", "a\u{fe0f}", "عربي", "𝒳"];

/// A small generator of the xorshift family (Marsaglia 2003): the same sentences in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.roll(from.len())]
    }
}

fn broken(sentence: &str, other: &str, dice: &mut Dice) -> String {
    let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(words.len());
        match dice.roll(13) {
            0 => words.insert(
                at,
                dice.pick(&["“", "”", "\"", "‘", "’", "'", "«", "(", ")", "[", "—", ":", "…", "?", "\n\n"]).into(),
            ),
            1 => words.truncate(at + 1),
            2 => words = words.split_off(at),
            3 => words.extend_from_within(at..),
            4 => words.insert(at, words[at].clone()),
            5 => words[at] = words[at].to_uppercase(),
            6 => words[at] = words[at].to_lowercase(),
            7 => words[at].retain(char::is_alphanumeric),
            8 => words[at] = dice.pick(&ODD).into(),
            9 => words.extend(other.split(' ').map(str::to_owned)),
            10 => words.insert(
                at,
                dice.pick(&["said", "denied that", "according to", "as saying", "told", "who", "and"]).into(),
            ),
            11 => {
                let with = dice.roll(words.len());
                words.swap(at, with);
            }
            _ => words[at] = words[at].replace(['“', '”', '"', '.', ','], ""),
        }
    }
    words.join(if dice.roll(20) == 0 { "" } else { " " })
}

fn articles() -> Vec<String> {
    let rules = RuleSet::embedded().unwrap();
    let sources: Vec<&str> = rules
        .rules()
        .iter()
        .flat_map(|rule| rule.examples().map(|e| &*e.text).chain(rule.silent().map(|s| &*s.text)))
        .collect();
    let mut dice = Dice(0x6f6e_7265_636f_7264);
    let mut all = Vec::new();
    for _ in 0..SENTENCES / IN_ONE_ARTICLE {
        let mut text = String::new();
        for _ in 0..IN_ONE_ARTICLE {
            let (one, other) = (dice.pick(&sources), dice.pick(&sources));
            let gap = dice.pick(&["\n\n", "\n", " ", " ", ""]);
            write!(text, "{}{gap}", broken(one, other, &mut dice)).unwrap();
        }
        all.push(text);
    }
    all
}

/// Every `start`, `end` and `text` below a value of a record, held against the article.
fn check(value: &Value, article: &[char], path: &str) {
    match value {
        Value::Object(fields) => {
            if let (Some(start), Some(end)) =
                (fields.get("start").and_then(Value::as_u64), fields.get("end").and_then(Value::as_u64))
            {
                let (start, end) = (usize::try_from(start).unwrap(), usize::try_from(end).unwrap());
                assert!(start <= end && end <= article.len(), "{path}: {start}..{end} of {}", article.len());
                if let Some(text) = fields.get("text").and_then(Value::as_str) {
                    let pieces = fields.get("spans").and_then(Value::as_array).filter(|pieces| pieces.len() > 1);
                    let at = |place: &Value| usize::try_from(place.as_u64().unwrap()).unwrap();
                    let cut = |start: usize, end: usize| article[start..end].iter().collect::<String>();
                    let words: Vec<String> = match pieces {
                        Some(pieces) => pieces.iter().map(|piece| cut(at(&piece[0]), at(&piece[1]))).collect(),
                        None => vec![cut(start, end)],
                    };
                    assert_eq!(text, words.join(" "), "{path}");
                }
            }
            fields.iter().for_each(|(name, inner)| check(inner, article, &format!("{path}.{name}")));
        }
        Value::Array(rows) => rows.iter().for_each(|row| check(row, article, path)),
        _ => {}
    }
}

fn extract(texts: &[String]) -> (Vec<Value>, Duration) {
    let mut lines = String::new();
    for (at, text) in texts.iter().enumerate() {
        writeln!(lines, "{}", json!({"id": at.to_string(), "text": text})).unwrap();
    }
    let began = Instant::now();
    let run = onrecord_with(&["extract", "--keep-boilerplate", "--progress", "off", "-"], lines.as_bytes());
    assert!(run.status == 0 || run.status == 3, "{}: {}", run.status, run.stderr);
    (run.records(), began.elapsed())
}

#[test]
fn ten_thousand_broken_sentences_lose_nothing() {
    let texts = articles();
    let (records, _) = extract(&texts);
    assert_eq!(records.len(), texts.len());
    let mut acts = 0;
    for record in &records {
        assert!(record.get("error").is_none(), "{record}");
        let at: usize = record["id"].as_str().unwrap().parse().unwrap();
        let article: Vec<char> = texts[at].chars().collect();
        check(record, &article, "record");
        acts += record["relations"].as_array().unwrap().len();
    }
    // Broken, but not past reading: most sentences were about an act.
    assert!(acts > SENTENCES / 4, "{acts} acts");
}

#[test]
fn time_grows_in_proportion_to_length() {
    let sentence = "“We will not pay,” the miller said, adding that the council had denied it, according to a letter that the clerk ";
    let of = |times: usize| sentence.repeat(times);
    // A first run pays for what is loaded once.
    let (_, start) = extract(&[of(1)]);
    let (_, short) = extract(&[of(150)]);
    let (_, long) = extract(&[of(1200)]);
    let (short, long) = (short.saturating_sub(start), long.saturating_sub(start));
    // Eight times the length: twenty times the time leaves room for a busy machine, and none for a square.
    assert!(long < short.max(Duration::from_millis(100)) * 20, "{short:?} for 150, {long:?} for 1,200");
}
