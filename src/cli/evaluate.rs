//! `onrecord eval`.

use std::io::{self, Write};

use anyhow::{Context, bail};

use super::args::{Eval, Format};
use super::progress::Meter;
use super::{End, convert, extract, pipeline};
use crate::eval::{Gold, figure_names, read_records, score};
use crate::output::table;
use crate::pipeline::in_order;
use crate::record::{Provenance, Record};
use crate::text::Article;

pub(super) fn run(args: &Eval) -> anyhow::Result<End> {
    let floors = args.fail_under.iter().map(|floor| parse(floor)).collect::<anyhow::Result<Vec<_>>>()?;
    let gold = convert::read(&args.gold, args.gold_format)?;
    let records = match &args.records {
        Some(path) => read_records(path)?,
        None => read_now(args, &gold)?,
    };
    let report = score(&gold, &records)?;
    let mut out = io::stdout().lock();
    match args.format {
        Format::Table => write!(out, "{}", table(&report, args.errors))?,
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&report)?)?,
    }
    let mut end = End::Done;
    for (name, floor) in floors {
        let got =
            report.figure(&name).with_context(|| format!("--fail-under {name}: the gold has no labels for it"))?;
        if got < floor {
            writeln!(io::stderr(), "onrecord: {name} is {got:.4}, below {floor}")?;
            end = End::Below;
        }
    }
    Ok(end)
}

fn parse(floor: &str) -> anyhow::Result<(String, f64)> {
    let known = figure_names();
    let (name, value) = floor.split_once('=').with_context(|| format!("--fail-under {floor}: expected NAME=VALUE"))?;
    if !known.iter().any(|k| k == name) {
        bail!("--fail-under: no figure `{name}`: expected one of {}", known.join(", "));
    }
    let value = value.parse().with_context(|| format!("--fail-under {name}: expected a number, got `{value}`"))?;
    Ok((name.to_owned(), value))
}

/// Reads the gold's own texts.
fn read_now(args: &Eval, gold: &Gold) -> anyhow::Result<Vec<Record>> {
    let pipeline = pipeline(&args.reading)?;
    let provenance = Provenance::of(&pipeline);
    let articles: Vec<Article> = gold.articles.iter().map(|a| Article::new(a.id.as_str(), a.text.as_str())).collect();
    let mut meter = Meter::new(args.reading.progress);
    let mut records = Vec::with_capacity(articles.len());
    in_order(
        articles.into_iter(),
        args.reading.jobs(),
        |article| extract::record(&pipeline, &provenance, Ok(article)),
        |record| {
            meter.count(&record);
            records.push(record);
            anyhow::Ok(())
        },
    )?;
    meter.finish();
    Ok(records)
}
