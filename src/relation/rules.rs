//! All rule files together, checked as a whole when they are read.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;

use sha2::{Digest, Sha256};
use thiserror::Error;
use toml::Spanned;

use super::Frame;
use super::rule_file::{Cue, Rule};
use crate::text::hex;
use crate::token::{lemma, plurals, verb_forms};

/// What is wrong with a rule file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum RuleError {
    /// No such file or folder.
    #[error("rule file {file}: cannot be read: {cause}")]
    Io {
        /// The file or folder.
        file: String,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A folder that adds nothing.
    #[error(
        "rule folder {folder}: no file in it ends in .toml; `onrecord rules export DIR` writes the embedded ones to start from"
    )]
    Empty {
        /// The folder.
        folder: String,
    },
    /// Not TOML, an unknown key, a missing key.
    #[error("rule file {file}: {message}")]
    Toml {
        /// The file.
        file: String,
        /// Line, column, expected and got.
        message: String,
    },
    /// A file that reads well and says something wrong.
    #[error("rule file {file}, line {line}: {message}")]
    Wrong {
        /// The file.
        file: String,
        /// Line of the entry, from 1.
        line: usize,
        /// What, expected, got.
        message: String,
    },
}

/// All relations, and which of their cue entries a verb belongs to.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// `core-en`, with `+custom` where a folder adds to it.
    pub name: &'static str,
    /// SHA-256 of the files, in their order.
    pub sha256: String,
    pub(super) rules: Vec<Rule>,
    sources: Vec<Source>,
    by_verb: Places,
    /// Of the nouns that perform an act by themselves.
    by_noun: Places,
}

/// A word's cue entries: relation, and entry within it.
type Places = HashMap<String, Vec<(usize, usize)>>;

/// A form of a listed word that no cue fires on, because it is read as a form of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostForm {
    /// The rule file.
    pub file: String,
    /// Line of the cue, from 1.
    pub line: usize,
    /// The word that the cue lists.
    pub word: String,
    /// A form of it.
    pub form: String,
    /// The lemma that the form is read as.
    pub lemma: String,
}

/// A file as it was given.
#[derive(Debug, Clone)]
struct Source {
    file: String,
    text: String,
    /// Does it ship with the program?
    embedded: bool,
}

/// The embedded files, listed by the build script: a new relation is one new file.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl RuleSet {
    /// Version of the embedded set: it changes results.
    pub const VERSION: &'static str = "1.8.0";

    /// The rules that ship with the program.
    ///
    /// # Errors
    /// When a shipped file is wrong, which a test rules out.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::read("core-en", embedded_sources().into_values().collect())
    }

    /// The embedded rules, with the `.toml` files of a folder added; a file of the same name replaces the embedded one.
    ///
    /// # Errors
    /// When the folder cannot be read or has no such file, or a file in it is wrong.
    pub fn with_folder(folder: &Path) -> Result<Self, RuleError> {
        let failed = |cause| RuleError::Io { file: folder.display().to_string(), cause };
        let mut files = embedded_sources();
        let mut own = 0;
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            let Some(name) = path.file_name().filter(|_| path.extension().is_some_and(|e| e == "toml")) else {
                continue;
            };
            let file = path.display().to_string();
            let text = std::fs::read_to_string(&path).map_err(|cause| RuleError::Io { file: file.clone(), cause })?;
            files.insert(name.to_string_lossy().into_owned(), Source { file, text, embedded: false });
            own += 1;
        }
        if own == 0 {
            return Err(RuleError::Empty { folder: folder.display().to_string() });
        }
        Self::read("core-en+custom", files.into_values().collect())
    }

    /// Names and texts of the rule files that ship with the program.
    pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
        EMBEDDED.iter().copied()
    }

    /// The relations, in the order of their files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The forms of listed verbs, and plurals of listed nouns, that are not found: a past that another verb shares, or a new
    /// word whose spelling says too little.
    #[must_use]
    pub fn lost_forms(&self) -> Vec<LostForm> {
        let mut lost = Vec::new();
        for (rule, source) in self.rules.iter().zip(&self.sources) {
            for cue in &rule.cues {
                let line = source.line(&cue.span());
                let cue = cue.as_ref();
                let verbs = cue.verbs.iter().map(|verb| (verb, verb_forms(verb), true, &cue.verbs));
                // "no basis": that shape wants the word as it stands.
                let nouns = cue.nouns.iter().filter(|_| cue.frame != Frame::NoTruth);
                let nouns = nouns.map(|noun| (noun, plurals(noun), false, &cue.nouns));
                for (word, forms, verb, listed) in verbs.chain(nouns) {
                    for form in forms {
                        let lemma = lemma(&form, verb);
                        if !listed.contains(&lemma) {
                            lost.push(LostForm { file: source.file.clone(), line, word: word.clone(), form, lemma });
                        }
                    }
                }
            }
        }
        lost
    }

    pub(super) fn cues_of(&self, verb: &str) -> impl Iterator<Item = (usize, &Cue)> {
        self.at(&self.by_verb, verb)
    }

    pub(super) fn cues_of_noun(&self, noun: &str) -> impl Iterator<Item = (usize, &Cue)> {
        self.at(&self.by_noun, noun)
    }

    fn at<'a>(&'a self, places: &'a Places, word: &str) -> impl Iterator<Item = (usize, &'a Cue)> {
        let entries = places.get(word).map_or(&[][..], Vec::as_slice);
        entries.iter().map(|&(rule, cue)| (rule, self.rules[rule].cues[cue].as_ref()))
    }

    /// Is the word a noun that carries a relation behind a light verb: a claim, talks?
    pub(super) fn has_noun(&self, word: &str) -> bool {
        self.rules.iter().flat_map(|rule| &rule.cues).any(|cue| cue.as_ref().nouns.iter().any(|noun| noun == word))
    }

    /// The cue entries that no verb leads to, of one frame.
    pub(super) fn cues_in(&self, frame: Frame) -> impl Iterator<Item = (usize, &Cue)> {
        let all =
            self.rules.iter().enumerate().flat_map(|(at, rule)| rule.cues.iter().map(move |cue| (at, cue.as_ref())));
        all.filter(move |(_, cue)| cue.frame == frame)
    }

    fn read(name: &'static str, sources: Vec<Source>) -> Result<Self, RuleError> {
        let mut hash = Sha256::new();
        let mut rules: Vec<Rule> = Vec::new();
        for source in &sources {
            hash.update(source.text.as_bytes());
            rules.push(source.rule()?);
        }
        let mut set = Self {
            name,
            sha256: hex(&hash.finalize()),
            rules,
            sources,
            by_verb: Places::new(),
            by_noun: Places::new(),
        };
        set.one_file_a_type()?;
        set.index()?;
        Ok(set)
    }

    fn one_file_a_type(&self) -> Result<(), RuleError> {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (at, rule) in self.rules.iter().enumerate() {
            if let Some(other) = seen.insert(&rule.kind, at) {
                let (own, other) = self.blamed((at, 0..0), (other, 0..0));
                let message = format!(
                    "type `{}` stands in {} too: a relation has one file; a file of the same name replaces the embedded one",
                    rule.kind, self.sources[other.0].file
                );
                return Err(self.sources[own.0].wrong(&own.1, message));
            }
        }
        Ok(())
    }

    /// Which word leads to which entries; no two entries want the same sentence.
    fn index(&mut self) -> Result<(), RuleError> {
        let mut claimed: HashMap<(&str, String), (usize, Range<usize>)> = HashMap::new();
        let (mut by_verb, mut by_noun) = (Places::new(), Places::new());
        for (rule_at, rule) in self.rules.iter().enumerate() {
            for (at, entry) in rule.cues.iter().enumerate() {
                let (span, cue) = (entry.span(), entry.as_ref());
                for noun in cue.nouns.iter().filter(|_| cue.frame == Frame::Noun) {
                    by_noun.entry(noun.clone()).or_default().push((rule_at, at));
                }
                for verb in &cue.verbs {
                    if let Some(other) = claimed.insert((verb, cue.shape()), (rule_at, span.clone())) {
                        let (own, other) = self.blamed((rule_at, span), other);
                        let (source, with) = (&self.sources[own.0], &self.sources[other.0]);
                        let message = format!(
                            "`{verb}` with frame `{}` is claimed by `{}` too, {} line {}: take it out of one, or ask for more \
                             (objects, a particle, an infinitive)",
                            cue.frame.name(),
                            self.rules[other.0].kind,
                            with.file,
                            with.line(&other.1)
                        );
                        return Err(source.wrong(&own.1, message));
                    }
                    by_verb.entry(verb.clone()).or_default().push((rule_at, at));
                }
            }
        }
        // The entry that asks for most is tried first: "call … false" before "call on".
        for entries in by_verb.values_mut() {
            entries.sort_by_key(|&(rule, cue)| {
                (std::cmp::Reverse(self.rules[rule].cues[cue].as_ref().demands()), rule, cue)
            });
        }
        (self.by_verb, self.by_noun) = (by_verb, by_noun);
        Ok(())
    }

    /// Of two places that clash, the one to mend first: the user's.
    fn blamed<T>(&self, later: (usize, T), earlier: (usize, T)) -> ((usize, T), (usize, T)) {
        let users = |at: usize| !self.sources[at].embedded;
        if users(earlier.0) && !users(later.0) { (earlier, later) } else { (later, earlier) }
    }
}

fn embedded_sources() -> BTreeMap<String, Source> {
    let source =
        |(file, text): &(&str, &str)| Source { file: (*file).to_owned(), text: (*text).to_owned(), embedded: true };
    EMBEDDED.iter().map(|entry| (entry.0.to_owned(), source(entry))).collect()
}

impl Source {
    /// Line of a place, from 1.
    fn line(&self, span: &Range<usize>) -> usize {
        self.text[..span.start.min(self.text.len())].matches('\n').count() + 1
    }

    fn wrong(&self, span: &Range<usize>, message: String) -> RuleError {
        RuleError::Wrong { file: self.file.clone(), line: self.line(span), message }
    }

    /// The relation that the file describes, if nothing in it is wrong by itself.
    fn rule(&self) -> Result<Rule, RuleError> {
        let failed = |error: toml::de::Error| RuleError::Toml { file: self.file.clone(), message: error.to_string() };
        let rule: Rule = toml::from_str(&self.text).map_err(failed)?;
        let whole: Given = toml::from_str(&self.text).map_err(failed)?;
        let name = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        if !name(&rule.kind) {
            let message = format!("type `{}`: expected a past-tense verb in lower case, as \"said\"", rule.kind);
            return Err(self.wrong(&whole.kind.span(), message));
        }
        for (at, (cue, given)) in rule.cues.iter().zip(&whole.cues).enumerate() {
            let twice = rule.cues().take(at).any(|(name, _)| name == cue.as_ref().name);
            let problem = if !name(&cue.as_ref().name) {
                Some("expected a name in lower case, with `_` between words".to_owned())
            } else if twice {
                Some("there is another of that name: rule ids of records must tell them apart".to_owned())
            } else if !rule.examples().any(|example| example.rule == cue.as_ref().name) {
                Some("has no [[example]] that shows it".to_owned())
            } else {
                keys(cue.as_ref(), given).or_else(|| words(cue.as_ref()))
            };
            if let Some(problem) = problem {
                let join = if problem.starts_with("has ") { "" } else { ":" };
                return Err(self.wrong(&cue.span(), format!("cue `{}`{join} {problem}", cue.as_ref().name)));
            }
        }
        for example in &rule.examples {
            let of = &example.as_ref().rule;
            if !rule.cues().any(|(name, _)| name == of) {
                let message = format!("example for `{of}`, but there is no such cue in this file");
                return Err(self.wrong(&example.span(), message));
            }
        }
        Ok(rule)
    }
}

/// A file again, as keys that are there or not.
#[derive(serde::Deserialize)]
struct Given {
    #[serde(rename = "type")]
    kind: Spanned<String>,
    #[serde(rename = "cue")]
    cues: Vec<toml::Table>,
}

/// A key that the frame does not read, or one that it needs.
fn keys(cue: &Cue, given: &toml::Table) -> Option<String> {
    let reads: Vec<&str> = cue.frame.reads().collect();
    let frame = cue.frame.name();
    if let Some(key) = given.keys().find(|key| !reads.contains(&key.as_str())) {
        return Some(format!("frame `{frame}` does not read `{key}`; it reads {}", reads.join(", ")));
    }
    let empty = |key: &str| given.get(key).is_none_or(|value| value.as_array().is_some_and(Vec::is_empty));
    let lacks = cue.frame.needed().iter().find(|key| empty(key));
    lacks.map(|key| format!("frame `{frame}` needs `{key}`"))
}

/// A listed word that no text can lead to, because texts are read as lemmas.
fn words(cue: &Cue) -> Option<String> {
    let nouns = cue.nouns.iter().chain(&cue.objects).chain(&cue.not_objects).map(|noun| (noun, false));
    let listed = cue.verbs.iter().map(|verb| (verb, true)).chain(nouns);
    listed.filter(|(word, _)| !word.starts_with('-')).find_map(|(word, verb)| {
        if word.is_empty() || word.contains(char::is_whitespace) {
            return Some(format!(
                "`{word}`: expected one word; what stands beside it goes into `particle`, `via` or `objects`"
            ));
        }
        let read = lemma(word, verb);
        (read != *word).then(|| format!("`{word}` is read as a form of `{read}` and never found: list `{read}`"))
    })
}
