//! Which relations a user wants.

use crate::relation::RuleSet;

/// What a relation has to be to stay in its record. The default lets every one stay.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// One of these types; of any where there are none.
    pub types: Vec<String>,
    /// Spoken by one of these: the name of an entity, another name of it in the article, or the speaker's words. Case does not count.
    pub speakers: Vec<String>,
    /// Of this score at least; a relation that has none does not stay.
    pub min_score: Option<f64>,
}

impl Filter {
    /// A type that no rule has.
    #[must_use]
    pub fn unknown_type(&self, rules: &RuleSet) -> Option<&str> {
        let known = |kind: &&String| rules.rules().iter().any(|rule| rule.kind == **kind);
        self.types.iter().find(|kind| !known(kind)).map(String::as_str)
    }

    /// Does every relation stay?
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// For the configuration's hash: nothing where every relation stays.
    #[must_use]
    pub fn settings(&self) -> String {
        if self.is_open() {
            return String::new();
        }
        let sorted = |words: &[String]| {
            let mut words: Vec<String> = words.iter().map(|word| format!("{:?}", word.to_lowercase())).collect();
            words.sort();
            words.join(",")
        };
        let least = self.min_score.map(|score| score.to_string()).unwrap_or_default();
        format!(" types={} speakers={} min_score={least}", sorted(&self.types), sorted(&self.speakers))
    }
}
