//! A week of invented news, linked: against its key, by the queries of its manual page, and twice over.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use common::{Run, onrecord, root, run_in};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde::Deserialize;
use serde_json::Value;
use tempfile::TempDir;

/// The demo corpus: its records, and the folder that they were linked into.
struct Demo {
    folder: TempDir,
    records: Vec<String>,
}

impl Demo {
    fn made() -> &'static Self {
        static DEMO: OnceLock<Demo> = OnceLock::new();
        DEMO.get_or_init(|| {
            let folder = TempDir::new().unwrap();
            let run = onrecord(&["extract", "eval/demo/week.jsonl"]);
            assert_eq!(run.status, 0, "{}", run.stderr);
            fs::write(folder.path().join("week.jsonl"), &run.stdout).unwrap();
            let run = run_in(folder.path(), &["link", "week.jsonl", "-o", "corpus"], b"");
            assert_eq!(run.status, 0, "{}", run.stderr);
            let text = fs::read_to_string(folder.path().join("week.jsonl")).unwrap();
            Self { folder, records: text.lines().map(str::to_owned).collect() }
        })
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn db(&self) -> Connection {
        Connection::open(self.path().join("corpus/corpus.sqlite")).unwrap()
    }
}

fn link(folder: &Path, args: &[&str], stdin: &str) -> Run {
    run_in(folder, &[&["link"], args].concat(), stdin.as_bytes())
}

/// The rows of a query, each on a line, cells between bars.
fn rows(db: &Connection, sql: &str) -> Vec<String> {
    let mut query = db.prepare(sql).unwrap();
    let columns = query.column_count();
    let cell = |cell: ValueRef<'_>| match cell {
        ValueRef::Null => "–".to_owned(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned(),
    };
    let line = |row: &rusqlite::Row<'_>| {
        let cells: Vec<String> = (0..columns).map(|at| cell(row.get_ref(at).unwrap())).collect();
        Ok(cells.join(" | "))
    };
    query.query_map([], line).unwrap().collect::<Result<_, _>>().unwrap()
}

/// What an eye has found in the demo corpus.
#[derive(Deserialize)]
struct Key {
    reprints: Vec<Reprint>,
    drifts: Vec<Drift>,
    answers: Vec<Answer>,
    namesakes: Vec<Namesake>,
}

#[derive(Deserialize)]
struct Reprint {
    reprint: String,
    source: String,
}

#[derive(Deserialize)]
struct Drift {
    first: String,
    words: String,
    later: String,
    altered: String,
}

#[derive(Deserialize)]
struct Answer {
    claim: String,
    denial: String,
}

#[derive(Deserialize)]
struct Namesake {
    name: String,
    articles: BTreeSet<String>,
}

impl Key {
    fn read() -> Self {
        serde_json::from_str(&fs::read_to_string(root().join("eval/corpus/week.json")).unwrap()).unwrap()
    }
}

/// Pairs of article ids, by a query for them.
fn pairs(db: &Connection, sql: &str) -> BTreeSet<(String, String)> {
    let mut query = db.prepare(sql).unwrap();
    query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

#[test]
fn reprints_are_those_of_the_key() {
    let (db, key) = (Demo::made().db(), Key::read());
    let mut expected: BTreeSet<(String, String)> =
        key.reprints.iter().map(|pair| (pair.source.clone(), pair.reprint.clone())).collect();
    // Two reprints of one report are of one story.
    expected.insert(("db-009".into(), "lg-005".into()));
    let ordered = |(a, b): &(String, String)| if a < b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
    let expected: BTreeSet<_> = expected.iter().map(ordered).collect();
    let found = pairs(&db, "select a.id, b.id from articles a join articles b on a.story = b.story and a.id < b.id");
    let (missed, wrong): (Vec<_>, Vec<_>) =
        (expected.difference(&found).collect(), found.difference(&expected).collect());
    assert!(missed.is_empty() && wrong.is_empty(), "missed {missed:?}, wrong {wrong:?}");
    let late = rows(
        &db,
        "select a.id from stories s join articles f on f.article = s.first join articles a on a.story = s.story
        where (a.day, a.article) < (f.day, f.article)",
    );
    assert!(late.is_empty(), "earlier than the first of their story: {late:?}");
}

#[test]
fn drifts_are_those_of_the_key() {
    let (db, key) = (Demo::made().db(), Key::read());
    let mut found = pairs(
        &db,
        "select f.id, l.id from drifts d join acts o on o.act = d.original join articles f on f.article = o.article
        join acts a on a.act = d.act join articles l on l.article = a.article",
    );
    let mut missed = Vec::new();
    for drift in &key.drifts {
        let mut shown = db
            .prepare(
                "select 1 from drifts d join acts o on o.act = d.original join articles f on f.article = o.article
            join acts a on a.act = d.act join articles l on l.article = a.article
            where f.id = ? and instr(o.content, ?) and l.id = ? and instr(a.content, ?)",
            )
            .unwrap();
        if !shown.exists([&drift.first, &drift.words, &drift.later, &drift.altered]).unwrap() {
            missed.push(format!("{} {} → {}", drift.first, drift.later, drift.altered));
        }
        found.remove(&(drift.first.clone(), drift.later.clone()));
    }
    let counts = (key.drifts.len() - missed.len(), found.len());
    assert!(counts.0 >= 18 && counts.1 <= 2, "{counts:?}\nmissed {missed:#?}\nothers {found:#?}");
}

#[test]
fn denials_find_their_claims_in_other_articles() {
    let (db, key) = (Demo::made().db(), Key::read());
    let story =
        pairs(&db, "select id, coalesce(story, -article) || '' from articles").into_iter().collect::<BTreeMap<_, _>>();
    let found = pairs(
        &db,
        "select c.id, d.id from answers w join acts n on n.act = w.denial join articles d on d.article = n.article
        join acts m on m.act = w.claim join articles c on c.article = m.article where not w.within",
    );
    let missed: Vec<_> = key
        .answers
        .iter()
        .filter(|answer| !found.contains(&(answer.claim.clone(), answer.denial.clone())))
        .map(|answer| (&answer.claim, &answer.denial))
        .collect();
    // A reprint's claim is its source's.
    let expected: BTreeSet<_> =
        key.answers.iter().map(|answer| (&story[&answer.claim], &story[&answer.denial])).collect();
    let wrong: Vec<_> =
        found.iter().filter(|(claim, denial)| !expected.contains(&(&story[claim], &story[denial]))).collect();
    let counts = (key.answers.len() - missed.len(), wrong.len());
    assert!(counts.0 >= 9 && counts.1 == 0, "{counts:?}\nmissed {missed:#?}\nothers {wrong:#?}");
}

#[test]
fn namesakes_are_kept_apart_and_others_together() {
    let (db, key) = (Demo::made().db(), Key::read());
    let mut actors = BTreeSet::new();
    for namesake in &key.namesakes {
        let sql = format!(
            "select e.actor, r.id from entities e join articles r using (article) where e.name = '{}'",
            namesake.name
        );
        let of: BTreeMap<String, String> = rows(&db, &sql)
            .iter()
            .map(|row| row.split_once(" | ").unwrap())
            .map(|(actor, id)| (id.to_owned(), actor.to_owned()))
            .collect();
        let own: BTreeSet<&String> = namesake.articles.iter().map(|id| &of[id]).collect();
        assert_eq!(own.len(), 1, "{}: {of:?}", namesake.name);
        actors.extend(own.into_iter().cloned());
    }
    assert_eq!(actors.len(), key.namesakes.len());
    // Of sixty others who are in several articles few are in doubt.
    let doubtful = rows(
        &db,
        "select name from actors where named and type = 'PER' and name like '% %' group by name having count(*) > 1 and name <> 'Luvo Maresk'",
    );
    assert!(doubtful.len() <= 4, "{doubtful:?}");
}

/// The queries of the manual page, each behind what it answers.
#[test]
fn one_name_that_says_the_same_at_length_is_one_utterance_though_its_bearers_stay_apart() {
    let folder = TempDir::new().unwrap();
    let article =
        |id: &str, text: &str| serde_json::json!({"id": id, "published": "2026-03-02", "text": text}).to_string();
    let long = "It is hard to see how a country with such a coast could give its ports away for nothing";
    let articles = [
        article("banker", &format!("“{long},” said Joana Teles, a banker in Arnes.\n\n“That is all,” Teles said.")),
        article(
            "weaver",
            &format!("“{long},” Joana Teles, a weaver, told the room in Bolvik.\n\n“That is all,” Teles said."),
        ),
    ];
    fs::write(folder.path().join("articles.jsonl"), articles.join("\n")).unwrap();
    let read = run_in(folder.path(), &["extract", "articles.jsonl", "-o", "records.jsonl"], b"");
    assert_eq!(read.status, 0, "{}", read.stderr);
    assert_eq!(link(folder.path(), &["records.jsonl", "-o", "."], "").status, 0);
    let db = Connection::open(folder.path().join("corpus.sqlite")).unwrap();
    assert_eq!(rows(&db, "select count(*) from actors where name = 'Joana Teles'"), ["2"]);
    assert_eq!(rows(&db, "select words, articles from quotations"), [format!("{long}, | 2")]);
}

fn queries() -> Vec<(String, String)> {
    let page = fs::read_to_string(root().join("docs/corpus.md")).unwrap();
    let pieces: Vec<&str> = page.split("```sql\n").collect();
    let title = |before: &str| before.trim_end().lines().last().unwrap().to_owned();
    pieces.windows(2).map(|pair| (title(pair[0]), pair[1].split("```").next().unwrap().to_owned())).collect()
}

#[test]
fn the_queries_of_the_manual_page_answer() {
    let db = Demo::made().db();
    let mut shown = String::new();
    for (title, sql) in queries() {
        let found = rows(&db, &sql);
        assert!(!found.is_empty(), "{title}");
        shown.extend([title.as_str(), "\n"]);
        shown.extend(found.iter().take(5).flat_map(|row| ["  ", row, "\n"]));
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn what_a_row_refers_to_is_there() {
    let db = Demo::made().db();
    assert_eq!(rows(&db, "pragma foreign_key_check"), Vec::<String>::new());
    let found = rows(
        &db,
        "select id from articles_fts join articles on article = articles_fts.rowid where articles_fts match 'sprinklers' order by id",
    );
    assert_eq!(found, ["db-002", "mc-015"]);
    let found = rows(
        &db,
        "select name from actors_fts join actors on actor = actors_fts.rowid where actors_fts match 'mares*' order by actor",
    );
    assert_eq!(found, ["Luvo Maresk", "Luvo Maresk"]);
    let speaker =
        "select count(*) from acts_fts join acts on act = acts_fts.rowid where acts_fts match 'speaker : sarovel'";
    assert!(rows(&db, speaker)[0].parse::<usize>().unwrap() > 20);
}

#[test]
fn every_column_is_documented() {
    let page = fs::read_to_string(root().join("docs/corpus.md")).unwrap();
    let table = page.split("<!-- columns").nth(1).unwrap().split("<!-- end of columns").next().unwrap();
    let mut documented: BTreeSet<(String, String)> = BTreeSet::new();
    let mut name = String::new();
    for row in table.lines().filter(|line| line.starts_with("| `") || line.starts_with("| |")) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let names = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        name = names(cells[0]).pop().unwrap_or(name);
        let columns = names(row.strip_prefix("| |").map_or(cells[1], |rest| rest.split(" | ").next().unwrap()));
        documented.extend(columns.into_iter().map(|column| (name.clone(), column)));
    }
    let db = Demo::made().db();
    let there = pairs(
        &db,
        "select m.name, c.name from sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like '%\\_fts%' escape '\\' and m.name not like 'sqlite%'",
    );
    assert_eq!(documented, there);
}

/// All that a database holds but how FTS5 and the planner keep their notes.
fn dump(db: &Connection) -> BTreeMap<String, Vec<String>> {
    let tables = rows(
        db,
        "select name from sqlite_schema where type = 'table' and name not like '%fts\\_%' escape '\\' and name not like 'sqlite%' and name not in ('acts_fts', 'actors_fts')",
    );
    tables.into_iter().map(|table| (table.clone(), rows(db, &format!("select * from {table}")))).collect()
}

#[test]
fn the_same_records_give_the_same_rows_and_bytes() {
    let demo = Demo::made();
    for (to, ending) in [("parquet", "parquet"), ("jsonl", "jsonl")] {
        let run = link(demo.path(), &["week.jsonl", "-o", &format!("again-{to}"), "--to", to, "--quiet"], "");
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        let again = demo.path().join(format!("again-{to}"));
        assert_eq!(dump(&Connection::open(again.join("corpus.sqlite")).unwrap()), dump(&demo.db()), "{to}");
        for table in ["actors", "quotations", "drifts", "answers", "stories"] {
            let bytes = fs::read(again.join(format!("{table}.{ending}"))).unwrap();
            if to == "parquet" {
                assert_eq!(bytes, fs::read(demo.path().join(format!("corpus/{table}.parquet"))).unwrap(), "{table}");
            } else {
                let lines = String::from_utf8(bytes).unwrap();
                let first: Value = serde_json::from_str(lines.lines().next().unwrap()).unwrap();
                let count: usize = rows(&demo.db(), &format!("select count(*) from {table}"))[0].parse().unwrap();
                assert_eq!((lines.lines().count(), first.is_object()), (count, true), "{table}");
            }
        }
    }
}

#[test]
fn records_are_read_in_every_shape_that_they_are_written_in() {
    let demo = Demo::made();
    let folder = TempDir::new().unwrap();
    let text: String = demo.records[..4].iter().flat_map(|line| [line, "\n"]).collect();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("plain")).unwrap();
    fs::write(at("plain/a.jsonl"), format!("\u{feff}{}\n\n", demo.records[..2].join("\n"))).unwrap();
    fs::write(at("plain/b.jsonl.zst"), zstd::encode_all(demo.records[2..4].join("\n").as_bytes(), 3).unwrap()).unwrap();
    fs::write(at("plain/notes.txt"), "no record").unwrap();
    let articles: String = fs::read_to_string(root().join("eval/demo/week.jsonl"))
        .unwrap()
        .lines()
        .take(4)
        .flat_map(|line| [line, "\n"])
        .collect();
    fs::write(at("articles.jsonl"), articles).unwrap();
    let run = run_in(
        folder.path(),
        &["extract", "articles.jsonl", "--nested", "--to", "parquet", "-o", "nested.parquet"],
        b"",
    );
    assert_eq!(run.status, 0, "{}", run.stderr);
    let mut first = None;
    for (input, stdin) in [("plain", ""), ("-", text.as_str()), ("nested.parquet", "")] {
        let run = link(folder.path(), &[input, "-o", "out"], stdin);
        assert_eq!(run.status, 0, "{input}: {}", run.stderr);
        let mut rows = dump(&Connection::open(at("out/corpus.sqlite")).unwrap());
        // The records of one file say so.
        rows.remove("meta");
        assert_eq!(rows["articles"].len(), 4);
        assert_eq!(*first.get_or_insert_with(|| rows.clone()), rows, "{input}");
    }
}

#[test]
fn what_is_no_record_is_named_and_nothing_is_changed() {
    let demo = Demo::made();
    let folder = TempDir::new().unwrap();
    let good = &demo.records[0];
    let at = |name: &str| folder.path().join(name);
    fs::write(at("good.jsonl"), good).unwrap();
    assert_eq!(link(folder.path(), &["good.jsonl", "-o", "out"], "").status, 0);
    let before = fs::read(at("out/corpus.sqlite")).unwrap();
    fs::create_dir(at("empty")).unwrap();
    for (name, content, expected) in [
        ("broken.jsonl", format!("{good}\n{{\"id\":\n"), "broken.jsonl:2: expected a record"),
        ("article.jsonl", "{\"id\":\"a\",\"text\":\"b\"}\n".to_owned(), "article.jsonl:1: expected a record"),
        (
            "later.jsonl",
            good.replacen("\"1.0\"", "\"2.0\"", 1),
            "later.jsonl:1: expected a record as `onrecord extract` writes it, got: schema_version: expected 1.x, got \"2.0\"",
        ),
        ("nothing.jsonl", String::new(), "expected at least one record, got none"),
    ] {
        fs::write(at(name), content).unwrap();
        let run = link(folder.path(), &[name, "-o", "out"], "");
        assert_eq!(run.status, 1, "{name}");
        assert!(run.stderr.contains(expected), "{name}: {}", run.stderr);
    }
    for (name, expected) in [
        ("gone.jsonl", "gone.jsonl: expected a file of records or a folder of them, got:"),
        ("empty", "empty: expected files of records"),
    ] {
        let run = link(folder.path(), &[name, "-o", "out"], "");
        assert_eq!(run.status, 1, "{name}");
        assert!(run.stderr.contains(expected), "{name}: {}", run.stderr);
    }
    assert_eq!(
        link(folder.path(), &["good.jsonl", "-o", "out", "--since", "2026-03-03", "--until", "2026-03-02"], "").status,
        2
    );
    assert_eq!(fs::read(at("out/corpus.sqlite")).unwrap(), before);
    let left: BTreeSet<String> =
        fs::read_dir(at("out")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert!(left.iter().all(|name| !name.contains(".part")), "{left:?}");
}

#[test]
fn articles_that_failed_and_texts_that_were_left_out_are_articles() {
    let folder = TempDir::new().unwrap();
    let article = r#"{"id":"a","text":"Mayor Ada Lund denied that the bridge was unsafe.","paper":"The Lamp","published":"2026-03-02T09:00:00Z"}"#;
    let other = r#"{"id":"b","text":"","paper":"The Lamp"}"#;
    let run = run_in(
        folder.path(),
        &["extract", "-", "--no-text", "--pass", "paper"],
        format!("{article}\n{other}\n").as_bytes(),
    );
    let run = link(folder.path(), &["-", "-o", "out", "--outlet", "paper"], &run.stdout);
    assert_eq!(run.status, 0, "{}", run.stderr);
    let db = Connection::open(folder.path().join("out/corpus.sqlite")).unwrap();
    assert_eq!(
        rows(&db, "select id, outlet, day, status, text, story from articles"),
        ["a | The Lamp | 2026-03-02 | ok | – | –", "b | The Lamp | – | empty | – | –"]
    );
    assert_eq!(
        rows(&db, "select type, speaker_text, content, evidence, outlet from acts"),
        ["denied | Mayor Ada Lund | the bridge was unsafe | – | The Lamp"]
    );
    let run = link(
        folder.path(),
        &["-", "-o", "out", "--since", "2026-03-03"],
        &onrecord(&["extract", "eval/demo/kenya-dam.txt"]).stdout,
    );
    assert_eq!(run.status, 1, "an article of no known day: {}", run.stderr);
}

#[test]
fn keys_stay_when_the_corpus_grows() {
    let demo = Demo::made();
    let half: String = demo.records[..40].iter().flat_map(|line| [line, "\n"]).collect();
    assert_eq!(link(demo.path(), &["-", "-o", "half"], &half).status, 0);
    let half = Connection::open(demo.path().join("half/corpus.sqlite")).unwrap();
    let sql = "select key, type, name from actors where named and acts > 0";
    let (before, after) = (rows(&half, sql), rows(&demo.db(), sql));
    let kept: Vec<&String> = before
        .iter()
        .filter(|row| after.iter().any(|other| other.split(" | ").next() == row.split(" | ").next()))
        .collect();
    assert_eq!(kept.len(), before.len());
}

#[test]
fn the_command_of_the_readme_works() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme.split("## A corpus").nth(1).unwrap();
    let command = section.lines().find(|line| line.starts_with("onrecord link")).unwrap();
    let words: Vec<&str> = command.split('#').next().unwrap().split_whitespace().skip(1).collect();
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("all.jsonl"), Demo::made().records.join("\n")).unwrap();
    let run = run_in(folder.path(), &words, b"");
    assert_eq!(run.status, 0, "{}", run.stderr);
    let db = Connection::open(folder.path().join("corpus/corpus.sqlite")).unwrap();
    let query = section.split("```sql\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(!rows(&db, query).is_empty());
}
