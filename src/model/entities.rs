//! Entity labels of any token classifier, as the nine of this house.

/// The columns of [`crate::model::Scores::entities`].
pub const ENTITY_LABELS: [&str; 9] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];

/// What other models call the four classes; every name stands for itself and behind `B-`, `I-` and the like.
/// Classes of times and amounts are no entities here.
const CLASSES: [(&str, Option<usize>); 29] = [
    ("PER", Some(0)),
    ("PERSON", Some(0)),
    ("ORG", Some(1)),
    ("ORGANIZATION", Some(1)),
    ("ORGANISATION", Some(1)),
    ("LOC", Some(2)),
    ("LOCATION", Some(2)),
    ("GPE", Some(2)),
    ("FAC", Some(2)),
    ("MISC", Some(3)),
    ("NORP", Some(3)),
    ("EVENT", Some(3)),
    ("WORK_OF_ART", Some(3)),
    ("LAW", Some(3)),
    ("LANGUAGE", Some(3)),
    ("PRODUCT", Some(3)),
    ("CARDINAL", None),
    ("DATE", None),
    ("MONEY", None),
    ("ORDINAL", None),
    ("PERCENT", None),
    ("QUANTITY", None),
    ("TIME", None),
    ("NUM", None),
    ("NUMBER", None),
    ("DURATION", None),
    ("SET", None),
    ("OUTSIDE", None),
    ("O", None),
];

/// For the error message.
pub(super) const KNOWN: &str =
    "O, and B- and I- of PER, ORG, LOC, MISC or what OntoNotes calls them (or the bare names, without B- and I-)";

/// The column that a model's label counts towards, `None` for a label that is not known.
pub(super) fn column(label: &str) -> Option<usize> {
    let upper = label.to_ascii_uppercase();
    let (inside, class) = match upper.split_once(['-', '_']) {
        Some(("B" | "S" | "U", class)) => (0, class),
        Some(("I" | "E" | "L", class)) => (1, class),
        // A bare name is read as inside: the decoder then joins neighbours, which is all that such labels say.
        _ => (1, upper.as_str()),
    };
    let (_, class) = CLASSES.iter().find(|(name, _)| *name == class)?;
    Some(class.map_or(0, |class| 1 + 2 * class + inside))
}

#[cfg(test)]
mod tests {
    use super::{ENTITY_LABELS, column};

    macro_rules! labels {
        ($($name:ident: $label:literal => $expected:expr;)*) => {
            $(#[test] fn $name() { assert_eq!(column($label).map(|at| ENTITY_LABELS[at]), $expected); })*
        };
    }

    labels! {
        outside: "O" => Some("O");
        conll: "B-PER" => Some("B-PER");
        conll_inside: "I-MISC" => Some("I-MISC");
        lower_case: "b-org" => Some("B-ORG");
        ontonotes: "B-WORK_OF_ART" => Some("B-MISC");
        ontonotes_bare: "WORK_OF_ART" => Some("I-MISC");
        country: "I-GPE" => Some("I-LOC");
        date: "B-DATE" => Some("O");
        single: "S-ORG" => Some("B-ORG");
        bare: "PERSON" => Some("I-PER");
        unnamed: "LABEL_0" => None;
        other_task: "B-Disease" => None;
    }

    #[test]
    fn own_labels_stay() {
        for (at, label) in ENTITY_LABELS.iter().enumerate() {
            assert_eq!(column(label), Some(at));
        }
    }
}
