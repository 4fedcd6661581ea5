//! One article, verbatim, with what its source said about it.

use super::{Byte, Span};

/// An article as it was read. `text` is never changed after this.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// Unique within a run: the file's stem, a JSONL line's `id`, or stem and line number.
    pub id: String,
    /// Path as the user gave it, `-` for standard input; `None` when made in memory.
    pub source: Option<String>,
    /// Address, when the source names one.
    pub url: Option<String>,
    /// Headline, when the source names one outside of `text`.
    pub title: Option<String>,
    /// Date of publication, as the source writes it.
    pub published: Option<String>,
    /// The article's own words.
    pub text: String,
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

/// Something a user should know about one article's record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// Which case it is.
    pub code: WarningCode,
    /// For a person to read: what, where, expected, got.
    pub message: String,
    /// Where in the text, when it is about a part of it.
    pub span: Option<Span<Byte>>,
}

/// The closed list of things that a record warns of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    /// A JSONL line is not JSON.
    NotJson,
    /// A JSONL line has no `text`, or a field of the wrong type.
    BadField,
    /// The same `id` came before; this record's `id` was made unique.
    DuplicateId,
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
    /// The tagger could not read the article.
    Tagger,
    /// The program itself failed on the article.
    Defect,
}

impl WarningCode {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::BrokenCompression => "broken_compression",
            Self::Binary => "binary",
            Self::BadBytes => "bad_bytes",
            Self::Charset => "charset",
            Self::NotJson => "not_json",
            Self::BadField => "bad_field",
            Self::DuplicateId => "duplicate_id",
            Self::Empty => "empty",
            Self::Language => "language",
            Self::TooLong => "too_long",
            Self::LongSentence => "long_sentence",
            Self::BorrowedSyntax => "borrowed_syntax",
            Self::Tagger => "tagger",
            Self::Defect => "defect",
        }
    }
}
