//! `onrecord extract`.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;

use anyhow::{Context, bail};

use super::args::{Extract, Reading};
use super::progress::Meter;
use super::{End, pipeline};
use crate::output;
use crate::pipeline::{Analysis, Pipeline, in_order};
use crate::record::{Provenance, Record, Status};
use crate::text::{Article, Articles, Input, Unreadable, WarningCode, inputs};

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
    let mut file = File::create(&part).with_context(|| format!("{}: cannot be written", part.display()))?;
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

/// An article, or why it could not be read.
pub(super) type Item = Result<Article, Unreadable>;

/// The articles of the inputs. Files are listed now and read when asked for.
pub(super) fn articles(list: &[OsString]) -> anyhow::Result<Articles> {
    Ok(inputs(list.iter().cloned().map(Input::from).collect())?)
}

/// Reads every article and hands on the records in order. Tells whether one failed or was cut.
pub(super) fn records(
    mut articles: Articles,
    reading: &Reading,
    mut emit: impl FnMut(&Record) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let pipeline = pipeline(reading)?;
    let provenance = Provenance::of(&pipeline);
    let mut meter = Meter::new(reading.progress);
    let mut failed = false;
    let done = in_order(
        // Reading is ahead of the work: how far it was belongs to the article.
        iter::from_fn(move || articles.next().map(|item| (item, articles.part_read()))),
        reading.jobs(),
        |(item, part)| (record(&pipeline, &provenance, item), part),
        |(record, part)| {
            failed |= matches!(record.doc.status, Status::Error | Status::Truncated | Status::Empty) || !sound(&record);
            meter.count(&record, part);
            emit(&record)
        },
    );
    meter.finish();
    done?;
    Ok(failed)
}

/// Did the whole article get through? Bytes that were replaced or lost are a failure in part.
fn sound(record: &Record) -> bool {
    let lossy = [WarningCode::BrokenCompression.name(), WarningCode::BadBytes.name()];
    !record.warnings.iter().any(|warning| lossy.contains(&warning.code.as_str()))
}

/// The record of one item, whatever happens to it: even a defect of this program costs one article, not the run.
pub(super) fn record(pipeline: &Pipeline, provenance: &Provenance, item: Item) -> Record {
    let article = match item {
        Ok(article) => article,
        Err(unreadable) => return Record::unreadable(&unreadable, provenance),
    };
    let kept = article.clone();
    let rules = pipeline.rules().rules();
    catch_unwind(AssertUnwindSafe(|| Record::of(&pipeline.analyse(article), rules, provenance)))
        .unwrap_or_else(|_| Record::of(&Analysis::defect(kept), rules, provenance))
}
