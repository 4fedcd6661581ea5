//! `CoNLL`: `TOKEN TAG` a line, a blank line between sentences, `-DOCSTART-` between articles.
//!
//! The text is the tokens with one space between them, since the columns do not say how it was spaced. Where articles are
//! not marked, one is forty sentences. The tags may be BIO2, IOB1 or BIOES (BILOU); a file that mixes them is an error.
//! Every token has a tag, so that mentions are labelled in full.

use super::error::FormatError;
use super::files::read_text;
use super::found::{Found, Placed};
use crate::eval::{CLASSES, GoldFile, Labels, Mention};
use crate::record::{Class, MentionKind};
use std::path::Path;

/// Sentences in an article where articles are not marked.
const SENTENCES: usize = 40;
const EXPECTED: &str = "two columns, TOKEN TAG, in UTF-8";

/// A token, its tag, and where it stands.
struct Row<'a> {
    line: usize,
    article: usize,
    sentence: usize,
    token: &'a str,
    tag: Tag,
}

/// Where in a name a token stands, and the name's type.
#[derive(Clone, Copy)]
enum Tag {
    Outside,
    /// `B`.
    Begins(Class),
    /// `I`: also the first word in IOB1.
    Inside(Class),
    /// `E`, `L`.
    Ends(Class),
    /// `S`, `U`.
    Single(Class),
}

/// Reads one file.
pub(super) fn read(path: &Path) -> Result<Found, FormatError> {
    let content = read_text(path, EXPECTED)?;
    let rows = rows(path, &content)?;
    check(path, &rows)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let articles: Vec<Placed<Labels>> = rows
        .chunk_by(|a, b| a.article == b.article)
        .zip(1..)
        .map(|(rows, number)| {
            (format!("{}:{}", path.display(), rows[0].line), Ok(article(format!("{stem}-{number}"), rows)))
        })
        .collect();
    Ok(Found { file: GoldFile::of(path, content.as_bytes(), articles.len()), articles })
}

fn rows<'a>(path: &Path, content: &'a str) -> Result<Vec<Row<'a>>, FormatError> {
    let mut rows: Vec<Row> = Vec::new();
    let (mut documents, mut sentence, mut apart) = (0, 0, false);
    for (text, line) in content.lines().zip(1..) {
        // The columns of a document line are not ours to judge.
        if text.starts_with("-DOCSTART-") {
            documents += 1;
        }
        if text.starts_with("-DOCSTART-") || text.trim().is_empty() {
            apart = !rows.is_empty();
            continue;
        }
        let place = format!("{}:{line}", path.display());
        let columns: Vec<&str> =
            if text.contains('\t') { text.split('\t').collect() } else { text.split_whitespace().collect() };
        let [token, tag] = columns[..] else {
            let expected = format!("{EXPECTED}; where there are more, keep the token and its tag");
            return Err(FormatError::label(place, expected, format!("{text:?}")));
        };
        sentence += usize::from(apart);
        apart = false;
        let tag = tag_of(tag.trim()).ok_or_else(|| {
            let expected =
                format!("O, or B-, I-, E-, S- with one of {}; rename or remove other types", CLASSES.join(", "));
            FormatError::label(&place, expected, format!("{tag:?}"))
        })?;
        rows.push(Row { line, article: documents, sentence, token: token.trim(), tag });
    }
    if documents == 0 {
        for row in &mut rows {
            row.article = row.sentence / SENTENCES;
        }
    }
    Ok(rows)
}

fn tag_of(tag: &str) -> Option<Tag> {
    if tag == "O" {
        return Some(Tag::Outside);
    }
    let (prefix, class) = tag.split_once('-')?;
    let class = class.parse().ok()?;
    match prefix {
        "B" => Some(Tag::Begins(class)),
        "I" => Some(Tag::Inside(class)),
        "E" | "L" => Some(Tag::Ends(class)),
        "S" | "U" => Some(Tag::Single(class)),
        _ => None,
    }
}

/// The tag before a row, in its sentence and article.
fn before(rows: &[Row], at: usize) -> Tag {
    let same = |row: &&Row| row.sentence == rows[at].sentence && row.article == rows[at].article;
    at.checked_sub(1).map(|at| &rows[at]).filter(same).map_or(Tag::Outside, |row| row.tag)
}

/// Does a row go on with the name of the row before it?
fn goes_on(rows: &[Row], at: usize) -> bool {
    match (before(rows, at), rows[at].tag) {
        (Tag::Begins(a) | Tag::Inside(a), Tag::Inside(b) | Tag::Ends(b)) => a == b,
        _ => false,
    }
}

/// Is the file in one scheme?
fn check(path: &Path, rows: &[Row]) -> Result<(), FormatError> {
    let wrong = |at: usize, expected: String| {
        let got = format!("{:?} with a tag that does not fit", rows[at].token);
        Err(FormatError::label(format!("{}:{}", path.display(), rows[at].line), expected, got))
    };
    let first = |is: &dyn Fn(usize) -> bool| (0..rows.len()).find(|&at| is(at));
    let open = |tag| matches!(tag, Tag::Begins(_) | Tag::Inside(_));
    let loose = first(&|at| matches!(rows[at].tag, Tag::Inside(_)) && !goes_on(rows, at));
    if let Some(bioes) = first(&|at| matches!(rows[at].tag, Tag::Ends(_) | Tag::Single(_))) {
        // A name that began must go on to its end, and nothing goes on that did not begin.
        let broken = first(&|at| {
            let next_goes_on = at + 1 < rows.len() && goes_on(rows, at + 1);
            open(rows[at].tag) && !next_goes_on || matches!(rows[at].tag, Tag::Ends(_)) && !goes_on(rows, at)
        });
        return match loose.into_iter().chain(broken).min() {
            Some(at) => wrong(at, format!("names from B to E, or S alone, because line {} is BIOES", rows[bioes].line)),
            None => Ok(()),
        };
    }
    let class = |tag| if let Tag::Begins(class) | Tag::Inside(class) = tag { Some(class) } else { None };
    // BIO2 begins every name with B; IOB1 only the one that follows another of its type.
    let bio2 = first(&|at| matches!(rows[at].tag, Tag::Begins(c) if class(before(rows, at)) != Some(c)));
    match (loose, bio2) {
        (Some(at), Some(b)) => wrong(at, format!("a name that begins with B, because line {} is BIO2", rows[b].line)),
        _ => Ok(()),
    }
}

fn article(id: String, rows: &[Row]) -> Labels {
    let (mut text, mut length) = (String::new(), 0);
    let mut mentions: Vec<Mention> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            text.push(' ');
            length += 1;
        }
        let start = length;
        text.push_str(row.token);
        length += row.token.chars().count();
        let class = match row.tag {
            Tag::Outside => continue,
            Tag::Begins(class) | Tag::Inside(class) | Tag::Ends(class) | Tag::Single(class) => class,
        };
        match mentions.last_mut() {
            Some(name) if goes_on(rows, at) => {
                name.end = length;
                name.text = name.text.take().map(|words| words + " " + row.token);
            }
            _ => mentions.push(Mention {
                id: Some(format!("m{}", mentions.len())),
                entity: None,
                class,
                kind: MentionKind::Name,
                start,
                end: length,
                text: Some(row.token.into()),
                score: None,
            }),
        }
    }
    Labels { id, text, labelled: Some(vec!["mentions".into()]), mentions: Some(mentions), ..Labels::default() }
}
