//! Identifiers that stay unique over a run.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

/// The ids of a run so far, as 64-bit hashes: millions of articles must not mean millions of strings.
///
/// Two different ids that share a hash would cost one a needless suffix; among ten million that is a chance of
/// three in a million. `DefaultHasher::new` has fixed keys, so a run gives the same ids every time.
#[derive(Default)]
pub(super) struct Ids {
    seen: HashSet<u64>,
    /// The last suffix tried, for the few ids that came twice.
    suffix: HashMap<u64, usize>,
}

impl Ids {
    /// Makes `id` unique by appending `~2`, `~3`, …; says so when it had to.
    pub(super) fn claim(&mut self, id: &mut String) -> Option<String> {
        let wanted = hash(id);
        if self.seen.insert(wanted) {
            return None;
        }
        let suffix = self.suffix.entry(wanted).or_insert(1);
        let free = loop {
            *suffix += 1;
            let candidate = format!("{id}~{suffix}");
            if self.seen.insert(hash(&candidate)) {
                break candidate;
            }
        };
        let message = format!("the id `{id}` came before in this run; expected unique ids, so this record is `{free}`");
        *id = free;
        Some(message)
    }
}

fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}
