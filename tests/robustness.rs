//! Broken text: whatever the words, no panic, no span outside the text, and work in proportion to length.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fmt::Write;

use common::onrecord_with;
use onrecord::output;
use onrecord::pipeline::Pipeline;
use onrecord::relation::RuleSet;
use onrecord::text::Article;
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

#[test]
fn ten_thousand_broken_sentences_lose_nothing() {
    let texts = articles();
    let mut lines = String::new();
    for (at, text) in texts.iter().enumerate() {
        writeln!(lines, "{}", json!({"id": at.to_string(), "text": text})).unwrap();
    }
    // A caught panic would tell of itself on standard error, in the status of the run and in its record.
    let run = onrecord_with(&["extract", "--keep-boilerplate", "--lang", "any", "-"], lines.as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let records = run.records();
    assert_eq!(records.len(), texts.len());
    let mut acts = 0;
    for (at, (record, text)) in records.iter().zip(&texts).enumerate() {
        assert_eq!(record["id"], at.to_string());
        assert_eq!(record["doc"]["status"], "ok", "{}", record["warnings"]);
        let codes: Vec<&Value> = record["warnings"].as_array().unwrap().iter().map(|w| &w["code"]).collect();
        assert!(codes.iter().all(|code| **code == "long_sentence"), "article {at}: {codes:?}");
        check(record, &text.chars().collect::<Vec<char>>(), "record");
        acts += record["relations"].as_array().unwrap().len();
    }
    // Broken, but not past reading: most sentences were about an act.
    assert!(acts > SENTENCES / 4, "{acts} acts");
}

/// What is asked of memory while an article becomes a record, how often and how much; and the acts that were found.
fn work(pipeline: &Pipeline, text: &str) -> ([u64; 2], usize) {
    let article = Article::new("a", text);
    let mut acts = 0;
    let asked = allocation_counter::measure(|| {
        let record = pipeline.record(article);
        acts = record.relations.len();
        output::line(&record).unwrap();
    });
    ([asked.count_total, asked.bytes_total], acts)
}

/// Seconds depend on what else the machine does; requests for memory do not, and every stage makes some for what it finds.
#[test]
fn work_grows_in_proportion_to_length() {
    const TIMES: u64 = 8;
    let pipeline = Pipeline::embedded().unwrap();
    // One sentence without an end has no tree and no acts: work for the stages before.
    let endless = "“We will not pay,” the miller said, adding that the council had denied it, according to a letter that the clerk ";
    for (sentence, acts_in_one) in [
        (endless, 0),
        ("“We will not pay,” the miller said, adding that the council had denied it. ", 3),
        ("He said she said they denied it. ", 2),
        ("Anna Berg accused Lucas Brandt of lying. He denied it. The mayor, Ms Berg, apologised.\n\n", 3),
    ] {
        let of = |times: u64| work(&pipeline, &sentence.repeat(usize::try_from(times * 40).unwrap()));
        // A first reading pays for what is made once.
        let (_, acts) = of(1);
        assert!(acts >= 40 * acts_in_one, "{sentence:?}: {acts} acts");
        let ((short, _), (long, _)) = (of(1), of(TIMES));
        for (what, short, long) in [("requests", short[0], long[0]), ("bytes", short[1], long[1])] {
            // Half as much again is for vectors that grow by doubling; a square would be eight times too much.
            assert!(2 * long < 3 * TIMES * short, "{sentence:?}: {short} {what}, {TIMES} times the length {long}");
        }
    }
}
