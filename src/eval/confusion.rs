//! Which type was taken for which.

use serde::Serialize;

/// Counts of gold type and predicted type, in the order of the types. A cell that is not there counts 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Confusion {
    cells: Vec<Cell>,
}

/// How often one type was taken for another, or for the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Cell {
    /// `None`: spurious.
    gold: Option<String>,
    /// `None`: missed.
    predicted: Option<String>,
    count: usize,
}

impl Confusion {
    /// Counts one label; `None` is no label.
    pub(super) fn see(&mut self, gold: Option<&str>, predicted: Option<&str>) {
        match self.find(gold, predicted) {
            Ok(at) => self.cells[at].count += 1,
            Err(at) => {
                let [gold, predicted] = [gold, predicted].map(|kind| kind.map(str::to_owned));
                self.cells.insert(at, Cell { gold, predicted, count: 1 });
            }
        }
    }

    /// How often `gold` was taken for `predicted`; `None` is no label: missed, or spurious.
    #[must_use]
    pub fn count(&self, gold: Option<&str>, predicted: Option<&str>) -> usize {
        self.find(gold, predicted).map_or(0, |at| self.cells[at].count)
    }

    /// Every type that occurs, in order.
    #[must_use]
    pub fn kinds(&self) -> Vec<&str> {
        let both = self.cells.iter().flat_map(|cell| cell.gold.iter().chain(&cell.predicted));
        let mut kinds: Vec<&str> = both.map(String::as_str).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    fn find(&self, gold: Option<&str>, predicted: Option<&str>) -> Result<usize, usize> {
        self.cells.binary_search_by(|cell| (cell.gold.as_deref(), cell.predicted.as_deref()).cmp(&(gold, predicted)))
    }
}
