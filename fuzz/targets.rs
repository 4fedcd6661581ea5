//! What holds of every reader, whatever bytes it gets: what comes of them is sound, or an error that says what is wrong.
//!
//! One body a reader, for two drivers: `cargo fuzz` searches for bytes that break one, and `tests/fuzzed.rs` goes through known
//! bytes and many small changes of them at every `cargo test`.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use onrecord::formats::{self, Format};
use onrecord::model::Model;
use onrecord::relation::RuleSet;
use onrecord::text::{Article, Input, Wanted, blocks, blocks_of_parts, inputs_from};
use onrecord::token::segment;

/// A body, by the name of its reader.
pub type Target = (&'static str, fn(&[u8]));

/// Every body.
pub const TARGETS: [Target; 8] = [
    ("html", html),
    ("warc", warc),
    ("jsonl", jsonl),
    ("csv", csv),
    ("brat", brat),
    ("label_studio", label_studio),
    ("rules", rules),
    ("model", model),
];

pub fn html(bytes: &[u8]) {
    articles(b"<!DOCTYPE html>", bytes);
}

pub fn warc(bytes: &[u8]) {
    articles(b"WARC/1.0\r\n", bytes);
}

pub fn jsonl(bytes: &[u8]) {
    articles(b"{\"", bytes);
}

pub fn csv(bytes: &[u8]) {
    articles(b"id,title,text,published\n", bytes);
}

/// The text, a NUL, its annotations.
pub fn brat(bytes: &[u8]) {
    let (text, notes) = bytes.split_at(bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len()));
    let notes = notes.strip_prefix(b"\0").unwrap_or(notes);
    labels(&[("a.txt", text), ("a.ann", notes)], Format::Brat);
}

pub fn label_studio(bytes: &[u8]) {
    labels(&[("tasks.json", bytes)], Format::LabelStudio);
}

pub fn rules(bytes: &[u8]) {
    let folder = folder(&[("own.toml", bytes)]);
    match RuleSet::with_folder(folder.path()) {
        Ok(rules) => drop(rules.lost_forms()),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// One file of a model folder, chosen by the first byte, is what comes after it.
pub fn model(bytes: &[u8]) {
    let Some((&choice, bytes)) = bytes.split_first() else { return };
    let mut files: [(&str, &[u8]); 3] = [
        ("config.json", include_bytes!("../tests/models/bert/config.json")),
        ("tokenizer.json", include_bytes!("../tests/models/bert/tokenizer.json")),
        ("model.safetensors", include_bytes!("../tests/models/bert/model.safetensors")),
    ];
    files[usize::from(choice) % 3].1 = bytes;
    let folder = folder(&files);
    if let Err(error) = Model::open(folder.path()) {
        assert!(!error.to_string().is_empty());
    }
}

/// The articles in bytes that begin so.
fn articles(begins: &[u8], bytes: &[u8]) {
    let whole = if bytes.starts_with(begins) { bytes.to_vec() } else { [begins, bytes].concat() };
    let articles = inputs_from(vec![Input::Stdin], Box::new(Cursor::new(whole)), Wanted::default());
    for article in articles.expect("nothing is asked for that could be refused") {
        match article {
            Ok(article) => is_sound(article),
            Err(failed) => assert!(!failed.warning.message.is_empty() && !failed.known.id.is_empty()),
        }
    }
}

/// Its paragraphs and words stand in order, apart, and within the text.
fn is_sound(article: Article) {
    assert!(article.text.is_char_boundary(article.prefix));
    let blocks = if article.parts.is_empty() {
        blocks(&article.text, article.headline(), false)
    } else {
        blocks_of_parts(&article.text, article.headline(), &article.parts, false)
    };
    let mut end = 0;
    for paragraph in blocks.iter().flat_map(|block| &block.paragraphs) {
        assert!(end <= paragraph.start && article.text.get(paragraph.start..paragraph.end).is_some(), "{paragraph:?}");
        end = paragraph.end;
    }
    let doc = segment(article, blocks);
    let mut end = 0;
    for word in &doc.words {
        let words = doc.article.text.get(word.span.start..word.span.end);
        assert!(end <= word.span.start && words.is_some_and(|words| !words.is_empty()), "{:?}", word.span);
        end = word.span.end;
    }
}

fn labels(files: &[(&str, &[u8])], format: Format) {
    let folder = folder(files);
    let path = if files.len() == 1 { folder.path().join(files[0].0) } else { folder.path().to_owned() };
    match formats::read(&[path], format) {
        Ok(import) => {
            let lines = formats::lines(&import.gold.articles).expect("what was read can be written");
            assert_eq!(lines.lines().count(), import.gold.articles.len());
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for temporary files");
    for (name, bytes) in files {
        fs::write(Path::new(folder.path()).join(name), bytes).expect("a file can be written there");
    }
    folder
}
