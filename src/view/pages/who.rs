//! Who acts on whom: as a matrix, as a network.

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::charts::{Deeds, legend, matrix, network, total};
use crate::view::parts::{Actor, actor, downloads, empty};
use crate::view::select::Select;
use crate::view::words::WORDS;
use maud::{Markup, html};
use std::collections::{BTreeMap, HashMap};

/// Rows and columns of the matrix; names of the network.
const MATRIX: usize = 18;
const NETWORK: usize = 24;

/// The page by tone.
pub(super) fn turns() -> Vec<Address> {
    WORDS.tones().iter().map(|tone| Address::page("who").with("tone", &tone.name)).collect()
}

/// Pairs of people or bodies who are both named, with each type of act between them.
const PAIRS: &str = "(select a.speaker as by_actor, g.actor as on_actor, a.type as type, count(*) as number from acts a \
    join args g on g.act = a.act and g.role in ('addressee', 'target') and g.actor is not null \
    where a.speaker_named = 1 and a.polarity = 'positive' group by 1, 2, 3 \
    union all select d.speaker, k.speaker, 'answered', count(*) from answers n join acts d on d.act = n.denial join acts k on k.act = n.claim \
    where d.speaker_named = 1 and k.speaker_named = 1 group by 1, 2) p join actors b on b.actor = p.by_actor \
    join actors o on o.actor = p.on_actor and o.named = 1";

fn select(asked: &Asked) -> Select {
    let mut select = Select::from(PAIRS);
    let (within, without) =
        ("p.type in (select value from json_each(?))", "p.type not in (select value from json_each(?))");
    select.toned(asked.text("tone"), within, without);
    select
}

/// Pairs beyond which the rarest are left out of the pictures.
const PAIRS_READ: i64 = 100_000;

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let select = select(asked);
    let columns = "p.by_actor, b.name, p.on_actor, o.name, p.type, p.number";
    if let Some(format) = asked.format() {
        let table =
            "b.name as who, p.type, o.name as whom, p.number, p.by_actor as who_actor, p.on_actor as whom_actor";
        return Ok(Shown::Table(select.table("onrecord-who-to-whom", table, "p.number desc, 1, 2, 3"), format));
    }
    let here = asked.again(Address::page("who"), &["tone"]);
    let mut deeds: BTreeMap<(i64, i64), Deeds> = BTreeMap::new();
    let mut names: HashMap<i64, Actor> = HashMap::new();
    let found = select.first(asked.db, columns, "p.number desc, 1, 3, 5", PAIRS_READ, |row| {
        let one = |at| Ok::<_, rusqlite::Error>(Actor { number: row.get(at)?, name: row.get(at + 1)?, named: true });
        Ok((one(0)?, one(2)?, row.get::<_, String>(4)?, row.get::<_, i64>(5)?))
    })?;
    for (by, on, kind, number) in found {
        *deeds.entry((by.number, on.number)).or_default().entry(kind).or_default() += number;
        for actor in [by, on] {
            names.entry(actor.number).or_insert(actor);
        }
    }
    let body = html! {
        div.wide {
            h1 { "Who to whom" }
            p.about { "Whom people and bodies with a name address, ask, accuse and answer. A number is the count of acts; choose one to read them." }
            (tones(asked))
            @if deeds.is_empty() {
                (empty("Nobody with a name acts on another here.", "Choose another kind of act."))
            } @else {
                (pictures(asked, &deeds, &names))
                (downloads(asked, &here))
            }
        }
    };
    Ok(Sheet::single("Who to whom", body))
}

fn tones(asked: &Asked) -> Markup {
    let chosen = asked.text("tone").and_then(|tone| WORDS.tone_named(tone));
    html! {
        nav.tabs aria-label="Kinds of act" {
            a href=(asked.link(&Address::page("who"))) aria-current=[chosen.is_none().then_some("page")] { "All" }
            @for tone in WORDS.tones() {
                a href=(asked.link(&Address::page("who").with("tone", &tone.name))) aria-current=[chosen.is_some_and(|chosen| chosen.name == tone.name).then_some("page")] { (tone.label) }
            }
        }
    }
}

fn pictures(asked: &Asked, deeds: &BTreeMap<(i64, i64), Deeds>, names: &HashMap<i64, Actor>) -> Markup {
    let tone = asked.text("tone").unwrap_or_default();
    let acts =
        |by: i64, on: i64| asked.link(&Address::page("search").with("speaker", by).with("whom", on).with("tone", tone));
    let pairs = by_number(deeds);
    let by = members(pairs.iter().map(|(by, _)| vec![*by]), names, MATRIX);
    let on = members(
        pairs.iter().filter(|(one, _)| by.iter().any(|by| by.number == *one)).map(|(_, on)| vec![*on]),
        names,
        MATRIX,
    );
    let around = members(pairs.iter().filter(|(by, on)| by != on).map(|(by, on)| vec![*by, *on]), names, NETWORK);
    html! {
        section {
            h2 { "Network" }
            p.about { "An arrow leads from whoever acts to whom they act on; the thicker, the more often. Its kind is that of most acts." }
            (legend())
            (network(&around, deeds, |number| asked.link(&Address::numbered("actor", number)), acts))
            @if names.len() > NETWORK { p.about { "The " (NETWORK) " who act or are acted on most, of " (names.len()) "." } }
        }
        section {
            h2 { "Matrix" }
            p.about { "Rows act, columns are acted on." }
            (matrix(&by, &on, deeds, |one| actor(asked, one), acts))
        }
    }
}

/// The pairs, those with most acts first.
fn by_number(deeds: &BTreeMap<(i64, i64), Deeds>) -> Vec<(i64, i64)> {
    let mut pairs: Vec<((i64, i64), i64)> = deeds.iter().map(|(pair, deeds)| (*pair, total(deeds))).collect();
    pairs.sort_by_key(|(pair, number)| (-number, *pair));
    pairs.into_iter().map(|(pair, _)| pair).collect()
}

/// Whoever is in the first groups: whole groups, as long as there is room.
fn members(groups: impl Iterator<Item = Vec<i64>>, names: &HashMap<i64, Actor>, most: usize) -> Vec<&Actor> {
    let mut members: Vec<i64> = Vec::new();
    for group in groups {
        let new: Vec<i64> = group.into_iter().filter(|one| !members.contains(one)).collect();
        if members.len() + new.len() <= most {
            members.extend(new);
        }
    }
    members.iter().filter_map(|one| names.get(one)).collect()
}
