//! `onrecord convert`.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::bail;

use super::End;
use super::args::Convert;
use crate::eval::Gold;
use crate::formats::{self, Format, Target};

pub(super) fn run(args: &Convert) -> anyhow::Result<End> {
    let gold = read(&args.inputs, args.from)?;
    let is_output = |input: &PathBuf| {
        let output = args.output.as_ref().and_then(|path| path.canonicalize().ok());
        output.is_some() && output == input.canonicalize().ok()
    };
    if let Some(input) = args.inputs.iter().find(|input| is_output(input)) {
        bail!("{}: is the output too; choose another name for --output", input.display());
    }
    match (args.to, &args.output) {
        (Target::Record, None) => io::stdout().lock().write_all(formats::lines(&gold.articles)?.as_bytes())?,
        (Target::Record, Some(path)) => formats::write_lines(&gold.articles, path)?,
        (Target::Brat, Some(folder)) => formats::write_brat(&gold.articles, folder)?,
        (Target::LabelStudio, Some(path)) => formats::write_label_studio(&gold.articles, path, args.offsets)?,
        (Target::Brat | Target::LabelStudio, None) => {
            bail!("--output: expected a path, because more than one file is written")
        }
    }
    Ok(End::Done)
}

/// Labels, with a line on standard error for whatever was left out.
pub(super) fn read(paths: &[PathBuf], format: Format) -> anyhow::Result<Gold> {
    let import = formats::read(paths, format)?;
    let mut out = io::stderr().lock();
    for remark in &import.remarks {
        writeln!(out, "onrecord: {remark}")?;
    }
    Ok(import.gold)
}
