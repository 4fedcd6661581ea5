//! One row a relation, for a spreadsheet: RFC 4180, UTF-8.
//!
//! What a cell says comes from the web, and a spreadsheet runs a cell that begins like a formula. So such a cell gets an
//! apostrophe in front (`'=1+1`, `'@handle`); whoever reads the table by a program and wants every character takes JSON lines
//! or Parquet.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::{Kept, OutputError, Sink};
use crate::record::{Arg, Record, Relation, Role};

/// The header, in the order of [`Csv::row`].
pub const COLUMNS: [&str; 21] = [
    "article_id",
    "url",
    "published",
    "title",
    "status",
    "relation_id",
    "type",
    "cue",
    "speaker",
    "speaker_text",
    "addressee",
    "target",
    "content",
    "occasion",
    "quote",
    "polarity",
    "modality",
    "through",
    "answers",
    "evidence",
    "score",
];

/// Records on their way into a CSV table. Articles without a relation have no row.
pub struct Csv<W: Write> {
    rows: csv::Writer<W>,
    path: PathBuf,
}

impl<W: Write> Csv<W> {
    /// Writes the header. `path`: what messages call the output. With `mark` the file begins with the byte order mark by which
    /// Excel knows UTF-8.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn create(mut out: W, path: &Path, mark: bool) -> Result<Self, OutputError> {
        let unwritable = |cause| OutputError::Unwritable { path: path.to_owned(), cause };
        if mark {
            out.write_all("\u{feff}".as_bytes()).map_err(unwritable)?;
        }
        let mut rows = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        rows.write_record(COLUMNS).map_err(|error| unwritable(error.into()))?;
        Ok(Self { rows, path: path.to_owned() })
    }

    fn row(&mut self, record: &Record, relation: &Relation) -> Result<(), csv::Error> {
        let doc = &record.doc;
        let texts = |role| all(relation, role, |arg| arg.text.as_str());
        let names = |role| all(relation, role, |arg| name(record, arg));
        let cells: [Cow<'_, str>; COLUMNS.len()] = [
            record.id.as_str().into(),
            doc.url.as_deref().unwrap_or_default().into(),
            doc.published.as_deref().unwrap_or_default().into(),
            doc.title.as_deref().unwrap_or_default().into(),
            doc.status.name().into(),
            relation.id.as_str().into(),
            relation.kind.as_str().into(),
            relation.cue.text.as_str().into(),
            names(Role::Speaker).into(),
            texts(Role::Speaker).into(),
            names(Role::Addressee).into(),
            names(Role::Target).into(),
            texts(Role::Content).into(),
            texts(Role::Occasion).into(),
            relation.quote.name().into(),
            relation.polarity.name().into(),
            relation.modality.name().into(),
            through(record, relation).into(),
            relation.answers.as_deref().unwrap_or_default().into(),
            evidence(record, relation).into(),
            relation.score.map(|score| score.to_string()).unwrap_or_default().into(),
        ];
        self.rows.write_record(cells.iter().map(|cell| guarded(cell).into_owned()))
    }

    fn unwritable(&self, cause: io::Error) -> OutputError {
        OutputError::Unwritable { path: self.path.clone(), cause }
    }
}

impl<W: Write> Sink for Csv<W> {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        for relation in &record.relations {
            self.row(record, relation).map_err(|error| self.unwritable(error.into()))?;
        }
        // A reader at the other end of a pipe sees an article's rows when they are made.
        self.rows.flush().map_err(|cause| self.unwritable(cause))
    }

    fn keep(&mut self) -> Result<Kept, OutputError> {
        // A table is one file that is written in one go: there is no going on with it.
        Ok(Kept { articles: 0, mark: Value::Null })
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.rows.flush().map_err(|cause| self.unwritable(cause))
    }
}

/// All arguments of a role, one after the other.
fn all<'a>(relation: &'a Relation, role: Role, of: impl Fn(&'a Arg) -> &'a str) -> String {
    let of_role = relation.args.iter().filter(|arg| arg.role == role);
    of_role.map(|arg| on_one_line(of(arg))).collect::<Vec<_>>().join("; ")
}

/// The name of the entity that an argument stands for, else its words.
fn name<'a>(record: &'a Record, arg: &'a Arg) -> &'a str {
    record.entity_of(arg).map_or(&arg.text, |entity| &entity.name)
}

/// Who reports it, from inner to outer.
fn through(record: &Record, relation: &Relation) -> String {
    let outer = relation.attribution.iter().filter_map(|id| record.relations.iter().find(|outer| outer.id == *id));
    let speakers = outer.map(|outer| all(outer, Role::Speaker, |arg| name(record, arg)));
    speakers.filter(|speakers| !speakers.is_empty()).collect::<Vec<_>>().join(" < ")
}

/// The sentences that show it; nothing where the text was left out.
fn evidence(record: &Record, relation: &Relation) -> String {
    let (start, end) = (relation.evidence.start, relation.evidence.end);
    let words: String =
        record.text.iter().flat_map(|text| text.chars().skip(start).take(end.saturating_sub(start))).collect();
    on_one_line(&words)
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell that no spreadsheet takes for a formula.
fn guarded(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::guarded;

    #[test]
    fn what_begins_like_a_formula_gets_an_apostrophe() {
        for (cell, expected) in [
            ("=HYPERLINK(\"https://x.example\")", "'=HYPERLINK(\"https://x.example\")"),
            ("@minister said so", "'@minister said so"),
            ("- first", "'- first"),
            ("+1", "'+1"),
            ("a=b", "a=b"),
            ("0.9", "0.9"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), expected);
        }
    }
}
