//! What one side, a person or the program, says of one article.

use super::vocabulary::CLASSES;
use crate::record::{BlockKind, Class, MentionKind, Modality, Polarity, QuoteKind, Role};
use crate::text::{Article, Span};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};

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
    #[serde(deserialize_with = "present")]
    pub text: String,
    /// Where the article comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doc: Option<Origin>,
    /// The parts that were labelled in full; `None`: those that are there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labelled: Option<Vec<String>>,
    /// The types of names and of acts that were labelled, in one list: of `PER, ORG, denied` two types of names and one of
    /// acts. Of a sort of which none is listed every type was labelled; `None`: of both. What is predicted of another type
    /// is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labelled_types: Option<Vec<String>>,
    /// The parts of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Vec<Block>>,
    /// Where a reader would cut; not scored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<Extent>,
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
    pub ignore: Vec<Extent>,
}

/// Of where an article comes from what decides how it is read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The day from which "on Monday" is seen.
    pub published: Option<String>,
}

/// A text that is there: records may have been written without.
fn present<'de, D: Deserializer<'de>>(text: D) -> Result<String, D::Error> {
    let missing = "text: got null, as records of `extract --no-text` have; labels are read with their text: extract without --no-text";
    Option::<String>::deserialize(text)?.ok_or_else(|| D::Error::custom(missing))
}

/// A stretch of the text that needs no more than its place: a sentence, or a part where nothing counts on either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent {
    /// First code point.
    pub start: usize,
    /// After the last one.
    pub end: usize,
}

/// A part of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Unique in the article.
    pub id: Option<String>,
    /// What it is.
    pub kind: BlockKind,
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
    /// Person, organisation, place or other.
    #[serde(rename = "type")]
    pub class: Class,
    /// Does the article name it? One that it never names is nobody in particular: see `matching.rs`.
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub named: bool,
    /// The fullest name.
    pub name: String,
    /// The others.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// What the text calls a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub titles: Option<Vec<Title>>,
    /// Id of the entity that it belongs to: one or none.
    #[serde(default, with = "one_or_none", skip_serializing_if = "Option::is_none")]
    pub affiliation: Option<Vec<String>>,
    /// ISO 3166-1 alpha-3 code of its country: one or none.
    #[serde(default, with = "one_or_none", skip_serializing_if = "Option::is_none")]
    pub country: Option<Vec<String>>,
    /// The part of public life that it acts in: one or none.
    #[serde(default, with = "one_or_none", skip_serializing_if = "Option::is_none")]
    pub sector: Option<Vec<String>>,
}

impl Entity {
    /// One of whom no more is said.
    #[must_use]
    pub fn bare(id: &str, class: Class, name: &str, aliases: Vec<String>) -> Self {
        let (titles, affiliation, country, sector) = Default::default();
        Self { id: id.into(), class, named: true, name: name.into(), aliases, titles, affiliation, country, sector }
    }
}

/// What the text calls a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Title {
    /// First code point.
    pub start: usize,
    /// After the last one.
    pub end: usize,
    /// The words there.
    pub text: String,
}

/// A place where somebody or something is named or meant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// Unique in the article.
    pub id: Option<String>,
    /// Id of its entity.
    pub entity: Option<String>,
    /// Person, organisation, place or other.
    #[serde(rename = "type")]
    pub class: Class,
    /// By its name, a common noun or a pronoun; a name where nothing is said.
    #[serde(default = "name")]
    pub kind: MentionKind,
    /// First code point.
    pub start: usize,
    /// After the last one.
    pub end: usize,
    /// The words there.
    pub text: Option<String>,
    /// How sure the program is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

fn yes() -> bool {
    true
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_yes(named: &bool) -> bool {
    *named
}

fn name() -> MentionKind {
    MentionKind::Name
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
    /// How its content is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<QuoteKind>,
    /// Did it take place?
    #[serde(skip_serializing_if = "Option::is_none")]
    pub polarity: Option<Polarity>,
    /// How real it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modality: Option<Modality>,
    /// Ids of the relations that report this one, from inner to outer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribution: Option<Vec<String>>,
    /// Id of the relation that a denial answers: one or none. A list like `attribution`, so that both are scored alike.
    #[serde(default, with = "one_or_none", skip_serializing_if = "Option::is_none")]
    pub answers: Option<Vec<String>>,
    /// How sure the program is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
}

/// A list of at most one as what it holds, or `null`: that says that there is none, and a missing key says nothing.
mod one_or_none {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, ser::Error};

    pub(super) fn serialize<'a, S: Serializer>(
        ids: impl IntoIterator<Item = &'a Vec<String>>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        let ids: Vec<&String> = ids.into_iter().flatten().collect();
        if ids.len() > 1 {
            return Err(S::Error::custom(format!("expected at most one id, got {ids:?}")));
        }
        ids.first().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Vec<String>>, D::Error> {
        Ok(Some(Option::<String>::deserialize(from)?.into_iter().collect()))
    }
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
    /// What it is to the act.
    pub role: Role,
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
    /// Of a time the ISO date or interval that it means: one or none.
    #[serde(default, with = "one_or_none", skip_serializing_if = "Option::is_none")]
    pub value: Option<Vec<String>>,
}

impl Labels {
    /// An article of which nothing is said.
    pub(super) fn silent(id: &str) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// The article to be read.
    #[must_use]
    pub fn article(&self) -> Article {
        let mut article = Article::new(self.id.as_str(), self.text.as_str());
        article.published = self.doc.as_ref().and_then(|doc| doc.published.clone());
        article
    }

    /// Is `part` (`mentions`, `relations`, …) labelled in full?
    #[must_use]
    pub fn labels(&self, part: &str) -> bool {
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

    /// Was this type, of names or of acts, labelled? See [`Labels::labelled_types`].
    #[must_use]
    pub fn labels_type(&self, kind: &str) -> bool {
        let is_class = |kind: &str| CLASSES.contains(&kind);
        let mut listed = self.labelled_types.iter().flatten().filter(|listed| is_class(listed) == is_class(kind));
        listed.clone().next().is_none() || listed.any(|listed| listed == kind)
    }

    pub(super) fn blocks(&self) -> &[Block] {
        self.blocks.as_deref().unwrap_or_default()
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
        let speakers = relation.args.iter().flatten().filter(|arg| arg.role == Role::Speaker);
        let who: Vec<String> = speakers.map(|arg| words(Span::new(arg.start, arg.end))).collect();
        let by = if who.is_empty() { String::new() } else { format!(" by {}", who.join(" and ")) };
        format!("“{}”{by}", words(relation.cue.span()))
    }

    /// Does `span` lie inside a part that does not count?
    pub(super) fn ignores(&self, span: Span<Point>) -> bool {
        self.ignore.iter().any(|part| part.span().covers(span))
    }

    /// Does an act, on either side, not count?
    pub(super) fn leaves_out(&self, act: &Relation) -> bool {
        self.ignores(act.cue.span()) || !self.labels_type(&act.kind)
    }

    /// Does `span` lie in a part that is masked as boilerplate?
    pub(super) fn masks(&self, span: Span<Point>) -> bool {
        self.blocks().iter().any(|block| block.kind == BlockKind::Boilerplate && block.span().covers(span))
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
        self.kind == MentionKind::Name
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
