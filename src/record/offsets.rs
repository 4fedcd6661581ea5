//! Bytes to code points, and back.

use crate::text::{Byte, Span};

/// Where each 64th byte of a text stands in code points: a look-up counts at most 63 bytes on from there.
#[derive(Debug, Clone)]
pub struct CodePoints<'a> {
    text: &'a str,
    marks: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'a> CodePoints<'a> {
    /// Reads the text once.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut count = 0;
        for (at, byte) in text.bytes().enumerate() {
            if at.is_multiple_of(STRIDE) {
                marks.push(count);
            }
            count += usize::from(starts_char(byte));
        }
        if text.len().is_multiple_of(STRIDE) {
            marks.push(count);
        }
        Self { text, marks }
    }

    /// Number of code points before byte `at`.
    #[must_use]
    pub fn before(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        let mark = at / STRIDE;
        let rest = &self.text.as_bytes()[mark * STRIDE..at];
        self.marks[mark] + rest.iter().filter(|&&b| starts_char(b)).count()
    }

    /// Number of code points in the text.
    #[must_use]
    pub fn count(&self) -> usize {
        self.before(self.text.len())
    }

    /// Byte at which code point `point` starts; the text's length for the one after the last. `None` past that.
    fn byte(&self, point: usize) -> Option<usize> {
        let mark = self.marks.partition_point(|&count| count <= point).checked_sub(1)?;
        let from = (mark * STRIDE).min(self.text.len());
        let rest = &self.text.as_bytes()[from..];
        let starts = rest.iter().enumerate().filter(|(_, byte)| starts_char(**byte)).map(|(at, _)| from + at);
        starts.chain([self.text.len()]).nth(point - self.marks[mark])
    }

    /// The words from code point `start` to before `end`. `None` where that is no span of the text.
    #[must_use]
    pub fn cut(&self, start: usize, end: usize) -> Option<&'a str> {
        self.text.get(self.byte(start)?..self.byte(end)?)
    }

    /// A byte span in code points.
    #[must_use]
    pub fn span(&self, span: Span<Byte>) -> (usize, usize) {
        (self.before(span.start), self.before(span.end))
    }
}

fn starts_char(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::CodePoints;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn counts_as_chars_do(text in "\\PC{0,200}") {
            let points = CodePoints::of(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.before(at), count);
            }
            prop_assert_eq!(points.count(), text.chars().count());
        }

        #[test]
        fn cuts_as_chars_do(text in "(\\PC|😀){0,150}", a in 0..160_usize, b in 0..160_usize) {
            let cut: String = text.chars().skip(a).take(b.saturating_sub(a)).collect();
            let fits = a <= b && b <= text.chars().count();
            prop_assert_eq!(CodePoints::of(&text).cut(a, b), fits.then_some(cut.as_str()));
        }
    }
}
