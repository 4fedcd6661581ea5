//! `annotation.conf`: what there is to annotate, and in one line of it what was.

use crate::eval::{ARGUMENTS, CLASSES, KINDS, MODALITIES, POLARITIES, QUOTES};
use crate::formats::error::FormatError;
use crate::formats::graph::{
    ANSWERS, ATTRIBUTION, IGNORE, KIND, METONYM, MODALITY, PHRASE, POLARITY, Part, Parts, QUOTE,
};
use crate::formats::vocabulary::Vocabulary;
use std::path::Path;

pub(super) const FILE: &str = "annotation.conf";
/// Begins the line that says which parts were labelled. To brat it is a comment.
const LABELLED: &str = "# labelled:";
/// Begins the line that says which types of it, where those were not all.
const TYPES: &str = "# labelled types:";

/// The parts that the file says were labelled; `None` where it does not say so.
pub(super) fn parts(path: &Path, content: &str) -> Result<Option<Parts>, FormatError> {
    let Some(names) = content.lines().find_map(|line| line.strip_prefix(LABELLED)) else { return Ok(None) };
    let parts = names.split_whitespace().map(|name| Part::of(name, &format!("{}: {LABELLED}", path.display())));
    parts.collect::<Result<Parts, FormatError>>().map(Some)
}

/// The types that the file says were labelled; `None` where it does not say so.
pub(super) fn types(content: &str) -> Option<Vec<String>> {
    let names = content.lines().find_map(|line| line.strip_prefix(TYPES))?;
    Some(names.split_whitespace().map(str::to_owned).collect())
}

/// The whole file.
pub(super) fn conf(parts: &Parts, labelled_types: Option<&[String]>, types: &Vocabulary) -> String {
    let labelled: Vec<&str> = parts.iter().map(|part| part.name()).collect();
    let roles: Vec<String> = ARGUMENTS.iter().map(|role| format!("{role}*:<ENTITY>")).collect();
    let listed = labelled_types.map(|types| format!("{TYPES} {}\n", types.join(" "))).unwrap_or_default();
    let events: Vec<String> = types.iter().map(|kind| format!("{kind}\t{}", roles.join(", "))).collect();
    // A mention without the attribute is a name.
    let attributes = [
        (KIND, "<ENTITY>", &KINDS[1..]),
        (METONYM, "<ENTITY>", &["yes", "no"]),
        (QUOTE, "<EVENT>", QUOTES),
        (POLARITY, "<EVENT>", POLARITIES),
        (MODALITY, "<EVENT>", MODALITIES),
    ]
    .map(|(name, of, values)| format!("{name}\tArg:{of}, Value:{}", values.join("|")));
    format!(
        "{LABELLED} {}
{listed}# A part that was not labelled is not scored. Change the line above when you label more, or less.

[entities]
{}
# an argument that is no mention
{PHRASE}
# nothing inside counts
{IGNORE}

[relations]
# from an act to the one that reports it; several: from inner to outer
{ATTRIBUTION}\tArg1:<EVENT>, Arg2:<EVENT>
# from a denial to the claim that it answers
{ANSWERS}\tArg1:<EVENT>, Arg2:<EVENT>
# spans that stand for one entity
Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>

[events]
{}

[attributes]
{}
",
        labelled.join(" "),
        CLASSES.join("\n"),
        events.join("\n"),
        attributes.join("\n"),
    )
}
