//! Ids that come more than once in a run. Records keep them; the run says so.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The ids of a run so far, as 64-bit hashes: millions of articles must not mean millions of strings. Among ten million
/// ids the chance that two share a hash, and one is counted that came once, is three in a million.
#[derive(Default)]
pub(super) struct Repeats {
    seen: HashSet<u64>,
    first: Option<String>,
    count: usize,
}

impl Repeats {
    pub fn see(&mut self, id: &str) {
        let mut hasher = DefaultHasher::new();
        id.hash(&mut hasher);
        if !self.seen.insert(hasher.finish()) {
            self.count += 1;
            self.first.get_or_insert_with(|| id.to_owned());
        }
    }

    /// What to tell the user, if there is something.
    pub fn told(&self) -> Option<String> {
        let first = self.first.as_ref()?;
        let records = if self.count == 1 { "1 record has" } else { &format!("{} records have", self.count) };
        Some(format!("{records} the id of an earlier one, the first of them `{first}`; ids are kept as they came"))
    }
}

#[cfg(test)]
mod tests {
    use super::Repeats;

    #[test]
    fn what_comes_again_is_counted() {
        for (ids, told) in [
            (&["a", "b"][..], None),
            (&["a", "b", "a"], Some("1 record has the id of an earlier one, the first of them `a`")),
            (&["x", "b", "b", "x", "x"], Some("3 records have the id of an earlier one, the first of them `b`")),
        ] {
            let mut repeats = Repeats::default();
            for id in ids {
                repeats.see(id);
            }
            assert_eq!(repeats.told().as_deref().and_then(|told| told.split(';').next()), told, "{ids:?}");
        }
    }
}
