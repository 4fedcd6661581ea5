//! `onrecord extract`.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::iter;
use std::path::PathBuf;

use anyhow::{Context, bail, ensure};

use super::args::{Extract, Reading};
use super::progress::Meter;
use super::repeats::Repeats;
use super::{End, pipeline};
use crate::output;
use crate::pipeline::in_order;
use crate::record::Record;
use crate::text::{Articles, Input, Wanted, inputs_from};

pub(super) fn run(args: &Extract) -> anyhow::Result<End> {
    let articles = articles(&args.inputs)?;
    let Some(path) = &args.output else {
        return write_to(&mut io::stdout().lock(), articles, &args.reading);
    };
    for input in &args.inputs {
        if path.canonicalize().is_ok_and(|output| fs::canonicalize(input).is_ok_and(|input| input == output)) {
            bail!("{}: is an input too; choose another name for --output", path.display());
        }
    }
    // Whole or not at all: what an earlier run wrote stays until this one is done.
    let part = PathBuf::from(format!("{}.part", path.display()));
    let unwritable = || format!("{}: cannot be written; expected a file in a folder that is there", path.display());
    ensure!(!path.is_dir(), "{}, got a folder", unwritable());
    let mut file = File::create(&part).with_context(unwritable)?;
    let end = write_to(&mut file, articles, &args.reading)?;
    fs::rename(&part, path).with_context(|| format!("{}: cannot be renamed to {}", part.display(), path.display()))?;
    Ok(end)
}

fn write_to(out: &mut dyn Write, articles: Articles, reading: &Reading) -> anyhow::Result<End> {
    let mut out = BufWriter::new(out);
    let failed = records(articles, reading, |record| {
        out.write_all(output::line(record)?.as_bytes())?;
        // A reader at the other end of a pipe sees each record when it is made.
        Ok(out.flush()?)
    })?;
    Ok(if failed { End::SomeFailed } else { End::Done })
}

/// The articles of the inputs. Files are listed now and read when asked for.
pub(super) fn articles(list: &[OsString]) -> anyhow::Result<Articles> {
    Ok(inputs_from(list.iter().cloned().map(Input::from).collect(), Box::new(io::stdin()), Wanted::default())?)
}

/// Reads every article and hands on the records in order. Tells whether one failed or was cut.
pub(super) fn records(
    mut articles: Articles,
    reading: &Reading,
    mut emit: impl FnMut(&Record) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let pipeline = pipeline(reading)?;
    let mut meter = Meter::new(reading.progress);
    let mut failed = false;
    let mut repeats = Repeats::default();
    let done = in_order(
        // Reading is ahead of the work: how far it was belongs to the article.
        iter::from_fn(move || articles.next_raw().map(|raw| (raw, articles.part_read()))),
        reading.jobs(),
        |(raw, part)| {
            (raw.read().map_or_else(|bad| pipeline.record_unreadable(&bad), |article| pipeline.record(article)), part)
        },
        |(record, part)| {
            failed |= !record.doc.status.is_whole();
            meter.count(&record, part);
            repeats.see(&record.id);
            emit(&record)
        },
    );
    meter.finish();
    if let Some(told) = repeats.told() {
        writeln!(io::stderr(), "onrecord: {told}")?;
    }
    done?;
    Ok(failed)
}
