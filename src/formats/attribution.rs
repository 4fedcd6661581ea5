//! Attribution corpora as JSONL: relations with `source`, `cue` and `content`.
//!
//! The source is the speaker; `ignore` spans do not count. What is marked as no act of speech (`core` false, or one of the
//! types that are never one where the mark is missing) neither counts nor costs: its cue is ignored. Types were given there
//! by a table from the cue, so they are approximate here too: see [`TYPES`]. One that has no counterpart keeps its name, is
//! scored under it, and is counted in a remark. Modality, chains and answers are not labelled.

use super::error::FormatError;
use super::files::read_text;
use super::found::Found;
use super::graph::Left;
use crate::eval::{Arg, Cue, Extent, GoldFile, Labels, Relation};
use crate::record::{Polarity, QuoteKind, Role};
use serde::Deserialize;
use std::path::Path;

const EXPECTED: &str = "an article with `id`, `text` and `relations` of `type`, `cue`, `source`, `content`";

/// Their types and ours.
const TYPES: [(&str, &str); 29] = [
    ("say", "said"),
    ("report", "said"),
    ("announce", "said"),
    ("tell", "told"),
    ("deny", "denied"),
    ("condole", "condoled"),
    ("urge", "urged"),
    ("accuse", "accused"),
    ("apologise", "apologised"),
    ("reject", "rejected"),
    ("order", "ordered"),
    ("demand", "demanded"),
    ("decline_comment", "declined_comment"),
    ("claim", "claimed"),
    ("confirm", "confirmed"),
    ("admit", "admitted"),
    ("warn", "warned"),
    ("promise", "promised"),
    ("thank", "thanked"),
    ("criticise", "criticised"),
    ("praise", "praised"),
    ("threaten", "threatened"),
    ("offer", "offered"),
    ("agree", "agreed"),
    ("talk", "talked"),
    ("oppose", "opposed"),
    ("support", "supported"),
    ("predict", "predicted"),
    ("congratulate", "congratulated"),
];
/// Thoughts, evidence and encounters, for corpora without the mark `core`.
const NO_SPEECH: [&str; 6] = ["believe", "hope", "fear", "evidence", "meet", "other"];

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    relations: Vec<Row>,
    #[serde(default)]
    ignore: Vec<Extent>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    core: Option<bool>,
    cue: Stretch,
    source: Option<Stretch>,
    target: Option<Stretch>,
    content: Option<Stretch>,
    negated: Option<bool>,
    content_kind: Option<QuoteKind>,
}

#[derive(Deserialize)]
struct Stretch {
    start: usize,
    end: usize,
    text: Option<String>,
    #[serde(default)]
    spans: Vec<[usize; 2]>,
}

/// Reads one file.
pub(super) fn read(path: &Path, left: &mut Left) -> Result<Found, FormatError> {
    let content = read_text(path, EXPECTED)?;
    let mut articles = Vec::new();
    for (text, line) in content.lines().zip(1..).filter(|(text, _)| !text.trim().is_empty()) {
        let place = format!("{}:{line}", path.display());
        let article = serde_json::from_str(text).map_err(|cause| FormatError::Json {
            place: place.clone(),
            expected: EXPECTED,
            cause,
        });
        articles.push((place, article.map(|article| labels(article, left))));
    }
    Ok(Found { file: GoldFile::of(path, content.as_bytes(), articles.len()), articles })
}

fn labels(article: Article, left: &mut Left) -> Labels {
    let mut ignore = article.ignore;
    let (speech, others): (Vec<Row>, Vec<Row>) =
        article.relations.into_iter().partition(|row| row.core.unwrap_or(!NO_SPEECH.contains(&row.kind.as_str())));
    left.count("relations that are no acts of speech, whose cues are ignored", others.len());
    ignore.extend(others.into_iter().map(|row| Extent { start: row.cue.start, end: row.cue.end }));
    Labels {
        id: article.id,
        text: article.text,
        labelled: Some(vec!["relations".into()]),
        relations: Some(speech.into_iter().map(|row| relation(row, left)).collect()),
        ignore,
        ..Labels::default()
    }
}

fn relation(row: Row, left: &mut Left) -> Relation {
    let kind = TYPES.iter().find(|(theirs, _)| *theirs == row.kind).map(|(_, ours)| (*ours).to_owned());
    if kind.is_none() {
        left.see(format!("relations of type `{}`, which has no counterpart and keeps its name", row.kind));
    }
    left.count("cues in several pieces, taken from the first to the last", usize::from(!row.cue.spans.is_empty()));
    let args = [(Role::Speaker, row.source), (Role::Target, row.target), (Role::Content, row.content)];
    Relation {
        id: Some(row.id),
        kind: kind.unwrap_or(row.kind),
        cue: Cue { start: row.cue.start, end: row.cue.end, text: row.cue.text },
        args: Some(args.into_iter().filter_map(|(role, span)| span.map(|span| arg(role, span))).collect()),
        quote: row.content_kind,
        polarity: row.negated.map(|negated| if negated { Polarity::Negative } else { Polarity::Positive }),
        modality: None,
        attribution: None,
        answers: None,
        score: None,
    }
}

fn arg(role: Role, Stretch { start, end, text, spans }: Stretch) -> Arg {
    let spans = if spans.is_empty() { vec![[start, end]] } else { spans };
    Arg { role, entity: None, start, end, text, spans, metonym: false, value: None }
}
