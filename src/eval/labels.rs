//! What one side, a person or the program, says of one article.

use crate::record;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// Unit of a span in Unicode code points, as records count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Point {}

/// One article's labels: a gold line, or a record seen as one. Keys that scoring has no use for are not kept.
///
/// Offsets count code points. What is `None` was not labelled, is not scored, and is not written.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Labels {
    /// The article's id.
    pub id: String,
    /// The article, verbatim.
    pub text: String,
    /// The parts that were labelled in full; `None`: those that are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labelled: Option<Vec<String>>,
    /// Who and what the article names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<Entity>>,
    /// Where they are named or meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mentions: Option<Vec<Mention>>,
    /// Who said, denied, urged what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relations: Option<Vec<Relation>>,
    /// Where nothing counts.
    #[serde(default)]
    pub ignore: Vec<Ignored>,
}

/// Nothing inside counts, on either side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Ignored {
    /// First code point.
    pub start: usize,
    /// After the last one.
    pub end: usize,
}

/// Somebody or something with names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Unique in the article.
    pub id: String,
    /// One of [`CLASSES`](super::CLASSES).
    #[serde(rename = "type")]
    pub class: String,
    /// The fullest name.
    pub name: String,
    /// The others.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// A place where somebody or something is named or meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Unique in the article.
    pub id: Option<String>,
    /// Id of its entity.
    pub entity: Option<String>,
    /// One of [`CLASSES`](super::CLASSES).
    #[serde(rename = "type")]
    pub class: String,
    /// One of [`KINDS`](super::KINDS).
    #[serde(default = "name")]
    pub kind: String,
    /// First code point.
    pub start: usize,
    /// After the last one.
    pub end: usize,
    /// The words there.
    pub text: Option<String>,
}

fn name() -> String {
    "name".into()
}

/// An act that the article reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// Unique in the article.
    pub id: Option<String>,
    /// `said`, `denied`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// The words that signal it.
    pub cue: Cue,
    /// Who, to whom, what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub args: Option<Vec<Arg>>,
    /// One of [`QUOTES`](super::QUOTES).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// One of [`POLARITIES`](super::POLARITIES).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polarity: Option<String>,
    /// One of [`MODALITIES`](super::MODALITIES).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<String>,
    /// Ids of the relations that report this one, from inner to outer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Vec<String>>,
    /// Id of the relation that a denial answers.
    pub answers: Option<String>,
}

/// The words that signal an act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// First code point.
    pub start: usize,
    /// After the last one.
    pub end: usize,
    /// The words there.
    pub text: Option<String>,
}

/// One participant or part of an act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Arg {
    /// One of [`ARGUMENTS`](super::ARGUMENTS).
    pub role: String,
    /// Id of the entity it stands for.
    pub entity: Option<String>,
    /// First code point.
    pub start: usize,
    /// After the last one.
    pub end: usize,
    /// The words there.
    pub text: Option<String>,
    /// Its pieces; none means the span itself.
    #[serde(default)]
    pub spans: Vec<[usize; 2]>,
    /// A place that acts as a government or body; not scored.
    #[serde(default)]
    pub metonym: bool,
}

impl Labels {
    /// An article of which nothing is said.
    pub(super) fn silent(id: &str) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// Is `part` (`mentions`, `relations`, …) labelled in full?
    #[must_use]
    pub fn labels(&self, part: &str) -> bool {
        match (&self.labelled, part) {
            (Some(parts), _) => parts.iter().any(|p| p == part),
            (None, "entities") => self.entities.is_some(),
            (None, "mentions") => self.mentions.is_some(),
            (None, "relations") => self.relations.is_some(),
            (None, _) => false,
        }
    }

    /// Do the relations come with arguments? One without the key leaves the whole article out of the settings that
    /// compare arguments: nobody could say which predictions are spurious there.
    pub(super) fn labels_arguments(&self) -> bool {
        self.labels("relations") && self.relations().iter().all(|r| r.args.is_some())
    }

    /// Its mentions; none where they are not labelled.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        self.mentions.as_deref().unwrap_or_default()
    }

    /// Its relations; none where they are not labelled.
    #[must_use]
    pub fn relations(&self) -> &[Relation] {
        self.relations.as_deref().unwrap_or_default()
    }

    /// Does `span` lie inside a part that does not count?
    pub(super) fn ignores(&self, span: Span<Point>) -> bool {
        self.ignore.iter().any(|i| Span::new(i.start, i.end).covers(span))
    }
}

impl Mention {
    pub(super) fn span(&self) -> Span<Point> {
        Span::new(self.start, self.end)
    }

    pub(super) fn is_name(&self) -> bool {
        self.kind == "name"
    }
}

impl Cue {
    pub(super) fn span(&self) -> Span<Point> {
        Span::new(self.start, self.end)
    }
}

impl Arg {
    /// Its pieces; the span itself when it is whole.
    pub(super) fn pieces(&self) -> Vec<Span<Point>> {
        if self.spans.is_empty() {
            vec![Span::new(self.start, self.end)]
        } else {
            self.spans.iter().map(|&[start, end]| Span::new(start, end)).collect()
        }
    }
}

impl From<&record::Record> for Labels {
    fn from(record: &record::Record) -> Self {
        Self {
            id: record.id.clone(),
            text: record.text.clone(),
            labelled: None,
            entities: Some(record.entities.iter().map(Entity::from).collect()),
            mentions: Some(record.mentions.iter().map(Mention::from).collect()),
            relations: Some(record.relations.iter().map(Relation::from).collect()),
            ignore: Vec::new(),
        }
    }
}

impl From<&record::EntityRow> for Entity {
    fn from(row: &record::EntityRow) -> Self {
        Self { id: row.id.clone(), class: row.kind.clone(), name: row.name.clone(), aliases: row.aliases.clone() }
    }
}

impl From<&record::MentionRow> for Mention {
    fn from(row: &record::MentionRow) -> Self {
        Self {
            id: Some(row.id.clone()),
            entity: row.entity.clone(),
            class: row.class.clone(),
            kind: row.kind.clone(),
            start: row.start,
            end: row.end,
            text: Some(row.text.clone()),
        }
    }
}

impl From<&record::Relation> for Relation {
    fn from(row: &record::Relation) -> Self {
        Self {
            id: Some(row.id.clone()),
            kind: row.kind.clone(),
            cue: Cue { start: row.cue.start, end: row.cue.end, text: Some(row.cue.text.clone()) },
            args: Some(row.args.iter().map(Arg::from).collect()),
            quote: Some(row.quote.clone()),
            polarity: Some(row.polarity.clone()),
            modality: Some(row.modality.clone()),
            attribution: Some(row.attribution.clone()),
            answers: row.answers.clone(),
        }
    }
}

impl From<&record::Arg> for Arg {
    fn from(row: &record::Arg) -> Self {
        Self {
            role: row.role.clone(),
            entity: row.entity.clone(),
            start: row.start,
            end: row.end,
            text: Some(row.text.clone()),
            spans: row.spans.clone(),
            metonym: row.metonym,
        }
    }
}
