//! A report as Markdown, for a pull request or a wiki.

use super::grid::Grid;
use super::sections::{compared, comparison, details, headlines};
use crate::eval::Report;
use std::fmt::Write;

/// Renders a report as Markdown tables.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let mut text = String::from("# Evaluation\n\n");
    for line in compared(report) {
        let _ = writeln!(text, "- {}", plain(&line)); // writing to a string cannot fail
    }
    section(&mut text, &headlines(report));
    if let Some(change) = &report.comparison {
        section(&mut text, &comparison(change));
    }
    for grid in details(report) {
        section(&mut text, &grid);
    }
    text
}

fn section(text: &mut String, grid: &Grid) {
    let line =
        |cells: &[String]| format!("| {} |", cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join(" | "));
    let rule = vec!["--:"; grid.head.len() - 1].join(" | ");
    let _ = writeln!(text, "\n## {}\n\n{}\n\n{}\n| :-- | {rule} |", plain(&grid.title), grid.note, line(&grid.head));
    for row in &grid.rows {
        let _ = writeln!(text, "{}", line(row));
    }
}

/// Words from outside (paths, ids, types) keep their characters: none starts markup, a cell or a line.
fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '|' | '<' | '>' | '[' | ']' | '#' | '&' | '~' => text.extend(['\\', c]),
            '\n' | '\r' => text.push(' '),
            _ => text.push(c),
        }
    }
    text
}
