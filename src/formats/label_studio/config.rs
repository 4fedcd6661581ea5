//! The labelling config that a project needs for what [`super::write`] writes.

use crate::eval::{ARGUMENTS, CLASSES, KINDS, MODALITIES, POLARITIES, QUOTES};
use crate::formats::graph::{KIND, METONYM, MODALITY, POLARITY, QUOTE};
use crate::formats::vocabulary::Vocabulary;

const TEMPLATE: &str = include_str!("config.xml");

/// The whole file. No value needs escaping: types of acts are words, see [`Vocabulary`].
pub(super) fn config(types: &Vocabulary) -> String {
    let tags = |tag: &str, values: &mut dyn Iterator<Item = &str>, indent: &str| {
        let lines: Vec<String> = values.map(|value| format!("<{tag} value=\"{value}\"/>")).collect();
        lines.join(&format!("\n{indent}"))
    };
    let choices = [
        (KIND, " whenTagName=\"mention\"", KINDS),
        (METONYM, "", &["yes", "no"]),
        (QUOTE, " whenTagName=\"act\"", QUOTES),
        (POLARITY, " whenTagName=\"act\"", POLARITIES),
        (MODALITY, " whenTagName=\"act\"", MODALITIES),
    ]
    .map(|(name, of, values)| {
        format!(
            "<Choices name=\"{name}\" toName=\"text\" perRegion=\"true\" visibleWhen=\"region-selected\"{of} \
             showInline=\"true\">\n    {}\n  </Choices>",
            tags("Choice", &mut values.iter().copied(), "    ")
        )
    });
    TEMPLATE
        .replace("<!-- roles -->", &tags("Relation", &mut ARGUMENTS.iter().copied(), "    "))
        .replace("<!-- mentions -->", &tags("Label", &mut CLASSES.iter().copied(), "    "))
        .replace("<!-- acts -->", &tags("Label", &mut types.iter(), "    "))
        .replace("<!-- choices -->", &choices.join("\n  "))
}
