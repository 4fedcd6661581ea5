//! Names that mean the same: by their parts, by acronyms, and by the aliases that the text itself states.

use std::collections::{HashMap, HashSet};

use super::convention::convention;
use super::gender::Gender;
use super::groups::Groups;
use super::missed::missed;
use super::name::{Name, without_title};
use super::named::Named;
use super::{Mention, MentionKind, Source, bodies, places, slips, surnames};
use crate::ner::{Class, Tagged};
use crate::text::look;
use crate::token::Segmented;

/// Somebody or something that the article names.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    /// Person, organisation, place or other.
    pub class: Class,
    /// Indices of its name mentions, in text order.
    pub mentions: Vec<usize>,
    /// The mention with the fullest name.
    pub canonical: usize,
}

/// Merges the tagger's names into entities. Mentions come back in text order, each with its entity.
#[must_use]
pub fn entities(doc: &Segmented, tagged: &[Tagged]) -> (Vec<Mention>, Vec<Entity>) {
    let seen: Vec<Tagged> = tagged.iter().map(|t| Tagged { words: without_title(doc, t), ..*t }).collect();
    let missed = missed(doc, &seen, &vote(&names_of(doc, &seen), &seen));
    let mut tagged = [seen, missed.clone()].concat();
    tagged.sort_by_key(|tag| tag.words.start);
    let tagged = &tagged[..];
    let names = names_of(doc, tagged);
    let mut classes = vote(&names, tagged);
    let listed: Vec<Option<Class>> =
        tagged.iter().zip(&classes).map(|(t, class)| convention(doc.text(doc.bytes(t.words)), *class)).collect();
    for (class, known) in classes.iter_mut().zip(&listed) {
        *class = known.unwrap_or(*class);
    }
    let short = short_forms(&names, &classes);
    for (class, _) in classes.iter_mut().zip(&short).filter(|(_, short)| **short) {
        *class = Class::Org;
    }
    let mut groups = Groups::new(names.len());
    attach_same(&names, &classes, &mut groups);
    attach_endings(&names, &classes, &mut groups);
    attach_parts(doc, tagged, &names, &classes, &mut groups);
    attach_acronyms(&names, &classes, &mut groups);
    attach_stated(doc, tagged, &names, &classes, &mut groups);
    let mut so_far = Named { doc, tagged, names: &names, classes, groups };
    slips::attach(&mut so_far);
    surnames::attach(&mut so_far);
    bodies::attach(&mut so_far);
    places::attach(&mut so_far);
    let Named { classes, mut groups, .. } = so_far;

    let mut entities: Vec<Entity> = Vec::new();
    let mut by_root: HashMap<usize, usize> = HashMap::new();
    let mut mentions = Vec::with_capacity(tagged.len());
    for (at, tag) in tagged.iter().enumerate() {
        let source = if missed.binary_search_by_key(&tag.words.start, |missed| missed.words.start).is_ok() {
            Source::Rule
        } else if listed[at].is_some_and(|known| known != tag.class) {
            // The tagger found the name; where it took it for something else, the list knows better.
            Source::Gazetteer
        } else {
            Source::Model
        };
        let entity = *by_root.entry(groups.root(at)).or_insert_with(|| {
            entities.push(Entity { class: classes[at], mentions: Vec::new(), canonical: at });
            entities.len() - 1
        });
        let row = &mut entities[entity];
        row.mentions.push(at);
        if names[at].weight() > names[row.canonical].weight() {
            row.canonical = at;
        }
        mentions.push(Mention {
            words: tag.words,
            class: row.class,
            kind: MentionKind::Name,
            entity: Some(entity),
            score: (source == Source::Model).then_some(tag.score),
            source,
        });
    }
    (mentions, entities)
}

fn names_of(doc: &Segmented, tagged: &[Tagged]) -> Vec<Name> {
    tagged.iter().map(|tag| Name::of(doc, tag.words)).collect()
}

/// Which lone words are short for an organisation, and nobody's name: "Calderbrook", of Calderbrook Dairies.
fn short_forms(names: &[Name], classes: &[Class]) -> Vec<bool> {
    let fuller = |class: Class| names.iter().zip(classes).filter(move |(n, c)| **c == class && n.parts.len() > 1);
    let firsts: HashSet<&str> = fuller(Class::Org).map(|(name, _)| name.parts[0].as_str()).collect();
    let persons: HashSet<&str> = fuller(Class::Per).flat_map(|(name, _)| &name.parts).map(String::as_str).collect();
    let is_short = |(name, class): (&Name, &Class)| match name.parts.as_slice() {
        [word] => *class == Class::Per && firsts.contains(&**word) && !persons.contains(&**word),
        _ => false,
    };
    names.iter().zip(classes).map(is_short).collect()
}

/// One surface form, one class: the one that the tagger was surest of over the article.
fn vote(names: &[Name], tagged: &[Tagged]) -> Vec<Class> {
    let mut votes: HashMap<&[String], HashMap<Class, f32>> = HashMap::new();
    for (name, tag) in names.iter().zip(tagged) {
        *votes.entry(&name.parts).or_default().entry(tag.class).or_default() += tag.score;
    }
    let winner = |name: &Name, own: Class| {
        let row = &votes[name.parts.as_slice()];
        // Ties go to the tagger's own choice, so that the order of a map never decides.
        [Class::Per, Class::Org, Class::Loc, Class::Misc]
            .into_iter()
            .fold(own, |best, c| if row.get(&c).unwrap_or(&0.0) > row.get(&best).unwrap_or(&0.0) { c } else { best })
    };
    names.iter().zip(tagged).map(|(name, tag)| winner(name, tag.class)).collect()
}

/// Equal but for case and titles; for persons also "Nikol V. Pashinyan" and "Nikol Pashinyan". Lone parts of persons wait: two
/// persons may share one.
fn attach_same(names: &[Name], classes: &[Class], groups: &mut Groups) {
    let mut first: HashMap<(Class, Vec<&str>), usize> = HashMap::new();
    let waits = |at: usize| classes[at] == Class::Per && names[at].parts.len() == 1;
    for (at, name) in names.iter().enumerate().filter(|&(at, _)| !waits(at)) {
        let parts = match name.parts.as_slice() {
            [given, .., surname] if classes[at] == Class::Per => vec![given.as_str(), surname],
            parts => parts.iter().map(String::as_str).collect(),
        };
        groups.join(*first.entry((classes[at], parts)).or_insert(at), at);
    }
}

/// "Van Lange" is "Colette Van Lange", "the Ports Board" the "Lower Danube Ports Board", "Maple Shield" is "Maple Shield Assurance":
/// what a longer name ends with, or a body's begins with, if only one such name is there.
fn attach_endings(names: &[Name], classes: &[Class], groups: &mut Groups) {
    /// So many parts a name has that is short for another, at most.
    const SHORT: usize = 12;
    // The end or the beginning of a longer name → that name, unless another has it too.
    let mut longer: HashMap<(Class, bool, &[String]), Option<usize>> = HashMap::new();
    let mut seen: HashSet<(Class, &[String])> = HashSet::new();
    let of_class = |at: &usize| matches!(classes[*at], Class::Per | Class::Org) && names[*at].parts.len() > 1;
    for at in (0..names.len()).filter(of_class) {
        let (class, parts) = (classes[at], &names[at].parts[..]);
        if !seen.insert((class, parts)) {
            continue;
        }
        for len in 2..parts.len().min(SHORT + 1) {
            let mut has = |ends: bool, part| {
                longer.entry((class, ends, part)).and_modify(|only| *only = None).or_insert(Some(at));
            };
            has(true, &parts[parts.len() - len..]);
            if class == Class::Org {
                has(false, &parts[..len]);
            }
        }
    }
    for at in (0..names.len()).filter(of_class) {
        for ends in [true, false] {
            if let Some(&Some(full)) = longer.get(&(classes[at], ends, &names[at].parts[..])) {
                groups.join(full, at);
            }
        }
    }
}

/// "Aliyev" is "Ilham Aliyev", "RIA" is "RIA Novosti": a lone part belongs to the fuller name that has it. Where two have it, to
/// whom it named before, then to the one named last before, unless the title says otherwise: "Ms Berg".
fn attach_parts(doc: &Segmented, tagged: &[Tagged], names: &[Name], classes: &[Class], groups: &mut Groups) {
    let mut fuller: HashMap<(Class, &str), Vec<usize>> = HashMap::new();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| name.parts.len() > 1) {
        let telling = match classes[at] {
            Class::Per => &name.parts[..],
            Class::Org => &name.parts[..1],
            Class::Loc | Class::Misc => continue,
        };
        for part in telling {
            fuller.entry((classes[at], part)).or_default().push(at);
        }
    }
    let genders: Vec<Option<Gender>> = tagged.iter().map(|tag| Gender::of_name(doc, tag.words)).collect();
    let mut meant: HashMap<(Class, &str), usize> = HashMap::new();
    for (part, name) in names.iter().enumerate() {
        let [word] = name.parts.as_slice() else { continue };
        let key = (classes[part], word.as_str());
        let all = fuller.get(&key).map_or(&[][..], Vec::as_slice);
        let own = genders[part].filter(|_| classes[part] == Class::Per && all.len() > 1);
        let suits = |at: &&usize| {
            look(1);
            own.is_none() || genders[**at].is_none_or(|other| Some(other) == own)
        };
        // A surname outranks a given name.
        let surname = |at: &&usize| names[**at].parts.last() == Some(word) && suits(at);
        let (before, after) = all.split_at(all.partition_point(|&at| at < part));
        let last = || before.iter().rev().find(surname).or_else(|| after.iter().find(surname));
        let given = || before.iter().rev().find(suits).or_else(|| after.iter().find(suits));
        let full = meant.get(&key).filter(suits).or_else(last).or_else(given).copied();
        match full {
            Some(full) => {
                groups.join(full, part);
                meant.insert(key, full);
            }
            // Nobody's fuller name: one person wherever it stands.
            None if classes[part] == Class::Per => {
                meant.insert(key, part);
            }
            None => {}
        }
    }
}

/// "UN" is "United Nations".
fn attach_acronyms(names: &[Name], classes: &[Class], groups: &mut Groups) {
    let mut spelt: HashMap<(Class, String), usize> = HashMap::new();
    for (at, name) in names.iter().enumerate().filter(|(_, name)| name.parts.len() > 1) {
        spelt.entry((classes[at], name.initials())).or_insert(at);
    }
    for (at, name) in names.iter().enumerate().filter(|(_, name)| name.acronym) {
        if let Some(&full) = spelt.get(&(classes[at], name.parts.concat())) {
            groups.join(full, at);
        }
    }
}

/// "Reporters Without Borders (RSF)", "Input Standards Agency (Isa)", "Khankendi, known as Stepanakert": the text says that both are one.
fn attach_stated(doc: &Segmented, tagged: &[Tagged], names: &[Name], classes: &[Class], groups: &mut Groups) {
    for (at, pair) in tagged.windows(2).enumerate() {
        let between: Vec<&str> = (pair[0].words.end..pair[1].words.start).map(|w| doc.lower(w)).collect();
        let short = || names[at + 1].acronym || names[at + 1].parts == [names[at].initials()];
        let bracketed = between == ["("] && doc.word(pair[1].words.end) == ")" && short();
        let known = between.ends_with(&["known", "as"]) && between.len() < 8 && !between.contains(&".");
        if (bracketed || known) && classes[at] == classes[at + 1] {
            groups.join(at, at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::marked::groups;

    groups! {
        a_surname_is_the_person_of_that_name:
            "[PER Anna Berg] left. [PER Berg] is back." => ["PER Anna Berg: Anna Berg, Berg"];
        a_title_is_no_part_of_a_name:
            "[PER Cllr Berg] left. [PER Anna Berg] is back." => ["PER Anna Berg: Berg, Anna Berg"];
        an_initial_makes_nobody_else:
            "[PER Anna K. Berg] left. [PER Anna Berg] is back." => ["PER Anna K. Berg: Anna K. Berg, Anna Berg"];
        a_surname_of_two_parts:
            "[PER Colette Van Lange] left. [PER Van Lange] is back." => ["PER Colette Van Lange: Colette Van Lange, Van Lange"];
        two_of_one_surname_are_two:
            "[PER Anna Berg] met [PER Olav Berg]." => ["PER Anna Berg: Anna Berg", "PER Olav Berg: Olav Berg"];
        an_end_that_two_names_have_is_neither:
            "[ORG Lower Weser Ports Board] met [ORG Upper Weser Ports Board]. [ORG Ports Board] staff left." =>
            ["ORG Lower Weser Ports Board: Lower Weser Ports Board", "ORG Upper Weser Ports Board: Upper Weser Ports Board",
             "ORG Ports Board: Ports Board"];
        a_body_by_the_beginning_of_its_name:
            "[ORG Maple Shield Assurance] paid. [ORG Maple Shield] is old." =>
            ["ORG Maple Shield Assurance: Maple Shield Assurance, Maple Shield"];
        a_person_is_never_meant_by_a_beginning:
            "[PER Anna Maria Berg] left. [PER Anna Maria] is back." =>
            ["PER Anna Maria Berg: Anna Maria Berg", "PER Anna Maria: Anna Maria"];
        an_acronym_is_what_it_spells:
            "The [ORG Tidal Energy Agency] paid. [ORG TEA] staff left." => ["ORG Tidal Energy Agency: Tidal Energy Agency, TEA"];
        brackets_say_that_both_are_one:
            "The [ORG Input Standards Agency] ([ORG Isa]) paid." => ["ORG Input Standards Agency: Input Standards Agency, Isa"];
        known_as_says_so_too:
            "[LOC Velden], known as [LOC Nova Velda], is old." => ["LOC Nova Velda: Velden, Nova Velda"];
        one_way_of_writing_has_one_class:
            "[PER Velden] left. [LOC Velden] is old. [LOC Velden] is big." => ["LOC Velden: Velden, Velden, Velden"];
        the_list_knows_better_than_the_tagger:
            "[LOC Kremlin] staff left." => ["ORG Kremlin: Kremlin"];
        short_for_a_body_is_no_person:
            "[ORG Calderbrook Dairies] paid. [PER Calderbrook] is old." =>
            ["ORG Calderbrook Dairies: Calderbrook Dairies, Calderbrook"];
        a_title_tells_two_of_one_surname_apart:
            "[PER Anna Berg] met [PER Olav Berg]. Mr [PER Berg] left. Ms [PER Berg] stayed." =>
            ["PER Anna Berg: Anna Berg, Berg", "PER Olav Berg: Olav Berg, Berg"];
    }
}
