//! The noun phrase around a head word: its extent, and the name that it means.

use super::Mention;
use super::nouns::is_person;
use crate::ner::Class;
use crate::syntax::{Rel, Syntax, Upos};
use crate::text::{Span, Tok};
use crate::token::{Segmented, is_day};

/// A noun phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NounPhrase {
    /// Its head noun, name or pronoun.
    pub head: usize,
    /// From its determiner to the end of its appositive.
    pub words: Span<Tok>,
    /// The last comma in it.
    comma: Option<usize>,
}

/// Longer phrases lose their relative clauses and what else trails behind a comma.
const LONG: usize = 20;

impl NounPhrase {
    /// The phrases that a head word and its coordinates make: "Baku and Moscow" gives two.
    #[must_use]
    pub fn all(doc: &Segmented, syntax: &Syntax, head: usize) -> Vec<Self> {
        let others: Vec<usize> = syntax
            .children(head)
            .iter()
            .copied()
            .filter(|&c| syntax.rel(c) == Rel::Conj && matches!(syntax.upos(c), Upos::Noun | Upos::Propn | Upos::Pron))
            .collect();
        // "31 teachers, writers and lawyers" are counted together.
        let bare = |&c: &usize| syntax.upos(c) == Upos::Noun && syntax.children(c).iter().all(|&k| is_joint(syntax, k));
        let together = syntax.child(head, &[Rel::Nummod]).is_some() && others.iter().all(bare);
        let phrases: Vec<Self> = std::iter::once(head).chain(others).map(|head| Self::of(doc, syntax, head)).collect();
        if !together {
            return phrases;
        }
        let words = phrases.iter().map(|phrase| phrase.words).fold(phrases[0].words, Span::hull);
        vec![Self { words, ..phrases[0] }]
    }

    /// The phrase of one head with its coordinates: "passengers and their families".
    #[must_use]
    pub fn whole(doc: &Segmented, syntax: &Syntax, head: usize) -> Self {
        let all = Self::all(doc, syntax, head);
        let comma = all.last().and_then(|last| last.comma);
        Self { head, words: all.iter().map(|phrase| phrase.words).fold(all[0].words, Span::hull), comma }
    }

    /// The phrase of one head, without its coordinates.
    #[must_use]
    pub fn of(doc: &Segmented, syntax: &Syntax, head: usize) -> Self {
        let dropped: Vec<usize> = syntax
            .children(head)
            .iter()
            .copied()
            .filter(|&c| match syntax.rel(c) {
                Rel::Conj
                | Rel::CcPreconj
                | Rel::Cc
                | Rel::Case
                | Rel::Mark
                | Rel::Parataxis
                | Rel::Punct
                | Rel::Advcl
                | Rel::Discourse
                // "It is a law that the bishops criticised."
                | Rel::Nsubj
                | Rel::Cop
                | Rel::Aux
                | Rel::Expl => true,
                // A clause behind a comma only adds; one without tells who is meant.
                Rel::AclRelcl | Rel::Acl => {
                    let reach = syntax.reach(c, &[]);
                    c > head
                        && (reach.len() > LONG
                            || matches!(doc.word(reach.start), "," | "-" | "–" | "—")
                            || reach.start > 0 && doc.word(reach.start - 1) == ",")
                }
                Rel::Advmod | Rel::OblUnmarked | Rel::Obl => c > head,
                _ => false,
            })
            .collect();
        let mut words = syntax.reach(head, &dropped);
        while words.len() > 1 && is_mark(doc.word(words.end - 1)) {
            words.end -= 1;
        }
        // "The mayor of the port on Tuesday denied": the day belongs to the verb.
        if words.end > head + 1 && is_day(doc.word(words.end - 1)) {
            let on = words.end > head + 2 && doc.word(words.end - 2).eq_ignore_ascii_case("on");
            words.end -= if on { 2 } else { 1 };
        }
        while words.len() > 1 && is_mark(doc.word(words.start)) && words.start < head {
            words.start += 1;
        }
        // "the Growers' Union (GU)": the short form in brackets says nothing of who speaks.
        let open = words.range().rev().find(|&w| doc.word(w) == "(" && w > head);
        if let Some(open) = open.filter(|&open| !(open..words.end - 1).any(|w| doc.word(w) == ")")) {
            words.end = open;
        }
        let comma = words.range().rev().find(|&w| doc.word(w) == ",");
        Self { head, words, comma }
    }

    /// The same phrase, with a name that stands right behind it: "shopkeeper Delroy Pinnock", and, between commas behind all
    /// that tells who is meant, "the firm that built it, Pounamu Decks,".
    #[must_use]
    pub fn with_name(mut self, doc: &Segmented, syntax: &Syntax, names: &[Mention]) -> Self {
        let behind =
            |at: usize| names.binary_search_by_key(&at, |name| name.words.start).ok().map(|found| &names[found]);
        let end = self.words.end;
        if end == self.head + 1 {
            if let Some(name) = behind(end).filter(|name| name.class == Class::Per) {
                self.words.end = name.words.end;
            }
        } else if doc.word(end) == "," && self.name(doc, syntax, names).is_none() {
            let person = is_person(doc.noun(self.head));
            let wanted = if person { Class::Per } else { Class::Org };
            let start = if doc.word(end + 1) == "the" { end + 2 } else { end + 1 };
            let name = behind(start).filter(|name| name.class == wanted && doc.word(name.words.end) == ",");
            if let Some(name) = name.filter(|_| syntax.upos(self.head) == Upos::Noun) {
                self.words.end = name.words.end;
                self.comma = Some(start - 1);
            }
        }
        self
    }

    /// The name that the phrase means: its head's own, one beside the head ("President Ilham Aliyev", "the RIA news
    /// agency"), or its appositive. A name that only modifies ("Azerbaijan's ministry", "Baku officials") is not it.
    #[must_use]
    pub fn name(self, doc: &Segmented, syntax: &Syntax, names: &[Mention]) -> Option<usize> {
        // Names stand in text order and never overlap: only those that begin here, and the one before them, can matter.
        let first = names.partition_point(|name| name.words.end <= self.words.start);
        let inside: Vec<usize> = (first..names.len())
            .take_while(|&at| names[at].words.start < self.words.end)
            .filter(|&at| self.words.covers(names[at].words) || names[at].words.has(self.head))
            .collect();
        let at_head =
            inside.iter().copied().find(|&at| names[at].words.has(self.head) && names[at].class != Class::Misc);
        let beside = |at: usize| {
            let words = names[at].words;
            let top = words.range().find(|&w| syntax.head(w).is_none_or(|h| !words.has(h))).unwrap_or(words.start);
            match syntax.rel(top) {
                // "the Kremlin spokesman" is no Kremlin; "the RIA news agency" is RIA.
                Rel::Compound => {
                    let person = || is_person(doc.noun(self.head));
                    // "the Mannion family" is not Mannion, "shopkeeper Delroy Pinnock" is Delroy Pinnock.
                    match (names[at].class, words.end <= self.head) {
                        (Class::Per, before) => !before,
                        (Class::Org, _) => !person(),
                        _ => false,
                    }
                }
                Rel::Flat | Rel::Appos | Rel::FlatForeign | Rel::NmodDesc => true,
                _ => false,
            }
            .then(|| syntax.head(top))
            .flatten()
            // Only beside the head itself or beside its own appositive.
            .is_some_and(|h| h == self.head || syntax.rel(h) == Rel::Appos && syntax.head(h) == Some(self.head))
        };
        let person = inside.iter().copied().find(|&at| names[at].class == Class::Per && beside(at));
        // "Nato ally Turkey" is Turkey: what stands behind the head tells more than what stands before it.
        let behind = inside.iter().copied().find(|&at| names[at].words.start > self.head && beside(at));
        at_head
            .map(|at| self.member(doc, syntax, names, &inside, at).unwrap_or(at))
            .or(person)
            .or(behind)
            .or_else(|| inside.iter().copied().find(|&at| beside(at)))
            .or_else(|| self.last_name(doc, names, &inside))
    }

    /// "University of Lund astrophysicist Dr Anna Berg" is Anna Berg, even where the tree takes the university for the head: the person
    /// whose name ends the phrase with no more than nouns between.
    fn member(
        self,
        doc: &Segmented,
        syntax: &Syntax,
        names: &[Mention],
        inside: &[usize],
        body: usize,
    ) -> Option<usize> {
        let last = inside.last().copied().filter(|&last| last > body && names[last].class == Class::Per)?;
        let between = Span::<Tok>::new(names[body].words.end, names[last].words.start);
        let noun =
            |word: usize| doc.word(word) == "." || matches!(syntax.upos(word), Upos::Noun | Upos::Propn | Upos::Adj);
        (matches!(names[body].class, Class::Org | Class::Loc)
            && names[last].words.end == self.words.end
            && between.range().all(noun))
        .then_some(last)
    }

    /// "The head of Georgia's Ballot Office, Tamaz Kvirikidze": the person or body whose name ends the phrase, behind a comma or right
    /// behind the head, whatever the tree hangs the name on.
    fn last_name(self, doc: &Segmented, names: &[Mention], inside: &[usize]) -> Option<usize> {
        let last = inside.last().copied()?;
        let words = names[last].words;
        let alone = inside.len() < 2 || names[inside[inside.len() - 2]].words.end < words.start;
        // With an article between: ", the Azawad Front".
        let behind_comma = self.comma.is_some_and(|comma| (comma + 1..comma + 3).contains(&words.start));
        let behind_head = words.start == self.head + 1;
        // "the family of the sergeant, Valon Berisaj": the name is the sergeant's.
        let family = || names[last].class == Class::Per && doc.word(self.head).eq_ignore_ascii_case("family");
        (matches!(names[last].class, Class::Per | Class::Org)
            && words.end == self.words.end
            && !family()
            && (behind_head || behind_comma && alone))
            .then_some(last)
    }
}

/// What joins a noun to others, and says nothing of it.
fn is_joint(syntax: &Syntax, word: usize) -> bool {
    matches!(syntax.rel(word), Rel::Cc | Rel::Punct | Rel::Conj)
}

fn is_mark(word: &str) -> bool {
    !word.chars().any(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::NounPhrase;
    use crate::mention::Sample;
    use crate::syntax::{Node, Rel, Syntax};

    /// The phrases around a word with the name that each means.
    fn phrases(text: &str, head: &str) -> Vec<String> {
        let sample = Sample::of(text);
        let Sample { doc, syntax, names, .. } = &sample;
        let row = |phrase: NounPhrase| {
            let phrase = phrase.with_name(doc, syntax, names);
            let name = phrase.name(doc, syntax, names).map_or("-", |name| sample.text(names[name].words));
            format!("{} = {name}", sample.text(phrase.words))
        };
        NounPhrase::all(doc, syntax, sample.word(head)).into_iter().map(row).collect()
    }

    macro_rules! phrases {
        ($($name:ident: $text:literal, $head:literal => $phrases:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(phrases($text, $head), $phrases as [&str; _]); }
        )* };
    }

    phrases! {
        from_its_determiner_on: "The old clerk denied the report.", "clerk" => ["The old clerk = -"];
        with_the_name_beside_it: "The clerk Anna Berg denied the report.", "clerk" => ["The clerk Anna Berg = Anna Berg"];
        with_its_apposition: "Anna Berg, the clerk, denied the report.", "Anna" => ["Anna Berg, the clerk = Anna Berg"];
        two_that_are_joined_are_two:
            "The clerk and the mayor denied the report.", "clerk" => ["The clerk = -", "the mayor = -"];
        people_counted_together_are_one:
            "On Monday 31 teachers and lawyers denied the report.", "teachers" => ["31 teachers and lawyers = -"];
        the_day_belongs_to_the_verb:
            "The mayor of the port on Tuesday denied the report.", "mayor" => ["The mayor of the port = -"];
        a_clause_behind_a_comma_only_adds:
            "The clerk, who had slept, denied the report.", "clerk" => ["The clerk = -"];
        a_clause_without_one_tells_who:
            "The clerk who owns the dam denied the report.", "clerk" => ["The clerk who owns the dam = -"];
        the_short_form_in_brackets_says_nothing:
            "The Growers’ Union (GU) denied the report.", "Union" => ["The Growers’ Union = Growers’ Union"];
        a_name_that_only_owns_is_not_meant: "Norway’s minister denied the report.", "minister" => ["Norway’s minister = -"];
        a_body_before_a_person_is_not_meant:
            "The Interfax reporter denied the leak.", "reporter" => ["The Interfax reporter = -"];
    }

    /// What the phrase around a body means whose tree hangs all that follows on the body.
    fn hung_on_the_body(text: &str, words: usize) -> String {
        let mut sample = Sample::of(text);
        for node in &mut sample.nodes[..words] {
            *node = Node { head: Some(1), rel: Rel::Flat, ..*node };
        }
        sample.nodes[1] = Node { head: Some(words), rel: Rel::Nsubj, ..sample.nodes[1] };
        let syntax = Syntax::new(sample.nodes.clone());
        let name = NounPhrase::of(&sample.doc, &syntax, 1).name(&sample.doc, &syntax, &sample.names);
        name.map_or("-", |name| sample.text(sample.names[name].words)).to_owned()
    }

    #[test]
    fn who_ends_the_phrase_is_meant_and_not_the_body_before() {
        let text = "Lund University astrophysicist Dr Anna Berg denied the report.";
        assert_eq!(hung_on_the_body(text, 6), "Anna Berg");
    }

    #[test]
    fn with_more_than_nouns_between_the_body_is_meant() {
        assert_eq!(hung_on_the_body("Lund University with Anna Berg denied the report.", 5), "Lund University");
        assert_eq!(hung_on_the_body("Lund University, Anna Berg denied the report.", 5), "Lund University");
    }
}
