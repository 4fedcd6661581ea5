//! Runs that last: cut off at any moment and gone on with, in parts, and never reading what they write.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use common::{Run, onrecord_with, run_in};
use serde_json::{Value, json};
use tempfile::TempDir;

const FAST: [&str; 4] = ["--only", "entities", "--jobs", "2"];

/// A folder `news` of short articles, a poisoned row and an empty one among them.
fn news(articles: usize) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    let names = ["Nino Beridze", "Ada Lowe", "Tomás Rey", "Leila Aydin", "Ruslan Omarov"];
    let mut rows = Vec::new();
    for at in 0..articles {
        let (name, other) = (names[at % 5], names[at / 5 % 5]);
        let text = format!("{name}, the mayor, denied report {at} on Monday. “It is false,” {other} said in Gori.");
        rows.push(json!({"id": format!("row-{at}"), "text": text}).to_string());
        match at % 50 {
            20 => rows.push("no json".to_owned()),
            40 => rows.push(json!({"id": "nothing", "text": ""}).to_string()),
            _ => {}
        }
    }
    fs::write(folder.path().join("news/a.jsonl"), rows.join("\n") + "\n").unwrap();
    fs::write(folder.path().join("news/b.txt"), "Ada Lowe left for Baku on Friday.\n").unwrap();
    folder
}

fn extract(folder: &Path, more: &[&str]) -> Run {
    run_in(folder, &[&["extract"], &FAST[..], more].concat(), b"")
}

fn begin(folder: &Path, more: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .arg("extract")
        .args(FAST)
        .args(more)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Articles that a journal says are safe.
fn safe(journal: &Path) -> u64 {
    let text = fs::read_to_string(journal).unwrap_or_default();
    let entries = text.lines().skip(1).filter_map(|line| serde_json::from_str::<Value>(line).ok());
    entries.last().map_or(0, |entry| entry["articles"].as_u64().unwrap())
}

/// Waits until more is safe than before, or the run is over.
fn wait_for_more(run: &mut Child, journal: &Path, before: u64) {
    let since = Instant::now();
    while run.try_wait().unwrap().is_none() && safe(journal) <= before {
        assert!(since.elapsed() < Duration::from_mins(2), "nothing more was kept");
        sleep(Duration::from_millis(2));
    }
}

fn path(folder: &TempDir, name: &str) -> PathBuf {
    folder.path().join(name)
}

#[test]
fn killed_at_any_moment_and_gone_on_with_a_run_writes_the_same_bytes() {
    let folder = news(400);
    let whole = extract(folder.path(), &["news", "-o", "whole.jsonl", "--errors", "whole.errors"]);
    assert_eq!(whole.status, 3, "{}", whole.stderr);
    let (journal, part) = (path(&folder, "cut.jsonl.journal"), path(&folder, "cut.jsonl.part"));
    let command = ["news", "-o", "cut.jsonl", "--errors", "cut.errors", "--resume"];
    let mut kills = 0;
    for pause in [0, 3, 40, 170, 330, 11, 90] {
        let mut run = begin(folder.path(), &command);
        wait_for_more(&mut run, &journal, safe(&journal));
        sleep(Duration::from_millis(pause));
        let over = run.try_wait().unwrap().is_some();
        run.kill().unwrap();
        run.wait().unwrap();
        if over {
            break;
        }
        kills += 1;
        assert!(!path(&folder, "cut.jsonl").exists(), "what is not whole is not there");
        let kept = fs::read(&part).unwrap();
        let lines = kept.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n")).count();
        assert!(lines as u64 >= safe(&journal), "what is told to be safe is there");
    }
    assert!(kills >= 2, "the run was too short for its cuts");
    let last = extract(folder.path(), &command);
    // Where the last cut came too late, there was nothing left to go on with.
    assert!(last.status == 3 || last.stderr.contains("whole"), "{}", last.stderr);
    for (cut, whole) in [("cut.jsonl", "whole.jsonl"), ("cut.errors", "whole.errors")] {
        assert_eq!(fs::read(path(&folder, cut)).unwrap(), fs::read(path(&folder, whole)).unwrap(), "{cut}");
    }
    assert!(!journal.exists() && !part.exists(), "nothing is left behind");
}

/// A run that was killed after something was safe: its folder, and how much.
fn cut_off(articles: usize, more: &[&str]) -> (TempDir, u64) {
    let folder = news(articles);
    let journal = path(&folder, "out.jsonl.journal");
    let mut run = begin(folder.path(), &[&["news", "-o", "out.jsonl"], more].concat());
    wait_for_more(&mut run, &journal, 0);
    run.kill().unwrap();
    run.wait().unwrap();
    let safe = safe(&journal);
    assert!(safe > 0 && !path(&folder, "out.jsonl").exists(), "killed too late");
    (folder, safe)
}

#[test]
fn a_run_that_was_cut_off_is_gone_on_with_or_begun_anew_but_never_lost_by_mistake() {
    let (folder, safe) = cut_off(300, &[]);
    let here = folder.path();
    let refused = extract(here, &["news", "-o", "out.jsonl"]);
    assert_eq!(refused.status, 1);
    let told = format!("out.jsonl.part holds {safe} article");
    for words in [&told, "--resume", "--restart"] {
        assert!(refused.stderr.contains(words), "{words}: {}", refused.stderr);
    }
    let other = extract(here, &["news", "-o", "out.jsonl", "--resume", "--max-chars", "50"]);
    assert!(other.status == 1 && other.stderr.contains("an option that changes records"), "{}", other.stderr);
    let stdin =
        onrecord_with(&["extract", "-", "-o", here.join("out.jsonl").to_str().unwrap(), "--resume"], b"He left.");
    assert!(stdin.status == 1 && stdin.stderr.contains("cannot be read again"), "{}", stdin.stderr);
    // A line that the cut tore is written anew, and so is what came after the last safe article.
    let part = here.join("out.jsonl.part");
    let kept = fs::read(&part).unwrap();
    fs::write(&part, [&kept, &b"{\"schema_version\":\"1.0\",\"id\":\"torn"[..]].concat()).unwrap();
    let done = extract(here, &["news", "-o", "out.jsonl", "--resume"]);
    assert_eq!(done.status, 3, "{}", done.stderr);
    let anew = extract(here, &["news", "-o", "anew.jsonl"]);
    assert!(
        anew.status == 3 && fs::read(here.join("out.jsonl")).unwrap() == fs::read(here.join("anew.jsonl")).unwrap()
    );
    assert!(done.stderr.contains("301 of 313 articles read; 6 failed; 6 empty"), "all articles count: {}", done.stderr);
    let again = extract(here, &["news", "-o", "out.jsonl", "--resume"]);
    assert!(again.status == 0 && again.stderr.contains("is whole, and nothing was left to do"), "{}", again.stderr);
}

#[test]
fn an_input_that_changed_is_not_gone_on_with() {
    let (folder, _) = cut_off(300, &[]);
    let (here, input) = (folder.path(), path(&folder, "news/a.jsonl"));
    let rows = fs::read_to_string(&input).unwrap();
    fs::write(&input, rows.replacen("Nino", "Nana", 1)).unwrap();
    let changed = extract(here, &["news", "-o", "out.jsonl", "--resume"]);
    assert!(changed.status == 1 && changed.stderr.contains("have changed since"), "{}", changed.stderr);
    fs::write(&input, "").unwrap();
    fs::remove_file(path(&folder, "news/b.txt")).unwrap();
    let gone = extract(here, &["news", "-o", "out.jsonl", "--resume"]);
    assert!(gone.status == 1 && gone.stderr.contains("expected the inputs as they were"), "{}", gone.stderr);
    assert!(path(&folder, "out.jsonl.part").exists(), "what was kept stays");
    fs::write(&input, "{\"text\":\"Ada Lowe left.\"}\n").unwrap();
    let anew = extract(here, &["news", "-o", "out.jsonl", "--restart"]);
    assert_eq!(anew.status, 0, "{}", anew.stderr);
    let records = fs::read_to_string(path(&folder, "out.jsonl")).unwrap();
    assert_eq!(records.lines().count(), 1);
}

#[test]
fn two_runs_do_not_share_an_output() {
    let folder = news(300);
    let journal = path(&folder, "out.jsonl.journal");
    let mut first = begin(folder.path(), &["news", "-o", "out.jsonl"]);
    wait_for_more(&mut first, &journal, 0);
    let second = extract(folder.path(), &["news", "-o", "out.jsonl", "--restart"]);
    assert!(first.try_wait().unwrap().is_none(), "the first was over too soon");
    assert!(second.status == 1 && second.stderr.contains("another run is writing there"), "{}", second.stderr);
    assert_eq!(first.wait().unwrap().code(), Some(3));
    assert_eq!(fs::read_to_string(path(&folder, "out.jsonl")).unwrap().lines().count(), 300 + 12 + 1);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_a_run_in_order_and_says_how_to_go_on() {
    for (signal, status) in [("INT", 130), ("TERM", 143)] {
        let folder = news(400);
        let journal = path(&folder, "out.jsonl.journal");
        let mut run = begin(folder.path(), &["news", "-o", "out.jsonl"]);
        wait_for_more(&mut run, &journal, 0);
        assert!(Command::new("kill").args(["-s", signal, &run.id().to_string()]).status().unwrap().success());
        let ended = run.wait_with_output().unwrap();
        let told = String::from_utf8(ended.stderr).unwrap();
        assert_eq!(ended.status.code(), Some(status), "{told}");
        let (safe, part) = (safe(&journal), fs::read_to_string(path(&folder, "out.jsonl.part")).unwrap());
        assert_eq!(part.lines().count() as u64, safe, "what was in flight is kept");
        assert!(told.contains(&format!("{safe} article")) && told.contains("--resume goes on from there"), "{told}");
        assert_eq!(extract(folder.path(), &["news", "-o", "out.jsonl", "--resume"]).status, 3);
        assert_eq!(extract(folder.path(), &["news", "-o", "whole.jsonl"]).status, 3);
        let alike = fs::read(path(&folder, "out.jsonl")).unwrap() == fs::read(path(&folder, "whole.jsonl")).unwrap();
        assert!(alike, "{signal}");
    }
}

#[cfg(unix)]
#[test]
fn a_csv_table_that_was_cut_off_is_gone_on_with_and_not_written_over() {
    let folder = news(400);
    let (journal, part) = (path(&folder, "out.csv.journal"), path(&folder, "out.csv.part"));
    let mut run = begin(folder.path(), &["news", "-o", "out.csv"]);
    wait_for_more(&mut run, &journal, 0);
    assert!(Command::new("kill").args(["-s", "INT", &run.id().to_string()]).status().unwrap().success());
    let ended = run.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.code() == Some(130) && told.contains("--resume goes on from there"), "{told}");
    let refused = extract(folder.path(), &["news", "-o", "out.csv"]);
    assert!(refused.status == 1 && refused.stderr.contains("out.csv.part holds"), "{}", refused.stderr);
    let other = extract(folder.path(), &["news", "-o", "out.csv", "--resume", "--pass", "desk"]);
    assert!(other.status == 1 && other.stderr.contains("an option about reading"), "{}", other.stderr);
    assert_eq!(extract(folder.path(), &["news", "-o", "out.csv", "--resume"]).status, 3);
    assert_eq!(extract(folder.path(), &["news", "-o", "whole.csv"]).status, 3);
    let alike = fs::read(path(&folder, "out.csv")).unwrap() == fs::read(path(&folder, "whole.csv")).unwrap();
    assert!(alike && !part.exists() && !journal.exists());
}

#[cfg(unix)]
#[test]
fn a_run_that_waits_for_standard_input_can_be_ended() {
    let mut run = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["extract", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _held_open = run.stdin.take();
    sleep(Duration::from_secs(3));
    assert!(Command::new("kill").args(["-s", "INT", &run.id().to_string()]).status().unwrap().success());
    let ended = run.wait_with_output().unwrap();
    assert_eq!((ended.status.code(), ended.stdout.as_slice()), (Some(130), &b""[..]));
    let told = String::from_utf8(ended.stderr).unwrap();
    assert!(told.contains("interrupted; 0 articles written to standard output"), "{told}");
}

#[cfg(unix)]
#[test]
fn a_full_disk_ends_a_run_in_order() {
    let full = Path::new("/dev/full");
    if full.exists() {
        let folder = news(5);
        let run = extract(folder.path(), &["news", "-o", "/dev/full"]);
        assert_eq!(run.status, 1);
        assert!(run.stderr.contains("/dev/full: cannot be written: No space left"), "{}", run.stderr);
        assert!(run.stderr.contains("0 articles written"), "{}", run.stderr);
    }
    let folder = news(200);
    // Blocks of 512 or 1024 bytes, by the shell: room for some records, not for all.
    let line = format!("ulimit -f 60; {} extract --only entities news -o out.jsonl", env!("CARGO_BIN_EXE_onrecord"));
    let run = Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().unwrap();
    let told = String::from_utf8(run.stderr).unwrap();
    assert_eq!(run.status.code(), Some(1), "{told}");
    assert!(told.contains("out.jsonl.part: cannot be written") && told.contains("--resume"), "{told}");
    let kept = safe(&path(&folder, "out.jsonl.journal"));
    assert!(kept > 0, "{told}");
    assert_eq!(extract(folder.path(), &["news", "-o", "whole.jsonl"]).status, 3);
    assert_eq!(
        run_in(folder.path(), &["extract", "--only", "entities", "news", "-o", "out.jsonl", "--resume"], b"").status,
        3
    );
    let alike = fs::read(path(&folder, "out.jsonl")).unwrap() == fs::read(path(&folder, "whole.jsonl")).unwrap();
    assert!(alike, "with room again it goes on");
}

#[test]
fn the_parts_of_a_run_are_the_whole() {
    let folder = news(40);
    assert_eq!(extract(folder.path(), &["news", "-o", "whole.jsonl"]).status, 3);
    let lines = |name: &str| -> Vec<String> {
        fs::read_to_string(path(&folder, name)).unwrap().lines().map(str::to_owned).collect()
    };
    let mut together = Vec::new();
    for part in ["0", "1", "2"] {
        let name = format!("{part}.jsonl");
        extract(folder.path(), &["news", "-o", &name, "--shard", &format!("{part}/3")]);
        assert!(lines(&name).len() > 5, "part {part} is no third");
        together.extend(lines(&name));
    }
    let whole = lines("whole.jsonl");
    assert_eq!(together.len(), whole.len(), "none lost, none twice");
    assert_eq!(together.into_iter().collect::<BTreeSet<_>>(), whole.into_iter().collect::<BTreeSet<_>>());
    assert_eq!(extract(folder.path(), &["news", "--shard", "3/3"]).status, 2);
}

#[cfg(unix)]
#[test]
fn a_run_over_an_archive_is_gone_on_with() {
    let folder = tempfile::tempdir().unwrap();
    let archive = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/web/news.warc.gz")).unwrap();
    fs::write(path(&folder, "all.warc.gz"), archive.repeat(12)).unwrap();
    let command = ["all.warc.gz", "-o", "out.jsonl", "--host", "lagoonpost.example,kazbek.example"];
    let mut run = begin(folder.path(), &command);
    wait_for_more(&mut run, &path(&folder, "out.jsonl.journal"), 0);
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(!path(&folder, "out.jsonl").exists(), "killed too late");
    let done = extract(folder.path(), &[&command[..], &["--resume"]].concat());
    assert_eq!(done.status, 0, "{}", done.stderr);
    let hosts = ["--host", "https://www.lagoonpost.example/a", "--host", "kazbek.example"];
    let whole = extract(folder.path(), &[&["all.warc.gz"], &hosts[..]].concat());
    assert_eq!(fs::read_to_string(path(&folder, "out.jsonl")).unwrap(), whole.stdout);
}

#[test]
fn what_lets_nothing_through_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let archive = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/web/news.warc.gz");
    fs::copy(archive, path(&folder, "a.warc.gz")).unwrap();
    let here = folder.path();
    let none = extract(here, &["a.warc.gz", "--host", "nosuch.example"]);
    assert!(none.status == 0 && none.stderr.contains("no article was found in the inputs; --host"), "{}", none.stderr);
    for (more, told) in [
        (&["--since", "2024-02-01", "--until", "2024-01-01"][..], "--since is a later day than --until"),
        (&["--host", "a/b"], "expected a host"),
        (&["-o", "x.jsonl", "--errors", "./x.jsonl"], "--errors: names the output too"),
    ] {
        let refused = extract(here, &[&["a.warc.gz"], more].concat());
        assert!(refused.status == 2 && refused.stderr.contains(told), "{}", refused.stderr);
    }
}

#[test]
fn a_run_in_several_files_is_cut_off_and_gone_on_with() {
    let folder = news(120);
    let here = folder.path();
    let command = ["news", "-o", "all", "--shards", "3", "--resume"];
    fs::create_dir(path(&folder, "all")).unwrap();
    for name in ["part-00000-of-00009.jsonl", "notes.jsonl"] {
        fs::write(here.join("all").join(name), "{}\n").unwrap();
    }
    // Where the folder holds an output, nothing is gone on with.
    assert!(extract(here, &command).stderr.contains("is whole"));
    let command = &command[..5];
    let mut run = begin(here, command);
    wait_for_more(&mut run, &path(&folder, "all.journal"), 0);
    run.kill().unwrap();
    run.wait().unwrap();
    assert!(!path(&folder, "all/part-00000-of-00003.jsonl").exists(), "killed too late");
    assert_eq!(extract(here, &[command, &["--resume"]].concat()).status, 3);
    let entries = fs::read_dir(here.join("all")).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    let part = |part: usize| format!("part-{part:05}-of-00003.jsonl");
    assert_eq!(names, ["notes.jsonl".to_owned(), part(0), part(1), part(2)], "an earlier output's files are replaced");
    for index in 0..3 {
        let shard = format!("{index}/3");
        assert_eq!(extract(here, &["news", "-o", "one.jsonl", "--shard", &shard]).status & !3, 0);
        assert_eq!(
            fs::read(here.join("all").join(part(index))).unwrap(),
            fs::read(path(&folder, "one.jsonl")).unwrap()
        );
    }
    let stray = extract(here, &["news", "-o", "tables", "--to", "parquet", "--shards", "2"]);
    assert!(stray.status == 2 && stray.stderr.contains("--shards goes with --to jsonl"), "{}", stray.stderr);
}

#[test]
fn a_run_never_reads_what_it_writes() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("a.jsonl"), "{\"id\":\"a\",\"text\":\"Ada Lowe left.\"}\n").unwrap();
    let records = || fs::read_to_string(here.join("records.jsonl")).unwrap();
    // A shell makes the file before the program looks at the folder.
    for _ in 0..2 {
        let out = fs::OpenOptions::new().append(true).create(true).open(here.join("records.jsonl")).unwrap();
        let mut run = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        run.args(["extract", "--only", "entities", "."]).current_dir(here).stdin(Stdio::null()).stdout(out);
        assert!(run.status().unwrap().success());
    }
    let ids: Vec<Value> =
        records().lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["id"].clone()).collect();
    assert_eq!(ids, ["a", "a"], "one from each run");
    // The same file by another name, and by a link.
    fs::hard_link(here.join("records.jsonl"), here.join("other.jsonl")).unwrap();
    std::os::unix::fs::symlink("records.jsonl", here.join("link.jsonl")).unwrap();
    assert_eq!(extract(here, &[".", "-o", "records.jsonl"]).status, 0);
    assert_eq!(records().lines().count(), 1);
    let named = extract(here, &["a.jsonl", "records.jsonl", "-o", "link.jsonl"]);
    assert!(named.status == 1 && named.stderr.contains("`records.jsonl` is the output too"), "{}", named.stderr);
}

#[test]
fn records_that_were_made_before_are_no_articles_of_a_folder() {
    let folder = news(3);
    let here = folder.path();
    let first = extract(here, &["news"]);
    let ways: [&[&str]; 4] = [
        &["-o", "news/records.jsonl"],
        &["-o", "news/relations.csv", "--to", "csv"],
        &["-o", "news/tables", "--to", "parquet"],
        &["-o", "news/nested.parquet", "--to", "parquet", "--nested"],
    ];
    for way in ways {
        let status = extract(here, &[&["news"], way].concat()).status;
        assert_eq!(status, 0, "{way:?}");
    }
    fs::write(here.join("news/c.jsonl"), "no json\n").unwrap();
    assert_eq!(extract(here, &["news/c.jsonl", "-o", "none.jsonl", "--errors", "news/failed.jsonl"]).status, 3);
    fs::remove_file(here.join("news/c.jsonl")).unwrap();
    let again = extract(here, &["news"]);
    assert_eq!(again.stdout, first.stdout);
    for name in ["records.jsonl", "relations.csv", "nested.parquet", "tables/articles.parquet", "failed.jsonl"] {
        assert!(again.stderr.contains(&format!("in the folder: {name} was made by this program")), "{}", again.stderr);
    }
    let named = extract(here, &["news/records.jsonl"]);
    assert_eq!(named.records().len(), first.records().len(), "what is named is read: {}", named.stderr);
    assert_eq!(named.records()[0]["text"], first.records()[0]["text"]);
}

#[cfg(unix)]
#[test]
fn devices_pipes_and_links_are_written_through() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::write(here.join("a.txt"), "Ada Lowe left.").unwrap();
    assert_eq!(extract(here, &["a.txt", "-o", "/dev/null"]).status, 0);
    assert!(!Path::new("/dev/null.part").exists() && !Path::new("/dev/null.journal").exists());
    let run = extract(here, &["a.txt", "-o", "/dev/stdout"]);
    assert_eq!((run.status, run.records().len()), (0, 1), "{}", run.stderr);
    assert_eq!(extract(here, &["a.txt", "-o", "-"]).records().len(), 1);

    assert!(Command::new("mkfifo").arg(here.join("pipe")).status().unwrap().success());
    let reader = {
        let pipe = here.join("pipe");
        std::thread::spawn(move || fs::read_to_string(pipe).unwrap())
    };
    assert_eq!(extract(here, &["a.txt", "-o", "pipe"]).status, 0);
    assert_eq!(reader.join().unwrap().lines().count(), 1);

    fs::create_dir(here.join("far")).unwrap();
    std::os::unix::fs::symlink("far/real.jsonl", here.join("link.jsonl")).unwrap();
    for _ in 0..2 {
        assert_eq!(extract(here, &["a.txt", "-o", "link.jsonl"]).status, 0);
        assert!(fs::symlink_metadata(here.join("link.jsonl")).unwrap().is_symlink(), "the link stays");
        assert_eq!(fs::read_to_string(here.join("far/real.jsonl")).unwrap().lines().count(), 1);
    }
    let refused = extract(here, &["a.txt", "-o", "/dev/null", "--resume"]);
    assert!(
        refused.status == 1 && refused.stderr.contains("no file that a run could go on with"),
        "{}",
        refused.stderr
    );
}

#[test]
fn an_unwritable_place_is_told_before_the_model_is_loaded() {
    let folder = news(1);
    for (output, told) in [("news", "got a folder"), ("no/such/out.jsonl", "expected a file in a folder that is there")]
    {
        let run = extract(folder.path(), &["news", "-o", output, "--model", "no/such/model"]);
        assert_eq!(run.status, 1, "status 4 would be the model's");
        assert!(run.stderr.contains(told), "{}", run.stderr);
    }
    let run = extract(folder.path(), &["news", "-o", "out.jsonl", "--model", "no/such/model"]);
    assert_eq!(run.status, 4);
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["news"], "a run that never began leaves nothing");
}

#[test]
fn the_last_line_tells_what_failed_and_the_list_names_all() {
    let folder = news(60);
    fs::write(path(&folder, "news/c.txt"), b"Ada Lowe said so \xff in Baku, \xe2\x80\x9cagain\xe2\x80\x9d.").unwrap();
    let run = extract(folder.path(), &["news", "--errors", "errors.jsonl"]);
    assert_eq!(run.status, 3);
    let last = run.stderr.lines().last().unwrap();
    assert_eq!(
        last,
        "onrecord: 61 of 64 articles read; 1 failed; 1 damaged; 1 empty: a:22 (no JSON), nothing (no text), c (bytes that \
         are no text); list: errors.jsonl"
    );
    let listed: Vec<Value> = fs::read_to_string(path(&folder, "errors.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let gist: Vec<String> =
        listed.iter().map(|row| format!("{} {} {} {}", row["id"], row["source"], row["status"], row["code"])).collect();
    let expected = [
        r#""a:22" "a.jsonl" "error" "not_json""#,
        r#""nothing" "a.jsonl" "empty" "empty""#,
        r#""c" "c.txt" "damaged" "bad_bytes""#,
    ];
    assert_eq!(gist, expected);
    assert!(listed[0]["message"].as_str().unwrap().contains("a.jsonl:22: expected one JSON object"), "{}", listed[0]);
    let quiet = extract(folder.path(), &["news", "--quiet"]);
    assert_eq!((quiet.status, quiet.stderr.as_str()), (3, ""));
    let loud = extract(folder.path(), &["news/b.txt", "-v"]);
    for words in ["model newswire-minilm", "rules core-en", "1 of 1 article read", "words in"] {
        assert!(loud.stderr.contains(words), "{words}: {}", loud.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_costs_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    fs::create_dir(here.join("news")).unwrap();
    fs::write(here.join("news/z.txt"), "Ada Lowe left.").unwrap();
    // Deeper than a path may be long: nobody can list it by its name, whatever his rights. Each half can be made by
    // its own, and the second is moved below the first.
    let half: PathBuf = (0..12).map(|_| "d".repeat(200)).collect();
    for name in ["news/deep", "other"] {
        fs::create_dir_all(here.join(name).join(&half)).unwrap();
    }
    fs::rename(here.join("other"), here.join("news/deep").join(&half).join("other")).unwrap();
    let run = extract(here, &["news"]);
    let records = run.records();
    assert_eq!((run.status, records.len()), (3, 2), "{}", run.stderr);
    assert_eq!(records[1]["doc"]["status"], "ok", "what stands beside it is read");
    assert_eq!(
        (&records[0]["doc"]["status"], &records[0]["warnings"][0]["code"]),
        (&json!("error"), &json!("unreadable"))
    );
    assert!(records[0]["id"].as_str().unwrap().starts_with("deep/d"), "{}", records[0]["id"]);
}

#[test]
fn defaults_come_from_a_file_and_what_is_typed_wins() {
    let folder = news(1);
    let here = folder.path();
    let config = |run: &Run| run.records()[0]["provenance"]["config_sha256"].clone();
    let run = |more: &[&str]| run_in(here, &[&["extract", "news/b.txt", "--jobs", "1"], more].concat(), b"");
    let (plain, typed) = (run(&[]), run(&["--max-chars", "10"]));
    fs::write(here.join("onrecord.toml"), "[extract]\nmax-chars = 10\n").unwrap();
    let from_file = run(&["-v"]);
    assert_eq!(from_file.records(), typed.records(), "as if it had been typed");
    assert_ne!(config(&plain), config(&typed));
    assert!(from_file.stderr.contains("defaults of onrecord.toml: --max-chars=10"), "{}", from_file.stderr);
    assert_eq!(run(&["--max-chars", "200000"]).records(), plain.records(), "what is typed wins");
    fs::write(here.join("mine.toml"), "lang = 'any'\n").unwrap();
    assert_eq!(config(&run(&["--config", "mine.toml"])), config(&run(&["--lang", "any", "--config", "mine.toml"])));
    fs::write(here.join("onrecord.toml"), "job = 2\n").unwrap();
    let slip = run(&[]);
    assert_eq!(slip.status, 2);
    assert!(slip.stderr.contains("onrecord.toml: there is no flag `job`; is `jobs` meant?"), "{}", slip.stderr);
    fs::write(here.join("onrecord.toml"), "jobs = 0\n").unwrap();
    assert_eq!(run_in(here, &["extract", "news"], b"").status, 2);
}

#[test]
fn the_program_tells_what_decides_its_records() {
    let run = onrecord_with(&["--version"], b"");
    assert_eq!(run.status, 0);
    for words in ["onrecord 0.", "model    newswire-minilm ", "rules    core-en ", "engine   fast-"] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
    assert_eq!(onrecord_with(&["-V"], b"").stdout.lines().count(), 1);
}

#[test]
fn shells_and_manuals_know_every_command() {
    for shell in ["bash", "zsh", "fish"] {
        let run = onrecord_with(&["completions", shell], b"");
        assert!(run.status == 0 && run.stdout.contains("extract") && run.stdout.contains("resume"), "{shell}");
    }
    let page = onrecord_with(&["man"], b"");
    assert!(page.stdout.contains(".TH onrecord 1") && page.stdout.contains("extract"), "{}", page.stdout);
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(run_in(folder.path(), &["man", "man1"], b"").status, 0);
    let extract = fs::read_to_string(path(&folder, "man1/onrecord-extract.1")).unwrap();
    assert!(extract.contains("Go on with a run that was cut off"), "{extract}");
}
