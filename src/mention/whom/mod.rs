//! Whom pronouns and common nouns mean: one of those spoken of so far, named or not, or somebody new, or nobody.
//!
//! Each is a question with candidates; what grammar forbids is none. What is known of a candidate (how long ago and as what it was
//! mentioned, whether it spoke, what the text calls it) and what the encoder saw of both is weighed by a softmax over the candidates and
//! nobody; the weights are fitted to labelled articles by `models/recipe/whom.py`. Few words leave no choice (`stated`). Pronouns inside a quotation wait until its
//! speaker is known; otherwise the text's order decides.

mod candidate;
mod cluster;
mod discourse;
mod feature;
mod lesson;
mod markable;
mod query;
mod sense;
mod stated;
mod weights;

use std::collections::HashSet;

use self::discourse::Discourse;
pub use self::lesson::{Gold, Lesson, Lessons, lessons, vocabulary};
use self::markable::Kind;
use self::query::Query;
use self::sense::Sense;
use self::stated::stated;
use self::weights::WEIGHTS;
use super::convention::is_building;
use super::softmax::{likeliest, probabilities};
use super::{Entity, Mention, MentionKind, Source};
use crate::model::Links;
use crate::ner::Class;
use crate::syntax::Syntax;
use crate::text::{Span, Tok};
use crate::token::Segmented;

/// An act, as far as it tells whom words mean: heads of its participants, and its content.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speech {
    /// Heads of whoever performs it.
    pub speakers: Vec<usize>,
    /// Heads of whom it is addressed to or aims at.
    pub others: Vec<usize>,
    /// What is said.
    pub content: Vec<Span<Tok>>,
}

/// Whom the words of an article mean.
#[derive(Debug)]
pub struct Whom {
    /// Of each markable, in the order of their heads.
    meanings: Vec<Meaning>,
    /// The named ones, and behind them the others.
    entities: Vec<Entity>,
    /// Of each entity: a place, or an institution that goes by the name of one, stands for whoever acts there.
    metonyms: Vec<bool>,
}

/// Whom a pronoun or a noun means.
#[derive(Debug, Clone)]
pub struct Meaning {
    /// Its head word.
    pub head: usize,
    /// The phrase.
    pub words: Span<Tok>,
    /// Noun or pronoun; a name that the phrase means is a mention of its own.
    pub kind: MentionKind,
    /// Indices of the entities: none for nobody, several for "the two leaders".
    pub entities: Vec<usize>,
    /// What the word alone says that it means.
    pub class: Class,
    /// Probability, where it was weighed.
    pub score: Option<f32>,
}

/// From this probability on *he* and *she* tell what whom they mean is.
const SURE: f32 = 0.8;

/// Answers to a question.
enum Answer {
    Known(usize),
    /// The likeliest, of whom the word's gender tells nothing.
    Perhaps(usize),
    New,
    Nobody,
}

impl Whom {
    /// Decides about every pronoun and noun that may mean somebody. `speeches` are the article's acts; `entities` those of its `names`;
    /// `links` is what the model knows of its words, where it has link heads.
    #[must_use]
    pub fn of(
        doc: &Segmented,
        syntax: &Syntax,
        names: &[Mention],
        entities: &[Entity],
        speeches: &[Speech],
        links: Option<&Links<'_>>,
    ) -> Self {
        let mut discourse = Discourse::new(doc, syntax, names, entities, speeches, &HashSet::new());
        let sense = links.map(|links| Sense::of(links, &discourse));
        let mut scores = vec![None; discourse.markables.len()];
        walk(&mut discourse, |discourse, at, query| {
            let (answer, score) = weigh(discourse, at, query, sense.as_ref());
            scores[at] = Some(score);
            answer
        });
        Self::told(&discourse, entities, &scores)
    }

    fn told(discourse: &Discourse<'_>, named: &[Entity], scores: &[Option<f32>]) -> Self {
        let mut entities = named.to_vec();
        let mut number: Vec<Option<usize>> = (0..named.len()).map(Some).collect();
        for cluster in &discourse.clusters[named.len()..] {
            let unnamed = !cluster.is_named();
            number.push(unnamed.then_some(entities.len()));
            if unnamed {
                entities.push(Entity { class: cluster.class, mentions: Vec::new(), canonical: 0 });
            }
        }
        let of = |cluster: usize| -> Vec<usize> {
            let members = &discourse.clusters[cluster].members;
            if members.is_empty() {
                number[cluster].into_iter().collect()
            } else {
                members.iter().filter_map(|&m| number[m]).collect()
            }
        };
        let meaning = |(at, markable): (usize, &markable::Markable<'_>)| {
            let kind = match &markable.kind {
                Kind::Name(_) => return None,
                Kind::Pronoun(_) => MentionKind::Pronoun,
                Kind::Nominal(_) => MentionKind::Nominal,
            };
            let class = markable.class();
            let entities = discourse.meant[at].map_or_else(Vec::new, of);
            let score = scores[at].filter(|_| !entities.is_empty());
            Some(Meaning { head: markable.head, words: markable.words, kind, entities, class, score })
        };
        let meanings = discourse.markables.iter().enumerate().filter_map(meaning).collect();
        let metonym = |entity: &Entity| {
            let name = entity.mentions.first().map(|_| discourse.names[entity.canonical].words);
            entity.class == Class::Loc && name.is_some()
                || name.is_some_and(|words| is_building(discourse.doc.text(discourse.doc.bytes(words))))
        };
        let metonyms = entities.iter().map(metonym).collect();
        Self { meanings, entities, metonyms }
    }

    /// What the noun or pronoun at a word means.
    #[must_use]
    pub fn at(&self, head: usize) -> Option<&Meaning> {
        self.meanings.binary_search_by_key(&head, |meaning| meaning.head).ok().map(|at| &self.meanings[at])
    }

    /// Is an entity a place that acts as a government or body?
    #[must_use]
    pub fn is_metonym(&self, entity: usize) -> bool {
        self.metonyms[entity]
    }

    /// All nouns and pronouns that may mean somebody, in the order of the text.
    #[must_use]
    pub fn meanings(&self) -> &[Meaning] {
        &self.meanings
    }

    /// All entities: the named ones, and behind them those whom the article never names, which have no mentions here yet.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }
}

impl Meaning {
    /// As a mention of the one entity that it means, if it is one.
    #[must_use]
    pub fn mention(&self, words: Span<Tok>, entities: &[Entity]) -> Mention {
        let entity = if let [one] = self.entities[..] { Some(one) } else { None };
        let class = entity.map_or(self.class, |entity| entities[entity].class);
        let source = if self.entities.is_empty() { Source::Rule } else { Source::Coref };
        Mention { words, class, kind: self.kind, entity, score: self.score, source }
    }
}

/// Decides about all markables, in order. `answer` is asked where the words leave a choice.
fn walk(discourse: &mut Discourse<'_>, mut answer: impl FnMut(&Discourse<'_>, usize, &Query) -> Answer) {
    for at in discourse.order() {
        let stated = stated(discourse, at);
        match stated.unwrap_or_else(|| answer(discourse, at, &Query::of(discourse, at))) {
            Answer::Known(cluster) => discourse.join(at, cluster, true),
            Answer::Perhaps(cluster) => discourse.join(at, cluster, false),
            Answer::New => drop(discourse.open(at)),
            Answer::Nobody => {}
        }
    }
}

/// The likeliest answer, with its probability.
fn weigh(discourse: &Discourse<'_>, at: usize, query: &Query, sense: Option<&Sense<'_>>) -> (Answer, f32) {
    let mut scores = WEIGHTS.scores(query.group, &query.rows);
    if let Some(sense) = sense {
        sense.add(discourse, at, &query.clusters, &mut scores);
    }
    let (best, score) = likeliest(&probabilities(&scores));
    let cluster = best.map(|best| query.clusters[best]);
    let answer = match (cluster, discourse.markables[at].nominal()) {
        (Some(cluster), _) if score >= SURE => Answer::Known(cluster),
        (Some(cluster), nominal) if nominal.is_some() || score >= WEIGHTS.threshold => Answer::Perhaps(cluster),
        // "The weather" that is blamed is nobody.
        (None, Some(nominal)) if nominal.sort.is_some() || nominal.plural || discourse.speaks(at) => Answer::New,
        _ => Answer::Nobody,
    };
    (answer, score)
}

#[cfg(test)]
mod tests {
    use super::{Speech, Whom};
    use crate::mention::{NounPhrase, Sample};

    /// Whom the speakers at some words mean. A word that stands twice is asked for where it stands next. Of those whom the text never
    /// names the phrase that brings them in; `-` for nobody.
    fn meant(text: &str, heads: &[&str]) -> Vec<String> {
        let sample = Sample::of(text);
        let mut from = 0;
        let place = |head: &&str| {
            let at = (from..sample.doc.words.len()).find(|&word| sample.doc.word(word) == *head);
            let at = at.unwrap_or_else(|| panic!("no word {head:?} from {from} on"));
            from = at + 1;
            at
        };
        let places: Vec<usize> = heads.iter().map(place).collect();
        let speech = |&head: &usize| Speech { speakers: vec![head], ..Speech::default() };
        let speeches: Vec<Speech> = places.iter().map(speech).collect();
        let whom = Whom::of(&sample.doc, &sample.syntax, &sample.names, &sample.entities, &speeches, None);
        let name = |entity: &usize| {
            if *entity < sample.entities.len() {
                return sample.name(Some(*entity)).to_owned();
            }
            let first = whom.meanings().iter().find(|meaning| meaning.entities == [*entity]);
            first.map_or("?", |meaning| sample.text(meaning.words)).to_owned()
        };
        let told = |&head: &usize| {
            let named =
                NounPhrase::of(&sample.doc, &sample.syntax, head).name(&sample.doc, &sample.syntax, &sample.names);
            let entities = match named {
                Some(name) => sample.names[name].entity.into_iter().collect(),
                None => whom.at(head).map_or_else(Vec::new, |meaning| meaning.entities.clone()),
            };
            let told: Vec<String> = entities.iter().map(name).collect();
            if told.is_empty() { "-".to_owned() } else { told.join(" + ") }
        };
        places.iter().map(told).collect()
    }

    macro_rules! means {
        ($($name:ident: $text:literal, $heads:expr => $entities:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(meant($text, &$heads), $entities as [&str; _]); }
        )* };
    }

    means! {
        she_is_the_woman_who_spoke:
            "Anna Berg said no. She said it twice.", ["Berg", "She"] => ["Anna Berg", "Anna Berg"];
        she_is_not_the_man_who_spoke_last:
            "Anna Berg said no. Olav Vik said yes. She left.", ["Berg", "Vik", "She"] => ["Anna Berg", "Olav Vik", "Anna Berg"];
        he_is_the_man_named_before:
            "The bridge by Olav Vik is old. He said no.", ["He"] => ["Olav Vik"];
        it_is_the_body_that_spoke:
            "The Harbour Council said no. It said it twice.", ["Council", "It"] => ["Harbour Council", "Harbour Council"];
        they_are_no_single_person:
            "Anna Berg said no. They said yes.", ["Berg", "They"] => ["Anna Berg", "-"];
        who_is_the_name_before_it:
            "Olav Vik, who denied it, left.", ["who"] => ["Olav Vik"];
        the_captain_is_who_was_called_so:
            "Captain Taras Moroz left. The captain said no.", ["captain"] => ["Taras Moroz"];
        a_captain_is_somebody_else:
            "Captain Taras Moroz left. A captain said no.", ["captain"] => ["A captain"];
        an_age_means_who_is_of_it:
            "Anna Berg, 49, left. Lucas Brandt, 51, stayed. The 51-year-old said no.", ["old"] => ["Lucas Brandt"];
        the_company_is_the_only_one:
            "Halden Metals said yes. Officials took samples. The company said no.", ["Metals", "company"] => ["Halden Metals", "Halden Metals"];
        an_official_is_one_source:
            "A harbour official said no. The ship sank. The official said it again. He blamed the storm.",
            ["official", "official", "He"] => ["A harbour official", "A harbour official", "A harbour official"];
        a_notice_speaks_for_who_gave_it:
            "A notice by the Harbour Council said no.", ["notice"] => ["Harbour Council"];
        the_two_are_those_named_together:
            "Olav Vik met Anna Berg and Ilse Kern. The two women said no.", ["women"] => ["Anna Berg + Ilse Kern"];
        his_speech_is_that_of_whoever_is_named_behind:
            "In his speech, Olav Vik said no.", ["his"] => ["Olav Vik"];
        she_is_who_is_called_by_a_womans_name_alone:
            "Anna met Olaf at the harbour. She said no.", ["She"] => ["Anna"];
        nobody_is_no_source:
            "Nobody said no. No official said yes.", ["Nobody", "official"] => ["-", "-"];
        such_as_tells_whom:
            "Bodies such as the Harbour Council said no.", ["Bodies"] => ["Harbour Council"];
    }

    #[test]
    fn a_place_that_speaks_is_a_metonym_and_a_person_is_none() {
        let sample = Sample::of("Oslo said no. Anna Berg said yes.");
        let whom = Whom::of(&sample.doc, &sample.syntax, &sample.names, &sample.entities, &[], None);
        let metonyms: Vec<(&str, bool)> =
            (0..sample.entities.len()).map(|entity| (sample.name(Some(entity)), whom.is_metonym(entity))).collect();
        assert_eq!(metonyms, [("Oslo", true), ("Anna Berg", false)]);
    }
}
