//! What is known of a candidate, or of there being none, as the names of weights.

use strum::{EnumCount, EnumString, IntoStaticStr, VariantNames};

/// What a query asks for: queries of one group share weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Group {
    /// That takes part in an act; that does not.
    HeOrShe,
    HeOrSheAside,
    It,
    They,
    We,
    I,
    /// "The official", "this official", "the ministry’s official".
    DefinitePerson,
    DefinitePeople,
    DefiniteBody,
    DefiniteDocument,
    DefiniteOther,
    /// "An official", "officials".
    OtherPerson,
    OtherPeople,
    OtherBody,
    OtherDocument,
    Other,
}

/// One thing that may be known. Each has up to [`BUCKETS`] values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Feature {
    /// Sentences and paragraphs since the last mention.
    Sentences,
    Paragraphs,
    /// How many candidates were mentioned since.
    Rank,
    /// Mentions so far.
    Times,
    /// More than any other candidate.
    Most,
    /// Function of the last mention: in this sentence, the one before, an earlier one.
    LastAs,
    /// The same, for a query that is a subject, an owner, something else.
    Parallel,
    /// The last mention is a name, a noun, a pronoun.
    LastKind,
    /// The last mention stands in a quotation and the query in none.
    LeftQuotation,
    SameQuotation,
    LastInTitle,
    SubjectHere,
    /// Subject of the sentence before; of its root; its first word.
    SubjectBefore,
    RootBefore,
    FirstBefore,
    /// Subject of a clause above.
    Above,
    /// Whoever says what the query stands in: outside quotations, inside.
    Reports,
    /// How many others spoke since; sentences and paragraphs since it spoke.
    Spoke,
    SpokeSentences,
    SpokeLast,
    /// The very last to speak is a person, or more, or a body.
    SpokeSurely,
    /// The last to speak goes on in this paragraph, or the next.
    GoesOn,
    /// Has not spoken lately.
    Silent,
    /// Was spoken to last.
    Told,
    /// The query opens its sentence, its paragraph.
    SentenceStart,
    ParagraphStart,
    Only,
    OnlyNear,
    /// Named right behind, before and not before.
    Follows,
    /// The article speaks of it only below.
    Ahead,
    AheadSentences,
    AheadFirst,
    AheadMost,
    AheadOften,
    AheadSpeaks,
    AheadTitle,
    AheadDeterminer,
    AheadCalled,
    AheadGender,
    FirstPerson,
    Top,
    Named,
    Kind,
    /// Somebody unnamed who came in so many sentences before.
    Opened,
    Gender,
    /// Of *we* and *I*: whoever is quoted, the body of whoever is.
    Quoted,
    QuotedBody,
    QuotedKind,
    Unquoted,
    SameWords,
    /// Called by the very noun, by one like it, by others, not at all.
    Called,
    /// The noun fits what the own name says it is.
    OwnKind,
    OwnersBody,
    AnyNoun,
    PlaceNoun,
    InName,
    Lesser,
    Modifiers,
    /// Named inside the phrase: as its owner, behind *of*, *by*, *from*, *in*, otherwise; at its head, or deeper.
    Inside,
    Tail,
    BothPlural,
    Members,
    Two,
    Trade,
    /// Nobody, or somebody new.
    Nobody,
    NobodyAtAll,
    NobodyNear,
    NobodyDeterminer,
    NobodySort,
    NobodyTail,
    NobodyModified,
    NobodyPlaced,
    NobodyTitle,
    NobodyLead,
    NobodyCalled,
    NobodyAlike,
    NobodyOwned,
    NobodyAny,
    NobodyQuoted,
    NobodyFunction,
    NobodyStart,
}

impl From<Feature> for usize {
    fn from(feature: Feature) -> Self {
        feature as Self
    }
}

impl From<Group> for usize {
    fn from(group: Group) -> Self {
        group as Self
    }
}

#[cfg(test)]
mod tests {
    use super::Feature;
    use crate::mention::softmax::BUCKETS;
    use strum::EnumCount;

    #[test]
    fn a_row_holds_every_feature() {
        assert!(Feature::COUNT * BUCKETS < usize::from(u16::MAX));
    }
}
