//! What one side, a person or the program, says of one article.

use crate::text::Span;
use serde::{Deserialize, Deserializer};

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
    pub(super) blocks: Option<Vec<Block>>,
    /// Where a reader would cut; not scored.
    #[serde(default)]
    pub(super) sentences: Vec<Extent>,
    pub(super) entities: Option<Vec<Entity>>,
    pub(super) mentions: Option<Vec<Mention>>,
    pub(super) relations: Option<Vec<Relation>>,
    #[serde(default)]
    pub(super) ignore: Vec<Extent>,
}

/// A stretch of the text that needs no more than its place: a sentence, or a part where nothing counts on either side.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Extent {
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(super) struct Block {
    pub(super) kind: String,
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
    pub(super) score: Option<f64>,
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
    /// One or none; a list like `attribution`, so that both are read alike.
    #[serde(default, deserialize_with = "one_or_none")]
    pub(super) answers: Option<Vec<String>>,
    pub(super) score: Option<f64>,
}

/// `null` says that there is none; a missing key says nothing.
fn one_or_none<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<String>>, D::Error> {
    Ok(Some(Option::<String>::deserialize(from)?.into_iter().collect()))
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
            (None, "blocks") => self.blocks.is_some(),
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

    pub(super) fn blocks(&self) -> &[Block] {
        self.blocks.as_deref().unwrap_or_default()
    }

    pub(super) fn mentions(&self) -> &[Mention] {
        self.mentions.as_deref().unwrap_or_default()
    }

    pub(super) fn relations(&self) -> &[Relation] {
        self.relations.as_deref().unwrap_or_default()
    }

    /// What an entity is called.
    pub(super) fn name_of(&self, entity: &str) -> Option<&str> {
        self.entities.iter().flatten().find(|row| row.id == entity).map(|row| row.name.as_str())
    }

    /// A relation in a few words: “confirmed” by the Kremlin.
    pub(super) fn told(&self, relation: &str) -> String {
        let Some(relation) = self.relations().iter().find(|row| row.id.as_deref() == Some(relation)) else {
            return relation.into();
        };
        let words = |span: Span<Point>| self.text.chars().skip(span.start).take(span.len()).collect::<String>();
        let speakers = relation.args.iter().flatten().filter(|arg| arg.role == "speaker");
        let who: Vec<String> = speakers.map(|arg| words(Span::new(arg.start, arg.end))).collect();
        let by = if who.is_empty() { String::new() } else { format!(" by {}", who.join(" and ")) };
        format!("“{}”{by}", words(relation.cue.span()))
    }

    /// Does `span` lie inside a part that does not count?
    pub(super) fn ignores(&self, span: Span<Point>) -> bool {
        self.ignore.iter().any(|part| part.span().covers(span))
    }

    /// Does `span` lie in a part that is masked as boilerplate?
    pub(super) fn masks(&self, span: Span<Point>) -> bool {
        self.blocks().iter().any(|block| block.kind == "boilerplate" && block.span().covers(span))
    }
}

impl Extent {
    pub(super) fn span(&self) -> Span<Point> {
        Span::new(self.start, self.end)
    }
}

impl Block {
    pub(super) fn span(&self) -> Span<Point> {
        Span::new(self.start, self.end)
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
