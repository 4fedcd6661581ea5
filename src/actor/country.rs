//! Of which country somebody is: by place, by people, by the name of a body, by affiliation; and by the article's own country.

use super::affiliation::is_country;
use super::places::{Country, Kind, Place, Votes, pick, places, within};
use super::scene::Scene;
use super::sector::known;
use super::titles::Title;
use super::words::WORDS;
use crate::mention::Sector;
use crate::ner::Class;
use crate::syntax::Rel;
use crate::text::{Span, Tok};

/// An article is at home in the country to which so large a share of what it says of countries belongs, if it says it so often; to which more
/// than half of it belongs, if it says it once.
const SHARE: f32 = 0.4;
const OFTEN: usize = 2;
/// A dateline stands among the first words of an article, and its dash so near.
const DATELINE: usize = 40;
/// A dateline says so often more of which country an article is.
const DATELINED: usize = 3;
const DASH: usize = 10;

/// Whose bodies are taken for those of the article's own country, and whose officers.
const PUBLIC: [Sector; 10] = [
    Sector::Gov,
    Sector::Cop,
    Sector::Jud,
    Sector::Leg,
    Sector::Mil,
    Sector::Spy,
    Sector::Opp,
    Sector::Lab,
    Sector::Edu,
    Sector::Reb,
];
/// Of these the bodies alone.
const BODIES: [Sector; 2] = [Sector::Lab, Sector::Edu];

pub(super) struct Countries<'s, 'a> {
    scene: &'s Scene<'a>,
    votes: Votes,
    home: Option<Country>,
}

impl<'s, 'a> Countries<'s, 'a> {
    pub(super) fn of(scene: &'s Scene<'a>) -> Self {
        let votes = votes(scene);
        let total: usize = votes.values().sum();
        // Of equals the first by its code, so that nothing else decides.
        let first = votes.iter().max_by_key(|(country, count)| (**count, std::cmp::Reverse(**country)));
        #[expect(clippy::cast_precision_loss, reason = "counts of names are far below 2^24")]
        let leads = |count: usize| count >= OFTEN && count as f32 >= SHARE * total as f32 || 2 * count > total;
        let home = first.filter(|(_, count)| leads(**count)).map(|(country, _)| *country);
        Self { scene, votes, home }
    }

    /// The place that is the article's own country.
    pub(super) fn home_place(&self) -> Option<usize> {
        let scene = self.scene;
        let is_home = |&place: &usize| {
            let name = scene.name(place);
            scene.class(place) == Class::Loc
                && is_country(name)
                && places(name).iter().any(|place| Some(place.country) == self.home)
        };
        (0..scene.len()).find(is_home)
    }

    pub(super) fn all(
        &self,
        titles: &[Vec<Title>],
        affiliations: &[Option<usize>],
        sectors: &[Option<Sector>],
    ) -> Vec<Option<Country>> {
        let scene = self.scene;
        let place = |entity: usize| match scene.class(entity) {
            Class::Loc if scene.is_named(entity) => self.of_place(entity),
            Class::Misc => self.of_people(scene.name(entity)),
            _ => None,
        };
        let mut countries: Vec<Option<Country>> = (0..scene.len()).map(place).collect();
        for last in [false, true] {
            for entity in 0..scene.len() {
                let acts = matches!(scene.class(entity), Class::Per | Class::Org);
                if acts && countries[entity].is_none() {
                    let told = self.told(entity, &titles[entity], &countries);
                    let home =
                        || self.home.filter(|_| last && self.is_at_home(entity, &titles[entity], sectors[entity]));
                    countries[entity] = told.or_else(|| countries[affiliations[entity]?]).or_else(home);
                }
            }
        }
        countries
    }

    fn of_place(&self, entity: usize) -> Option<Country> {
        let (scene, name) = (self.scene, self.scene.name(entity));
        let part = |name: &str| {
            name.split_once(' ')
                .filter(|(side, _)| WORDS.sides.contains(&side.to_lowercase()))
                .map(|(_, of)| places(of))
        };
        let behind = |name: &str| name.rsplit_once(", ").map(|(_, of)| places(of));
        let own = Some(places(name))
            .filter(|own| !own.is_empty())
            .or_else(|| behind(name))
            .or_else(|| part(name))
            .unwrap_or_default();
        // "Norfolk, Virginia", "Marist Hall (Fiji)"
        let beside = scene.names(entity).find_map(|words| self.beside_place(words, entity));
        if let Some(country) =
            beside.filter(|country| own.iter().all(Place::is_city) || own.iter().any(|place| place.country == *country))
        {
            return Some(country);
        }
        let lands: Vec<Place> = own.iter().copied().filter(|place| place.kind != Kind::People).collect();
        let country = pick(if lands.is_empty() { &own } else { &lands }, &self.votes);
        // Of several towns one of another country than the article's is as likely a namesake.
        let open = own.iter().any(|place| place.country != own[0].country);
        let alone = |country: Country| {
            open && self.home.is_some_and(|home| home != country)
                && self.votes.get(country).copied().unwrap_or(0) <= scene.names(entity).count()
                && own.iter().all(|place| place.is_part() && !place.is_big())
        };
        let wide = || name.to_lowercase().split([' ', '-']).any(|word| WORDS.wide.contains(word));
        match country {
            Some(country) => (!alone(country)).then_some(country),
            // What the tables do not know lies where the article is at home.
            None => self.home.filter(|_| own.is_empty() && !wide()),
        }
    }

    fn beside_place(&self, words: Span<Tok>, entity: usize) -> Option<Country> {
        let scene = self.scene;
        let next = scene.named(words.end + 1).filter(|_| matches!(scene.word(words.end), "," | "("))?;
        let mut lands = places(scene.name(next));
        lands.retain(|land| land.kind <= Kind::Alt || land.is_part() && !land.is_city());
        pick(&lands, &self.votes).filter(|_| next != entity && scene.class(next) == Class::Loc)
    }

    fn of_people(&self, name: &str) -> Option<Country> {
        let mut peoples = places(name);
        peoples.retain(|place| place.kind == Kind::People);
        pick(&peoples, &self.votes)
    }

    /// What the words of an entity, and those beside them, say.
    fn told(&self, entity: usize, titles: &[Title], countries: &[Option<Country>]) -> Option<Country> {
        let scene = self.scene;
        let tops = || scene.phrases(entity).into_iter().map(|words| scene.top(words));
        if scene.class(entity) == Class::Org && scene.is_named(entity) {
            let known = known(scene.name(entity));
            let own = known.map_or_else(|| within(scene.name(entity)), |known| known.country);
            let has_place = || self.place_in(scene.name(entity)).and_then(|place| countries[place]);
            return own.or_else(has_place).or_else(|| tops().find_map(|top| self.beside(top, countries)));
        }
        let appositions = tops()
            .flat_map(|top| scene.kids(top).filter(|&kid| scene.is_named(entity) && scene.rel(kid) == Rel::Appos));
        titles
            .iter()
            .map(|title| title.head)
            .chain(appositions)
            .chain(tops())
            .find_map(|head| self.beside(head, countries))
    }

    /// The place of the article whose name a body has in its own: "Halden Council".
    fn place_in(&self, name: &str) -> Option<usize> {
        let scene = self.scene;
        let within = |&place: &usize| {
            let own = scene.name(place);
            let mut at = name.match_indices(own).map(|(at, _)| (name[..at].ends_with(' ') || at == 0, at + own.len()));
            at.any(|(starts, end)| starts && (end == name.len() || name[end..].starts_with([' ', '\'', '’'])))
        };
        (0..scene.len()).filter(|&place| scene.class(place) == Class::Loc && scene.is_named(place)).find(within)
    }

    /// "A Kuwaiti lawmaker", "Azerbaijan’s foreign ministry", "police in Ghana", "a Turkish defence ministry official".
    fn beside(&self, head: usize, countries: &[Option<Country>]) -> Option<Country> {
        let scene = self.scene;
        let before = |&kid: &usize| matches!(scene.rel(kid), Rel::Amod | Rel::Compound | Rel::NmodDesc);
        let behind = |&kid: &usize| {
            let case = || matches!(scene.case(kid), Some("of" | "in" | "for" | "from" | "at" | "to"));
            scene.rel(kid) == Rel::NmodPoss || scene.rel(kid) == Rel::Nmod && case()
        };
        let country = |kid: usize| {
            if let Some(whose) = scene.named(kid) {
                return countries[whose].filter(|_| scene.class(whose) != Class::Org);
            }
            // "His office", "her spokesman"
            if let Some(whose) = scene.meant(kid).filter(|&whose| scene.class(whose) == Class::Per) {
                return countries[whose];
            }
            let capital = scene.word(kid).starts_with(char::is_uppercase);
            let mut named = if capital { places(scene.word(kid)) } else { Vec::new() };
            named.retain(|place| matches!(place.kind, Kind::People | Kind::Name));
            pick(&named, &self.votes)
        };
        let near = scene
            .kids(head)
            .filter(before)
            .find_map(country)
            .or_else(|| scene.kids(head).filter(behind).find_map(country));
        let inner = |kid: usize| self.beside(kid, countries);
        near.or_else(|| {
            scene
                .kids(head)
                .filter(|kid| before(kid) && *kid < head && scene.rel(*kid) != Rel::Amod && scene.named(*kid).is_none())
                .find_map(inner)
        })
    }

    /// Is whoever acts in public life here most likely of the article's own country?
    fn is_at_home(&self, entity: usize, titles: &[Title], sector: Option<Sector>) -> bool {
        let scene = self.scene;
        let is_party = || {
            let last = scene.canonical(entity).end.saturating_sub(1);
            scene.class(entity) == Class::Org && WORDS.parties.contains(scene.noun(last))
        };
        // A well-known body without a country is of none, but for what every state has.
        let everywhere = || known(scene.name(entity)).is_some_and(|known| known.sector != Some(Sector::Jud));
        if scene.class(entity) == Class::Org && scene.is_named(entity) && everywhere() {
            return false;
        }
        if sector.is_none() && is_party() {
            return true;
        }
        let Some(sector) = sector.filter(|sector| PUBLIC.contains(sector)) else { return false };
        if scene.class(entity) == Class::Org {
            return true;
        }
        let unnamed = (!scene.is_named(entity)).then(|| scene.top(scene.canonical(entity)));
        let mut heads = titles.iter().map(|title| title.head).chain(unnamed);
        !BODIES.contains(&sector) && !heads.any(|head| WORDS.private.contains(scene.noun(head)))
    }
}

/// How often an article speaks of each country, its dateline with more weight. A name of several speaks for the one that leads without it.
fn votes(scene: &Scene<'_>) -> Votes {
    let (mut votes, mut open): (Votes, Vec<(Vec<Country>, usize)>) = (Votes::new(), Vec::new());
    for entity in (0..scene.len()).filter(|&entity| scene.is_named(entity)) {
        let name = scene.name(entity);
        let mut found = match scene.class(entity) {
            Class::Loc | Class::Misc => places(name),
            Class::Org => {
                let country = known(name).map_or_else(|| within(name), |known| known.country);
                *votes.entry(country.unwrap_or_default()).or_default() += 1;
                continue;
            }
            Class::Per => continue,
        };
        found.retain(|place| scene.class(entity) == Class::Loc || place.kind == Kind::People);
        // Colombia is the country, whatever towns are called so.
        if found.iter().any(|place| place.kind <= Kind::Alt) {
            found.retain(|place| place.kind <= Kind::Alt);
        }
        let mut countries: Vec<Country> = found.into_iter().map(|place| place.country).collect();
        countries.sort_unstable();
        countries.dedup();
        let count = scene.names(entity).count();
        let dateline = scene.names(entity).any(|words| is_dateline(scene, words));
        match countries[..] {
            [] => {}
            [country] => *votes.entry(country).or_default() += if dateline { count + DATELINED } else { count },
            _ => open.push((countries, count)),
        }
    }
    votes.remove("");
    for (countries, count) in open {
        let votes_of = |country: &Country| votes.get(country).copied().unwrap_or(0);
        if let Some(country) = countries
            .into_iter()
            .max_by_key(|country| (votes_of(country), std::cmp::Reverse(*country)))
            .filter(|country| votes_of(country) > 0)
        {
            *votes.entry(country).or_default() += count;
        }
    }
    votes
}

/// "TBILISI, Georgia – ", at the head of a line.
fn is_dateline(scene: &Scene<'_>, words: Span<Tok>) -> bool {
    let dash = |at: usize| matches!(scene.word(at), "–" | "—" | "-" | "--");
    let gap = || {
        let before = scene.doc.words[words.start - 1].span.end;
        scene.doc.article.text[before..scene.doc.words[words.start].span.start].contains('\n')
    };
    words.start < DATELINE && (words.end..words.end + DASH).any(dash) && (words.start == 0 || gap())
}

#[cfg(test)]
mod tests {
    use crate::actor::actors;
    use crate::mention::Sample;

    macro_rules! of {
        ($($name:ident: $text:literal, $who:literal => $country:expr;)*) => { $(
            #[test]
            fn $name() {
                let sample = Sample::of($text);
                let found = actors(&sample.doc, &sample.syntax, &sample.names, &sample.entities, &[]);
                let who = (0..found.len()).find(|&entity| sample.name(Some(entity)) == $who);
                assert_eq!(who.map(|who| found[who].country), Some($country));
            }
        )* };
    }

    of! {
        a_place: "They left Baku.", "Baku" => Some("AZE");
        a_people: "The Turks left.", "Turks" => Some("TUR");
        a_town_and_its_state: "They met in Norfolk, Virginia.", "Norfolk" => Some("USA");
        a_well_known_body: "The Kremlin paid.", "Kremlin" => Some("RUS");
        by_the_name: "The Bank of Ghana paid.", "Bank of Ghana" => Some("GHA");
        by_what_stands_beside: "Kuwaiti lawmaker Omar Rashed left.", "Omar Rashed" => Some("KWT");
        by_whom_one_belongs_to: "Olav Vik, the governor of the Bank of Ghana, left.", "Olav Vik" => Some("GHA");
        by_the_article: "ACCRA, Ghana – Ghana is hot. Ghana paid. Finance Minister Olav Vik left.", "Olav Vik" => Some("GHA");
        a_body_of_every_state_by_the_article: "ACCRA, Ghana – Ghana is hot. Ghana paid. The Supreme Court left.", "Supreme Court" => Some("GHA");
        no_firm_by_the_article: "ACCRA, Ghana – Ghana is hot. Ghana paid. Halden Metals left.", "Halden Metals" => None;
        a_town_of_another_country: "ACCRA, Ghana – Ghana is hot. Ghana paid. They met in Leipzig.", "Leipzig" => Some("DEU");
        nobody_else: "Olav Vik left.", "Olav Vik" => None;
    }
}
