//! Label Studio's offsets.
//!
//! Its editor is JavaScript, and its exports counted UTF-16 code units until, late in 2021, it began to count code points.
//! The two differ after the first character beyond U+FFFF, an emoji for example.

use clap::ValueEnum;

/// What offsets count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    /// UTF-16 code units.
    #[value(name = "utf-16")]
    Utf16,
    /// Unicode code points.
    CodePoints,
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
