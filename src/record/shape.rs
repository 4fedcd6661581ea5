//! The rows of a record, in the order in which they are written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One article's record: one JSON line. Offsets are half-open Unicode code points into `text`; for every span with
/// a `text`, `text[start:end]` is that text. Every key is in every record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Version of this shape, `major.minor`. Minor versions only add.
    pub schema_version: String,
    /// The article's id, unique within a run.
    pub id: String,
    /// The article as a whole.
    pub doc: Doc,
    /// The article, verbatim.
    pub text: String,
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

/// The article as a whole.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Doc {
    /// Path as given on the command line; `-` is standard input.
    pub source: Option<String>,
    /// Address, when the input names one.
    pub url: Option<String>,
    /// Headline: the input's own, else the title block's words.
    pub title: Option<String>,
    /// Date of publication, as the input writes it.
    pub published: Option<String>,
    /// ISO 639-1 code, when the language was recognised.
    pub lang: Option<String>,
    /// SHA-256 of `text` in UTF-8, lower-case hex.
    pub text_sha256: String,
    /// Length of `text` in code points.
    pub chars: usize,
    /// Number of words that were read.
    pub tokens: usize,
    /// Number of windows that the encoder read.
    pub windows: usize,
    /// How it went.
    pub status: Status,
}

/// How an article's reading ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read whole.
    Ok,
    /// No text.
    Empty,
    /// Not English.
    SkippedLang,
    /// Longer than the limit: only the beginning was read.
    Truncated,
    /// Could not be read; a warning says why.
    Error,
}

/// A part of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockRow {
    /// `b0`, `b1`, … in text order.
    pub id: String,
    /// `title`, `body`, `caption` or `boilerplate`.
    #[schemars(extend("enum" = ["title", "body", "caption", "boilerplate"]))]
    pub kind: String,
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
}

/// A sentence of a title, body or caption.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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

/// Somebody or something that the article names.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityRow {
    /// `e0`, `e1`, … by first mention.
    pub id: String,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = ["PER", "ORG", "LOC", "MISC"]))]
    pub kind: String,
    /// The fullest name that the article uses.
    pub name: String,
    /// Its other names in the article, each once, in text order.
    pub aliases: Vec<String>,
    /// Ids of its mentions.
    pub mentions: Vec<String>,
    /// Mean probability of its name mentions.
    pub score: Option<f64>,
}

/// A place in the text that names or means an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MentionRow {
    /// `m0`, `m1`, … in text order.
    pub id: String,
    /// Id of its entity; null for a nominal or pronoun that was not resolved.
    pub entity: Option<String>,
    /// `PER`, `ORG`, `LOC` or `MISC`.
    #[serde(rename = "type")]
    #[schemars(extend("enum" = ["PER", "ORG", "LOC", "MISC"]))]
    pub class: String,
    /// `name`, `nominal` ("the official") or `pronoun`.
    #[schemars(extend("enum" = ["name", "nominal", "pronoun"]))]
    pub kind: String,
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
    /// Who found it: `model`, `rule`, `gazetteer` or `coref`.
    #[schemars(extend("enum" = ["model", "rule", "gazetteer", "coref"]))]
    pub source: String,
}

/// One act of saying, denying, urging, condoling and so on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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
    /// How the content is given: `direct`, `indirect`, `mixed` or `none`.
    #[schemars(extend("enum" = ["direct", "indirect", "mixed", "none"]))]
    pub quote: String,
    /// `positive`, or `negative` ("did not say").
    #[schemars(extend("enum" = ["positive", "negative"]))]
    pub polarity: String,
    /// `asserted`, `hedged`, `future`, `conditional` or `hypothetical`.
    #[schemars(extend("enum" = ["asserted", "hedged", "future", "conditional", "hypothetical"]))]
    pub modality: String,
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
#[serde(deny_unknown_fields)]
pub struct Extent {
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
}

/// The words that signal an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
pub struct Arg {
    /// `speaker`, `addressee`, `target`, `content`, `occasion`, `time`, `place` or `medium`.
    #[schemars(extend("enum" = ["speaker", "addressee", "target", "content", "occasion", "time", "place", "medium"]))]
    pub role: String,
    /// Id of the entity it stands for.
    pub entity: Option<String>,
    /// Id of the mention at its head.
    pub mention: Option<String>,
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
    /// The words there.
    pub text: String,
    /// The pieces, when something stands between them; else the span itself.
    pub spans: Vec<[usize; 2]>,
    /// A place that acts as a government or body.
    pub metonym: bool,
}

/// Codes of an act in event-coding schemes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// CAMEO event code, e.g. `018`.
    pub cameo: Option<String>,
    /// PLOVER event type.
    pub plover: Option<String>,
}

/// Something a reader of the record should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
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
#[serde(deny_unknown_fields)]
pub struct ModelId {
    /// Name from its manifest, else the folder's or hub name.
    pub name: String,
    /// Revision of the weights.
    pub revision: Option<String>,
    /// SHA-256 of the weight file.
    pub sha256: String,
    /// Licence of the weights.
    pub license: Option<String>,
}

/// Which rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesetId {
    /// Name of the rule set.
    pub name: String,
    /// Its own version: it changes results.
    pub version: String,
    /// SHA-256 of its files.
    pub sha256: String,
}
