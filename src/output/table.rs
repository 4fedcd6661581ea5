//! A report as aligned text, for a terminal.

use crate::eval::{Accuracy, Alignment, Aspect, Case, Layer, Miss, Report, Score, Setting, View};
use std::fmt::{self, Display, Formatter};

/// Renders a report: what was compared, overall scores, scores by type, and the misses where they are asked for.
#[must_use]
pub fn table(report: &Report, misses: bool) -> String {
    Table { report, misses }.to_string()
}

/// Article ids that are listed before the rest is only counted.
const LISTED: usize = 5;

struct Table<'a> {
    report: &'a Report,
    misses: bool,
}

impl Display for Table<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.head(f)?;
        if self.report.entities.articles > 0 {
            self.entities(f)?;
        }
        if self.report.relations.articles > 0 {
            self.relations(f)?;
        }
        if self.misses { self.misses(f) } else { Ok(()) }
    }
}

impl Table<'_> {
    fn head(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for file in &self.report.gold {
            writeln!(f, "gold      {}  ({}, sha256 {})", file.path, articles(file.articles), file.sha256)?;
        }
        let Alignment { gold, predicted, missing, extra } = &self.report.articles;
        writeln!(f, "articles  {gold} in the gold, {predicted} in the records")?;
        listed(f, "without a record, scored as empty", missing)?;
        listed(f, "without gold, left out", extra)
    }

    fn entities(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let entities = &self.report.entities;
        header(f, &format!("names ({})", articles(entities.articles)))?;
        row(f, "strict", &entities.strict)?;
        for (class, score) in &entities.types {
            row(f, &format!("  {class}"), score)?;
        }
        writeln!(f, "{:<24}{:>24}", "  macro", percent(entities.macro_f1))?;
        let views = &entities.views;
        for (name, view) in [("exact", &views.exact), ("partial", &views.partial), ("type", &views.kind)] {
            self::view(f, name, view)?;
        }
        Ok(())
    }

    fn relations(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let relations = &self.report.relations;
        let (all, with) = (relations.articles, relations.articles_with_arguments);
        header(f, &format!("relations ({})", articles(all)))?;
        for (setting, score) in &relations.overall {
            row(f, setting.name(), score)?;
        }
        if with < all {
            writeln!(f, "all but cue over {} only: the others label no arguments", articles(with))?;
        }
        writeln!(
            f,
            "\n{:<24}{:>24}{:>8}{:>8}{:>8}{:>8}",
            "by type", "cue: P, R, F1", "entity", "strict", "gold", "pred"
        )?;
        for (kind, by) in &relations.types {
            let f1 = |setting| percent(by.get(&setting).and_then(|score| score.f1));
            let cue = by.get(&Setting::Cue).copied().unwrap_or_default();
            let [p, r] = [cue.precision, cue.recall].map(percent);
            let [all, entity, strict] = [Setting::Cue, Setting::Entity, Setting::Strict].map(f1);
            writeln!(f, "{kind:<24}{p:>8}{r:>8}{all:>8}{entity:>8}{strict:>8}{:>8}{:>8}", cue.gold, cue.predicted)?;
        }
        writeln!(f, "\n{:<24}{:>8}{:>24}", "of those found by cue", "right", "marked")?;
        relations.aspects.iter().try_for_each(|(aspect, accuracy)| self::aspect(f, *aspect, accuracy))
    }

    fn misses(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (layer, title) in [(Layer::Name, "names"), (Layer::Relation, "relations")] {
            let mut misses = self.report.misses.iter().filter(|miss| miss.layer == layer).peekable();
            if misses.peek().is_some() {
                writeln!(f, "\n{title} that differ")?;
            }
            misses.try_for_each(|miss| self::miss(f, miss))?;
        }
        Ok(())
    }
}

fn listed(f: &mut Formatter<'_>, what: &str, ids: &[String]) -> fmt::Result {
    if ids.is_empty() {
        return Ok(());
    }
    let more = if ids.len() > LISTED { ", …" } else { "" };
    writeln!(f, "          {} {what}: {}{more}", ids.len(), ids[..ids.len().min(LISTED)].join(", "))
}

fn header(f: &mut Formatter<'_>, title: &str) -> fmt::Result {
    let names = ["P", "R", "F1", "95 %", "gold", "pred", "right"];
    let [p, r, f1, interval, gold, pred, right] = names;
    writeln!(f, "\n{title:<24}{p:>8}{r:>8}{f1:>8}{interval:>16}{gold:>8}{pred:>8}{right:>8}")
}

fn row(f: &mut Formatter<'_>, name: &str, score: &Score) -> fmt::Result {
    let interval = score
        .f1_interval
        .map_or_else(String::new, |[low, high]| format!("{}–{}", percent(Some(low)), percent(Some(high))));
    let [p, r, f1] = [score.precision, score.recall, score.f1].map(percent);
    let Score { gold, predicted, right, .. } = score;
    writeln!(f, "{name:<24}{p:>8}{r:>8}{f1:>8}{interval:>16}{gold:>8}{predicted:>8}{right:>8}")
}

fn view(f: &mut Formatter<'_>, name: &str, view: &View) -> fmt::Result {
    let [p, r, f1] = [view.precision, view.recall, view.f1].map(percent);
    let View { correct, incorrect, partial, missed, spurious, .. } = view;
    write!(f, "{name:<24}{p:>8}{r:>8}{f1:>8}")?;
    writeln!(f, "  cor {correct}, inc {incorrect}, par {partial}, mis {missed}, spu {spurious}")
}

fn aspect(f: &mut Formatter<'_>, aspect: Aspect, seen: &Accuracy) -> fmt::Result {
    let of = |right: usize, total: usize| format!("{right} of {total}");
    let (all, marked) = (of(seen.right, seen.total), of(seen.marked_right, seen.marked_total));
    let name = aspect.name();
    writeln!(f, "{name:<24}{:>8}{all:>14}{:>10}{marked:>14}", percent(seen.accuracy), percent(seen.marked))
}

fn miss(f: &mut Formatter<'_>, miss: &Miss) -> fmt::Result {
    let Miss { article, case, kind, start, end, text, differs, .. } = miss;
    write!(f, "{:<9} {kind:<18} {article} {start}..{end} {text:?}", case.name())?;
    match case {
        Case::Differs => writeln!(f, ": {}", differs.join(", ")),
        Case::Missed | Case::Spurious => writeln!(f),
    }
}

fn articles(number: usize) -> String {
    format!("{number} article{}", if number == 1 { "" } else { "s" })
}

fn percent(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "–".into(), |ratio| format!("{:.2}", ratio * 100.0))
}
