//! Articles that reprint one another, whole or in part.
//!
//! Bands of MinHash or SimHash find articles that resemble each other as wholes. A reprint of three paragraphs of six with a lead of its
//! own resembles its source by a third, where bands find either little or everything. So articles are sketched by those of their shingles
//! whose hash is a multiple of a small number: two that share a paragraph share some of them, however long the rest is (A. Broder, "On the
//! resemblance and containment of documents", 1997). Whoever shares some is compared by the words themselves.
//!
//! Quoted words are left out: two who quote one statement at length do not reprint each other.

use std::collections::{BTreeMap, HashSet};

use pathfinding::undirected::connected_components::components;
use rusqlite::{Connection, params};

use super::CorpusError;
use super::articles::Articles;
use super::base::run;
use super::words::{hash, words};
use crate::record::{BlockKind, BlockRow, CodePoints};
use crate::text::{Byte, Span};
use crate::token::quotes;

/// Words of a shingle.
const SHINGLE: usize = 5;
/// One shingle in so many stands in a sketch.
const SAMPLE: u64 = 8;
/// Articles that share fewer of them are not compared.
const SHARED: usize = 3;
/// A paragraph is copied when so many of its shingles stand in the other article.
const NEARLY: f64 = 0.6;
/// Shorter paragraphs are not looked at.
const PARAGRAPH: usize = 10;
/// An article reprints another when so much of its own words is copied, and so many words.
const SHARE: f64 = 0.25;
const WORDS: usize = 35;

/// A paragraph's shingles without its quotations, and its number of words.
struct Paragraph {
    words: usize,
    shingles: Vec<u64>,
}

/// The hashes by which an article is found.
pub(super) fn sketch(text: &str, blocks: &[BlockRow]) -> Vec<u64> {
    let body =
        body(text, blocks.iter().filter(|block| block.kind == BlockKind::Body).map(|block| (block.start, block.end)));
    let mut hashes: Vec<u64> =
        paragraphs(&body, Words::Own).into_iter().flat_map(|paragraph| paragraph.shingles).collect();
    hashes.retain(|hash| hash.is_multiple_of(SAMPLE));
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Groups articles, and gives each its story.
pub(super) fn group(db: &Connection, articles: &mut Articles) -> Result<(), CorpusError> {
    pair(db)?;
    let mut edges: Vec<Vec<usize>> = Vec::new();
    let mut copied: BTreeMap<usize, f64> = BTreeMap::new();
    let mut pairs =
        db.prepare("select one, other from pairs group by one, other having count(*) >= ? order by one, other")?;
    let mut rows = pairs.query([SHARED])?;
    let mut held: Option<(usize, Read)> = None;
    while let Some(row) = rows.next()? {
        let (one, other): (usize, usize) = (row.get(0)?, row.get(1)?);
        let first = match held.take().filter(|(article, _)| *article == one) {
            Some((_, read)) => read,
            None => Read::article(db, one)?,
        };
        let second = Read::article(db, other)?;
        if first.is_reprint_of(&second) || second.is_reprint_of(&first) {
            let later = if rank(articles, one) < rank(articles, other) { other } else { one };
            let share = if later == other { second.share_in(&first) } else { first.share_in(&second) };
            let most = copied.entry(later).or_default();
            *most = most.max(share);
            edges.push(vec![one, other]);
        }
        held = Some((one, first));
    }
    drop(rows);
    let mut stories: Vec<Vec<usize>> =
        components(&edges).into_iter().map(|story| story.into_iter().collect()).collect();
    for story in &mut stories {
        story.sort_unstable_by_key(|article| rank(articles, *article));
    }
    stories.sort_unstable_by_key(|story| rank(articles, story[0]));
    for (story, members) in (1_u32..).zip(&stories) {
        let outlets: HashSet<u32> = members.iter().filter_map(|article| articles.row(*article).outlet).collect();
        run(db, "insert into stories values (?, ?, ?, ?)", params![story, members[0], members.len(), outlets.len()])?;
        for article in members {
            articles.rows_mut()[article - 1].story = Some(story);
            let share = copied.get(article);
            run(db, "update articles set story = ?, copied = ? where article = ?", params![story, share, article])?;
        }
    }
    db.execute_batch("drop table temp.pairs; drop table temp.sketches;")?;
    Ok(())
}

/// By day, then in order; those without a day last.
fn rank(articles: &Articles, article: usize) -> (i32, usize) {
    (articles.row(article).day.unwrap_or(i32::MAX), article)
}

/// Puts together who shares a hash: with the first who has it, and with the one before. So a wire report that a thousand papers print makes
/// two thousand pairs and not half a million.
fn pair(db: &Connection) -> Result<(), CorpusError> {
    db.execute_batch("create temp table pairs (one integer not null, other integer not null);")?;
    let mut sorted = db.prepare("select hash, article from sketches order by hash, article")?;
    let mut rows = sorted.query([])?;
    let (mut hash, mut first, mut before) = (None, 0, 0);
    while let Some(row) = rows.next()? {
        let (next, article): (i64, usize) = (row.get(0)?, row.get(1)?);
        if hash != Some(next) {
            (hash, first, before) = (Some(next), article, article);
            continue;
        }
        for other in [first, before].into_iter().take(if first == before { 1 } else { 2 }) {
            run(db, "insert into pairs values (?, ?)", params![other, article])?;
        }
        before = article;
    }
    Ok(())
}

/// Which words of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    All,
    /// Those outside quotations.
    Own,
}

/// An article as it is compared.
struct Read {
    paragraphs: Vec<Paragraph>,
    own: HashSet<u64>,
    all: Vec<Paragraph>,
    every: HashSet<u64>,
}

impl Read {
    fn article(db: &Connection, article: usize) -> Result<Self, CorpusError> {
        let text: String =
            db.prepare_cached("select text from articles where article = ?")?.query_row([article], |row| row.get(0))?;
        let mut blocks =
            db.prepare_cached("select start, \"end\" from blocks where article = ? and kind = 'body' order by start")?;
        let blocks =
            blocks.query_map([article], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<Vec<_>, _>>()?;
        let body = body(&text, blocks.into_iter());
        let (paragraphs, all) = (self::paragraphs(&body, Words::Own), self::paragraphs(&body, Words::All));
        let set = |of: &[Paragraph]| of.iter().flat_map(|paragraph| paragraph.shingles.iter().copied()).collect();
        Ok(Self { own: set(&paragraphs), every: set(&all), paragraphs, all })
    }

    fn is_reprint_of(&self, other: &Self) -> bool {
        let words: usize = self.paragraphs.iter().map(|paragraph| paragraph.words).sum();
        let long = self.paragraphs.iter().filter(|paragraph| paragraph.words >= PARAGRAPH);
        let copied = long.filter(|paragraph| paragraph.share(&other.own) >= NEARLY);
        let copied: usize = copied.map(|paragraph| paragraph.words).sum();
        copied >= WORDS && copied as f64 >= SHARE * words as f64
    }

    /// The share of its words, quotations among them, that stand in the other.
    fn share_in(&self, other: &Self) -> f64 {
        let shingles: usize = self.all.iter().map(|paragraph| paragraph.shingles.len()).sum();
        let shared =
            self.all.iter().flat_map(|paragraph| &paragraph.shingles).filter(|shingle| other.every.contains(shingle));
        (shared.count() as f64 / shingles.max(1) as f64 * 1e4).round() / 1e4
    }
}

impl Paragraph {
    fn share(&self, other: &HashSet<u64>) -> f64 {
        let shared = self.shingles.iter().filter(|shingle| other.contains(shingle)).count();
        shared as f64 / self.shingles.len().max(1) as f64
    }
}

/// The running text of an article, a paragraph a line.
fn body(text: &str, blocks: impl Iterator<Item = (usize, usize)>) -> String {
    let points = CodePoints::of(text);
    blocks.filter_map(|(start, end)| points.cut(start, end)).flat_map(|block| [block, "\n"]).collect()
}

fn paragraphs(body: &str, which: Words) -> Vec<Paragraph> {
    let mut at = 0;
    let lines = body.split_inclusive('\n').map(|line| {
        at += line.len();
        Span::new(at - line.len(), at - line.len() + line.trim_end().len())
    });
    let lines: Vec<Span<Byte>> = lines.filter(|line| !line.of(body).trim().is_empty()).collect();
    let said = if which == Words::Own { quotes(body, &lines) } else { Vec::new() };
    let paragraph = |line: Span<Byte>| {
        let mut own = Vec::new();
        let mut from = line.start;
        for quote in said.iter().filter(|quote| quote.span.start >= line.start && quote.span.end <= line.end) {
            own.extend(words(&body[from..quote.span.start]));
            from = quote.span.end;
        }
        own.extend(words(&body[from..line.end]));
        let lower: Vec<String> = own.iter().map(|word| word.to_lowercase()).collect();
        let shingles = lower.windows(SHINGLE).map(|words| hash(&words.join(" "))).collect();
        Paragraph { words: lower.len(), shingles }
    };
    lines.into_iter().map(paragraph).collect()
}

#[cfg(test)]
mod tests {
    use super::{Words, paragraphs};

    #[test]
    fn quoted_words_are_left_out() {
        let body = "The mayor said on Monday that “nobody had come” to help the town.\n\nShort line.\n";
        let words = |which| paragraphs(body, which).iter().map(|paragraph| paragraph.words).collect::<Vec<_>>();
        assert_eq!((words(Words::All), words(Words::Own)), (vec![13, 2], vec![10, 2]));
    }
}
