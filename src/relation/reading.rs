//! The stages between trees and acts: each word is read for what it signals, sentences in doubt are read once more, it is
//! decided which acts stay, and only then whom those mean.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::act::{Act, Arg, QuoteKind, Role};
use super::ask::{Question, questions};
use super::cast::{Cast, speech};
use super::choice::{Dispute, Other, edges_hold};
use super::circumstances::circumstances;
use super::clause::View;
use super::continued::{Report, continued, unattributed};
use super::sight::Sight;
use super::stretch::{Evidence, Forest, heads_of};
use super::when::day_of;
use super::{Denial, Pieces, Related, RuleSet, Wanted, answers, chains, doubt, repair, score};
use crate::mention::{Entity, Gold, Lessons, Mention, Speech, lessons};
use crate::model::{ArgumentScores, KINDS, Links, Predicate};
use crate::syntax::{Node, Syntax, Upos};
use crate::text::{Byte, Span, Tok};
use crate::token::Segmented;

/// Log-odds of an act from which on the argument heads' word alone makes one: 97 in a hundred.
const SURE: f32 = 3.5;

/// An article as the rules read it.
#[derive(Debug)]
pub struct Reading<'a> {
    rules: &'a RuleSet,
    doc: &'a Segmented,
    names: &'a [Mention],
    /// As reports are built.
    trees: Syntax,
    /// What words signal, by word.
    sights: BTreeMap<usize, Sight<'a>>,
    /// What is said by the argument heads, where it is theirs that counts, by the word that signals the act.
    heard: HashMap<usize, Pieces>,
    /// How likely what is said begins and ends where it does, by the heads; by the word that signals the act.
    edges: HashMap<usize, f32>,
    /// What the model knows of words that may mean somebody.
    links: Option<Links<'a>>,
}

impl<'a> Reading<'a> {
    /// Reads every word. `names` are the article's, in text order.
    #[must_use]
    pub fn new(rules: &'a RuleSet, doc: &'a Segmented, syntax: &Syntax, names: &'a [Mention]) -> Self {
        let mut reading = Self {
            rules,
            doc,
            names,
            trees: syntax.clone(),
            sights: BTreeMap::new(),
            heard: HashMap::new(),
            edges: HashMap::new(),
            links: None,
        };
        let words: Vec<usize> = (0..doc.words.len()).collect();
        repair::repair(rules, doc, &mut reading.trees, &words);
        reading.read(&words);
        reading
    }

    /// Indices of the sentences that are worth a second reading, in order; `syntax` is what this was read from.
    #[must_use]
    pub fn doubtful(&self, syntax: &Syntax) -> Vec<usize> {
        let kept = self.kept();
        let acts = kept.iter().map(|kept| (kept.act.cue, kept.act.sentence, kept.speaks));
        doubt::doubtful(self.doc, syntax, acts)
    }

    /// Reads some sentences again with other trees: those of `nodes`, one a word of the article. What stands in the others is
    /// not looked at again, and the result is that of reading everything with these nodes.
    pub fn again(&mut self, sentences: &[usize], nodes: &[Node]) {
        let doc = self.doc;
        let words: Vec<usize> = sentences.iter().flat_map(|&at| doc.sentences[at].words.range()).collect();
        self.trees.plant(&words, nodes);
        repair::repair(self.rules, doc, &mut self.trees, &words);
        self.read(&words);
        // A name before a colon speaks to the end of its paragraph.
        let paragraphs: HashSet<usize> = sentences.iter().map(|&at| doc.sentences[at].paragraph).collect();
        let beside = doc.sentences.iter().filter(|sentence| paragraphs.contains(&sentence.paragraph));
        let colons: Vec<usize> = beside.flat_map(|s| s.words.range()).filter(|&word| doc.word(word) == ":").collect();
        self.read(&colons);
    }

    /// Words that may mean somebody, in order: of these [`Reading::know`] is to be told.
    #[must_use]
    pub fn nouns(&self) -> Vec<usize> {
        let noun = |&word: &usize| matches!(self.trees.upos(word), Upos::Noun | Upos::Propn | Upos::Pron);
        (0..self.doc.words.len()).filter(noun).collect()
    }

    /// Takes what the model knows of words that may mean somebody.
    pub fn know(&mut self, links: Option<Links<'a>>) {
        self.links = links;
    }

    /// What the argument heads are to be asked; `syntax` are the trees and `units` the sentences that the model's scores are of.
    #[must_use]
    pub fn questions(&self, syntax: &Syntax, units: &[Span<Tok>]) -> Vec<Question> {
        let kept = self.kept();
        let open = kept.iter().filter(|kept| !kept.content.is_empty() && kept.act.quote != QuoteKind::Direct);
        let mut predicates: Vec<(usize, f32)> =
            open.map(|kept| (self.doc.words_in(kept.act.cue).start, f32::NEG_INFINITY)).collect();
        predicates.extend(self.listed().map(|word| (word, SURE)));
        predicates.sort_by_key(|(word, _)| *word);
        questions(self.doc, syntax, units, &predicates)
    }

    /// Verbs that a rule file lists and that signal nothing so far.
    fn listed(&self) -> impl Iterator<Item = usize> {
        let mut cues: Vec<Span<Byte>> = self.sights.values().map(|sight| sight.cue).collect();
        cues.sort_unstable_by_key(|cue| (cue.start, cue.end));
        (0..self.doc.words.len()).filter(move |&word| {
            let span = self.doc.words[word].span;
            let before = cues.partition_point(|cue| cue.start <= span.start);
            let free = before == 0 || cues[before - 1].end <= span.start;
            let verb = matches!(self.trees.upos(word), Upos::Verb | Upos::Aux);
            free && verb && self.rules.cues_of(self.doc.verb(word)).any(|(_, cue)| cue.takes_verb_alone())
        })
    }

    /// Takes the argument heads' word for what is said where theirs is the better one. With each question comes what they say of
    /// each of its predicates.
    pub fn hear(&mut self, answered: impl Iterator<Item = (Question, Vec<ArgumentScores>)>, syntax: &Syntax) {
        let kept = self.kept();
        let (mut heard, mut edges, mut new) = (Vec::new(), Vec::new(), Vec::new());
        for (question, answers) in answered {
            let forest = Forest::of(syntax, question.window, &question.sentences);
            let acts = self.acts_of(&kept, question.window);
            for (Predicate { at, .. }, scores) in question.predicates.iter().zip(&answers) {
                if scores.words() == 0 {
                    continue;
                }
                let evidence = Evidence::of(scores);
                let word = question.window.start + at;
                let cue = self.doc.words[word].span.start;
                let from = kept.partition_point(|kept| kept.act.cue.start < cue);
                let count = kept[from..].iter().take_while(|kept| kept.act.cue.start == cue).count();
                if count == 0 {
                    new.extend(self.seen(word, question.window, &forest, scores, &evidence).map(|sight| (word, sight)));
                }
                for kept in &kept[from..from + count] {
                    let better = self.better(kept, &question, &forest, &evidence, &acts);
                    let runs = self.runs(better.as_ref().unwrap_or(&kept.content), question.window);
                    edges.extend(
                        runs.filter(|runs| !runs.is_empty()).map(|runs| (kept.word, edges_hold(&runs, &evidence))),
                    );
                    heard.extend(better.map(|better| (kept.word, better)));
                }
            }
        }
        drop(kept);
        self.heard.extend(heard);
        self.edges.extend(edges);
        self.sights.extend(new);
    }

    /// Sees quotations that nobody attributes and whose speaker is plain all the same, each as an act of its own.
    pub fn go_on(&mut self) {
        if self.doc.quotes.is_empty() {
            return;
        }
        let kept = self.kept();
        let reports: Vec<Report<'_>> =
            kept.iter().map(|kept| Report { cue: kept.act.cue, content: &kept.content }).collect();
        let told = |at: usize| kept[at].sight.is_told() && kept[at].act.attribution.is_empty();
        let new: Vec<(usize, Sight<'a>)> = unattributed(self.doc, &reports, told)
            .into_iter()
            .filter_map(|(report, quote)| Sight::continued(self.rules, self.doc, kept[report].sight, quote))
            .collect();
        drop(reports);
        drop(kept);
        self.sights.extend(new);
    }

    /// An act that only the heads see.
    fn seen(
        &self,
        word: usize,
        window: Span<Tok>,
        forest: &Forest,
        scores: &ArgumentScores,
        evidence: &Evidence,
    ) -> Option<Sight<'a>> {
        let view = self.view();
        let kind =
            |name: &str| KINDS.iter().position(|kind| *kind == name).map_or(f32::NEG_INFINITY, |at| scores.kinds[at]);
        let heads =
            |role: Role| heads_of(scores, role.name(), window, &self.trees).into_iter().map(move |head| (role, head));
        let who: Vec<(Role, usize)> =
            [Role::Speaker, Role::Addressee, Role::Target].into_iter().flat_map(heads).collect();
        let words = evidence.best(forest, Span::new(word, word + 1));
        let content = view.pieces(&words.iter().flat_map(|run| run.range()).collect::<Vec<_>>());
        let says = !who.is_empty() || !content.is_empty();
        says.then(|| Sight::heard(self.rules, view, self.names, word, kind, who, content)).flatten()
    }

    /// What the heads say is said, where it is better than what the rules say.
    fn better(
        &self,
        kept: &Kept<'_>,
        question: &Question,
        forest: &Forest,
        evidence: &Evidence,
        acts: &[Other],
    ) -> Option<Pieces> {
        let heads = evidence.best(forest, self.doc.words_in(kept.act.cue));
        let theirs = self.runs(&kept.content, question.window).filter(|_| !heads.is_empty())?;
        let ours = within(&heads, question.window);
        let view = self.view();
        let start = question.window.start;
        let dispute = Dispute {
            heads: &ours,
            rules: &theirs,
            evidence,
            sentences: &question.sentences,
            cue: self.doc.words_in(kept.act.cue).start.saturating_sub(start),
            said: self.rules.rules()[kept.act.relation].kind == "said",
            acts,
        };
        if dispute.heads_over_rules(|word| view.opens_aside(start + word)) <= 0.0 {
            return None;
        }
        let pieces = view.pieces(&heads.iter().flat_map(|run| run.range()).collect::<Vec<_>>());
        // Of things that are denied, blamed, promised the rules know more: the heads' word counts where something is said.
        (view.says(&pieces) || view.says(&kept.content) && !pieces.is_empty()).then_some(pieces)
    }

    /// The acts whose cues stand in a window.
    fn acts_of(&self, kept: &[Kept<'_>], window: Span<Tok>) -> Vec<Other> {
        let first = |kept: &Kept<'_>| self.doc.words_in(kept.act.cue).start;
        let from = kept.partition_point(|kept| first(kept) < window.start);
        let here = kept[from..].iter().take_while(|kept| first(kept) < window.end);
        here.map(|kept| {
            let runs = kept.content.iter().map(|piece| self.doc.words_in(piece));
            let inside = runs.filter(|run| window.covers(*run)).collect::<Vec<_>>();
            Other { cue: first(kept) - window.start, content: within(&inside, window) }
        })
        .collect()
    }

    /// The words of what is said, counted in a window; nothing where they do not lie in it.
    fn runs(&self, content: &Pieces, window: Span<Tok>) -> Option<Vec<Span<Tok>>> {
        let runs: Vec<Span<Tok>> = content.iter().map(|piece| self.doc.words_in(piece)).collect();
        runs.iter().all(|run| window.covers(*run)).then(|| within(&runs, window))
    }

    fn read(&mut self, words: &[usize]) {
        let view = View { doc: self.doc, syntax: &self.trees };
        for &word in words {
            match Sight::at(self.rules, view, self.names, word) {
                Some(sight) => self.sights.insert(word, sight),
                None => self.sights.remove(&word),
            };
        }
    }

    /// The acts that stay, in the order of their cues, with what reports them.
    fn kept(&self) -> Vec<Kept<'_>> {
        // "refused to apologise" is an apology that was not made, and no refusal besides.
        let within = covered(self.sights.values().map(|sight| sight.cue));
        let stays = self.sights.iter().filter(|(_, sight)| !within.contains(&sight.cue));
        let mut kept: Vec<Kept<'_>> = stays.map(|(&word, sight)| Kept::new(word, sight)).collect();
        kept.sort_by_key(|kept| (kept.act.cue.start, kept.act.cue.end));
        self.fill(&mut kept);
        link(&mut kept);
        // A verdict is that of whoever is reported to give it. One that nobody gives is no act.
        for inner in (0..kept.len()).rev() {
            if kept[inner].sight.is_verdict() && !kept[inner].speaks {
                kept[inner].speaks = kept[inner].act.attribution.first().is_some_and(|&outer| kept[outer].speaks);
            }
        }
        let all = kept.len();
        kept.retain(|kept| kept.speaks || !kept.sight.is_verdict());
        if kept.len() < all {
            link(&mut kept);
        }
        kept
    }

    /// Gives each act what is said: the quotations that go on with it, too, and what the argument heads know better.
    fn fill(&self, kept: &mut [Kept<'_>]) {
        let view = self.view();
        let reports: Vec<Report<'_>> =
            kept.iter().map(|kept| Report { cue: kept.act.cue, content: &kept.content }).collect();
        let further = continued(self.doc, &reports);
        for &(at, quote) in &further {
            kept[at].content = kept[at].content.iter().chain([quote]).collect();
        }
        for kept in kept.iter_mut() {
            if let Some(heard) = self.heard.get(&kept.word) {
                kept.content = heard.clone();
            }
            kept.act.edges = self.edges.get(&kept.word).copied();
            if kept.content != kept.sight.content() {
                kept.act.quote = view.quote_kind(&kept.content);
            }
            kept.act.holds.extend(kept.content.iter());
        }
    }

    /// The acts, with those who take part in them. `entities` are those of the names.
    #[must_use]
    pub fn relate(&self, entities: &[Entity], wanted: Wanted) -> Related {
        let (mut acts, cast) = self.cast(entities);
        answers::link(self.rules, self.view(), &cast, &mut acts);
        let published = self.doc.article.published.as_deref().and_then(day_of);
        for act in &mut acts {
            act.args.extend(circumstances(self.view(), self.names, act, published));
        }
        for at in 0..acts.len() {
            let rule = &self.rules.rules()[acts[at].relation];
            acts[at].score = score::probability(rule, self.doc, cast.mentions(), &acts, at);
            acts[at].evidence = evidence(self.doc, &acts[at]);
        }
        if wanted.outermost {
            acts = outermost(acts);
        }
        cast.finish(acts, wanted.all_mentions)
    }

    /// The acts with those who take part in them, whoever these are.
    fn cast(&self, entities: &[Entity]) -> (Vec<Act>, Cast<'_>) {
        let kept = self.kept();
        let mut cast = Cast::new(self.view(), self.names, entities, &self.speeches(&kept), self.links.as_ref());
        let verdicts: Vec<bool> = kept.iter().map(|kept| kept.sight.is_verdict()).collect();
        let mut acts: Vec<Act> = kept.into_iter().map(|kept| kept.with_args(&mut cast)).collect();
        chains::give_verdicts(&verdicts, &mut acts);
        (acts, cast)
    }

    /// What is to be learned of which claims the article's denials answer.
    #[must_use]
    pub fn denials(&self, entities: &[Entity]) -> Vec<Denial> {
        let (acts, cast) = self.cast(entities);
        answers::denials(self.rules, self.view(), &cast, &acts)
    }

    /// What is to be learned of whom the article's words mean.
    #[must_use]
    pub fn lessons(&self, entities: &[Entity], gold: &Gold) -> Lessons {
        let speeches = self.speeches(&self.kept());
        lessons(self.doc, &self.trees, self.names, entities, &speeches, self.links.as_ref(), gold)
    }

    fn speeches(&self, kept: &[Kept<'_>]) -> Vec<Speech> {
        let words = |kept: &Kept<'_>| kept.content.iter().map(|piece| self.doc.words_in(piece)).collect();
        kept.iter().map(|kept| speech(self.view(), self.names, &kept.sight.who, words(kept))).collect()
    }

    fn view(&self) -> View<'_> {
        View { doc: self.doc, syntax: &self.trees }
    }
}

/// An act that stays.
struct Kept<'a> {
    /// The word that signals it.
    word: usize,
    sight: &'a Sight<'a>,
    act: Act,
    /// What is said, with the quotations that go on with it.
    content: Pieces,
    /// Does somebody perform it?
    speaks: bool,
}

impl<'a> Kept<'a> {
    fn new(word: usize, sight: &'a Sight<'a>) -> Self {
        Self { word, sight, act: sight.act(), content: sight.content(), speaks: sight.speaks() }
    }

    /// The act with participants and parts, in the order of their roles, then of the text.
    fn with_args(self, cast: &mut Cast<'_>) -> Act {
        let sight = self.sight;
        let mut args: Vec<Arg> = sight.who.iter().flat_map(|&who| cast.participants(who)).collect();
        let content = (!self.content.is_empty()).then_some((Role::Content, self.content));
        let parts = sight.what.iter().filter(|(role, _)| *role != Role::Content).cloned();
        args.extend(content.into_iter().chain(parts).map(|(role, pieces)| Arg {
            role,
            pieces,
            mention: None,
            entity: None,
            metonym: false,
            value: None,
        }));
        args.sort_by_key(|arg| (arg.role, arg.pieces.first().map(|piece| piece.start)));
        Act { args, ..self.act }
    }
}

fn link(kept: &mut [Kept<'_>]) {
    let attributions = chains::attributions(&kept.iter().map(|kept| &kept.act).collect::<Vec<_>>());
    for (kept, attribution) in kept.iter_mut().zip(attributions) {
        kept.act.attribution = attribution;
    }
}

/// The acts that no other one reports.
fn outermost(acts: Vec<Act>) -> Vec<Act> {
    let mut next = 0..;
    let numbers: Vec<Option<usize>> =
        acts.iter().map(|act| if act.attribution.is_empty() { next.next() } else { None }).collect();
    let mut outermost: Vec<Act> = acts.into_iter().filter(|act| act.attribution.is_empty()).collect();
    for act in &mut outermost {
        act.answers = act.answers.and_then(|claim| numbers[claim]);
    }
    outermost
}

/// Stretches of words, counted in a window that holds them.
fn within(runs: &[Span<Tok>], window: Span<Tok>) -> Vec<Span<Tok>> {
    runs.iter().map(|run| Span::new(run.start - window.start, run.end - window.start)).collect()
}

/// Whole sentences that show an act.
fn evidence(doc: &Segmented, act: &Act) -> Span<Byte> {
    let whole = act.args.iter().filter_map(|arg| arg.pieces.hull()).fold(act.cue, Span::hull);
    doc.sentences_in(whole).iter().map(|sentence| sentence.span).reduce(Span::hull).unwrap_or(whole)
}

/// The spans that lie within another one.
fn covered(spans: impl Iterator<Item = Span<Byte>>) -> HashSet<Span<Byte>> {
    let mut spans: Vec<Span<Byte>> = spans.collect();
    // Of those that begin at one place the longest comes first.
    spans.sort_unstable_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
    spans.dedup();
    let mut reached = 0;
    spans.retain(|span| {
        let inside = span.end <= reached;
        reached = reached.max(span.end);
        inside
    });
    spans.into_iter().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use super::Reading;
    use crate::mention::Sample;
    use crate::relation::{RuleSet, Wanted, relate};
    use crate::syntax::{Node, Rel};
    use crate::text::looks;

    /// How much is looked at to find the entities and acts of a text.
    fn work(rules: &RuleSet, sample: impl Fn() -> Sample) -> u64 {
        let read = || {
            let sample = sample();
            relate(rules, &sample.doc, &sample.syntax, &sample.names, &sample.entities)
        };
        looks(read).0
    }

    /// Four times the text, four times the work; a tenth more is left for what the first sentences lack.
    fn in_proportion(sample: impl Fn(usize) -> Sample) {
        let rules = RuleSet::embedded().unwrap();
        let [short, long] = [400, 1600].map(|times| work(&rules, || sample(times)));
        assert!(short > 400 && long * 10 <= short * 44, "{short} looks, and {long} at four times the text");
    }

    macro_rules! in_proportion {
        ($($name:ident: $unit:expr;)*) => { $(
            #[test]
            fn $name() { in_proportion(|times| Sample::tiled($unit, times)); }
        )* };
    }

    /// A word that is another in every unit.
    fn nth(at: usize) -> String {
        (0..4).map(|digit| char::from(b"abcdefghij"[at / 10usize.pow(digit) % 10])).collect()
    }

    in_proportion! {
        reports_of_reports_of_denials: |_| "He said she said they denied it. ".to_owned();
        quotations: |_| "“We deny it,” he said. ".to_owned();
        paragraphs_of_quotations: |_| "“We deny it,” he said, “and we go.”\n\n".to_owned();
        quotations_that_never_close: |_| "“We go on, he says that he denied it:\n\n".to_owned();
        names_before_colons: |_| "Berg: We deny it and we go. ".to_owned();
        one_person_named_again_and_again: |_| "Anna Berg denied it. She said that Olav Vik left. ".to_owned();
        many_persons: |at| format!("Olav Vik{} denied it. He said he left. ", nth(at));
        many_persons_of_one_surname: |at| format!("Olav{} Berg denied it. Berg said he left. ", nth(at));
        many_misspelt_persons: |at| format!("Olav Viklund{} denied it. Vikland{} said he left. ", nth(at), nth(at));
        many_bodies_with_one_head: |at| format!("The Halden{} Council denied it. The Council said it left. ", nth(at));
        many_ministers: |at| format!("Minister Olav Vik{} denied it. The minister said he left. ", nth(at));
        many_companies: |at| format!("Halden{} Metals denied it. The company said it left. ", nth(at));
        the_company: |_| "Halden Metals denied it. The company said it left. ".to_owned();
        nobody_for_it_to_mean: |_| "Anna Berg left. It said it denied it. ".to_owned();
        women_alone_for_him_to_mean: |_| "Anna Berg left. It rained. He said he left. ".to_owned();
        ages: |_| "Anna Berg, 49, left. The 49-year-old denied it. ".to_owned();
        whom_a_clause_tells_of: |_| "Olav Vik, who denied it, left. ".to_owned();
        accusations_and_denials: |_| "The union accused Halden Metals of theft. Halden Metals denied the charge. ".to_owned();
    }

    #[test]
    fn a_sentence_without_end() {
        in_proportion(|times| {
            Sample::tiled(|_| "we go, he said, “we go,” they denied it: ".to_owned(), times).without_trees()
        });
    }

    #[test]
    fn what_is_read_again_is_as_if_read_so_at_first() {
        let rules = RuleSet::embedded().unwrap();
        let sample = Sample::of(
            "Anna Berg said the dam leaked. Berg: We deny it. The union accused Halden Metals of theft. “It is old,” he said.",
        );
        let (doc, names) = (&sample.doc, &sample.names);
        let good = Reading::new(&rules, doc, &sample.syntax, names).relate(&sample.entities, Wanted::default());
        assert!(good.acts.len() > 3);
        for at in 0..doc.sentences.len() {
            // One sentence without its tree at first, and with it when it is read again.
            let mut poor = sample.nodes.clone();
            for word in doc.sentences[at].words.range() {
                poor[word] = Node { head: None, rel: Rel::Dep, ..poor[word] };
            }
            let mut reading = Reading::new(&rules, doc, &crate::syntax::Syntax::new(poor.clone()), names);
            assert_ne!(
                reading.relate(&sample.entities, Wanted::default()).acts,
                good.acts,
                "sentence {at} holds an act"
            );
            reading.again(&[at], &sample.nodes);
            let again = reading.relate(&sample.entities, Wanted::default());
            assert_eq!((again.acts, again.mentions), (good.acts.clone(), good.mentions.clone()), "sentence {at}");
        }
    }

    #[test]
    fn only_sentences_in_doubt_are_looked_at_again() {
        let rules = RuleSet::embedded().unwrap();
        let sample = Sample::tiled(|_| "Anna Berg said the dam leaked. ".to_owned(), 200);
        let (first, mut reading) = looks(|| Reading::new(&rules, &sample.doc, &sample.syntax, &sample.names));
        let (second, ()) = looks(|| reading.again(&[7], &sample.nodes));
        assert!(second * 10 < first, "{first} looks at first, {second} at one sentence again");
    }
}
