//! Flags about what is written, and what the name of the output says of it.

use std::path::Path;

use clap::error::ErrorKind;
use clap::{Args, ValueEnum};

use super::usage;
use crate::output::Shape;

/// How records are written, as it was typed.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Output")]
pub(in super::super) struct Asked {
    /// What to write [default: by the ending of OUTPUT, .jsonl, .ndjson, .json, .csv or .parquet; else jsonl].
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Option<To>,
    /// Parquet as one file, a record a row as in JSON, instead of a folder of flat tables. So is an OUTPUT that ends in .parquet.
    #[arg(long)]
    nested: bool,
    /// With --to csv: begin with the mark by which Excel knows UTF-8.
    #[arg(long)]
    bom: bool,
    /// Write so many files of JSON lines into the folder OUTPUT, each article's record to that of its `--shard I/N`.
    #[arg(long, value_name = "N", requires = "output", value_parser = clap::value_parser!(u64).range(1..=1000))]
    shards: Option<u64>,
}

impl Asked {
    /// What is written to an output of this name. A name that promises something else is a mistake, and so are flags that
    /// have nothing to do with what is written.
    pub fn form(self, output: Option<&Path>) -> Result<Form, clap::Error> {
        let ending = output.and_then(Ending::of);
        let to = match (self.to, &ending) {
            (Some(to), Some(ending)) if !ending.may_be(to) => return Err(ending.contradicts(to)),
            (Some(to), _) => to,
            (None, None) => To::Jsonl,
            (None, Some(ending)) => ending.to().ok_or_else(|| ending.unknown(KNOWN, CHOOSE))?,
        };
        let file = to == To::Parquet && ending.is_some_and(|ending| ending.to() == Some(To::Parquet));
        let form = Form { to, nested: self.nested || file, bom: self.bom, shards: self.shards };
        let stray = match form {
            Form { nested: true, to: To::Jsonl | To::Csv, .. } => "--nested goes with --to parquet",
            Form { bom: true, to: To::Jsonl | To::Parquet, .. } => "--bom goes with --to csv",
            Form { shards: Some(_), to: To::Parquet | To::Csv, .. } => "--shards goes with --to jsonl",
            _ => return Ok(form),
        };
        Err(usage(ErrorKind::ArgumentConflict, stray))
    }
}

/// Endings of the formats that are written.
const WRITTEN: [(&str, To); 6] = [
    ("jsonl", To::Jsonl),
    ("ndjson", To::Jsonl),
    ("json", To::Jsonl),
    ("csv", To::Csv),
    ("parquet", To::Parquet),
    ("pq", To::Parquet),
];

/// The same for a reader, and what to do about another.
const KNOWN: &str = ".jsonl, .ndjson, .json, .csv or .parquet";
const CHOOSE: &str = "choose one of these endings or, for this name, say with --to what to write";

/// Endings of formats that others write: whoever opened such a file would not find what it says.
const FOREIGN: [&str; 20] = [
    "tsv", "tab", "xls", "xlsx", "ods", "xml", "html", "htm", "pdf", "docx", "doc", "md", "db", "sqlite", "duckdb",
    "arrow", "feather", "orc", "avro", "warc",
];

/// Endings of packed files.
const PACKED: [&str; 6] = ["gz", "zst", "bz2", "xz", "zip", "tar"];

/// What the name of an output ends in, in lower case.
pub(super) struct Ending(String);

impl Ending {
    /// A number is none: a folder may be called `news.2024`.
    pub fn of(output: &Path) -> Option<Self> {
        let ending = output.extension()?.to_str()?.to_lowercase();
        ending.contains(char::is_alphabetic).then_some(Self(ending))
    }

    /// The format that it promises, where that is one that is written.
    pub fn to(&self) -> Option<To> {
        WRITTEN.iter().find(|(ending, _)| *ending == self.0).map(|(_, to)| *to)
    }

    fn may_be(&self, to: To) -> bool {
        self.to().map_or(!FOREIGN.contains(&self.0.as_str()) && !self.is_packed(), |told| told == to)
    }

    fn is_packed(&self) -> bool {
        PACKED.contains(&self.0.as_str())
    }

    fn contradicts(&self, to: To) -> clap::Error {
        if self.is_packed() {
            return self.unknown(KNOWN, CHOOSE);
        }
        let to = to.name();
        let message = format!(
            "--output: expected a name for --to {to}, got one that ends in .{}; give another name, or another --to",
            self.0
        );
        usage(ErrorKind::ArgumentConflict, message)
    }

    /// The mistake that it is where these are known, and what to do.
    pub fn unknown(&self, known: &str, then: &str) -> clap::Error {
        let then = if self.is_packed() {
            "nothing is packed here: leave that ending out and pack the file afterwards, or write to a pipe (onrecord … | gzip > FILE)"
        } else {
            then
        };
        let message =
            format!("--output: expected a name that ends in {known}, got one that ends in .{}; {then}", self.0);
        usage(ErrorKind::ValueValidation, message)
    }
}

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Form {
    pub to: To,
    /// Of Parquet: one file instead of a folder of flat tables.
    pub nested: bool,
    pub bom: bool,
    pub shards: Option<u64>,
}

impl Form {
    /// What a run that goes on has to have in common with the one that began.
    pub fn name(self) -> String {
        let Self { to, nested, bom, shards } = self;
        match to {
            To::Jsonl => shards.map_or_else(|| "jsonl".to_owned(), |parts| format!("jsonl in {parts} files")),
            To::Parquet if nested => "parquet, nested".to_owned(),
            To::Parquet => "parquet".to_owned(),
            To::Csv => format!("csv bom={bom}"),
        }
    }

    /// How Parquet is laid out.
    pub fn shape(self) -> Shape {
        if self.nested { Shape::Nested } else { Shape::Flat }
    }

    /// Is it put together from files in a folder?
    pub fn has_parts(self) -> bool {
        self.to == To::Parquet || self.shards.is_some()
    }

    /// Is it a folder in the end?
    pub fn is_folder(self) -> bool {
        self.has_parts() && !self.nested
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in super::super) enum To {
    /// One JSON record a line.
    Jsonl,
    /// Tables: articles, relations, args, entities, mentions, warnings.
    Parquet,
    /// One row a relation, for a spreadsheet.
    Csv,
}

impl To {
    fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
            Self::Csv => "csv",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Asked, To};

    fn form(output: &str, to: Option<To>) -> String {
        let asked = Asked { to, nested: false, bom: false, shards: None };
        let output = Some(output).filter(|output| !output.is_empty()).map(Path::new);
        asked.form(output).map_or_else(|error| error.to_string(), super::Form::name)
    }

    #[test]
    fn the_ending_says_what_is_written_where_the_flag_does_not() {
        for (output, to, expected) in [
            ("", None, "jsonl"),
            ("-", None, "jsonl"),
            ("/dev/stdout", None, "jsonl"),
            ("all", None, "jsonl"),
            ("news.2024", None, "jsonl"),
            ("all.jsonl", None, "jsonl"),
            ("all.ndjson", None, "jsonl"),
            ("all.json", None, "jsonl"),
            ("all.0.JSONL", None, "jsonl"),
            ("all.csv", None, "csv bom=false"),
            ("all.parquet", None, "parquet, nested"),
            ("all.parquet", Some(To::Parquet), "parquet, nested"),
            ("tables", Some(To::Parquet), "parquet"),
            ("all.csv", Some(To::Csv), "csv bom=false"),
            ("all.txt", Some(To::Csv), "csv bom=false"),
            ("all.jsonl.tmp", Some(To::Jsonl), "jsonl"),
        ] {
            assert_eq!(form(output, to), expected, "{output} {to:?}");
        }
    }

    #[test]
    fn a_name_that_promises_something_else_is_refused_with_what_to_do() {
        for (output, to, told) in [
            ("all.xlsx", None, "got one that ends in .xlsx; choose one of these endings or"),
            ("all.tsv", None, ".tsv; choose one"),
            ("all.txt", None, "say with --to what to write"),
            ("all.csv.gz", None, "got one that ends in .gz; nothing is packed here"),
            ("all.csv.gz", Some(To::Csv), "nothing is packed here"),
            ("all.csv", Some(To::Jsonl), "expected a name for --to jsonl, got one that ends in .csv"),
            ("all.parquet", Some(To::Csv), "expected a name for --to csv, got one that ends in .parquet"),
            ("all.xlsx", Some(To::Csv), "expected a name for --to csv, got one that ends in .xlsx"),
        ] {
            let got = form(output, to);
            assert!(got.contains(told), "{output} {to:?}: {got}");
        }
    }
}
