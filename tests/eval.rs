//! The evaluator against examples counted by hand, and the laws that any scores must obey.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up should fail")]
#![allow(clippy::needless_pass_by_value, reason = "rows that are made on the spot read best without `&`")]

use onrecord::eval::{Aspect, Case, EvalError, Layer, Report, figure_names, read_gold, read_records, score};
use onrecord::output::table;
use onrecord::record::Record;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use tempfile::NamedTempFile;

//          0         1         2         3         4         5         6
//          0123456789012345678901234567890123456789012345678901234567890123456
const TEXT: &str = "Zoë Ray denied it, Bo Li said. She urged Ankara to act, he added.";

fn file(lines: &[Value]) -> (NamedTempFile, Vec<PathBuf>) {
    let mut file = NamedTempFile::new().unwrap();
    for line in lines {
        writeln!(file, "{line}").unwrap();
    }
    let paths = vec![file.path().to_owned()];
    (file, paths)
}

fn scored(gold: &[Value], records: &[Value]) -> Result<Report, EvalError> {
    let (_file, paths) = file(gold);
    let records: Vec<Record> = records.iter().map(|r| serde_json::from_value(r.clone()).unwrap()).collect();
    score(&read_gold(&paths)?, &records)
}

fn cut(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// Where `words` first stands in `text`, in code points.
fn find(text: &str, words: &str) -> (usize, usize) {
    let start = text[..text.find(words).unwrap()].chars().count();
    (start, start + words.chars().count())
}

fn record(id: &str, text: &str, entities: Value, mentions: Value, relations: Value) -> Value {
    json!({
        "schema_version": "1.0", "id": id,
        "doc": {"source": null, "url": null, "title": null, "published": null, "lang": "en", "text_sha256": "",
                "chars": 0, "tokens": 0, "windows": 0, "status": "ok"},
        "text": text, "blocks": [], "sentences": [],
        "entities": entities, "mentions": mentions, "relations": relations, "warnings": [],
        "provenance": {"tool": "onrecord", "tool_version": "0",
            "model": {"name": "", "revision": null, "sha256": "", "license": null},
            "ruleset": {"name": "", "version": "", "sha256": ""}, "config_sha256": ""},
    })
}

fn entity(id: &str, class: &str, name: &str) -> Value {
    json!({"id": id, "type": class, "name": name, "aliases": [], "mentions": [], "score": null})
}

fn mention_at(id: &str, entity: Option<&str>, class: &str, (start, end): (usize, usize), text: &str) -> Value {
    json!({"id": id, "entity": entity, "type": class, "kind": "name", "start": start, "end": end,
           "text": cut(text, start, end), "sentence": "s0", "score": null, "source": "model"})
}

fn arg_at(role: &str, entity: Option<&str>, (start, end): (usize, usize), text: &str) -> Value {
    json!({"role": role, "entity": entity, "mention": null, "start": start, "end": end,
           "text": cut(text, start, end), "spans": [[start, end]], "metonym": false})
}

fn relation_at(id: &str, kind: &str, (start, end): (usize, usize), args: Vec<Value>, text: &str) -> Value {
    json!({"id": id, "type": kind, "rule": "", "cue": {"start": start, "end": end, "text": cut(text, start, end), "lemma": ""},
           "args": args, "quote": "indirect", "polarity": "positive", "modality": "asserted", "attribution": [],
           "answers": null, "sentence": "s0", "evidence": {"start": 0, "end": 1}, "score": null,
           "codes": {"cameo": null, "plover": null}})
}

fn arg(role: &str, entity: Option<&str>, words: &str) -> Value {
    arg_at(role, entity, find(TEXT, words), TEXT)
}

fn relation(id: &str, kind: &str, cue: &str, args: Vec<Value>) -> Value {
    relation_at(id, kind, find(TEXT, cue), args, TEXT)
}

fn named(id: &str, entity: &str, class: &str, words: &str) -> Value {
    mention_at(id, Some(entity), class, find(TEXT, words), TEXT)
}

/// Three names, three acts: Ray's denial reaches the reader through Li, who said it and added the rest.
fn example() -> Value {
    let mut denied =
        relation("r0", "denied", "denied", vec![arg("speaker", Some("e0"), "Zoë Ray"), arg("content", None, "it")]);
    denied["attribution"] = json!(["r1"]);
    let said = vec![arg("speaker", Some("e1"), "Bo Li"), arg("content", None, "Zoë Ray denied it")];
    let urged =
        vec![arg("speaker", Some("e0"), "She"), arg("addressee", Some("e2"), "Ankara"), arg("content", None, "to act")];
    record(
        "a",
        TEXT,
        json!([entity("e0", "PER", "Zoë Ray"), entity("e1", "PER", "Bo Li"), entity("e2", "LOC", "Ankara")]),
        json!([
            named("m0", "e0", "PER", "Zoë Ray"),
            named("m1", "e1", "PER", "Bo Li"),
            named("m2", "e2", "LOC", "Ankara")
        ]),
        json!([denied, relation("r1", "said", "said", said), relation("r2", "urged", "urged", urged)]),
    )
}

/// The example with one thing changed in the prediction.
fn changed(change: impl Fn(&mut Value)) -> Report {
    let mut predicted = example();
    change(&mut predicted);
    scored(&[example()], &[predicted]).unwrap()
}

fn assert_figures(report: &Report, expected: &[(&str, f64)]) {
    for (name, value) in expected {
        let figure = report.figure(name).unwrap_or(f64::NAN);
        assert!((figure - value).abs() < 1e-9, "{name}: expected {value}, got {figure}");
    }
}

#[test]
fn gold_against_itself_is_perfect() {
    let report = changed(|_| ());
    assert!(report.misses.is_empty(), "{:?}", report.misses);
    let measured: Vec<_> = report.figures().into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    assert!(measured.len() > 40);
    assert!(measured.iter().all(|(_, value)| (value - 1.0).abs() < 1e-9), "{measured:?}");
}

#[test]
fn names_are_counted_in_four_views() {
    let report = changed(|p| {
        p["mentions"] = json!([
            named("m0", "e0", "PER", "Ray"),   // part of a name, right type
            named("m1", "e1", "ORG", "Bo Li"), // right span, wrong type
            named("m2", "e2", "LOC", "Ankara"),
            named("m3", "e2", "LOC", "She"), // none
        ]);
    });
    // 3 gold, 4 predicted. Strict: Ankara. Exact: Li, Ankara. Partial: Li, Ankara and half of Ray. Type: Ray, Ankara.
    assert_figures(
        &report,
        &[
            ("entities.precision", 1.0 / 4.0),
            ("entities.recall", 1.0 / 3.0),
            ("entities.f1", 2.0 / 7.0),
            ("entities.exact.f1", 4.0 / 7.0),
            ("entities.partial.precision", 2.5 / 4.0),
            ("entities.partial.f1", 5.0 / 7.0),
            ("entities.type.recall", 2.0 / 3.0),
            ("entities.PER.f1", 0.0),
            ("entities.LOC.f1", 2.0 / 3.0),
            // PER 0, ORG 0, LOC 2/3; MISC does not occur.
            ("entities.macro_f1", 2.0 / 9.0),
        ],
    );
    let partial = report.entities.views.partial;
    assert_eq!((partial.correct, partial.partial, partial.missed, partial.spurious), (2, 1, 0, 1));
}

#[test]
fn a_wrong_type_costs_all_but_boundaries() {
    let report = changed(|p| p["relations"][0]["type"] = json!("rejected"));
    let third = 2.0 / 3.0;
    assert_figures(
        &report,
        &[
            ("relations.strict.f1", third),
            ("relations.boundaries.f1", 1.0),
            ("relations.entity.f1", third),
            ("relations.cue.f1", third),
            ("relations.cue.denied.recall", 0.0),
            ("relations.cue.rejected.precision", 0.0),
            ("relations.cue.said.f1", 1.0),
        ],
    );
}

#[test]
fn a_longer_content_costs_strict_but_not_entity() {
    let report = changed(|p| p["relations"][2]["args"][2] = arg("content", None, "to act, he added"));
    assert_figures(
        &report,
        &[
            ("relations.strict.f1", 2.0 / 3.0),
            ("relations.boundaries.f1", 2.0 / 3.0),
            ("relations.entity.f1", 1.0),
            ("relations.cue.f1", 1.0),
        ],
    );
}

#[test]
fn a_pronoun_given_to_another_costs_strict_and_entity() {
    let report = changed(|p| p["relations"][2]["args"][0]["entity"] = json!("e1"));
    assert_figures(
        &report,
        &[
            ("relations.strict.f1", 2.0 / 3.0),
            ("relations.entity.f1", 2.0 / 3.0),
            ("relations.cue.f1", 1.0),
            ("relations.speaker.accuracy", 2.0 / 3.0),
        ],
    );
    assert_eq!(report.misses.len(), 1);
    assert_eq!(report.misses[0].differs, ["speaker"]);
}

#[test]
fn a_pronoun_left_open_costs_the_speaker_only() {
    let report = changed(|p| p["relations"][2]["args"][0]["entity"] = json!(null));
    assert_figures(&report, &[("relations.strict.f1", 1.0), ("relations.speaker.accuracy", 2.0 / 3.0)]);
}

#[test]
fn another_mention_of_the_same_person_is_the_same_entity() {
    let report = changed(|p| p["relations"][2]["args"][0] = arg("speaker", Some("e0"), "Zoë Ray"));
    assert_figures(&report, &[("relations.entity.f1", 1.0), ("relations.strict.f1", 2.0 / 3.0)]);
}

#[test]
fn entities_are_the_same_by_name_or_by_place() {
    let by_name = changed(|p| {
        p["entities"][0]["name"] = json!("ZOË RAY");
        p["mentions"] = json!([]);
    });
    assert_figures(&by_name, &[("relations.entity.f1", 1.0)]);
    let by_place = changed(|p| p["entities"][0]["name"] = json!("Somebody"));
    assert_figures(&by_place, &[("relations.entity.f1", 1.0)]);
    let neither = changed(|p| {
        p["entities"][0]["name"] = json!("Somebody");
        p["mentions"] = json!([]);
    });
    assert_figures(&neither, &[("relations.entity.f1", 1.0 / 3.0)]);
}

#[test]
fn a_speaker_too_many_is_wrong() {
    let report =
        changed(|p| p["relations"][1]["args"].as_array_mut().unwrap().push(arg("speaker", Some("e0"), "Zoë Ray")));
    assert_figures(&report, &[("relations.entity.f1", 2.0 / 3.0), ("relations.cue.f1", 1.0)]);
}

#[test]
fn time_and_place_are_not_scored() {
    let report = changed(|p| p["relations"][1]["args"].as_array_mut().unwrap().push(arg("place", None, "Ankara")));
    assert_figures(&report, &[("relations.strict.f1", 1.0)]);
}

#[test]
fn aspects_are_counted_over_what_was_found() {
    let report = changed(|p| {
        p["relations"].as_array_mut().unwrap().remove(1); // Li's report: the denial loses its chain
        p["relations"][0]["polarity"] = json!("negative");
        p["relations"][1]["modality"] = json!("hedged");
        p["relations"][1]["quote"] = json!("mixed");
    });
    // Two of three found; each has one of polarity and modality right; only the denial has a chain.
    assert_figures(
        &report,
        &[
            ("relations.cue.recall", 2.0 / 3.0),
            ("relations.cue.precision", 1.0),
            ("relations.polarity.accuracy", 0.5),
            ("relations.polarity.marked", 0.0),
            ("relations.modality.accuracy", 0.5),
            ("relations.quote.accuracy", 0.5),
            ("relations.attribution.accuracy", 0.5),
            ("relations.attribution.marked", 0.0),
            ("relations.speaker.marked", 1.0),
        ],
    );
    let attribution = report.relations.aspects[&Aspect::Attribution];
    assert_eq!((attribution.marked_right, attribution.marked_total), (0, 1));
    let cases: Vec<_> = report.misses.iter().map(|m| (m.case, m.kind.as_str(), m.differs.clone())).collect();
    assert_eq!(
        cases,
        [
            (Case::Differs, "denied", vec!["polarity", "attribution"]),
            (Case::Missed, "said", vec![]),
            (Case::Differs, "urged", vec!["quote", "modality"]),
        ]
    );
}

#[test]
fn chains_follow_the_partners_not_the_ids() {
    let report = changed(|p| {
        p["relations"][1]["id"] = json!("x");
        p["relations"][0]["attribution"] = json!(["x"]);
    });
    assert_figures(&report, &[("relations.attribution.marked", 1.0)]);
}

#[test]
fn ignored_parts_do_not_count() {
    let mut gold = example();
    gold["ignore"] = json!([{"start": 31, "end": 65, "label": "Discard"}]);
    let mut predicted = example();
    predicted["mentions"][2]["type"] = json!("ORG");
    predicted["relations"][2]["type"] = json!("asked");
    let report = scored(&[gold], &[predicted]).unwrap();
    assert_figures(&report, &[("entities.f1", 1.0), ("relations.strict.f1", 1.0)]);
    assert_eq!((report.entities.strict.predicted, report.relations.overall.len()), (2, 4));
}

#[test]
fn only_what_is_labelled_is_scored() {
    let names = json!({"id": "a", "text": TEXT, "labelled": ["mentions"],
                       "mentions": [{"type": "PER", "start": 0, "end": 7, "text": "Zoë Ray"}]});
    let report = scored(&[names], &[example()]).unwrap();
    assert_figures(&report, &[("entities.precision", 1.0 / 3.0), ("entities.recall", 1.0)]);
    assert_eq!((report.relations.articles, report.figure("relations.cue.f1")), (0, None));

    let cues = json!({"id": "a", "text": TEXT, "relations": [{"type": "said", "cue": {"start": 25, "end": 29}}]});
    let report = scored(&[cues], &[example()]).unwrap();
    assert_figures(&report, &[("relations.cue.precision", 1.0 / 3.0), ("relations.cue.recall", 1.0)]);
    assert_eq!(report.entities.articles, 0);
    for unlabelled in ["relations.entity.f1", "relations.polarity.accuracy", "relations.speaker.accuracy"] {
        assert_eq!(report.figure(unlabelled), None, "{unlabelled}");
    }
}

#[test]
fn articles_without_a_partner_are_stated() {
    let mut other = example();
    other["id"] = json!("b");
    let mut failed = example();
    failed["id"] = json!("c");
    let gold = [example(), other, failed.clone()];
    failed["doc"]["status"] = json!("error");
    failed["text"] = json!("");
    let mut extra = example();
    extra["id"] = json!("d");
    let report = scored(&gold, &[extra, failed, example()]).unwrap();
    assert_eq!(
        (report.articles.missing.as_slice(), report.articles.extra.as_slice()),
        (&["b".into(), "c".into()][..], &["d".into()][..])
    );
    assert_figures(&report, &[("entities.recall", 1.0 / 3.0), ("entities.precision", 1.0)]);
    let [low, high] = report.entities.strict.f1_interval.unwrap();
    assert!(low < 0.5 && 0.5 < high, "{low} {high}");
}

#[test]
fn records_are_read_as_written() {
    let (_file, paths) = file(&[example()]);
    assert_eq!(read_records(&paths[0]).unwrap()[0].text, TEXT);
}

#[test]
fn a_record_of_another_text_is_refused() {
    let mut predicted = example();
    predicted["text"] = json!(TEXT.replace("Bo", "Jo"));
    let error = scored(&[example()], &[predicted]).unwrap_err().to_string();
    assert!(error.contains("code point 19") && error.contains("Bo Li") && error.contains("Jo Li"), "{error}");
    let error = scored(&[example()], &[example(), example()]).unwrap_err();
    assert!(matches!(error, EvalError::DuplicateRecord { id } if id == "a"));
}

#[test]
fn wrong_gold_is_refused_with_its_line() {
    type Change = fn(&mut Value);
    let cases: [(&str, Change); 14] = [
        ("\"Zoë Ray\", got \"Zoe Ray\"", |g| g["mentions"][0]["text"] = json!("Zoe Ray")),
        ("start < end <= 65", |g| g["mentions"][0]["end"] = json!(66)),
        ("one of PER, ORG, LOC, MISC, got \"GPE\"", |g| g["mentions"][2]["type"] = json!("GPE")),
        ("type of entity e1", |g| g["entities"][1]["type"] = json!("PERSON")),
        ("one of name, nominal, pronoun", |g| g["mentions"][1]["kind"] = json!("NAM")),
        ("none overlapping, got 0..7 and 4..7", |g| g["mentions"][1] = named("m1", "e1", "PER", "Ray")),
        ("the id of an entity of this article, got \"e9\"", |g| g["mentions"][1]["entity"] = json!("e9")),
        ("the id of a relation of this article, got \"r9\"", |g| g["relations"][0]["attribution"] = json!(["r9"])),
        ("got \"r8\"", |g| g["relations"][0]["answers"] = json!("r8")),
        ("relation r0: expected an id of its own", |g| g["relations"][1]["id"] = json!("r0")),
        ("role of source of relation said", |g| g["relations"][1]["args"][0]["role"] = json!("source")),
        ("one of positive, negative", |g| g["relations"][1]["polarity"] = json!("neutral")),
        ("pieces in order", |g| g["relations"][1]["args"][1]["spans"] = json!([[0, 7], [3, 17]])),
        ("labelled: expected one of", |g| g["labelled"] = json!(["mention"])),
    ];
    for (message, change) in cases {
        let mut gold = example();
        gold["id"] = json!("b");
        change(&mut gold);
        let error = scored(&[example(), gold], &[]).unwrap_err().to_string();
        assert!(error.contains(":2: article b, ") && error.contains(message), "{message}: {error}");
    }
    let error = scored(&[example(), example()], &[]).unwrap_err().to_string();
    assert!(error.contains(":2: article a: expected an id of its own") && error.contains(":1;"), "{error}");
    let error = scored(&[json!({"id": "a"})], &[]).unwrap_err().to_string();
    assert!(error.contains(":1: expected one gold article") && error.contains("`text`"), "{error}");
}

#[test]
fn a_missing_gold_file_is_an_error() {
    let error = read_gold(&["no/such.jsonl".into()]).unwrap_err().to_string();
    assert!(error.starts_with("no/such.jsonl: expected"), "{error}");
}

#[test]
fn the_gold_file_is_identified() {
    let (_file, paths) = file(&[json!({"id": "a", "text": ""})]);
    let gold = read_gold(&paths).unwrap();
    assert_eq!((gold.files[0].articles, gold.files[0].sha256.len()), (1, 64));
    std::fs::write(&paths[0], "").unwrap();
    // SHA-256 of no bytes, FIPS 180-4.
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(read_gold(&paths).unwrap().files[0].sha256, nothing);
}

#[test]
fn every_listed_name_is_a_figure() {
    let names = figure_names();
    let figures = changed(|_| ()).figures();
    assert!(names.iter().all(|name| figures.iter().any(|(figure, _)| figure == name)));
    assert!(
        ["entities.f1", "relations.entity.f1", "relations.speaker.accuracy"]
            .iter()
            .all(|n| names.contains(&(*n).into()))
    );
}

#[test]
fn the_table_is_aligned() {
    let report = changed(|p| {
        p["relations"][0]["type"] = json!("rejected");
        p["mentions"][2]["type"] = json!("ORG");
    });
    let text: Vec<_> = table(&report, true).lines().skip(1).map(str::to_owned).collect(); // the first names the file
    insta::assert_snapshot!(text.join("\n"));
    assert!(report.misses.iter().any(|miss| miss.layer == Layer::Name));
}

/// Sixty code points, a third of them longer than a byte.
const STRIPES: &str = "aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c aéb—c ";

fn place() -> impl Strategy<Value = (usize, usize)> {
    (0..10_usize, 0..2_usize, 3..6_usize)
        .prop_map(|(slot, shift, length)| (slot * 6 + shift, slot * 6 + shift + length - 1))
}

fn who() -> impl Strategy<Value = Option<String>> {
    proptest::option::of((0..3_usize).prop_map(|e| format!("e{e}")))
}

fn argument() -> impl Strategy<Value = Value> {
    let roles = prop::sample::select(vec!["speaker", "speaker", "addressee", "content", "place"]);
    (roles, who(), place()).prop_map(|(role, entity, span)| arg_at(role, entity.as_deref(), span, STRIPES))
}

/// A record with at most one name a slot, so that it is valid as gold, and with acts whose cues often collide.
fn any_record() -> impl Strategy<Value = Value> {
    let class = || prop::sample::select(vec!["PER", "ORG", "LOC"]);
    let name = proptest::option::of((0..2_usize, 3..5_usize, class(), 0..3_usize));
    let act =
        (prop::sample::select(vec!["said", "denied"]), place(), prop::collection::vec(argument(), 0..4), any::<bool>());
    (prop::collection::vec(name, 10), prop::collection::vec(act, 0..6)).prop_map(|(names, acts)| {
        let mentions = names.into_iter().enumerate().filter_map(|(slot, name)| {
            let (shift, length, class, entity) = name?;
            let span = (slot * 6 + shift, slot * 6 + shift + length);
            Some(mention_at(&format!("m{slot}"), Some(&format!("e{entity}")), class, span, STRIPES))
        });
        let relations = acts.into_iter().enumerate().map(|(at, (kind, cue, args, negative))| {
            let mut relation = relation_at(&format!("r{at}"), kind, cue, args, STRIPES);
            relation["polarity"] = json!(if negative { "negative" } else { "positive" });
            relation
        });
        let entities = (0..3).map(|e| entity(&format!("e{e}"), "PER", &format!("name {e}")));
        record("a", STRIPES, entities.collect(), mentions.collect(), relations.collect())
    })
}

fn articles() -> impl Strategy<Value = Vec<(Value, Value)>> {
    let numbered = |pairs: Vec<(Value, Value)>| {
        let number = |(at, (mut gold, mut predicted)): (usize, (Value, Value))| {
            gold["id"] = json!(at.to_string());
            predicted["id"] = json!(at.to_string());
            (gold, predicted)
        };
        pairs.into_iter().enumerate().map(number).collect()
    };
    prop::collection::vec((any_record(), any_record()), 1..3).prop_map(numbered)
}

fn reversed(record: &Value) -> Value {
    let mut record = record.clone();
    for rows in ["entities", "mentions", "relations"] {
        record[rows].as_array_mut().unwrap().reverse();
    }
    for relation in record["relations"].as_array_mut().unwrap() {
        relation["args"].as_array_mut().unwrap().reverse();
    }
    record
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_gold_against_itself_is_perfect(articles in articles()) {
        let (gold, _): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let report = scored(&gold, &gold).unwrap();
        prop_assert!(report.misses.is_empty());
        for (name, value) in report.figures() {
            prop_assert!(value.is_none_or(|value| (value - 1.0).abs() < 1e-9), "{} {:?}", name, value);
        }
    }

    #[test]
    fn order_does_not_matter(articles in articles()) {
        let (gold, predicted): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let turned: Vec<_> = predicted.iter().rev().map(reversed).collect();
        let (report, other) = (scored(&gold, &predicted).unwrap(), scored(&gold, &turned).unwrap());
        prop_assert_eq!(report.figures(), other.figures());
        let turned: Vec<_> = gold.iter().map(reversed).collect();
        prop_assert_eq!(report.figures(), scored(&turned, &predicted).unwrap().figures());
    }

    #[test]
    fn swapping_sides_swaps_precision_and_recall(articles in articles()) {
        let (gold, predicted): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let (report, swapped) = (scored(&gold, &predicted).unwrap(), scored(&predicted, &gold).unwrap());
        for (name, value) in report.figures() {
            let other = match name.rsplit_once('.').unwrap() {
                (of, "precision") => format!("{of}.recall"),
                (of, "recall") => format!("{of}.precision"),
                (_, "accuracy" | "marked") => continue, // of the pairs that were chosen, which ties may decide
                _ => name.clone(),
            };
            prop_assert_eq!(value, swapped.figure(&other), "{} and {}", name, other);
        }
    }

    #[test]
    fn harder_settings_score_no_higher(articles in articles()) {
        let (gold, predicted): (Vec<_>, Vec<_>) = articles.into_iter().unzip();
        let report = scored(&gold, &predicted).unwrap();
        let right = |name: &str| report.figure(&format!("relations.{name}.f1"));
        prop_assert!(right("strict") <= right("boundaries"));
        prop_assert!(right("strict") <= right("entity"));
        prop_assert!(right("entity") <= right("cue"));
    }
}
