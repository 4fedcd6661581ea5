//! Figures by name, for thresholds.
//!
//! Names are stable: `entities.f1`, `relations.entity.recall`, `relations.cue.denied.f1`, `relations.polarity.marked`.

use super::{Gold, Labels, Report, Score, Setting, score};
use std::collections::BTreeSet;

impl Report {
    /// Every figure of this report with its dotted name; `None` where nothing was measured. Names:
    ///
    /// - `entities.{precision,recall,f1}`: exact span and type; `entities.macro_f1`;
    /// - `entities.{exact,partial,type}.…`: the other views of MUC; `entities.{PER,ORG,LOC,MISC}.…`: one type;
    /// - `entities.ceaf.…`: entities by their names, see [`Ceaf`](super::Ceaf);
    /// - `relations.{strict,boundaries,entity,cue}.…`: one setting, `relations.{strict,entity,cue}.TYPE.…`: one type in it;
    /// - `relations.{speaker,quote,polarity,modality,attribution,answers}.{accuracy,marked}`: one aspect;
    /// - `entities.{titles,affiliation,country,sector}.…`, `relations.{time,place,medium,value,answers}.…`: one facet, see [`Facet`](super::Facet);
    /// - `blocks.…`: all parts of the page, `blocks.{title,body,caption,boilerplate}.…`: one kind.
    #[must_use]
    pub fn figures(&self) -> Vec<(String, Option<f64>)> {
        let mut figures = Vec::new();
        let mut add = |name: &str, values: &[(&str, Option<f64>)]| {
            figures.extend(values.iter().map(|(figure, value)| (format!("{name}.{figure}"), *value)));
        };
        let ratios = |score: &Score| [("precision", score.precision), ("recall", score.recall), ("f1", score.f1)];
        let entities = &self.entities;
        add("entities", &ratios(&entities.strict));
        add("entities", &[("macro_f1", entities.macro_f1)]);
        let views = &entities.views;
        for (name, view) in [("exact", &views.exact), ("partial", &views.partial), ("type", &views.kind)] {
            let ratios = [("precision", view.precision), ("recall", view.recall), ("f1", view.f1)];
            add(&format!("entities.{name}"), &ratios);
        }
        let ceaf = &entities.ceaf;
        add("entities.ceaf", &[("precision", ceaf.precision), ("recall", ceaf.recall), ("f1", ceaf.f1)]);
        for (class, score) in &entities.types {
            add(&format!("entities.{class}"), &ratios(score));
        }
        for (setting, score) in &self.relations.overall {
            add(&format!("relations.{}", setting.name()), &ratios(score));
        }
        for (facet, score) in &self.facets {
            add(&facet.of(), &ratios(score));
        }
        for (aspect, value) in &self.relations.aspects {
            let values = [("accuracy", value.all.value), ("marked", value.marked.value)];
            add(&format!("relations.{}", aspect.name()), &values);
        }
        for (kind, settings) in &self.relations.types {
            for (setting, score) in settings {
                add(&format!("relations.{}.{kind}", setting.name()), &ratios(score));
            }
        }
        add("blocks", &ratios(&self.blocks.overall));
        for (kind, score) in &self.blocks.kinds {
            add(&format!("blocks.{kind}"), &ratios(score));
        }
        figures
    }

    /// One figure by its dotted name; `None` when there is none of that name or nothing was measured.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<f64> {
        self.figures().into_iter().find(|(figure, _)| figure == name)?.1
    }
}

/// The names of the figures that a report over this gold has, whatever was predicted: a type that no gold relation has
/// is no figure here, though [`Report::figures`] has one where it was predicted.
#[must_use]
pub fn figure_names(gold: &Gold) -> Vec<String> {
    let nothing = score(&Gold::default(), &[]).map(|report| report.figures()).unwrap_or_default();
    let kinds: BTreeSet<&str> =
        gold.articles.iter().flat_map(Labels::relations).map(|relation| relation.kind.as_str()).collect();
    let typed = Setting::ALL.into_iter().filter(|setting| setting.is_typed());
    let of_types =
        typed.flat_map(|setting| kinds.iter().map(move |kind| format!("relations.{}.{kind}", setting.name())));
    let ratios = of_types.flat_map(|name| ["precision", "recall", "f1"].map(|ratio| format!("{name}.{ratio}")));
    nothing.into_iter().map(|(name, _)| name).chain(ratios).collect()
}
