//! How entity labels mark where an entity begins.

use std::fmt;

use serde::Deserialize;

/// What `I-` may follow. Labels that also mark an entity's end or a single word (`E-`, `L-`, `S-`, `U-`) are read as
/// [`Scheme::Iob2`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// Every entity begins with `B-`, so `I-` only goes on.
    #[default]
    Iob2,
    /// `I-` begins an entity too, and `B-` one that touches another of its class; or there is no `B-` at all.
    Iob1,
}

impl Scheme {
    /// What the labels of a model tell, given as mark and class: had every entity to begin with `B-`, no class could do
    /// without it. (In the news text that many such models learnt from, `B-PER` does not occur.)
    pub(super) fn of(labels: &[(Mark, &str)]) -> Self {
        let has_begin = labels.iter().all(|&(_, class)| labels.contains(&(Mark::Begin, class)));
        if has_begin { Self::Iob2 } else { Self::Iob1 }
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Iob2 => "iob2",
            Self::Iob1 => "iob1",
        })
    }
}

/// Whether a label says that a word begins its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Begin,
    Inside,
}

impl Mark {
    /// `B-PER` and its like as mark and class. A bare name is inside: neighbours then join, which is all it says.
    pub fn split(label: &str) -> (Self, &str) {
        match label.split_once(['-', '_']) {
            Some(("B" | "b" | "S" | "s" | "U" | "u", class)) => (Self::Begin, class),
            Some(("I" | "i" | "E" | "e" | "L" | "l", class)) => (Self::Inside, class),
            _ => (Self::Inside, label),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Scheme};

    macro_rules! schemes {
        ($($name:ident: $labels:literal => $scheme:ident;)*) => { $(#[test] fn $name() {
            assert_eq!(Scheme::of(&$labels.split(' ').map(Mark::split).collect::<Vec<_>>()), Scheme::$scheme);
        })* };
    }

    schemes! {
        usual: "B-PER I-PER B-LOC I-LOC" => Iob2;
        underscores: "B_PER I_PER" => Iob2;
        never_inside: "B-PER I-PER B-LOC" => Iob2;
        ends_and_singles: "B-PER I-PER E-PER S-PER" => Iob2;
        last_and_unit: "B-PER I-PER L-PER U-PER" => Iob2;
        one_class_without_begin: "I-PER B-LOC I-LOC" => Iob1;
        inside_only: "I-PER I-LOC" => Iob1;
        bare: "PER LOC" => Iob1;
    }
}
