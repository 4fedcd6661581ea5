//! A question to the database: its text is ours, its values are bound.

use super::ViewError;
use super::asked::Page;
use super::download::Table;
use super::words::WORDS;
use rusqlite::types::Value;
use rusqlite::{Connection, Row, ToSql, params_from_iter};

/// Rows of some tables under some conditions. Every piece of SQL is `&'static str`, so that nothing that was read or typed can become a
/// part of it; every `?` of a piece stands for the one value that came with it.
#[derive(Debug, Clone)]
pub(super) struct Select {
    from: &'static str,
    conditions: Vec<&'static str>,
    values: Vec<Value>,
}

impl Select {
    /// All rows of a table or a join.
    pub(super) const fn from(from: &'static str) -> Self {
        Self { from, conditions: Vec::new(), values: Vec::new() }
    }

    /// Only rows that meet a condition without a value.
    pub(super) fn only(&mut self, condition: &'static str) {
        self.conditions.push(condition);
    }

    /// Only rows that meet a condition with a value, where there is a value for it.
    pub(super) fn given(&mut self, condition: &'static str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.conditions.push(condition);
            self.values.push(value.into());
        }
    }

    /// Only rows whose type is of a tone, if one is asked for: `within` and `without` say that a column is, or is not, in a list that is bound.
    pub(super) fn toned(&mut self, tone: Option<&str>, within: &'static str, without: &'static str) {
        if let Some((at, types)) = tone.and_then(|tone| WORDS.types(tone)) {
            // Types that no tone lists count to the first, which so is all but the others'.
            self.given(if at == 0 { without } else { within }, Some(serde_json::json!(types).to_string()));
        }
    }

    /// How many rows there are.
    pub(super) fn count(&self, db: &Connection) -> Result<i64, ViewError> {
        let sql = self.sql("count(*)", "");
        Ok(db.prepare_cached(&sql)?.query_row(params_from_iter(&self.values), |row| row.get(0))?)
    }

    /// The rows of one page of a list.
    pub(super) fn page<T>(
        &self,
        db: &Connection,
        columns: &'static str,
        order: &'static str,
        page: Page,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, ViewError> {
        let bound = self.values.len();
        let sql = format!("{} limit ?{} offset ?{}", self.sql(columns, order), bound + 1, bound + 2);
        let values = self.values.iter().cloned().chain([page.size().into(), page.skipped().into()]);
        let mut statement = db.prepare_cached(&sql)?;
        Ok(statement.query_map(params_from_iter(values), read)?.collect::<Result<_, _>>()?)
    }

    /// At most `limit` rows.
    pub(super) fn first<T>(
        &self,
        db: &Connection,
        columns: &'static str,
        order: &'static str,
        limit: i64,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, ViewError> {
        self.page(db, columns, order, Page::only(limit), read)
    }

    /// The most frequent values of a column, which is no null, with how many rows have each.
    pub(super) fn tally(
        &self,
        db: &Connection,
        column: &'static str,
        most: i64,
    ) -> Result<Vec<(String, i64)>, ViewError> {
        let counts = self.sql(&format!("{column} as value, count(*) as number"), "") + " group by 1";
        let sql = format!(
            "select value, number from ({counts}) where value is not null order by number desc, value limit ?{}",
            self.values.len() + 1
        );
        let values = self.values.iter().cloned().chain([most.into()]);
        let mut statement = db.prepare_cached(&sql)?;
        Ok(statement
            .query_map(params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?)
    }

    /// All rows, to be taken home; `file` is the name of the file without its ending.
    pub(super) fn table(self, file: &'static str, columns: &'static str, order: &'static str) -> Table {
        Table { file, sql: self.sql(columns, order), values: self.values }
    }

    fn sql(&self, columns: &str, order: &str) -> String {
        let mut bound = 0;
        let mut conditions = Vec::new();
        for condition in &self.conditions {
            bound += usize::from(condition.contains('?'));
            conditions.push(format!("({})", condition.replace('?', &format!("?{bound}"))));
        }
        let conditions =
            if conditions.is_empty() { String::new() } else { format!(" where {}", conditions.join(" and ")) };
        let order = if order.is_empty() { String::new() } else { format!(" order by {order}") };
        format!("select {columns} from {}{conditions}{order}", self.from)
    }
}

/// The rows of a question that is written out in one piece.
pub(super) fn rows<T>(
    db: &Connection,
    sql: &'static str,
    values: &[&dyn ToSql],
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>, ViewError> {
    Ok(db.prepare_cached(sql)?.query_map(values, read)?.collect::<Result<_, _>>()?)
}

/// The one number that a question asks for.
pub(super) fn number(db: &Connection, sql: &'static str, values: &[&dyn ToSql]) -> Result<i64, ViewError> {
    Ok(db.prepare_cached(sql)?.query_row(values, |row| row.get(0))?)
}

/// All numbers that a question yields.
pub(super) fn numbers(db: &Connection, sql: &'static str) -> Result<Vec<i64>, ViewError> {
    rows(db, sql, &[], |row| row.get(0))
}
