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

/// PLOVER's type by the root of a CAMEO code. PLOVER leaves out statements (01): whoever only says something does nothing of its sixteen types.
const PLOVER: [(&str, Option<&str>); 9] = [
    ("01", None),
    ("02", Some("REQUEST")),
    ("03", Some("AGREE")),
    ("04", Some("CONSULT")),
    ("05", Some("SUPPORT")),
    ("10", Some("REQUEST")),
    ("11", Some("ACCUSE")),
    ("12", Some("REJECT")),
    ("13", Some("THREATEN")),
];

#[test]
fn plover_has_a_type_wherever_it_knows_such_an_event() {
    for rule in RuleSet::embedded().unwrap().rules() {
        let root = &rule.cameo.as_deref().unwrap()[..2];
        let (_, kind) =
            PLOVER.iter().find(|(code, _)| *code == root).unwrap_or_else(|| panic!("{}: {root}", rule.kind));
        assert_eq!(rule.plover.as_deref(), *kind, "{}", rule.kind);
    }
}
