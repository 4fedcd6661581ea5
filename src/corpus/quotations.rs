//! One utterance in its wordings: equal or nearly equal quotations of one person or body over all articles.
//!
//! Who has one name with another and says the same at length is that other, however little else the articles tell. Whoever speaks without
//! a name is somebody of one article: such quotations join when they are long and say the same word for word.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, params};

use super::CorpusError;
use super::articles::Articles;
use super::base::run;
use super::drift::Drift;
use super::likeness::Sentence;
use super::words::hash;

/// Words of a sentence that is nobody else's.
const LONG: usize = 8;
/// Sentences of fewer words are one utterance only of one speaker and within so many days.
const SHORT: usize = 10;
const DAYS: i32 = 30;
/// Three words that so many sentences of one speaker have are no sign.
const FREQUENT: usize = 200;
/// So many sentences that share three words with one are compared with it, those that share most.
const COMPARED: usize = 48;

/// An act that quotes.
struct Quoting {
    act: usize,
    article: usize,
    speaker: usize,
    sentences: Vec<String>,
}

/// Acts that are one utterance: of each act the first act of its utterance.
type Groups = HashMap<usize, usize>;

/// Groups quotations, and writes them with what changed in them.
pub(super) fn group(db: &Connection, articles: &Articles) -> Result<(), CorpusError> {
    let mut groups = Groups::new();
    let mut sorted = db.prepare(
        "select q.act, a.article, a.speaker, q.sentences, s.name from quoted q join acts a using (act) join actors s on s.actor = a.speaker
         where s.named order by s.name, a.day is null, a.day, a.act",
    )?;
    let mut rows = sorted.query([])?;
    let mut name = None;
    let mut said: Vec<Quoting> = Vec::new();
    loop {
        let row = rows.next()?;
        let next: Option<String> = row.map(|row| row.get(4)).transpose()?;
        if next != name {
            utterances(&said, articles, &mut groups);
            said.clear();
            name = next;
        }
        let Some(row) = row else { break };
        let text: String = row.get(3)?;
        let sentences = text.lines().filter(|line| !Sentence::of(line).is_common()).map(str::to_owned).collect();
        said.push(Quoting { act: row.get(0)?, article: row.get(1)?, speaker: row.get(2)?, sentences });
    }
    drop(rows);
    nameless(db, &mut groups)?;
    write(db, articles, &groups)
}

/// A wording: a sentence, where it first comes up, and the utterance that it belongs to.
struct Wording {
    text: String,
    article: usize,
    speaker: usize,
    first: usize,
}

/// Groups what was said under one name, in the order of the days.
fn utterances(said: &[Quoting], articles: &Articles, groups: &mut Groups) {
    let mut wordings: Vec<Wording> = Vec::new();
    let mut exact: HashMap<String, usize> = HashMap::new();
    let mut by_triple: HashMap<u64, Vec<usize>> = HashMap::new();
    for quoting in said {
        let sentences: Vec<Sentence<'_>> = quoting.sentences.iter().map(|text| Sentence::of(text)).collect();
        let mut best: Option<(f64, usize)> = None;
        for sentence in &sentences {
            let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
            for triple in sentence.triples() {
                let with = by_triple.get(&hash(&triple)).filter(|with| with.len() < FREQUENT);
                with.into_iter().flatten().for_each(|wording| *shared.entry(*wording).or_default() += 1);
            }
            let mut shared: Vec<(usize, usize)> = shared.into_iter().collect();
            shared.sort_by_key(|(wording, count)| (std::cmp::Reverse(*count), *wording));
            shared.truncate(COMPARED);
            shared.extend(exact.get(&sentence.folded()).map(|wording| (*wording, 0)));
            for (wording, _) in shared {
                let other = &wordings[wording];
                let theirs = Sentence::of(&other.text);
                let near = || articles.apart(quoting.article, other.article).is_some_and(|days| days <= DAYS);
                let is_short = sentence.words.len().min(theirs.words.len()) < SHORT;
                if is_short && !(quoting.speaker == other.speaker && near()) {
                    continue;
                }
                let likeness = sentence.likeness(&theirs).unwrap_or_default();
                // Of equals the first.
                if likeness > best.map_or(0.0, |(most, _)| most) {
                    best = Some((likeness, other.first));
                }
            }
        }
        let first = best.map_or(quoting.act, |(_, first)| first);
        if first != quoting.act {
            groups.insert(first, first);
            groups.insert(quoting.act, first);
        }
        for sentence in &sentences {
            let folded = sentence.folded();
            if exact.contains_key(&folded) {
                continue;
            }
            exact.insert(folded, wordings.len());
            for triple in sentence.triples() {
                by_triple.entry(hash(&triple)).or_default().push(wordings.len());
            }
            let Quoting { article, speaker, .. } = *quoting;
            wordings.push(Wording { text: sentence.text.to_owned(), article, speaker, first });
        }
    }
}

/// Adds quotations whose speaker has no name to what says the same at length.
fn nameless(db: &Connection, groups: &mut Groups) -> Result<(), CorpusError> {
    db.execute_batch("create temp table sentences (hash integer not null, act integer not null);")?;
    let mut quoted = db.prepare("select act, sentences from quoted order by act")?;
    let mut rows = quoted.query([])?;
    while let Some(row) = rows.next()? {
        let (act, text): (usize, String) = (row.get(0)?, row.get(1)?);
        for sentence in text.lines().map(Sentence::of).filter(|sentence| sentence.words.len() >= LONG) {
            run(db, "insert into sentences values (?, ?)", params![hash(&sentence.folded()).cast_signed(), act])?;
        }
    }
    let mut sorted = db.prepare(
        "select t.hash, t.act, coalesce(s.named, 0) from sentences t join acts a using (act) left join actors s on s.actor = a.speaker
         order by t.hash, a.day is null, a.day, a.act",
    )?;
    let mut rows = sorted.query([])?;
    let mut same: (Option<i64>, Vec<(usize, bool)>) = (None, Vec::new());
    loop {
        let row = rows.next()?;
        let next: Option<i64> = row.map(|row| row.get(0)).transpose()?;
        if next != same.0 {
            let acts = std::mem::replace(&mut same, (next, Vec::new())).1;
            let is_free = |(act, named): &&(usize, bool)| !named && !groups.contains_key(act);
            let known = acts.iter().find_map(|(act, _)| groups.get(act)).or(acts.first().map(|(act, _)| act));
            let free: Vec<usize> = acts.iter().filter(is_free).map(|(act, _)| *act).collect();
            if let Some(first) = known.copied().filter(|_| acts.len() > 1) {
                for act in free {
                    groups.insert(first, first);
                    groups.insert(act, first);
                }
            }
        }
        let Some(row) = row else { break };
        same.1.push((row.get(1)?, row.get(2)?));
    }
    drop(rows);
    db.execute_batch("drop table temp.sentences;")?;
    Ok(())
}

/// An act of an utterance, as it is written.
struct Said {
    act: usize,
    article: usize,
    speaker: Option<usize>,
    day: Option<String>,
    text: String,
}

fn write(db: &Connection, articles: &Articles, groups: &Groups) -> Result<(), CorpusError> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (act, first) in groups {
        members.entry(*first).or_default().push(*act);
    }
    let mut count = 0;
    for acts in members.values() {
        let mut said = acts.iter().map(|act| read(db, *act)).collect::<Result<Vec<_>, _>>()?;
        said.sort_by(|a, b| (a.day.is_none(), &a.day, a.act).cmp(&(b.day.is_none(), &b.day, b.act)));
        let in_articles: HashSet<usize> = said.iter().map(|said| said.article).collect();
        // Who says a thing twice in one article is quoted once.
        if in_articles.len() < 2 {
            continue;
        }
        count += 1;
        let outlets: HashSet<u32> = in_articles.iter().filter_map(|article| articles.row(*article).outlet).collect();
        let source = |article: &usize| {
            articles.row(*article).story.map_or(-i64::try_from(*article).unwrap_or_default(), i64::from)
        };
        let sources: HashSet<i64> = in_articles.iter().map(source).collect();
        let mut wordings = HashSet::new();
        let mut drifts = Vec::new();
        // Wordings that differ, each with the act that has it first.
        let mut earlier: Vec<(Vec<Sentence<'_>>, usize)> = Vec::new();
        for one in &said {
            let sentences: Vec<Sentence<'_>> = one.text.lines().map(Sentence::of).collect();
            wordings.insert(sentences.iter().map(Sentence::folded).collect::<Vec<_>>().join(" "));
            let near = |(first, _): &&(Vec<Sentence<'_>>, usize)| {
                first.iter().any(|first| sentences.iter().any(|later| first.likeness(later).is_some()))
            };
            match earlier.iter().find(near) {
                Some((first, original)) => {
                    if let Some(drift) = Drift::between(first, &sentences) {
                        drifts.push((one.act, *original, drift));
                    }
                }
                None => earlier.push((sentences, one.act)),
            }
        }
        let speaker = said.iter().find_map(|said| said.speaker);
        let first = &said[0];
        run(
            db,
            "insert into quotations values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                count,
                speaker,
                first.text.lines().collect::<Vec<_>>().join(" "),
                first.act,
                first.day,
                said.len(),
                in_articles.len(),
                outlets.len(),
                sources.len(),
                wordings.len()
            ],
        )?;
        for one in &said {
            run(db, "update acts set quotation = ? where act = ?", params![count, one.act])?;
        }
        for (act, original, Drift { kind, similarity, changes }) in drifts {
            let similarity = (similarity * 1e4).round() / 1e4;
            let changes = serde_json::to_string(&changes)?;
            let row = params![act, original, count, kind, similarity, changes];
            run(db, "insert into drifts values (?, ?, ?, ?, ?, ?)", row)?;
        }
    }
    db.execute_batch("drop table temp.quoted;")?;
    Ok(())
}

fn read(db: &Connection, act: usize) -> Result<Said, CorpusError> {
    let mut found = db.prepare_cached(
        "select a.article, a.speaker, a.day, q.sentences, s.named from acts a join quoted q using (act) left join actors s on s.actor = a.speaker
         where a.act = ?",
    )?;
    Ok(found.query_row([act], |row| {
        let named: Option<bool> = row.get(4)?;
        let speaker = if named == Some(true) { row.get(1)? } else { None };
        Ok(Said { act, article: row.get(0)?, speaker, day: row.get(2)?, text: row.get(3)? })
    })?)
}
