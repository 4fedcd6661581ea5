//! The format of a rule file: one relation, what it means, which words signal it, and sentences that show it.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Frame, Role};

/// A key of a rule file, as the manual page lists it.
#[cfg_attr(not(test), expect(dead_code, reason = "the manual page is written by a test"))]
pub(super) struct Key {
    pub name: &'static str,
    /// What a value looks like.
    pub holds: &'static str,
    pub means: &'static str,
}

/// Declares a table of a rule file: the struct that reads it, and the list of its keys with what they mean.
macro_rules! table {
    ($(#[$about:meta])* pub struct $table:ident {
        $($(#[doc = $means:literal])+ $(#[serde($($serde:tt)*)])? $own:vis $field:ident: $kind:ty = $key:literal, $holds:literal;)*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $table {
            $($(#[doc = $means])+ #[serde(rename = $key)] $(#[serde($($serde)*)])? $own $field: $kind,)*
        }

        impl $table {
            /// Its keys, in the order of the manual page.
            #[cfg_attr(not(test), expect(dead_code, reason = "the manual page is written by a test"))]
            pub(super) const KEYS: &[Key] =
                &[$(Key { name: $key, holds: $holds, means: concat!($($means),+).trim_ascii() },)*];
        }
    };
}

table! {
    /// One relation: what it means, and which words signal it.
    pub struct Rule {
        /// The relation’s name in records, a past-tense verb in lower case.
        pub kind: String = "type", "`\"said\"`";
        /// What the relation is.
        pub means: String = "means", "text";
        /// What it is not.
        pub not: String = "not", "text";
        /// What these rules do not find.
        pub gaps: String = "gaps", "text";
        /// Roles of its rows.
        pub roles: Vec<Role> = "roles", "list of roles";
        /// CAMEO event code.
        pub cameo: Option<String> = "cameo", "`\"018\"`";
        /// PLOVER event type.
        pub plover: Option<String> = "plover", "`\"SUPPORT\"`";
        /// Does such an act answer what somebody else said?
        #[serde(default)]
        pub answers: bool = "answers", "`true`";
        /// How much such an act asks for an answer, if it does.
        #[serde(default)]
        pub claims: Option<Claim> = "claims", "`\"charge\"`, `\"claim\"` or `\"report\"`";
        /// Words, and the sentence shape in which they signal the relation.
        pub(super) cues: Vec<Spanned<Cue>> = "cue", "tables";
        /// Sentences in which a cue must fire; every cue needs one.
        #[serde(default)]
        pub(super) examples: Vec<Spanned<Example>> = "example", "tables";
        /// Sentences in which the relation must stay silent.
        #[serde(default)]
        pub(super) silent: Vec<Spanned<Silent>> = "silent", "tables";
    }
}

/// What a denial may answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Claim {
    /// A charge against somebody.
    Charge,
    /// A thing for which the writer does not vouch.
    Claim,
    /// Any report.
    Report,
}

table! {
    /// Some words, and the sentence shape in which they signal the relation.
    #[allow(clippy::struct_excessive_bools, reason = "each is a key of the rule files, most of them absent")]
    pub struct Cue {
        /// Its name within its file; behind the relation’s type it is the rule id of records: `condoled.express`.
        pub name: String = "name", "`\"express\"`";
        /// The sentence shape.
        pub frame: Frame = "frame", "a shape";
        /// Lemmas of the verbs that signal it, in all their forms.
        #[serde(default)]
        pub verbs: Vec<String> = "verbs", "list of verbs";
        /// Lemmas of the nouns that carry the meaning.
        #[serde(default)]
        pub nouns: Vec<String> = "nouns", "list of nouns";
        /// Only objects with one of these head lemmas; in `stance`, `give`, `command` and `ask` an entry `-tion` stands for all that end so.
        #[serde(default)]
        pub objects: Vec<String> = "objects", "list of nouns";
        /// No object with one of these head lemmas; endings as there.
        #[serde(default)]
        pub not_objects: Vec<String> = "not_objects", "list of nouns";
        /// Words of which one must be there besides: what a thing is called, or what somebody is asked to do.
        #[serde(default)]
        pub words: Vec<String> = "words", "list of words";
        /// The particle that makes it this verb: turn *down*.
        pub particle: Option<String> = "particle", "a word";
        /// Prepositions or particles that belong to the verb: call *on*, brush *aside*.
        #[serde(default)]
        pub via: Vec<String> = "via", "list of words";
        /// Prepositions that make it another act: speak *of* a thing, meet *for*, speak *with* somebody.
        #[serde(default)]
        pub bars: Vec<String> = "bars", "list of words";
        /// What phrases with other prepositions are to the act.
        #[serde(default)]
        pub preps: BTreeMap<String, Role> = "preps", "`{ for = \"occasion\" }`";
        /// What the verb’s object is to the act.
        pub object: Option<Role> = "object", "a role";
        /// What the noun’s owner is to the act: share *the family’s* grief.
        pub owner: Option<Role> = "owner", "a role";
        /// What the subject of the reported clause is to the act besides: alleged that *the firm* cheated.
        pub clause_subject: Option<Role> = "clause_subject", "a role";
        /// Who the subject may be.
        pub subject_kind: Option<Kind> = "subject_kind", "`\"somebody\"` or `\"thing\"`";
        /// Who or what the object may be.
        pub object_kind: Option<Kind> = "object_kind", "`\"somebody\"` or `\"thing\"`";
        /// A clause may stand for the object.
        #[serde(default)]
        pub clause: bool = "clause", "`true`";
        /// Only with an infinitive.
        #[serde(default)]
        pub infinitive: bool = "infinitive", "`true`";
        /// Only with a quotation as content.
        #[serde(default)]
        pub quoted: bool = "quoted", "`true`";
        /// Only when refused or negated, and then it is the act: declined to comment. The cue takes those words along.
        #[serde(default)]
        pub refusal: bool = "refusal", "`true`";
        /// A `refusal` by a verb of refusing, or by “would not”: declined to discuss, but not did not discuss.
        #[serde(default)]
        pub declined: bool = "declined", "`true`";
        /// Only when negated: made no reference.
        #[serde(default)]
        pub only_negative: bool = "only_negative", "`true`";
        /// Only with a row of this role.
        pub needs: Option<Role> = "needs", "a role";
    }
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

table! {
    /// A sentence in which a cue must fire, with what it must find.
    pub struct Example {
        /// Name of the cue.
        pub rule: String = "rule", "`\"express\"`";
        /// The sentence.
        pub text: String = "text", "text";
        /// Words of the cue.
        pub cue: String = "cue", "text";
        /// Words of the speaker.
        pub speaker: Option<String> = "speaker", "text";
        /// Words of the addressee.
        pub addressee: Option<String> = "addressee", "text";
        /// Words of the target.
        pub target: Option<String> = "target", "text";
        /// Words of the content, its pieces joined by a space.
        pub content: Option<String> = "content", "text";
        /// Words of the occasion.
        pub occasion: Option<String> = "occasion", "text";
        /// Whether the act took place.
        pub polarity: Option<String> = "polarity", "`\"positive\"` or `\"negative\"`";
    }
}

table! {
    /// A sentence in which the relation must stay silent.
    pub struct Silent {
        /// The sentence.
        pub text: String = "text", "text";
        /// Why it is none.
        pub because: String = "because", "text";
    }
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

impl Cue {
    /// Does the verb signal it without a word that must stand beside?
    pub(super) fn takes_verb_alone(&self) -> bool {
        let beside =
            self.particle.is_some() || !self.words.is_empty() || !self.nouns.is_empty() || !self.via.is_empty();
        !(beside || self.refusal || self.declined || self.only_negative || self.quoted || self.infinitive)
    }

    /// How much a sentence must show for this entry to fire.
    pub(super) fn demands(&self) -> usize {
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
    pub(super) fn shape(&self) -> String {
        let lists = [&self.nouns, &self.objects, &self.words, &self.via].map(|list| list.join(","));
        format!(
            "{}|{}|{}|{}|{}|{:?}|{:?}",
            self.frame.name(),
            lists.join("|"),
            self.infinitive,
            self.refusal,
            self.quoted,
            self.particle,
            self.object_kind
        )
    }
}
