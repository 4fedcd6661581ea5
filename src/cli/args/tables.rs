//! Flags about what is read: which columns of tables make the articles, which relations stay.

use clap::Args;

use crate::pipeline::Filter;
use crate::text::Wanted;

/// What of the inputs makes the articles.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Tables that are read")]
pub(in super::super) struct Taking {
    /// The column or field that holds the text, of CSV, TSV, Parquet, JSON and JSONL [default: known by its name: text, body, content, …].
    #[arg(long, value_name = "NAME")]
    pub text_column: Option<String>,
    /// The one that holds the article's own id [default: known by its name: id, uuid, …; without one the file and the row].
    #[arg(long, value_name = "NAME")]
    pub id_column: Option<String>,
    /// The one that holds the headline [default: known by its name: title, headline, …].
    #[arg(long, value_name = "NAME")]
    pub title_column: Option<String>,
    /// The one that holds the date of publication [default: known by its name: published, date, …].
    #[arg(long, value_name = "NAME")]
    pub date_column: Option<String>,
    /// Columns or fields of the input to carry into `doc.extra`, and with CSV into columns, as they are: --pass outlet,desk. May be given
    /// several times.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub pass: Vec<String>,
}

impl From<&Taking> for Wanted {
    fn from(taking: &Taking) -> Self {
        let Taking { text_column, id_column, title_column, date_column, pass } = taking.clone();
        Self { pass, text_column, id_column, title_column, date_column, ..Self::default() }
    }
}

/// Which relations stay in the records. What stays keeps its id, and points to nothing that went.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which relations")]
pub(in super::super) struct Filtering {
    /// Relations of these types alone: --type denied,accused. May be given several times.
    #[arg(long = "type", value_name = "TYPE,…", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Relations of this speaker alone, by a name that the article uses, whatever the case. May be given several times.
    #[arg(long = "speaker", value_name = "NAME")]
    pub speakers: Vec<String>,
    /// Relations of this score at least, 0 to 1.
    #[arg(long, value_name = "SCORE", value_parser = probability)]
    pub min_score: Option<f64>,
}

impl From<&Filtering> for Filter {
    fn from(filtering: &Filtering) -> Self {
        let Filtering { types, speakers, min_score } = filtering;
        Self { types: types.clone(), speakers: speakers.clone(), min_score: *min_score }
    }
}

fn probability(typed: &str) -> Result<f64, String> {
    let number = typed.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}
