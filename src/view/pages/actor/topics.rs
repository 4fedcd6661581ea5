//! What somebody speaks about: the words that are theirs more than everybody's.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::Asked;
use crate::view::charts::rails;
use crate::view::select::{number, rows};
use crate::view::words::WORDS;
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Acts that are read for it, the newest.
const READ: i64 = 2_000;
/// Words that are shown.
const SHOWN: usize = 10;
/// Letters of the shortest word that can be a topic.
const SHORTEST: usize = 4;

/// Words by tf–idf (Spärck Jones 1972) over acts: in how many of somebody's acts a word is, times the logarithm of the share of all acts
/// that have it, turned over. Words of a single act are no topic, nor are the speaker's own names.
pub(super) fn topics(asked: &Asked, actor: i64) -> Result<Markup, ViewError> {
    let db = asked.db;
    let contents: Vec<String> = rows(
        db,
        "select content from acts where speaker = ? and content is not null order by day desc, act limit ?",
        &[&actor, &READ],
        |row| row.get(0),
    )?;
    let names: Vec<String> = rows(db, "select name from actor_names where actor = ?", &[&actor], |row| row.get(0))?;
    let own: BTreeSet<String> = names.iter().flat_map(|name| words(name)).collect();
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for content in &contents {
        for word in words(content).difference(&own) {
            *counts.entry(word.clone()).or_default() += 1;
        }
    }
    let all = number(db, "select count(*) from acts", &[])? as f64;
    let mut weighed = Vec::new();
    for (word, count) in counts.into_iter().filter(|(_, count)| *count > 1) {
        let everywhere = number(db, "select coalesce(max(doc), 0) from temp.act_words where term = ?", &[&word])?;
        // Where FTS5 writes a word otherwise than it is read here, nothing is known of it.
        if everywhere > 0 {
            weighed.push((count as f64 * (all / everywhere as f64).ln(), word, count));
        }
    }
    weighed.sort_by(|(a, _, _), (b, _, _)| b.total_cmp(a));
    weighed.truncate(SHOWN);
    let about = |word: &str| {
        // A file has no list of its own for each word: the page of all searches has.
        if asked.links.are_files() {
            Address::page("search").with("speaker", actor).with("words", word)
        } else {
            Address::numbered("actor", actor).with("about", word)
        }
    };
    let bars: Vec<(Markup, i64)> = weighed
        .iter()
        .map(|(_, word, count)| (html! { a href=(asked.link(&about(word))) { (word) } }, *count))
        .collect();
    Ok(html! {
        section {
            h2 { "What about" }
            p.about { "Words that are in their acts more often than in others’. Choose one to read what they said with it." }
            @if bars.is_empty() { p.none { "Too few acts to tell." } } @else { (rails(&bars)) }
        }
    })
}

/// The words of a text that can be a topic, each once.
fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= SHORTEST);
    words
        .filter(|word| word.contains(char::is_alphabetic))
        .map(str::to_lowercase)
        .filter(|word| !WORDS.is_common(word))
        .collect()
}
