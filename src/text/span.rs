//! Half-open ranges that know what they count.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Range;

/// Unit of a span over the UTF-8 bytes of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Byte {}

/// Unit of a span over the words of an article, counted from its first word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tok {}

/// A half-open range `start..end` in units of `U`.
#[derive(PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span<U> {
    /// First unit inside.
    pub start: usize,
    /// First unit after.
    pub end: usize,
    unit: PhantomData<U>,
}

impl<U> Span<U> {
    /// The range `start..end`; an inverted range is empty at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end: end.max(start), unit: PhantomData }
    }

    /// Number of units inside.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Nothing inside?
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range, for slicing and looping.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Is the unit at `at` inside?
    #[must_use]
    pub fn has(self, at: usize) -> bool {
        self.start <= at && at < self.end
    }

    /// Is the whole of `other` inside?
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Do the two share a unit?
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl Span<Byte> {
    /// The words under this span. Offsets that do not fit `text` give the empty string.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

impl<U> Clone for Span<U> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<U> Copy for Span<U> {}

impl<U> fmt::Debug for Span<U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Bytes as lower-case hex, for hashes.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing into a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
