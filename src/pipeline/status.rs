//! How reading an article ended.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

use crate::text::{Warning, WarningCode};

/// How an article's reading ended.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    IntoStaticStr,
    EnumString,
    VariantNames,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Read whole.
    Ok,
    /// No text.
    Empty,
    /// Not English.
    SkippedLang,
    /// Longer than the limit: only the beginning was read.
    Truncated,
    /// Read, but some of its bytes were replaced or lost on the way.
    Damaged,
    /// Could not be read; a warning says why.
    Error,
}

impl Status {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Of an article that was read, by what was noticed before. What was lost weighs more than what was left out: another
    /// option brings the latter back.
    pub(super) fn of_reading(warnings: &[Warning]) -> Self {
        let has = |code: WarningCode| warnings.iter().any(|warning| warning.code == code);
        let lost = [WarningCode::BadBytes, WarningCode::BrokenCompression, WarningCode::Cut, WarningCode::Unreadable];
        if lost.into_iter().any(has) {
            Self::Damaged
        } else if has(WarningCode::TooLong) {
            Self::Truncated
        } else {
            Self::Ok
        }
    }

    /// Did the whole article get through?
    #[must_use]
    pub fn is_whole(self) -> bool {
        matches!(self, Self::Ok | Self::SkippedLang)
    }
}
