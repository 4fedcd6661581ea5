//! The rule set's version rises with every change of code that changes records.
//!
//! `eval/records.toml` keeps what the records of the own gold came to, apart from scores, for each engine that was tried:
//! processors of another kind label a few words differently. `UPDATE=1 cargo test --test version` writes it anew for the
//! engine at hand, and refuses where code alone changed records and the version did not rise.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
#![allow(clippy::print_stderr, reason = "a test that checks nothing says so")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use onrecord::eval::{Labels, read_gold};
use onrecord::pipeline::{Pipeline, in_order};
use onrecord::record::{Provenance, Record};
use onrecord::text::hex;
use serde::Deserialize;
use sha2::{Digest, Sha256};

const GOLD: [&str; 4] = ["dev", "test", "acts", "acts_test"];

/// What decides records, and what they came to.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Stand {
    /// Of the code.
    version: String,
    /// Of rules and word lists.
    ruleset_sha256: String,
    /// Of the model folder.
    model_sha256: String,
    /// Of the gold files.
    gold_sha256: String,
    /// By engine: of all records, without scores and provenance.
    records: BTreeMap<String, String>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn now(pipeline: &Pipeline) -> Stand {
    let files: Vec<PathBuf> = GOLD.iter().map(|name| root().join(format!("eval/gold/{name}.jsonl"))).collect();
    let gold = read_gold(&files).unwrap();
    let articles = gold.articles.iter().map(Labels::article);
    let mut all = Sha256::new();
    let jobs = thread::available_parallelism().map_or(1, usize::from);
    let done: Result<(), ()> = in_order(
        articles.collect::<Vec<_>>().into_iter(),
        jobs,
        |article| bare(pipeline.record(article)),
        |line| {
            all.update(line);
            Ok(())
        },
    );
    done.unwrap();
    let Provenance { model, ruleset, .. } = Provenance::of(pipeline);
    let gold: Vec<&str> = gold.files.iter().map(|file| file.sha256.as_str()).collect();
    Stand {
        version: ruleset.version,
        ruleset_sha256: ruleset.sha256,
        model_sha256: model.sha256,
        gold_sha256: hex(&Sha256::digest(gold.concat())),
        records: [(model.engine, hex(&all.finalize()))].into(),
    }
}

/// A record without its provenance, which names versions, and its scores, whose last digits hang on the processor.
fn bare(mut record: Record) -> String {
    record.relations.iter_mut().for_each(|relation| relation.score = None);
    record.mentions.iter_mut().for_each(|mention| mention.score = None);
    record.entities.iter_mut().for_each(|entity| entity.score = None);
    let mut row = serde_json::to_value(&record).unwrap();
    row.as_object_mut().unwrap().remove("provenance");
    format!("{row}\n")
}

impl Stand {
    /// Everything that may change records, but the code.
    fn data(&self) -> [&str; 3] {
        [&self.ruleset_sha256, &self.model_sha256, &self.gold_sha256]
    }

    /// What is wrong with these records, after what was stored.
    fn fault(&self, stored: &Stand) -> Option<String> {
        let (engine, digest) = self.records.first_key_value()?;
        let same = stored.records.get(engine)? == digest;
        let data = self.data() == stored.data();
        match (same, data, self.version == stored.version) {
            (false, true, true) => Some(format!(
                "records of the own gold changed on `{engine}`, by code alone, and the version is {} as before: \
                 raise RuleSet::VERSION, then run `UPDATE=1 cargo test --test version` and commit the result",
                self.version
            )),
            (true, true, true) => None,
            _ => Some("the code's version, rules, model or gold are not those of eval/records.toml: run `UPDATE=1 cargo test --test version` and commit the result".into()),
        }
    }

    fn told(&self) -> String {
        let Self { version, ruleset_sha256, model_sha256, gold_sha256, records } = self;
        let records: Vec<String> = records.iter().map(|(engine, digest)| format!("{engine} = {digest:?}\n")).collect();
        let records = records.concat();
        format!(
            "# What the records of the own gold came to, by engine; tests/version.rs reads and writes it.\n\
             version = {version:?}\nruleset_sha256 = {ruleset_sha256:?}\nmodel_sha256 = {model_sha256:?}\n\
             gold_sha256 = {gold_sha256:?}\n\n[records]\n{records}"
        )
    }

    /// What is stored from now on. Digests of other engines stay while nothing that they hang on changed.
    fn after(mut self, stored: &Stand) -> Stand {
        if self.version == stored.version && self.data() == stored.data() {
            let own = std::mem::take(&mut self.records);
            self.records.clone_from(&stored.records);
            self.records.extend(own);
        }
        self
    }
}

#[test]
fn records_change_with_the_version_alone() {
    let path = root().join("eval/records.toml");
    let stored: Option<Stand> = fs::read_to_string(&path).ok().map(|text| toml::from_str(&text).unwrap());
    let now = now(&Pipeline::embedded().unwrap());
    let fault = stored.as_ref().and_then(|stored| now.fault(stored));
    if std::env::var_os("UPDATE").is_some() {
        if let Some(fault) = fault.filter(|fault| fault.contains("raise")) {
            panic!("{fault}");
        }
        let stand = stored.map_or(now.clone(), |stored| now.after(&stored));
        fs::write(&path, stand.told()).unwrap();
        return;
    }
    let stored =
        stored.unwrap_or_else(|| panic!("{} is not there: run `UPDATE=1 cargo test --test version`", path.display()));
    if let Some(fault) = fault {
        panic!("{fault}");
    }
    let engine = now.records.keys().next().unwrap();
    if !stored.records.contains_key(engine) {
        eprintln!("nothing checked: eval/records.toml has no digest for the engine `{engine}`");
    }
}

#[test]
fn a_change_without_its_version_is_told() {
    let stand = |version: &str, data: &str, engine: &str, digest: &str| Stand {
        version: version.into(),
        ruleset_sha256: data.into(),
        model_sha256: "m".into(),
        gold_sha256: "g".into(),
        records: [(engine.into(), digest.into())].into(),
    };
    let stored = stand("1.0.0", "d", "fast-vnni", "x");
    for (name, now, expected) in [
        ("nothing changed", stand("1.0.0", "d", "fast-vnni", "x"), None),
        ("code changed records", stand("1.0.0", "d", "fast-vnni", "y"), Some("raise RuleSet::VERSION")),
        ("code and version", stand("1.0.1", "d", "fast-vnni", "y"), Some("UPDATE=1")),
        ("a word list", stand("1.0.0", "e", "fast-vnni", "y"), Some("UPDATE=1")),
        ("another engine", stand("1.0.0", "d", "fast-avx2", "z"), None),
        ("another engine and a word list", stand("1.0.0", "e", "fast-avx2", "z"), None),
    ] {
        let fault = now.fault(&stored);
        let told = expected.is_some_and(|words| fault.as_ref().is_some_and(|fault| fault.contains(words)));
        assert!(told || fault.is_none() && expected.is_none(), "{name}: {fault:?}");
    }
    let both = stand("1.0.0", "d", "fast-avx2", "z").after(&stored);
    assert_eq!(both.records.len(), 2);
    assert_eq!(toml::from_str::<Stand>(&both.told()).unwrap(), both);
    assert_eq!(stand("1.0.1", "d", "fast-avx2", "z").after(&stored).records.len(), 1);
}
