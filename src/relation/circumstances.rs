//! When, where and through what something was said: "on Monday", "in Baku", "in a statement".
//!
//! What hangs on the word that signals the act is a circumstance by its noun and its preposition; so is what hangs on another circumstance, what
//! stands before the comma at the head of the sentence, and what a participle of speaking carries. Nothing of what is said is one.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::act::{Act, Arg, Modality, Role};
use super::clause::View;
use super::data::List;
use super::when::value;
use crate::actor::is_media;
use crate::mention::Mention;
use crate::ner::Class;
use crate::syntax::{Rel, Upos};
use crate::text::{Span, Tok, embedded};
use crate::token::{month, weekday};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    units: List,
    parts: List,
    adverbs: List,
    feasts: List,
    moments: List,
    events: List,
    texts: List,
    channels: List,
    vague_channels: List,
    networks: List,
    occasions: List,
    persons: List,
    by: List,
    spots: List,
    of_places: List,
    of_media: List,
    of_texts: List,
    of_times: List,
    which: List,
    carries: List,
    speaks: List,
    clauses: List,
    hearers: List,
    besides: List,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| embedded("relation/circumstances.toml", include_str!("circumstances.toml")));

/// Within so many phrases of another circumstances are looked for.
const DEPTH: usize = 2;
/// So many words behind its cue a phrase may stand that the tree hangs on what is said.
const NEAR: usize = 9;
/// What stands before the first comma of a sentence is so many words long, at most.
const FRONT: usize = 12;

/// Does a phrase with this noun say when or how, rather than who?
pub(super) fn is_circumstance(noun: &str) -> bool {
    let date = weekday(noun).is_some() || month(noun).is_some();
    date && noun.len() > 4
        || noun == "may"
        || noun == "june"
        || noun == "july"
        || WORDS.units.contains(noun) && noun != "second"
        || WORDS.parts.contains(noun)
        || WORDS.besides.contains(noun)
}

/// The circumstances of an act, in the order of their roles. `names` are the article's, in text order.
pub(super) fn circumstances(view: View<'_>, names: &[Mention], act: &Act, published: Option<NaiveDate>) -> Vec<Arg> {
    let words = |roles: &[Role]| -> HashSet<usize> {
        let pieces = act.args.iter().filter(|arg| roles.contains(&arg.role)).flat_map(|arg| arg.pieces.iter());
        pieces.flat_map(|piece| view.doc.words_in(piece).range()).collect()
    };
    let cue = view.doc.words_in(act.cue);
    let busy = act.args.iter().filter(|arg| arg.role.is_participant()).filter_map(|arg| arg.pieces.hull());
    let search = Search {
        view,
        names,
        cue,
        verb: view.syntax.top(cue),
        said: words(&[Role::Content, Role::Occasion]),
        speaker: words(&[Role::Speaker]),
        busy: busy.map(|hull| view.syntax.top(view.doc.words_in(hull))).collect(),
    };
    let mut found = search.found();
    for time in found.iter_mut().filter(|arg| arg.role == Role::Time) {
        time.value = value(&time.pieces.text(&view.doc.article.text), published, act.modality == Modality::Future);
    }
    found
}

/// What is looked at to find the circumstances of one act.
struct Search<'a> {
    view: View<'a>,
    names: &'a [Mention],
    cue: Span<Tok>,
    /// The word of the cue on which the others hang.
    verb: usize,
    /// The words of what is said.
    said: HashSet<usize>,
    /// The words of whoever says it: nothing in them says where or through what.
    speaker: HashSet<usize>,
    /// Heads of those who take part.
    busy: HashSet<usize>,
}

/// A circumstance by its head.
type Found = (usize, Role);

impl Search<'_> {
    fn found(&self) -> Vec<Arg> {
        let doc = self.view.doc;
        let mut heads: BTreeMap<usize, Role> = BTreeMap::new();
        let others = self.cue.range().filter(|&word| word != self.verb).flat_map(|word| self.under(word, 0));
        for (head, role) in self.heads().into_iter().chain(others) {
            let sentence = |word: usize| doc.sentence_of(word);
            let elsewhere = sentence(head) != sentence(self.verb) || doc.is_quoted(self.verb) && !doc.is_quoted(head);
            let taken = self.said.contains(&head) || self.cue.has(head) || self.busy.contains(&head);
            if !elsewhere && !taken && (role == Role::Time || !self.speaker.contains(&head)) {
                heads.entry(head).or_insert(role);
            }
        }
        let all = heads.clone();
        // A phrase within another of its role is a part of it.
        heads.retain(|&head, role| {
            let mut above = self.view.syntax.ancestors(head).skip(1).take_while(|&above| above != self.verb);
            !above.any(|above| all.get(&above) == Some(role))
        });
        let spans: Vec<(Role, Span<Tok>, usize)> =
            heads.iter().map(|(&head, &role)| (role, self.span(head, role, &heads), head)).collect();
        let gap = |span: Span<Tok>| span.start.abs_diff(self.cue.end).min(span.end.abs_diff(self.cue.start));
        let nearest = |wanted: Role| {
            let own = spans.iter().filter(|(role, span, _)| *role == wanted && !span.is_empty());
            own.min_by_key(|(_, span, _)| gap(*span)).map(|&(role, span, head)| self.arg(role, span, head))
        };
        [Role::Time, Role::Place, Role::Medium].into_iter().filter_map(nearest).collect()
    }

    fn arg(&self, role: Role, words: Span<Tok>, head: usize) -> Arg {
        let mention = self.name(head).filter(|_| role != Role::Time);
        let entity = mention.and_then(|mention| self.names[mention].entity);
        Arg { role, pieces: self.view.doc.bytes(words).into(), mention, entity, metonym: false, value: None }
    }

    /// The name that a word is part of.
    fn name(&self, word: usize) -> Option<usize> {
        let before = self.names.partition_point(|name| name.words.start <= word).checked_sub(1)?;
        self.names[before].words.has(word).then_some(before)
    }

    fn kids(&self, word: usize) -> impl Iterator<Item = usize> + use<'_> {
        self.view.syntax.children(word).iter().copied()
    }

    fn lists(&self, list: &List, word: usize) -> bool {
        list.contains(self.view.lower(word)) || list.contains(self.view.doc.noun(word))
    }

    fn case(&self, head: usize) -> &str {
        let case = self.kids(head).find(|&kid| self.view.syntax.rel(kid) == Rel::Case && kid < head);
        case.map_or("", |case| self.view.lower(case))
    }

    /// What the phrase of a head says of an act, by its noun and its preposition.
    fn role(&self, head: usize) -> Option<Role> {
        if self.is_time(head) {
            return Some(Role::Time);
        }
        let (view, case) = (self.view, self.case(head));
        let media = WORDS.of_media.contains(case);
        let name = self.name(head).map(|name| &self.names[name]);
        let through = matches!(case, "through" | "via");
        if media
            && (self.lists(&WORDS.texts, head)
                || self.lists(&WORDS.channels, head)
                || self.lists(&WORDS.occasions, head))
        {
            return self.is_medium(head, case).then_some(Role::Medium);
        }
        let press = |name: &Mention| {
            name.class == Class::Org
                && (is_media(view.doc.text(view.doc.bytes(name.words))) || self.lists(&WORDS.networks, head))
        };
        if through && self.lists(&WORDS.persons, head)
            || (through || case == "on") && name.is_some_and(press)
            || case == "in" && view.lower(head) == "person" && view.syntax.children(head).len() == 1
        {
            return Some(Role::Medium);
        }
        let place = WORDS.of_places.contains(case);
        let spot = self.lists(&WORDS.spots, head);
        let alone =
            matches!(view.lower(head), "outside" | "inside") && view.syntax.upos(head) == Upos::Adv && case.is_empty();
        let is_place = place && name.is_some_and(|name| name.class == Class::Loc)
            || spot && (place && case != "before" || alone)
            || case == "outside";
        is_place.then_some(Role::Place)
    }

    fn is_medium(&self, head: usize, case: &str) -> bool {
        let view = self.view;
        let listed = |list| self.lists(list, head);
        let whose = || {
            self.kids(head)
                .any(|kid| matches!(view.syntax.rel(kid), Rel::Det | Rel::NmodPoss | Rel::Amod | Rel::Compound))
        };
        let text = listed(&WORDS.texts) && !listed(&WORDS.channels) && !listed(&WORDS.occasions);
        let numbered = view.syntax.child(head, &[Rel::Nummod]).is_some() && view.doc.noun(head) == "page";
        !(case == "by" && !listed(&WORDS.by)
            || numbered
            || case == "on" && listed(&WORDS.vague_channels) && !whose()
            || text && !WORDS.of_texts.contains(case))
    }

    fn is_time(&self, head: usize) -> bool {
        let (view, case, word) = (self.view, self.case(head), self.view.lower(head));
        let has = |is: &dyn Fn(&str) -> bool| self.kids(head).any(|kid| is(view.lower(kid)));
        let capital = view.doc.word(head).starts_with(char::is_uppercase);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let clock = || word.contains([':', '.']) && digits < 3 || word.ends_with("am") || word.ends_with("pm");
        let year = digits == 4 && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
        let noun = matches!(view.syntax.upos(head), Upos::Adv | Upos::Noun | Upos::Propn);
        let unit = self.lists(&WORDS.units, head);
        if year {
            case.is_empty() || matches!(case, "in" | "since" | "by" | "until" | "during" | "before" | "after")
        } else if weekday(word).or_else(|| weekday(view.doc.noun(head))).is_some() && capital
            || self.lists(&WORDS.feasts, head)
        {
            true
        } else if month(word).is_some() {
            capital && (word != "may" || view.syntax.upos(head) == Upos::Propn)
        } else if digits > 0 && digits < 3 {
            has(&|kid| month(kid).is_some()) || case == "at" && clock()
        } else if matches!(word, "early" | "late" | "recently") {
            has(&|kid| kid == "as")
        } else if unit || self.lists(&WORDS.parts, head) {
            let told = WORDS.of_times.contains(case) || has(&|kid| WORDS.which.contains(kid) || weekday(kid).is_some());
            told && !matches!(case, "for" | "of") && !(case == "over" && unit)
        } else {
            WORDS.adverbs.contains(word) && noun
                || self.lists(&WORDS.moments, head)
                    && matches!(case, "at" | "by" | "before" | "on" | "in")
                    && has(&|kid| matches!(kid, "the" | "that" | "this" | "same"))
                || self.lists(&WORDS.events, head)
                    && matches!(case, "after" | "before" | "during")
                    && view.syntax.upos(head) == Upos::Noun
        }
    }

    /// A time that needs no preposition, and stands where an object may: "told reporters Monday".
    fn is_bare(&self, head: usize) -> bool {
        let word = self.view.lower(head);
        weekday(word).is_some() || WORDS.adverbs.contains(word) || self.lists(&WORDS.parts, head)
    }

    /// Circumstances that hang on a word, or on a phrase that hangs on it.
    fn under(&self, above: usize, depth: usize) -> Vec<Found> {
        let (view, mut found) = (self.view, Vec::new());
        for kid in self.kids(above).filter(|kid| !self.said.contains(kid)) {
            let rel = view.syntax.rel(kid);
            match rel {
                Rel::Obl
                | Rel::OblUnmarked
                | Rel::OblTmod
                | Rel::Advmod
                | Rel::Nmod
                | Rel::NmodUnmarked
                | Rel::OblAgent
                | Rel::Dep
                | Rel::List
                | Rel::Obj
                | Rel::Iobj
                | Rel::Parataxis
                | Rel::Appos
                | Rel::NmodDesc
                | Rel::Compound => {
                    let loose = matches!(
                        rel,
                        Rel::Obj | Rel::Iobj | Rel::Appos | Rel::NmodDesc | Rel::Compound | Rel::Parataxis | Rel::List
                    );
                    let role = self.role(kid).filter(|role| !loose || *role == Role::Time && self.is_bare(kid));
                    found.extend(role.map(|role| (kid, role)));
                    if depth >= DEPTH {
                        continue;
                    }
                    let object = matches!(rel, Rel::Obj | Rel::Iobj | Rel::Obl);
                    let medium = |list| self.lists(list, kid);
                    let told = medium(&WORDS.texts)
                        || medium(&WORDS.channels)
                        || medium(&WORDS.occasions)
                        || medium(&WORDS.persons);
                    if role.is_some()
                        || (object || rel == Rel::Nmod) && (told || WORDS.hearers.contains(view.lower(kid)))
                    {
                        found.extend(self.under(kid, depth + 1));
                    } else if object && kid > above {
                        let day = |word: usize| {
                            weekday(view.lower(word)).is_some() || WORDS.adverbs.contains(view.lower(word))
                        };
                        found.extend(
                            self.under(kid, depth + 1)
                                .into_iter()
                                .filter(|&(head, role)| role == Role::Time && day(head)),
                        );
                    }
                }
                Rel::Acl | Rel::AclRelcl if depth > 0 && WORDS.carries.contains(view.verb_lemma(kid)) => {
                    found.extend(self.under(kid, depth + 1));
                }
                Rel::Advcl if depth == 0 && WORDS.speaks.contains(view.verb_lemma(kid)) => {
                    found.extend(self.under(kid, 1));
                }
                Rel::Advcl
                    if depth == 0
                        && view
                            .marks(kid)
                            .chain(self.adverbs(kid))
                            .any(|mark| mark < kid && WORDS.clauses.contains(view.lower(mark))) =>
                {
                    found.push((kid, Role::Time));
                }
                Rel::Nsubj | Rel::NsubjPass if depth == 0 => found.extend(self.in_subject(kid, above)),
                _ => {}
            }
        }
        found
    }

    fn adverbs(&self, word: usize) -> impl Iterator<Item = usize> + use<'_> {
        self.kids(word).filter(|&kid| self.view.syntax.rel(kid) == Rel::Advmod)
    }

    /// "The candidate on Monday accused": the day belongs to the verb. "The mayor, speaking on radio, said".
    fn in_subject(&self, subject: usize, verb: usize) -> Vec<Found> {
        let view = self.view;
        let clause = |rel: Rel| matches!(rel, Rel::Acl | Rel::AclRelcl | Rel::Advcl);
        let clauses: Vec<usize> = view
            .syntax
            .subtree(subject, &[])
            .into_iter()
            .filter(|&word| word != subject && clause(view.syntax.rel(word)))
            .collect();
        let day = |&word: &usize| {
            let on = || self.kids(word).any(|kid| view.lower(kid) == "on");
            weekday(view.lower(word)).is_some() && self.is_time(word) && (word + 1 == verb || on())
        };
        let days = view.syntax.subtree(subject, &clauses).into_iter().filter(day).map(|word| (word, Role::Time));
        let speaking = clauses
            .iter()
            .filter(|&&kid| view.syntax.head(kid) == Some(subject) && WORDS.speaks.contains(view.verb_lemma(kid)));
        days.chain(speaking.flat_map(|&kid| self.under(kid, 1))).collect()
    }

    /// All that may be a circumstance of the act: of its verb, of the one that it is joined to as far as both share it, of the one that governs it.
    fn heads(&self) -> Vec<Found> {
        let syntax = self.view.syntax;
        let mut found = self.under(self.verb, 0);
        let mut at = self.verb;
        for _ in 0..3 {
            let Some(up) = syntax.head(at) else { break };
            match syntax.rel(at) {
                Rel::Conj => {
                    let first =
                        self.kids(up).find(|&kid| syntax.rel(kid) == Rel::Nsubj).map_or(up, |subject| subject.min(up));
                    found.extend(self.under(up, 0).into_iter().filter(|(head, _)| *head < first));
                }
                Rel::Xcomp => found.extend(self.under(up, 0)),
                // "issued an appeal on Monday"
                Rel::Obj | Rel::NsubjPass | Rel::Nsubj if syntax.upos(at) == Upos::Noun => {
                    found.extend(self.under(up, 0));
                }
                // The tree hangs the report on what is said, and what stands behind the report too.
                Rel::Ccomp | Rel::Parataxis if self.said.contains(&up) => {
                    let near = |(head, _): &Found| *head > self.verb && *head - self.verb < NEAR;
                    found.extend(self.under(up, 0).into_iter().filter(near));
                    break;
                }
                _ => break,
            }
            at = up;
        }
        let below = self.kids(self.verb).filter(|kid| {
            matches!(syntax.rel(*kid), Rel::Ccomp) || syntax.rel(*kid) == Rel::Parataxis && self.said.contains(kid)
        });
        let near = |(head, _): &Found| (self.verb + 1..self.verb + NEAR).contains(head);
        found.extend(below.flat_map(|kid| self.under(kid, 0)).filter(near));
        let root = syntax.ancestors(self.verb).find(|&word| syntax.rel(word) != Rel::Conj).unwrap_or(self.verb);
        let reports = matches!(syntax.rel(root), Rel::Ccomp | Rel::Parataxis)
            && syntax.head(root).is_some_and(|up| self.said.contains(&up));
        // "In Moscow, the envoy dismissed it, TASS reported."
        let reported = syntax.rel(root) == Rel::Ccomp && syntax.head(root).is_some_and(|up| up > self.verb);
        if syntax.head(root).is_none() || reports || reported {
            found.extend(self.front());
        }
        found
    }

    /// "In Moscow, the envoy dismissed …", whatever the tree hangs it on.
    fn front(&self) -> Option<Found> {
        let (doc, syntax) = (self.view.doc, self.view.syntax);
        let mut start = doc.sentences[doc.sentence_of(self.verb)?].words.start;
        start += usize::from(matches!(doc.word(start), "–" | "-" | "—" | "“" | "\"" | "‘"));
        let comma = (start..self.verb.min(start + FRONT)).find(|&word| doc.word(word) == ",")?;
        let opens =
            matches!(syntax.rel(start), Rel::Case | Rel::Advmod | Rel::Obl | Rel::Amod | Rel::OblUnmarked | Rel::Det);
        let head = syntax.top(Span::new(start, comma));
        let free = opens && !(start..comma).any(|word| self.said.contains(&word));
        self.role(head).filter(|_| free).map(|role| (head, role))
    }

    /// The words of a circumstance: its preposition, its noun and what hangs on that, up to a mark or another circumstance.
    fn span(&self, head: usize, role: Role, all: &BTreeMap<usize, Role>) -> Span<Tok> {
        let (view, syntax) = (self.view, self.view.syntax);
        let foreign = |word: usize| word != head && all.contains_key(&word) || self.said.contains(&word);
        let (mut kept, mut open) = (vec![head], vec![head]);
        while let Some(at) = open.pop() {
            for kid in self.kids(at).filter(|&kid| !foreign(kid)) {
                let rel = syntax.rel(kid);
                let behind = kid > head
                    && (matches!(rel, Rel::AclRelcl | Rel::Parataxis | Rel::Cc | Rel::Appos)
                        || role != Role::Time
                            && (rel == Rel::Advcl || rel == Rel::Acl && (role == Role::Place || view.is_ing(kid))));
                if rel != Rel::Punct && !behind {
                    kept.push(kid);
                    open.push(kid);
                }
            }
        }
        kept.sort_unstable();
        let joins = |word: usize| matches!(view.doc.word(word), "-" | "’s" | "'s");
        let stops =
            |word: usize| matches!(view.doc.word(word), "," | ";" | ":" | "—" | "–" | "(" | ")" | "“" | "”" | "\"");
        let has = |word: usize| kept.binary_search(&word).is_ok();
        let mut start = head;
        while let Some(before) = start.checked_sub(1) {
            if !(has(before) || joins(before) && before > 0 && has(before - 1)) {
                break;
            }
            start = before;
        }
        // "late on Sunday"
        let end = kept.last().map_or(head + 1, |last| last + 1);
        while let Some(before) = start.checked_sub(1).filter(|&before| {
            matches!(view.lower(before), "late" | "early" | "later" | "earlier" | "just" | "only" | "shortly")
                && syntax.head(before).is_some_and(|up| (start..end).contains(&up))
        }) {
            start = before;
        }
        start =
            (start..head).rev().find(|&word| stops(word) || self.said.contains(&word)).map_or(start, |word| word + 1);
        let mut end = head + 1;
        for &word in kept.iter().filter(|word| **word > head) {
            if (end..word).any(|gap| stops(gap) || foreign(gap)) {
                break;
            }
            end = word + 1;
        }
        Span::new(start, end)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::is_circumstance;
    use crate::mention::Sample;
    use crate::relation::{Role, RuleSet, relate};

    fn told(text: &str) -> Vec<String> {
        let (sample, rules) = (Sample::of(text), RuleSet::embedded().unwrap());
        let acts = relate(&rules, &sample.doc, &sample.syntax, &sample.names, &sample.entities).acts;
        let args = acts
            .iter()
            .flat_map(|act| &act.args)
            .filter(|arg| matches!(arg.role, Role::Time | Role::Place | Role::Medium));
        args.map(|arg| format!("{} {}", arg.role.name(), arg.pieces.text(text))).collect()
    }

    macro_rules! told {
        ($($name:ident: $text:literal => $told:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(told($text), $told as [&str; _]); }
        )* };
    }

    told! {
        a_day: "The mayor said on Monday that the dam was old." => ["time on Monday"];
        a_day_without_its_preposition: "The dam is old, the mayor said Monday." => ["time Monday"];
        a_date: "The mayor denied the claim on 12 March 2024." => ["time on 12 March 2024"];
        last_week: "The mayor denied the claim last week." => ["time last week"];
        at_the_head_of_the_sentence: "On Monday, the mayor denied the claim." => ["time On Monday"];
        a_statement: "The mayor denied the claim in a statement." => ["medium in a statement"];
        a_day_within_a_medium: "The mayor denied the claim in a statement on Monday." => ["time on Monday", "medium in a statement"];
        by_telephone: "The mayor said by telephone that the dam was old." => ["medium by telephone"];
        a_place: "The mayor told reporters in Baku that the dam was old." => ["place in Baku"];
        nothing_of_what_is_said: "The mayor said the dam broke on Monday in Baku." => [];
        none_at_all: "The mayor denied the claim." => [];
    }

    #[test]
    fn words_of_time_and_manner() {
        assert!(["monday", "may", "week", "briefing"].into_iter().all(is_circumstance));
        assert!(!["mon", "second", "mayor"].into_iter().any(is_circumstance));
    }
}
