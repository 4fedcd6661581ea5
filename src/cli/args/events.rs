//! What the name of an output says of event data.

use std::path::Path;

use super::form::{Ending, To};

/// How the rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Table {
    Csv,
    Parquet,
}

impl Table {
    /// CSV where the name of the output has no ending, or there is none.
    pub fn of(output: Option<&Path>) -> Result<Self, clap::Error> {
        let Some(ending) = output.and_then(Ending::of) else { return Ok(Self::Csv) };
        match ending.to() {
            Some(To::Csv) => Ok(Self::Csv),
            Some(To::Parquet) => Ok(Self::Parquet),
            Some(To::Jsonl) | None => {
                Err(ending
                    .unknown(".csv or .parquet", "events are written as CSV or, for types of columns, as Parquet"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Table;

    #[test]
    fn the_ending_says_how_events_are_written() {
        for (output, expected) in [
            ("", Ok(Table::Csv)),
            ("-", Ok(Table::Csv)),
            ("/dev/stdout", Ok(Table::Csv)),
            ("events", Ok(Table::Csv)),
            ("events.2024", Ok(Table::Csv)),
            ("events.csv", Ok(Table::Csv)),
            ("events.PARQUET", Ok(Table::Parquet)),
            ("events.pq", Ok(Table::Parquet)),
            ("events.jsonl", Err("ends in .csv or .parquet, got one that ends in .jsonl; events are written as CSV")),
            ("events.xlsx", Err("got one that ends in .xlsx; events are written")),
            ("events.csv.gz", Err("got one that ends in .gz; nothing is packed here")),
        ] {
            let got = Table::of(Some(output).filter(|output| !output.is_empty()).map(Path::new));
            match (got, expected) {
                (Ok(got), Ok(expected)) => assert_eq!(got, expected, "{output}"),
                (Err(got), Err(told)) => assert!(got.to_string().contains(told), "{output}: {got}"),
                (got, expected) => panic!("{output}: expected {expected:?}, got {got:?}"),
            }
        }
    }
}
