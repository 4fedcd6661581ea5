//! From an article to what it holds.

use std::sync::Arc;

use crate::actor::{Actor, Gazetteer, actors};
use crate::mention::{Entity, Gold, Lessons, Mention, entities};
use crate::model::{ArcScores, Model, ModelError, Scores};
use crate::ner::tag;
use crate::relation::{Act, Denial, Reading, Related, RuleSet, Wanted};
use crate::syntax::{Branch, Node, Rel, Syntax, Upos, branches, nodes_of, tags};
use crate::text::{Article, Block, Byte, Span, Tok, Warning, WarningCode, blocks, blocks_of_parts};
use crate::token::{Segmented, segment};

use super::filter::Filter;
use super::language::language;
use super::status::Status;

/// How much of an article is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Keep {
    /// Everything that is found.
    #[default]
    All,
    /// Of the acts those that the article itself reports, not those within another's words.
    Outermost,
    /// Names and their entities: no syntax, no acts.
    Entities,
}

impl Keep {
    /// The name that the command line and the configuration's hash use.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Outermost => "outermost",
            Self::Entities => "entities",
        }
    }
}

/// Which nouns and pronouns are mentions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mentions {
    /// Those that take part in acts.
    #[default]
    Acts,
    /// All that may mean somebody.
    All,
}

/// What a user may choose that changes records.
#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
pub struct Options {
    /// Mask nothing: everything but the headline is body.
    pub keep_boilerplate: bool,
    /// Read other languages than English too.
    pub any_language: bool,
    /// How much of it all.
    pub keep: Keep,
    /// Read at most so many code points of an article; the record of a longer one is `truncated`.
    pub max_chars: usize,
    /// Which nouns and pronouns are mentions.
    pub mentions: Mentions,
    /// See acts in quotations that nobody attributes, right behind a report whose speaker goes on.
    pub continued: bool,
    /// Which relations stay in the record.
    pub filter: Filter,
    /// Leave the article's text out of its record. Offsets stay, and `doc.text_sha256` tells what they count in.
    pub no_text: bool,
    /// Names with ids of the user's own.
    pub gazetteer: Option<Arc<Gazetteer>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            keep_boilerplate: false,
            any_language: false,
            keep: Keep::All,
            max_chars: 200_000,
            mentions: Mentions::default(),
            continued: true,
            filter: Filter::default(),
            no_text: false,
            gazetteer: None,
        }
    }
}

/// Everything that was found in one article.
#[derive(Debug, Clone)]
pub struct Analysis {
    /// The article, cut up.
    pub doc: Segmented,
    /// How it went.
    pub status: Status,
    /// ISO 639-1 code of its language.
    pub lang: Option<String>,
    /// Windows that the encoder read.
    pub windows: usize,
    /// Names, then nominals and pronouns.
    pub mentions: Vec<Mention>,
    /// The named ones by first mention, then those whom the article never names.
    pub entities: Vec<Entity>,
    /// What each entity is; nothing of them where names alone were wanted.
    pub actors: Vec<Actor>,
    /// Acts by cue.
    pub acts: Vec<Act>,
    /// What the user should know, the article's own warnings first.
    pub warnings: Vec<Warning>,
}

/// A tagger, a rule set and the user's choices: ready to read articles, on any number of threads.
pub struct Pipeline {
    tagger: Model,
    /// Where the tagger has no part-of-speech and tree heads: the embedded model, for its trees alone.
    parser: Option<Model>,
    rules: RuleSet,
    options: Options,
}

impl Pipeline {
    /// The embedded model and rules, default options.
    ///
    /// # Errors
    /// When the embedded files are damaged.
    pub fn embedded() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self::new(Model::embedded()?, RuleSet::embedded()?, Options::default())?)
    }

    /// A pipeline over a tagger of one's own.
    ///
    /// # Errors
    /// When the tagger has no syntax heads and the embedded model, which then lends its own, is damaged.
    pub fn new(tagger: Model, rules: RuleSet, options: Options) -> Result<Self, ModelError> {
        let borrow = options.keep != Keep::Entities && !tagger.has_syntax();
        let parser = if borrow { Some(tagger.embedded_likewise()?) } else { None };
        Ok(Self { tagger, parser, rules, options })
    }

    /// The tagger.
    #[must_use]
    pub fn tagger(&self) -> &Model {
        &self.tagger
    }

    /// The model whose trees are used, where the tagger has none.
    #[must_use]
    pub fn parser(&self) -> Option<&Model> {
        self.parser.as_ref()
    }

    /// The rules.
    #[must_use]
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The user's choices.
    #[must_use]
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// Reads one article. Whatever it holds, there is an answer.
    #[must_use]
    pub fn analyse(&self, mut article: Article) -> Analysis {
        let mut warnings = std::mem::take(&mut article.warnings);
        let lang = language(&article.text);
        let foreign = lang.as_deref().is_some_and(|code| code != "en") && !self.options.any_language;
        if article.text.trim().is_empty() {
            warnings.push(warn(WarningCode::Empty, "no text: the article is empty or only white space".to_owned()));
            return Analysis::bare(article, Status::Empty, None, warnings);
        }
        if foreign {
            let got = lang.as_deref().unwrap_or("?");
            let message =
                format!("the text is not English: got `{got}`, expected `en`; `--lang any` reads it all the same");
            warnings.push(warn(WarningCode::Language, message));
            return Analysis::bare(article, Status::SkippedLang, lang, warnings);
        }
        let blocks = self.blocks(&article, &mut warnings);
        let ended = Status::of_reading(&warnings);
        let doc = segment(article, blocks);
        match self.read(&doc) {
            Ok(read) => {
                warnings.extend(read.warnings);
                let (Related { acts, mentions, entities, .. }, mut actors) = read.found;
                let own = self.options.gazetteer.iter();
                warnings.extend(own.flat_map(|list| list.identify(&doc, &mentions, &entities, &mut actors)));
                Analysis { doc, status: ended, lang, windows: read.windows, mentions, entities, actors, acts, warnings }
            }
            Err(error) => {
                warnings.push(warn(WarningCode::Tagger, format!("the tagger failed on this article: {error}")));
                Analysis::bare(doc.article, Status::Error, lang, warnings)
            }
        }
    }

    /// The parts of the page, as far as it is read.
    fn blocks(&self, article: &Article, warnings: &mut Vec<Warning>) -> Vec<Block> {
        let text = &article.text;
        let limit = text.char_indices().nth(self.options.max_chars).map_or(text.len(), |(at, _)| at);
        if limit < text.len() {
            let message = format!(
                "the text is longer than {} code points: what follows was not read; raise --max-chars to read it",
                self.options.max_chars
            );
            let span = Some(Span::new(limit, text.len()));
            warnings.push(Warning { code: WarningCode::TooLong, message, span });
        }
        let (text, headline, keep) = (&text[..limit], article.headline(), self.options.keep_boilerplate);
        if article.parts.is_empty() {
            blocks(text, headline, keep)
        } else {
            blocks_of_parts(text, headline, &article.parts, keep)
        }
    }

    fn read(&self, doc: &Segmented) -> Result<Read<(Related, Vec<Actor>)>, ModelError> {
        let places = Places::of(doc);
        if self.options.keep == Keep::Entities {
            let text = &doc.article.text;
            let scores = self.tagger.read_names(text, &places.words, &places.units)?;
            let (mentions, entities) = entities(doc, &tag(text, &places.words, &places.sentences, &scores));
            let actors = actors(doc, &Syntax::default(), &mentions, &entities, &[]);
            let found = (Related { mentions, entities, ..Related::default() }, actors);
            return Ok(Read { windows: scores.windows, found, warnings: Vec::new() });
        }
        let wanted = Wanted {
            outermost: self.options.keep == Keep::Outermost,
            all_mentions: self.options.mentions == Mentions::All,
        };
        self.relations(doc, &places, |reading, entities, syntax| {
            let related = reading.relate(entities, wanted);
            let actors = actors(doc, syntax, &related.mentions, &related.entities, &related.meant);
            (related, actors)
        })
    }

    /// What an article whose words somebody labelled teaches of whom words mean.
    ///
    /// # Errors
    /// When the tagger fails.
    pub fn lessons(&self, article: Article, gold: &Gold) -> Result<Lessons, ModelError> {
        self.learn(article, |reading, entities| reading.lessons(entities, gold))
    }

    /// The denials of an article, with the claims that each may answer: what is learned from where somebody labelled which it is.
    ///
    /// # Errors
    /// When the tagger fails.
    #[expect(clippy::redundant_closure_for_method_calls, reason = "the method is of one lifetime, the closure of any")]
    pub fn denials(&self, article: Article) -> Result<Vec<Denial>, ModelError> {
        self.learn(article, |reading, entities| reading.denials(entities))
    }

    fn learn<T>(&self, mut article: Article, take: impl FnOnce(&Reading<'_>, &[Entity]) -> T) -> Result<T, ModelError> {
        let mut warnings = std::mem::take(&mut article.warnings);
        let blocks = self.blocks(&article, &mut warnings);
        let doc = segment(article, blocks);
        Ok(self.relations(&doc, &Places::of(&doc), |reading, entities, _| take(reading, entities))?.found)
    }

    /// Reads an article, and takes from it what is wanted.
    fn relations<T>(
        &self,
        doc: &Segmented,
        Places { words, sentences, units }: &Places,
        take: impl FnOnce(&Reading<'_>, &[Entity], &Syntax) -> T,
    ) -> Result<Read<T>, ModelError> {
        let text = &doc.article.text;
        // Each tree is made as soon as its sentence was read.
        let mut trees: Vec<Option<Vec<Branch>>> = vec![None; units.len()];
        let mut scores =
            self.tagger.read_with(text, words, units, &mut |at, arcs| trees[at] = Some(branches(&arcs)))?;
        let (mentions, entities) = entities(doc, &tag(text, words, sentences, &scores));
        let mut windows = scores.windows;
        let mut warnings = Vec::new();
        if let Some(parser) = &self.parser {
            let message = format!(
                "model `{}` has no part-of-speech and tree heads: the embedded model's were used for relations",
                self.tagger.identity().name
            );
            warnings.push(warn(WarningCode::BorrowedSyntax, message));
            trees.fill(None);
            scores = parser.read_with(text, words, units, &mut |at, arcs| trees[at] = Some(branches(&arcs)))?;
            windows += scores.windows;
        }
        let parts = tags(&scores).unwrap_or_default();
        // Names and trees are made: of a long article their scores are a tenth of all memory.
        (scores.entities, scores.upos) = Default::default();
        let mut nodes = Vec::with_capacity(words.len());
        for (unit, tree) in units.iter().zip(trees) {
            if let Some(tree) = tree.filter(|_| !parts.is_empty()) {
                nodes.extend(nodes_of(&tree, *unit, &parts));
                continue;
            }
            let upos = |word: usize| parts.get(word).copied().unwrap_or(Upos::X);
            nodes.extend(unit.range().map(|word| Node { upos: upos(word), head: None, rel: Rel::Dep }));
            let message =
                "the sentence is longer than one window: it has no syntax tree, so relations in it may be missed";
            let span = Some(doc.bytes(*unit));
            warnings.push(Warning { code: WarningCode::LongSentence, message: message.to_owned(), span });
        }
        let mut syntax = Syntax::new(nodes.clone());
        let mut reading = Reading::new(&self.rules, doc, &syntax, &mentions);
        let again = reading.doubtful(&syntax);
        if !again.is_empty() {
            windows += self.reparse(doc, &again, &mut nodes)?;
            reading.again(&again, &nodes);
            let words: Vec<usize> = again.iter().flat_map(|&at| sentences[at].range()).collect();
            syntax.plant(&words, &nodes);
        }
        drop(nodes);
        self.ask(&mut reading, &scores, &syntax, units);
        let model = self.parser.as_ref().unwrap_or(&self.tagger);
        let nouns = reading.nouns();
        reading.know(model.links(scores, nouns));
        if self.options.continued {
            reading.go_on();
        }
        Ok(Read { windows, found: take(&reading, &entities, &syntax), warnings })
    }

    /// Lets the argument heads, where there are some, tell what is said.
    fn ask(&self, reading: &mut Reading<'_>, scores: &Scores, syntax: &Syntax, units: &[Span<Tok>]) {
        let model = self.parser.as_ref().unwrap_or(&self.tagger);
        if !model.has_arguments() {
            return;
        }
        let answered = reading.questions(syntax, units).into_iter().filter_map(|question| {
            let answers = model.arguments(scores, question.window, &question.predicates)?;
            Some((question, answers))
        });
        reading.hear(answered, syntax);
    }

    /// Reads some sentences once more, each by itself, where a tree is a little better, and replaces their nodes. Gives the
    /// number of windows read.
    fn reparse(&self, doc: &Segmented, sentences: &[usize], nodes: &mut [Node]) -> Result<usize, ModelError> {
        let places: Vec<Span<Tok>> = sentences.iter().flat_map(|&at| doc.units(doc.sentences[at].words)).collect();
        let words: Vec<_> = places.iter().flat_map(|place| &doc.words[place.range()]).map(|word| word.span).collect();
        let mut end = 0;
        let apart = |place: &Span<Tok>| {
            end += place.len();
            Span::<Tok>::new(end - place.len(), end)
        };
        let spans: Vec<Span<Tok>> = places.iter().map(apart).collect();
        let mut trees = vec![Vec::new(); spans.len()];
        let model = self.parser.as_ref().unwrap_or(&self.tagger);
        let mut plant = |at: usize, arcs: ArcScores| trees[at] = branches(&arcs);
        let scores = model.read_apart(&doc.article.text, &words, &spans, &mut plant)?;
        let parts = tags(&scores).unwrap_or_default();
        for ((place, span), tree) in places.iter().zip(&spans).zip(&trees) {
            let new = nodes_of(tree, *span, &parts);
            for (node, new) in nodes[place.range()].iter_mut().zip(new) {
                *node = Node { head: new.head.map(|head| head - span.start + place.start), ..new };
            }
        }
        Ok(scores.windows)
    }
}

/// Where things stand in an article.
struct Places {
    words: Vec<Span<Byte>>,
    sentences: Vec<Span<Tok>>,
    /// Of which trees are made.
    units: Vec<Span<Tok>>,
}

impl Places {
    fn of(doc: &Segmented) -> Self {
        let words = doc.words.iter().map(|word| word.span).collect();
        let sentences: Vec<Span<Tok>> = doc.sentences.iter().map(|sentence| sentence.words).collect();
        let units = sentences.iter().flat_map(|&sentence| doc.units(sentence)).collect();
        Self { words, sentences, units }
    }
}

/// What the tagger and the rules make of an article's words.
struct Read<T> {
    windows: usize,
    found: T,
    warnings: Vec<Warning>,
}

impl Analysis {
    /// An article that met a defect of this program: its text is kept, and a warning says so.
    #[must_use]
    pub fn defect(article: Article) -> Self {
        let message = "this article met a defect of the program; please report it with the article's text".to_owned();
        Self::bare(article, Status::Error, None, vec![warn(WarningCode::Defect, message)])
    }

    /// An article that was not read.
    fn bare(article: Article, status: Status, lang: Option<String>, warnings: Vec<Warning>) -> Self {
        let doc = segment(article, Vec::new());
        let (mentions, entities, actors, acts) = Default::default();
        Self { doc, status, lang, windows: 0, mentions, entities, actors, acts, warnings }
    }
}

fn warn(code: WarningCode, message: String) -> Warning {
    Warning { code, message, span: None }
}
