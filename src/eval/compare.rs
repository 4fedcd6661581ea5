//! Is a change real? This report against an earlier one, over the same gold.

use super::bootstrap::difference;
use super::error::EvalError;
use super::gold::{GoldFile, read};
use super::ledger::Headline;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// An earlier run, as `eval --format json` wrote it; what is not compared is not read.
#[derive(Debug, Clone, Deserialize)]
pub struct Earlier {
    #[serde(skip)]
    path: PathBuf,
    gold: Vec<GoldFile>,
    headlines: Vec<Headline>,
}

/// What changed since an earlier run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Path of the earlier report, as given.
    pub with: String,
    /// One row a headline figure that both runs measured.
    pub changes: Vec<Change>,
}

/// One figure, then and now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// The figure's name.
    pub figure: String,
    /// Its value in the earlier run.
    pub before: f64,
    /// Its value now.
    pub after: f64,
    /// 95 % interval of the difference, by paired bootstrap over articles; `None` with fewer than two articles.
    pub interval: Option<[f64; 2]>,
}

impl Change {
    /// Does the interval leave out 0?
    #[must_use]
    pub fn is_real(&self) -> bool {
        self.interval.is_some_and(|[low, high]| low > 0.0 || high < 0.0)
    }
}

/// Reads an earlier report.
pub fn read_earlier(path: &Path) -> Result<Earlier, EvalError> {
    let earlier: Earlier =
        serde_json::from_str(&read(path)?).map_err(|cause| EvalError::NotAReport { path: path.into(), cause })?;
    Ok(Earlier { path: path.into(), ..earlier })
}

impl Earlier {
    /// What changed since. The later run must have been scored on the same gold.
    pub(super) fn against(&self, gold: &[GoldFile], headlines: &[Headline]) -> Result<Comparison, EvalError> {
        let hashes = |files: &[GoldFile]| {
            let mut hashes: Vec<&str> = files.iter().map(|file| file.sha256.as_str()).collect();
            hashes.sort_unstable();
            hashes.join(", ")
        };
        let (expected, got) = (hashes(gold), hashes(&self.gold));
        if expected != got {
            return Err(EvalError::OtherGold { path: self.path.clone(), expected, got });
        }
        let changes = headlines.iter().filter_map(|now| {
            let then = self.headlines.iter().find(|line| line.figure == now.figure)?;
            let before: BTreeMap<&str, _> = then.articles.iter().map(|a| (a.id.as_str(), a.counts)).collect();
            // The articles are the same, since the gold is; only an older program may have left one out.
            let [old, new]: [Vec<_>; 2] = [
                now.articles.iter().map(|a| before.get(a.id.as_str()).copied().unwrap_or_default()).collect(),
                now.articles.iter().map(|a| a.counts).collect(),
            ];
            let (figure, interval) = (now.figure.clone(), difference(&old, &new));
            Some(Change { figure, before: then.value?, after: now.value?, interval })
        });
        Ok(Comparison { with: self.path.display().to_string(), changes: changes.collect() })
    }
}
