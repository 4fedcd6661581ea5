//! What may mean somebody: names, pronouns, and the nouns that mean people, bodies and what they write.

use std::collections::HashSet;

use crate::mention::gender::Gender;
use crate::mention::nouns::{Sort, is_people};
use crate::mention::roles::{Modifiers, modifiers};
use crate::mention::{Mention, NounPhrase};
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{BlockKind, Span, Tok};
use crate::token::Segmented;

/// A place that may mean somebody.
#[derive(Debug)]
pub(super) struct Markable<'a> {
    pub kind: Kind<'a>,
    pub head: usize,
    pub words: Span<Tok>,
    pub sentence: usize,
    pub paragraph: usize,
    /// Index of the quotation that it stands in.
    pub quote: Option<usize>,
    pub title: bool,
    /// In the first sentence of the text, or between that and the headline.
    pub lead: bool,
    pub function: Function,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    /// Index of the name.
    Name(usize),
    Pronoun(Pronoun),
    Nominal(Nominal<'a>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pronoun {
    He,
    She,
    It,
    They,
    We,
    I,
    Who,
    Which,
    You,
}

#[derive(Debug)]
pub(super) struct Nominal<'a> {
    pub noun: &'a str,
    pub sort: Option<Sort>,
    pub plural: bool,
    /// Where the noun itself tells: "the spokeswoman".
    pub gender: Option<Gender>,
    pub determiner: Determiner,
    /// "the mayor’s aide": the mayor.
    pub owner: Option<usize>,
    pub modifiers: Modifiers<'a>,
    /// Something behind the noun tells which.
    pub tail: bool,
    /// Indices of the names inside the phrase.
    pub names: Vec<usize>,
    /// Index of the name that the phrase means.
    pub means: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Determiner {
    The,
    This,
    Owned,
    A,
    Number,
    Bare,
}

/// What a word is to its verb or noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Subject,
    Object,
    Owner,
    Oblique,
    Modifier,
    Other,
}

impl Pronoun {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "he" | "him" | "his" | "himself" => Self::He,
            "she" | "her" | "hers" | "herself" => Self::She,
            "it" | "its" | "itself" => Self::It,
            "they" | "them" | "their" | "theirs" | "themselves" | "both" => Self::They,
            "we" | "us" | "our" | "ours" | "ourselves" => Self::We,
            "i" | "me" | "my" | "mine" | "myself" => Self::I,
            "who" | "whom" => Self::Who,
            "which" => Self::Which,
            "you" | "your" => Self::You,
            _ => return None,
        })
    }

    pub(super) fn gender(self) -> Option<Gender> {
        match self {
            Self::He => Some(Gender::He),
            Self::She => Some(Gender::She),
            _ => None,
        }
    }
}

impl Function {
    fn of(syntax: &Syntax, word: usize) -> Self {
        // A conjunct is what the first of them is.
        let first = syntax.ancestors(word).find(|&word| syntax.rel(word) != Rel::Conj).unwrap_or(word);
        match syntax.rel(first) {
            Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter => Self::Subject,
            Rel::Obj | Rel::Iobj | Rel::Xcomp => Self::Object,
            Rel::NmodPoss => Self::Owner,
            Rel::Obl | Rel::OblAgent | Rel::OblUnmarked | Rel::Nmod => Self::Oblique,
            Rel::Appos | Rel::Flat | Rel::Compound => Self::Modifier,
            _ => Self::Other,
        }
    }
}

impl Markable<'_> {
    pub(super) fn pronoun(&self) -> Option<Pronoun> {
        if let Kind::Pronoun(pronoun) = self.kind { Some(pronoun) } else { None }
    }

    pub(super) fn nominal(&self) -> Option<&Nominal<'_>> {
        if let Kind::Nominal(nominal) = &self.kind { Some(nominal) } else { None }
    }

    /// What the word alone says that it means.
    pub(super) fn class(&self) -> Class {
        match &self.kind {
            Kind::Pronoun(Pronoun::It | Pronoun::They | Pronoun::We | Pronoun::Which) => Class::Org,
            Kind::Nominal(nominal) => match nominal.sort {
                Some(Sort::Person) => Class::Per,
                None if nominal.plural => Class::Per,
                _ => Class::Org,
            },
            _ => Class::Per,
        }
    }

    pub(super) fn is_name(&self) -> bool {
        matches!(self.kind, Kind::Name(_))
    }

    /// What the pronoun or the noun tells.
    pub(super) fn gender(&self) -> Option<Gender> {
        match &self.kind {
            Kind::Name(_) => None,
            Kind::Pronoun(pronoun) => pronoun.gender(),
            Kind::Nominal(nominal) => nominal.gender,
        }
    }
}

/// All of an article, in the order of their heads. `asked` are words that are to be among them whatever they are.
pub(super) fn markables<'a>(
    doc: &'a Segmented,
    syntax: &Syntax,
    names: &[Mention],
    asked: &HashSet<usize>,
) -> Vec<Markable<'a>> {
    let page = Page { doc, syntax, names, lead: lead(doc) };
    let mut found: Vec<Markable<'a>> =
        (0..names.len()).filter(|&at| !page.is_adjective(at)).map(|at| page.name(at)).collect();
    let mut inside = names.iter().map(|name| name.words).peekable();
    for sentence in &doc.sentences {
        for word in sentence.words.range() {
            while inside.next_if(|name| name.end <= word).is_some() {}
            if inside.peek().is_none_or(|name| !name.has(word)) {
                found.extend(page.markable(word, asked.contains(&word)));
            }
        }
    }
    found.sort_by_key(|markable| markable.head);
    found
}

struct Page<'a, 's> {
    doc: &'a Segmented,
    syntax: &'s Syntax,
    names: &'s [Mention],
    lead: Span<Tok>,
}

impl<'a> Page<'a, '_> {
    /// "the French president": French means nobody.
    fn is_adjective(&self, name: usize) -> bool {
        let name = &self.names[name];
        name.class == Class::Misc && self.syntax.upos(self.syntax.top(name.words)) == Upos::Adj
    }

    fn name(&self, at: usize) -> Markable<'a> {
        let words = self.names[at].words;
        self.at(self.syntax.top(words), words, Kind::Name(at))
    }

    fn at(&self, head: usize, words: Span<Tok>, kind: Kind<'a>) -> Markable<'a> {
        let sentence = self.doc.sentence_of(head).unwrap_or(0);
        let title = self.doc.is_title(head);
        Markable {
            kind,
            head,
            words,
            sentence,
            paragraph: self.doc.sentences.get(sentence).map_or(0, |sentence| sentence.paragraph),
            quote: self.doc.quote_of(head),
            title,
            lead: self.lead.has(head) && !title,
            function: Function::of(self.syntax, head),
        }
    }

    fn markable(&self, word: usize, asked: bool) -> Option<Markable<'a>> {
        let (doc, syntax) = (self.doc, self.syntax);
        let (upos, rel) = (syntax.upos(word), syntax.rel(word));
        if let Some(pronoun) = Pronoun::of(doc.lower(word)).filter(|_| asked || matches!(upos, Upos::Pron | Upos::Det))
        {
            let relative = matches!(pronoun, Pronoun::Who | Pronoun::Which);
            let nobody = rel == Rel::Expl || relative && rel == Rel::Det;
            let words = Span::new(word, word + 1);
            return (!nobody || asked).then(|| self.at(word, words, Kind::Pronoun(pronoun)));
        }
        let sort = || Sort::of(doc.noun(word), doc.lower(word)).filter(|sort| *sort != Sort::Document);
        let part = matches!(rel, Rel::Compound | Rel::Flat | Rel::Fixed | Rel::NmodDesc | Rel::Goeswith);
        if !asked && (part || !matches!(upos, Upos::Noun | Upos::Propn) || sort().is_none()) {
            return None;
        }
        let phrase = NounPhrase::of(doc, syntax, word);
        let means = phrase.name(doc, syntax, self.names);
        let says_what = || rel == Rel::Appos || syntax.child(word, &[Rel::Cop]).is_some();
        if !asked && (means.is_some() || says_what()) {
            return None;
        }
        Some(self.at(word, phrase.words, Kind::Nominal(self.nominal(phrase, means))))
    }

    fn nominal(&self, phrase: NounPhrase, means: Option<usize>) -> Nominal<'a> {
        let (doc, syntax, head) = (self.doc, self.syntax, phrase.head);
        let (noun, written) = (doc.noun(head), doc.lower(head));
        let children = syntax.children(head).iter().copied();
        let tells = |&c: &usize| {
            c > head && phrase.words.has(c) && matches!(syntax.rel(c), Rel::Nmod | Rel::Acl | Rel::AclRelcl)
        };
        let first = self.names.partition_point(|name| name.words.end <= phrase.words.start);
        let names = (first..self.names.len()).take_while(|&at| self.names[at].words.start < phrase.words.end);
        let owner = syntax.child(head, &[Rel::NmodPoss]);
        Nominal {
            noun,
            sort: Sort::of(noun, written),
            plural: noun != written || is_people(written),
            gender: Gender::of(noun),
            determiner: self.determiner(phrase, owner.is_some()),
            owner,
            modifiers: modifiers(doc, syntax, self.names, head),
            tail: children.clone().any(|c| tells(&c)),
            names: names.collect(),
            means,
        }
    }

    fn determiner(&self, phrase: NounPhrase, owned: bool) -> Determiner {
        let (doc, syntax) = (self.doc, self.syntax);
        let children = syntax.children(phrase.head).iter().copied();
        let determiners = children.filter(|&c| matches!(syntax.rel(c), Rel::Det | Rel::DetPredet));
        let words: Vec<&str> =
            std::iter::once(phrase.words.start).chain(determiners).map(|word| doc.lower(word)).collect();
        let any = |of: &[&str]| words.iter().any(|word| of.contains(word));
        if any(&["the"]) {
            Determiner::The
        } else if any(&["this", "that", "these", "those"]) {
            Determiner::This
        } else if owned {
            Determiner::Owned
        } else if any(&INDEFINITE) {
            Determiner::A
        } else if syntax.child(phrase.head, &[Rel::Nummod]).is_some() {
            Determiner::Number
        } else {
            Determiner::Bare
        }
    }
}

const INDEFINITE: [&str; 16] = [
    "a", "an", "another", "some", "any", "every", "one", "no", "each", "several", "many", "two", "three", "few",
    "more", "most",
];

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
