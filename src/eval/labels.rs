//! What one side, a person or the program, says of one article.

use crate::record;
use crate::text::Span;
use serde::Deserialize;

/// Unit of a span in Unicode code points, as records count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Point {}

/// One article's labels: a gold line, or a record seen as one. Keys that scoring has no use for are not kept.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
pub struct Labels {
    /// The article's id.
    pub id: String,
    /// The article, verbatim.
    pub text: String,
    /// The parts that were labelled in full; `None`: those that are there.
    pub(super) labelled: Option<Vec<String>>,
    pub(super) entities: Option<Vec<Entity>>,
    pub(super) mentions: Option<Vec<Mention>>,
    pub(super) relations: Option<Vec<Relation>>,
    #[serde(default)]
    pub(super) ignore: Vec<Ignored>,
}

/// Nothing inside counts, on either side.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Ignored {
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Entity {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) class: String,
    pub(super) name: String,
    #[serde(default)]
    pub(super) aliases: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Mention {
    pub(super) id: Option<String>,
    pub(super) entity: Option<String>,
    #[serde(rename = "type")]
    pub(super) class: String,
    #[serde(default = "name")]
    pub(super) kind: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: Option<String>,
}

fn name() -> String {
    "name".into()
}

/// What is `None` was not labelled, and is not scored.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Relation {
    pub(super) id: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) cue: Cue,
    pub(super) args: Option<Vec<Arg>>,
    pub(super) quote: Option<String>,
    pub(super) polarity: Option<String>,
    pub(super) modality: Option<String>,
    pub(super) attribution: Option<Vec<String>>,
    pub(super) answers: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Cue {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Arg {
    pub(super) role: String,
    pub(super) entity: Option<String>,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: Option<String>,
    #[serde(default)]
    pub(super) spans: Vec<[usize; 2]>,
}

impl Labels {
    /// An article of which nothing is said.
    pub(super) fn silent(id: &str) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// Is `part` (`mentions`, `relations`, …) labelled in full?
    pub(super) fn labels(&self, part: &str) -> bool {
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

    pub(super) fn mentions(&self) -> &[Mention] {
        self.mentions.as_deref().unwrap_or_default()
    }

    pub(super) fn relations(&self) -> &[Relation] {
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
        }
    }
}
