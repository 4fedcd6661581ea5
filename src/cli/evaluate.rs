//! `onrecord eval`.

use std::io::{self, Write};

use anyhow::{Context, bail};
use clap::error::ErrorKind;

use super::args::{self, Eval, Floor, Format};
use super::progress::Meter;
use super::{End, convert, pipeline};
use crate::eval::{
    Gold, Labels, Records, Report, Verdict, figure_names, read_baseline, read_earlier, read_records, score,
};
use crate::formats::{self, Import};
use crate::output::{Detail, markdown, page, table};
use crate::pipeline::in_order;
use crate::record::Record;
use crate::text::Article;

pub(super) fn run(args: &Eval) -> anyhow::Result<End> {
    let gold = gold(args)?;
    known(&args.fail_under, &gold)?;
    // What cannot be read should not cost the reading of every article first.
    let earlier = args.compare.as_deref().map(read_earlier).transpose()?;
    let baseline = args.baseline.as_deref().map(read_baseline).transpose()?;
    let records = match &args.records {
        Some(path) => {
            let Records { records, remarks } = read_records(path)?;
            convert::told(&remarks)?;
            records
        }
        None => read_now(args, &gold)?,
    };
    let mut report = score(&gold, &records)?;
    earlier.iter().try_for_each(|earlier| report.compare(earlier))?;
    let engine = records.first().map(|record| record.provenance.model.engine.as_str());
    baseline.iter().try_for_each(|baseline| report.hold_to(baseline, engine))?;
    let mut out = io::stdout().lock();
    match args.format {
        Format::Table => write!(out, "{}", table(&report, if args.errors { Detail::Misses } else { Detail::Tables }))?,
        Format::Summary => write!(out, "{}", table(&report, Detail::Summary))?,
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?,
        Format::Html => write!(out, "{}", page(&report))?,
        Format::Md => write!(out, "{}", markdown(&report))?,
    }
    out.flush()?;
    let fallen = [below(&report, &args.fail_under)?, fallen(&report)].concat();
    fallen.iter().try_for_each(|line| writeln!(io::stderr(), "onrecord: {line}"))?;
    Ok(if fallen.is_empty() { End::Done } else { End::Below })
}

/// The gold, all of it: a label that cannot be right would make every figure wrong. Each is told, so that all can be corrected
/// at once.
fn gold(args: &Eval) -> anyhow::Result<Gold> {
    let Import { gold, remarks, refused } = formats::read(&args.gold, args.gold_format)?;
    convert::told(&remarks)?;
    match refused.as_slice() {
        [] => Ok(gold),
        [.., last] => {
            convert::told(&refused[..refused.len() - 1])?;
            bail!("{last}")
        }
    }
}

/// A name that no report over this gold has is a mistake of whoever typed it.
fn known(floors: &[Floor], gold: &Gold) -> Result<(), clap::Error> {
    let known = figure_names(gold);
    match floors.iter().find(|floor| !known.contains(&floor.name)) {
        None => Ok(()),
        Some(Floor { name, .. }) => {
            let message =
                format!("--fail-under: no figure `{name}` over this gold; known are:\n  {}\n", known.join("\n  "));
            Err(args::usage(ErrorKind::InvalidValue, message))
        }
    }
}

fn below(report: &Report, floors: &[Floor]) -> anyhow::Result<Vec<String>> {
    let mut below = Vec::new();
    for Floor { name, value } in floors {
        let got = report.figure(name).with_context(|| format!("--fail-under {name}: the gold has no labels for it"))?;
        below.extend((got < *value).then(|| format!("{name} is {got:.4}, below {value}")));
    }
    Ok(below)
}

/// Figures that fell below what was accepted.
fn fallen(report: &Report) -> Vec<String> {
    let held = report.standing.iter().flat_map(|standing| &standing.figures);
    let number = |value: Option<f64>| value.map_or_else(|| "nothing".into(), |value| format!("{value:.4}"));
    held.filter(|held| held.verdict == Verdict::Fallen)
        .map(|held| format!("{} fell from {} to {}", held.figure, number(held.accepted), number(held.now)))
        .collect()
}

/// Reads the gold's own texts.
fn read_now(args: &Eval, gold: &Gold) -> anyhow::Result<Vec<Record>> {
    let pipeline = pipeline(&args.reading)?;
    let articles: Vec<Article> = gold.articles.iter().map(Labels::article).collect();
    let mut meter = Meter::new(args.reading.progress);
    let mut records = Vec::with_capacity(articles.len());
    let (total, mut done) = (articles.iter().map(|article| article.text.len()).sum::<usize>(), 0);
    in_order(
        articles.into_iter(),
        args.reading.jobs(),
        |article| pipeline.record(article),
        |record| {
            done += record.text.as_ref().map_or(0, String::len);
            meter.count(&record, Some(done as f64 / total.max(1) as f64));
            records.push(record);
            anyhow::Ok(())
        },
    )?;
    meter.finish();
    Ok(records)
}
