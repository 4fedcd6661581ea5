//! The rows of a record, in the order in which they are written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::mention::{MentionKind, Sector, Source};
use crate::ner::Class;
use crate::pipeline::Status;
use crate::relation::{Modality, Polarity, QuoteKind, Role};
use crate::text::{BlockKind, Field};

/// One article's record: one JSON line. Offsets are half-open Unicode code points into `text`; for every span with
/// a `text`, `text[start:end]` is that text; an argument in several pieces has them in `spans`, and its `text` is the
/// pieces with a space between. Every key is in every record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Version of this shape, `major.minor`. Minor versions only add.
    pub schema_version: String,
    /// A row's own id as given, else `file:line`; of a file its path below the folder that was given, without its ending.
    pub id: String,
    /// The article as a whole.
    pub doc: Doc,
    /// The article, verbatim; where a row's title was put in front, `doc.prefix_chars` says how much that is. Null where it was left
    /// out: `doc.text_sha256` tells what the offsets count in.
    pub text: Option<String>,
    /// Parts of the page, in text order, none overlapping.
    pub blocks: Vec<BlockRow>,
    /// Sentences of title, body and captions.
    pub sentences: Vec<SentenceRow>,
    /// Persons, organisations, places and others that the article names.
    pub entities: Vec<EntityRow>,
    /// Where they are named or meant.
    pub mentions: Vec<MentionRow>,
    /// Who said, denied, urged, condoled what, to whom, through whom.
    pub relations: Vec<Relation>,
    /// What a reader of this record should know.
    pub warnings: Vec<WarningRow>,
    /// What made this record.
    pub provenance: Provenance,
}

impl Record {
    /// The entity that an argument stands for.
    #[must_use]
    pub fn entity_of(&self, arg: &Arg) -> Option<&EntityRow> {
        let id = arg.entity.as_ref()?;
        self.entities.iter().find(|entity| entity.id == *id)
    }

    /// The entity that another belongs to: its affiliation.
    #[must_use]
    pub fn body_of(&self, entity: &EntityRow) -> Option<&EntityRow> {
        let id = entity.affiliation.as_ref()?;
        self.entities.iter().find(|body| body.id == *id)
    }
}

/// The article as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Doc {
    /// The file's path below the folder that was given, or its name; `-` is standard input.
    pub source: Option<String>,
    /// Address, when the input names one.
    pub url: Option<String>,
    /// The address's host.
    pub host: Option<String>,
    /// Headline: the input's own, else the title block's words.
    pub title: Option<String>,
    /// Who wrote it, as the input says.
    pub byline: Option<String>,
    /// Date of publication, as the input writes it.
    pub published: Option<String>,
    /// When it was fetched, as the input writes it.
    pub fetched: Option<String>,
    /// ISO 639-1 code, when the language was recognised.
    pub lang: Option<String>,
    /// SHA-256 of `text` in UTF-8, lower-case hex.
    pub text_sha256: String,
    /// SHA-256 of the bytes that came, unpacked and not yet decoded; null where the article has no file of its own.
    pub source_sha256: Option<String>,
    /// Name and version of what took the article out of its page; null where the input was the article.
    pub extractor: Option<String>,
    /// Code points that were put in front of the input's text: its title and an empty line.
    pub prefix_chars: usize,
    /// Length of `text` in code points.
    pub chars: usize,
    /// Number of words that were read.
    pub tokens: usize,
    /// Number of windows that the encoder read.
    pub windows: usize,
    /// How it went.
    pub status: Status,
    /// Fields of the user's own.
    pub extra: Vec<Field>,
}

/// A part of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BlockRow {
    /// `b0`, `b1`, … in text order.
    pub id: String,
    /// What it is.
    pub kind: BlockKind,
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
}

/// A sentence of a title, body or caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SentenceRow {
    /// `s0`, `s1`, … in text order.
    pub id: String,
    /// Id of its block.
    pub block: String,
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
}

/// Somebody or something that the article names, or lets speak without a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EntityRow {
    /// `e0`, `e1`, … by first mention.
    pub id: String,
    /// Person, organisation, place or other.
    #[serde(rename = "type")]
    pub class: Class,
    /// Does the article name it?
    pub named: bool,
    /// The fullest name that the article uses; of what it never names, the fullest phrase.
    pub name: String,
    /// Its other names in the article, each once, in text order.
    pub aliases: Vec<String>,
    /// What the text calls a person: "President".
    pub titles: Vec<Title>,
    /// Id of the entity that it belongs to, by title, apposition or "of".
    pub affiliation: Option<String>,
    /// ISO 3166-1 alpha-3 code of its country.
    pub country: Option<String>,
    /// The part of public life that it acts in.
    pub sector: Option<Sector>,
    /// What the user's own gazetteer calls it.
    pub ids: Vec<ForeignId>,
    /// Ids of its mentions.
    pub mentions: Vec<String>,
    /// Mean probability of its name mentions.
    pub score: Option<f64>,
}

/// What the text calls a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Title {
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
    /// The words there.
    pub text: String,
}

/// An entity's id in a list of the user's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ForeignId {
    /// Name of the list.
    pub source: String,
    /// Its id there.
    pub id: String,
}

/// A place in the text that names or means an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct MentionRow {
    /// `m0`, `m1`, … in text order.
    pub id: String,
    /// Id of its entity; null for a nominal or pronoun that was not resolved.
    pub entity: Option<String>,
    /// Person, organisation, place or other.
    #[serde(rename = "type")]
    pub class: Class,
    /// By its name, a common noun or a pronoun.
    pub kind: MentionKind,
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
    /// The words there.
    pub text: String,
    /// Id of its sentence.
    pub sentence: String,
    /// Probability of the decision that `source` made.
    pub score: Option<f64>,
    /// Who found it.
    pub source: Source,
}

/// The rule of quotations that nobody attributes and whose speaker is plain all the same. Scoring counts them neither way.
pub const CONTINUED: &str = "said.continued";

/// One act of saying, denying, urging, condoling and so on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// `r0`, `r1`, … by the place of the cue.
    pub id: String,
    /// A past-tense verb of the rule set's vocabulary: `said`, `denied`, `condoled`, `urged`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Stable id of the rule that made it.
    pub rule: String,
    /// The words that signal the act.
    pub cue: Cue,
    /// Who, to whom, what, over what, when, where, through which medium: rows, a role may repeat.
    pub args: Vec<Arg>,
    /// How the content is given.
    pub quote: QuoteKind,
    /// Did it take place, or is it denied that it did: "did not say"?
    pub polarity: Polarity,
    /// How real it is.
    pub modality: Modality,
    /// Ids of the relations that report this one, from inner to outer.
    pub attribution: Vec<String>,
    /// Id of the claim or accusation in this article that this denial answers.
    pub answers: Option<String>,
    /// Id of the cue's sentence.
    pub sentence: String,
    /// The smallest span of whole sentences that shows the act.
    pub evidence: Extent,
    /// Probability that the relation is right; null where it was not measured.
    pub score: Option<f64>,
    /// Codes of the act in event-coding schemes.
    pub codes: Codes,
}

/// A bare span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Extent {
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
}

/// The words that signal an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cue {
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
    /// The words there.
    pub text: String,
    /// The rule set's name of the cue: "say", "express condolence".
    pub lemma: String,
}

/// One participant or part of an act.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Arg {
    /// What it is to the act.
    pub role: Role,
    /// Id of the entity it stands for.
    pub entity: Option<String>,
    /// Id of the mention at its head.
    pub mention: Option<String>,
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
    /// The words there; of several pieces, the pieces with a space between.
    pub text: String,
    /// The pieces, in order and apart, when something stands between them; else the span itself.
    pub spans: Vec<[usize; 2]>,
    /// A place that acts as a government or body.
    pub metonym: bool,
    /// Of a time the ISO date or interval, where `published` or the text fixes it.
    pub value: Option<String>,
}

/// Codes of an act in event-coding schemes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Codes {
    /// CAMEO event code, e.g. `018`.
    pub cameo: Option<String>,
    /// PLOVER event type.
    pub plover: Option<String>,
}

/// Something a reader of the record should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WarningRow {
    /// Short stable name of the case.
    pub code: String,
    /// What, where, expected, got.
    pub message: String,
    /// First code point, when it is about a part of the text.
    pub start: Option<usize>,
    /// After the last code point.
    pub end: Option<usize>,
}

/// What made a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Provenance {
    /// `onrecord`.
    pub tool: String,
    /// Version of the program.
    pub tool_version: String,
    /// The tagger.
    pub model: ModelId,
    /// The relation rules.
    pub ruleset: RulesetId,
    /// SHA-256 of every setting that can change a record.
    pub config_sha256: String,
}

/// Which tagger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModelId {
    /// Name from its manifest, else the folder's or hub name.
    pub name: String,
    /// Revision of the weights.
    pub revision: Option<String>,
    /// SHA-256 over all files of its folder.
    pub sha256: String,
    /// Licence of the weights.
    pub license: Option<String>,
    /// What computed it: `fast-vnni`, `fast-avx2`, `reference`, …. Scores of different ones may differ a little.
    pub engine: String,
}

/// Which rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RulesetId {
    /// Name of the rule set.
    pub name: String,
    /// Rises with every change of code that changes records.
    pub version: String,
    /// SHA-256 of all data that decides a record beside the model: rules, word lists, score tables.
    pub sha256: String,
}
