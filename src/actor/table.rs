//! Tables as they lie beside the code: columns between tabs, rows in the order of the first, `#` before a comment.

/// The rows of a table, found by halving.
pub(super) struct Table(Vec<&'static str>);

impl Table {
    pub(super) fn of(file: &'static str) -> Self {
        Self(lines(file).collect())
    }

    /// The rows of a key, each as its other columns.
    pub(super) fn rows<'t>(&'t self, key: &'t str) -> impl Iterator<Item = std::str::Split<'static, char>> + 't {
        let own = |line: &'static str| line.split('\t').next().unwrap_or_default();
        let first = self.0.partition_point(|line| own(line) < key);
        self.0[first..].iter().take_while(move |line| own(line) == key).map(|line| {
            let mut columns = line.split('\t');
            columns.next();
            columns
        })
    }
}

/// The lines of a table, without its comments.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::{Table, lines};

    #[test]
    fn the_tables_are_in_order_and_each_row_is_found() {
        for (name, file) in [
            ("places.tsv", include_str!("places.tsv")),
            ("cities.tsv", include_str!("cities.tsv")),
            ("nouns.tsv", include_str!("nouns.tsv")),
        ] {
            assert!(
                file.starts_with("# ") && file.lines().next().is_some_and(|head| head.contains("LICENCES.md")),
                "{name}"
            );
            let (table, mut last) = (Table::of(file), "");
            for line in lines(file) {
                let key = line.split('\t').next().unwrap_or_default();
                assert!(last <= key, "{name}: {key:?} behind {last:?}");
                assert!(
                    table.rows(key).any(|row| line.ends_with(&row.collect::<Vec<_>>().join("\t"))),
                    "{name}: {line:?}"
                );
                last = key;
            }
        }
    }
}
