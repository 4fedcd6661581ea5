//! Entity labels of any token classifier, as the nine of this house.

use super::scheme::Mark;

/// The columns of [`crate::model::Scores::entities`].
pub const ENTITY_LABELS: [&str; 9] = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"];

/// What other models call the four classes. Classes of times and amounts are no entities here.
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

/// The column of a class and how it is marked, `None` for a class that is not known.
pub(super) fn column(mark: Mark, class: &str) -> Option<usize> {
    let class = class.to_ascii_uppercase().replace(['-', ' '], "_");
    let (_, class) = CLASSES.iter().find(|(name, _)| *name == class)?;
    Some(class.map_or(0, |class| 1 + 2 * class + usize::from(mark == Mark::Inside)))
}

/// A word that is part of the same piece as the one before it goes on with it: it begins nothing.
pub(super) fn go_on(row: &mut [f32; 9]) {
    for begin in (1..row.len()).step_by(2) {
        row[begin + 1] = (row[begin].exp() + row[begin + 1].exp()).ln();
        row[begin] = f32::NEG_INFINITY;
    }
}

#[cfg(test)]
mod tests {
    use super::{ENTITY_LABELS, Mark, column, go_on};

    macro_rules! labels {
        ($($name:ident: $label:literal => $expected:expr;)*) => { $(#[test] fn $name() {
            let (mark, class) = Mark::split($label);
            assert_eq!(column(mark, class).map(|at| ENTITY_LABELS[at]), $expected);
        })* };
    }

    labels! {
        outside: "O" => Some("O");
        conll: "B-PER" => Some("B-PER");
        conll_inside: "I-MISC" => Some("I-MISC");
        lower_case: "b-org" => Some("B-ORG");
        underscore: "I_PERSON" => Some("I-PER");
        ontonotes: "B-WORK_OF_ART" => Some("B-MISC");
        ontonotes_with_hyphens: "I-work-of-art" => Some("I-MISC");
        ontonotes_bare: "WORK_OF_ART" => Some("I-MISC");
        country: "I-GPE" => Some("I-LOC");
        building: "B-FAC" => Some("B-LOC");
        people: "B-NORP" => Some("B-MISC");
        date: "B-DATE" => Some("O");
        single: "S-ORG" => Some("B-ORG");
        unit: "U-ORG" => Some("B-ORG");
        end: "E-LOC" => Some("I-LOC");
        last: "L-LOC" => Some("I-LOC");
        bare: "PERSON" => Some("I-PER");
        unnamed: "LABEL_0" => None;
        other_task: "B-Disease" => None;
    }

    #[test]
    fn own_labels_stay() {
        for (at, label) in ENTITY_LABELS.iter().enumerate() {
            let (mark, class) = Mark::split(label);
            assert_eq!(column(mark, class), Some(at));
        }
    }

    #[test]
    fn what_goes_on_begins_nothing() {
        let mut row = [0.1f32, 0.3, 0.1, 0.2, 0.1, 0.1, 0.1, 0.0, 0.0].map(f32::ln);
        go_on(&mut row);
        let expected = [0.1, 0.0, 0.4, 0.0, 0.3, 0.0, 0.2, 0.0, 0.0];
        assert!(row.iter().zip(expected).all(|(p, expected)| (p.exp() - expected).abs() < 1e-6), "{row:?}");
    }
}
