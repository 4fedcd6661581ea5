//! What the spelling of a form does not tell, in both directions: "negotiated" is of negotiate, "admit" doubles its "t".

use std::collections::HashMap;
use std::sync::LazyLock;

/// Rows are `kind<TAB>lemma<TAB>forms`; "=" for forms: the word is a lemma although it looks like a form ("embed", "lens").
///
/// Choices: words of which the lexica give two readings, clitics, words that no rule may touch.
const CHOSEN: &str = include_str!("irregular.tsv");
/// The rest, derived from a lexicon by this room's own tests.
const DERIVED: &str = include_str!("spelling.tsv");

/// Forms and lemmas of verbs, or of nouns.
#[derive(Default)]
pub(super) struct Table {
    lemmas: HashMap<String, &'static str>,
    forms: HashMap<&'static str, Vec<String>>,
}

pub(super) static VERBS: LazyLock<Table> = LazyLock::new(|| Table::read("verb", [CHOSEN, DERIVED]));
pub(super) static NOUNS: LazyLock<Table> = LazyLock::new(|| Table::read("noun", [CHOSEN, DERIVED]));

impl Table {
    pub(super) fn lemma(&self, form: &str) -> Option<&'static str> {
        self.lemmas.get(form).copied()
    }

    /// The forms that are listed for a lemma, in their order; all those of a slot of which one is listed.
    pub(super) fn forms(&self, lemma: &str) -> Vec<&str> {
        self.forms.get(lemma).map(|forms| forms.iter().map(String::as_str).collect()).unwrap_or_default()
    }

    /// Is it listed as a lemma that has no other forms: "thanks", "news"?
    pub(super) fn is_lone(&self, lemma: &str) -> bool {
        self.lemma(lemma) == Some(lemma) && !self.forms.contains_key(lemma)
    }

    /// # Panics
    /// Where a row is not `kind<TAB>lemma<TAB>forms`: a slip in this program.
    fn read(kind: &str, files: [&'static str; 2]) -> Self {
        let mut table = Self::default();
        for row in files.into_iter().flat_map(str::lines).filter(|row| !row.starts_with('#')) {
            let [of, lemma, forms] = row.split('\t').collect::<Vec<_>>()[..] else {
                panic!("embedded token/irregular.tsv or spelling.tsv: expected kind, lemma, forms, got `{row}`");
            };
            assert!(["verb", "noun", "word"].contains(&of), "embedded token/irregular.tsv: no kind of word: `{row}`");
            if of != kind && of != "word" {
                continue;
            }
            if forms == "=" {
                table.lemmas.entry(lemma.to_owned()).or_insert(lemma);
                continue;
            }
            for form in forms.split(' ').flat_map(spelled_out) {
                table.lemmas.entry(form.clone()).or_insert(lemma);
                if kind == "verb" || of == kind {
                    table.forms.entry(lemma).or_default().push(form);
                }
            }
        }
        table
    }
}

/// "admitt-" stands for "admitted" and "admitting".
fn spelled_out(form: &str) -> Vec<String> {
    match form.strip_suffix('-') {
        Some(stem) => vec![format!("{stem}ed"), format!("{stem}ing")],
        None => vec![form.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use std::collections::{BTreeMap, BTreeSet};
    use std::fmt::Write as _;
    use std::path::Path;

    use super::super::inflect::{self, Slot};
    use super::super::lemma::{lemma, verb_by_spelling, without_s};
    use super::{CHOSEN, DERIVED, Table, spelled_out};

    /// Verbs with their forms, nouns whose plural does not simply show them: `models/recipe/forms.py` writes it.
    const LEXICON: &str = include_str!("../../tests/data/forms.tsv");

    /// Lemma to its forms.
    type Entries = BTreeMap<&'static str, BTreeSet<String>>;

    fn lexicon(kind: &str) -> Entries {
        let rows = LEXICON.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        rows.filter(|row| row[0] == kind)
            .map(|row| {
                let regular = || ["s", "ed", "ing"].map(|ending| format!("{}{ending}", row[1])).into();
                (row[1], row.get(2).map_or_else(regular, |forms| forms.split(' ').map(str::to_owned).collect()))
            })
            .collect()
    }

    /// Which lemma a form belongs to: the chosen one, else itself, else the one that spelling tells, else the first.
    fn readings(kind: &str, entries: &Entries, by_spelling: fn(&str) -> String) -> BTreeMap<String, &'static str> {
        let chosen = Table::read(kind, [CHOSEN, ""]);
        let mut candidates: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        for (&lemma, forms) in entries {
            candidates.entry(lemma.to_owned()).or_default().insert(0, lemma);
            for form in forms.iter().filter(|form| *form != lemma) {
                candidates.entry(form.clone()).or_default().push(lemma);
            }
        }
        let read = |(form, lemmas): (String, Vec<&'static str>)| {
            let told = by_spelling(&form);
            let own = lemmas.iter().find(|lemma| **lemma == form).or_else(|| lemmas.iter().find(|l| **l == told));
            // What is left are spellings of one word: "empanelled" is of empanel and of impanel.
            let reading = chosen.lemma(&form).or(own.copied()).unwrap_or(lemmas[0]);
            (form, reading)
        };
        candidates.into_iter().map(read).collect()
    }

    /// The rows that the rules of spelling leave to the table.
    fn derived(kind: &str, by_spelling: fn(&str) -> String, slots: &[Slot]) -> String {
        let entries = lexicon(kind);
        let readings = readings(kind, &entries, by_spelling);
        let chosen = Table::read(kind, [CHOSEN, ""]);
        let mut rows = String::new();
        for (&lemma, forms) in &entries {
            if by_spelling(lemma) != lemma && readings[lemma] == lemma && chosen.lemma(lemma).is_none() {
                writeln!(rows, "{kind}\t{lemma}\t=").unwrap();
            }
            if !chosen.forms(lemma).is_empty() {
                continue;
            }
            let mut listed: Vec<&str> = Vec::new();
            for slot in slots {
                let own = forms.iter().filter(|form| slot.takes(form, lemma));
                let own: Vec<&str> = own.map(String::as_str).filter(|form| readings[*form] == lemma).collect();
                if own != [slot.regular(lemma)] || own.iter().any(|form| by_spelling(form) != lemma) {
                    listed.extend(own);
                }
            }
            if !listed.is_empty() {
                writeln!(rows, "{kind}\t{lemma}\t{}", shortened(&listed).join(" ")).unwrap();
            }
        }
        rows
    }

    /// "admitted" and "admitting" as "admitt-".
    fn shortened(forms: &[&str]) -> Vec<String> {
        let mut rows: Vec<String> = Vec::new();
        for form in forms {
            let stem = form.strip_suffix("ed").or_else(|| form.strip_suffix("ing")).map(|stem| format!("{stem}-"));
            match stem.filter(|stem| spelled_out(stem).iter().all(|form| forms.contains(&form.as_str()))) {
                Some(stem) if rows.contains(&stem) => {}
                Some(stem) => rows.push(stem),
                None => rows.push((*form).to_owned()),
            }
        }
        rows
    }

    #[test]
    fn the_table_holds_what_spelling_does_not_tell() {
        let head = "# Derived from tests/data/forms.tsv: `UPDATE=1 cargo test --lib irregular`. Choices stand in irregular.tsv.\n";
        let verbs = derived("verb", verb_by_spelling, &inflect::VERB);
        let now = format!("{head}{verbs}{}", derived("noun", without_s, &inflect::NOUN));
        if std::env::var_os("UPDATE").is_some() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/token/spelling.tsv");
            std::fs::write(path, now).unwrap();
        } else {
            assert!(now == DERIVED, "run `UPDATE=1 cargo test --lib irregular` and commit the result");
        }
    }

    #[test]
    fn every_form_of_the_lexicon_has_its_lemma() {
        for (kind, by_spelling) in [("verb", verb_by_spelling as fn(&str) -> String), ("noun", without_s)] {
            let entries = lexicon(kind);
            assert!(entries.len() > 2000);
            for (form, expected) in readings(kind, &entries, by_spelling) {
                assert_eq!(lemma(&form, kind == "verb"), expected, "{form}");
            }
        }
    }

    #[test]
    fn every_form_of_the_lexicon_is_inflected() {
        for (kind, of) in [("verb", inflect::verb_forms as fn(&str) -> Vec<String>), ("noun", inflect::plurals)] {
            for (lemma, forms) in lexicon(kind) {
                let got = of(lemma);
                assert!(got.iter().any(|form| forms.contains(form)), "{lemma}: {got:?}");
            }
        }
    }
}
