//! Flags of runs that last: going on, parts of the whole, what is told.

use std::path::PathBuf;

use clap::Args;

use super::{Progress, Reading};
use crate::text::Shard;

/// How a run goes on after it was cut off, and which part of the whole it is.
#[derive(Debug, Args)]
#[command(next_help_heading = "Long runs")]
pub(in super::super) struct Lasting {
    /// Go on with a run that was cut off: give its command once more. The output has the same bytes in the end, whatever its
    /// format: JSON lines, CSV or Parquet.
    #[arg(long, requires = "output", conflicts_with = "restart")]
    pub resume: bool,
    /// Begin anew, over what a run that was cut off left in OUTPUT.part.
    #[arg(long, requires = "output")]
    pub restart: bool,
    /// Read only a part of the articles, chosen by their ids: part I of N, I from 0. All N together are the whole.
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// List the articles that failed or were cut, one JSON line each: id, source, status, code, message.
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
}

/// What is told on standard error.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "What is told")]
pub(in super::super) struct Telling {
    /// Tell nothing but what ends the run.
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Tell the model, the rules, and how fast it was.
    #[arg(long, short)]
    pub verbose: bool,
}

impl Telling {
    /// Is the progress told?
    pub fn progress(self, reading: &Reading) -> Progress {
        if self.quiet { Progress::Off } else { reading.progress }
    }
}
