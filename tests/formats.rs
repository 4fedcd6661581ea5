//! Labels of other tools: what is read, what is refused, and what comes back from a round trip.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up should fail")]

mod common;

use common::onrecord;
use onrecord::eval::{Labels, read_gold, read_records, score};
use onrecord::formats::{Existing, Format, FormatError, Import, Offsets, lines, read, write_brat, write_label_studio};
use proptest::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

/// An emoji, which is two UTF-16 units, stands before every span; two lines; a content that the attribution cuts.
const TEXT: &str = "😀 “It is false,” Zoë Ray told Bo\nLi, “and\nold.” She left.\n";

/// As we write it: mentions, acts and their parts in text order.
const ANN: &str = "\
T1\tPER 17 24\tZoë Ray
T2\tPER 30 32;33 35\tBo Li
T3\tPER 48 51\tShe
T4\tdenied 9 14\tfalse
T5\tphrase 3 5\tIt
T6\ttold 25 29\ttold
T7\tphrase 2 16;37 41;42 47\t“It is false,” “and old.”
T8\tignore 52 56\tleft
E1\tdenied:T4 speaker:T1 content:T5
E2\ttold:T6 speaker:T1 addressee:T2 content:T7
R1\tattribution Arg1:E1 Arg2:E2
*\tEquiv T1 T3
A1\tkind T3 pronoun
A2\tpolarity E1 positive
A3\tquote E1 direct
A4\tmodality E2 hedged
#1\tentity T1\t{\"id\":\"e0\",\"type\":\"PER\",\"name\":\"Zoë Ray\",\"aliases\":[]}
#2\tentity T2\t{\"id\":\"e1\",\"type\":\"PER\",\"name\":\"Bo Li\",\"aliases\":[\"Li\"]}
";

struct Files(TempDir);

impl Files {
    fn of(files: &[(&str, &str)]) -> Self {
        let files_in = Self(tempdir().unwrap());
        for (name, content) in files {
            fs::create_dir_all(files_in.path(name).parent().unwrap()).unwrap();
            fs::write(files_in.path(name), content).unwrap();
        }
        files_in
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }
}

fn imported(name: &str, content: &str) -> Result<Import, FormatError> {
    let files = Files::of(&[(name, content)]);
    whole(&files.path(name))
}

fn whole(path: &Path) -> Result<Import, FormatError> {
    read(&[path.to_owned()], Format::Auto).and_then(Import::whole)
}

/// Writes all articles to a place where nothing is yet.
fn to_brat(articles: &[Labels], folder: &Path) {
    assert!(write_brat(articles, folder, Existing::Kept).unwrap().is_empty());
}

fn to_label_studio(articles: &[Labels], path: &Path, offsets: Offsets) {
    assert!(write_label_studio(articles, path, offsets, Existing::Kept).unwrap().is_empty());
}

fn brat(ann: &str) -> Result<Import, FormatError> {
    let files = Files::of(&[("f/a.ann", ann), ("f/a.txt", TEXT)]);
    whole(&files.path("f"))
}

/// The only article, as JSON.
fn article(import: &Import) -> Value {
    serde_json::from_str(&lines(&import.gold.articles).unwrap()).unwrap()
}

fn words(rows: &Value) -> Vec<&str> {
    rows.as_array().unwrap().iter().map(|row| row["text"].as_str().unwrap()).collect()
}

#[test]
fn conll_is_rebuilt_with_single_spaces() {
    let bio2 = "-DOCSTART-\tO\n\nZoë\tB-PER\nRay\tI-PER\nLi\tB-PER\n\nof\tO\nBonn\tB-LOC\n-DOCSTART- -X- O O\n😀 O\nUN B-ORG\n";
    let import = imported("x.conll", bio2).unwrap();
    let texts: Vec<&str> = import.gold.articles.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(texts, ["Zoë Ray Li of Bonn", "😀 UN"]);
    let second = serde_json::to_value(&import.gold.articles[1]).unwrap();
    assert_eq!(second["mentions"][0]["start"], 2);
    let iob1 = bio2.replace("B-ORG", "I-ORG").replace("B-LOC", "I-LOC").replace("Zoë\tB", "Zoë\tI");
    let bioes =
        bio2.replace("I-PER", "E-PER").replace("Li\tB", "Li\tS").replace("B-LOC", "U-LOC").replace("B-ORG", "S-ORG");
    for same in [iob1, bioes] {
        assert_eq!(imported("x.txt", &same).unwrap().gold.articles, import.gold.articles, "{same}");
    }
    let first = serde_json::to_value(&import.gold.articles[0]).unwrap();
    assert_eq!((words(&first["mentions"]), &first["labelled"]), (vec!["Zoë Ray", "Li", "Bonn"], &json!(["mentions"])));
    assert_eq!(import.gold.articles[0].id, "x-1");
}

#[test]
fn unmarked_conll_is_cut_every_forty_sentences() {
    let import = imported("x.conll", &"Bonn B-LOC\n\n\n".repeat(81)).unwrap();
    let sizes: Vec<usize> = import.gold.articles.iter().map(|a| a.mentions().len()).collect();
    assert_eq!(sizes, [40, 40, 1]);
}

#[test]
fn doccano_in_both_shapes() {
    let spans = json!({"id": 7, "text": TEXT, "label": [[17, 24, "PER"], [52, 56, "ignore"]]});
    let import = imported("x.jsonl", &spans.to_string()).unwrap();
    let gold = article(&import);
    assert_eq!((&gold["id"], words(&gold["mentions"])), (&json!("7"), vec!["Zoë Ray"]));
    assert_eq!((&gold["labelled"], &gold["ignore"]), (&json!(["mentions"]), &json!([{"start": 52, "end": 56}])));

    let entity = |id, label, start, end| json!({"id": id, "label": label, "start_offset": start, "end_offset": end});
    let relations = json!({"id": "a", "text": TEXT,
        "entities": [entity(1, "PER", 17, 24), entity(2, "told", 25, 29), entity(3, "phrase", 2, 16), entity(4, "LOC", 48, 51)],
        "relations": [{"id": 0, "from_id": 2, "to_id": 1, "type": "speaker"}, {"id": 1, "from_id": 2, "to_id": 3, "type": "content"},
                      {"id": 2, "from_id": 1, "to_id": 4, "type": "works_for"}]});
    let import = imported("x.jsonl", &relations.to_string()).unwrap();
    let gold = article(&import);
    assert_eq!(words(&gold["relations"][0]["args"]), ["Zoë Ray", "“It is false,”"]);
    assert_eq!(gold["relations"][0].get("attribution"), None, "no chain is labelled");
    assert!(import.remarks[0].contains("`works_for`") && import.remarks[0].ends_with(": 1"), "{:?}", import.remarks);
}

#[test]
fn attribution_corpora_label_relations() {
    let span = |start: usize, end: usize| json!({"start": start, "end": end, "text": cut(TEXT, start, end)});
    let mut content = span(2, 47);
    content["spans"] = json!([[2, 16], [37, 47]]);
    let row = |kind: &str, core: bool, cue: Value| {
        json!({"id": kind, "type": kind, "core": core, "source": span(17, 24), "cue": cue, "target": null,
               "content": content, "negated": true, "content_kind": "direct"})
    };
    let rows = [row("say", true, span(25, 29)), row("permit", true, span(48, 51)), row("hope", false, span(52, 56))];
    let gold =
        json!({"id": "x/y", "text": TEXT, "ignore": [{"start": 0, "end": 1, "label": "Discard"}], "relations": rows});
    let import = imported("x.jsonl", &gold.to_string()).unwrap();
    let gold = article(&import);
    let said = &gold["relations"][0];
    assert_eq!([&said["type"], &said["polarity"], &said["quote"]], ["said", "negative", "direct"]);
    assert_eq!(said["args"][1]["spans"], json!([[2, 16], [37, 47]]));
    assert_eq!(gold["relations"][1]["type"], "permit");
    assert_eq!(gold["ignore"], json!([{"start": 0, "end": 1}, {"start": 52, "end": 56}]));
    assert_eq!(import.remarks.len(), 2, "{:?}", import.remarks);
}

fn cut(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// A task as we write it: `(id, start, end, label, what else is said of it)`, offsets in UTF-16 units, then arrows.
fn task(result: &Value) -> String {
    let labelled = ["mentions", "entities", "relations", "arguments", "attribution", "answers"];
    let zoe = json!({"id": "e0", "type": "PER", "name": "Zoë Ray", "aliases": []});
    let data = json!({"id": "a", "text": TEXT, "labelled": labelled, "entities": [zoe]});
    json!([{"id": 4, "data": data, "annotations": [{"was_cancelled": true, "result": []}, {"result": result}]}])
        .to_string()
}

fn about(id: &str, from: &str, kind: &str, (start, end): (usize, usize), says: &Value) -> Value {
    let mut value = json!({"start": start, "end": end});
    value.as_object_mut().unwrap().extend(says.as_object().unwrap().clone());
    json!({"id": id, "from_name": from, "to_name": "text", "type": kind, "value": value})
}

fn region(id: &str, from: &str, label: &str, start: usize, end: usize) -> Value {
    // One emoji stands before everything, so that code points are one less.
    about(id, from, "labels", (start, end), &json!({"text": cut(TEXT, start - 1, end - 1), "labels": [label]}))
}

fn arrow(from: &str, label: &str, to: &str) -> Value {
    json!({"type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [label]})
}

fn result() -> Value {
    json!([
        region("m0", "mention", "PER", 18, 25),
        about("m0", "entity", "textarea", (18, 25), &json!({"text": ["e0"]})),
        region("xYz", "mention", "PER", 49, 52),
        about("xYz", "kind", "choices", (49, 52), &json!({"choices": ["pronoun"]})),
        about("xYz", "entity", "textarea", (49, 52), &json!({"text": ["e0"]})),
        region("r0", "act", "denied", 10, 15),
        about("r0", "polarity", "choices", (10, 15), &json!({"choices": ["positive"]})),
        region("p0", "part", "phrase", 4, 6),
        region("r1", "act", "told", 26, 30),
        region("p1", "part", "phrase", 3, 17),
        region("p1.1", "part", "phrase", 38, 48),
        region("p2", "part", "ignore", 53, 57),
        arrow("p1", "continues", "p1.1"),
        arrow("r0", "speaker", "m0"),
        arrow("r0", "content", "p0"),
        arrow("r1", "speaker", "m0"),
        arrow("r1", "content", "p1"),
        arrow("r0", "attribution", "r1"),
    ])
}

#[test]
fn brat_comes_back_byte_for_byte() {
    // Hidden files and folders are brat's own.
    let files = Files::of(&[
        ("in/news/a.ann", ANN),
        ("in/news/a.txt", TEXT),
        ("in/.stats/b.ann", "x"),
        ("in/news/.c.ann", "x"),
    ]);
    let import = read(&[files.path("in")], Format::Auto).unwrap();
    assert_eq!(import.remarks, [""; 0]);
    to_brat(&import.gold.articles, &files.path("out"));
    assert_eq!(files.text("out/news/a.ann"), ANN);
    assert_eq!(files.text("out/news/a.txt"), TEXT);
    let again = read(&[files.path("out")], Format::Auto).unwrap();
    to_brat(&again.gold.articles, &files.path("again"));
    for name in ["news/a.ann", "news/a.txt", "annotation.conf"] {
        assert_eq!(files.text(&format!("again/{name}")), files.text(&format!("out/{name}")));
    }
    let gold = article(&import);
    let args = &gold["relations"][1]["args"];
    assert_eq!(words(args), ["Zoë Ray", "Bo\nLi", "“It is false,” “and\nold.”"]);
    assert_eq!((&args[2]["spans"], &args[1]["entity"]), (&json!([[2, 16], [37, 47]]), &json!("e1")));
    assert_eq!((&gold["mentions"][2]["entity"], &gold["mentions"][2]["kind"]), (&json!("e0"), &json!("pronoun")));
    assert_eq!(gold["relations"][0]["attribution"], json!(["r1"]));
    assert_eq!(
        (&gold["relations"][0]["modality"], &gold["relations"][1]["modality"]),
        (&Value::Null, &json!("hedged"))
    );
}

#[test]
fn what_people_do_in_brat_is_read() {
    // What is edited, the path of what is read then, and what is there.
    let cases = [
        ("a group joined", "R1\t", "*\tEquiv T2 T3\nR1\t", "/entities/0/aliases", json!(["Bo Li", "Li"])),
        ("a note gone", "#1\tentity T1", "#9\tAnnotatorNotes T1", "/entities/1/name", json!("Zoë Ray")),
        ("an event without its last part", " content:T5", "", "/relations/0/args/1", Value::Null),
        ("a CRLF file", "\n", "\r\n", "/relations/0/cue/text", json!("false")),
        ("a flag on a mention", "A1\t", "A9\tmetonym T2\nA1\t", "/relations/1/args/1/metonym", json!(true)),
        ("a trigger twice", "R1\t", "E3\tdenied:T4 speaker:T2\nR1\t", "/relations/1/args/0/text", json!("Bo\nLi")),
    ];
    for (case, from, to, path, expected) in cases {
        let gold = article(&brat(&ANN.replace(from, to)).unwrap());
        assert_eq!(gold.pointer(path).unwrap_or(&Value::Null), &expected, "{case}");
    }
    let import = brat(&ANN.replace("R1\t", "N1\tReference T1 Wiki:7\tZoë\nR2\tknows Arg1:T1 Arg2:T2\nR1\t")).unwrap();
    assert_eq!(import.remarks.len(), 2, "{:?}", import.remarks);
}

#[test]
fn label_studio_comes_back() {
    let files = Files::of(&[("in.json", &task(&result()))]);
    let import = read(&[files.path("in.json")], Format::Auto).unwrap();
    assert_eq!(import.remarks, [""; 0]);
    to_label_studio(&import.gold.articles, &files.path("out.json"), Offsets::Utf16);
    let out: Value = serde_json::from_str(&files.text("out.json")).unwrap();
    let data = serde_json::from_str::<Value>(&task(&json!([]))).unwrap()[0]["data"].clone();
    assert_eq!((&out[0]["data"], &out[0]["annotations"][0]["result"]), (&data, &result()));
    let again = read(&[files.path("out.json")], Format::Auto).unwrap();
    to_label_studio(&again.gold.articles, &files.path("again.json"), Offsets::Utf16);
    assert_eq!(files.text("again.json"), files.text("out.json"));
    for word in ["value=\"told\"", "value=\"PER\"", "value=\"content\"", "name=\"polarity\""] {
        assert!(files.text("out.xml").contains(word), "{word}");
    }
    assert_eq!(article(&import)["relations"][1]["args"][1]["spans"], json!([[2, 16], [37, 47]]));
}

#[test]
fn label_studio_may_count_code_points() {
    let files = Files::of(&[("in.json", &task(&result()))]);
    let import = read(&[files.path("in.json")], Format::Auto).unwrap();
    to_label_studio(&import.gold.articles, &files.path("points.json"), Offsets::CodePoints);
    let points = read(&[files.path("points.json")], Format::Auto).unwrap();
    assert_eq!(points.gold.articles, import.gold.articles);
    assert!(points.remarks[0].contains("count code points"), "{:?}", points.remarks);
}

/// Each case: its name, the file's content, and what the refusal says.
fn refused(file: &str, cases: &[(&str, String, &str)]) {
    for (case, content, message) in cases {
        let error = imported(file, content).unwrap_err().to_string();
        assert!(error.contains(message), "{case}: {error}");
    }
}

#[test]
fn wrong_conll_is_refused_with_its_line() {
    let tags = |a: &str, b: &str, c: &str| format!("a {a}\nb\t{b}\nc {c}\n");
    refused(
        "x.conll",
        &[
            ("three columns", "a DT O\n".into(), "x.conll:1: expected two columns"),
            ("one column", "a O\n\nb\n".into(), "x.conll:3: expected two columns"),
            ("an unknown type", tags("O", "B-GPE", "O"), "x.conll:2: expected O, or B-, I-, E-, S- with one of PER"),
            (
                "IOB1 in BIO2",
                tags("B-PER", "O", "I-PER"),
                "x.conll:3: expected a name that begins with B, because line 1",
            ),
            ("no end in BIOES", tags("S-PER", "B-PER", "O"), "x.conll:2: expected names from B to E"),
            ("more after the end", tags("B-PER", "E-PER", "I-PER"), "x.conll:3: expected names from B to E"),
            ("nothing", String::new(), "x.conll: expected at least one labelled article"),
        ],
    );
    assert!(imported("x.json", "[ O\n{ O\nBonn B-LOC\n").is_ok(), "a bracket is a token too");
}

#[test]
fn wrong_lines_are_refused_with_their_number() {
    let spans = |label: Value| json!({"id": "a", "text": TEXT, "label": label}).to_string();
    let mention = json!({"type": "PER", "start": 17, "end": 24, "text": "Zoë Bay"});
    let gold = json!({"id": "a", "text": TEXT, "mentions": [mention]}).to_string();
    let twice = format!("{}\n{}\n", spans(json!([])), spans(json!([[17, 24, "PER"]])));
    refused(
        "x.jsonl",
        &[
            ("other words", gold, "x.jsonl:1: article a, mention at 17..24: expected the words"),
            ("an unknown type", spans(json!([[0, 1, "GPE"]])), "x.jsonl:1: GPE at 0..1: expected one of PER, ORG, LOC"),
            (
                "names overlap",
                spans(json!([[17, 24, "PER"], [17, 20, "ORG"]])),
                "name mentions: expected none overlapping",
            ),
            ("past the end", spans(json!([[17, 99, "PER"]])), "mention at 17..99: expected start < end <= 58"),
            ("an id twice", twice, "x.jsonl:2: article a: expected an id of its own"),
            ("no text", r#"{"id": 1, "label": []}"#.into(), "x.jsonl:1: expected doccano's JSONL"),
        ],
    );
}

#[test]
fn wrong_exports_are_refused_with_task_and_region() {
    let of = |change: fn(&mut Value)| {
        let mut items = result();
        change(&mut items);
        task(&items)
    };
    let bare = |task: &str| format!("[{{\"id\": 1{task}}}]");
    let two_texts = bare(r#", "data": {"a": "b", "c": "d"}, "annotations": [{"result": []}]"#);
    refused(
        "x.json",
        &[
            ("no task", bare(""), "x.json: task 1: expected a Label Studio export of type JSON"),
            ("no annotation", bare(r#", "data": {"text": "a"}"#), "x.json: expected at least one labelled article"),
            ("no text", two_texts, "task 1: expected the text in `data.text`"),
            (
                "other words",
                of(|i| i[0]["value"]["text"] = json!("Bay")),
                "task 1, region m0: expected offsets up to 59",
            ),
            ("half an emoji", of(|i| i[0]["value"]["start"] = json!(1)), "region m0: expected offsets"),
            ("a region twice", of(|i| i[2]["id"] = json!("m0")), "region m0: expected an id of its own"),
            ("no label", of(|i| i[0]["value"]["labels"] = json!([])), "region m0: expected one label"),
            ("HTML", of(|i| i[0]["type"] = json!("hypertextlabels")), "region m0: expected a region of type `labels`"),
            ("an arrow to nowhere", of(|i| i[13]["to_id"] = json!("m9")), "task 1: expected the id of a region"),
            ("an unknown role", of(|i| i[13]["labels"] = json!(["by"])), "arrow from r0: expected one of speaker"),
            ("a chain to a phrase", of(|i| i[17]["to_id"] = json!("p0")), "arrow from r0: expected an arrow to an act"),
            ("turned round", of(|i| i[13]["direction"] = json!("left")), "expected arrows from the act to its parts"),
            ("a circle", of(|i| i[13] = arrow("p1.1", "continues", "p1")), "expected pieces that continue a first one"),
            (
                "an unknown choice",
                of(|i| i[6]["value"]["choices"] = json!(["no"])),
                "one of positive, negative, got \"no\"",
            ),
            (
                "nameless",
                of(|i| i[4]["value"]["text"] = json!(["e7"])),
                "expected an entity that a mention of kind name",
            ),
        ],
    );
}

#[test]
fn wrong_annotations_are_refused_with_their_line() {
    let cases = [
        ("other words", "\tZoë Ray\n", "\tZoë Bay\n", "a.ann:1: T1: expected the words there, \"Zoë Ray\""),
        ("a span past the end", "PER 48 51", "PER 48 510", "a.ann:3: T3: expected start < end <= 58"),
        ("an id twice", "T2\t", "T1\t", "a.ann:2: T1: expected an id of its own, got the id of"),
        ("a type nobody knows", "T3\tPER", "T3\tPerson", "a.ann:3: T3: expected one of PER, ORG, LOC, MISC, phrase"),
        ("a trigger of another type", "E1\tdenied", "E1\tsaid", "a.ann:9: E1: expected a trigger of type said"),
        ("no trigger", "E1\tdenied:T4", "E1\tdenied:T40", "a.ann:9: E1: expected the id of a span as trigger"),
        (
            "an argument that is not there",
            "content:T5",
            "content:T50",
            "a.ann:9: E1: expected the id of a span or event",
        ),
        ("an unknown role", "content:T5", "theme:T5", "a.ann:9: E1: expected one of speaker"),
        (
            "a mention in pieces",
            "30 32;33 35\tBo Li",
            "30 32;34 35\tBo i",
            "a.ann:2: T2: expected a mention in one piece",
        ),
        ("a line of another kind", "R1\t", "X1\t", "a.ann:11: X1: expected a line that begins with"),
        ("no offsets", "T1\tPER 17 24", "T1\tPER", "a.ann:1: T1: expected ID<tab>TYPE START END"),
        ("a value twice", "A3\tquote", "A3\tpolarity", "a.ann:15: A3: expected one polarity for E1"),
        ("an unknown value", "polarity E1 positive", "polarity E1 maybe", "one of positive, negative, got \"maybe\""),
        ("a broken note", "{\"id\":\"e0\",", "{", "a.ann:17: #1: expected an entity"),
    ];
    for (case, from, to, message) in cases {
        let error = brat(&ANN.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(message), "{case}: {error}");
    }
    let files = Files::of(&[
        ("f/a.ann", ANN),
        ("c/a.ann", ANN),
        ("c/a.txt", TEXT),
        ("c/annotation.conf", "# labelled: names\n"),
    ]);
    let refused = |name: &str| whole(&files.path(name)).unwrap_err().to_string();
    assert!(refused("f").contains("a.txt: expected the text that the .ann file"), "{}", refused("f"));
    assert!(refused("c").contains("annotation.conf: # labelled:: expected one of mentions"), "{}", refused("c"));
    let gold = brat(ANN).unwrap().gold.articles;
    let full = write_brat(&gold, &files.path("c"), Existing::Kept).unwrap_err().to_string();
    assert!(full.contains("expected a new or empty folder"), "{full}");
}

#[test]
fn what_cannot_be_written_costs_its_article_alone() {
    type Change = fn(&mut Labels);
    let cases: [(&str, Change); 5] = [
        ("article ../a: its id", |gold| gold.id = "../a".into()),
        ("\"said <so>\"", |gold| gold.relations.as_mut().unwrap()[0].kind = "said <so>".into()),
        ("its lack of `arguments`", |gold| gold.relations.as_mut().unwrap()[0].args = None),
        ("begins or ends with a line break", |gold| gold.ignore[0].end = gold.text.chars().count()),
        ("its `labelled_types`", |gold| gold.labelled_types = Some(vec!["denied".into(), "told".into()])),
    ];
    for (message, change) in cases {
        let mut gold = brat(ANN).unwrap().gold.articles;
        let second = Labels { id: "b".into(), ..gold[0].clone() };
        gold.push(second);
        change(&mut gold[1]);
        let folder = tempdir().unwrap();
        let refused = write_brat(&gold, &folder.path().join("out"), Existing::Kept).unwrap();
        let refused: Vec<String> = refused.iter().map(ToString::to_string).collect();
        assert!(refused.len() == 1 && refused[0].contains(message), "{message}: {refused:?}");
        let written = whole(&folder.path().join("out")).unwrap().gold.articles;
        assert_eq!(written.iter().map(|article| article.id.as_str()).collect::<Vec<_>>(), ["a"], "{message}");
    }
}

#[test]
fn a_circle_is_refused_with_its_line() {
    let cases = [
        (
            "an act in its own chain",
            "R1\tattribution Arg1:E1 Arg2:E2",
            "R1\tattribution Arg1:E1 Arg2:E1",
            "a.ann:11: R1",
        ),
        ("each in the other's", "R1\t", "R2\tattribution Arg1:E2 Arg2:E1\nR1\t", "a.ann:1"),
        ("an answer to itself", "R1\t", "R2\tanswers Arg1:E2 Arg2:E2\nR1\t", "a.ann:11: R2"),
    ];
    for (case, from, to, place) in cases {
        let error = brat(&ANN.replacen(from, to, 1)).unwrap_err().to_string();
        assert!(error.contains(place) && error.contains("that lead to other acts, got a circle"), "{case}: {error}");
    }
}

#[test]
fn types_that_were_labelled_are_carried() {
    let types = json!(["PER", "denied", "told"]);
    let mut gold = article(&brat(ANN).unwrap());
    gold["labelled_types"] = types.clone();
    let files = Files::of(&[("gold.jsonl", &gold.to_string())]);
    let gold = whole(&files.path("gold.jsonl")).unwrap().gold.articles;
    to_brat(&gold, &files.path("brat"));
    to_label_studio(&gold, &files.path("tasks.json"), Offsets::Utf16);
    let doccano = json!({"id": "a", "text": TEXT, "label": [[17, 24, "PER"]], "labelled": ["mentions"], "labelled_types": ["PER"]});
    let doccano = article(&imported("x.jsonl", &doccano.to_string()).unwrap());
    for name in ["brat", "tasks.json"] {
        assert_eq!(article(&whole(&files.path(name)).unwrap())["labelled_types"], types, "{name}");
    }
    assert_eq!((&doccano["labelled"], &doccano["labelled_types"]), (&json!(["mentions"]), &json!(["PER"])));
    let error =
        imported("x.jsonl", &serde_json::to_string(&gold[0]).unwrap().replace("\"told\"]", "\"said\"]")).unwrap_err();
    assert!(error.to_string().contains("expected one of `labelled_types`, PER, denied, said, got \"told\""), "{error}");
}

/// What the gold reader takes, written and read again by `round`.
fn returned(gold: &Path, round: impl Fn(&[Labels], &Path) -> PathBuf) -> (String, String) {
    let gold = read(&[gold.to_owned()], Format::Record).unwrap().gold.articles;
    let folder = tempdir().unwrap();
    let back = read(&[round(&gold, folder.path())], Format::Auto).unwrap();
    (lines(&gold).unwrap(), lines(&back.gold.articles).unwrap())
}

fn through_brat(gold: &[Labels], folder: &Path) -> PathBuf {
    to_brat(gold, &folder.join("brat"));
    folder.join("brat")
}

fn through_label_studio(gold: &[Labels], folder: &Path) -> PathBuf {
    to_label_studio(gold, &folder.join("tasks.json"), Offsets::Utf16);
    folder.join("tasks.json")
}

#[test]
fn own_gold_scores_the_same_after_both_round_trips() {
    let dev = common::root().join("eval/gold/dev.jsonl");
    let folder = tempdir().unwrap();
    let records = folder.path().join("records.jsonl");
    let run = onrecord(&["extract", dev.to_str().unwrap(), "--output", records.to_str().unwrap()]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let records = read_records(&records).unwrap().records;
    let figures = |gold: &Path| {
        let import = read(&[gold.to_owned()], Format::Auto).unwrap();
        assert_eq!(import.remarks, [""; 0]);
        let report = score(&import.gold, &records).unwrap();
        assert!(report.figure("relations.entity.f1").is_some_and(|f1| f1 > 0.2));
        // The tools carry neither blocks nor what times mean.
        let mut figures = report.figures();
        figures.retain(|(figure, _)| !figure.starts_with("blocks.") && !figure.starts_with("relations.value."));
        figures
    };
    let gold = read_gold(std::slice::from_ref(&dev)).unwrap().articles;
    let expected = figures(&dev);
    assert_eq!(figures(&through_brat(&gold, folder.path())), expected);
    assert_eq!(figures(&through_label_studio(&gold, folder.path())), expected);
}

#[test]
fn a_record_line_keeps_what_only_it_can_hold() {
    let relation = |more: &Value| {
        let mut act = json!({"id": "r0", "type": "told", "cue": {"start": 25, "end": 29, "text": "told"}});
        act.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        act
    };
    // `null` says that there is no answer, a missing key says nothing.
    let acts = [json!({"score": 0.5}), json!({"answers": null}), json!({"answers": "r1"})];
    for act in acts {
        let gold = json!({"schema_version": "1.0", "id": "a", "text": TEXT, "labelled": ["blocks", "sentences", "relations"],
            "blocks": [{"id": "b0", "kind": "body", "start": 2, "end": 57}], "sentences": [{"start": 2, "end": 47}],
            "relations": [relation(&act), {"id": "r1", "type": "said", "cue": {"start": 30, "end": 32, "text": "Bo"}}], "ignore": []});
        assert_eq!(article(&imported("x.jsonl", &gold.to_string()).unwrap()), gold);
    }
}

#[test]
fn the_program_reads_and_converts() {
    let files =
        Files::of(&[("x.conll", "Zoë B-PER\nRay I-PER\nsaid O\nso O\n. O\n"), ("b/a.ann", ANN), ("b/a.txt", TEXT)]);
    let path = |name: &str| files.path(name).display().to_string();
    let run = onrecord(&["eval", "--gold", &path("x.conll"), "--format", "json"]);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!((&report["entities"]["strict"]["gold"], &report["relations"]["articles"]), (&json!(1), &json!(0)));
    let run = onrecord(&["convert", &path("b"), "--to", "label-studio", "--output", &path("t.json")]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let run = onrecord(&["convert", &path("t.json"), "--from", "label-studio"]);
    assert_eq!(run.stdout, lines(&read(&[files.path("b")], Format::Brat).unwrap().gold.articles).unwrap());
    assert_eq!(onrecord(&["convert", &path("b"), "--to", "brat"]).status, 2, "a folder to write to is missing");
    let same = onrecord(&["convert", &path("t.json"), "--output", &path("t.json"), "--force"]);
    assert!(same.status == 1 && same.stderr.contains("is the output too"), "{}", same.stderr);
}

#[test]
fn what_is_there_stays_unless_forced() {
    let files = Files::of(&[
        ("in/a.ann", ANN),
        ("in/a.txt", TEXT),
        ("old.jsonl", "old"),
        ("old.xml", "old"),
        ("old/x.ann", ""),
    ]);
    let path = |name: &str| files.path(name).display().to_string();
    let convert = |to: &str, output: &str, more: &[&str]| {
        onrecord(&[&["convert", &path("in"), "--to", to, "--output", &path(output)], more].concat())
    };
    // What is asked for, the status, what is said, and a file that stays as it was.
    let cases = [
        ("a file of gold", "record", "old.jsonl", 1, "old.jsonl: is there already", Some("old.jsonl")),
        ("a config beside new tasks", "label-studio", "old.json", 1, "old.xml: is there already", Some("old.xml")),
        ("a config's own name", "label-studio", "old.xml", 2, "does not end with .xml", Some("old.xml")),
        ("the same in capitals", "label-studio", "new.XML", 2, "does not end with .xml", None),
        ("a folder in use", "brat", "old", 1, "expected a new or empty folder", None),
    ];
    for (case, to, output, status, message, kept) in cases {
        let run = convert(to, output, &[]);
        assert!(run.status == status && run.stderr.contains(message), "{case}: {}", run.stderr);
        assert!(kept.is_none_or(|kept| files.text(kept) == "old"), "{case}");
    }
    assert!(!files.path("old.json").exists(), "neither of two files is written");
    assert_eq!(convert("label-studio", "old.xml", &["--force"]).status, 2, "two files of one name are never meant");
    assert!(
        convert("brat", "old", &["--force"]).stderr.contains("x.ann, which would be read with what is written now")
    );
    assert_eq!(convert("record", "old.jsonl", &["--force"]).status, 0);
    assert_eq!(convert("label-studio", "old.json", &["--force"]).status, 0);
    assert!(files.text("old.jsonl").contains("Zoë Ray") && files.text("old.xml").contains("<View>"));
    assert_eq!((convert("brat", "new", &[]).status, convert("brat", "new", &["--force"]).status), (0, 0));
}

#[test]
fn a_wrong_article_costs_itself_alone() {
    let gold = |id: &str, words: &str| {
        json!({"id": id, "text": TEXT, "mentions": [{"type": "PER", "start": 17, "end": 24, "text": words}]})
            .to_string()
    };
    let broken_ann = ANN.replacen("\tZoë Ray\n", "\tZoë Bay\n", 1);
    let tasks: Vec<Value> = serde_json::from_str(&task(&result())).unwrap();
    let other = task(&result()).replace("\"Zoë Ray\"", "\"Zoë Bay\"").replace("\"id\":\"a\"", "\"id\":\"b\"");
    let tasks = json!([serde_json::from_str::<Value>(&other).unwrap()[0], tasks[0]]).to_string();
    let lines = [gold("a", "Zoë Ray"), gold("b", "Zoë Bay"), "{".into(), gold("c", "Zoë Ray")].join("\n");
    let files = Files::of(&[
        ("lines.jsonl", &lines),
        ("brat/a.ann", ANN),
        ("brat/a.txt", TEXT),
        ("brat/b.ann", &broken_ann),
        ("brat/b.txt", TEXT),
        ("tasks.json", &tasks),
    ]);
    let path = |name: &str| files.path(name).display().to_string();
    // What is read, the articles that remain, and what is said of the others.
    let cases: [(&str, &[&str], &[&str]); 3] = [
        (
            "lines.jsonl",
            &["a", "c"],
            &["lines.jsonl:2: article b", "lines.jsonl:3: expected", "2 articles were left out"],
        ),
        ("brat", &["a"], &["b.ann:1: T1: expected", "1 article was left out"]),
        ("tasks.json", &["a"], &["task 1, region m0: expected", "1 article was left out"]),
    ];
    for (name, ids, messages) in cases {
        let run = onrecord(&["convert", &path(name)]);
        let left: Vec<Value> = run.records().into_iter().map(|record| record["id"].clone()).collect();
        assert_eq!((run.status, left), (3, ids.iter().map(|id| json!(id)).collect()), "{name}: {}", run.stderr);
        assert!(messages.iter().all(|message| run.stderr.contains(message)), "{name}: {}", run.stderr);
        // What is scored must be whole; all that is wrong is told.
        let run = onrecord(&["eval", "--gold", &path(name), "--records", &path("lines.jsonl")]);
        assert!(run.status == 1 && run.stderr.contains(messages[0]), "{name}: {}", run.stderr);
    }
}

#[test]
fn a_slip_in_hand_made_gold_is_told() {
    let gold = json!({"id": "a", "text": TEXT, "mention": [], "labelled_types": ["PER"], "mentions": []}).to_string();
    let files = Files::of(&[
        ("gold.jsonl", &gold),
        ("old.jsonl", "{\"schema_version\": \"2.1\", \"id\": \"a\", \"text\": \"\"}"),
    ]);
    let path = |name: &str| files.path(name).display().to_string();
    for run in [onrecord(&["convert", &path("gold.jsonl")]), onrecord(&["eval", "--gold", &path("gold.jsonl")])] {
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(
            run.stderr.contains("gold.jsonl:1: `mention` is no key") && run.stderr.contains("is `mentions` meant?"),
            "{}",
            run.stderr
        );
        assert_eq!(run.stderr.matches("is no key").count(), 1, "{}", run.stderr);
    }
    for run in [onrecord(&["convert", &path("old.jsonl")]), onrecord(&["eval", "--gold", &path("old.jsonl")])] {
        assert!(run.status == 1 && run.stderr.contains("expected 1.x, got \"2.1\""), "{}", run.stderr);
    }
}

#[test]
fn what_the_system_says_is_told_once() {
    for args in [["convert", "no/such.jsonl"], ["convert", "no/such.ann"]] {
        let run = onrecord(&args);
        assert_eq!((run.status, run.stderr.matches("os error").count()), (1, 1), "{}", run.stderr);
    }
}

/// Places of six code points, one of them an emoji, with a space, a line break or both behind.
const SLOTS: [&str; 4] = ["aé😀b— ", "aé😀b—\n", "aé😀b—\u{2028}", "é😀 b—\n"];

fn slots() -> String {
    (0..12).map(|slot| SLOTS[slot % SLOTS.len()]).collect()
}

/// Within a slot, or over several.
fn span() -> impl Strategy<Value = [usize; 2]> {
    (0..10_usize, 0..2_usize, 3..6_usize, 0..2_usize)
        .prop_map(|(slot, from, to, more)| [slot * 6 + from, (slot + more) * 6 + to])
}

fn one_of(values: &'static [&'static str]) -> impl Strategy<Value = Option<&'static str>> {
    proptest::option::of(prop::sample::select(values))
}

fn argument() -> impl Strategy<Value = Value> {
    let roles = prop::sample::select(vec!["speaker", "speaker", "addressee", "content", "place"]);
    let entity = one_of(&["e0", "e1", "e2"]);
    (roles, entity, any::<bool>(), prop::collection::vec(span(), 1..4)).prop_map(
        |(role, entity, metonym, mut spans)| {
            spans.sort_unstable();
            let mut end = 0;
            spans.retain(|span| {
                span[0] >= end && {
                    end = span[1];
                    true
                }
            });
            let hull = (spans[0][0], spans[spans.len() - 1][1]);
            let pieces: Vec<String> = spans.iter().map(|span| cut(&slots(), span[0], span[1])).collect();
            json!({"role": role, "entity": entity, "start": hull.0, "end": hull.1, "text": pieces.join(" "),
               "spans": spans, "metonym": metonym})
        },
    )
}

fn relation() -> impl Strategy<Value = Value> {
    let quote = one_of(&["direct", "indirect", "mixed", "none"]);
    let modality = one_of(&["asserted", "hedged", "future"]);
    let kind = prop::sample::select(vec!["said", "denied", "told-off_2"]);
    let args = prop::collection::vec(argument(), 0..4);
    (kind, span(), args, quote, one_of(&["positive", "negative"]), modality).prop_map(
        |(kind, [start, end], args, quote, polarity, modality)| {
            json!({"type": kind, "cue": {"start": start, "end": end, "text": cut(&slots(), start, end)}, "args": args,
                   "quote": quote, "polarity": polarity, "modality": modality})
        },
    )
}

/// Gold as a careful person writes it: rows in text order, ids by place, entities by first use.
fn gold() -> impl Strategy<Value = Value> {
    let mention = (
        prop::sample::select(vec!["PER", "ORG"]),
        one_of(&["nominal", "pronoun"]),
        one_of(&["e0", "e1", "e2"]),
        0..2_usize,
    );
    let mentions = prop::collection::vec(proptest::option::of(mention), 11);
    let relations = prop::collection::vec(relation(), 0..4);
    let links = prop::collection::vec((0..4_usize, 0..4_usize, any::<bool>()), 0..4);
    let ignore = prop::collection::btree_set(span(), 0..3);
    (mentions, relations, links, ignore, any::<[bool; 6]>()).prop_map(|(mentions, relations, links, ignore, asked)| {
        arranged(mentions.into_iter().enumerate().collect(), relations, &links, &ignore, asked)
    })
}

type Named = (&'static str, Option<&'static str>, Option<&'static str>, usize);

fn arranged(
    mentions: Vec<(usize, Option<Named>)>,
    mut relations: Vec<Value>,
    links: &[(usize, usize, bool)],
    ignore: &BTreeSet<[usize; 2]>,
    [mentioned, listed, related, with_args, with_chains, with_answers]: [bool; 6],
) -> Value {
    let mentions: Vec<Value> = mentions
        .into_iter()
        .filter_map(|(slot, mention)| Some((slot, mention?)))
        .enumerate()
        .map(|(number, (slot, (class, kind, entity, from)))| {
            let (start, end) = (slot * 6 + from, slot * 6 + 5);
            json!({"id": format!("m{number}"), "entity": entity, "type": class, "kind": kind.unwrap_or("name"),
                   "start": start, "end": end, "text": cut(&slots(), start, end)})
        })
        .collect();
    relations.sort_by_key(|r| (r["cue"]["start"].as_u64(), r["cue"]["end"].as_u64()));
    let count = relations.len();
    for (at, relation) in relations.iter_mut().enumerate() {
        relation["id"] = json!(format!("r{at}"));
        // Outwards alone: a circle is a fault.
        let own = || links.iter().filter(|(from, to, _)| *from == at && *to < count && from < to);
        let chain: BTreeSet<String> = own().filter(|link| !link.2).map(|link| format!("r{}", link.1)).collect();
        if with_answers {
            // `null` says that there is none, a missing key that nobody looked.
            relation["answers"] = json!(own().find(|link| link.2).map(|link| format!("r{}", link.1)));
        }
        relation["attribution"] = if with_chains { json!(chain) } else { Value::Null };
        if !with_args {
            relation["args"] = Value::Null;
        }
    }
    let mut used: Vec<String> = Vec::new();
    let args = relations.iter().flat_map(|relation| relation["args"].as_array().into_iter().flatten());
    for id in mentions.iter().chain(args).filter_map(|row| row["entity"].as_str()) {
        if !used.iter().any(|known| known == id) {
            used.push(id.into());
        }
    }
    let entities: Vec<Value> = used
        .iter()
        .map(|id| json!({"id": id, "type": "ORG", "name": format!("\"{id}\"\t😀"), "aliases": ["x; y"]}))
        .collect();
    let labelled = [("mentions", mentioned), ("entities", listed), ("relations", related)];
    let labelled: Vec<&str> = labelled.iter().filter(|(_, is)| *is).map(|(part, _)| *part).collect();
    let rows = |rows: Vec<Value>, asked: bool| if asked || !rows.is_empty() { json!(rows) } else { Value::Null };
    json!({"id": "news/é a", "text": slots(), "labelled": labelled, "entities": rows(entities, listed),
           "mentions": rows(mentions, mentioned), "relations": rows(relations, related),
           "ignore": ignore.iter().map(|[start, end]| json!({"start": start, "end": end})).collect::<Vec<_>>()})
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_gold_comes_back_from_brat(gold in gold()) {
        let files = Files::of(&[("gold.jsonl", &gold.to_string())]);
        let (there, back) = returned(&files.path("gold.jsonl"), through_brat);
        prop_assert_eq!(there, back);
    }

    #[test]
    fn any_gold_comes_back_from_label_studio(gold in gold()) {
        let files = Files::of(&[("gold.jsonl", &gold.to_string())]);
        let (there, back) = returned(&files.path("gold.jsonl"), through_label_studio);
        prop_assert_eq!(there, back);
    }
}
