//! Flags of `onrecord view`.

use std::path::PathBuf;

use clap::Args;

use super::Progress;
use super::linking::{Link, LinkedTo};
use crate::view::PORT;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  onrecord view records.jsonl                       # makes records.corpus/corpus.sqlite first
  onrecord view corpus/corpus.sqlite --port 9000
  onrecord view corpus --export pages               # the same pages as files, for a web server or a stick

The pages are for this machine alone, need no network, and are read with any browser. `onrecord link` makes a database with \
choices of its own.")]
pub(in super::super) struct View {
    /// A database of `onrecord link`, its folder, or records as `extract` writes them.
    #[arg(required = true, value_name = "DB|RECORDS")]
    pub inputs: Vec<PathBuf>,
    /// The folder for the database of records [default: beside the first, RECORDS.corpus]. It is made again when records are newer.
    #[arg(long, value_name = "DIR")]
    pub db: Option<PathBuf>,
    /// The outlet of an article without an address: the field of `doc.extra` that names it.
    #[arg(long, value_name = "KEY")]
    pub outlet: Option<String>,
    /// Port on the loopback address; 0 takes a free one.
    #[arg(long, default_value_t = PORT, value_name = "N")]
    pub port: u16,
    /// Write the pages as files into this folder, which is new or empty, and end.
    #[arg(long, value_name = "DIR", conflicts_with = "port")]
    pub export: Option<PathBuf>,
    /// Progress on standard error.
    #[arg(long, value_enum, default_value_t = Progress::Auto)]
    pub progress: Progress,
    /// Tell nothing but what ends the run.
    #[arg(long, short)]
    pub quiet: bool,
}

impl View {
    /// The records as `link` takes them.
    pub fn link(&self, output: PathBuf) -> Link {
        Link {
            inputs: self.inputs.clone(),
            output,
            outlet: self.outlet.clone(),
            days: Link::DAYS,
            since: None,
            until: None,
            to: LinkedTo::Parquet,
            progress: self.progress,
            quiet: self.quiet,
        }
    }
}
