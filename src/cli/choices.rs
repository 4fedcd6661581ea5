//! Names of the formats as the command line offers them: the rooms themselves know no command line.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::formats::{Format, Offsets, Target};

/// Offers what a type lists, under the names and with the help that it gives itself.
macro_rules! choices {
    ($($kind:ty)*) => {
        $(impl ValueEnum for $kind {
            fn value_variants<'a>() -> &'a [Self] {
                &Self::ALL
            }

            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(PossibleValue::new(self.name()).help(self.means()))
            }
        })*
    };
}

choices! { Format Offsets Target }
