//! Texts whose names are marked, for tests of what is one entity.

use super::entities;
use super::entities::Entity;
use crate::ner::{Class, Tagged};
use crate::text::{Article, Span, blocks};
use crate::token::segment;

/// The entities of a text whose names stand in brackets, `[PER Anna Berg]`: each entity's fullest name, its class, and its
/// names in the order of the text.
pub(super) fn grouped(marked: &str) -> Vec<String> {
    let (mut text, mut places) = (String::new(), Vec::new());
    for part in marked.split_inclusive([']', '[']) {
        match part.strip_suffix(']').and_then(|name| name.split_once(' ')) {
            Some((class, name)) => {
                let class = Class::ALL.into_iter().find(|known| known.name() == class).unwrap_or(Class::Misc);
                places.push((class, text.len(), text.len() + name.len()));
                text += name;
            }
            None => text += part.trim_end_matches('['),
        }
    }
    let doc = segment(Article::new("a", text.as_str()), blocks(&text, None, true));
    let at = |byte: usize| doc.words.partition_point(|word| word.span.start < byte);
    let tag = |&(class, start, end): &(Class, usize, usize)| Tagged {
        words: Span::new(at(start), at(end)),
        class,
        score: 0.9,
    };
    let tagged: Vec<Tagged> = places.iter().map(tag).collect();
    let (mentions, entities) = entities(&doc, &tagged);
    let words = |at: usize| doc.text(doc.bytes(mentions[at].words));
    let row = |entity: &Entity| {
        let names: Vec<&str> = entity.mentions.iter().map(|&at| words(at)).collect();
        format!("{} {}: {}", entity.class.name(), words(entity.canonical), names.join(", "))
    };
    entities.iter().map(row).collect()
}

macro_rules! groups {
    ($($name:ident: $text:literal => $entities:expr;)*) => { $(
        #[test]
        fn $name() { assert_eq!($crate::mention::marked::grouped($text), $entities as [&str; _]); }
    )* };
}
pub(super) use groups;
