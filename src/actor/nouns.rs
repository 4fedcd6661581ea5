//! What common nouns say of the sector of whom they mean.

use std::collections::{HashMap, HashSet};
use std::str::FromStr;
use std::sync::LazyLock;

use super::table::{Table, lines};
use super::words::WORDS;
use crate::mention::{Sector, is_person, is_title};

/// `sectors.tsv`, by kind.
pub(super) struct Nouns {
    pub noun: HashMap<String, Sector>,
    pub neutral: HashSet<String>,
    pub default: HashMap<String, Sector>,
    pub before: HashMap<String, Sector>,
    /// Of a noun the sectors of bodies that it may mean.
    pub generic: HashMap<String, Vec<Option<Sector>>>,
    /// Words in the names of bodies, an earlier row first.
    pub names: Vec<(Sector, Vec<String>)>,
}

pub(super) static NOUNS: LazyLock<Nouns> = LazyLock::new(|| Nouns::of(include_str!("sectors.tsv")));
static WIDE: LazyLock<Table> = LazyLock::new(|| Table::of(include_str!("nouns.tsv")));

impl Nouns {
    fn of(file: &'static str) -> Self {
        let mut nouns = Self {
            noun: HashMap::new(),
            neutral: HashSet::new(),
            default: HashMap::new(),
            before: HashMap::new(),
            generic: HashMap::new(),
            names: Vec::new(),
        };
        for line in lines(file) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [kind, sectors, words] = columns[..] else {
                panic!("src/actor/sectors.tsv: expected three columns, got {line:?}")
            };
            let sectors: Vec<Option<Sector>> = sectors.split(' ').map(|sector| Sector::from_str(sector).ok()).collect();
            let words = words.split_whitespace().map(|word| word.replace('_', " "));
            match (kind, sectors[0]) {
                ("noun", Some(sector)) => nouns.noun.extend(words.map(|word| (word, sector))),
                ("default", Some(sector)) => nouns.default.extend(words.map(|word| (word, sector))),
                ("before", Some(sector)) => nouns.before.extend(words.map(|word| (word, sector))),
                ("name", Some(sector)) => nouns.names.push((sector, words.collect())),
                ("neutral", _) => nouns.neutral.extend(words),
                ("generic", _) => nouns.generic.extend(words.map(|word| (word, sectors.clone()))),
                _ => panic!("src/actor/sectors.tsv: expected a kind and its sector, got {line:?}"),
            }
        }
        nouns
    }
}

/// The sector of a person or body by `WordNet`'s tree.
pub(super) fn wide(noun: &str) -> Option<Sector> {
    WIDE.rows(noun).find_map(|mut row| Sector::from_str(row.next()?).ok())
}

/// Is it a title that only stands before names: "Dr", "Maulana"?
pub(super) fn is_honorific(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    is_title(word) || WORDS.honorifics.contains(word)
}

/// Does a noun, by its lemma, say what somebody does or is?
pub(super) fn is_calling(noun: &str) -> bool {
    const ENDINGS: [&str; 7] = ["man", "woman", "person", "ist", "eer", "or", "er"];
    let no = WORDS.bodies.contains(noun) || WORDS.no_titles.contains(noun) || NOUNS.generic.contains_key(noun);
    let listed =
        || is_person(noun) || is_honorific(noun) || NOUNS.noun.contains_key(noun) || NOUNS.neutral.contains(noun);
    !no && (listed() || wide(noun).is_some() || ENDINGS.iter().any(|ending| noun.ends_with(ending)))
}

#[cfg(test)]
mod tests {
    use super::{is_calling, wide};
    use crate::mention::Sector;

    #[test]
    fn nouns_that_say_what_somebody_is() {
        let nouns = ["minister", "dr", "beekeeper", "falconer", "ministry", "letter", "stone"];
        assert_eq!(nouns.map(is_calling), [true, true, true, true, false, false, false]);
    }

    #[test]
    fn sectors_of_rarer_nouns() {
        assert_eq!(["abbess", "ornithologist", "stone"].map(wide), [Some(Sector::Rel), Some(Sector::Edu), None]);
    }
}
