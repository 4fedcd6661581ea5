//! Acts by what was said.

use super::{Facet, VALUES, Value, facets, fields, name, people, tabs};
use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::parts::{downloads, empty, line, lines, pager, range};
use crate::view::select::{Select, number};
use crate::view::typed::match_of;
use crate::view::words::{self, WORDS, grouped};
use maud::{Markup, html};
use rusqlite::Row;
use std::collections::HashMap;

/// What an address can ask.
const KEYS: [&str; 13] = [
    "words", "speaker", "whom", "tone", "type", "outlet", "named", "quote", "polarity", "modality", "from", "until",
    "page",
];

/// Acts of which the newest are listed and counted by; more than that nobody pages through, and counting them takes its time.
const MOST: i64 = 2_000;

/// Acts with the words up to which it is quickest to look at each of them; of more the other conditions are asked first. In a million acts the
/// two ways take as long at about this number.
const FEW: i64 = 8_000;

/// Of an act that was found: what facets count.
struct Found {
    act: i64,
    kind: String,
    speaker: Option<i64>,
    named: Option<bool>,
    outlet: Option<String>,
    quote: String,
    polarity: String,
    modality: String,
}

impl Found {
    const COLUMNS: &str = "a.act, a.type, a.speaker, a.speaker_named, a.outlet, a.quote, a.polarity, a.modality";

    fn read(row: &Row) -> rusqlite::Result<Self> {
        Ok(Self {
            act: row.get(0)?,
            kind: row.get(1)?,
            speaker: row.get(2)?,
            named: row.get(3)?,
            outlet: row.get(4)?,
            quote: row.get(5)?,
            polarity: row.get(6)?,
            modality: row.get(7)?,
        })
    }

    fn named(&self) -> &'static str {
        match self.named {
            Some(true) => "yes",
            Some(false) => "no",
            None => "nobody",
        }
    }
}

/// What is asked, as conditions.
fn select(asked: &Asked, from: &'static str) -> Result<Select, ViewError> {
    let mut select = Select::from(from);
    if let Some(words) = asked.text("words") {
        let words = match_of(words).unwrap_or_else(|| "\"\"".into());
        let sql = "select count(*) from (select 1 from acts_fts where acts_fts match ? limit ?)";
        let few = number(asked.db, sql, &[&words, &FEW])? < FEW;
        // SQLite takes no index for what has a plus in front.
        let (first, last) = (
            "a.act in (select rowid from acts_fts where acts_fts match ?)",
            "+a.act in (select rowid from acts_fts where acts_fts match ?)",
        );
        select.given(if few { first } else { last }, Some(words));
    }
    select.given("a.speaker = ?", asked.whole("speaker"));
    let whom = "a.act in (select act from args where actor = ? and role in ('addressee', 'target'))";
    select.given(whom, asked.whole("whom"));
    let (within, without) =
        ("a.type in (select value from json_each(?))", "a.type not in (select value from json_each(?))");
    select.toned(asked.text("tone"), within, without);
    for (condition, key) in [
        ("a.type = ?", "type"),
        ("a.outlet = ?", "outlet"),
        ("a.quote = ?", "quote"),
        ("a.polarity = ?", "polarity"),
        ("a.modality = ?", "modality"),
        ("a.day >= ?", "from"),
        ("a.day <= ?", "until"),
    ] {
        select.given(condition, asked.text(key).map(str::to_owned));
    }
    match asked.text("named") {
        Some("yes") => select.only("a.speaker_named = 1"),
        Some("no") => select.only("a.speaker_named = 0"),
        Some("nobody") => select.only("a.speaker_named is null"),
        _ => {}
    }
    Ok(select)
}

/// Columns to take home.
const TABLE: &str = "a.act, r.id as article_id, r.url, r.title, a.outlet, a.day, a.type, a.polarity, a.modality, a.quote, s.name as speaker, \
    a.speaker_named, a.speaker_text, a.cue, a.content, (select group_concat(coalesce(o.name, g.text), '; ') from args g left join actors o \
    on o.actor = g.actor where g.act = a.act and g.role in ('addressee', 'target')) as to_whom, a.evidence, a.rule, a.score, a.cue_start, a.cue_end";

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    if let Some(format) = asked.format() {
        let from = "acts a join articles r on r.article = a.article left join actors s on s.actor = a.speaker";
        return Ok(Shown::Table(select(asked, from)?.table("onrecord-acts", TABLE, "a.day desc, a.act"), format));
    }
    let here = asked.again(Address::page("search"), &KEYS);
    let page = asked.page();
    let mut found =
        select(asked, "acts a")?.first(asked.db, Found::COLUMNS, "a.day desc, a.act", MOST + 1, Found::read)?;
    let more = words::number(&found) > MOST;
    found.truncate(found.len() - usize::from(more));
    let shown: Vec<i64> = page.of_these(&found).iter().map(|found| found.act).collect();
    let rows = words::number(&found);
    let body = html! {
        div.wide {
            h1 { "What was said" }
            (fields(asked, &here))
            (tabs(asked, &here, false))
            p.narrow { a href="#narrow" { "Narrow down ↓" } }
            div.found {
                (facets(asked, &here, &tallies(asked, &found)?))
                div.results aria-live="polite" {
                    (chosen(asked, &here)?)
                    (people(asked)?)
                    (range(page, rows, "act", "acts"))
                    @if more {
                        p.note-line { "There are more than " (grouped(MOST)) " such acts. The newest " (grouped(MOST)) " are listed and counted; narrow down to see others." }
                    }
                    @if rows == 0 { (empty("Nothing was said like this.", "Use fewer words, the beginning of a word with a star, or take a filter off.")) }
                    @for one in lines(asked, &shown)? { (line(asked, &one)?) }
                    (pager(asked, &here, page, rows))
                    @if rows > 0 { (downloads(asked, &here)) }
                }
            }
        }
    };
    Ok(Sheet::single(
        asked.text("words").map_or_else(|| "Search".to_owned(), |words| format!("{words} – Search")),
        body,
    ))
}

/// What no facet shows: whose acts they are, to whom, of which tone.
fn chosen(asked: &Asked, here: &Address) -> Result<Markup, ViewError> {
    let mut chips: Vec<(&str, String)> = Vec::new();
    for (key, label) in [("speaker", "Speaker"), ("whom", "To or about")] {
        if let Some(actor) = asked.whole(key) {
            chips.push((key, format!("{label}: {}", name(asked, actor)?.unwrap_or_else(|| "nobody".into()))));
        }
    }
    chips.extend(
        asked.text("tone").and_then(|tone| WORDS.tone_named(tone)).map(|tone| ("tone", format!("Who {}", tone.label))),
    );
    let off = |key: &str| {
        here.query()
            .iter()
            .map(|(key, _)| *key)
            .find(|other| *other == key)
            .map(|key| here.clone().without(key).without("page"))
    };
    Ok(html! {
        @if !chips.is_empty() {
            p.chips {
                @for (key, told) in &chips {
                    @if let Some(off) = off(key) { a.chosen href=(asked.link(&off)) { (told) span.cross title="Take this off" { " ×" } } " " }
                }
            }
        }
    })
}

/// How many of the acts found are of each kind.
fn tallies(asked: &Asked, found: &[Found]) -> Result<Vec<Facet>, ViewError> {
    let facet = |label, key, of: &dyn Fn(&Found) -> Option<String>, told: &dyn Fn(&str) -> String| Facet {
        label,
        key,
        values: tally(found.iter().filter_map(of))
            .into_iter()
            .map(|(value, count)| Value { told: told(&value), asks: value, count })
            .collect(),
    };
    let mut speakers =
        facet("Speaker", "speaker", &|found| found.speaker.map(|actor| actor.to_string()), &|_| String::new());
    for value in &mut speakers.values {
        value.told = value.asks.parse().ok().map(|actor| name(asked, actor)).transpose()?.flatten().unwrap_or_default();
    }
    let named = |value: &str| match value {
        "yes" => "named",
        "no" => "unnamed",
        _ => "nobody is given",
    };
    Ok(vec![
        facet("What they did", "type", &|found| Some(found.kind.clone()), &|kind| WORDS.verb(kind).to_owned()),
        speakers,
        facet("Outlet", "outlet", &|found| found.outlet.clone(), &|outlet| outlet.to_owned()),
        facet("Source", "named", &|found| Some(found.named().to_owned()), &|value| named(value).to_owned()),
        facet("Wording", "quote", &|found| Some(found.quote.clone()), &|quote| WORDS.quote.of(quote).to_owned()),
        facet("Did it happen?", "polarity", &|found| Some(found.polarity.clone()), &|polarity| {
            WORDS.polarity.of(polarity).to_owned()
        }),
        facet("How sure is the article?", "modality", &|found| Some(found.modality.clone()), &|modality| {
            WORDS.modality.of(modality).to_owned()
        }),
    ])
}

/// The most frequent values.
fn tally(values: impl Iterator<Item = String>) -> Vec<(String, i64)> {
    let mut counts: HashMap<String, i64> = HashMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(String, i64)> = counts.into_iter().collect();
    counts.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    counts.truncate(usize::try_from(VALUES).unwrap_or_default());
    counts
}
