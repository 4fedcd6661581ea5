//! What is known of a claim that a denial may answer, as the names of weights.

use strum::{EnumCount, EnumString, IntoStaticStr, VariantNames};

/// Every denial asks alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Group {
    Denial,
}

/// One thing that may be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumCount, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(super) enum Feature {
    /// A charge, a claim, a report; for a denial of the thing itself, of a charge, of a report, of "it".
    Sort,
    /// Acts between them, the claim before; behind.
    Before,
    Behind,
    /// The same for denials that point back.
    PointedBefore,
    PointedBehind,
    Sentences,
    SentencesBehind,
    SameSentence,
    SameParagraph,
    /// How many other claims stand nearer, before or behind.
    Rank,
    /// How much of what both say is the same; of the first sort of words, of names and numbers; parts of words alike.
    Shared,
    SharedBySort,
    SharedRare,
    SharedNames,
    SharedStems,
    MostShared,
    /// Whoever denies is whom the claim is held against; is in what is claimed.
    Accused,
    AccusedByWords,
    InClaim,
    DenierSpokenOf,
    SharedWho,
    /// Whoever claims is in what is denied; is whom it is denied to.
    Claimant,
    ClaimantSpokenOf,
    ClaimantTold,
    /// The claim stands in others' words; has others in its own; how it is given.
    Within,
    Holds,
    Quote,
    /// The denial stands in the title or the first sentence, the claim below.
    Lead,
    ClaimInLead,
    /// Nobody claims: "is accused".
    Unsaid,
    ClaimLength,
    /// The denial answers nothing: whatever it is; by its words, by its sort, by how many claims there are, by what is alike.
    Nothing,
    NothingLength,
    NothingSort,
    NothingClaims,
    NothingShared,
    NothingAccused,
    NothingLead,
}

impl From<Group> for usize {
    fn from(group: Group) -> Self {
        group as Self
    }
}

impl From<Feature> for usize {
    fn from(feature: Feature) -> Self {
        feature as Self
    }
}
