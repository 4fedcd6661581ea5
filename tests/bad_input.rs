//! Whatever comes in, every article leaves a record, the run goes on and nothing panics.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::fs;
use std::io::{ErrorKind, Write};
use std::net::TcpListener;
use std::path::Path;

use common::{offsets_hold, onrecord, onrecord_with};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

const GOOD: &str = "The mayor of Gori denied the report on Monday. “It is false,” she said.\n";

/// Extracts one file between two good ones: its record, and the exit status.
fn between(name: &str, bytes: &[u8], flags: &[&str]) -> (Value, i32) {
    let folder = tempfile::tempdir().unwrap();
    let write = |file: &str, bytes: &[u8]| {
        let path = folder.path().join(file);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    };
    let files = [write("aa.txt", GOOD.as_bytes()), write(name, bytes), write("zz.txt", GOOD.as_bytes())];
    let mut args = vec!["extract", "--jobs", "2"];
    args.extend(flags);
    args.extend(files.iter().map(String::as_str));
    let run = onrecord(&args);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let place = folder.path().to_str().unwrap();
    assert!(!run.stdout.contains(place), "a record tells where the run took place");
    let mut records = run.records();
    assert_eq!(records.len(), 3, "{}", run.stderr);
    for record in &records {
        offsets_hold(record);
    }
    for good in [0, 2] {
        assert_eq!(records[good]["doc"]["status"], "ok");
        assert!(!records[good]["relations"].as_array().unwrap().is_empty(), "the good neighbour lost its relations");
    }
    (records.swap_remove(1), run.status)
}

fn warned(record: &Value, code: &str) -> bool {
    record["warnings"].as_array().unwrap().iter().any(|warning| warning["code"] == code)
}

macro_rules! bad {
    ($($name:ident: $file:literal, $bytes:expr => $status:literal, $warning:literal, exit $exit:literal;)*) => { $(
        #[test]
        fn $name() {
            let bytes: Vec<u8> = $bytes;
            let (record, exit) = between($file, &bytes, &[]);
            assert_eq!(record["doc"]["status"], $status, "{}", record["warnings"]);
            let codes: Vec<&str> =
                record["warnings"].as_array().unwrap().iter().map(|w| w["code"].as_str().unwrap()).collect();
            assert_eq!(codes.join(" "), $warning);
            assert_eq!(exit, $exit);
        }
    )* };
}

bad! {
    empty_file: "b.txt", Vec::new() => "empty", "empty", exit 3;
    only_spaces: "b.txt", b"  \n\t \r\n".to_vec() => "empty", "empty", exit 3;
    binary_junk: "b.txt", (0..4000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect() => "error", "binary", exit 3;
    truncated_utf8: "b.txt", "The mayor of Sofía".as_bytes()[..17].to_vec() => "damaged", "bad_bytes", exit 3;
    bad_gzip: "b.txt.gz", vec![0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 8] => "error", "broken_compression", exit 3;
    cut_gzip: "b.txt.gz", { let whole = gzip(&GOOD.repeat(400)); whole[..whole.len() * 2 / 3].to_vec() } => "damaged", "broken_compression", exit 3;
    not_english: "b.txt", "Le maire a déclaré lundi que le pont sur la rivière resterait fermé jusqu'à la fin de la semaine.".into() => "skipped_lang", "language", exit 0;
    right_to_left: "b.txt", "قال رئيس البلدية يوم الاثنين إن الجسر سيبقى مغلقا حتى نهاية الأسبوع بسبب الفيضانات الأخيرة".into() => "skipped_lang", "language", exit 0;
    odd_quotation_marks: "b.txt", "“““He said ‘no\" and” left' said \"the mayor. ”He’’ “said.".into() => "ok", "", exit 0;
    emoji: "b.txt", "🙂🙂 The mayor 👨‍👩‍👧 said “no 🇬🇪” on Monday.".into() => "ok", "", exit 0;
    mixed_directions: "b.txt", "The mayor said “مرحبا بكم في المدينة” to the crowd in Amman, and then she left for Aqaba by road.".into() => "ok", "", exit 0;
    no_space_for_a_megabyte: "b.txt", vec![b'x'; 1 << 20] => "truncated", "too_long", exit 3;
    one_sentence_without_an_end: "b.txt", format!("The mayor said {}.", "very ".repeat(400)).into() => "ok", "long_sentence", exit 0;
}

fn gzip(text: &str) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    // Words that do not compress to nothing, so that two thirds of the bytes hold text.
    for (at, line) in text.lines().enumerate() {
        writeln!(out, "{line} {}", at * 7919 % 1_000_003).unwrap();
    }
    out.finish().unwrap()
}

#[test]
fn other_languages_are_read_on_request() {
    let french = "Le maire a déclaré lundi que le pont sur la rivière resterait fermé jusqu'à la fin de la semaine.";
    let (record, exit) = between("b.txt", french.as_bytes(), &["--lang", "any"]);
    assert_eq!((record["doc"]["status"].as_str(), exit), (Some("ok"), 0));
}

#[test]
fn twenty_megabytes_are_cut_with_a_warning() {
    let (record, exit) =
        between("b.txt", GOOD.repeat(20_000_000 / GOOD.len() + 1).as_bytes(), &["--max-chars", "5000"]);
    assert_eq!((record["doc"]["status"].as_str(), exit), (Some("truncated"), 3));
    let warning = record["warnings"].as_array().unwrap().iter().find(|w| w["code"] == "too_long").unwrap();
    assert_eq!(warning["start"], 5000);
    assert!(!record["relations"].as_array().unwrap().is_empty());
}

#[test]
fn a_hundred_thousand_lines_of_one_word() {
    let (record, exit) = between("b.txt", "word\n".repeat(100_000).as_bytes(), &["--max-chars", "20000"]);
    assert_eq!((record["doc"]["status"].as_str(), exit), (Some("truncated"), 3));
}

#[test]
fn broken_lines_cost_only_themselves() {
    let lines = format!(
        "{}\nno json\n{{\"id\":\"x\"}}\n{{\"id\":\"y\",\"text\":7}}\n\n{}\n",
        serde_json::json!({"id": "first", "text": GOOD}),
        serde_json::json!({"text": GOOD, "title": "A title", "url": "https://news.example/1", "date": "2026-01-02"}),
    );
    let run = onrecord_with(&["extract", "-"], lines.as_bytes());
    let records = run.records();
    assert_eq!(run.status, 3);
    assert_eq!(records.len(), 5);
    let status: Vec<&str> = records.iter().map(|r| r["doc"]["status"].as_str().unwrap()).collect();
    assert_eq!(status, ["ok", "error", "error", "error", "ok"]);
    assert!(warned(&records[1], "not_json") && warned(&records[2], "bad_field") && warned(&records[3], "bad_field"));
    assert!(records[1]["warnings"][0]["message"].as_str().unwrap().contains(":2"), "{}", records[1]["warnings"]);
    assert_eq!(records[4]["id"], "stdin:6");
    assert_eq!(records[4]["doc"]["title"], "A title");
    assert_eq!(records[4]["doc"]["host"], "news.example");
    assert_eq!(records[4]["doc"]["published"], "2026-01-02");
}

#[test]
fn a_title_becomes_the_headline_of_a_row() {
    let text = "The mayor of Gori denied the report on Monday. “It is false,” she said.";
    let title = "Mayor of Gori denies “false” report";
    let rows = [
        serde_json::json!({"id": "apart", "title": title, "text": text}),
        serde_json::json!({"id": "within", "title": title, "text": format!("{title}\n\n{text}")}),
    ];
    let run = onrecord_with(&["extract", "-"], format!("{}\n{}\n", rows[0], rows[1]).as_bytes());
    let [apart, within] = <[Value; 2]>::try_from(run.records()).unwrap();
    let prefix = title.chars().count() + 2;
    assert_eq!((&apart["doc"]["prefix_chars"], &within["doc"]["prefix_chars"]), (&prefix.into(), &0.into()));
    for record in [&apart, &within] {
        assert_eq!(record["text"], format!("{title}\n\n{text}"));
        assert_eq!(record["doc"]["title"], title);
        let block = &record["blocks"][0];
        assert_eq!((&block["kind"], &block["end"]), (&"title".into(), &title.chars().count().into()));
        offsets_hold(record);
    }
    let found =
        |record: &Value| record["relations"].as_array().unwrap().iter().map(|r| r["cue"].clone()).collect::<Vec<_>>();
    assert_eq!(found(&apart), found(&within));
    assert!(found(&apart).iter().any(|cue| cue["text"] == "denied"), "{apart}");
}

#[test]
fn rows_of_one_id_keep_it_and_the_run_says_how_many() {
    let row = "{\"id\":\"x\",\"text\":\"He left.\"}\n";
    let run = onrecord_with(&["extract", "-"], row.repeat(3).as_bytes());
    let ids: Vec<Value> = run.records().into_iter().map(|mut record| record["id"].take()).collect();
    assert_eq!((ids, run.status), (vec!["x".into(); 3], 0));
    assert!(run.stderr.contains("2 records have the id of an earlier one, the first of them `x`"), "{}", run.stderr);
}

#[test]
fn a_missing_file_is_fatal_and_says_so() {
    let run = onrecord(&["extract", "no/such/file.txt"]);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("no/such/file.txt"), "{}", run.stderr);
    assert!(run.stdout.is_empty());
}

#[test]
fn an_output_is_whole_or_not_there() {
    let folder = tempfile::tempdir().unwrap();
    let (input, output) = (folder.path().join("a.txt"), folder.path().join("z.jsonl"));
    let (input, output) = (input.to_str().unwrap(), output.to_str().unwrap());
    fs::write(input, GOOD).unwrap();
    fs::write(output, "earlier\n").unwrap();
    assert_eq!(onrecord(&["extract", "no/such/file.txt", "-o", output]).status, 1);
    assert_eq!(fs::read_to_string(output).unwrap(), "earlier\n", "an earlier run's records are kept");
    let run = onrecord(&["extract", input, "-o", input, "--to", "jsonl"]);
    assert_eq!((run.status, fs::read_to_string(input).unwrap().as_str()), (1, GOOD), "{}", run.stderr);
    fs::remove_file(output).unwrap();
    assert_eq!(onrecord(&["extract", folder.path().to_str().unwrap(), "-o", output]).status, 0);
    assert_eq!(fs::read_to_string(output).unwrap().lines().count(), 1, "it does not read what it writes");
}

#[test]
fn progress_on_request_goes_to_standard_error_alone() {
    let run = onrecord_with(&["extract", "--progress", "bar", "-"], b"{\"text\":\"He left.\"}\n{\"text\":\"\"}\n");
    assert_eq!(run.records().len(), 2);
    assert!(run.stderr.contains(" 2 articles, "), "{}", run.stderr);
    assert_eq!(onrecord_with(&["extract", "-"], b"He left.").stderr, "", "no terminal, no progress");
}

#[test]
fn usage_errors_end_with_two() {
    assert_eq!(onrecord(&["extract"]).status, 2);
    assert_eq!(onrecord(&["extract", "a.txt", "--jobs", "0"]).status, 2);
}

#[test]
fn a_file_in_place_of_a_command_is_told_what_reads_it() {
    let run = onrecord(&["README.md"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("tip: to read what is there: onrecord extract README.md"), "{}", run.stderr);
    assert!(!onrecord(&["no-such-thing"]).stderr.contains("onrecord extract"));
}

#[test]
fn the_name_of_an_output_says_its_format() {
    let folder = tempfile::tempdir().unwrap();
    let (input, path) = (folder.path().join("a.csv"), |name: &str| folder.path().join(name).display().to_string());
    fs::write(&input, "id,text,desk\nx,Mayor Ana Ruiz said that the water was back.,City\n").unwrap();
    let input = input.to_str().unwrap();
    for name in ["z.jsonl", "z.csv", "z.parquet"] {
        let run = onrecord(&["extract", input, "--pass", "desk", "-o", &path(name)]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{name}");
    }
    assert!(fs::read_to_string(path("z.jsonl")).unwrap().starts_with("{\"schema_version\""));
    let table = fs::read_to_string(path("z.csv")).unwrap();
    let rows: Vec<&str> = table.lines().collect();
    assert!(
        rows[0].starts_with("article_id,") && rows[0].ends_with(",score,desk") && rows[1].ends_with(",City"),
        "{table}"
    );
    assert!(fs::read(path("z.parquet")).unwrap().starts_with(b"PAR1"));
    for (more, told) in [
        (&["-o", "z.xlsx"][..], "got one that ends in .xlsx"),
        (&["-o", "z.csv.gz"], "nothing is packed here"),
        (&["-o", "z.csv", "--to", "jsonl"], "expected a name for --to jsonl"),
    ] {
        let run = onrecord(&[&["extract", input], more].concat());
        assert!(run.status == 2 && run.stderr.contains(told), "{more:?}: {}", run.stderr);
    }
}

#[test]
fn the_last_line_names_the_column_asked_for_and_those_that_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("a.csv");
    fs::write(&input, "id,summary\nx,Rain.\n").unwrap();
    let input = input.to_str().unwrap();
    let asked = onrecord(&["extract", input, "--text-column", "story"]).stderr;
    let told = "a (expected the article in the field `story` that --text-column names, got `id`, `summary`; name one of these)";
    assert!(asked.contains(told), "{asked}");
    let plain = onrecord(&["extract", input]).stderr;
    assert!(plain.contains("got `id`, `summary`; --text-column NAME says which it is"), "{plain}");
}

#[test]
fn a_missing_model_ends_with_four() {
    let run = onrecord(&["extract", "README.md", "--model", "no/such/model"]);
    assert_eq!(run.status, 4);
    assert!(run.stderr.contains("no/such/model"), "{}", run.stderr);
}

#[test]
fn no_socket_offline() {
    let empty = tempfile::tempdir().unwrap();
    // Whoever asks this hub connects, and would wait to be answered.
    let hub = TcpListener::bind("127.0.0.1:0").unwrap();
    hub.set_nonblocking(true).unwrap();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["extract", "-", "--model", "hf:nobody/nothing", "--offline"])
        .env("HF_HOME", empty.path())
        .env("HF_ENDPOINT", format!("http://{}", hub.local_addr().unwrap()))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(4));
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(told.contains("nobody/nothing") && told.contains("the network is off"), "{told}");
    assert_eq!(hub.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "somebody called");
}
