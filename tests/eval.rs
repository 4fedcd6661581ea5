//! The evaluator against examples counted by hand.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up should fail")]

mod example;

use example::{TEXT, arg, assert_figures, changed, example, file, named, relation, scored};
use onrecord::eval::{Aspect, Bucket, Case, EvalError, Layer, figure_names, read_gold, read_records};
use onrecord::output::{Detail, table};
use serde_json::{Value, json};
use std::slice;

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
    let attribution = report.relations.aspects[&Aspect::Attribution].marked;
    assert_eq!((attribution.right, attribution.total), (0, 1));
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
fn a_quotation_that_nobody_attributes_counts_neither_way() {
    let mut predicted = example();
    let mut further = predicted["relations"][0].clone();
    further["id"] = json!("r9");
    further["rule"] = json!("said.continued");
    further["cue"]["start"] = json!(63);
    further["cue"]["end"] = json!(64);
    predicted["relations"].as_array_mut().unwrap().push(further.clone());
    let report = scored(&[example()], slice::from_ref(&predicted)).unwrap();
    assert_figures(&report, &[("relations.cue.precision", 1.0), ("relations.strict.f1", 1.0)]);
    predicted["relations"][3]["rule"] = json!("said.report");
    let report = scored(&[example()], &[predicted]).unwrap();
    assert_figures(&report, &[("relations.cue.precision", 0.75)]);
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
fn types_that_were_not_labelled_are_left_out() {
    let mut gold = example();
    gold["labelled_types"] = json!(["denied", "urged", "PER"]);
    gold["relations"].as_array_mut().unwrap().remove(1); // Li's report, and with it the denial's chain
    gold["relations"][0]["attribution"] = json!([]);
    gold["mentions"].as_array_mut().unwrap().pop(); // Ankara
    let report = scored(slice::from_ref(&gold), &[example()]).unwrap();
    assert!(report.misses.is_empty(), "{:?}", report.misses);
    let perfect = ["entities.f1", "entities.ceaf.f1", "relations.strict.f1", "relations.attribution.accuracy"];
    assert_figures(&report, &perfect.map(|figure| (figure, 1.0)));
    // Of a sort of which none is listed, every type was labelled.
    gold["labelled_types"] = json!(["denied", "urged"]);
    assert_figures(
        &scored(&[gold], &[example()]).unwrap(),
        &[("entities.precision", 2.0 / 3.0), ("relations.cue.f1", 1.0)],
    );
}

#[test]
fn a_speaker_counts_as_far_as_the_gold_says_who_it_is() {
    let open = |labelled: Value| {
        let mut gold = example();
        gold["labelled"] = labelled;
        gold["mentions"] = json!(null);
        gold["entities"] = json!([]);
        for act in gold["relations"].as_array_mut().unwrap() {
            act["args"].as_array_mut().unwrap().iter_mut().for_each(|arg| arg["entity"] = json!(null));
        }
        gold
    };
    // What the gold labels, and how many of three speakers are right, all of which the program resolves.
    let cases = [
        ("who is who, and nobody is meant", json!(["entities", "relations"]), 0.0),
        ("acts alone", json!(["relations"]), 1.0),
    ];
    for (case, labelled, right) in cases {
        let report = scored(&[open(labelled.clone())], &[example()]).unwrap();
        assert_figures(&report, &[("relations.strict.f1", 1.0), ("relations.speaker.accuracy", right)]);
        let mut elsewhere = example();
        elsewhere["relations"][2]["args"][0] = arg("speaker", Some("e0"), "Ankara");
        let report = scored(&[open(labelled)], &[elsewhere]).unwrap();
        assert!(report.figure("relations.speaker.accuracy").unwrap() < 0.7, "{case}: another place is another speaker");
    }
}

#[test]
fn an_entity_without_a_name_resolves_nobody() {
    let mut gold = example();
    gold["relations"][2]["args"][0]["entity"] = json!(null);
    let mut predicted = example();
    predicted["entities"].as_array_mut().unwrap().push(example::entity("e3", "PER", "the woman"));
    predicted["relations"][2]["args"][0]["entity"] = json!("e3");
    let mut right = |named: bool| {
        predicted["entities"][3]["named"] = json!(named);
        scored(slice::from_ref(&gold), slice::from_ref(&predicted)).unwrap().figure("relations.speaker.accuracy")
    };
    assert_eq!([false, true].map(&mut right), [Some(1.0), Some(2.0 / 3.0)]);
}

#[test]
fn one_unnamed_source_is_no_two() {
    // Two acts of one unnamed woman; the prediction gives them to these.
    let told = |ids: [&str; 2]| {
        let mut article = example();
        for (at, id) in ids.iter().enumerate() {
            article["relations"][at + 1]["args"][0]["entity"] = json!(id);
            let mut woman = example::entity(id, "PER", "the woman");
            woman["named"] = json!(false);
            let entities = article["entities"].as_array_mut().unwrap();
            if entities.iter().all(|entity| entity["id"] != *id) {
                entities.push(woman);
            }
        }
        article
    };
    let right = |ids| scored(&[told(["e3", "e3"])], &[told(ids)]).unwrap().figure("relations.speaker.accuracy");
    assert_eq!([["e3", "e3"], ["e8", "e8"], ["e3", "e4"]].map(right), [Some(1.0), Some(1.0), Some(2.0 / 3.0)]);
}

/// Names of an article, `(entity, start)`, each of three characters, and what the entities are called.
fn cast(entities: &[(&str, &str, &str)], names: &[(&str, usize)]) -> Value {
    let text = &"aaa ".repeat(12);
    let rows = entities.iter().map(|(id, class, name)| example::entity(id, class, name)).collect();
    let mentions = names
        .iter()
        .enumerate()
        .map(|(at, (id, start))| example::mention_at(&format!("m{at}"), Some(id), "PER", (*start, *start + 3), text));
    example::record("a", text, rows, mentions.collect(), json!([]))
}

#[test]
fn entities_are_counted_as_users_see_them() {
    let one = || cast(&[("e0", "PER", "Bo Li")], &[("e0", 0), ("e0", 4), ("e0", 8)]);
    let two = || cast(&[("e0", "PER", "Bo Li"), ("e1", "PER", "Bo Li")], &[("e0", 0), ("e0", 4), ("e1", 8)]);
    let other = |name: &str, class: &str| cast(&[("e0", class, name)], &[("e0", 0), ("e0", 4), ("e0", 8)]);
    let fewer = || cast(&[("e0", "PER", "Bo Li")], &[("e0", 0), ("e0", 4)]);
    let stranger =
        || cast(&[("e0", "PER", "Bo Li"), ("e1", "PER", "Ann Ek")], &[("e0", 0), ("e0", 4), ("e0", 8), ("e1", 12)]);
    let none = || cast(&[], &[]);
    // Gold, prediction, precision and recall; the likeness of each pair is 2 · shared / (gold + predicted).
    let cases: [(&str, Value, Value, f64, f64); 9] = [
        ("the same", one(), one(), 1.0, 1.0),
        ("a name missed: 2·2/(3+2)", one(), fewer(), 0.8, 0.8),
        // The pair with two of the names is the best: 2·2/(3+2), and the second half is alone.
        ("split", one(), two(), 0.4, 0.8),
        ("merged", two(), one(), 0.8, 0.4),
        ("another type", one(), other("Bo Li", "ORG"), 0.0, 0.0),
        ("half the name", one(), other("Li", "PER"), 0.0, 0.0),
        ("a headline's capitals", one(), other("BO\nLI", "PER"), 1.0, 1.0),
        ("one too many", one(), stranger(), 0.5, 1.0),
        ("nothing found", one(), none(), 0.0, 0.0),
    ];
    for (case, gold, predicted, precision, recall) in cases {
        let ceaf = scored(&[gold], &[predicted]).unwrap().entities.ceaf;
        let close = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() < 1e-9;
        assert!(close(ceaf.precision, precision) && close(ceaf.recall, recall), "{case}: {ceaf:?}");
        let f1 = if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 };
        assert!(close(ceaf.f1, f1), "{case}: {ceaf:?}");
    }
    let nothing = scored(&[cast(&[], &[])], &[cast(&[], &[])]).unwrap().entities.ceaf;
    assert_eq!((nothing.f1, nothing.articles), (None, 1));
}

#[test]
fn the_best_pairs_are_sought_over_all_entities_of_a_name() {
    // Who each of eleven names is. Most alike are the first two, 2·5/(8+8), but then the others have nothing in common; the
    // other way round each pair has 2·3/(8+3).
    let all = |who: &str| {
        let ids: Vec<String> = who.chars().map(|digit| format!("e{digit}")).collect();
        let names: Vec<(&str, usize)> = ids.iter().zip(0..).map(|(id, at)| (id.as_str(), at * 4)).collect();
        cast(&[("e0", "PER", "Li"), ("e1", "PER", "Li")], &names)
    };
    let ceaf = scored(&[all("00000000111")], &[all("00000111000")]).unwrap().entities.ceaf;
    assert!((ceaf.alike - 12.0 / 11.0).abs() < 1e-9, "{ceaf:?}");
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
    assert_eq!(read_records(&paths[0]).unwrap().records[0].text.as_deref(), Some(TEXT));
}

#[test]
fn unknown_keys_are_told_and_another_version_is_refused() {
    let mut gold = example();
    let acts = gold["relations"].take();
    gold.as_object_mut().unwrap().remove("relations");
    gold["relatons"] = acts;
    let (_file, paths) = file(&[gold.clone(), json!({"id": "b", "text": "x", "relatons": []})]);
    let read = read_gold(&paths).unwrap();
    assert!(read.remarks.len() == 1 && !read.articles[0].labels("relations"), "{:?}", read.remarks);
    for words in [":1: `relatons`", "in 2 lines", "is `relations` meant?"] {
        assert!(read.remarks[0].contains(words), "{words}: {:?}", read.remarks);
    }
    let mut record = example();
    record["later"] = json!(1);
    let (_file, paths) = file(&[record.clone()]);
    let read = read_records(&paths[0]).unwrap();
    assert!(read.records.len() == 1 && read.remarks[0].contains("`later`"), "{:?}", read.remarks);
    record["schema_version"] = json!("9.0");
    let (_file, paths) = file(&[example(), record]);
    for error in [read_gold(&paths).unwrap_err(), read_records(&paths[0]).unwrap_err()] {
        assert!(error.to_string().contains(":2: schema_version: expected 1.x, got \"9.0\""), "{error}");
    }
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
    let cases: [(&str, Change); 16] = [
        ("\"Zoë Ray\", got \"Zoe Ray\"", |g| g["mentions"][0]["text"] = json!("Zoe Ray")),
        ("start < end <= 65", |g| g["mentions"][0]["end"] = json!(66)),
        ("none overlapping, got 0..7 and 4..7", |g| g["mentions"][1] = named("m1", "e1", "PER", "Ray")),
        ("the id of an entity of this article, got \"e9\"", |g| g["mentions"][1]["entity"] = json!("e9")),
        ("the id of a relation of this article, got \"r9\"", |g| g["relations"][0]["attribution"] = json!(["r9"])),
        ("got \"r8\"", |g| g["relations"][0]["answers"] = json!("r8")),
        ("relation r0: expected an id of its own", |g| g["relations"][1]["id"] = json!("r0")),
        ("pieces in order", |g| g["relations"][1]["args"][1]["spans"] = json!([[0, 7], [3, 17]])),
        ("labelled: expected one of", |g| g["labelled"] = json!(["mention"])),
        ("attribution of relation r1 at 25..29: expected other relations", |g| {
            g["relations"][1]["attribution"] = json!(["r1"]);
        }),
        ("which leads back to it, got a circle", |g| g["relations"][1]["attribution"] = json!(["r0"])),
        ("answers of relation r2 at 35..40: expected other relations", |g| g["relations"][2]["answers"] = json!("r2")),
        ("answers of relation", |g| {
            g["relations"][0]["answers"] = json!("r2");
            g["relations"][2]["answers"] = json!("r0");
        }),
        ("relation r1: expected an id of its own, got the same id twice", |g| {
            g["relations"][0]["attribution"] = json!(["r1", "r1"]);
        }),
        ("type of relation at 8..14: expected one of `labelled_types`, said, urged, got \"denied\"", |g| {
            g["labelled_types"] = json!(["said", "urged"]);
        }),
        ("labelled_types: expected types, or no such key", |g| g["labelled_types"] = json!([])),
    ];
    for (message, change) in cases {
        let mut gold = example();
        gold["id"] = json!("b");
        change(&mut gold);
        let error = scored(&[example(), gold], &[]).unwrap_err().to_string();
        assert!(error.contains(":2: article b, ") && error.contains(message), "{message}: {error}");
    }
    let words: [(&str, &str, &str); 6] = [
        ("/mentions/2/type", "GPE", "`GPE`, expected one of `PER`, `ORG`, `LOC`, `MISC`"),
        ("/entities/1/type", "PERSON", "`PERSON`, expected one of `PER`"),
        ("/mentions/1/kind", "NAM", "`NAM`, expected one of `name`, `nominal`, `pronoun`"),
        ("/relations/1/args/0/role", "source", "`source`, expected one of `speaker`, `addressee`"),
        ("/relations/1/polarity", "neutral", "`neutral`, expected `positive` or `negative`"),
        ("/relations/1/quote", "Direct", "`Direct`, expected one of `direct`, `indirect`"),
    ];
    for (place, word, message) in words {
        let mut gold = example();
        gold["id"] = json!("b");
        *gold.pointer_mut(place).unwrap() = json!(word);
        let error = scored(&[example(), gold], &[]).unwrap_err().to_string();
        assert!(error.contains(":2: expected one gold article") && error.contains(message), "{place}: {error}");
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
    let (_file, paths) = file(&[example()]);
    let names = figure_names(&read_gold(&paths).unwrap());
    let figures = changed(|_| ()).figures();
    assert!(names.iter().all(|name| figures.iter().any(|(figure, _)| figure == name)));
    assert!(
        ["entities.f1", "relations.entity.f1", "relations.speaker.accuracy", "relations.cue.denied.f1", "blocks.f1"]
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
    let text: Vec<_> = table(&report, Detail::Misses).lines().skip(1).map(str::to_owned).collect(); // the first names the file
    insta::assert_snapshot!(text.join("\n"));
}

#[test]
fn every_miss_has_its_first_cause() {
    type Change = fn(&mut Value);
    let cases: [(Bucket, Layer, Change); 12] = [
        (Bucket::MissingName, Layer::Name, |p| drop(p["mentions"].as_array_mut().unwrap().pop())),
        (Bucket::SpuriousName, Layer::Name, |p| {
            p["mentions"].as_array_mut().unwrap().push(named("m3", "e2", "LOC", "She"));
        }),
        (Bucket::WrongExtent, Layer::Name, |p| p["mentions"][0] = named("m0", "e0", "PER", "Ray")),
        (Bucket::MissingCue, Layer::Relation, |p| drop(p["relations"].as_array_mut().unwrap().pop())),
        (Bucket::SpuriousCue, Layer::Relation, |p| {
            p["relations"].as_array_mut().unwrap().push(relation("r3", "said", "added", vec![]));
        }),
        (Bucket::WrongType, Layer::Relation, |p| p["relations"][2]["type"] = json!("asked")),
        (Bucket::WrongSpeaker, Layer::Relation, |p| p["relations"][2]["args"][0]["entity"] = json!("e1")),
        (Bucket::WrongAddressee, Layer::Relation, |p| {
            p["relations"][2]["args"].as_array_mut().unwrap().remove(1);
        }),
        (Bucket::WrongContent, Layer::Relation, |p| drop(p["relations"][2]["args"].as_array_mut().unwrap().pop())),
        (Bucket::BrokenChain, Layer::Relation, |p| p["relations"][0]["attribution"] = json!([])),
        (Bucket::WrongAnswer, Layer::Relation, |p| p["relations"][0]["answers"] = json!("r1")),
        (Bucket::WrongExtent, Layer::Relation, |p| {
            p["relations"][2]["args"][2] = arg("content", None, "to act, he added");
        }),
    ];
    for (bucket, layer, change) in cases {
        let report = changed(change);
        let found: Vec<_> = report.misses.iter().map(|miss| (miss.bucket, miss.layer)).collect();
        assert_eq!(found, [(bucket, layer)], "{:?}", report.misses);
        assert_eq!(report.buckets[&layer][&bucket], 1);
    }
}

#[test]
fn what_a_mask_hides_or_lets_through_is_told_apart() {
    let mut page = example();
    page["blocks"] = json!([{"id": "b0", "kind": "body", "start": 0, "end": 30},
                            {"id": "b1", "kind": "boilerplate", "start": 31, "end": 65}]);
    let mut silent = page.clone();
    silent["mentions"].as_array_mut().unwrap().pop();
    silent["relations"].as_array_mut().unwrap().pop();
    let open = {
        let mut open = example();
        open["blocks"] = json!([{"id": "b0", "kind": "body", "start": 0, "end": 65}]);
        open
    };
    let report = scored(slice::from_ref(&open), slice::from_ref(&silent)).unwrap();
    assert_eq!(report.misses.iter().map(|miss| miss.bucket).collect::<Vec<_>>(), [Bucket::MaskedBlock; 2]);
    // 51 characters without the spaces, and 25 of them in the second sentence: taken for boilerplate.
    let count = |words: &str| words.chars().filter(|c| !c.is_whitespace()).count();
    let (all, first) = (count(TEXT), count("Zoë Ray denied it, Bo Li said."));
    let blocks = &report.blocks.overall;
    assert_eq!((blocks.right, blocks.gold, blocks.predicted), (first, all, all));
    assert_eq!(report.figure("blocks.boilerplate.precision"), Some(0.0));
    let report = scored(&[silent], &[open]).unwrap();
    assert_eq!(report.misses.iter().map(|miss| miss.bucket).collect::<Vec<_>>(), [Bucket::UnmaskedBlock; 2]);
}

#[test]
fn one_type_taken_for_another_is_one_miss() {
    let report = changed(|p| {
        p["relations"][0]["type"] = json!("rejected");
        p["mentions"][2]["type"] = json!("ORG");
    });
    let confusion = &report.relations.confusion;
    assert_eq!(confusion.kinds(), ["denied", "rejected", "said", "urged"]);
    assert_eq!((confusion.count(Some("denied"), Some("rejected")), confusion.count(Some("denied"), None)), (1, 0));
    assert_eq!(report.entities.confusion.count(Some("LOC"), Some("ORG")), 1);
    let found: Vec<_> = report.misses.iter().map(|miss| (miss.case, miss.bucket)).collect();
    assert_eq!(found, [(Case::Differs, Bucket::WrongType); 2]);
}

#[test]
fn an_answer_follows_the_partner() {
    let mut gold = example();
    gold["relations"][0]["answers"] = json!("r1");
    let mut predicted = gold.clone();
    predicted["relations"][1]["id"] = json!("x");
    predicted["relations"][0]["attribution"] = json!(["x"]);
    predicted["relations"][0]["answers"] = json!("x");
    let report = scored(&[gold.clone()], &[predicted.clone()]).unwrap();
    assert_figures(
        &report,
        &[("relations.answers.accuracy", 1.0), ("relations.answers.marked", 1.0), ("relations.answers.f1", 1.0)],
    );
    predicted["relations"][0]["answers"] = json!(null);
    let report = scored(&[gold], &[predicted]).unwrap();
    assert_figures(
        &report,
        &[
            ("relations.answers.accuracy", 2.0 / 3.0),
            ("relations.answers.marked", 0.0),
            ("relations.answers.recall", 0.0),
        ],
    );
    let unlabelled = json!({"id": "a", "text": TEXT, "relations": [{"type": "said", "cue": {"start": 25, "end": 29}}]});
    assert_eq!(scored(&[unlabelled], &[example()]).unwrap().figure("relations.answers.accuracy"), None);
}

#[test]
fn dates_are_compared_of_times_that_both_have() {
    let timed = |value: Value| {
        let mut article = example();
        let mut time = arg("time", None, "to");
        time["value"] = value;
        article["relations"][0]["args"].as_array_mut().unwrap().push(time);
        article
    };
    let figure = |gold: Value, predicted: Value, name: &str| scored(&[gold], &[predicted]).unwrap().figure(name);
    let day = || json!("2024-03-04");
    assert_eq!(figure(timed(day()), timed(day()), "relations.value.f1"), Some(1.0));
    assert_eq!(figure(timed(day()), timed(json!("2024-03-05")), "relations.value.f1"), Some(0.0));
    assert_eq!(figure(timed(day()), timed(json!(null)), "relations.value.recall"), Some(0.0));
    // What times mean was not labelled, or the time itself was missed.
    assert_eq!(figure(example(), timed(day()), "relations.value.f1"), None);
    assert_eq!(figure(timed(day()), example(), "relations.value.recall"), None);
}

#[test]
fn scores_are_set_against_outcomes() {
    let report = changed(|p| {
        p["mentions"][0]["score"] = json!(0.95);
        p["mentions"][1]["score"] = json!(1.0);
        p["mentions"][1]["type"] = json!("ORG");
        p["relations"][0]["score"] = json!(0.5);
    });
    let names = &report.entities.reliability;
    assert_eq!((names.scored, names.unscored, names.bins[9].count, names.bins[9].right), (2, 1, 2, 1));
    assert_eq!((report.relations.reliability.scored, report.relations.reliability.bins[5].right), (1, 1));
}

#[test]
fn records_of_other_articles_only_are_a_mistake() {
    let mut other = example();
    other["id"] = json!("b");
    let error = scored(&[example()], &[other]).unwrap_err().to_string();
    assert!(error.contains("(a, …)") && error.contains("(b, …)"), "{error}");
    assert_eq!(scored(&[example()], &[]).unwrap().articles.missing, ["a"]);
}
