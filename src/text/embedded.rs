//! Data that ships inside the program.

use regex::Regex;
use serde::de::DeserializeOwned;

/// What a compiled-in TOML file says.
///
/// # Panics
/// Where it does not say what `T` wants. That is a slip in this program and nothing its user could mend; with an empty list
/// in its place records would be wrong without a word. Every such file is read by the tests.
pub(crate) fn embedded<T: DeserializeOwned>(file: &str, text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("embedded {file}: {error}"))
}

/// A pattern written in this program.
///
/// # Panics
/// Where it is none, for the same reason.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| panic!("built-in pattern: {error}"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    #[test]
    #[should_panic(expected = "embedded words.toml")]
    fn a_broken_file_stops_the_program() {
        super::embedded::<BTreeMap<String, Vec<String>>>("words.toml", "nouns = [\"a\",");
    }

    #[test]
    #[should_panic(expected = "built-in pattern")]
    fn a_broken_pattern_stops_the_program() {
        super::pattern("(");
    }
}
