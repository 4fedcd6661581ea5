//! `onrecord explain`.

use std::io::{self, Write};

use super::args::Explain;
use super::run::{Run, articles, tell};
use super::stop::Stop;
use super::tally::Tally;
use super::{End, pipeline};
use crate::output;
use crate::text::{Outputs, Wanted};

pub(super) fn run(args: &Explain) -> anyhow::Result<End> {
    let stop = Stop::listen()?;
    let mut outputs = Outputs::default();
    outputs.add_stdout();
    let articles = articles(&args.inputs, Wanted { outputs, ..(&args.taking).into() }, &stop, args.telling)?;
    let pipeline = pipeline(&args.reading)?;
    let mut tally = Tally::default();
    let mut out = io::stdout().lock();
    let (jobs, progress) = (args.reading.jobs(), args.telling.progress(&args.reading));
    let run = Run { pipeline: &pipeline, jobs, progress, shard: None, stop: &stop, digests: false };
    let remarks = articles.remarks();
    run.records(articles, |done| {
        tell(&remarks, args.telling)?;
        tally.count(&done.record);
        out.write_all(output::explain(&done.record).as_bytes())?;
        Ok(out.write_all(b"\n")?)
    })?;
    tell(&remarks, args.telling)?;
    Ok(stop.end().unwrap_or(if tally.has_failed() { End::SomeFailed } else { End::Done }))
}
