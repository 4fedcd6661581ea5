//! What a report says, table by table, whatever the format.

use super::grid::{Grid, articles, interval, percent};
use crate::eval::{
    Accuracy, Alignment, BlockScores, Ceaf, Comparison, Confusion, EntityScores, Layer, MucView, RelationScores,
    Reliability, Report, Score, Setting,
};
use std::collections::BTreeSet;

/// Article ids that are listed before the rest is only counted.
const LISTED: usize = 5;

/// What was compared, one line each; articles that could not be compared are stated.
pub(super) fn compared(report: &Report) -> Vec<String> {
    let file =
        |file: &crate::eval::GoldFile| format!("{} ({}, sha256 {})", file.path, articles(file.articles), file.sha256);
    let Alignment { gold, predicted, missing, extra } = &report.articles;
    let mut lines: Vec<String> = report.gold.iter().map(file).collect();
    lines.push(format!("{} in the gold, {predicted} in the records", articles(*gold)));
    for (what, ids) in [("without a record, scored as empty", missing), ("without gold, left out", extra)] {
        let more = if ids.len() > LISTED { ", …" } else { "" };
        let listed = || format!("{} {what}: {}{more}", articles(ids.len()), ids[..ids.len().min(LISTED)].join(", "));
        lines.extend((!ids.is_empty()).then(listed));
    }
    lines
}

/// The figures that a run is judged by.
pub(super) fn headlines(report: &Report) -> Grid {
    let mut grid = Grid::new(
        "headline figures",
        "F1 or, of an aspect, the share that is right; 95 % bootstrap interval over articles.",
        &["figure", "value", "95 %", "right", "gold", "pred"],
    );
    if report.standing.is_some() {
        grid.head.extend(["accepted".into(), "stands".into()]);
    }
    for (at, line) in report.headlines.iter().enumerate() {
        let counts = [line.total.right, line.total.gold, line.total.predicted].map(|count| count.to_string());
        let held = report.standing.iter().map(|standing| &standing.figures[at]);
        let held = held.flat_map(|held| [percent(held.accepted), held.verdict.name().to_owned()]);
        grid.row(&line.figure, [percent(line.value), interval(line.interval)].into_iter().chain(counts).chain(held));
        // Entities are more or less alike, so that they have no whole counts to be held to.
        if line.figure == "entities.f1" && report.entities.ceaf.articles > 0 {
            grid.row("entities.ceaf.f1", ceaf(&report.entities.ceaf));
        }
    }
    grid
}

/// Value, interval, how much is right, gold, predicted.
fn ceaf(ceaf: &Ceaf) -> [String; 5] {
    let alike = format!("{:.1}", ceaf.alike);
    [percent(ceaf.f1), interval(ceaf.f1_interval), alike, ceaf.gold.to_string(), ceaf.predicted.to_string()]
}

/// Against an earlier report.
pub(super) fn comparison(comparison: &Comparison) -> Grid {
    let mut grid = Grid::new(
        format!("change since {}", comparison.with),
        "Paired bootstrap over the same articles: a change is real where its 95 % interval leaves out 0.",
        &["figure", "before", "after", "change", "95 %", "real"],
    );
    let signed = |value: f64| format!("{:+.2}", value * 100.0);
    for change in &comparison.changes {
        let [before, after] = [change.before, change.after].map(|value| percent(Some(value)));
        let interval = change.interval.map(|[low, high]| format!("{} to {}", signed(low), signed(high)));
        let real = if change.is_real() { "yes" } else { "no" };
        let cells = [before, after, signed(change.after - change.before), interval.unwrap_or_default(), real.into()];
        grid.row(&change.figure, cells);
    }
    grid
}

/// Everything else.
pub(super) fn details(report: &Report) -> Vec<Grid> {
    let mut grids = Vec::new();
    if report.blocks.articles > 0 {
        grids.push(blocks(&report.blocks));
    }
    if report.entities.articles > 0 {
        grids.extend(names(&report.entities));
    }
    if report.relations.articles > 0 {
        grids.extend(relations(&report.relations));
    }
    grids.extend(facets(report));
    if !report.misses.is_empty() {
        grids.push(buckets(report));
    }
    grids
}

const SCORE: [&str; 7] = ["P", "R", "F1", "95 %", "gold", "pred", "right"];

fn score(score: &Score) -> [String; 7] {
    let [p, r, f1] = [score.precision, score.recall, score.f1].map(percent);
    let [gold, pred, right] = [score.gold, score.predicted, score.right].map(|count| count.to_string());
    [p, r, f1, interval(score.f1_interval), gold, pred, right]
}

fn scores(title: String, note: &'static str, first: &str) -> Grid {
    Grid::new(title, note, &[&[first], SCORE.as_slice()].concat())
}

fn blocks(blocks: &BlockScores) -> Grid {
    let note = "Characters (without white space) put into the right kind of block; what is boilerplate is not read.";
    let mut grid = scores(format!("blocks ({})", articles(blocks.articles)), note, "kind");
    grid.row("all", score(&blocks.overall));
    blocks.kinds.iter().for_each(|(kind, kind_score)| grid.row(kind, score(kind_score)));
    grid
}

fn names(names: &EntityScores) -> Vec<Grid> {
    let mut types = scores(format!("names ({})", articles(names.articles)), "Exact extent and type.", "type");
    types.row("all", score(&names.strict));
    names.types.iter().for_each(|(class, class_score)| types.row(class, score(class_score)));
    types.row(
        "macro",
        ["–".into(), "–".into(), percent(names.macro_f1)].into_iter().chain([const { String::new() }; 4]),
    );
    let note = "Correct, incorrect, partial, missed, spurious; in `partial` an overlap counts half, in `type` whole.";
    let mut views =
        Grid::new("names, the four views of MUC", note, &["view", "P", "R", "F1", "cor", "inc", "par", "mis", "spu"]);
    let of = &names.views;
    for (name, view) in [("strict", of.strict), ("exact", of.exact), ("partial", of.partial), ("type", of.kind)] {
        let MucView { precision, recall, f1, correct, incorrect, partial, missed, spurious } = view;
        let counts = [correct, incorrect, partial, missed, spurious].map(|count| count.to_string());
        views.row(name, [precision, recall, f1].map(percent).into_iter().chain(counts));
    }
    let mut grids = vec![types, views];
    grids.extend((names.ceaf.articles > 0).then(|| entities(&names.ceaf)));
    grids.extend(confusion("names", &names.confusion));
    grids.extend(reliability("names", &names.reliability));
    grids
}

fn entities(ceaf: &Ceaf) -> Grid {
    let note = "Right type, whole name, nothing merged or split (CEAF-e): how alike the best pairs of entities are, by their names.";
    let title = format!("entities ({})", articles(ceaf.articles));
    let mut grid = Grid::new(title, note, &["measure", "P", "R", "F1", "95 %", "gold", "pred", "alike"]);
    let ratios = [ceaf.precision, ceaf.recall, ceaf.f1].map(percent);
    let counts = [ceaf.gold.to_string(), ceaf.predicted.to_string(), format!("{:.1}", ceaf.alike)];
    grid.row("ceaf", ratios.into_iter().chain([interval(ceaf.f1_interval)]).chain(counts));
    grid
}

fn relations(relations: &RelationScores) -> Vec<Grid> {
    let note = "strict: type, cue and every argument's exact extent. boundaries: the same, whatever the type. \
                entity: type and cue, and arguments name the same entity. cue: type and cue alone.";
    let title = match (relations.articles, relations.articles_with_arguments) {
        (all, with) if with < all => {
            format!("relations ({}; all but cue over {with}, which label arguments)", articles(all))
        }
        (all, _) => format!("relations ({})", articles(all)),
    };
    let mut settings = scores(title, note, "setting");
    relations.overall.iter().for_each(|(setting, overall)| settings.row(setting.name(), score(overall)));
    let head = ["type", "cue P", "cue R", "cue F1", "entity F1", "strict F1", "gold", "pred"];
    let mut types = Grid::new("relations by type", "Each type under the settings that look at it.", &head);
    for (kind, by) in &relations.types {
        let f1 = |setting| by.get(&setting).and_then(|score| score.f1);
        let cue = by.get(&Setting::Cue).copied().unwrap_or_default();
        let ratios = [cue.precision, cue.recall, cue.f1, f1(Setting::Entity), f1(Setting::Strict)].map(percent);
        types.row(kind, ratios.into_iter().chain([cue.gold.to_string(), cue.predicted.to_string()]));
    }
    let note = "Of the relations with the right type and cue. Marked: where it matters, that is where gold or prediction \
                has a chain, a negation, an answer, ….";
    let head = ["aspect", "right", "95 %", "of", "marked right", "95 %", "of"];
    let mut aspects = Grid::new("aspects of what was found", note, &head);
    for (aspect, Accuracy { all, marked }) in &relations.aspects {
        let cells =
            [all, marked].map(|share| [percent(share.value), interval(share.interval), share.total.to_string()]);
        aspects.row(aspect.name(), cells.into_iter().flatten());
    }
    let mut grids = vec![settings, types, aspects];
    grids.extend(confusion("relations", &relations.confusion));
    grids.extend(reliability("relations", &relations.reliability));
    grids
}

fn facets(report: &Report) -> Option<Grid> {
    let note = "Titles by their words, affiliations by whom they mean, countries and sectors by their codes, of the entities that the gold has; \
                times, places and media of all acts, where half is shared.";
    let mut grid = scores("facets of entities and acts".into(), note, "facet");
    let measured = report.facets.iter().filter(|(_, facet_score)| facet_score.gold > 0);
    measured.clone().for_each(|(facet, facet_score)| grid.row(facet.name(), score(facet_score)));
    measured.count().gt(&0).then_some(grid)
}

/// Columns are numbered, so that many types fit into a line. No table where every type was taken for itself.
fn confusion(of: &str, confusion: &Confusion) -> Option<Grid> {
    let kinds = confusion.kinds();
    let sides = || kinds.iter().map(|kind| Some(*kind)).chain([None]);
    let number = |at: usize| (at + 1).to_string();
    let heads: Vec<String> = (0..kinds.len()).map(number).collect();
    let head: Vec<&str> =
        ["gold ↓ taken for →"].into_iter().chain(heads.iter().map(String::as_str)).chain(["missed"]).collect();
    let mut grid = Grid::new(
        format!("confusion of {of}"),
        "Rows: gold. Columns: what the program took it for, by the row's number.",
        &head,
    );
    for (at, gold) in sides().enumerate() {
        let cells = sides().map(|predicted| match confusion.count(gold, predicted) {
            0 => "·".into(),
            count => count.to_string(),
        });
        grid.row(gold.map_or_else(|| "spurious".into(), |kind| format!("{} {kind}", number(at))), cells);
    }
    (!kinds.is_empty()).then_some(grid)
}

fn reliability(of: &str, table: &Reliability) -> Option<Grid> {
    let three = |value: Option<f64>| value.map_or_else(|| "–".into(), |value| format!("{value:.3}"));
    let title = format!(
        "reliability of the scores of {of}: expected error {}, Brier {}, {} without a score",
        three(table.expected_error),
        three(table.brier),
        table.unscored
    );
    let note = "Of predictions with a score of 0.9, nine in ten should be right.";
    let mut grid = Grid::new(title, note, &["score", "mean score", "right", "number"]);
    for bin in table.bins.iter().filter(|bin| bin.count > 0) {
        let cells = [three(bin.mean_score), three(bin.accuracy), bin.count.to_string()];
        grid.row(format!("{:.1}–{:.1}", bin.from, bin.to), cells);
    }
    (table.scored > 0).then_some(grid)
}

fn buckets(report: &Report) -> Grid {
    let mut grid =
        Grid::new("what goes wrong", "Each miss once, under its first cause.", &["bucket", "names", "relations"]);
    let of = |layer: Layer| report.buckets.get(&layer);
    let all: BTreeSet<_> = report.buckets.values().flat_map(|by| by.keys()).collect();
    for bucket in all {
        let count = |layer| of(layer).and_then(|by| by.get(bucket)).copied().unwrap_or_default().to_string();
        grid.row(bucket.name(), [count(Layer::Name), count(Layer::Relation)]);
    }
    grid
}
