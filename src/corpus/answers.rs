//! Which claims of other articles a denial answers.
//!
//! A denial is weighed against the claims of the days before it. The score, 0 to 1, is a sum of six shares:
//!
//! | share | of | is |
//! |---|---|---|
//! | [`WORDS`] | words | how much of what is denied stands in the claim, each word weighed by how rare it is |
//! | [`ACCUSED`] | the accused | 1 where the denier is whom the claim is against, a half where the claim names the denier |
//! | [`ACCUSER`] | the accuser | 1 where the denial's sentences name who claimed it |
//! | [`TOPIC`] | the two articles | names in common that few articles have, full at [`FULL`] |
//! | [`CHARGE`] | the claim | 1 of an accusation, a half of a claim that the writer does not vouch for, nothing of a report |
//! | [`NEAR`] | days | 1 on the same day, falling to nothing behind the last |
//!
//! The weights were set by hand on the demo corpus. They are no probabilities.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, Row, params};

use super::CorpusError;
use super::articles::Articles;
use super::base::run;
use super::words::{key, short_hash, tells, words};
use crate::relation::{Claim, RuleSet};

const WORDS: f64 = 0.35;
const ACCUSED: f64 = 0.25;
const ACCUSER: f64 = 0.15;
const TOPIC: f64 = 0.1;
const CHARGE: f64 = 0.1;
const NEAR: f64 = 0.05;
const FULL: f64 = 2.0;
/// Below this a denial answers nothing; it answers so many claims at most, and none that is so much less likely than the best.
const ENOUGH: f64 = 0.45;
const BEST: usize = 3;
const BESIDE_BEST: f64 = 0.8;
/// A word or a name that so many claims of the days at hand have leads to none of them.
const FREQUENT: usize = 300;
/// So many claims are weighed, those that share most words and names.
const WEIGHED: usize = 64;

/// An act that claims or denies.
struct Side {
    act: usize,
    article: usize,
    day: i32,
    claims: Option<Claim>,
    denies: bool,
    speakers: BTreeSet<usize>,
    targets: BTreeSet<usize>,
    /// Whom its sentences name, by actor.
    named: BTreeSet<usize>,
    /// Words of what is claimed or denied, and of that with the sentences around it.
    content: BTreeSet<u32>,
    around: BTreeSet<u32>,
}

/// Finds what denials answer, at most `days` later.
pub(super) fn link(db: &Connection, articles: &Articles, days: i32) -> Result<(), CorpusError> {
    let rules = RuleSet::embedded()?;
    db.execute_batch("create temp table sides (type text primary key, claims integer, denies integer not null);")?;
    for rule in rules.rules().iter().filter(|rule| rule.claims.is_some() || rule.answers) {
        let claims = rule.claims.map(|claim| match claim {
            Claim::Charge => 2,
            Claim::Claim => 1,
            Claim::Report => 0,
        });
        run(db, "insert into sides values (?, ?, ?)", params![rule.kind, claims, rule.answers])?;
    }
    // Only what stands in the days before a denial can be answered, and few acts are denials.
    let spread = spread(db)?;
    let mut sorted = db.prepare(
        "select act, article, claims, denies and polarity = 'positive' and modality = 'asserted' as denies, content, evidence, evidence_start, evidence_end
         from acts join sides using (type) where day is not null and polarity = 'positive' and modality in ('asserted', 'hedged')
         order by day, act",
    )?;
    let mut rows = sorted.query([])?;
    let mut window = Window { claims: Vec::new(), dropped: 0, by: HashMap::new() };
    let mut waiting: Vec<Side> = Vec::new();
    loop {
        let side = rows.next()?.map(|row| Side::of(db, articles, row)).transpose()?;
        // All claims of a day are there before its denials are weighed.
        if waiting.first().is_some_and(|first| side.as_ref().is_none_or(|side| side.day != first.day)) {
            for denial in waiting.drain(..) {
                answer(db, articles, &denial, &window, &spread, days)?;
            }
        }
        let Some(side) = side else { break };
        window.forget(side.day - days);
        if side.denies {
            waiting.push(side);
        } else if side.claims.is_some() {
            window.add(side);
        }
    }
    drop(rows);
    db.execute_batch("drop table temp.sides;")?;
    Ok(())
}

/// In how many claims and denials a word stands, and how many there are.
fn spread(db: &Connection) -> Result<(HashMap<u32, u32>, f64), CorpusError> {
    let mut all = db.prepare("select content, evidence from acts join sides using (type)")?;
    let mut rows = all.query([])?;
    let (mut spread, mut count) = (HashMap::new(), 0.0);
    while let Some(row) = rows.next()? {
        let (content, evidence): (Option<String>, Option<String>) = (row.get(0)?, row.get(1)?);
        let text = evidence.or(content).unwrap_or_default();
        for word in telling(&text) {
            *spread.entry(word).or_default() += 1;
        }
        count += 1.0;
    }
    Ok((spread, count))
}

/// The words of a text that say something, as hashes.
fn telling(text: &str) -> BTreeSet<u32> {
    words(text).map(key).filter(|key| tells(key)).map(|key| short_hash(&key)).collect()
}

impl Side {
    fn of(db: &Connection, articles: &Articles, row: &Row<'_>) -> Result<Self, CorpusError> {
        let (act, article): (usize, usize) = (row.get("act")?, row.get("article")?);
        let claims: Option<u8> = row.get("claims")?;
        let content: Option<String> = row.get("content")?;
        let evidence: Option<String> = row.get("evidence")?;
        let (start, end): (usize, usize) = (row.get("evidence_start")?, row.get("evidence_end")?);
        let mut args = db.prepare_cached("select role, actor, text from args where act = ?")?;
        let args = args.query_map([act], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let args = args.collect::<Result<Vec<(String, Option<usize>, String)>, _>>()?;
        let mut around = db.prepare_cached(
            "select distinct e.actor from mentions m join entities e on e.article = m.article and e.entity = m.entity
             where m.article = ? and m.start >= ? and m.\"end\" <= ?",
        )?;
        let named = around.query_map([article, start, end], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let who = |role: &str| args.iter().filter(|arg| arg.0 == role).filter_map(|arg| arg.1).collect();
        let told: String =
            args.iter().filter(|arg| arg.0 != "speaker").flat_map(|arg| [arg.2.as_str(), "\n"]).collect();
        let evidence = evidence.or(content).unwrap_or_default();
        Ok(Self {
            act,
            article,
            day: articles.row(article).day.unwrap_or_default(),
            claims: claims.map(|claims| match claims {
                2 => Claim::Charge,
                1 => Claim::Claim,
                _ => Claim::Report,
            }),
            denies: row.get("denies")?,
            speakers: who("speaker"),
            targets: who("target"),
            named,
            content: telling(&told),
            around: telling(&evidence),
        })
    }
}

/// The claims of the last days, and where a word or a name stands among them. Places count from the first claim ever; a claim of days that
/// are over leaves its place empty.
struct Window {
    claims: Vec<Side>,
    dropped: usize,
    by: HashMap<(bool, u64), Vec<usize>>,
}

impl Window {
    fn add(&mut self, side: Side) {
        let place = self.dropped + self.claims.len();
        for sign in signs(&side) {
            self.by.entry(sign).or_default().push(place);
        }
        self.claims.push(side);
    }

    /// Forgets claims before a day.
    fn forget(&mut self, day: i32) {
        let old = self.claims.partition_point(|claim| claim.day < day);
        // Now and then, and then many at once.
        if old > 1024 && old > self.claims.len() / 2 {
            self.claims.drain(..old);
            self.dropped += old;
            let dropped = self.dropped;
            self.by.retain(|_, places| {
                places.retain(|place| *place >= dropped);
                !places.is_empty()
            });
        }
    }

    /// The claims that share most signs with a denial, and two at least; of equals the earlier.
    fn candidates(&self, denial: &Side) -> Vec<&Side> {
        let hits = signs(denial).into_iter().filter_map(|sign| self.by.get(&sign));
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        for place in hits.filter(|places| places.len() <= FREQUENT).flatten() {
            *shared.entry(*place).or_default() += 1;
        }
        let mut shared: Vec<(usize, usize)> = shared.into_iter().filter(|(_, signs)| *signs > 1).collect();
        shared.sort_by_key(|(place, signs)| (Reverse(*signs), *place));
        shared.iter().take(WEIGHED).map(|(place, _)| &self.claims[place - self.dropped]).collect()
    }
}

/// By which a claim is found: its words, and whom it names.
fn signs(side: &Side) -> Vec<(bool, u64)> {
    let words = side.content.iter().chain(&side.around).map(|word| (false, u64::from(*word)));
    let actors = side.speakers.iter().chain(&side.targets).chain(&side.named).map(|actor| (true, *actor as u64));
    words.chain(actors).collect::<BTreeSet<_>>().into_iter().collect()
}

fn answer(
    db: &Connection,
    articles: &Articles,
    denial: &Side,
    window: &Window,
    spread: &(HashMap<u32, u32>, f64),
    days: i32,
) -> Result<(), CorpusError> {
    // Of a story's claims the first that is as good as any.
    let mut by_story: BTreeMap<(Option<u32>, usize), (f64, &Side)> = BTreeMap::new();
    for claim in window.candidates(denial) {
        let apart = denial.day - claim.day;
        let elsewhere = claim.article != denial.article && !articles.same_story(claim.article, denial.article);
        if !elsewhere || apart > days || !claim.speakers.is_disjoint(&denial.speakers) {
            continue;
        }
        let score = score(articles, denial, claim, spread, days);
        let story = articles.row(claim.article).story;
        let place = (story, if story.is_some() { 0 } else { claim.article });
        let best = by_story.entry(place).or_insert((score, claim));
        if score > best.0 {
            *best = (score, claim);
        }
    }
    let mut found: Vec<(f64, &Side)> = by_story.into_values().filter(|(score, _)| *score >= ENOUGH).collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.act.cmp(&b.1.act)));
    let best = found.first().map_or(0.0, |best| best.0);
    for (score, claim) in found.iter().take(BEST).filter(|(score, _)| *score >= best * BESIDE_BEST) {
        let row = params![denial.act, claim.act, denial.day - claim.day, (score * 1e4).round() / 1e4];
        run(db, "insert into answers values (?, ?, 0, ?, ?)", row)?;
    }
    Ok(())
}

/// How likely it is that a denial answers a claim, as the table above has it.
fn score(articles: &Articles, denial: &Side, claim: &Side, (spread, all): &(HashMap<u32, u32>, f64), days: i32) -> f64 {
    let rare = |word: &u32| (all / f64::from(spread.get(word).copied().unwrap_or(1))).ln().max(0.0);
    let denied: f64 = denial.content.iter().map(rare).sum();
    let shared = denial.content.iter().filter(|word| claim.around.contains(word) || claim.content.contains(word));
    let words = if denied > 0.0 { shared.map(rare).sum::<f64>() / denied } else { 0.0 };
    let accused = if !claim.targets.is_disjoint(&denial.speakers) {
        1.0
    } else if !claim.targets.is_disjoint(&denial.named) || !claim.named.is_disjoint(&denial.speakers) {
        0.5
    } else {
        0.0
    };
    let names_accuser = if claim.speakers.is_disjoint(&denial.named) { 0.0 } else { 1.0 };
    let company = articles.company(denial.article);
    let common = company.iter().filter(|name| articles.company(claim.article).binary_search(name).is_ok());
    let topic = (common.map(|name| articles.weight(*name)).sum::<f64>() / FULL).min(1.0);
    let charge = match claim.claims {
        Some(Claim::Charge) => 1.0,
        Some(Claim::Claim) => 0.5,
        _ => 0.0,
    };
    let near = 1.0 - f64::from(denial.day - claim.day) / f64::from(days + 1);
    // Two articles of one topic and two people in it make no answer: something has to say that it is this claim.
    let is_this =
        words >= 0.5 || words > 0.1 && (accused > 0.0 || names_accuser > 0.0) || accused > 0.5 && charge > 0.5;
    if !is_this {
        return 0.0;
    }
    WORDS * words + ACCUSED * accused + ACCUSER * names_accuser + TOPIC * topic + CHARGE * charge + NEAR * near
}
