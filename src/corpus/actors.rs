//! Who is the same over all articles.
//!
//! One name is not one person. Two articles mean the same when what they tell of the name and the company that it keeps there speak for it:
//! a title or trade in common, an affiliation, other names that few articles have, one story that both print. Titles that have nothing in
//! common speak against it; other countries, other initials and other ids of a user's own list forbid it. Who stays in doubt stays apart.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use rusqlite::{Connection, Row, params};

use super::CorpusError;
use super::articles::{Articles, in_company};
use super::base::{function, run};
use super::words::{fold, hash, listed};

/// Evidence that two articles mean one person by a full name; that a name of a body, which bodies of several countries bear, means one.
const ENOUGH: f64 = 0.8;
const ENOUGH_OF_A_BODY: f64 = 0.5;
/// The same of a surname alone, and of a surname and the one full name that it may stand for.
const ENOUGH_OF_A_SURNAME: f64 = 1.2;
const ENOUGH_TO_BE_IT: f64 = 0.7;
/// A title, a trade, an affiliation that both tell; what both tell of it has nothing in common.
const TOLD: f64 = 0.8;
const TOLD_OTHERWISE: f64 = -0.4;
/// One story, or one id.
const SURE: f64 = 2.0;
/// Whoever is in the news is so for some days.
const IN_THE_NEWS: f64 = 0.2;
/// A surname alone is looked up so many days before and after.
const NEAR: i32 = 7;
/// Of a name that so many articles give to one person, and few others to others, the others mean that person too unless they tell otherwise.
const FAMOUS: usize = 8;
const FEW: usize = 4;
/// So many of the latest articles of somebody are compared, and so many of the latest persons of a name.
const LATEST: usize = 40;
const PERSONS: usize = 64;

/// An entity of an article, with a name.
struct Known {
    number: usize,
    article: usize,
    name: String,
    /// Those between other parts of the name.
    initials: String,
    /// Hashes of what the article tells of it, in order.
    told: Vec<u32>,
    country: Option<String>,
    ids: Vec<(String, String)>,
}

impl Known {
    fn of(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        let told: Vec<u8> = row.get("told")?;
        let ids: String = row.get("ids")?;
        let (told, _) = told.as_chunks::<4>();
        Ok(Self {
            number: row.get("number")?,
            article: row.get("article")?,
            name: row.get("name")?,
            initials: row.get("initials")?,
            told: told.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect(),
            country: row.get("country")?,
            ids: ids.lines().filter_map(|id| id.split_once('\t')).map(|(list, id)| (list.into(), id.into())).collect(),
        })
    }

    /// What speaks for it that two of one name are one; `None` where something forbids it.
    fn speaks(&self, other: &Self, articles: &Articles) -> Option<f64> {
        let other_country = self.country.is_some() && other.country.is_some() && self.country != other.country;
        let lists =
            |id: &(String, String)| other.ids.iter().find(|theirs| theirs.0 == id.0).map(|theirs| theirs.1 == id.1);
        let same_ids: Vec<bool> = self.ids.iter().filter_map(lists).collect();
        // "George W." is not "George H. W.", but may be "George".
        let one = self.initials.starts_with(&other.initials) || other.initials.starts_with(&self.initials);
        if other_country || !one || same_ids.contains(&false) {
            return None;
        }
        if same_ids.contains(&true) || articles.same_story(self.article, other.article) {
            return Some(SURE);
        }
        let told = match common(&self.told, &other.told).next() {
            Some(_) => TOLD,
            None if self.told.is_empty() || other.told.is_empty() => 0.0,
            None => TOLD_OTHERWISE,
        };
        let company = common(articles.company(self.article), articles.company(other.article));
        let name = [false, true].map(|place| in_company(&self.name, place));
        let company: f64 = company.filter(|shared| !name.contains(shared)).map(|shared| articles.weight(shared)).sum();
        let days = articles.apart(self.article, other.article);
        let near = if days.is_some_and(|days| days <= NEAR) { IN_THE_NEWS } else { 0.0 };
        Some(told + company + near)
    }
}

/// What stands in both of two lists, which are in order.
fn common<'l>(one: &'l [u32], other: &'l [u32]) -> impl Iterator<Item = u32> + 'l {
    one.iter().copied().filter(|entry| other.binary_search(entry).is_ok())
}

/// Articles of one person or body: places in the group, in order.
type Members = Vec<usize>;

/// What it takes to be one of a name.
#[derive(Clone, Copy)]
struct Measure {
    evidence: f64,
    /// Is it enough that one outlet writes the name? A paper's "Health Ministry" is its own country's.
    outlet: bool,
}

impl Measure {
    fn of(class: &str, name: &str) -> Self {
        match class {
            "PER" => Self { evidence: ENOUGH, outlet: false },
            "ORG" if is_generic(name) => Self { evidence: ENOUGH_OF_A_BODY, outlet: true },
            // A name of its own is enough where nothing forbids it.
            _ => Self { evidence: f64::NEG_INFINITY, outlet: false },
        }
    }
}

/// Gives every entity of every article its actor, and writes the actors.
pub(super) fn link(db: &Connection, articles: &Articles, entities: usize) -> Result<(), CorpusError> {
    // Whoever has no name is somebody of one article; whoever has one is, until it is known better.
    let mut first: Vec<usize> = (0..=entities).collect();
    let mut namesakes: HashSet<usize> = HashSet::new();
    let mut sorted = db.prepare("select * from known order by class, tail, number")?;
    let mut rows = sorted.query([])?;
    let mut place: Option<(String, String)> = None;
    let mut group: Vec<Known> = Vec::new();
    loop {
        let row = rows.next()?;
        let next = row.map(|row| Ok::<_, rusqlite::Error>((row.get("class")?, row.get("tail")?))).transpose()?;
        if next != place
            && let Some((class, tail)) = place.take()
        {
            let mut names = HashSet::new();
            for members in persons(&class, &tail, &group, articles) {
                let known = &group[members[0]];
                if !names.insert(known.name.as_str()) {
                    namesakes.insert(known.number);
                }
                for member in &members {
                    first[group[*member].number] = known.number;
                }
            }
            group.clear();
        }
        let Some(row) = row else { break };
        group.push(Known::of(row)?);
        place = next;
    }
    drop(rows);
    // Actors are counted in the order in which they first come up.
    let mut actors: Vec<u32> = vec![0; entities + 1];
    let mut namesake = Vec::new();
    let mut count = 0;
    for number in 1..=entities {
        actors[number] = if first[number] == number {
            count += 1;
            namesake.push(namesakes.contains(&number));
            count
        } else {
            actors[first[number]]
        };
    }
    function(db, "actor_of", actors)?;
    write(db, &namesake)
}

/// The persons or bodies of a group: those of one surname, else of one name, in the order in which they first come up.
fn persons(class: &str, tail: &str, group: &[Known], articles: &Articles) -> Vec<Members> {
    let is_full = |known: &Known| {
        let first = known.name.split(' ').next().unwrap_or_default();
        class != "PER" || first != tail && first.chars().nth(1).is_some()
    };
    let mut named: BTreeMap<&str, Vec<Members>> = BTreeMap::new();
    for (at, known) in group.iter().enumerate().filter(|(_, known)| is_full(known)) {
        join(named.entry(&known.name).or_default(), at, group, articles, Measure::of(class, tail));
    }
    if class == "PER" {
        for found in named.values_mut() {
            know(found, group);
        }
    }
    let count = named.iter().map(|(name, found)| (*name, found.iter().map(Vec::len).sum())).collect();
    let full: Vec<Members> = named.into_values().flatten().collect();
    let mut found = full.clone();
    let mut alone: BTreeMap<&str, Vec<Members>> = BTreeMap::new();
    for (at, known) in group.iter().enumerate().filter(|(_, known)| !is_full(known)) {
        let surname = Measure { evidence: ENOUGH_OF_A_SURNAME, outlet: false };
        match meant(at, group, &full, &count, articles) {
            Some(person) => found[person].push(at),
            None => join(alone.entry(&known.name).or_default(), at, group, articles, surname),
        }
    }
    found.extend(alone.into_values().flatten());
    for members in &mut found {
        members.sort_unstable();
    }
    found.sort_unstable();
    found
}

/// Adds one to whom it is most likely, and puts those together with that whom it shows to be one, unless they are told of otherwise.
fn join(found: &mut Vec<Members>, at: usize, group: &[Known], articles: &Articles, measure: Measure) {
    let outlet = |known: &Known| articles.row(known.article).outlet;
    let own = outlet(&group[at]);
    let evidence = |members: &Members| {
        let mut best = f64::NEG_INFINITY;
        for member in members.iter().rev().take(LATEST).map(|member| &group[*member]) {
            let speaks = group[at].speaks(member, articles)?;
            let sure = measure.outlet && own.is_some() && own == outlet(member);
            best = best.max(if sure { SURE } else { speaks });
        }
        Some(best).filter(|best| *best >= measure.evidence)
    };
    let from = found.len().saturating_sub(PERSONS);
    let mut hits: Vec<(f64, usize)> =
        (from..found.len()).filter_map(|person| Some((evidence(&found[person])?, person))).collect();
    hits.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let Some((_, best)) = hits.first().copied() else { return found.push(vec![at]) };
    let told = |members: &Members| -> HashSet<u32> {
        members.iter().flat_map(|member| &group[*member].told).copied().collect()
    };
    let mut whole = std::mem::take(&mut found[best]);
    for (_, other) in &hits[1..] {
        let (one, two) = (told(&whole), told(&found[*other]));
        if one.is_empty() || two.is_empty() || !one.is_disjoint(&two) {
            whole.append(&mut found[*other]);
        }
    }
    whole.push(at);
    whole.sort_unstable();
    found[best] = whole;
    found.retain(|members| !members.is_empty());
}

/// Puts those together with the one whom everybody knows by a name who tell nothing that is at odds with that.
fn know(found: &mut Vec<Members>, group: &[Known]) {
    // Of equals the first.
    let Some(famous) = (0..found.len()).rev().max_by_key(|person| found[*person].len()) else { return };
    let all: usize = found.iter().map(Vec::len).sum();
    if found[famous].len() < FAMOUS || found[famous].len() < FEW * (all - found[famous].len()) {
        return;
    }
    let mut famous = found.remove(famous);
    let told: HashSet<u32> = famous.iter().flat_map(|member| &group[*member].told).copied().collect();
    let countries: HashSet<&String> = famous.iter().filter_map(|member| group[*member].country.as_ref()).collect();
    let initials = famous.iter().map(|member| group[*member].initials.as_str()).max_by_key(|initials| initials.len());
    let initials = initials.unwrap_or_default();
    let fits = |member: &usize| {
        let Known { told: own, initials: theirs, country, ids, .. } = &group[*member];
        let country = country.as_ref().is_none_or(|country| countries.is_empty() || countries.contains(country));
        initials.starts_with(theirs.as_str())
            && country
            && ids.is_empty()
            && (own.is_empty() || own.iter().any(|word| told.contains(word)))
    };
    let (same, mut others): (Vec<Members>, Vec<Members>) =
        found.drain(..).partition(|members| members.iter().all(fits));
    famous.extend(same.into_iter().flatten());
    famous.sort_unstable();
    others.push(famous);
    *found = others;
}

/// The one person of a full name whom a surname alone means, or an initial and a surname.
///
/// `count`: how many articles have each full name.
fn meant(
    at: usize,
    group: &[Known],
    full: &[Members],
    count: &BTreeMap<&str, usize>,
    articles: &Articles,
) -> Option<usize> {
    let bare = &group[at];
    let initial = bare.name.split_once(' ').and_then(|(first, _)| first.chars().next());
    let near = |member: &usize| {
        let known = &group[*member];
        let days = articles.apart(bare.article, known.article);
        initial.is_none_or(|initial| known.name.starts_with(initial))
            && (articles.same_story(bare.article, known.article) || days.is_some_and(|days| days <= NEAR))
    };
    let mut candidates = full.iter().enumerate().filter(|(_, members)| members.iter().any(near));
    let (person, members) = candidates.next()?;
    // An article that has both says itself whether they are one.
    if candidates.next().is_some() || members.iter().any(|member| group[*member].article == bare.article) {
        return None;
    }
    // "Obama" is not Michelle Obama because she happens to be the one in the news.
    if count.get(group[members[0]].name.as_str()) < count.values().max() {
        return None;
    }
    let close = members.iter().rev().filter(|member| near(member)).take(LATEST);
    let best = close.filter_map(|member| bare.speaks(&group[*member], articles)).max_by(f64::total_cmp);
    best.is_some_and(|best| best >= ENOUGH_TO_BE_IT).then_some(person)
}

/// Is it what bodies of many countries are called?
fn is_generic(name: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| listed(include_str!("generic.txt")).collect());
    name.split([' ', '-']).all(|word| WORDS.contains(word))
}

/// Writes who is who into entities, arguments and acts, and the actors with what their articles say of them.
fn write(db: &Connection, namesake: &[bool]) -> Result<(), CorpusError> {
    db.execute_batch(
        "update entities set actor = actor_of(actor);
         update args set actor = actor_of(actor) where actor is not null;
         update acts set speaker = actor_of(speaker) where speaker is not null;",
    )?;
    let mut acts = vec![0_u32; namesake.len() + 1];
    let mut counted = db.prepare("select speaker, count(*) from acts where speaker is not null group by speaker")?;
    let mut rows = counted.query([])?;
    while let Some(row) = rows.next()? {
        acts[row.get::<_, usize>(0)?] = row.get(1)?;
    }
    let mut sorted = db.prepare(
        "select e.actor, e.article, e.entity, e.type, e.named, e.name, e.country, e.sector, a.id, a.day
         from entities e join articles a using (article) order by e.actor, e.article, e.entity",
    )?;
    let mut rows = sorted.query([])?;
    let mut actor: Option<Actor> = None;
    while let Some(row) = rows.next()? {
        let number: usize = row.get("actor")?;
        if let Some(whole) = actor.take_if(|actor| actor.number != number) {
            whole.write(db, namesake, &acts)?;
        }
        match &mut actor {
            Some(actor) => actor.add(row)?,
            None => actor = Some(Actor::of(row)?),
        }
    }
    if let Some(whole) = actor {
        whole.write(db, namesake, &acts)?;
    }
    db.execute_batch(
        "insert into actor_names select actor_of(number), name, count(distinct article) from names group by 1, 2;
         insert into actor_titles select actor_of(number), titles.title, count(distinct article), min(day), max(day)
             from titles join articles using (article) group by 1, 2;
         insert or ignore into actor_ids select actor_of(number), source, id from ids order by 1, 2, 3;
         drop table temp.names; drop table temp.titles; drop table temp.ids; drop table temp.known;",
    )?;
    Ok(())
}

/// An actor, as its articles come by.
struct Actor {
    number: usize,
    class: String,
    named: bool,
    /// The first article's id, and its id there.
    first: (String, String),
    articles: usize,
    last: usize,
    names: BTreeMap<String, usize>,
    countries: BTreeMap<String, usize>,
    sectors: BTreeMap<String, usize>,
    days: Option<(String, String)>,
}

impl Actor {
    fn of(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        let mut actor = Self {
            number: row.get("actor")?,
            class: row.get("type")?,
            named: row.get("named")?,
            first: (row.get("id")?, row.get("entity")?),
            articles: 0,
            last: 0,
            names: BTreeMap::new(),
            countries: BTreeMap::new(),
            sectors: BTreeMap::new(),
            days: None,
        };
        actor.add(row)?;
        Ok(actor)
    }

    fn add(&mut self, row: &Row<'_>) -> Result<(), rusqlite::Error> {
        let article: usize = row.get("article")?;
        self.articles += usize::from(article != self.last);
        self.last = article;
        *self.names.entry(row.get("name")?).or_default() += 1;
        for (column, counts) in [("country", &mut self.countries), ("sector", &mut self.sectors)] {
            if let Some(value) = row.get(column)? {
                *counts.entry(value).or_default() += 1;
            }
        }
        if let Some(day) = row.get::<_, Option<String>>("day")? {
            let (first, last) = self.days.get_or_insert_with(|| (day.clone(), day.clone()));
            if day < *first {
                *first = day;
            } else if day > *last {
                *last = day;
            }
        }
        Ok(())
    }

    fn write(self, db: &Connection, namesake: &[bool], acts: &[u32]) -> Result<(), rusqlite::Error> {
        // Of names that are as frequent the fuller.
        let name = self.names.iter().max_by_key(|(name, count)| (**count, name.len())).map(|(name, _)| name);
        let most = |counts: &BTreeMap<String, usize>| {
            counts.iter().max_by_key(|(_, count)| **count).map(|(value, _)| value.clone())
        };
        let (article, entity) = &self.first;
        let mut source = match (self.named, namesake[self.number - 1]) {
            (true, false) => format!("{}|{}", self.class, fold(name.map_or("", String::as_str))),
            (true, true) => format!("{}|{}|{article}", self.class, fold(name.map_or("", String::as_str))),
            (false, _) => format!("{}|{article}|{entity}", self.class),
        };
        let (first_day, last_day) = self.days.clone().unzip();
        loop {
            let row = params![
                self.number,
                format!("{:016x}", hash(&source)),
                self.class,
                self.named,
                name,
                most(&self.countries),
                most(&self.sectors),
                self.articles,
                acts[self.number],
                first_day,
                last_day
            ];
            if run(db, "insert or ignore into actors values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)? == 1 {
                return Ok(());
            }
            // Two articles of one id, say.
            source.push('|');
        }
    }
}
