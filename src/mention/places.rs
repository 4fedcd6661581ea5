//! Places and peoples that are written in two ways: "Marlow County" and "Marlow", "Zimbabwean" and "Zimbabweans".

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::convention::is_capital;
use super::lists;
use super::named::{Having, Named};
use crate::ner::Class;

static REGIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("regions.txt")).collect());

pub(super) fn attach(named: &mut Named) {
    peoples(named);
    regions(named);
}

/// "A Zimbabwean", "the Zimbabweans".
fn peoples(named: &mut Named) {
    let mut first: HashMap<&str, usize> = HashMap::new();
    for own in named.everybody().iter().filter(|own| own.class == Class::Misc) {
        let Some(word) = own.lone() else { continue };
        let one = word.strip_suffix('s').filter(|one| !one.ends_with('s')).unwrap_or(word);
        named.join(*first.entry(one).or_insert(own.first), own.first);
    }
}

/// "Marlow" is "Marlow County", unless it is a capital: that is more than its region, or another place.
fn regions(named: &mut Named) {
    let everybody = named.everybody();
    let regions = Having::of(&everybody, Class::Loc, |form| match form {
        [place, region] if REGIONS.contains(&**region) => Some(place.as_str()),
        _ => None,
    });
    for own in everybody.iter().filter(|own| own.class == Class::Loc) {
        let full = own.lone().and_then(|word| regions.only(&word));
        if let Some(full) = full.filter(|_| !is_capital(named.text(own.first))) {
            named.join(full, own.first);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::marked::groups;

    groups! {
        one_of_a_people_and_all_of_it:
            "A [MISC Veldan] left. Two [MISC Veldans] stayed." => ["MISC Veldans: Veldan, Veldans"];
        two_of_the_letter_are_no_plural:
            "The [MISC Cros] left. The [MISC Cross] stayed." => ["MISC Cros: Cros", "MISC Cross: Cross"];
        a_region_by_its_name_alone:
            "[LOC Marlow County] is big. [LOC Marlow] is old." => ["LOC Marlow County: Marlow County, Marlow"];
        two_regions_of_one_name:
            "[LOC Marlow County] is near [LOC Marlow District]. [LOC Marlow] is old." =>
            ["LOC Marlow County: Marlow County",
             "LOC Marlow District: Marlow District",
             "LOC Marlow: Marlow"];
        a_capital_is_not_its_region:
            "[LOC Vienna Province] is big. [LOC Vienna] is old." =>
            ["LOC Vienna Province: Vienna Province",
             "LOC Vienna: Vienna"];
        a_bay_is_not_its_town:
            "[LOC Marlow Bay] is big. [LOC Marlow] is old." => ["LOC Marlow Bay: Marlow Bay", "LOC Marlow: Marlow"];
    }
}
