//! Records go out as tables that hold what the records hold, byte for byte the same whether a run was cut off or not.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::path::Path;
use std::sync::LazyLock;

use arrow::array::RecordBatch;
use onrecord::output::{COLUMNS, Csv, Described, Head, Kept, Shape, Sink, Tables, event_columns, tables};
use onrecord::pipeline::{Filter, Options, Pipeline};
use onrecord::record::{Provenance, Record};
use onrecord::text::{Article, Field, Input, Wanted, inputs_from};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::embedded().unwrap());

const NESTED: &str = "Mines Minister Gulnara Sadykova expressed her condolences over the deaths of the miners and denied that the \
                      alarm had failed, Interfax reported.";
const CUT: &str = "“The bridge,” Mayor Tomás Rivera told reporters, “will open in May.” He denied the report.";

/// Articles with relations in many shapes, without any, and one that could not be read.
static RECORDS: LazyLock<Vec<Record>> = LazyLock::new(|| {
    let passed = Article {
        url: Some("https://news.example/1".into()),
        published: Some("2026-01-02".into()),
        extra: vec![Field { key: "outlet".into(), value: "The Gazette".into() }],
        ..Article::new("a0", NESTED)
    };
    let lines = "{\"id\":\"bad\",\"title\":\"T\"}\n{\"id\":\"empty\",\"text\":\" \"}";
    let stdin = std::io::Cursor::new(lines.as_bytes().to_vec());
    let mut records = vec![
        PIPELINE.record(passed),
        PIPELINE.record(Article::new("a1", CUT)),
        PIPELINE.record(Article::new("a2", "Rain fell on the harbour for most of the afternoon.")),
    ];
    for item in inputs_from(vec![Input::Stdin], Box::new(stdin), Wanted::default()).unwrap() {
        records.push(match item {
            Ok(article) => PIPELINE.record(article),
            Err(bad) => PIPELINE.record_unreadable(&bad),
        });
    }
    records
});

fn provenance() -> Provenance {
    Provenance::of(&PIPELINE)
}

/// Writes records as tables, all at once.
fn write(folder: &Path, shape: Shape, records: &[Record]) -> std::path::PathBuf {
    let (target, work) = (folder.join("out"), folder.join("out.part"));
    let mut sink = Tables::create(&target, &work, shape, &provenance()).unwrap();
    for record in records {
        sink.write(record).unwrap();
    }
    Box::new(sink).finish().unwrap();
    assert!(!work.exists(), "nothing is left of the work");
    target
}

/// The rows of a Parquet file as JSON objects, nulls among them.
fn rows(path: &Path) -> Vec<Map<String, Value>> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
    let batches: Vec<RecordBatch> = reader.collect::<Result<_, _>>().unwrap();
    let mut json = Vec::new();
    let builder = arrow::json::WriterBuilder::new().with_explicit_nulls(true);
    let mut writer = builder.build::<_, arrow::json::writer::LineDelimited>(&mut json);
    for batch in &batches {
        writer.write(batch).unwrap();
    }
    writer.finish().unwrap();
    drop(writer);
    String::from_utf8(json).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn flat(folder: &TempDir, records: &[Record]) -> BTreeMap<&'static str, Vec<Map<String, Value>>> {
    let target = write(folder.path(), Shape::Flat, records);
    tables().iter().map(|table| (table.name, rows(&target.join(format!("{}.parquet", table.name))))).collect()
}

/// Numbers of articles that the tables have to do with: one with relations, a chain and a speech in two pieces.
fn relations(records: &[Record]) -> usize {
    records.iter().map(|record| record.relations.len()).sum()
}

#[test]
fn nested_rows_are_the_records() {
    let folder = TempDir::new().unwrap();
    let target = write(folder.path(), Shape::Nested, &RECORDS);
    let expected: Vec<Value> = RECORDS.iter().map(|record| serde_json::to_value(record).unwrap()).collect();
    let got: Vec<Value> = rows(&target).into_iter().map(Value::Object).collect();
    assert_eq!(got, expected);
    let back: Vec<Record> = got.into_iter().map(|row| serde_json::from_value(row).unwrap()).collect();
    assert_eq!(back, *RECORDS);
}

#[test]
fn flat_rows_are_joined_by_their_keys_and_say_what_the_records_say() {
    assert!(relations(&RECORDS) >= 5, "the articles speak: {}", relations(&RECORDS));
    let folder = TempDir::new().unwrap();
    let tables = flat(&folder, &RECORDS);
    let mut counts = BTreeMap::new();
    for record in RECORDS.iter() {
        let json = serde_json::to_value(record).unwrap();
        let of = |table: &str| -> Vec<&Map<String, Value>> {
            tables[table].iter().filter(|row| row["article_id"] == json["id"]).collect()
        };
        for table in ["entities", "mentions", "relations", "warnings"] {
            assert_eq!(of(table).len(), json[table].as_array().unwrap().len(), "{table} of {}", record.id);
            *counts.entry(table).or_insert(0) += of(table).len();
        }
        let article = of("articles");
        assert_eq!(article.len(), 1, "{}", record.id);
        assert_eq!((&article[0]["text"], &article[0]["status"]), (&json["text"], &json["doc"]["status"]));
        for (at, relation) in json["relations"].as_array().unwrap().iter().enumerate() {
            let row = of("relations")[at];
            for key in ["type", "rule", "quote", "polarity", "modality", "attribution", "answers", "sentence", "score"]
            {
                assert_eq!(row[key], relation[key], "{key}");
            }
            assert_eq!((&row["relation_id"], &row["cue_text"]), (&relation["id"], &relation["cue"]["text"]));
            assert_eq!(
                (&row["evidence_start"], &row["cameo"]),
                (&relation["evidence"]["start"], &relation["codes"]["cameo"])
            );
            let args = relation["args"].as_array().unwrap();
            let stored: Vec<_> = of("args").into_iter().filter(|arg| arg["relation_id"] == relation["id"]).collect();
            assert_eq!(stored.len(), args.len());
            for (position, (arg, got)) in args.iter().zip(&stored).enumerate() {
                for key in ["role", "entity", "mention", "start", "end", "text", "metonym", "value"] {
                    assert_eq!(got[key], arg[key], "{key}");
                }
                assert_eq!(got["position"], json!(position));
                let spans = arg["spans"].as_array().unwrap();
                let starts: Vec<&Value> = spans.iter().map(|span| &span[0]).collect();
                assert_eq!(got["piece_starts"], json!(starts));
            }
            for role in ["speaker", "addressee", "target", "content", "occasion", "time", "place", "medium"] {
                let of_role: Vec<&Value> = args.iter().filter(|arg| arg["role"] == role).collect();
                let null = Value::Null;
                let first = |key: &str| of_role.first().map_or(&null, |arg| &arg[key]);
                assert_eq!(row[&format!("{role}_count")], json!(of_role.len()));
                for (column, key) in [("text", "text"), ("entity", "entity"), ("start", "start"), ("end", "end")] {
                    assert_eq!(&row[&format!("{role}_{column}")], first(key), "{role}_{column}");
                }
            }
        }
    }
    assert!(counts.values().all(|count| *count > 0), "{counts:?}");
    assert_eq!(tables["articles"].len(), RECORDS.len());
    assert_eq!(tables["articles"][0]["extra"], json!({"outlet": "The Gazette"}));
}

#[test]
fn an_article_that_could_not_be_read_stands_in_articles_and_warnings() {
    let folder = TempDir::new().unwrap();
    let tables = flat(&folder, &RECORDS);
    let article = tables["articles"].iter().find(|row| row["article_id"] == "bad").unwrap();
    assert_eq!(
        (&article["status"], &article["title"], &article["relations"]),
        (&json!("error"), &json!("T"), &json!(0))
    );
    let warning = tables["warnings"].iter().find(|row| row["article_id"] == "bad").unwrap();
    assert_eq!((&warning["code"], &warning["position"]), (&json!("bad_field"), &json!(0)));
    assert!(warning["message"].as_str().unwrap().contains("--text-column"), "{warning:?}");
}

#[test]
fn what_made_the_records_stands_in_the_file() {
    let folder = TempDir::new().unwrap();
    let target = write(folder.path(), Shape::Flat, &RECORDS);
    let made = provenance();
    for table in tables() {
        let file = File::open(target.join(format!("{}.parquet", table.name))).unwrap();
        let reader = SerializedFileReader::new(file).unwrap();
        let entries = reader.metadata().file_metadata().key_value_metadata().unwrap();
        let value = |key: &str| entries.iter().find(|entry| entry.key == key).and_then(|entry| entry.value.as_deref());
        assert_eq!(value("onrecord.schema_version"), Some("1.0"), "{}", table.name);
        assert_eq!(value("onrecord.model_sha256"), Some(made.model.sha256.as_str()));
        assert_eq!(value("onrecord.config_sha256"), Some(made.config_sha256.as_str()));
    }
}

#[test]
fn without_an_article_every_table_is_there() {
    let folder = TempDir::new().unwrap();
    assert!(flat(&folder, &[]).values().all(Vec::is_empty));
    let folder = TempDir::new().unwrap();
    assert_eq!(rows(&write(folder.path(), Shape::Nested, &[])).len(), 0);
}

/// So many records that parts end by their number; ids differ.
fn many(count: usize) -> Vec<Record> {
    let one = |at: usize| Record { id: format!("n{at}"), ..RECORDS[at % RECORDS.len()].clone() };
    (0..count).map(one).collect()
}

fn files(target: &Path) -> BTreeMap<String, Vec<u8>> {
    if target.is_file() {
        return BTreeMap::from([("records".to_owned(), fs::read(target).unwrap())]);
    }
    let entries = fs::read_dir(target).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn a_run_that_was_cut_off_and_goes_on_writes_the_same_bytes() {
    let records = many(9000);
    for shape in [Shape::Flat, Shape::Nested] {
        let whole = TempDir::new().unwrap();
        let expected = files(&write(whole.path(), shape, &records));
        let cut = TempDir::new().unwrap();
        let (target, work) = (cut.path().join("out"), cut.path().join("out.part"));
        let mut kept = Kept { articles: 0, mark: Value::Null };
        // Cut off within the first part, at its end, within the third.
        for end in [100, 4096, 8999] {
            let mut sink = open(&target, &work, shape, &kept);
            for record in &records[usize::try_from(kept.articles).unwrap()..end] {
                sink.write(record).unwrap();
            }
            kept = sink.keep().unwrap();
            assert_eq!(kept.articles, (end / 4096 * 4096) as u64);
            drop(sink);
            // What was being written when the run ended.
            fs::write(work.join(format!("articles.{:06}.parquet", end / 4096)), "half").unwrap();
        }
        let mut sink = open(&target, &work, shape, &kept);
        for record in &records[usize::try_from(kept.articles).unwrap()..] {
            sink.write(record).unwrap();
        }
        assert!(!target.exists(), "whole or not there");
        Box::new(sink).finish().unwrap();
        assert!(files(&target) == expected, "the same bytes");
        assert_eq!(fs::read_dir(cut.path()).unwrap().count(), 1, "nothing is left beside it");
    }
}

fn open(target: &Path, work: &Path, shape: Shape, kept: &Kept) -> Tables {
    match &kept.mark {
        Value::Null => Tables::create(target, work, shape, &provenance()).unwrap(),
        mark => Tables::resume(target, work, shape, &provenance(), mark).unwrap(),
    }
}

#[test]
fn a_part_that_is_gone_and_a_mark_that_is_none_are_told() {
    let folder = TempDir::new().unwrap();
    let (target, work) = (folder.path().join("out"), folder.path().join("out.part"));
    let resume =
        |mark: Value| Tables::resume(&target, &work, Shape::Flat, &provenance(), &mark).err().unwrap().to_string();
    assert!(resume(json!({"parts": 1, "articles": 4096})).contains("articles.000000.parquet: is gone"));
    assert!(resume(json!("17")).contains("expected a mark"));
}

fn csv_of(records: &[Record], head: &Head) -> Vec<u8> {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("out.csv");
    let mut sink = Csv::create(File::create(&path).unwrap(), &path, head).unwrap();
    for record in records {
        sink.write(record).unwrap();
    }
    Box::new(sink).finish().unwrap();
    fs::read(&path).unwrap()
}

#[test]
fn fields_that_are_carried_along_are_columns_of_a_csv() {
    let mut record = RECORDS.iter().find(|record| !record.relations.is_empty()).unwrap().clone();
    let field = |key: &str, value: &str| Field { key: key.to_owned(), value: value.to_owned() };
    record.doc.extra = vec![field("desk", "=1+1"), field("title", "Of the row")];
    let pass = ["outlet", "desk", "title", "@x"].map(str::to_owned).to_vec();
    let bytes = csv_of(&[record], &Head { mark: false, pass });
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let names: Vec<String> = table.headers().unwrap().iter().skip(COLUMNS.len()).map(str::to_owned).collect();
    assert_eq!(names, ["outlet", "desk", "passed_title", "'@x"]);
    for row in table.records() {
        let cells: Vec<String> = row.unwrap().iter().skip(COLUMNS.len()).map(str::to_owned).collect();
        assert_eq!(cells, ["", "'=1+1", "Of the row", ""]);
    }
}

#[test]
fn a_csv_that_was_cut_off_and_goes_on_has_the_same_bytes() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("out.csv.part");
    let head = Head { mark: true, ..Head::default() };
    let whole = csv_of(&RECORDS, &head);
    for at in 0..RECORDS.len() {
        let mut sink = Csv::create(File::create(&path).unwrap(), &path, &head).unwrap();
        for record in &RECORDS[..at] {
            sink.write(record).unwrap();
        }
        let kept = sink.keep().unwrap();
        assert_eq!(kept.articles, at as u64);
        drop(sink);
        let torn = [fs::read(&path).unwrap(), b"a9,torn".to_vec()].concat();
        fs::write(&path, torn).unwrap();
        let file = fs::OpenOptions::new().read(true).write(true).open(&path).unwrap();
        let mut sink = Csv::resume(file, &path, &head, &kept).unwrap();
        for record in &RECORDS[at..] {
            sink.write(record).unwrap();
        }
        Box::new(sink).finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), whole, "cut after {at}");
    }
}

#[test]
fn a_csv_row_is_a_relation_and_parses_back() {
    for mark in [false, true] {
        let bytes = csv_of(&RECORDS, &Head { mark, ..Head::default() });
        assert_eq!(bytes.starts_with(b"\xef\xbb\xbf"), mark);
        let text = std::str::from_utf8(&bytes).unwrap().trim_start_matches('\u{feff}');
        assert!(text.lines().count() > 5 && text.ends_with("\r\n"));
        let mut table = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(table.headers().unwrap().iter().collect::<Vec<_>>(), COLUMNS);
        let got: Vec<BTreeMap<String, String>> = table.deserialize().map(|row| row.unwrap()).collect();
        let all: Vec<(&Record, usize)> =
            RECORDS.iter().flat_map(|record| (0..record.relations.len()).map(move |at| (record, at))).collect();
        assert_eq!(got.len(), all.len());
        for (row, (record, at)) in got.iter().zip(all) {
            let relation = &record.relations[at];
            assert_eq!(
                (&row["article_id"], &row["relation_id"], &row["type"]),
                (&record.id, &relation.id, &relation.kind)
            );
            let text = record.text.as_ref().unwrap();
            let shown: String = text
                .chars()
                .skip(relation.evidence.start)
                .take(relation.evidence.end - relation.evidence.start)
                .collect();
            assert_eq!(row["evidence"], shown);
            assert!(row["speaker_text"].is_empty() || shown.contains(row["speaker_text"].split("; ").next().unwrap()));
        }
        let condoled = got.iter().find(|row| row["type"] == "condoled").unwrap();
        assert_eq!((condoled["through"].as_str(), condoled["url"].as_str()), ("Interfax", "https://news.example/1"));
        assert_eq!(condoled["occasion"], "over the deaths of the miners");
    }
}

#[test]
fn a_csv_row_says_what_its_first_speaker_is() {
    let ministry = "Deputy Minister Lena Horvat of the Justice Ministry of Croatia denied the report. It was alleged that the dam had failed.";
    let record = PIPELINE.record(Article::new("a", ministry));
    let bytes = csv_of(std::slice::from_ref(&record), &Head::default());
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(|row| row.unwrap()).collect();
    let of = |row: &BTreeMap<String, String>| {
        ["", "_title", "_affiliation", "_country", "_sector"].map(|column| row[&format!("speaker{column}")].clone())
    };
    let denied = rows.iter().find(|row| row["type"] == "denied").unwrap();
    assert_eq!(of(denied), ["Lena Horvat", "Deputy Minister", "Justice Ministry of Croatia", "HRV", "GOV"]);
    let alleged = rows.iter().find(|row| row["type"] == "accused").unwrap();
    assert_eq!(of(alleged)[1..], [const { String::new() }; 4]);
}

/// The record of an article under some options.
fn with(options: Options, text: &str) -> Record {
    let pipeline = Pipeline::new(
        onrecord::model::Model::embedded().unwrap(),
        onrecord::relation::RuleSet::embedded().unwrap(),
        options,
    );
    pipeline.unwrap().record(Article::new("a", text))
}

#[test]
fn relations_that_are_not_asked_for_are_left_out_and_nothing_points_to_them() {
    let all = PIPELINE.record(Article::new("a", NESTED));
    let kinds = |record: &Record| -> Vec<(String, String)> {
        record.relations.iter().map(|relation| (relation.id.clone(), relation.kind.clone())).collect()
    };
    let condoled = all.relations.iter().find(|relation| relation.kind == "condoled").unwrap();
    assert!(!condoled.attribution.is_empty());
    for (filter, kept) in [
        (Filter { types: vec!["condoled".into()], ..Filter::default() }, &["condoled"][..]),
        (Filter { types: vec!["said".into(), "denied".into()], ..Filter::default() }, &["denied", "said"]),
        (Filter { speakers: vec!["INTERFAX".into()], ..Filter::default() }, &["said"]),
        (Filter { speakers: vec!["gulnara  sadykova".into()], ..Filter::default() }, &["condoled", "denied"]),
        (Filter { speakers: vec!["Nobody".into()], ..Filter::default() }, &[]),
        (Filter { min_score: Some(0.0), ..Filter::default() }, &["condoled", "denied", "said"]),
        (Filter { min_score: Some(1.0), ..Filter::default() }, &[]),
        (Filter::default(), &["condoled", "denied", "said"]),
    ] {
        let record = with(Options { filter: filter.clone(), ..Options::default() }, NESTED);
        let got = kinds(&record);
        assert_eq!(got.iter().map(|(_, kind)| kind.as_str()).collect::<Vec<_>>(), kept, "{filter:?}");
        assert!(got.iter().all(|pair| kinds(&all).contains(pair)), "ids stay as they were");
        let ids: Vec<&str> = got.iter().map(|(id, _)| id.as_str()).collect();
        for relation in &record.relations {
            assert!(
                relation.attribution.iter().chain(&relation.answers).all(|id| ids.contains(&id.as_str())),
                "{filter:?}"
            );
        }
        let same = record.provenance.config_sha256 == all.provenance.config_sha256;
        assert_eq!(same, filter == Filter::default(), "what changes records is in the hash");
        assert_eq!(record.entities, all.entities);
    }
}

#[test]
fn without_the_text_everything_else_stands() {
    let bare = with(Options { no_text: true, ..Options::default() }, NESTED);
    let whole = PIPELINE.record(Article::new("a", NESTED));
    assert_eq!(bare.text, None);
    assert_ne!(bare.provenance.config_sha256, whole.provenance.config_sha256);
    let same = Record { text: whole.text.clone(), provenance: whole.provenance.clone(), ..bare.clone() };
    assert_eq!(same, whole);
    let folder = TempDir::new().unwrap();
    assert_eq!(flat(&folder, std::slice::from_ref(&bare))["articles"][0]["text"], Value::Null);
    let bytes = csv_of(&[bare], &Head::default());
    let mut table = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(|row| row.unwrap()).collect();
    assert!(!rows.is_empty() && rows.iter().all(|row| row["evidence"].is_empty() && !row["cue"].is_empty()));
}

/// The tables as docs/tables.md shows them; `UPDATE=1 cargo test --test tables_out` writes them anew.
#[test]
fn the_documentation_lists_every_column() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/tables.md");
    let mut page = fs::read_to_string(&path).unwrap();
    let flat: Vec<String> = tables().iter().map(|table| format!("\n### {}\n\n{}", table.name, listed(table))).collect();
    for (part, listed) in [("columns", flat.concat()), ("events", format!("\n{}", listed(&event_columns())))] {
        let (start, end) =
            (format!("<!-- {part}: tests/tables_out.rs writes this -->\n"), format!("\n<!-- end of {part} -->"));
        let (before, rest) = page.split_once(&start).unwrap();
        let (got, after) = rest.split_once(&end).unwrap();
        if std::env::var_os("UPDATE").is_none() {
            assert!(got == listed, "docs/tables.md is not in step: UPDATE=1 cargo test --test tables_out");
        }
        page = [before, &start, &listed, &end, after].concat();
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, page).unwrap();
    }
}

/// A table's columns as Markdown.
fn listed(table: &Described) -> String {
    let mut listed = format!("A row is {}.\n\n| column | type | |\n|---|---|---|\n", table.row);
    for (name, kind, means) in &table.columns {
        let _ = writeln!(listed, "| `{name}` | {kind} | {means} |");
    }
    listed
}
