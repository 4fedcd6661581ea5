//! Which country a place or a people is of.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::table::Table;

/// ISO 3166-1 alpha-3 code of a country.
pub(super) type Country = &'static str;

/// How a name belongs to a country: the earlier, the plainer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Name,
    Alt,
    Capital,
    People,
    /// A state, a province or a city: one says no more than the other.
    Part,
}

/// What a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub country: Country,
    pub kind: Kind,
    /// So many thousand people live in a city; nothing for what is none.
    pub thousands: Option<u32>,
}

static PLACES: LazyLock<Table> = LazyLock::new(|| Table::of(include_str!("places.tsv")));
static CITIES: LazyLock<Table> = LazyLock::new(|| Table::of(include_str!("cities.tsv")));

/// From so many thousand people on a city is known wherever one speaks of it.
const FAR: u32 = 1000;

/// What makes a people of a country's name: "Vanuatuan".
const ENDINGS: [&str; 8] = ["ans", "an", "ns", "n", "ese", "ian", "is", "i"];
/// What may follow the name of a division.
const TAILS: [&str; 7] = [" state", " province", " county", " island", " islands", " region", " city"];

impl Place {
    /// A city that is known far away.
    pub(super) fn is_big(&self) -> bool {
        self.thousands.is_some_and(|thousands| thousands >= FAR)
    }

    /// A city, and no state.
    pub(super) fn is_city(&self) -> bool {
        self.thousands.is_some()
    }

    /// A city, a state or a province.
    pub(super) fn is_part(&self) -> bool {
        self.kind == Kind::Part
    }
}

fn listed(key: &str) -> Vec<Place> {
    let place = |mut row: std::str::Split<'static, char>| {
        let country = row.next()?;
        let kind = match row.next()? {
            "name" => Kind::Name,
            "alt" => Kind::Alt,
            "capital" => Kind::Capital,
            "people" => Kind::People,
            _ => Kind::Part,
        };
        Some(Place { country, kind, thousands: None })
    };
    let city = |mut row: std::str::Split<'static, char>| {
        Some(Place { country: row.next()?, kind: Kind::Part, thousands: row.next()?.parse().ok() })
    };
    PLACES.rows(key).filter_map(place).chain(CITIES.rows(key).filter_map(city)).collect()
}

/// All that a name may mean, as written in a text.
pub(super) fn places(name: &str) -> Vec<Place> {
    let name = name.replace('’', "'");
    let name = name.strip_prefix("the ").or_else(|| name.strip_prefix("The ")).unwrap_or(&name);
    let key = name.to_lowercase();
    let only = |key: &str, kinds: &[Kind]| {
        let mut found = listed(key);
        found.retain(|place| kinds.contains(&place.kind));
        found
    };
    let found = listed(&key);
    if !found.is_empty() {
        return found;
    }
    let one = key.strip_suffix('s').map_or_else(Vec::new, |one| only(one, &[Kind::People]));
    if !one.is_empty() {
        return one;
    }
    // "Va.", "CA": postal codes stand in the table as they are written.
    let code = name.replace('.', "");
    if code.len() == 2 && code.chars().all(|c| c.is_ascii_uppercase()) {
        return listed(&code);
    }
    if let Some(part) = TAILS.iter().find_map(|tail| key.strip_suffix(tail)) {
        return only(part, &[Kind::Name, Kind::Part]);
    }
    let capital = name.chars().next().is_some_and(char::is_uppercase) && key.len() > 5;
    let countries = ENDINGS.iter().filter(|_| capital).filter_map(|ending| key.strip_suffix(ending));
    let mut found =
        countries.map(|country| only(country, &[Kind::Name])).find(|found| !found.is_empty()).unwrap_or_default();
    for place in &mut found {
        place.kind = Kind::People;
    }
    found
}

/// How often an article speaks of each country.
pub(super) type Votes = BTreeMap<Country, usize>;

/// The one country of several that a name may mean: the one of which the article speaks most, else the one that it means most plainly, else
/// that of the city that is thrice as large as the next.
pub(super) fn pick(places: &[Place], votes: &Votes) -> Option<Country> {
    let countries: BTreeSet<Country> = places.iter().map(|place| place.country).collect();
    let votes = |country: Country| votes.get(country).copied().unwrap_or(0);
    let most = countries.iter().map(|country| votes(country)).max()?;
    let mut leading = countries.iter().filter(|country| votes(country) == most);
    if let (Some(&first), None) = (leading.next(), leading.next())
        && (most > 0 || countries.len() == 1)
    {
        return Some(first);
    }
    let mut plainest: Vec<&Place> = places.iter().collect();
    plainest.sort_by_key(|place| (place.kind, std::cmp::Reverse(place.thousands)));
    let [first, second, ..] = plainest[..] else { return None };
    // A state here, a town there: nobody can say.
    let open = first.is_part() && !first.is_big();
    let larger = first.thousands.unwrap_or(0) > 3 * second.thousands.unwrap_or(0);
    (!open && (first.kind < second.kind || larger)).then_some(first.country)
}

/// Countries that the name of a body has in it: "Slovak Rowing Federation", "Bank of Ghana".
pub(super) fn within(name: &str) -> Option<Country> {
    /// Whose states are written into names of bodies.
    const FEDERAL: [&str; 5] = ["USA", "CAN", "AUS", "GBR", "IND"];
    let words: Vec<&str> = name.split([' ', '/']).filter(|word| !word.is_empty()).collect();
    for len in (1..=3).rev() {
        let mut found = BTreeSet::new();
        for run in words.windows(len) {
            let run = run.join(" ");
            let run = run.trim_matches([',', '.', '\'', '’']);
            let run = run.strip_suffix("'s").or_else(|| run.strip_suffix("’s")).unwrap_or(run);
            if len == 1 && (run.chars().count() < 4 || !run.starts_with(char::is_uppercase)) {
                continue;
            }
            let tells = |place: &Place| {
                place.kind != Kind::Part || place.thousands.is_none() && FEDERAL.contains(&place.country)
            };
            found.extend(places(run).into_iter().filter(tells).map(|place| place.country));
        }
        if !found.is_empty() {
            return found.pop_first().filter(|_| found.is_empty());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Votes, pick, places, within};

    macro_rules! means {
        ($($name:ident: $text:literal, $spoken_of:expr => $country:expr;)*) => { $(
            #[test]
            fn $name() {
                let votes: Votes = $spoken_of.into_iter().map(|country: &'static str| (country, 1)).collect();
                assert_eq!(pick(&places($text), &votes), $country);
            }
        )* };
    }

    means! {
        a_country: "Azerbaijan", [] => Some("AZE");
        with_an_article: "the Netherlands", [] => Some("NLD");
        by_another_name: "Britain", [] => Some("GBR");
        a_people: "Turkish", [] => Some("TUR");
        several_of_a_people: "Armenians", [] => Some("ARM");
        a_people_of_a_name_and_an_ending: "Vanuatuan", [] => Some("VUT");
        a_capital: "Baku", [] => Some("AZE");
        a_capital_with_marks: "Bogotá", [] => Some("COL");
        a_state: "Texas", [] => Some("USA");
        a_postal_code: "CA", [] => Some("USA");
        a_city: "Gothenburg", [] => Some("SWE");
        a_country_and_a_state_of_one_name: "Georgia", [] => Some("GEO");
        the_article_speaks_of_the_other: "Georgia", ["USA"] => Some("USA");
        nowhere: "Velden an der Wiese", [] => None;
    }

    #[test]
    fn bodies_with_a_country_in_their_name() {
        let names = ["Slovak Rowing Federation", "Bank of Ghana", "Texas Growers’ Union", "Halden Metals"];
        assert_eq!(names.map(within), [Some("SVK"), Some("GHA"), Some("USA"), None]);
    }
}
