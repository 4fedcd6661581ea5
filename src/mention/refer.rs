//! What pronouns and common nouns stand for.
//!
//! Only participants of acts are resolved. The decision is made in text order with what has been said so far, and no
//! answer is better than a wrong one: where two persons could be meant and nothing tells them apart, there is none.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::convention::is_building;
use super::gender::Gender;
use super::nouns::{is_company, is_person};
use super::roles::{Modifiers, Roles, distinct, modifiers, name_at};
use super::{Entity, Mention, MentionKind, NounPhrase, Source, lists};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{BlockKind, Span, Tok, look};
use crate::token::Segmented;

/// What a participant's noun phrase turned out to mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Referent {
    /// The mention at its head: an index of a name mention, or a nominal or pronoun of its own.
    pub mention: Result<usize, Mention>,
    /// Index of the entity meant.
    pub entity: Option<usize>,
    /// A place that acts as a government or body.
    pub metonym: bool,
}

/// Resolves the participants of one article, asked for in text order.
#[derive(Debug)]
pub struct Refer<'a> {
    doc: &'a Segmented,
    syntax: &'a Syntax,
    names: &'a [Mention],
    entities: &'a [Entity],
    roles: Roles<'a>,
    /// Places of the persons among the names.
    persons: Vec<usize>,
    /// Of whom alone the text tells an age, "Marta Ruiz, 49,"; none where it tells it of several.
    ages: HashMap<&'a str, Option<usize>>,
    /// The words from the first of the text to the end of its first sentence.
    lead: Span<Tok>,
    /// Who spoke, in the order of the text.
    spoken: Vec<Spoke>,
    /// Whom words mean that are no name: it is decided once.
    decided: HashMap<Span<Tok>, (Option<usize>, Class)>,
}

#[derive(Debug, Clone, Copy)]
struct Spoke {
    sentence: usize,
    entity: Option<usize>,
    plural: bool,
    class: Class,
    /// Whether the noun itself tells: "the spokeswoman".
    gender: Option<Gender>,
    /// Another person takes part in the same act: in that sentence, "he" may be either.
    another: Option<usize>,
}

/// A pronoun looks back so many sentences.
const MEMORY: usize = 3;

impl<'a> Refer<'a> {
    /// Reads which roles the text gives to whom.
    #[must_use]
    pub fn new(doc: &'a Segmented, syntax: &'a Syntax, names: &'a [Mention], entities: &'a [Entity]) -> Self {
        let roles = Roles::read(doc, syntax, names, entities);
        let persons: Vec<usize> = (0..names.len()).filter(|&at| names[at].class == Class::Per).collect();
        let mut ages: HashMap<&str, Option<usize>> = HashMap::new();
        for person in persons.iter().map(|&at| &names[at]).filter(|person| doc.word(person.words.end) == ",") {
            let told = ages.entry(doc.word(person.words.end + 1)).or_insert(person.entity);
            *told = told.filter(|_| *told == person.entity);
        }
        Self {
            doc,
            syntax,
            names,
            entities,
            roles,
            persons,
            ages,
            lead: lead(doc),
            spoken: Vec::new(),
            decided: HashMap::new(),
        }
    }

    /// What a noun phrase means. `speaker` tells whether the phrase speaks: then it is what "he" or "the official" may
    /// mean from here on.
    ///
    /// `not` are the entities that the same act has as speakers already: nobody tells himself.
    pub fn resolve(&mut self, phrase: NounPhrase, speaker: bool, not: &[usize]) -> Referent {
        let head = phrase.head;
        let sentence = self.doc.sentence_of(head).unwrap_or(0);
        let referent = if let Some(name) = phrase.name(self.doc, self.syntax, self.names) {
            let entity = self.names[name].entity;
            Referent { mention: Ok(name), entity, metonym: self.is_metonym(entity) }
        } else if self.syntax.upos(head) == Upos::Pron {
            self.once(Span::new(head, head + 1), MentionKind::Pronoun, |refer| {
                let (entity, class) = refer.pronoun(head, sentence);
                (entity.filter(|e| !not.contains(e)), class)
            })
        } else {
            self.once(phrase.words, MentionKind::Nominal, |refer| refer.nominal(phrase))
        };
        let word = self.doc.lower(head);
        let first_person = matches!(word, "i" | "we" | "my" | "our");
        if speaker && !first_person {
            let class = match &referent.mention {
                Ok(name) => self.names[*name].class,
                Err(mention) => mention.class,
            };
            // A name is one, whatever its last letter: "Adams".
            let many = self.doc.noun(head) != word || matches!(word, "they" | "people" | "police");
            let plural = many && referent.mention.is_err();
            // A pronoun keeps the one it stands for in mind, and its absence too.
            let gender = Gender::of(word);
            self.spoken.push(Spoke { sentence, entity: referent.entity, plural, class, gender, another: None });
        } else if let (Some(spoke), Some(entity)) = (self.spoken.last_mut(), referent.entity)
            && !speaker
            && self.entities[entity].class == Class::Per
            && spoke.entity != Some(entity)
        {
            spoke.another = Some(entity);
        }
        referent
    }

    /// Of each entity the body that it speaks for, if the article says so: "the union’s president, Obi".
    #[must_use]
    pub fn into_bodies(self) -> Vec<Option<usize>> {
        self.roles.into_bodies()
    }

    /// A mention of its own, with what was decided for these words, or now is.
    fn once(
        &mut self,
        words: Span<Tok>,
        kind: MentionKind,
        decide: impl FnOnce(&Self) -> (Option<usize>, Class),
    ) -> Referent {
        let known = self.decided.get(&words).copied();
        let (entity, class) = known.unwrap_or_else(|| decide(self));
        self.decided.insert(words, (entity, class));
        let class = entity.map_or(class, |e| self.entities[e].class);
        let source = if entity.is_some() { Source::Coref } else { Source::Rule };
        // No score: how often such a decision is right has not been measured.
        let mention = Mention { words, class, kind, entity, score: None, source };
        Referent { mention: Err(mention), entity, metonym: self.is_metonym(entity) }
    }

    /// A place, or an institution that goes by the name of one, stands for whoever acts there.
    fn is_metonym(&self, entity: Option<usize>) -> bool {
        entity.is_some_and(|e| {
            let entity = &self.entities[e];
            let name = self.doc.text(self.doc.bytes(self.names[entity.canonical].words));
            entity.class == Class::Loc || is_building(name)
        })
    }

    /// Who spoke last, if not long ago.
    fn last(&self, sentence: usize) -> Option<Spoke> {
        self.spoken.last().copied().filter(|spoke| sentence.saturating_sub(spoke.sentence) <= MEMORY)
    }

    /// The last speaker whom "he" or "she" may mean, if a person; of two in one sentence the one who surely is.
    fn person_spoke(&self, sentence: usize, gender: Option<Gender>) -> Option<Spoke> {
        let near = |spoke: &&Spoke| sentence.saturating_sub(spoke.sentence) <= MEMORY;
        let may = |spoke: &&Spoke| match spoke.entity {
            Some(entity) => self.roles.may_be(entity, gender),
            None => gender.is_none() || spoke.gender.is_none() || spoke.gender == gender,
        };
        let spoke = self.spoken.iter().rev().take_while(near).find(|s| s.class != Class::Per || s.plural || may(s))?;
        if spoke.class != Class::Per || spoke.plural {
            return None;
        }
        let both = spoke.another.filter(|_| spoke.sentence == sentence);
        let rival = both.filter(|&other| self.roles.may_be(other, gender));
        let surely = |entity| self.roles.is_surely(entity, gender);
        let entity = spoke.entity.filter(|&e| rival.is_none_or(|other| surely(e) && !surely(other)));
        Some(Spoke { entity, ..*spoke })
    }

    /// "He" and "she" mean the last speaker if a person, else the only person named shortly before; "it" a body that
    /// spoke; "they" whoever spoke as many.
    fn pronoun(&self, head: usize, sentence: usize) -> (Option<usize>, Class) {
        let word = self.doc.lower(head);
        let last = self.last(sentence);
        match word {
            "he" | "she" | "him" | "her" | "his" => {
                let gender = Gender::of(word);
                let spoke = self.person_spoke(sentence, gender);
                let acted = self.person_acted(sentence, gender);
                let entity = match (spoke, acted) {
                    (Some(spoke), Some((at, person))) if at > spoke.sentence => Some(person),
                    (Some(spoke), _) => spoke.entity,
                    (None, _) => self.person_before(head, sentence, gender),
                };
                (entity, Class::Per)
            }
            "who" | "whom" | "which" | "that" => self.relative(head, word),
            "i" | "my" => (last.filter(|spoke| spoke.class == Class::Per).and_then(|spoke| spoke.entity), Class::Per),
            "it" | "its" => {
                let body = last.filter(|spoke| spoke.class != Class::Per && !spoke.plural);
                let here = self.subject_before(head, sentence, 0);
                match body {
                    Some(spoke) if here.is_none() || spoke.sentence == sentence => (spoke.entity, Class::Org),
                    _ => (here.or_else(|| self.subject_before(head, sentence, 1)), Class::Org),
                }
            }
            "they" | "we" | "our" | "them" => {
                let many = last.filter(|spoke| spoke.plural || spoke.class != Class::Per);
                (many.and_then(|spoke| spoke.entity), many.map_or(Class::Org, |spoke| spoke.class))
            }
            _ => (None, Class::Per),
        }
    }

    /// Of "Obi, who denied it" and "the company, which said": the noun before, and whom it means.
    fn relative(&self, head: usize, word: &str) -> (Option<usize>, Class) {
        let class = if matches!(word, "who" | "whom") { Class::Per } else { Class::Org };
        let clause = self.syntax.ancestors(head).take(4).find(|&w| self.syntax.rel(w) == Rel::AclRelcl);
        let noun = clause.and_then(|clause| self.syntax.head(clause));
        // "Berg United, a campaign group, which": the name.
        let above = |noun: usize| self.syntax.head(noun).filter(|_| self.syntax.rel(noun) == Rel::Appos);
        let noun = noun.map(|noun| NounPhrase::of(self.doc, self.syntax, above(noun).unwrap_or(noun)));
        let name = noun.and_then(|noun| noun.name(self.doc, self.syntax, self.names));
        // "said owner Zdeněk Horáček, who offered": the name right before, whatever the tree makes of its title.
        let beside = || {
            let near = |n: &Mention| n.class == Class::Per && (n.words.end..n.words.end + 2).contains(&head);
            let first = self.names.partition_point(|name| name.words.end + 1 < head);
            let mut names = (first..self.names.len()).take_while(|&at| self.names[at].words.end <= head);
            names.find(|&at| near(&self.names[at])).filter(|_| class == Class::Per)
        };
        match name.or_else(beside) {
            Some(name) => (self.names[name].entity, self.names[name].class),
            None => noun.map_or((None, class), |noun| self.nominal(noun)),
        }
    }

    /// The body or place that is the only such subject of the nearest sentence that has one, at most `back` sentences back.
    fn subject_before(&self, head: usize, sentence: usize, back: usize) -> Option<usize> {
        let before = self.names.partition_point(|name| name.words.start < head);
        self.only_one(before, sentence, back, |name| {
            matches!(name.class, Class::Org | Class::Loc)
                && name.words.range().any(|w| self.syntax.rel(w).universal() == Rel::Nsubj)
        })
    }

    /// The person who is the subject of the sentence before, with that sentence's number: "Obi flew in on Sunday. He told …".
    fn person_acted(&self, sentence: usize, gender: Option<Gender>) -> Option<(usize, usize)> {
        let before = sentence.checked_sub(1)?;
        let words = self.doc.sentences[before].words;
        let root = words.range().find(|&w| self.syntax.rel(w) == Rel::Root)?;
        let subject = self.syntax.child(root, &[Rel::Nsubj, Rel::NsubjPass]).filter(|&s| s < root)?;
        let phrase = NounPhrase::of(self.doc, self.syntax, subject);
        let name = &self.names[phrase.name(self.doc, self.syntax, self.names)?];
        let entity = name.entity.filter(|&e| name.class == Class::Per && self.roles.may_be(e, gender))?;
        (!self.doc.is_quoted(root)).then_some((before, entity))
    }

    /// The one person named before the pronoun in the nearest sentence that names any; none where it names two.
    fn person_before(&self, head: usize, sentence: usize, gender: Option<Gender>) -> Option<usize> {
        let before = self.names.partition_point(|name| name.words.start < head);
        self.only_one(before, sentence, MEMORY, |name| {
            name.class == Class::Per && name.entity.is_none_or(|entity| self.roles.may_be(entity, gender))
        })
    }

    /// Of the first `before` names the only entity that is meant in the nearest sentence that means any, at most `back` sentences
    /// before `sentence`; none where that sentence means two.
    fn only_one(&self, before: usize, sentence: usize, back: usize, means: impl Fn(&Mention) -> bool) -> Option<usize> {
        let mut found: Option<(usize, usize)> = None;
        for name in self.names[..before].iter().rev() {
            look(1);
            let at = self.doc.sentence_of(name.words.start)?;
            match found {
                None if at + back < sentence => return None,
                Some((nearest, _)) if at != nearest => break,
                _ if !means(name) => {}
                None => found = Some((at, name.entity?)),
                Some((_, other)) if name.entity? != other => return None,
                Some(_) => {}
            }
        }
        found.map(|(_, entity)| entity)
    }

    /// "The president" means the one whom the text called president before, if it called one so and if nothing in the
    /// phrase says otherwise ("the Turkish president"). A headline means whom the article calls so below.
    fn nominal(&self, phrase: NounPhrase) -> (Option<usize>, Class) {
        let word = self.doc.word(phrase.head);
        let noun = self.doc.noun(phrase.head);
        let class = if is_person(noun) { Class::Per } else { Class::Org };
        let first = self.doc.lower(phrase.words.start);
        let headline = self.doc.is_title(phrase.head) && !matches!(first, "a" | "an");
        let lead = headline || self.is_lead(phrase.head);
        // "Bolivia's interior minister" is as definite as "the Bolivian one".
        let owned = || self.place_of(phrase.head).is_some();
        let definite = matches!(first, "the" | "this" | "that") || owned();
        if let Some(age) = self.age(phrase).filter(|_| definite) {
            return (self.aged(age, phrase.head), Class::Per);
        }
        if !(definite || headline) || !noun.eq_ignore_ascii_case(word) {
            return (None, class);
        }
        let modifiers = modifiers(self.doc, self.syntax, self.names, phrase.head);
        let fits = |theirs: &Modifiers| {
            // "The mayor" is neither his deputy nor a former one.
            let lesser = |of: &[(&str, bool)]| of.iter().any(|(word, _)| LESSER.contains(word));
            if lesser(theirs) && !lesser(&modifiers) {
                return false;
            }
            // Of one sort only: "Bolivia's minister" may be the interior minister, and no Peruvian one.
            modifiers.iter().all(|(own, place)| {
                let mut alike = theirs.iter().filter(|(_, other)| other == place).peekable();
                alike.peek().is_none() || alike.any(|(other, _)| are_akin(own, other))
            })
        };
        // Those whom the text calls by this very noun go before those whom it calls by one that means the same.
        let called = |exactly: bool| {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            for role in self.roles.called(noun, exactly).filter(|role| fits(&role.modifiers)) {
                before.extend((role.first < phrase.words.start).then_some(role.entity));
                after.extend((role.last >= phrase.words.end).then_some(role.entity));
            }
            distinct(if before.is_empty() && lead { after } else { before }.into_iter())
        };
        let exactly = called(true);
        let called = if exactly.len() == 1 { exactly } else { called(false) };
        match called[..] {
            [entity] => (Some(entity), self.entities[entity].class),
            _ if is_company(noun) && (headline || modifiers.is_empty()) => {
                (self.company(phrase.head, headline, called), class)
            }
            _ if lead && class == Class::Per => (self.introduced(phrase.words.end), class),
            _ => (None, class),
        }
    }

    /// "49", of "the 49-year-old" and "the 49-year-old Norwegian".
    fn age(&self, phrase: NounPhrase) -> Option<&str> {
        let words: Vec<&str> = phrase.words.range().map(|w| self.doc.word(w)).collect();
        words.windows(5).find(|w| w[1..] == ["-", "year", "-", "old"]).map(|w| w[0])
    }

    /// The only person of whom the text tells that age ("Marta Ruiz, 49,"), else the last who spoke, or who alone is named
    /// shortly before.
    fn aged(&self, age: &str, head: usize) -> Option<usize> {
        let sentence = self.doc.sentence_of(head)?;
        match self.ages.get(age) {
            Some(told) => *told,
            None => match self.person_spoke(sentence, None) {
                Some(spoke) => spoke.entity,
                None => self.person_before(head, sentence, None),
            },
        }
    }

    /// Does the word stand in the first sentence of the text, or in what stands between that and the headline?
    fn is_lead(&self, word: usize) -> bool {
        self.lead.has(word)
    }

    /// "The head of a council has apologised": whoever is named first after that, alone in their sentence and soon.
    fn introduced(&self, from: usize) -> Option<usize> {
        let sentence = self.doc.sentence_of(from)?;
        let before = self.persons.partition_point(|&at| self.names[at].words.start < from);
        let mut persons = self.persons[before..].iter().map(|&at| &self.names[at]);
        let first = persons.next()?;
        let at = self.doc.sentence_of(first.words.start)?;
        let end = self.doc.sentences[at].words.end;
        let alone = persons.take_while(|person| person.words.start < end).all(|person| person.entity == first.entity);
        (alone && at <= sentence + MEMORY && first.words.len() > 1).then_some(first.entity).flatten()
    }

    /// "The company" without a word on which: the only one named so far, else the one that spoke last, the subject nearest
    /// before, or the one named most. A headline means one named below.
    /// `called` are those that the text calls so, if it calls any.
    fn company(&self, head: usize, headline: bool, mut called: Vec<usize>) -> Option<usize> {
        let sentence = self.doc.sentence_of(head)?;
        // Entities are counted by first mention.
        let named = self.entities.partition_point(|e| headline || self.names[e.mentions[0]].words.start < head);
        let companies = if called.is_empty() {
            self.roles.companies().among_first(named)
        } else {
            called.retain(|&entity| entity < named);
            self.roles.companies().among(&mut called)
        }?;
        if let [only] = companies.entities()[..] {
            return Some(only);
        }
        // A headline means the one that the text names first, if it opens with it.
        let opens = |&e: &usize| {
            let below = self.entities[e].mentions.iter().find(|&&m| !self.doc.is_title(self.names[m].words.start));
            below.is_some_and(|&m| self.is_lead(self.names[m].words.start))
        };
        if let Some(first) = companies.entities().iter().copied().find(opens).filter(|_| headline) {
            return Some(first);
        }
        let among = |e: &usize| companies.has(*e);
        let spoke = self.last(sentence).and_then(|spoke| spoke.entity).filter(among);
        let subject = || self.subject_before(head, sentence, MEMORY).filter(among);
        spoke.or_else(subject).or_else(|| companies.most(self.entities))
    }

    /// The place or body that owns a noun: "Bolivia's minister".
    fn place_of(&self, head: usize) -> Option<&Mention> {
        let owner = self.syntax.child(head, &[Rel::NmodPoss])?;
        name_at(self.names, owner).filter(|name| matches!(name.class, Class::Loc | Class::Org))
    }
}

/// From the first word of the text to the end of the first sentence that ends like one.
fn lead(doc: &Segmented) -> Span<Tok> {
    let body = doc.blocks.iter().find(|block| block.kind == BlockKind::Body);
    let Some(start) = body.map(|block| block.span.start) else { return Span::new(0, 0) };
    let first = doc.words.partition_point(|word| word.span.start < start);
    let before = doc.sentences.partition_point(|s| s.span.start < start);
    let ends = |s: &Span<Tok>| matches!(doc.word(s.end - 1), "." | "!" | "?" | "”" | "\"" | "''" | "’");
    let end = doc.sentences[before..].iter().find(|s| ends(&s.words)).map_or(first, |s| s.words.end);
    Span::new(first, end)
}

/// "Uzbek" and "Uzbekistan's": words that begin alike.
fn are_akin(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    one == other || one.chars().count() >= STEM && one.chars().take(STEM).eq(other.chars().take(STEM))
}

static LESSER: LazyLock<HashSet<&str>> = LazyLock::new(|| lists::words(include_str!("lesser.txt")).collect());

#[cfg(test)]
mod tests {
    use super::Refer;
    use crate::mention::{NounPhrase, Sample};

    /// Whom the speakers at some words mean, asked for in text order. A word that stands twice is asked for where it stands next.
    fn meant(text: &str, heads: &[&str]) -> Vec<String> {
        let sample = Sample::of(text);
        let mut refer = Refer::new(&sample.doc, &sample.syntax, &sample.names, &sample.entities);
        let mut from = 0;
        let one = |head: &&str| {
            let at = (from..sample.doc.words.len()).find(|&word| sample.doc.word(word) == *head);
            let at = at.unwrap_or_else(|| panic!("no word {head:?} from {from} on"));
            from = at + 1;
            let phrase = NounPhrase::of(&sample.doc, &sample.syntax, at);
            sample.name(refer.resolve(phrase, true, &[]).entity).to_owned()
        };
        heads.iter().map(one).collect()
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
        he_is_nobody_where_two_may_be:
            "Olav Vik met Lars Holm. He said no.", ["He"] => ["-"];
        he_is_the_man_named_before:
            "The bridge by Olav Vik is old. He said no.", ["He"] => ["Olav Vik"];
        nobody_is_meant_long_after:
            "Olav Vik said no. It rained. It snowed. It was cold. It was dark. He left.", ["Vik", "He"] => ["Olav Vik", "-"];
        it_is_the_body_that_spoke:
            "The Harbour Council said no. It said it twice.", ["Council", "It"] => ["Harbour Council", "Harbour Council"];
        they_are_no_single_person:
            "Anna Berg said no. They said yes.", ["Berg", "They"] => ["Anna Berg", "-"];
        who_is_the_name_before_it:
            "Olav Vik, who denied it, left.", ["who"] => ["Olav Vik"];
        the_captain_is_who_was_called_so:
            "Captain Taras Moroz left. The captain said no.", ["captain"] => ["Taras Moroz"];
        a_captain_is_anybody:
            "Captain Taras Moroz left. A captain said no.", ["captain"] => ["-"];
        the_mayor_is_not_the_deputy:
            "Deputy Mayor Ilse Kern left. The mayor said no.", ["mayor"] => ["-"];
        two_of_one_office_stay_open:
            "President Amara Diallo met President Lucas Brandt. The president said no.", ["president"] => ["-"];
        an_age_means_who_is_of_it:
            "Anna Berg, 49, left. Lucas Brandt, 51, stayed. The 51-year-old said no.", ["old"] => ["Lucas Brandt"];
        the_company_is_the_only_one:
            "Halden Metals paid. Officials took samples. The company said no.", ["company"] => ["Halden Metals"];
    }

    #[test]
    fn what_a_word_means_is_decided_once() {
        let sample = Sample::of("Anna Berg said no. She said yes, and Ilse Kern left.");
        let mut refer = Refer::new(&sample.doc, &sample.syntax, &sample.names, &sample.entities);
        let mut ask = |word: &str| {
            let phrase = NounPhrase::of(&sample.doc, &sample.syntax, sample.word(word));
            sample.name(refer.resolve(phrase, true, &[]).entity)
        };
        let (berg, she, kern, again) = (ask("Berg"), ask("She"), ask("Kern"), ask("She"));
        assert_eq!([berg, she, kern, again], ["Anna Berg", "Anna Berg", "Ilse Kern", "Anna Berg"]);
    }

    #[test]
    fn a_place_that_speaks_is_a_metonym_and_a_person_is_none() {
        let sample = Sample::of("Oslo said no. Anna Berg said yes.");
        let mut refer = Refer::new(&sample.doc, &sample.syntax, &sample.names, &sample.entities);
        let mut ask = |word: &str| {
            refer.resolve(NounPhrase::of(&sample.doc, &sample.syntax, sample.word(word)), true, &[]).metonym
        };
        assert_eq!([ask("Oslo"), ask("Berg")], [true, false]);
    }
}
