//! The loop of a run: articles in, records out, in order, until the end or until somebody wants it to end.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::iter;

use super::args::{Progress, Telling};
use super::convert::told;
use super::progress::Meter;
use super::stdin::Interruptible;
use super::stop::Stop;
use crate::pipeline::{Pipeline, in_order_within};
use crate::record::Record;
use crate::text::{Articles, Input, Raw, Remarks, Shard, Wanted, inputs_from};

/// Bytes of articles in flight, between being drawn and being written. What is made of an article takes some three hundred times
/// as much while it is worked on, so this bounds the memory of a run with long articles; of usual length it holds a thousand.
const IN_FLIGHT: usize = 4 << 20;

/// The articles of the inputs. Files are listed now and read when asked for.
pub(super) fn articles(list: &[OsString], wanted: Wanted, stop: &Stop, telling: Telling) -> anyhow::Result<Articles> {
    if !telling.quiet && io::stdin().is_terminal() && list.iter().any(|input| input == "-") {
        writeln!(io::stderr(), "onrecord: reading an article from the terminal; Ctrl-D on a line of its own ends it")?;
    }
    let stdin = Box::new(Interruptible::new(io::stdin(), stop.clone()));
    Ok(inputs_from(list.iter().cloned().map(Input::from).collect(), stdin, wanted)?)
}

/// Tells what came up about the inputs as a whole.
pub(super) fn tell(remarks: &Remarks, telling: Telling) -> io::Result<()> {
    let waiting = remarks.take();
    if telling.quiet { Ok(()) } else { told(&waiting) }
}

/// Which articles are read, and how far ahead.
pub(super) struct Run<'a> {
    pub pipeline: &'a Pipeline,
    pub jobs: usize,
    pub progress: Progress,
    pub shard: Option<Shard>,
    pub stop: &'a Stop,
    /// Are digests wanted?
    pub digests: bool,
}

/// An article's record.
pub(super) struct Done {
    pub record: Record,
    /// Of what came of the article, where that is wanted.
    pub digest: Option<[u8; 32]>,
}

impl Run<'_> {
    /// Reads every article and hands on the records in order, until there are no more or the run is to stop.
    pub fn records(
        &self,
        mut articles: Articles,
        mut emit: impl FnMut(Done) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let mut meter = Meter::new(self.progress);
        let drawn = iter::from_fn(move || {
            // Reading is ahead of the work: how far it was belongs to the article.
            next(&mut articles, self.shard, self.stop).map(|raw| (raw, articles.part_read()))
        });
        let done = in_order_within(
            IN_FLIGHT,
            |(raw, _)| raw.bytes(),
            drawn,
            self.jobs,
            |(raw, part)| {
                let digest = self.digests.then(|| raw.digest());
                (Done { record: self.pipeline.record_raw(raw), digest }, part)
            },
            |(done, part)| {
                meter.count(&done.record, part);
                emit(done)
            },
        );
        meter.finish();
        done
    }
}

/// The next article of the part that is read; none once the run is to stop. One that was being read meanwhile may be cut,
/// and is left to the run that goes on.
pub(super) fn next(articles: &mut Articles, shard: Option<Shard>, stop: &Stop) -> Option<Raw> {
    iter::from_fn(|| (!stop.is_asked()).then(|| articles.next_raw()).flatten())
        .find(|raw| shard.is_none_or(|shard| shard.has(raw.id())))
        .filter(|_| !stop.is_asked())
}
