//! `onrecord convert --to events`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use anyhow::{Context, ensure};

use super::End;
use super::args::{Convert, Table};
use super::convert::{apart, told};
use super::draft::Draft;
use crate::output::{EventCsv, EventParquet, Sink};
use crate::record::{Record, read_line};

/// Records as event data, one after another: none is kept.
pub(super) fn run(args: &Convert) -> anyhow::Result<End> {
    let table = Table::of(args.output.as_deref())?;
    apart(&args.inputs, args.output.as_deref())?;
    let (mut out, draft) = open(args, table)?;
    let mut textless = 0;
    for path in &args.inputs {
        let input: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(io::stdin().lock())
        } else {
            Box::new(BufReader::new(File::open(path).with_context(|| path.display().to_string())?))
        };
        for (number, line) in (1..).zip(input.lines()) {
            let place = || format!("{}:{number}", path.display());
            let line = line.with_context(place)?;
            if line.trim().is_empty() {
                continue;
            }
            let record = read_line::<Record>(&line)
                .with_context(|| format!("{}: expected a record as `onrecord extract` writes it", place()))?
                .value;
            textless += usize::from(record.text.is_none());
            out.write(&record)?;
        }
    }
    out.finish()?;
    draft.map_or(Ok(()), Draft::put)?;
    if textless > 0 {
        told(&[format!(
            "{textless} records have no text, as `extract --no-text` writes them: `evidence` is empty there"
        )])?;
    }
    Ok(End::Done)
}

/// Where the rows go, and what is put in its place when they are whole.
fn open(args: &Convert, table: Table) -> anyhow::Result<(Box<dyn Sink>, Option<Draft>)> {
    let all = args.all_modalities;
    let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else {
        let out = Box::new(io::stdout().lock());
        return Ok((Box::new(EventCsv::stream(out, Path::new("standard output"), all)?), None));
    };
    if fs::metadata(path).is_ok_and(|there| !there.is_file() && !there.is_dir()) {
        let unwritable = || format!("{}: cannot be written; expected a file", path.display());
        ensure!(table == Table::Csv, "{}, got a pipe or a device", unwritable());
        let out = OpenOptions::new().write(true).open(path).with_context(unwritable)?;
        return Ok((Box::new(EventCsv::stream(Box::new(out), path, all)?), None));
    }
    let (draft, file) = Draft::open(path, args.force)?;
    let sink: Box<dyn Sink> = match table {
        Table::Csv => Box::new(EventCsv::create(file, draft.path(), all)?),
        Table::Parquet => Box::new(EventParquet::create(file, draft.path(), all)?),
    };
    Ok((sink, Some(draft)))
}
