//! Figures by name, for thresholds.
//!
//! Names are stable: `entities.f1`, `relations.entity.recall`, `relations.cue.denied.f1`, `relations.polarity.marked`.

use super::{Gold, Report, Score, score};

impl Report {
    /// Every figure of this report with its dotted name; `None` where nothing was measured. Names:
    ///
    /// - `entities.{precision,recall,f1}`: exact span and type; `entities.macro_f1`;
    /// - `entities.{exact,partial,type}.…`: the other views of MUC; `entities.{PER,ORG,LOC,MISC}.…`: one type;
    /// - `relations.{strict,boundaries,entity,cue}.…`: one setting, `relations.{strict,entity,cue}.TYPE.…`: one type in it;
    /// - `relations.{speaker,quote,polarity,modality,attribution}.{accuracy,marked}`: one aspect.
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
        for (class, score) in &entities.types {
            add(&format!("entities.{class}"), &ratios(score));
        }
        for (setting, score) in &self.relations.overall {
            add(&format!("relations.{}", setting.name()), &ratios(score));
        }
        for (aspect, value) in &self.relations.aspects {
            let values = [("accuracy", value.accuracy), ("marked", value.marked)];
            add(&format!("relations.{}", aspect.name()), &values);
        }
        for (kind, settings) in &self.relations.types {
            for (setting, score) in settings {
                add(&format!("relations.{}.{kind}", setting.name()), &ratios(score));
            }
        }
        figures
    }

    /// One figure by its dotted name; `None` when there is none of that name or nothing was measured.
    #[must_use]
    pub fn figure(&self, name: &str) -> Option<f64> {
        self.figures().into_iter().find(|(figure, _)| figure == name)?.1
    }
}

/// The names that every report has, whatever was scored; those of single relation types come on top, see
/// [`Report::figures`].
#[must_use]
pub fn figure_names() -> Vec<String> {
    let nothing = score(&Gold::default(), &[]).map(|report| report.figures()).unwrap_or_default();
    nothing.into_iter().map(|(name, _)| name).collect()
}
