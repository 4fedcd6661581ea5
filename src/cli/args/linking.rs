//! Flags of `onrecord link`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::ErrorKind;
use clap::{Args, ValueEnum};

use super::{Progress, day, usage};
use crate::corpus::{Form, Options};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord link records.jsonl -o corpus
  onrecord link january.jsonl.gz february.jsonl.gz -o corpus --days 30
  onrecord link records/ -o corpus --outlet paper --to jsonl
  onrecord extract news/ | onrecord link - -o corpus
  sqlite3 corpus/corpus.sqlite 'select name, acts from actors where named order by acts desc limit 10'

Reads records as `extract` writes them, as JSON lines (plain, gzip or zstd) or nested Parquet, and folders of them. Writes \
DIR/corpus.sqlite with the articles, their acts, and what links them: who is the same over all articles, reprints, quotations in \
their wordings, denials with the claims that they answer. The tables of these links are written beside it. docs/corpus.md says \
what every column holds, with queries to start from.")]
pub(in super::super) struct Link {
    /// Files of records, folders of them, or - for standard input.
    #[arg(required = true, value_name = "RECORDS")]
    pub inputs: Vec<PathBuf>,
    /// The folder for the database and the tables, which is made if it is not there. What an earlier run left in it is replaced
    /// when the new is whole.
    #[arg(long, short, value_name = "DIR")]
    pub output: PathBuf,
    /// The outlet of an article without an address: the field of `doc.extra` that names it, which `extract --pass` carries along.
    #[arg(long, value_name = "KEY")]
    pub outlet: Option<String>,
    /// A denial may answer claims of so many days before it.
    #[arg(long, value_name = "N", default_value_t = Self::DAYS, value_parser = clap::value_parser!(u16).range(0..=3660))]
    pub days: u16,
    /// Leave out articles that were published before this day or on no known one.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub since: Option<NaiveDate>,
    /// The same for the last day.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub until: Option<NaiveDate>,
    /// The format of the linked tables.
    #[arg(long, value_enum, default_value_t = LinkedTo::Parquet, value_name = "FORMAT")]
    pub to: LinkedTo,
    /// Progress on standard error.
    #[arg(long, value_enum, default_value_t = Progress::Auto)]
    pub progress: Progress,
    /// Tell nothing but what ends the run.
    #[arg(long, short)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in super::super) enum LinkedTo {
    /// One Parquet file a table.
    Parquet,
    /// One file a table, a JSON object a line.
    Jsonl,
}

impl Link {
    /// A fortnight.
    pub const DAYS: u16 = 14;

    /// What the flags ask for.
    pub fn options(&self) -> Result<Options, clap::Error> {
        if self.since.zip(self.until).is_some_and(|(since, until)| since > until) {
            return Err(usage(ErrorKind::ValueValidation, "--since is a later day than --until"));
        }
        let form = match self.to {
            LinkedTo::Parquet => Form::Parquet,
            LinkedTo::Jsonl => Form::Jsonl,
        };
        Ok(Options { outlet: self.outlet.clone(), days: self.days, since: self.since, until: self.until, form })
    }
}
