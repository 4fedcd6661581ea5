//! A table before it has a format.

/// Rows under headings; the first column names the row, the others hold figures.
pub(super) struct Grid {
    pub(super) title: String,
    /// What the table says, for somebody who sees it for the first time.
    pub(super) note: &'static str,
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Grid {
    pub(super) fn new(title: impl Into<String>, note: &'static str, head: &[&str]) -> Self {
        let head = head.iter().map(|name| (*name).to_owned()).collect();
        Self { title: title.into(), note, head, rows: Vec::new() }
    }

    pub(super) fn row(&mut self, name: impl Into<String>, cells: impl IntoIterator<Item = String>) {
        self.rows.push([name.into()].into_iter().chain(cells).collect());
    }
}

/// Two decimals, as scores are quoted.
pub(super) fn percent(ratio: Option<f64>) -> String {
    ratio.map_or_else(|| "–".into(), |ratio| format!("{:.2}", ratio * 100.0))
}

pub(super) fn interval(interval: Option<[f64; 2]>) -> String {
    interval.map_or_else(String::new, |[low, high]| format!("{}–{}", percent(Some(low)), percent(Some(high))))
}

pub(super) fn articles(number: usize) -> String {
    format!("{number} article{}", if number == 1 { "" } else { "s" })
}
