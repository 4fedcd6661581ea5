//! The part of public life that somebody acts in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantNames};

/// A sector, by title or kind of body. Names are those of CAMEO's role codes where it has them.
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
#[serde(rename_all = "UPPERCASE")]
#[strum(serialize_all = "UPPERCASE")]
#[non_exhaustive]
pub enum Sector {
    /// Government: the executive.
    Gov,
    /// Armed forces of a state.
    Mil,
    /// Police and border guards.
    Cop,
    /// Intelligence.
    Spy,
    /// Courts, prosecutors, judges.
    Jud,
    /// Parliament.
    Leg,
    /// Political opposition.
    Opp,
    /// Rebels, insurgents.
    Reb,
    /// Armed groups that nobody is sure of.
    Uaf,
    /// Crime.
    Crm,
    /// Media.
    Med,
    /// Business.
    Bus,
    /// Organisations of no government.
    Ngo,
    /// Organisations of several governments.
    Igo,
    /// Schools, universities, research.
    Edu,
    /// Trade unions, workers.
    Lab,
    /// Religion.
    Rel,
    /// Refugees, the displaced.
    Ref,
    /// Elites: former officials, celebrities.
    Eli,
    /// Civilians.
    Cvl,
}

impl Sector {
    /// The name that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}
