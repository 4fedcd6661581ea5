//! `annotation.conf`: what there is to annotate, and in one line of it what was.

use crate::eval::{ARGUMENTS, CLASSES, KINDS, MODALITIES, POLARITIES, QUOTES};
use crate::formats::graph::{
    ANSWERS, ATTRIBUTION, IGNORE, KIND, METONYM, MODALITY, PHRASE, POLARITY, Part, Parts, QUOTE,
};
use crate::formats::{FormatError, Vocabulary};
use std::path::Path;

pub(super) const FILE: &str = "annotation.conf";
/// Begins the line that says which parts were labelled. To brat it is a comment.
const LABELLED: &str = "# labelled:";

/// The parts that the file says were labelled; `None` where it does not say so.
pub(super) fn parts(path: &Path, content: &str) -> Result<Option<Parts>, FormatError> {
    let Some(names) = content.lines().find_map(|line| line.strip_prefix(LABELLED)) else { return Ok(None) };
    let parts = names.split_whitespace().map(|name| Part::of(name, &format!("{}: {LABELLED}", path.display())));
    parts.collect::<Result<Parts, FormatError>>().map(Some)
}

/// The whole file.
pub(super) fn conf(parts: &Parts, types: &Vocabulary) -> String {
    let labelled: Vec<&str> = parts.iter().map(|part| part.name()).collect();
    let roles: Vec<String> = ARGUMENTS.iter().map(|role| format!("{role}*:<ENTITY>")).collect();
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
# A part that was not labelled is not scored. Change the line above when you label more, or less.

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
