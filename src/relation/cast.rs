//! Who takes part in acts: participants as mentions of entities, those whom the article never names among them.

use std::collections::{BTreeSet, HashMap};

use super::act::{Act, Arg, Role};
use super::clause::View;
use super::{Pieces, Related};
use crate::mention::{Entity, Meaning, Mention, MentionKind, NounPhrase, Speech, Whom};
use crate::model::Links;
use crate::text::{Span, Tok};

/// A participant of an act: its role, and its words.
pub(super) type Participant = (Role, NounPhrase);

/// The mentions of an article: names, then the nominals and pronouns that take part in acts, each place once.
pub(super) struct Cast<'a> {
    view: View<'a>,
    names: &'a [Mention],
    whom: Whom,
    mentions: Vec<Mention>,
    /// By their heads.
    placed: HashMap<usize, usize>,
}

impl<'a> Cast<'a> {
    /// Decides whom all words mean, from who takes part in which act, and what is said there.
    pub(super) fn new(
        view: View<'a>,
        names: &'a [Mention],
        entities: &[Entity],
        speeches: &[Speech],
        links: Option<&Links<'_>>,
    ) -> Self {
        let whom = Whom::of(view.doc, view.syntax, names, entities, speeches, links);
        Self { view, names, whom, mentions: names.to_vec(), placed: HashMap::new() }
    }

    /// A participant, once for each whom it means.
    pub(super) fn participants(&mut self, (role, phrase): Participant) -> Vec<Arg> {
        let (mention, entities) = match name_of(self.view, self.names, phrase) {
            Some(name) => (Some(name), self.names[name].entity.into_iter().collect()),
            None => match self.whom.at(phrase.head).cloned() {
                Some(meaning) => {
                    let mention = meaning.mention(phrase.words, self.whom.entities());
                    (Some(self.place(phrase.head, mention)), meaning.entities)
                }
                None => (None, Vec::new()),
            },
        };
        let pieces: Pieces = self.view.closed(self.view.doc.bytes(phrase.words)).into();
        let arg = |entity: Option<usize>| Arg {
            role,
            pieces: pieces.clone(),
            mention,
            entity,
            metonym: entity.is_some_and(|entity| self.whom.is_metonym(entity)),
            value: None,
        };
        if entities.is_empty() { vec![arg(None)] } else { entities.into_iter().map(Some).map(arg).collect() }
    }

    /// The mentions so far.
    pub(super) fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// Whom the names, nouns and pronouns among some words mean.
    pub(super) fn spoken_of(&self, words: Span<Tok>) -> impl Iterator<Item = usize> {
        let first = self.names.partition_point(|name| name.words.start < words.start);
        let names = self.names[first..].iter().take_while(move |name| name.words.start < words.end);
        let meanings = self.whom.meanings();
        let first = meanings.partition_point(|meaning| meaning.head < words.start);
        let meanings = meanings[first..].iter().take_while(move |meaning| meaning.head < words.end);
        names.filter_map(|name| name.entity).chain(meanings.flat_map(|meaning| meaning.entities.iter().copied()))
    }

    fn place(&mut self, head: usize, mention: Mention) -> usize {
        *self.placed.entry(head).or_insert_with(|| {
            self.mentions.push(mention);
            self.mentions.len() - 1
        })
    }

    /// The mentions and entities of the article, which its acts then count in. Those whom it never names are there if they take part
    /// in an act, with the phrases that mean them; where `all` are wanted, everything that may mean somebody is a mention.
    pub(super) fn finish(mut self, mut acts: Vec<Act>, all: bool) -> Related {
        let args = || acts.iter().flat_map(|act| &act.args);
        let named = self.names.len();
        let mut entities = self.whom.entities().to_vec();
        let taking: BTreeSet<usize> = args().filter_map(|arg| arg.entity).collect();
        let mut stays: BTreeSet<usize> = args().filter_map(|arg| arg.mention).chain(0..named).collect();
        let meanings = self.whom.meanings().to_vec();
        for meaning in &meanings {
            let unnamed = |entity: &usize| entities[*entity].mentions.is_empty() && taking.contains(entity);
            let tells = meaning.kind == MentionKind::Nominal && meaning.entities.iter().any(unnamed);
            if all || tells {
                stays.insert(self.place(meaning.head, meaning.mention(meaning.words, &entities)));
            }
        }
        let place = numbers(self.mentions.len(), &stays);
        let mut mentions: Vec<Mention> = stays.into_iter().map(|at| self.mentions[at].clone()).collect();
        for (at, mention) in mentions.iter().enumerate().skip(named) {
            let unnamed = |entity: &usize| entities[*entity].mentions.first().is_none_or(|&first| first >= named);
            if let Some(entity) =
                mention.entity.filter(|entity| unnamed(entity) && mention.kind == MentionKind::Nominal)
            {
                entities[entity].mentions.push(at);
            }
        }
        let known: BTreeSet<usize> = (0..entities.len()).filter(|&at| !entities[at].mentions.is_empty()).collect();
        let number = numbers(entities.len(), &known);
        let mut entities: Vec<Entity> = known.into_iter().map(|at| entities[at].clone()).collect();
        for entity in entities.iter_mut().filter(|entity| entity.mentions[0] >= named) {
            let words = |at: usize| mentions[at].words;
            entity.mentions.sort_by_key(|&at| words(at).start);
            let fullest = |at: &usize| (words(*at).len(), std::cmp::Reverse(words(*at).start));
            entity.canonical = entity.mentions.iter().copied().max_by_key(fullest).unwrap_or(entity.canonical);
        }
        for mention in &mut mentions {
            mention.entity = mention.entity.and_then(|entity| number[entity]);
        }
        for arg in acts.iter_mut().flat_map(|act| &mut act.args) {
            arg.mention = arg.mention.and_then(|mention| place[mention]);
            arg.entity = arg.entity.and_then(|entity| number[entity]);
        }
        let one = |meaning: &Meaning| match meaning.entities[..] {
            [one] => Some((meaning.head, number[one]?)),
            _ => None,
        };
        let meant = meanings.iter().filter_map(one).collect();
        Related { acts, mentions, entities, meant }
    }
}

/// Of each of so many where it stands once only some are left.
fn numbers(count: usize, stay: &BTreeSet<usize>) -> Vec<Option<usize>> {
    let mut numbers = vec![None; count];
    for (number, &at) in stay.iter().enumerate() {
        numbers[at] = Some(number);
    }
    numbers
}

/// An act as it tells whom words mean.
pub(super) fn speech(view: View<'_>, names: &[Mention], who: &[Participant], content: Vec<Span<Tok>>) -> Speech {
    let heads = |speaks: bool| {
        let of = who.iter().filter(move |(role, _)| (*role == Role::Speaker) == speaks);
        // "shopkeeper Delroy Pinnock" speaks at the name.
        let head = |(_, phrase): &Participant| {
            name_of(view, names, *phrase).map_or(phrase.head, |name| view.syntax.top(names[name].words))
        };
        of.map(head).collect()
    };
    Speech { speakers: heads(true), others: heads(false), content }
}

/// The name that a phrase means, or whose word its head is: "Democrats".
fn name_of(view: View<'_>, names: &[Mention], phrase: NounPhrase) -> Option<usize> {
    phrase.name(view.doc, view.syntax, names).or_else(|| {
        let last = names.partition_point(|name| name.words.start <= phrase.head).checked_sub(1)?;
        names[last].words.has(phrase.head).then_some(last)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use crate::mention::{MentionKind, Sample};
    use crate::relation::{Reading, Related, Role, RuleSet, Wanted};

    const SOURCE: &str =
        "A harbour official said the ship had sunk. The official said that it was old. Anna Berg left.";

    fn related(text: &str, wanted: Wanted) -> (Sample, Related) {
        let (rules, sample) = (RuleSet::embedded().unwrap(), Sample::of(text));
        let reading = Reading::new(&rules, &sample.doc, &sample.syntax, &sample.names);
        let related = reading.relate(&sample.entities, wanted);
        (sample, related)
    }

    #[test]
    fn an_unnamed_source_is_one_entity() {
        let (sample, Related { acts, mentions, entities, .. }) = related(SOURCE, Wanted::default());
        let speakers: Vec<Option<usize>> =
            acts.iter().flat_map(|act| act.role(Role::Speaker)).map(|arg| arg.entity).collect();
        let unnamed = entities.len() - 1;
        assert_eq!(speakers, [Some(unnamed), Some(unnamed)]);
        let entity = &entities[unnamed];
        let words: Vec<&str> = entity.mentions.iter().map(|&at| sample.text(mentions[at].words)).collect();
        assert_eq!((words, entity.canonical), (vec!["A harbour official", "The official"], entity.mentions[0]));
    }

    #[test]
    fn whoever_takes_part_in_no_act_is_no_entity() {
        let (_, related) = related("Anna Berg said no. A nurse slept.", Wanted::default());
        assert_eq!(related.entities.len(), 1);
    }

    #[test]
    fn all_that_may_mean_somebody_are_mentions_where_they_are_asked_for() {
        let wanted = Wanted { all_mentions: true, ..Wanted::default() };
        let (sample, all) = related("Anna Berg slept. A nurse woke her.", wanted);
        let told = all.mentions.iter().filter(|mention| mention.kind != MentionKind::Name);
        let words: Vec<(&str, Option<usize>)> =
            told.map(|mention| (sample.text(mention.words), mention.entity)).collect();
        assert_eq!(words, [("A nurse", Some(1)), ("her", Some(0))]);
    }

    #[test]
    fn acts_count_in_what_is_left_of_mentions_and_entities() {
        let text = "Anna Berg said that a stoker had told an officer that the ship leaked. A diver said the same.";
        let wanted = Wanted { outermost: true, ..Wanted::default() };
        let (sample, Related { acts, mentions, entities, .. }) = related(text, wanted);
        for arg in acts.iter().flat_map(|act| &act.args).filter(|arg| arg.mention.is_some()) {
            let mention = &mentions[arg.mention.unwrap()];
            assert_eq!(mention.entity, arg.entity, "{:?}", sample.text(mention.words));
            assert!(arg.entity.is_none_or(|entity| entity < entities.len()));
        }
        assert!(acts.iter().all(|act| act.attribution.is_empty()) && mentions.len() < 4, "{mentions:?}");
    }
}
