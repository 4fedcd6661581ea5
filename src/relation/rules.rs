//! Rule files: one TOML file a relation, checked as a whole when it is read.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;

use serde::Deserialize;
use sha2::{Digest, Sha256};
use thiserror::Error;
use toml::Spanned;

use super::{Frame, Role};
use crate::text::hex;

/// What is wrong with a rule file.
#[derive(Debug, Error)]
pub enum RuleError {
    /// No such file or folder.
    #[error("rule file {file}: cannot be read: {source}")]
    Io {
        /// The file or folder.
        file: String,
        /// What the system says.
        source: std::io::Error,
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

/// One relation: what it means, and which words signal it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// A past-tense verb: `said`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the relation is.
    pub means: String,
    /// What it is not.
    pub not: String,
    /// What these rules do not find.
    pub gaps: String,
    /// Roles of its rows.
    pub roles: Vec<Role>,
    /// CAMEO event code.
    pub cameo: Option<String>,
    /// PLOVER event type.
    pub plover: Option<String>,
    #[serde(rename = "cue")]
    pub(super) cues: Vec<Spanned<Cue>>,
    #[serde(rename = "example", default)]
    examples: Vec<Spanned<Example>>,
    #[serde(default)]
    silent: Vec<Spanned<Silent>>,
}

/// Some words, and the sentence shape in which they signal the relation.
#[allow(clippy::struct_excessive_bools, reason = "each is a key of the rule files, most of them absent")]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// Name within its file; with the relation's type the rule id of records: `condoled.express`.
    pub name: String,
    /// The sentence shape.
    pub frame: Frame,
    /// Lemmas of the verbs that signal it.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// `light`, `noun`: lemmas of the nouns that carry the meaning.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// `object`: only objects with one of these head lemmas.
    #[serde(default)]
    pub objects: Vec<String>,
    /// `object`: no object with one of these head lemmas.
    #[serde(default)]
    pub not_objects: Vec<String>,
    /// The particle that makes it this verb: turn *down*.
    #[serde(default)]
    pub particle: Option<String>,
    /// Only with a quotation as content.
    #[serde(default)]
    pub quoted: bool,
    /// Who the subject may be.
    #[serde(default)]
    pub subject_kind: Option<Kind>,
    /// Who or what the object may be.
    #[serde(default)]
    pub object_kind: Option<Kind>,
    /// `mutual`, `bare`: prepositions that make it another act: speak *of* a thing, meet *for*, speak *with* somebody.
    #[serde(default)]
    pub bars: Vec<String>,
    /// `label`: lemmas of which one must be said of the object.
    #[serde(default)]
    pub words: Vec<String>,
    /// Prepositions that belong to the verb: call *on*, call *for*.
    #[serde(default)]
    pub via: Vec<String>,
    /// What phrases with other prepositions are to the act.
    #[serde(default)]
    pub preps: BTreeMap<String, Role>,
    /// `object`: a clause may stand for the object.
    #[serde(default)]
    pub clause: bool,
    /// `report`: what the subject of the clause is to the act besides, "alleged that *the firm* cheated".
    #[serde(default)]
    pub clause_subject: Option<Role>,
    /// `appeal`: only with an infinitive.
    #[serde(default)]
    pub infinitive: bool,
    /// `bare`: what the verb's object is to the act.
    #[serde(default)]
    pub object: Option<Role>,
    /// `light`: what the noun's owner is to the act, "share the family's grief".
    #[serde(default)]
    pub owner: Option<Role>,
    /// Only when refused or negated, and then it is the act: "declined to comment". The cue takes those words along.
    #[serde(default)]
    pub refusal: bool,
    /// A `refusal` by a verb of refusing, or by "would not": "declined to discuss", not "did not discuss".
    #[serde(default)]
    pub declined: bool,
    /// Only when negated, "made no reference".
    #[serde(default)]
    pub only_negative: bool,
    /// Only with a row of this role.
    #[serde(default)]
    pub needs: Option<Role>,
}

/// Whether a noun is somebody, or a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A person, a body, a government.
    Somebody,
    /// Anything else.
    Thing,
}

/// A sentence in which a cue must fire, with what it must find.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// Name of the cue entry.
    pub rule: String,
    /// The sentence.
    pub text: String,
    /// Words of the cue.
    pub cue: String,
    /// Words of the speaker.
    pub speaker: Option<String>,
    /// Words of the addressee.
    pub addressee: Option<String>,
    /// Words of the target.
    pub target: Option<String>,
    /// Words of the content, from its first piece to its last.
    pub content: Option<String>,
    /// Words of the occasion.
    pub occasion: Option<String>,
    /// `positive` or `negative`.
    pub polarity: Option<String>,
}

/// A sentence in which the relation must stay silent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silent {
    /// The sentence.
    pub text: String,
    /// Why it is none.
    pub because: String,
}

/// Codes of a relation in event-coding schemes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Codes {
    /// CAMEO event code.
    pub cameo: Option<String>,
    /// PLOVER event type.
    pub plover: Option<String>,
}

impl Rule {
    /// Codes of the relation.
    #[must_use]
    pub fn codes(&self) -> Codes {
        Codes { cameo: self.cameo.clone(), plover: self.plover.clone() }
    }

    /// Names of its cue entries, each with its frame.
    pub fn cues(&self) -> impl Iterator<Item = (&str, Frame)> {
        self.cues.iter().map(|cue| (cue.as_ref().name.as_str(), cue.as_ref().frame))
    }

    /// Sentences in which it must fire.
    pub fn examples(&self) -> impl Iterator<Item = &Example> {
        self.examples.iter().map(Spanned::as_ref)
    }

    /// Sentences in which it must not.
    pub fn silent(&self) -> impl Iterator<Item = &Silent> {
        self.silent.iter().map(Spanned::as_ref)
    }
}

/// All relations, and which of their cue entries a verb belongs to.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// `core-en`, with `+custom` where a folder adds to it.
    pub name: &'static str,
    /// SHA-256 of the files, in their order.
    pub sha256: String,
    pub(super) rules: Vec<Rule>,
    by_verb: Places,
    /// Of the nouns that perform an act by themselves.
    by_noun: Places,
}

/// A word's cue entries: relation, and entry within it.
type Places = HashMap<String, Vec<(usize, usize)>>;

/// The embedded files, listed by the build script: a new relation is one new file.
const EMBEDDED: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

impl RuleSet {
    /// Version of the embedded set: it changes results.
    pub const VERSION: &'static str = "1.0.0";

    /// The rules that ship with the program.
    ///
    /// # Errors
    /// When a shipped file is wrong, which a test rules out.
    pub fn embedded() -> Result<Self, RuleError> {
        Self::read("core-en", EMBEDDED.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect())
    }

    /// The embedded rules, with the `.toml` files of a folder added; a file of the same name replaces the embedded one.
    ///
    /// # Errors
    /// When the folder cannot be read or a file in it is wrong.
    pub fn with_folder(folder: &Path) -> Result<Self, RuleError> {
        let failed = |source| RuleError::Io { file: folder.display().to_string(), source };
        let mut files: BTreeMap<String, (String, String)> = BTreeMap::new();
        for (file, text) in EMBEDDED {
            files.insert((*file).to_owned(), ((*file).to_owned(), (*text).to_owned()));
        }
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|e| e == "toml") {
                let file = path.display().to_string();
                let text =
                    std::fs::read_to_string(&path).map_err(|source| RuleError::Io { file: file.clone(), source })?;
                let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
                files.insert(name, (file, text));
            }
        }
        Self::read("core-en+custom", files.into_values().collect())
    }

    /// The relations, in the order of their files.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
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

    fn read(name: &'static str, files: Vec<(String, String)>) -> Result<Self, RuleError> {
        let mut hash = Sha256::new();
        let mut rules = Vec::new();
        let (mut by_verb, mut by_noun) = (Places::new(), Places::new());
        let mut claimed: HashMap<(String, String), String> = HashMap::new();
        for (file, text) in files {
            hash.update(text.as_bytes());
            let rule: Rule = toml::from_str(&text)
                .map_err(|error| RuleError::Toml { file: file.clone(), message: error.to_string() })?;
            let wrong = |span: Range<usize>, message: String| RuleError::Wrong {
                file: file.clone(),
                line: text[..span.start.min(text.len())].matches('\n').count() + 1,
                message,
            };
            for (at, cue) in rule.cues.iter().enumerate() {
                let (span, cue) = (cue.span(), cue.as_ref());
                if !rule.examples().any(|example| example.rule == cue.name) {
                    return Err(wrong(span, format!("cue `{}` has no [[example]] that shows it", cue.name)));
                }
                // Thoughts are with somebody, or go out to them.
                let may = cue.frame == super::Frame::Wish;
                if cue.verbs.is_empty() == cue.frame.has_verb() && !may {
                    let message = format!(
                        "cue `{}`: frame `{}` {}",
                        cue.name,
                        cue.frame.name(),
                        if cue.frame.has_verb() { "needs `verbs`" } else { "takes no `verbs`" }
                    );
                    return Err(wrong(span, message));
                }
                for noun in cue.nouns.iter().filter(|_| cue.frame == Frame::Noun) {
                    by_noun.entry(noun.clone()).or_default().push((rules.len(), at));
                }
                for verb in &cue.verbs {
                    let shape = (verb.clone(), cue.shape());
                    if let Some(other) = claimed.insert(shape, rule.kind.clone()) {
                        let message = format!("`{verb}` with frame `{}` is claimed by `{other}` too", cue.frame.name());
                        return Err(wrong(span, message));
                    }
                    by_verb.entry(verb.clone()).or_default().push((rules.len(), at));
                }
            }
            for example in &rule.examples {
                if !rule.cues().any(|(name, _)| name == example.as_ref().rule) {
                    let message =
                        format!("example for `{}`, but there is no such cue in this file", example.as_ref().rule);
                    return Err(wrong(example.span(), message));
                }
            }
            rules.push(rule);
        }
        // The entry that asks for most is tried first: "call … false" before "call on".
        for entries in by_verb.values_mut() {
            entries.sort_by_key(|&(rule, cue)| {
                let entry: &Rule = &rules[rule];
                (std::cmp::Reverse(entry.cues[cue].as_ref().demands()), rule, cue)
            });
        }
        Ok(Self { name, sha256: hex(&hash.finalize()), rules, by_verb, by_noun })
    }
}

impl Cue {
    /// How much a sentence must show for this entry to fire.
    fn demands(&self) -> usize {
        let lists = [&self.nouns, &self.objects, &self.words, &self.via];
        lists.iter().filter(|list| !list.is_empty()).count() * 2
            + usize::from(self.infinitive)
            + usize::from(self.only_negative)
            + usize::from(self.refusal)
            + usize::from(self.needs.is_some())
            + usize::from(self.object_kind.is_some())
            + usize::from(self.particle.is_some()) * 2
            + usize::from(self.frame == Frame::Label && self.words.is_empty())
            + usize::from(self.frame == Frame::QuoteAs) * 4
    }

    /// What tells this entry from others with the same verb.
    fn shape(&self) -> String {
        let lists = [&self.nouns, &self.objects, &self.words, &self.via].map(|list| list.join(","));
        let particle = self.particle.as_deref().unwrap_or_default();
        format!(
            "{}|{}|{}|{}|{}|{particle}|{:?}",
            self.frame.name(),
            lists.join("|"),
            self.infinitive,
            self.refusal,
            self.quoted,
            self.object_kind
        )
    }
}
