//! One article, verbatim, with what its source said about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

use super::{Byte, Part, Span};

/// An article as it was read. `text` is never changed after this.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Article {
    /// A row's own `id` as given, else `file:line`; of a file its source without its ending.
    pub id: String,
    /// The file's path below the folder that was given, or its name; `-` for standard input, `None` when made in memory.
    pub source: Option<String>,
    /// Address, when the source names one.
    pub url: Option<String>,
    /// Host of the address.
    pub host: Option<String>,
    /// Headline, when the source names one.
    pub title: Option<String>,
    /// Who wrote it, as the source says.
    pub byline: Option<String>,
    /// Date of publication, as the source writes it.
    pub published: Option<String>,
    /// When it was fetched, as the source writes it.
    pub fetched: Option<String>,
    /// SHA-256 of the bytes that came, in lower-case hex, where the article has a file of its own.
    pub source_sha256: Option<String>,
    /// Name and version of what took the article out of its page.
    pub extractor: Option<String>,
    /// The article's own words.
    pub text: String,
    /// Bytes at the beginning of `text` that were put in front of the source's text: title and empty line.
    pub prefix: usize,
    /// What the page's own structure says of the paragraphs, in their order. Empty where nothing but the text tells.
    pub parts: Vec<Part>,
    /// Fields of the user's own.
    pub extra: Vec<Field>,
    /// What reading found odd, e.g. bytes that had to be replaced.
    pub warnings: Vec<Warning>,
}

impl Article {
    /// An article made in memory.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }
}

impl Warning {
    /// A warning about bytes, which have no place in the text.
    pub(super) fn of_bytes(code: WarningCode, message: String) -> Self {
        Self { code, message, span: None }
    }
}

/// An article, or why it could not be read.
pub(super) type Item = Result<Article, Unreadable>;

/// An article that could not be read: it still gets a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What its source said of it, id, address and title among it. No text.
    pub known: Box<Article>,
    /// Why.
    pub warning: Warning,
}

impl Unreadable {
    /// One of which the source says nothing else.
    pub(super) fn new(id: String, source: String, warning: Warning) -> Self {
        Self { known: Box::new(Article { id, source: Some(source), ..Article::default() }), warning }
    }
}

/// A field of the user's own: a row, so that records keep one shape.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Field {
    /// Its name.
    pub key: String,
    /// What the source says there.
    pub value: String,
}

/// Something a user should know about one article's record.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Warning {
    /// Which case it is.
    pub code: WarningCode,
    /// For a person to read: what, where, expected, got.
    pub message: String,
    /// Where in the text, when it is about a part of it.
    pub span: Option<Span<Byte>>,
}

/// The closed list of things that a record warns of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum WarningCode {
    /// The file could not be opened or read.
    Unreadable,
    /// gzip or zstd data is broken or cut off; what came before it was kept.
    BrokenCompression,
    /// The bytes are no text.
    Binary,
    /// Some bytes are not valid in the file's charset and were replaced.
    BadBytes,
    /// The text was decoded from a charset other than UTF-8.
    Charset,
    /// An archive or a record in it ends before it should.
    Cut,
    /// A page without running text: a front page, a list of links, a cookie notice.
    NoArticle,
    /// A JSONL line is not JSON.
    NotJson,
    /// A JSONL line has no `text`, or a field of the wrong type.
    BadField,
    /// Nothing to read: no text, or only white space.
    Empty,
    /// The text is not English.
    Language,
    /// The text is longer than the limit; only its beginning was read, or nothing where not even that could be held.
    TooLong,
    /// A sentence was too long for one window, so it has no syntax tree.
    LongSentence,
    /// The chosen model has no part-of-speech or tree head; the embedded model's were used.
    BorrowedSyntax,
    /// A name is that of several in the user's gazetteer.
    Ambiguous,
    /// The tagger could not read the article.
    Tagger,
    /// The program itself failed on the article.
    Defect,
}

impl WarningCode {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}
