//! A report as aligned text, for a terminal.

use super::grid::Grid;
use super::sections::{compared, comparison, details, headlines};
use crate::eval::{Miss, Report};
use std::fmt::Write;

/// How much of a report is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Detail {
    /// The headline figures.
    Summary,
    /// Every table.
    Tables,
    /// Every table and every miss.
    Misses,
}

/// Renders a report for a terminal.
#[must_use]
pub fn table(report: &Report, detail: Detail) -> String {
    let mut text = format!("gold  {}\n", compared(report).join("\n      "));
    let mut grids = vec![headlines(report)];
    grids.extend(report.comparison.as_ref().map(comparison));
    if detail != Detail::Summary {
        grids.extend(details(report));
    }
    for grid in &grids {
        aligned(&mut text, grid);
    }
    if detail == Detail::Misses && !report.misses.is_empty() {
        text.push_str("\nmisses\n");
        for miss in &report.misses {
            listed(&mut text, miss);
        }
    }
    text
}

fn aligned(text: &mut String, grid: &Grid) {
    let wide = |cell: &String| cell.chars().count();
    let width = |at: usize| [&grid.head].into_iter().chain(&grid.rows).filter_map(|row| row.get(at).map(wide)).max();
    let widths: Vec<usize> = (0..grid.head.len()).filter_map(width).collect();
    let _ = writeln!(text, "\n{}", grid.title); // writing to a string cannot fail
    for row in [&grid.head].into_iter().chain(&grid.rows) {
        let pad = |(at, (cell, width)): (usize, (&String, &usize))| match at {
            0 => format!("  {cell:<width$}"),
            _ => format!("  {cell:>width$}"),
        };
        let line: String = row.iter().zip(&widths).enumerate().map(pad).collect();
        let _ = writeln!(text, "{}", line.trim_end());
    }
}

fn listed(text: &mut String, miss: &Miss) {
    let Miss { article, bucket, kind, start, end, text: words, differs, inexact, predicted, .. } = miss;
    let _ = write!(text, "{:<16} {kind:<18} {article} {start}..{end} {words:?}", bucket.name());
    let other = predicted.as_ref().filter(|seen| seen.kind != *kind).map(|seen| format!("found as {}", seen.kind));
    let differs = differs.iter().filter(|what| **what != "type").map(|what| (*what).to_owned());
    let inexact = inexact.iter().map(|what| format!("extent of {what}"));
    let what: Vec<String> = other.into_iter().chain(differs).chain(inexact).collect();
    let _ = writeln!(text, "{}{}", if what.is_empty() { "" } else { ": " }, what.join(", "));
}
