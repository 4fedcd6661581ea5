//! brat: a folder of `.txt` files with their `.ann` files, and `annotation.conf`, which says what there is to annotate.
//!
//! Mentions are text-bound annotations, acts are events with their arguments; kind, quote, polarity, modality and metonym are
//! attributes; chains and answers are relations between events; spans that stand for one entity are in one `Equiv`, and an
//! entity's names are a note of type `entity` on its first span. Offsets count code points, a CRLF as two. A span has no line
//! break in this format, so a piece over several lines is one fragment a line, and fragments with only line breaks between
//! them are one piece, unless a note of type `apart` says otherwise. The article's id is the path of its file.

mod conf;
mod lines;
mod read;
mod write;

use super::draw::Asked;
use super::error::FormatError;
use super::files::{Existing, read_text, write_text};
use super::found::{Found, Placed};
use super::graph::{Graph, Left};
use super::read_off::read_off;
use super::vocabulary::Vocabulary;
use crate::eval::{GoldFile, Labels};
use std::fs;
use std::path::{MAIN_SEPARATOR_STR, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Name in messages.
const NAME: &str = "brat";
/// Type of the notes that hold an entity's names.
const ENTITY: &str = "entity";
/// Type of the notes that number, from 1, the fragments that begin a piece although only line breaks stand before them.
const APART: &str = "apart";

/// Reads every article below a folder, in the order of their names, or that of one `.ann` file.
pub(super) fn read(path: &Path, types: &Vocabulary, left: &mut Left) -> Result<Found, FormatError> {
    let (folder, files) =
        if path.is_file() { (path.parent().unwrap_or(path), vec![path.to_owned()]) } else { (path, files_in(path)?) };
    let conf = folder.join(conf::FILE);
    let (mut parts, mut labelled_types) = (None, None);
    if conf.exists() {
        let content = read_text(&conf, "annotation.conf in UTF-8")?;
        (parts, labelled_types) = (conf::parts(&conf, &content)?, conf::types(&content));
    }
    let (anns, texts): (Vec<&PathBuf>, Vec<&PathBuf>) = files.iter().partition(|file| is(file, "ann"));
    let alone = texts.iter().filter(|text| !anns.contains(&&text.with_extension("ann"))).count();
    left.count("texts without an .ann file, left out", alone);
    let mut everything = String::new();
    let mut graph = |ann: &PathBuf| {
        let content = read_text(ann, "an .ann file in UTF-8")?;
        let text =
            read_text(&ann.with_extension("txt"), "the text that the .ann file of this name annotates, in UTF-8")?;
        everything.extend([content.as_str(), &text]);
        let name = ann.strip_prefix(folder).unwrap_or(ann).with_extension("");
        let id = name.to_string_lossy().replace(MAIN_SEPARATOR_STR, "/");
        let (labelled, labelled_types) = (parts.clone(), labelled_types.clone());
        read::graph(Graph { id, text, labelled, labelled_types, ..Graph::default() }, ann, &content, left)
    };
    let graphs: Vec<Placed<Graph>> = anns.iter().map(|ann| (ann.display().to_string(), graph(ann))).collect();
    let file = GoldFile::of(path, everything.as_bytes(), graphs.len());
    Ok(Found { file, articles: read_off(graphs, types, left) })
}

fn is(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|e| e == extension)
}

/// The `.ann` and `.txt` files below `folder`, in the order of their paths. Hidden ones are brat's own.
fn files_in(folder: &Path) -> Result<Vec<PathBuf>, FormatError> {
    let failed = |cause: walkdir::Error| FormatError::Unreadable {
        path: cause.path().unwrap_or(folder).into(),
        expected: "a folder of .txt and .ann files",
        cause: cause.into(),
    };
    let is_shown = |entry: &DirEntry| !entry.file_name().as_encoded_bytes().starts_with(b".");
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).min_depth(1).into_iter().filter_entry(is_shown) {
        let entry = entry.map_err(failed)?;
        if !entry.file_type().is_dir() && (is(entry.path(), "ann") || is(entry.path(), "txt")) {
            files.push(entry.into_path());
        }
    }
    files.sort();
    Ok(files)
}

/// Writes articles to a folder, those that brat has a place for. Nothing is written to a folder that is not ours to fill.
pub(super) fn write(articles: &[Labels], folder: &Path, existing: Existing) -> Result<Vec<FormatError>, FormatError> {
    let Asked { parts, types: labelled_types, articles, mut refused } = Asked::of(articles, NAME);
    let mut types = Vocabulary::known()?;
    let mut files = Vec::new();
    for article in articles {
        match named(article).and_then(|()| types.add(article, NAME)).and_then(|()| write::ann(&Graph::of(article))) {
            Ok(ann) => files
                .extend([(format!("{}.ann", article.id), ann), (format!("{}.txt", article.id), article.text.clone())]),
            Err(refusal) => refused.push(refusal),
        }
    }
    files.push((conf::FILE.to_owned(), conf::conf(&parts, labelled_types, &types)));
    let there = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if there && existing == Existing::Kept {
        return Err(FormatError::NotEmpty(folder.into()));
    }
    let old = if there { files_in(folder)? } else { Vec::new() };
    if let Some(file) = old.into_iter().find(|old| files.iter().all(|(name, _)| folder.join(name) != *old)) {
        return Err(FormatError::Stray { folder: folder.into(), file });
    }
    files.iter().try_for_each(|(name, content)| write_text(&folder.join(name), content))?;
    Ok(refused)
}

/// Can an article's id name its file?
fn named(article: &Labels) -> Result<(), FormatError> {
    let id = &article.id;
    if id.split('/').any(|part| part.is_empty() || part.starts_with('.')) || id.contains(['\\', '\0']) {
        return Err(FormatError::NotCarried {
            article: id.clone(),
            what: "its id, which would name its file,".into(),
            format: NAME,
            instead: "rename it: no empty part, no leading dot, no backslash".into(),
        });
    }
    Ok(())
}

/// Where brat, whose files are read line by line in Python, ends a line.
fn breaks(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}
