//! A flat table over records: its columns, each with what it says and how it is filled.

use std::sync::Arc;

use arrow::array::{
    ArrayBuilder, ArrayRef, BooleanBuilder, Float64Builder, Int64Builder, ListBuilder, MapBuilder, MapFieldNames,
    RecordBatch, StringBuilder,
};
use arrow::datatypes::{Field, Schema, SchemaRef};
use arrow::error::ArrowError;

use crate::record::Record;

/// A row's place in its record: a relation, say, and an argument of it.
pub(super) type At = (usize, usize);

/// What makes the cells of a column out of a record.
type Of<T> = Box<dyn Fn(&Record, At) -> T>;
/// The same for cells that are words of the record.
type WordsOf = Box<dyn for<'a> Fn(&'a Record, At) -> Option<&'a str>>;
type ListOf = Box<dyn for<'a> Fn(&'a Record, At) -> Vec<&'a str>>;
type PairsOf = Box<dyn for<'a> Fn(&'a Record, At) -> Vec<(&'a str, &'a str)>>;

/// A column, and its cells so far.
enum Cells {
    Words(WordsOf, StringBuilder),
    Number(Of<Option<usize>>, Int64Builder),
    Ratio(Of<Option<f64>>, Float64Builder),
    Flag(Of<bool>, BooleanBuilder),
    List(ListOf, ListBuilder<StringBuilder>),
    Numbers(Of<Vec<usize>>, ListBuilder<Int64Builder>),
    Pairs(PairsOf, MapBuilder<StringBuilder, StringBuilder>),
}

/// A column of a table.
pub(super) struct Column {
    pub name: String,
    /// For a reader of the documentation.
    pub means: String,
    cells: Cells,
}

/// Columns of each kind. Offsets and counts are 64-bit whole numbers, which every reader of tables has.
impl Column {
    pub fn words(
        name: impl Into<String>,
        means: impl Into<String>,
        of: impl for<'a> Fn(&'a Record, At) -> Option<&'a str> + 'static,
    ) -> Self {
        Self::new(name, means, Cells::Words(Box::new(of), StringBuilder::new()))
    }

    pub fn number(
        name: impl Into<String>,
        means: impl Into<String>,
        of: impl Fn(&Record, At) -> Option<usize> + 'static,
    ) -> Self {
        Self::new(name, means, Cells::Number(Box::new(of), Int64Builder::new()))
    }

    pub fn ratio(name: &str, means: &str, of: impl Fn(&Record, At) -> Option<f64> + 'static) -> Self {
        Self::new(name, means, Cells::Ratio(Box::new(of), Float64Builder::new()))
    }

    pub fn flag(name: &str, means: &str, of: impl Fn(&Record, At) -> bool + 'static) -> Self {
        Self::new(name, means, Cells::Flag(Box::new(of), BooleanBuilder::new()))
    }

    pub fn list(name: &str, means: &str, of: impl for<'a> Fn(&'a Record, At) -> Vec<&'a str> + 'static) -> Self {
        Self::new(name, means, Cells::List(Box::new(of), ListBuilder::new(StringBuilder::new())))
    }

    pub fn numbers(name: &str, means: &str, of: impl Fn(&Record, At) -> Vec<usize> + 'static) -> Self {
        Self::new(name, means, Cells::Numbers(Box::new(of), ListBuilder::new(Int64Builder::new())))
    }

    pub fn pairs(
        name: &str,
        means: &str,
        of: impl for<'a> Fn(&'a Record, At) -> Vec<(&'a str, &'a str)> + 'static,
    ) -> Self {
        let names = MapFieldNames { entry: "key_value".into(), key: "key".into(), value: "value".into() };
        let builder = MapBuilder::new(Some(names), StringBuilder::new(), StringBuilder::new());
        Self::new(name, means, Cells::Pairs(Box::new(of), builder))
    }

    fn new(name: impl Into<String>, means: impl Into<String>, cells: Cells) -> Self {
        Self { name: name.into(), means: means.into(), cells }
    }

    fn fill(&mut self, record: &Record, at: At) -> Result<(), ArrowError> {
        match &mut self.cells {
            Cells::Words(of, cells) => cells.append_option(of(record, at)),
            Cells::Number(of, cells) => cells.append_option(of(record, at).map(whole)),
            Cells::Ratio(of, cells) => cells.append_option(of(record, at)),
            Cells::Flag(of, cells) => cells.append_value(of(record, at)),
            Cells::List(of, cells) => cells.append_value(of(record, at).into_iter().map(Some)),
            Cells::Numbers(of, cells) => {
                cells.append_value(of(record, at).into_iter().map(|number| Some(whole(number))));
            }
            Cells::Pairs(of, cells) => {
                for (key, value) in of(record, at) {
                    cells.keys().append_value(key);
                    cells.values().append_value(value);
                }
                cells.append(true)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> ArrayRef {
        match &mut self.cells {
            Cells::Words(_, cells) => ArrayBuilder::finish(cells),
            Cells::Number(_, cells) => ArrayBuilder::finish(cells),
            Cells::Ratio(_, cells) => ArrayBuilder::finish(cells),
            Cells::Flag(_, cells) => ArrayBuilder::finish(cells),
            Cells::List(_, cells) => ArrayBuilder::finish(cells),
            Cells::Numbers(_, cells) => ArrayBuilder::finish(cells),
            Cells::Pairs(_, cells) => ArrayBuilder::finish(cells),
        }
    }
}

/// A table under way: some columns, and the rows that came so far.
pub(super) struct Table {
    pub name: &'static str,
    /// For a reader of the documentation: what one row is.
    pub row: &'static str,
    pub columns: Vec<Column>,
    /// The rows that a record has in it.
    rows: fn(&Record) -> Vec<At>,
}

impl Table {
    pub fn new(name: &'static str, row: &'static str, rows: fn(&Record) -> Vec<At>, columns: Vec<Column>) -> Self {
        Self { name, row, columns, rows }
    }

    /// Takes in the rows of a record.
    pub fn add(&mut self, record: &Record) -> Result<(), ArrowError> {
        let rows = (self.rows)(record);
        self.columns.iter_mut().try_for_each(|column| rows.iter().try_for_each(|at| column.fill(record, *at)))
    }

    /// The rows since the last call.
    pub fn batch(&mut self) -> Result<RecordBatch, ArrowError> {
        let arrays: Vec<ArrayRef> = self.columns.iter_mut().map(Column::finish).collect();
        let field = |(column, array): (&Column, &ArrayRef)| Field::new(&column.name, array.data_type().clone(), true);
        let schema: SchemaRef = Arc::new(Schema::new(self.columns.iter().zip(&arrays).map(field).collect::<Vec<_>>()));
        RecordBatch::try_new(schema, arrays)
    }
}

/// Offsets and counts are far below what 63 bits hold.
fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
