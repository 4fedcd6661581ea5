//! The ratchet: counts that were accepted once, and what a run may fall below them.
//!
//! Any drop counts, by one relation too: on one kind of engine counts do not move by themselves. The file holds counts
//! rather than ratios: they say how much evidence there was, and they cannot be rounded. An entry counts for every
//! engine, unless one for the engine at hand stands beside it.

use super::error::EvalError;
use super::gold::{GoldFile, read};
use super::ledger::Headline;
use super::tally::Tally;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The counts last accepted, for each gold file.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    #[serde(skip)]
    path: PathBuf,
    gold: Vec<Accepted>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Accepted {
    file: String,
    /// The only engine that it is for, as records name it.
    engine: Option<String>,
    sha256: String,
    figures: BTreeMap<String, Outcome>,
}

/// True positives, false positives, false negatives.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Outcome {
    tp: usize,
    fp: usize,
    #[serde(rename = "fn")]
    missed: usize,
}

/// A run against accepted counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Path of the accepted counts, as given.
    pub with: String,
    /// One row a headline figure.
    pub figures: Vec<Held>,
}

/// One figure against what was accepted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Held {
    /// The figure's name.
    pub figure: String,
    /// The accepted value; `None` where nothing was measured then.
    pub accepted: Option<f64>,
    /// The value now.
    pub now: Option<f64>,
    /// How the two compare.
    pub verdict: Verdict,
}

/// How a figure stands against the accepted one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Verdict {
    /// The same.
    Same,
    /// Higher, or measured for the first time.
    Higher,
    /// Lower.
    Fallen,
}

impl Verdict {
    /// As tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Higher => "higher",
            Self::Fallen => "FALLEN",
        }
    }

    fn of(accepted: Option<f64>, now: Option<f64>) -> Self {
        match (accepted, now) {
            (None, None) => Self::Same,
            (None, Some(_)) => Self::Higher,
            (Some(_), None) => Self::Fallen,
            // The same counts give the same bits.
            (Some(accepted), Some(now)) => match now.total_cmp(&accepted) {
                std::cmp::Ordering::Less => Self::Fallen,
                std::cmp::Ordering::Equal => Self::Same,
                std::cmp::Ordering::Greater => Self::Higher,
            },
        }
    }
}

/// Reads accepted counts.
pub fn read_baseline(path: &Path) -> Result<Baseline, EvalError> {
    let baseline: Baseline =
        toml::from_str(&read(path)?).map_err(|cause| EvalError::NotABaseline { path: path.into(), cause })?;
    Ok(Baseline { path: path.into(), ..baseline })
}

impl Baseline {
    /// How a run stands. The counts must have been accepted on the same gold. `engine` is what read it, as records name it,
    /// where that is known.
    pub(super) fn judge(
        &self,
        gold: &[GoldFile],
        headlines: &[Headline],
        engine: Option<&str>,
    ) -> Result<Standing, EvalError> {
        let [GoldFile { sha256, .. }] = gold else {
            return Err(EvalError::SeveralGold { path: self.path.clone(), number: gold.len() });
        };
        let known = || self.gold.iter().filter(|accepted| accepted.sha256 == *sha256);
        let own = known().find(|accepted| engine.is_some() && accepted.engine.as_deref() == engine);
        let known = own.or_else(|| known().find(|accepted| accepted.engine.is_none()));
        let Some(Accepted { figures, .. }) = known else {
            return Err(EvalError::NoBaseline { path: self.path.clone(), sha256: sha256.clone() });
        };
        let held = |line: &Headline| {
            let accepted = figures.get(&line.figure).and_then(|outcome| Tally::from(*outcome).f1());
            let verdict = Verdict::of(accepted, line.value);
            Held { figure: line.figure.clone(), accepted, now: line.value, verdict }
        };
        Ok(Standing { with: self.path.display().to_string(), figures: headlines.iter().map(held).collect() })
    }
}

/// A run's counts as an entry of the file of accepted counts, in TOML: for every engine, or for one.
pub(super) fn accepted(gold: &[GoldFile], headlines: &[Headline], engine: Option<&str>) -> String {
    let engine = engine.map(|engine| format!("engine = {engine:?}\n")).unwrap_or_default();
    let mut text = String::new();
    for GoldFile { path, sha256, .. } in gold {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "[[gold]]\nfile = {path:?}\n{engine}sha256 = {sha256:?}\n\n[gold.figures]");
        for line in headlines {
            let Tally { right, gold, predicted } = line.total;
            let (fp, missed) = (predicted - right, gold - right);
            let _ = writeln!(text, "{:?} = {{ tp = {right}, fp = {fp}, fn = {missed} }}", line.figure);
        }
    }
    text
}

impl From<Outcome> for Tally {
    fn from(Outcome { tp, fp, missed }: Outcome) -> Self {
        Self { right: tp, gold: tp + missed, predicted: tp + fp }
    }
}
