//! Label Studio's offsets.
//!
//! Its editor is JavaScript, and its exports counted UTF-16 code units until, late in 2021, it began to count code points.
//! The two differ after the first character beyond U+FFFF, an emoji for example.

use super::shape::{Item, Text, Words};
use crate::formats::graph::Left;
use crate::record::CodePoints;

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Offsets {
    /// UTF-16 code units.
    Utf16,
    /// Unicode code points.
    CodePoints,
}

impl Offsets {
    /// In the order of tables.
    pub const ALL: [Self; 2] = [Self::Utf16, Self::CodePoints];

    /// As a person names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf16 => "utf-16",
            Self::CodePoints => "code-points",
        }
    }

    /// What it is, for somebody who has to choose.
    #[must_use]
    pub fn means(self) -> &'static str {
        match self {
            Self::Utf16 => "UTF-16 code units",
            Self::CodePoints => "Unicode code points",
        }
    }
}

/// From and to code points, for one text.
pub(super) struct Units {
    /// Offset at which each code point starts, and the text's length.
    starts: Vec<usize>,
}

impl Units {
    pub(super) fn of(text: &str, offsets: Offsets) -> Self {
        let length = |c: char| if offsets == Offsets::Utf16 { c.len_utf16() } else { 1 };
        let ends = text.chars().scan(0, |at, c| {
            *at += length(c);
            Some(*at)
        });
        Self { starts: [0].into_iter().chain(ends).collect() }
    }

    /// `None` inside of a character, and past the end.
    pub(super) fn point(&self, offset: usize) -> Option<usize> {
        self.starts.binary_search(&offset).ok()
    }

    /// Of a code point of the text, or its end.
    pub(super) fn offset(&self, point: usize) -> usize {
        self.starts[point]
    }

    /// Of the text.
    pub(super) fn length(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }
}

/// Where a region stands, in code points.
pub(super) fn piece(words: &Words, units: &Units) -> Option<[usize; 2]> {
    Some([units.point(words.start?)?, units.point(words.end?)?])
}

/// Do the words of a region, where it has some, stand at `piece`? Line breaks are told in several ways.
pub(super) fn agrees(text: &str, [start, end]: [usize; 2], words: &Words) -> bool {
    let plain = |words: &str| words.replace("\\n", "\n").replace('\r', "\n");
    let Some(Text::Words(words)) = &words.text else { return true };
    CodePoints::of(text).cut(start, end).is_some_and(|there| plain(there) == plain(words))
}

/// The unit in which every region's words stand at its offsets: UTF-16 where both or neither do.
pub(super) fn units(text: &str, items: &[Item], left: &mut Left) -> Units {
    let values = || items.iter().filter(|item| item.kind == "labels").filter_map(|item| item.value.as_ref());
    let fit = |units: &Units| values().all(|words| piece(words, units).is_some_and(|piece| agrees(text, piece, words)));
    let [utf16, points] = [Offsets::Utf16, Offsets::CodePoints].map(|offsets| Units::of(text, offsets));
    if !fit(&utf16) && fit(&points) {
        left.see("tasks whose offsets count code points, not UTF-16 units, and were read so");
        return points;
    }
    if utf16.length() != points.length() && values().any(|words| words.text.is_none()) {
        left.see(
            "tasks with characters beyond U+FFFF and regions without words, whose offsets were taken as UTF-16 units",
        );
    }
    utf16
}
