//! The part of public life that somebody acts in: by title, by kind of body, by whom they belong to.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::LazyLock;

use super::nouns::{NOUNS, wide};
use super::places::Country;
use super::scene::{Lemmas, Scene};
use super::table::lines;
use super::titles::Title;
use super::words::WORDS;
use crate::mention::{Sector, is_person};
use crate::ner::Class;
use crate::syntax::{Rel, Upos};
use crate::text::{Span, Tok};

/// A body that everybody knows.
pub(super) struct Known {
    pub country: Option<Country>,
    pub sector: Option<Sector>,
    /// What it is, in words.
    how: &'static str,
}

static KNOWN: LazyLock<HashMap<&str, Known>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut columns = line.split('\t');
        let (name, _class) = (columns.next()?, columns.next()?);
        let (country, sector) = (columns.next()?, columns.next()?);
        let (country, sector) = (Some(country).filter(|code| *code != "-"), Sector::from_str(sector).ok());
        Some((name, Known { country, sector, how: columns.nth(1)? }))
    };
    lines(include_str!("bodies.tsv")).filter_map(row).collect()
});

/// What the table of well-known bodies says of a name.
pub(super) fn known(name: &str) -> Option<&'static Known> {
    KNOWN.get(name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(name))
}

/// What a well-known body is, in a few words: of the Kremlin "seat and office of the president of Russia".
#[must_use]
pub fn known_as(name: &str) -> Option<&'static str> {
    known(name).map(|known| known.how)
}

/// Does a body by its name work for the press?
#[must_use]
pub fn is_media(name: &str) -> bool {
    of_name(name) == Some(Sector::Med)
}

/// Sector of a body by its name: the table's, else that of the first row that has a word of it.
fn of_name(name: &str) -> Option<Sector> {
    if let Some(known) = known(name) {
        return known.sector;
    }
    let name = name.to_lowercase().replace('’', "'");
    let words: Vec<&str> =
        name.split([' ', '-', '/', '\n']).map(|word| word.trim_matches(['(', ')', '.', ','])).collect();
    let name = format!(" {} ", words.join(" "));
    let has = |word: &String| name.contains(&format!(" {word} ")) || name.contains(&format!(" {word}s "));
    NOUNS.names.iter().find(|(_, words)| words.iter().any(has)).map(|(sector, _)| *sector)
}

/// Sector of whom a phrase calls so: its head's; of a neutral head that of what stands before it, of the affiliation, of its "of". An affiliation
/// may be a body of no known sector.
#[allow(clippy::option_option, reason = "no affiliation, one of no known sector, one of a sector")]
fn of_noun(phrase: &Lemmas, affiliation: Option<Option<Sector>>) -> Option<Sector> {
    /// Before a neutral noun these say nothing of a sector.
    const SILENT: [&str; 9] = ["local", "public", "junior", "fellow", "other", "state", "we", "us", "me"];
    let (head, tail) = phrase.words.split_at_checked(phrase.head + 1)?;
    let last = phrase.head;
    let noun = longest(head, last, |key| NOUNS.noun.contains_key(key));
    let neutral = longest(head, last, |key| NOUNS.neutral.contains(key));
    if let Some(noun) = noun.filter(|noun| neutral.as_ref().is_none_or(|neutral| neutral.len() <= noun.len())) {
        return NOUNS.noun.get(&noun).copied();
    }
    let Some(neutral) = neutral else {
        let two = || wide(&head[last.checked_sub(1)?..].join(" "));
        return wide(&head[last]).or_else(two).or(affiliation.flatten());
    };
    for at in (0..(last + 1).saturating_sub(neutral.split(' ').count())).rev() {
        let before = longest(head, at, |key| NOUNS.before.contains_key(key)).and_then(|key| NOUNS.before.get(&key));
        let noun = || longest(head, at, |key| NOUNS.noun.contains_key(key)).and_then(|key| NOUNS.noun.get(&key));
        if let Some(sector) = before.or_else(|| noun().filter(|_| !SILENT.contains(&head[at].as_str()))) {
            return Some(*sector);
        }
    }
    if let Some(sector) = affiliation {
        return sector;
    }
    let of = tail.iter().skip(1).filter(|_| matches!(tail[0].as_str(), "of" | "for"));
    let mut of =
        of.filter_map(|word| NOUNS.noun.get(word).or_else(|| NOUNS.before.get(word)).copied().or_else(|| wide(word)));
    of.next().or_else(|| NOUNS.default.get(&phrase.written).or_else(|| NOUNS.default.get(&neutral)).copied())
}

/// The longest run of words that ends at a place and is in a table; of "co-founder" its last part may be.
fn longest(words: &[String], at: usize, has: impl Fn(&str) -> bool) -> Option<String> {
    let runs = (1..=3.min(at + 1)).rev().map(|len| words[at + 1 - len..=at].join(" "));
    let part = words[at].rsplit_once('-').map(|(_, part)| part.to_owned()).filter(|part| part != "general");
    runs.chain(part).find(|run| has(run))
}

/// Of each organisation its sector by its own words or those beside it.
pub(super) fn kinds(scene: &Scene<'_>) -> Vec<Option<Sector>> {
    let kind = |entity: usize| match scene.class(entity) {
        Class::Org if scene.is_named(entity) => {
            let own = match known(scene.name(entity)) {
                Some(known) => known.sector,
                None => described(scene, entity).or_else(|| of_name(scene.name(entity))),
            };
            own.or_else(|| is_press(scene, entity).then_some(Sector::Med))
        }
        Class::Org => of_noun(&phrase(scene, scene.canonical(entity)), None),
        _ => None,
    };
    (0..scene.len()).map(kind).collect()
}

fn phrase(scene: &Scene<'_>, words: Span<Tok>) -> Lemmas {
    let says = |&word: &usize| {
        !matches!(scene.syntax.rel(word), Rel::Det | Rel::Case)
            || !matches!(scene.lower(word), "the" | "a" | "an" | "'s" | "’s" | "'" | "’")
    };
    let mut words = words;
    while words.len() > 1 && !says(&words.start) {
        words.start += 1;
    }
    let top = scene.top(words);
    scene.lemmas(words, top)
}

/// "The private station TV Ziwa", "Halden, a mining company".
fn described(scene: &Scene<'_>, entity: usize) -> Option<Sector> {
    let of = |noun: usize| {
        let from = scene.kids(noun).find(|&kid| kid + 2 >= noun && kid < noun).unwrap_or(noun);
        of_noun(&scene.lemmas(Span::new(from, noun + 1), noun), None)
    };
    let common = |word: usize| scene.named(word).is_none() && scene.syntax.upos(word) == Upos::Noun;
    scene.names(entity).find_map(|name| {
        let top = scene.top(name);
        let below = scene
            .kids(top)
            .filter(|&kid| matches!(scene.rel(kid), Rel::NmodDesc | Rel::Compound | Rel::Appos) && common(kid));
        let above = scene.syntax.head(top).filter(|&head| {
            matches!(scene.rel(top), Rel::Appos | Rel::Flat | Rel::Compound | Rel::NmodDesc)
                && common(head)
                && !is_person(scene.noun(head))
        });
        below.chain(above).find_map(of)
    })
}

/// Whoever is told something, interviews, or reports and says no more of itself, is the press.
fn is_press(scene: &Scene<'_>, entity: usize) -> bool {
    scene.names(entity).any(|name| {
        let top = scene.top(name);
        let told = scene.syntax.head(top).is_some_and(|head| match scene.rel(top) {
            Rel::Obj | Rel::Iobj => scene.doc.verb(head) == "tell",
            Rel::Nsubj => matches!(scene.doc.verb(head), "report" | "quote" | "cite"),
            Rel::Obl | Rel::Nmod => matches!(scene.lower(head), "interview" | "interviewed" | "broadcast"),
            _ => false,
        });
        told || is_credit(scene, name)
    })
}

/// "Photo: Anna Berg/Halden Wire", "Picture by Anna Berg", "By Anna Berg".
fn is_credit(scene: &Scene<'_>, name: Span<Tok>) -> bool {
    /// So many words before a name may belong to its credit: another name, and marks.
    const BEFORE: usize = 7;
    /// A line that names the writer is as short as this, in characters.
    const SHORT: usize = 80;
    let (text, words) = (&scene.doc.article.text, &scene.doc.words);
    let first = name.start.saturating_sub(BEFORE);
    let (from, to) = (words[first].span.start, words[name.start].span.start);
    // Where the name's line begins, if it is not further before.
    let line = text[from..to].rfind('\n').map(|at| from + at + 1).or((first == 0).then_some(0));
    let mut before = (first..name.start).filter(|&at| words[at].span.start >= line.unwrap_or(from));
    // Between the word and the name stand marks and other names alone.
    let sign = before.rfind(|&at| {
        scene.named(at).is_none()
            && scene.word(at).chars().any(char::is_alphanumeric)
            && !matches!(scene.lower(at), "by" | "of")
    });
    let marked = |at: usize| matches!(scene.word(at + 1), ":" | "/" | "by" | "By" | "of");
    let opens = || {
        let by = name.start.checked_sub(1).filter(|&by| scene.word(by) == "By");
        let short = || text[to..].chars().take(SHORT).any(|c| c == '\n') || text.len() - to < SHORT;
        by.is_some_and(|by| Some(words[by].span.start) == line) && short()
    };
    sign.map_or_else(opens, |at| WORDS.credits.contains(scene.lower(at)) && marked(at))
}

pub(super) struct Sectors<'s, 'a> {
    scene: &'s Scene<'a>,
    kinds: &'s [Option<Sector>],
}

impl<'s, 'a> Sectors<'s, 'a> {
    pub(super) fn of(scene: &'s Scene<'a>, kinds: &'s [Option<Sector>]) -> Self {
        Self { scene, kinds }
    }

    /// Bodies first, then whoever belongs to them, then whoever belongs to those.
    pub(super) fn all(&self, titles: &[Vec<Title>], affiliations: &[Option<usize>]) -> Vec<Option<Sector>> {
        let mut sectors = vec![None; self.scene.len()];
        for turn in 0..3 {
            for entity in 0..self.scene.len() {
                if sectors[entity].is_none() {
                    sectors[entity] = self.sector(entity, &titles[entity], affiliations[entity], &sectors, turn > 0);
                }
            }
        }
        sectors
    }

    fn sector(
        &self,
        entity: usize,
        titles: &[Title],
        affiliation: Option<usize>,
        sectors: &[Option<Sector>],
        all_bodies: bool,
    ) -> Option<Sector> {
        let scene = self.scene;
        let body = affiliation.filter(|&body| scene.class(body) == Class::Org).map(|body| sectors[body]);
        let body = body.or_else(|| self.master(entity, titles, sectors).map(Some));
        match (scene.class(entity), scene.is_named(entity)) {
            (Class::Org, true) => self.kinds[entity],
            (Class::Loc, true) => known(scene.name(entity))?.sector,
            (Class::Per, true) => {
                let place = affiliation.is_some_and(|place| scene.class(place) == Class::Loc);
                let told =
                    titles.iter().filter_map(|title| Some((self.is_slight(title), self.titled(title, body, place)?)));
                // Of equal ones the first.
                let best = told.min_by_key(|(slight, _)| *slight).map(|(_, sector)| sector);
                let private = || self.is_kin(entity).then_some(Sector::Cvl);
                let press = || scene.names(entity).any(|name| is_credit(scene, name)).then_some(Sector::Med);
                best.or_else(private).or_else(press).or(body.flatten().filter(|_| all_bodies))
            }
            (Class::Per | Class::Org, false) => of_noun(&phrase(scene, scene.canonical(entity)), body),
            _ => None,
        }
    }

    #[allow(clippy::option_option, reason = "no affiliation, one of no known sector, one of a sector")]
    fn titled(&self, title: &Title, body: Option<Option<Sector>>, place: bool) -> Option<Sector> {
        let words = self.scene.lemmas(title.words, title.head);
        // The minister of a place is one of its government.
        let office = || NOUNS.default.get(self.scene.noun(title.head)).copied().filter(|_| place);
        of_noun(&words, body).or_else(office)
    }

    /// "The former mayor", "Dr", "a father of two": a sector where nothing else gives one.
    fn is_slight(&self, title: &Title) -> bool {
        WORDS.former.contains(self.scene.lower(title.words.start)) || WORDS.slight.contains(self.scene.noun(title.head))
    }

    /// "His father, Olav Vik", "whose son Olav was ten": told by whose they are.
    fn is_kin(&self, entity: usize) -> bool {
        let scene = self.scene;
        scene.names(entity).any(|name| {
            let top = scene.top(name);
            let kin = |word: usize| scene.named(word).is_none() && WORDS.relatives.contains(scene.noun(word));
            let below = scene
                .kids(top)
                .any(|kid| matches!(scene.rel(kid), Rel::NmodDesc | Rel::Appos | Rel::Compound) && kin(kid));
            below
                || matches!(scene.rel(top), Rel::Appos | Rel::Flat | Rel::NmodDesc)
                    && scene.syntax.head(top).is_some_and(kin)
        })
    }

    /// Sector of the person whose aide or spokesman somebody is.
    fn master(&self, entity: usize, titles: &[Title], sectors: &[Option<Sector>]) -> Option<Sector> {
        self.scene.owners(entity, titles.iter().map(|title| title.head)).find_map(|person| sectors[person])
    }
}

#[cfg(test)]
mod tests {
    use super::{is_media, of_name, of_noun};
    use crate::actor::actors;
    use crate::actor::scene::Lemmas;
    use crate::mention::{Sample, Sector};

    macro_rules! nouns {
        ($($name:ident: $words:literal, $belongs:expr => $sector:expr;)*) => { $(
            #[test]
            fn $name() {
                let words: Vec<String> = $words.split(' ').map(str::to_owned).collect();
                let head = words.iter().position(|word| word == "of").unwrap_or(words.len()) - 1;
                let written = words[head].clone();
                assert_eq!(of_noun(&Lemmas { words, head, written }, $belongs), $sector);
            }
        )* };
    }

    nouns! {
        a_noun_that_settles_it: "interior minister", None => Some(Sector::Gov);
        its_last_part: "co-publisher", None => Some(Sector::Bus);
        a_longer_neutral_noun: "deputy secretary general", None => None;
        a_neutral_noun_takes_what_stands_before: "police spokesman", None => Some(Sector::Cop);
        a_neutral_noun_takes_that_of_its_body: "spokesman", Some(Some(Sector::Edu)) => Some(Sector::Edu);
        of_a_body_of_no_known_sector: "president", Some(None) => None;
        what_a_neutral_noun_is_of: "head of the navy", None => Some(Sector::Mil);
        a_default: "president", None => Some(Sector::Gov);
        a_rarer_noun: "ornithologist", None => Some(Sector::Edu);
    }

    macro_rules! of {
        ($($name:ident: $text:literal, $who:literal => $sector:expr;)*) => { $(
            #[test]
            fn $name() {
                let sample = Sample::of($text);
                let found = actors(&sample.doc, &sample.syntax, &sample.names, &sample.entities, &[]);
                let who = (0..found.len()).find(|&entity| sample.name(Some(entity)) == $who);
                assert_eq!(who.map(|who| found[who].sector), Some($sector));
            }
        )* };
    }

    of! {
        who_took_the_picture: "The dam leaks. Photo: Olav Vik\n\nIt rains.", "Olav Vik" => Some(Sector::Med);
        who_wrote_it: "By Olav Vik\n\nThe dam leaks.", "Olav Vik" => Some(Sector::Med);
        who_only_stands_by: "The dam built by Olav Vik leaks.", "Olav Vik" => None;
        somebodys_father: "The boy’s father, Olav Vik, left.", "Olav Vik" => Some(Sector::Cvl);
        what_stands_beside_a_body: "Halden Metals, a charity, left.", "Halden Metals" => Some(Sector::Ngo);
    }

    #[test]
    fn bodies_by_their_names() {
        let names = ["Kremlin", "the Pentagon", "Halden Metals", "Input Ministry", "Anna Berg"];
        let sectors = [Some(Sector::Gov), Some(Sector::Mil), Some(Sector::Bus), Some(Sector::Gov), None];
        assert_eq!(names.map(of_name), sectors);
        assert!(is_media("Interfax") && is_media("Halden Daily News") && !is_media("Halden Metals"));
    }
}
