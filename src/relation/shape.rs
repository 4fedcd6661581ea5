//! The closed set of sentence shapes in which a cue signals its relation, and the keys of a cue that each reads.

use serde::Deserialize;

/// Keys that any shape reads.
const ALWAYS: &[&str] = &["name", "frame", "quoted", "only_negative", "needs"];
/// Keys that a shape with a verb reads.
const OF_VERBS: &[&str] = &["verbs", "particle", "subject_kind", "object_kind", "refusal", "declined"];

/// Declares the shapes: what each is, its name in rule files, the keys without which it finds nothing, the further ones it reads.
macro_rules! shapes {
    ($($(#[doc = $means:literal])+ $frame:ident $name:literal needs $needs:tt reads $reads:tt)*) => {
        /// A sentence shape.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
        pub enum Frame {
            $($(#[doc = $means])+ #[serde(rename = $name)] $frame,)*
        }

        impl Frame {
            /// Every shape, as rule files may name it.
            pub const ALL: &[Self] = &[$(Self::$frame,)*];

            /// The name that rule files use.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$frame => $name,)* }
            }

            /// What stands in such a sentence.
            #[must_use]
            pub fn means(self) -> &'static str {
                match self { $(Self::$frame => concat!($($means),+).trim_ascii(),)* }
            }

            /// The keys without which it finds nothing.
            pub(super) fn needed(self) -> &'static [&'static str] {
                match self { $(Self::$frame => &$needs,)* }
            }

            /// The further keys that it reads itself.
            fn own(self) -> &'static [&'static str] {
                match self { $(Self::$frame => &$reads,)* }
            }
        }
    };
}

shapes! {
    /// Somebody says a clause or a quotation, in any order.
    Report "report" needs ["verbs"] reads ["preps", "clause_subject"]
    /// Somebody tells a hearer a clause or a quotation.
    Tell "tell" needs ["verbs"] reads []
    /// Somebody denies a thing, a clause or having done something.
    Object "object" needs ["verbs"] reads ["via", "objects", "not_objects", "clause"]
    /// Somebody asks a hearer to do something, or asks for something.
    Appeal "appeal" needs ["verbs"] reads ["via", "infinitive", "words", "preps"]
    /// Somebody accuses a target of something.
    Accuse "accuse" needs ["verbs"] reads ["via"]
    /// A verb without weight and a noun that has it: expressed condolences, made an appeal.
    Light "light" needs ["verbs", "nouns"] reads ["preps", "owner"]
    /// The verb alone, with phrases around it: apologised to passengers for the delay.
    Bare "bare" needs ["verbs"] reads ["preps", "bars", "object", "objects"]
    /// Somebody takes a stance to somebody or something: criticised the plan.
    Stance "stance" needs ["verbs"] reads ["via", "objects", "not_objects", "preps", "object"]
    /// Somebody gives their word or more: promised a hearer a thing, to do a thing, that a thing is so.
    Give "give" needs ["verbs"] reads ["objects", "not_objects", "preps", "object"]
    /// Somebody orders a hearer to do something, or a thing done.
    Command "command" needs ["verbs"] reads ["infinitive", "objects", "not_objects"]
    /// Somebody meets or talks with another, or several with each other.
    Mutual "mutual" needs ["verbs"] reads ["via", "bars", "not_objects", "preps", "object"]
    /// Somebody asks a question.
    Ask "ask" needs ["verbs"] reads ["objects", "not_objects", "preps"]
    /// Somebody calls a thing false.
    Label "label" needs ["verbs"] reads ["via", "words"]
    /// Somebody quotes another as saying.
    QuoteAs "quote_as" needs ["verbs"] reads []
    /// According to somebody.
    According "according" needs [] reads []
    /// There is no truth to a thing.
    NoTruth "no_truth" needs ["nouns"] reads []
    /// A thing is false, says whoever is reported.
    Verdict "verdict" needs ["objects", "words"] reads []
    /// A participle names the source of a report: citing two officials.
    Citing "citing" needs ["verbs"] reads []
    /// Somebody is sorry, or says sorry.
    Sorry "sorry" needs [] reads ["preps"]
    /// Somebody’s thoughts are with others, or go out to them.
    Wish "wish" needs ["nouns"] reads ["verbs"]
    /// A name and a colon before what it says.
    Colon "colon" needs [] reads []
    /// A quotation, a dash, and whose it is.
    Signed "signed" needs [] reads []
    /// A quotation that nobody attributes, right behind what somebody is reported to say; off with `--no-continued`.
    Continued "continued" needs [] reads []
    /// A noun performs, with whose it is and what it is about: her appeal to the crew to speak up, condolences from Rome.
    Noun "noun" needs ["nouns"] reads ["preps"]
}

impl Frame {
    /// Does a verb signal it, rather than a fixed phrase?
    #[must_use]
    pub fn has_verb(self) -> bool {
        self.needed().contains(&"verbs")
    }

    /// All keys of a cue with this shape.
    pub(super) fn reads(self) -> impl Iterator<Item = &'static str> {
        let verbal = if self.has_verb() { OF_VERBS } else { &[] };
        let further = self.needed().iter().filter(|key| !verbal.contains(key)).chain(self.own());
        ALWAYS.iter().chain(verbal).chain(further).copied()
    }
}
