//! Charts as inline SVG. Colours and letters come from the page's style sheet.

use super::words::plain;
use crate::eval::{Bucket, Layer, Reliability, Report, Score, Setting, Tally};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Height of a row, in the units of the view box.
const ROW: f64 = 24.0;
/// Where the axis from 0 to 100 starts, and how long it is.
const LEFT: f64 = 360.0;
const LONG: f64 = 350.0;
const WIDTH: f64 = 880.0;

fn along(ratio: f64) -> f64 {
    LEFT + LONG * ratio
}

fn middle(row: usize) -> f64 {
    ROW * (row as f64 + 1.5)
}

/// A chart of rows with lines at 0, 25, 50, 75 and 100.
fn rows(label: &str, number: usize, marks: &Markup) -> Markup {
    let bottom = ROW * (number as f64 + 1.0);
    html! {
        div.scroll {
            svg.chart viewBox={ "0 0 " (WIDTH) " " (bottom + 6.0) } role="img" aria-label=(label) {
                @for at in [0.0, 0.25, 0.5, 0.75, 1.0] {
                    line.axis x1=(along(at)) x2=(along(at)) y1=(ROW - 4.0) y2=(bottom) {}
                    text.axis x=(along(at)) y=(ROW - 9.0) text-anchor="middle" { (at * 100.0) }
                }
                (marks)
            }
        }
    }
}

/// A figure with its interval, and the counts behind it.
struct Dot<'a> {
    figure: &'a str,
    value: f64,
    interval: Option<[f64; 2]>,
    told: String,
}

/// The figures that were measured, in the order of the table.
fn dots(report: &Report) -> Vec<Dot<'_>> {
    let ceaf = &report.entities.ceaf;
    let told = format!("alike {:.1}, {} gold, {} predicted", ceaf.alike, ceaf.gold, ceaf.predicted);
    let mut entities = ceaf.f1.map(|value| Dot { figure: "entities.ceaf.f1", value, interval: ceaf.f1_interval, told });
    let mut dots = Vec::new();
    for line in &report.headlines {
        let Tally { right, gold, predicted } = line.total;
        let told = format!("{right} right, {gold} gold, {predicted} predicted");
        dots.extend(line.value.map(|value| Dot { figure: &line.figure, value, interval: line.interval, told }));
        if line.figure == "entities.f1" {
            dots.extend(entities.take());
        }
    }
    dots
}

/// Each headline figure with its interval.
pub(super) fn headlines(report: &Report) -> Markup {
    let measured = dots(report);
    let marks = html! {
        @for (at, dot) in measured.iter().enumerate() {
            @let y = middle(at);
            @let part = dot.figure.ends_with(".accuracy") || dot.figure.ends_with(".marked");
            g class=(if part { "part" } else { "whole" }) {
                title { (dot.figure) ": " (dot.told) }
                text x=(LEFT - 16.0) y=(y + 4.0) text-anchor="end" { (plain(dot.figure)) }
                @if let Some([low, high]) = dot.interval {
                    line.interval x1=(along(low)) x2=(along(high)) y1=(y) y2=(y) {}
                }
                circle cx=(along(dot.value)) cy=(y) r="5" {}
                text.value x=(along(1.0) + 16.0) y=(y + 4.0) {
                    (format!("{:.1}", dot.value * 100.0))
                    @if let Some([low, high]) = dot.interval { (format!("  ({:.1}–{:.1})", low * 100.0, high * 100.0)) }
                }
            }
        }
    };
    rows("Headline figures with their intervals", measured.len(), &marks)
}

/// Each type of act under three settings.
pub(super) fn types(types: &BTreeMap<String, BTreeMap<Setting, Score>>) -> Markup {
    let settings = [
        (Setting::Strict, "to the letter (strict)"),
        (Setting::Entity, "people and content right (entity)"),
        (Setting::Cue, "noticed with its type (cue)"),
    ];
    let marks = html! {
        @for (at, (kind, by)) in types.iter().enumerate() {
            @let y = middle(at);
            @let cue = by.get(&Setting::Cue).copied().unwrap_or_default();
            text x=(LEFT - 16.0) y=(y + 4.0) text-anchor="end" { (kind) }
            line.rail x1=(along(0.0)) x2=(along(1.0)) y1=(y) y2=(y) {}
            // The easiest first, so that the hardest lies on top where they agree.
            @for (setting, _) in settings.iter().rev() {
                @if let Some(f1) = by.get(setting).and_then(|score| score.f1) {
                    circle class=(setting.name()) cx=(along(f1)) cy=(y) r=(radius(*setting)) {
                        title { (kind) ", " (setting.name()) " F1 " (format!("{:.1}", f1 * 100.0)) }
                    }
                }
            }
            text.value x=(along(1.0) + 16.0) y=(y + 4.0) { (cue.gold) " gold, " (cue.predicted) " found" }
        }
    };
    html! {
        p.legend {
            @for (setting, words) in settings {
                svg.key viewBox="0 0 16 16" aria-hidden="true" { circle class=(setting.name()) cx="8" cy="8" r=(radius(setting)) {} }
                (words)
            }
        }
        (rows("F1 of each type of act", types.len(), &marks))
    }
}

/// Rings that show through one another where settings agree.
fn radius(setting: Setting) -> f64 {
    match setting {
        Setting::Cue => 7.5,
        Setting::Entity => 5.5,
        Setting::Strict | Setting::Boundaries => 3.0,
    }
}

/// How many misses lie in each bucket: bars that set the browser's filter.
pub(super) fn buckets(buckets: &BTreeMap<Layer, BTreeMap<Bucket, usize>>) -> Markup {
    let most = buckets.values().flat_map(BTreeMap::values).max().copied().unwrap_or(1).max(1);
    html! {
        @for (layer, title) in [(Layer::Relation, "Acts"), (Layer::Name, "Names")] {
            @if let Some(by) = buckets.get(&layer) {
                h3 { (title) }
                div.bars {
                    @for (bucket, count) in by {
                        a href="#misses" data-layer=(layer.name()) data-bucket=(bucket.name()) title=(bucket.means()) { (bucket.name()) }
                        span.bar { span style={ "width:" (format!("{:.1}", 100.0 * *count as f64 / most as f64)) "%" } {} }
                        span.count { (count) }
                        span.means { (bucket.means()) }
                    }
                }
            }
        }
    }
}

/// Mean score against the share that is right.
pub(super) fn reliability(table: &Reliability) -> Markup {
    let (side, left, top) = (280.0, 60.0, 26.0);
    let place = |score: f64, share: f64| (left + side * score, top + side * (1.0 - share));
    let area = |count: usize| 4.0 + 16.0 * (count as f64 / table.scored.max(1) as f64).sqrt();
    html! {
        svg.square viewBox="0 0 620 360" role="img" aria-label="Scores against outcomes" {
            rect.frame x=(left) y=(top) width=(side) height=(side) {}
            line.axis x1=(left) y1=(top + side) x2=(left + side) y2=(top) {}
            @for at in [0.0, 0.5, 1.0] {
                text.axis x=(left + side * at) y=(top + side + 18.0) text-anchor="middle" { (at) }
                text.axis x=(left - 10.0) y=(top + 4.0 + side * (1.0 - at)) text-anchor="end" { (at) }
            }
            text x=(left + side / 2.0) y=(top + side + 38.0) text-anchor="middle" { "mean score" }
            text transform={ "translate(16 " (top + side / 2.0) ") rotate(-90)" } text-anchor="middle" { "share that is right" }
            @for bin in &table.bins {
                @if let (Some(score), Some(share)) = (bin.mean_score, bin.accuracy) {
                    @let (x, y) = place(score, share);
                    circle.dot cx=(x) cy=(y) r=(area(bin.count)) {
                        title { (bin.right) " of " (bin.count) " right, mean score " (format!("{score:.3}")) }
                    }
                }
            }
            @for (at, line) in told(table).iter().enumerate() {
                text x=(left + side + 40.0) y=(top + ROW * (at as f64 + 1.0)) { (line) }
            }
        }
    }
}

fn told(table: &Reliability) -> Vec<String> {
    let three = |value: Option<f64>| value.map_or_else(|| "–".into(), |value| format!("{value:.3}"));
    vec![
        format!("{} predictions with a score", table.scored),
        format!("{} without", table.unscored),
        format!("expected calibration error {}", three(table.expected_error)),
        format!("Brier score {}", three(table.brier)),
        "(0 is best for both)".into(),
    ]
}
