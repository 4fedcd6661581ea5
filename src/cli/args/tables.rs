//! Flags about tables: which of their columns make the articles, which relations stay, what is written.

use clap::error::ErrorKind;
use clap::{Args, ValueEnum};

use super::usage;
use crate::output::Shape;
use crate::pipeline::Filter;
use crate::text::Wanted;

/// What of the inputs makes the articles.
#[derive(Debug, Args)]
#[command(next_help_heading = "Tables that are read")]
pub(in super::super) struct Taking {
    /// The column or field that holds the text, of CSV, TSV, Parquet, JSON and JSONL [default: known by its name: text, body, content, …].
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,
    /// Columns or fields of the input to carry into `doc.extra` as they are: --pass outlet,desk. May be given several times.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub pass: Vec<String>,
}

impl From<&Taking> for Wanted {
    fn from(taking: &Taking) -> Self {
        Self { pass: taking.pass.clone(), text_column: taking.text_column.clone(), ..Self::default() }
    }
}

/// Which relations stay in the records. What stays keeps its id, and points to nothing that went.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which relations")]
pub(in super::super) struct Filtering {
    /// Relations of these types alone: --type denied,accused. May be given several times.
    #[arg(long = "type", value_name = "TYPE,…", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Relations of this speaker alone, by a name that the article uses, whatever the case. May be given several times.
    #[arg(long = "speaker", value_name = "NAME")]
    pub speakers: Vec<String>,
    /// Relations of this score at least, 0 to 1.
    #[arg(long, value_name = "SCORE", value_parser = probability)]
    pub min_score: Option<f64>,
}

impl From<&Filtering> for Filter {
    fn from(filtering: &Filtering) -> Self {
        let Filtering { types, speakers, min_score } = filtering;
        Self { types: types.clone(), speakers: speakers.clone(), min_score: *min_score }
    }
}

fn probability(typed: &str) -> Result<f64, String> {
    let number = typed.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

/// How records are written.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Output")]
pub(in super::super) struct Form {
    /// What to write.
    #[arg(long, value_enum, default_value_t = To::Jsonl, value_name = "FORMAT")]
    pub to: To,
    /// With --to parquet: one file, a record a row as in JSON, instead of a folder of flat tables.
    #[arg(long)]
    pub nested: bool,
    /// With --to csv: begin with the mark by which Excel knows UTF-8.
    #[arg(long)]
    pub bom: bool,
    /// Write so many files of JSON lines into the folder OUTPUT, each article's record to that of its `--shard I/N`.
    #[arg(long, value_name = "N", requires = "output", value_parser = clap::value_parser!(u64).range(1..=1000))]
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

    /// Flags that have nothing to do with what is written are mistakes.
    pub fn check(self) -> Result<(), clap::Error> {
        let stray = match self {
            Self { nested: true, to: To::Jsonl | To::Csv, .. } => "--nested goes with --to parquet",
            Self { bom: true, to: To::Jsonl | To::Parquet, .. } => "--bom goes with --to csv",
            Self { shards: Some(_), to: To::Parquet | To::Csv, .. } => "--shards goes with --to jsonl",
            _ => return Ok(()),
        };
        Err(usage(ErrorKind::ArgumentConflict, stray))
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
