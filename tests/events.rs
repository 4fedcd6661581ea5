//! Acts as rows of event data: who did what to whom, when.

#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::collections::HashSet;
use std::fs::{self, File};
use std::path::Path;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Float64Type};
use common::{Run, onrecord, onrecord_with};
use onrecord::output::{EventParquet, Sink, event_columns};
use onrecord::record::Record;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader, SerializedFileReader};
use tempfile::TempDir;

const TWO: &str = r#"{"id": "a1", "published": "2023-09-21T08:00:00Z", "url": "https://news.example/1", "text": "Azerbaijan’s president, Ilham Aliyev, accused Armenia of shelling Baku on Wednesday. The Kremlin did not deny it. Russia and Georgia may thank Aliyev, Interfax said."}
{"id": "a2", "text": "Rain fell on the harbour for most of the afternoon."}
"#;

fn columns() -> Vec<String> {
    event_columns().columns.into_iter().map(|(name, ..)| name).collect()
}

/// The rows of some records, each by the names of its columns.
fn events(records: &str, flags: &[&str]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    fs::write(&path, records).unwrap();
    let line = [&["convert", path.to_str().unwrap(), "--to", "events"], flags].concat();
    let table = onrecord(&line).stdout;
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes()).into_records();
    let head = rows.next().unwrap().unwrap();
    assert_eq!(head.iter().collect::<Vec<_>>(), columns());
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn cell<'a>(row: &'a [String], column: &str) -> &'a str {
    let at = columns().iter().position(|name| *name == column).unwrap();
    &row[at]
}

#[test]
fn who_did_what_to_whom_when() {
    let records = onrecord_with(&["extract", "-"], TWO.as_bytes()).stdout;
    let rows = events(&records, &[]);
    let accused = rows.iter().find(|row| cell(row, "act") == "accused").unwrap();
    for (column, value) in [
        ("date", "2023-09-21"),
        ("source", "Ilham Aliyev"),
        ("source_code", "AZEGOV"),
        ("source_country", "AZE"),
        ("source_sector", "GOV"),
        ("target", "Armenia"),
        ("target_code", "ARM"),
        ("target_country", "ARM"),
        ("target_sector", ""),
        ("cameo", "112"),
        ("plover", "ACCUSE"),
        ("article_id", "a1"),
        ("url", "https://news.example/1"),
    ] {
        assert_eq!(cell(accused, column), value, "{column}");
    }
    assert!(rows.iter().all(|row| cell(row, "polarity") == "positive" && cell(row, "modality") == "asserted"));
    let all = events(&records, &["--all-modalities"]);
    let thanked: Vec<&str> =
        all.iter().filter(|row| cell(row, "act") == "thanked").map(|row| cell(row, "source")).collect();
    assert_eq!(thanked, ["Russia", "Georgia"], "a row for each source");
    assert!(all.iter().any(|row| cell(row, "polarity") == "negative"), "{all:?}");
}

#[test]
fn ids_are_unique_and_stay_and_the_evidence_holds_the_cue() {
    let articles = ["eval/demo/karabakh-call.txt", "eval/demo/kenya-dam.txt", "eval/demo/philippines-ferry.txt"];
    let extracted = || onrecord(&[&["extract"], &articles[..]].concat()).stdout;
    let [first, again] = [(); 2].map(|()| events(&extracted(), &["--all-modalities"]));
    assert!(first.len() > 20, "{}", first.len());
    assert_eq!(first, again);
    let ids: HashSet<&str> = first.iter().map(|row| cell(row, "event_id")).collect();
    assert_eq!(ids.len(), first.len());
    for row in &first {
        assert!(cell(row, "evidence").contains(cell(row, "cue")), "{row:?}");
    }
    // What is left out takes no ids from what stays.
    let asserted = events(&extracted(), &[]);
    assert!(asserted.len() < first.len() && asserted.iter().all(|row| first.contains(row)));
}

/// Records whose cells are traps: a headline that begins like a formula, words on two lines, a day in words, no text.
fn odd() -> Vec<Record> {
    let lines = onrecord_with(&["extract", "-"], TWO.as_bytes()).stdout;
    let mut records: Vec<Record> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut odd = records[0].clone();
    odd.id = "=1+1".into();
    odd.doc.title = Some("@home\n\tand abroad".into());
    odd.doc.published = Some("21 September 2023".into());
    odd.text = None;
    odd.relations[0].score = None;
    records.push(odd);
    records
}

fn lines(records: &[Record]) -> String {
    records.iter().map(|record| onrecord::output::line(record).unwrap()).collect()
}

fn convert(folder: &TempDir, records: &[Record], output: &str, flags: &[&str]) -> Run {
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(folder.path().join("records.jsonl"), lines(records)).unwrap();
    let (from, to) = (path("records.jsonl"), path(output));
    onrecord(&[&["convert", &from, "--to", "events", "--output", &to], flags].concat())
}

fn batches(path: &Path) -> Vec<RecordBatch> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(File::open(path).unwrap()).unwrap().build().unwrap();
    reader.collect::<Result<_, _>>().unwrap()
}

/// The rows of a Parquet file, null as nothing.
fn stored(batches: &[RecordBatch]) -> Vec<Vec<String>> {
    let cell = |column: &dyn Array, row: usize| match column.data_type() {
        _ if column.is_null(row) => String::new(),
        DataType::Float64 => column.as_primitive::<Float64Type>().value(row).to_string(),
        _ => column.as_string::<i32>().value(row).to_owned(),
    };
    let of = |batch: &RecordBatch| -> Vec<Vec<String>> {
        (0..batch.num_rows()).map(|row| batch.columns().iter().map(|column| cell(column, row)).collect()).collect()
    };
    batches.iter().flat_map(of).collect()
}

#[test]
fn parquet_has_the_rows_of_the_csv_with_types_and_without_apostrophes() {
    let (folder, records) = (tempfile::tempdir().unwrap(), odd());
    for output in ["events.parquet", "events.pq", "again.parquet"] {
        let run = convert(&folder, &records, output, &["--all-modalities"]);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
        assert!(run.stderr.contains("1 records have no text"), "{}", run.stderr);
    }
    let path = |name: &str| folder.path().join(name);
    assert_eq!(fs::read(path("events.parquet")).unwrap(), fs::read(path("again.parquet")).unwrap(), "the same bytes");
    let found = batches(&path("events.parquet"));
    let schema = found[0].schema();
    for (field, (name, kind, _)) in schema.fields().iter().zip(event_columns().columns) {
        let expected = if kind == "number" { DataType::Float64 } else { DataType::Utf8 };
        assert_eq!((field.name(), field.data_type()), (&name, &expected));
    }
    assert_eq!(schema.field_with_name("score").unwrap().data_type(), &DataType::Float64);
    let rows = stored(&found);
    let guarded = |cell: &String| if cell.starts_with(['=', '@']) { format!("'{cell}") } else { cell.clone() };
    let shown: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(guarded).collect()).collect();
    assert_eq!(shown, events(&lines(&records), &["--all-modalities"]));
    let ids: HashSet<&str> = rows.iter().map(|row| cell(row, "event_id")).collect();
    assert_eq!(ids.len(), rows.len());
    let odd: Vec<&Vec<String>> = rows.iter().filter(|row| cell(row, "article_id") == "=1+1").collect();
    assert!(odd.len() > 2 && odd.iter().any(|row| cell(row, "score").is_empty()), "{odd:?}");
    for (column, expected) in [("title", "@home and abroad"), ("date", "21 September 2023"), ("evidence", "")] {
        assert!(odd.iter().all(|row| cell(row, column) == expected), "{column}: {odd:?}");
    }
}

#[test]
fn what_made_the_records_stands_in_the_parquet_file_where_it_is_one() {
    let (folder, mut records) = (tempfile::tempdir().unwrap(), odd());
    let told = |records: &[Record]| {
        assert_eq!(convert(&folder, records, "events.parquet", &["--force"]).status, 0);
        let reader = SerializedFileReader::new(File::open(folder.path().join("events.parquet")).unwrap()).unwrap();
        let entries = reader.metadata().file_metadata().key_value_metadata().unwrap().clone();
        ["schema_version", "config_sha256"].map(|key| {
            let entry = entries.iter().find(|entry| entry.key == format!("onrecord.{key}"));
            entry.and_then(|entry| entry.value.clone())
        })
    };
    let made = records[0].provenance.config_sha256.clone();
    assert_eq!(told(&records), [Some("1.0".into()), Some(made)]);
    records[1].provenance.config_sha256 = "another".into();
    assert_eq!(told(&records), [Some("1.0".into()), None]);
    assert_eq!(told(&[]), [Some("1.0".into()), None]);
    assert_eq!(batches(&folder.path().join("events.parquet")).iter().map(RecordBatch::num_rows).sum::<usize>(), 0);
}

#[test]
fn rows_are_written_by_groups() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.parquet");
    let one = odd().remove(0);
    let of = onrecord::output::events(&one, true).len();
    let mut sink = EventParquet::create(File::create(&path).unwrap(), &path, true).unwrap();
    let articles = 70_000 / of;
    for at in 0..articles {
        sink.write(&Record { id: format!("n{at}"), ..one.clone() }).unwrap();
    }
    Box::new(sink).finish().unwrap();
    let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
    let rows: Vec<i64> = reader.metadata().row_groups().iter().map(RowGroupMetaData::num_rows).collect();
    assert!(rows.len() > 1 && rows.iter().all(|rows| *rows <= 65_536), "{rows:?}");
    assert_eq!(rows.iter().sum::<i64>(), i64::try_from(articles * of).unwrap());
    let ids: HashSet<String> = stored(&batches(&path)).iter().map(|row| cell(row, "event_id").to_owned()).collect();
    assert_eq!(ids.len(), articles * of);
}

#[test]
fn an_output_is_whole_or_as_it_was() {
    let (folder, records) = (tempfile::tempdir().unwrap(), odd());
    let names = || {
        let entries = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.into_string().unwrap()).collect();
        names.sort();
        names
    };
    for output in ["events.csv", "events.parquet"] {
        fs::write(folder.path().join(output), "old").unwrap();
        let run = convert(&folder, &records, output, &[]);
        assert!(run.status == 1 && run.stderr.contains("is there already"), "{}", run.stderr);
        let from = folder.path().join("broken.jsonl");
        fs::write(&from, lines(&records) + "{}\n").unwrap();
        let to = folder.path().join(output);
        let [from, to] = [&from, &to].map(|path| path.to_str().unwrap());
        let run = onrecord(&["convert", from, "--to", "events", "--output", to, "--force"]);
        assert!(run.status == 1 && run.stderr.contains("broken.jsonl:4: expected a record"), "{}", run.stderr);
        assert_eq!(fs::read_to_string(to).unwrap(), "old");
    }
    assert_eq!(names(), ["broken.jsonl", "events.csv", "events.parquet", "records.jsonl"]);
    for (output, status, told) in [
        ("events.xlsx", 2, "expected a name that ends in .csv or .parquet, got one that ends in .xlsx"),
        ("events.csv.gz", 2, "nothing is packed here"),
        ("records.jsonl", 2, "got one that ends in .jsonl"),
        ("no/such.csv", 1, "expected a file in a folder that is there"),
    ] {
        let run = convert(&folder, &records, output, &["--force"]);
        assert!(run.status == status && run.stderr.contains(told), "{output}: {}", run.stderr);
    }
    let csv = folder.path().join("records.csv");
    fs::write(&csv, lines(&records)).unwrap();
    let csv = csv.to_str().unwrap();
    let run = onrecord(&["convert", csv, "--to", "events", "--output", csv, "--force"]);
    assert!(run.status == 1 && run.stderr.contains("is the output too"), "{}", run.stderr);
}

#[test]
fn events_in_a_folder_are_not_read_as_articles() {
    let (folder, records) = (tempfile::tempdir().unwrap(), odd());
    for output in ["events.csv", "events.parquet"] {
        assert_eq!(convert(&folder, &records, output, &[]).status, 0);
    }
    let run = onrecord(&["extract", folder.path().to_str().unwrap()]);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
}
