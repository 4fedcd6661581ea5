//! `onrecord convert`.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use anyhow::{Context, bail};
use clap::error::ErrorKind;

use super::End;
use super::args::{self, Convert};
use crate::formats::{self, Existing, FormatError, Import, Target};
use crate::output::{self, event_head, event_lines};
use crate::record::{Record, read_line};

pub(super) fn run(args: &Convert) -> anyhow::Result<End> {
    if args.to == Target::Events {
        return events(args);
    }
    let Import { gold, remarks, mut refused } = formats::read(&args.inputs, args.from)?;
    told(&remarks)?;
    told(&refused)?;
    let is_output = |input: &PathBuf| {
        let output = args.output.as_ref().and_then(|path| path.canonicalize().ok());
        output.is_some() && output == input.canonicalize().ok()
    };
    if let Some(input) = args.inputs.iter().find(|input| is_output(input)) {
        bail!("{}: is the output too; choose another name for --output", input.display());
    }
    if gold.articles.is_empty() && !refused.is_empty() {
        bail!("no article is left to write");
    }
    let existing = if args.force { Existing::Replaced } else { Existing::Kept };
    let left_out = match (args.to, &args.output) {
        (Target::Brat, Some(folder)) => formats::write_brat(&gold.articles, folder, existing),
        (Target::LabelStudio, Some(path)) => formats::write_label_studio(&gold.articles, path, args.offsets, existing),
        (Target::Record, Some(path)) => formats::write_lines(&gold.articles, path, existing).map(|()| Vec::new()),
        (Target::Record, None) => {
            io::stdout().lock().write_all(formats::lines(&gold.articles)?.as_bytes())?;
            Ok(Vec::new())
        }
        (Target::Brat | Target::LabelStudio | Target::Events, _) => {
            bail!("--output: expected a path, because more than one file is written")
        }
    };
    let left_out = match left_out {
        Err(name @ FormatError::ConfigName(_)) => return Err(args::usage(ErrorKind::InvalidValue, name).into()),
        left_out => left_out?,
    };
    told(&left_out)?;
    refused.extend(left_out);
    if refused.is_empty() {
        return Ok(End::Done);
    }
    writeln!(io::stderr(), "onrecord: {} left out, for the reasons above", articles(refused.len()))?;
    Ok(End::SomeFailed)
}

/// Records as event data, one after another: none is kept.
fn events(args: &Convert) -> anyhow::Result<End> {
    let mut out: Box<dyn Write> = match &args.output {
        None => Box::new(io::stdout().lock()),
        Some(path) if args.force => Box::new(File::create(path).with_context(|| path.display().to_string())?),
        Some(path) => Box::new(File::create_new(path).with_context(|| {
            format!(
                "{}: cannot be made; if it is there already, choose another name, or --force to overwrite",
                path.display()
            )
        })?),
    };
    out.write_all(&event_head()?)?;
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
            out.write_all(&event_lines(&output::events(&record, args.all_modalities))?)?;
        }
    }
    out.flush()?;
    if textless > 0 {
        told(&[format!(
            "{textless} records have no text, as `extract --no-text` writes them: `evidence` is empty there"
        )])?;
    }
    Ok(End::Done)
}

fn articles(number: usize) -> String {
    if number == 1 { "1 article was".into() } else { format!("{number} articles were") }
}

/// A line on standard error for whatever was left out, or taken in a special way.
pub(super) fn told(what: &[impl Display]) -> io::Result<()> {
    let mut out = io::stderr().lock();
    what.iter().try_for_each(|line| writeln!(out, "onrecord: {line}"))
}
