//! `onrecord extract`.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Context;

use super::args::{Extract, Reading};
use super::progress::Meter;
use super::{End, pipeline};
use crate::output;
use crate::pipeline::{Pipeline, in_order};
use crate::record::{Provenance, Record, Status};
use crate::text::{Article, Input, Unreadable, Warning, WarningCode, inputs};

pub(super) fn run(args: &Extract) -> anyhow::Result<End> {
    let mut out: Box<dyn Write> = match &args.output {
        Some(path) => Box::new(File::create(path).with_context(|| format!("{}: cannot be written", path.display()))?),
        None => Box::new(io::stdout().lock()),
    };
    let mut out = BufWriter::new(&mut out);
    let failed = records(&args.inputs, &args.reading, |record| {
        out.write_all(output::line(record)?.as_bytes())?;
        // A reader at the other end of a pipe sees each record when it is made.
        Ok(out.flush()?)
    })?;
    Ok(if failed { End::SomeFailed } else { End::Done })
}

/// Reads every article of `inputs` and hands on the records in order. Tells whether one failed or was cut.
pub(super) fn records(
    list: &[std::ffi::OsString],
    reading: &Reading,
    mut emit: impl FnMut(&Record) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let articles = inputs(list.iter().cloned().map(Input::from).collect())?;
    let pipeline = pipeline(reading)?;
    let provenance = Provenance::of(&pipeline);
    let mut meter = Meter::new(reading.progress);
    let mut failed = false;
    let done = in_order(
        articles,
        reading.jobs(),
        |item| record(&pipeline, &provenance, item),
        |record| {
            failed |= matches!(record.doc.status, Status::Error | Status::Truncated | Status::Empty) || !sound(&record);
            meter.count(&record);
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
pub(super) fn record(pipeline: &Pipeline, provenance: &Provenance, item: Result<Article, Unreadable>) -> Record {
    let article = match item {
        Ok(article) => article,
        Err(unreadable) => return Record::unreadable(&unreadable, provenance),
    };
    let (id, source) = (article.id.clone(), article.source.clone());
    let work = || Record::of(&pipeline.analyse(article), pipeline.rules().rules(), provenance);
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let message = "this article met a defect of the program; please report it with the article's text".to_owned();
        let warning = Warning { code: WarningCode::Tagger, message, span: None };
        Record::unreadable(&Unreadable { id, source, warning }, provenance)
    })
}
