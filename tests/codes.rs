//! Each relation's CAMEO code is the one that the codebook gives to such an event.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;

use onrecord::relation::RuleSet;

/// Type to code, as the table reads the codebook.
fn codebook() -> BTreeMap<&'static str, &'static str> {
    let rows = include_str!("data/cameo.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut codes = BTreeMap::new();
    for row in rows {
        let [code, event, types] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns, got `{row}`")
        };
        assert!(code.len() >= 3 && code.chars().all(|c| c.is_ascii_digit()) && !event.is_empty(), "{row}");
        for kind in types.split(' ') {
            assert!(codes.insert(kind, code).is_none(), "`{kind}` stands twice");
        }
    }
    codes
}

#[test]
fn every_type_has_the_code_that_the_codebook_gives_it() {
    let rules = RuleSet::embedded().unwrap();
    let codes: BTreeMap<&str, &str> =
        rules.rules().iter().filter_map(|rule| Some((rule.kind.as_str(), rule.cameo.as_deref()?))).collect();
    assert_eq!(codes, codebook());
}
