//! One row a relation, for a spreadsheet: RFC 4180, UTF-8.
//!
//! What a cell says comes from the web, and a spreadsheet runs a cell that begins like a formula. So such a cell gets an
//! apostrophe in front (`'=1+1`, `'@handle`); whoever reads the table by a program and wants every character takes JSON lines
//! or Parquet.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use super::written::Written;
use super::{Kept, OutputError, Sink};
use crate::record::{Arg, Record, Relation, Role, Sector};

/// The header, in the order of [`Csv::cells`]; behind it stand the fields that the user carries along.
pub const COLUMNS: [&str; 25] = [
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
    "speaker_title",
    "speaker_affiliation",
    "speaker_country",
    "speaker_sector",
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

/// What a user may choose of a CSV table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Begin with the byte order mark by which Excel knows UTF-8.
    pub mark: bool,
    /// Fields of `doc.extra` that are columns too, in this order.
    pub pass: Vec<String>,
}

impl Head {
    fn bytes(&self) -> io::Result<Vec<u8>> {
        let own = COLUMNS.iter().map(|name| (*name).to_owned());
        let passed = self.pass.iter().map(|name| guarded(&column(name)).into_owned());
        let mut bytes = if self.mark { "\u{feff}".into() } else { Vec::new() };
        bytes.extend(rows([own.chain(passed).collect()].into_iter())?);
        Ok(bytes)
    }
}

/// Records on their way into a CSV table, in a file or to somebody who reads along. Articles without a relation have no row.
pub struct Csv {
    out: Written,
    pass: Vec<String>,
}

impl Csv {
    /// A table in `file`, which messages call `path`, from its beginning.
    ///
    /// # Errors
    /// As [`Csv::resume`].
    pub fn create(file: File, path: &Path, head: &Head) -> Result<Self, OutputError> {
        Self::resume(file, path, head, &Written::nothing())
    }

    /// A table in `file` behind the rows that are safe there; what stands after them is cut off.
    ///
    /// # Errors
    /// When the file is shorter than it was, or the system refuses.
    pub fn resume(file: File, path: &Path, head: &Head, kept: &Kept) -> Result<Self, OutputError> {
        Self::begin(Written::resume(file, path, kept)?, head)
    }

    /// A table to a pipe or a device, where an article's rows are seen at the other end as soon as they are made.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn stream(out: Box<dyn Write>, path: &Path, head: &Head) -> Result<Self, OutputError> {
        Self::begin(Written::stream(out, path), head)
    }

    fn begin(mut out: Written, head: &Head) -> Result<Self, OutputError> {
        if out.is_empty() {
            let bytes = head.bytes().map_err(|cause| out.refused(cause))?;
            out.head(&bytes)?;
        }
        Ok(Self { out, pass: head.pass.clone() })
    }

    fn cells(&self, record: &Record, relation: &Relation) -> Vec<String> {
        let doc = &record.doc;
        let texts = |role| all(relation, role, |arg| arg.text.as_str());
        let names = |role| all(relation, role, |arg| name(record, arg));
        let [title, affiliation, country, sector] = speaker(record, relation);
        let own: [Cow<'_, str>; COLUMNS.len()] = [
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
            title.into(),
            affiliation.into(),
            country.into(),
            sector.into(),
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
        let passed = self.pass.iter().map(|key| passed(record, key).into());
        own.into_iter().chain(passed).map(|cell| guarded(&cell).into_owned()).collect()
    }
}

impl Sink for Csv {
    fn write(&mut self, record: &Record) -> Result<(), OutputError> {
        let cells = record.relations.iter().map(|relation| self.cells(record, relation));
        let bytes = rows(cells).map_err(|cause| self.out.refused(cause))?;
        self.out.article(&bytes)
    }

    fn keep(&mut self) -> Result<Kept, OutputError> {
        self.out.keep()
    }

    fn finish(mut self: Box<Self>) -> Result<(), OutputError> {
        self.keep().map(drop)
    }
}

/// Rows as RFC 4180 has them.
pub(super) fn rows(rows: impl Iterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut table = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for cells in rows {
        table.write_record(cells)?;
    }
    table.into_inner().map_err(csv::IntoInnerError::into_error)
}

/// What the first speaker is: titles, the body that it belongs to, country, sector.
fn speaker(record: &Record, relation: &Relation) -> [String; 4] {
    let first = relation.args.iter().find(|arg| arg.role == Role::Speaker);
    let Some(entity) = first.and_then(|arg| record.entity_of(arg)) else { return Default::default() };
    let titles: Vec<String> = entity.titles.iter().map(|title| on_one_line(&title.text)).collect();
    [
        titles.join("; "),
        record.body_of(entity).map_or_else(String::new, |body| on_one_line(&body.name)),
        entity.country.clone().unwrap_or_default(),
        entity.sector.map_or("", Sector::name).to_owned(),
    ]
}

/// What a field that is carried along is called: another name than the table's own columns have.
fn column(key: &str) -> Cow<'_, str> {
    if COLUMNS.contains(&key) { format!("passed_{key}").into() } else { key.into() }
}

/// What the article's row said in a field that is carried along.
fn passed<'a>(record: &'a Record, key: &str) -> &'a str {
    record.doc.extra.iter().find(|field| field.key == key).map_or("", |field| &field.value)
}

/// All arguments of a role, one after the other.
fn all<'a>(relation: &'a Relation, role: Role, of: impl Fn(&'a Arg) -> &'a str) -> String {
    let of_role = relation.args.iter().filter(|arg| arg.role == role);
    of_role.map(|arg| on_one_line(of(arg))).collect::<Vec<_>>().join("; ")
}

/// The name of the entity that an argument stands for, else its words.
pub(super) fn name<'a>(record: &'a Record, arg: &'a Arg) -> &'a str {
    record.entity_of(arg).map_or(&arg.text, |entity| &entity.name)
}

/// Who reports it, from inner to outer.
pub(super) fn through(record: &Record, relation: &Relation) -> String {
    let outer = relation.attribution.iter().filter_map(|id| record.relations.iter().find(|outer| outer.id == *id));
    let speakers = outer.map(|outer| all(outer, Role::Speaker, |arg| name(record, arg)));
    speakers.filter(|speakers| !speakers.is_empty()).collect::<Vec<_>>().join(" < ")
}

/// The sentences that show it; nothing where the text was left out.
pub(super) fn evidence(record: &Record, relation: &Relation) -> String {
    let (start, end) = (relation.evidence.start, relation.evidence.end);
    let words: String =
        record.text.iter().flat_map(|text| text.chars().skip(start).take(end.saturating_sub(start))).collect();
    on_one_line(&words)
}

pub(super) fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell that no spreadsheet takes for a formula.
pub(crate) fn guarded(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}").into()
    } else {
        cell.into()
    }
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
            ("\t=1", "'\t=1"),
            ("＝1", "'＝1"),
            ("a=b", "a=b"),
            ("0.9", "0.9"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell), expected);
        }
    }
}
