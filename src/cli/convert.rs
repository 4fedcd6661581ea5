//! `onrecord convert`.

use std::fmt::Display;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::error::ErrorKind;

use super::End;
use super::args::{self, Convert};
use crate::formats::{self, Existing, FormatError, Import, Target};

pub(super) fn run(args: &Convert) -> anyhow::Result<End> {
    let Import { gold, remarks, mut refused } = formats::read(&args.inputs, args.from)?;
    told(&remarks)?;
    told(&refused)?;
    apart(&args.inputs, args.output.as_deref())?;
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

/// What is read is not written over.
pub(super) fn apart(inputs: &[PathBuf], output: Option<&Path>) -> anyhow::Result<()> {
    let output = output.and_then(|path| path.canonicalize().ok());
    let is_output = |input: &&PathBuf| output.is_some() && output == input.canonicalize().ok();
    if let Some(input) = inputs.iter().find(is_output) {
        bail!("{}: is the output too; choose another name for --output", input.display());
    }
    Ok(())
}

fn articles(number: usize) -> String {
    if number == 1 { "1 article was".into() } else { format!("{number} articles were") }
}

/// A line on standard error for whatever was left out, or taken in a special way.
pub(super) fn told(what: &[impl Display]) -> io::Result<()> {
    let mut out = io::stderr().lock();
    what.iter().try_for_each(|line| writeln!(out, "onrecord: {line}"))
}
