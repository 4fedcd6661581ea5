//! The places of an argument: in one piece, or in several where something stands between them.

use crate::text::{Byte, Span};

/// Stretches of text in order and apart from each other, by construction: whatever they are made of, what overlaps or touches
/// is one piece, and what is empty is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pieces(Vec<Span<Byte>>);

impl Pieces {
    /// The first piece.
    #[must_use]
    pub fn first(&self) -> Option<Span<Byte>> {
        self.0.first().copied()
    }

    /// The last piece.
    #[must_use]
    pub fn last(&self) -> Option<Span<Byte>> {
        self.0.last().copied()
    }

    /// No piece at all?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In text order.
    pub fn iter(&self) -> impl Iterator<Item = Span<Byte>> + '_ {
        self.0.iter().copied()
    }

    /// From the first piece to the last, with what stands between.
    #[must_use]
    pub fn hull(&self) -> Option<Span<Byte>> {
        Some(self.first()?.hull(self.last()?))
    }

    /// The words of the pieces, with a space between two.
    #[must_use]
    pub fn text(&self, article: &str) -> String {
        self.iter().map(|piece| piece.of(article)).collect::<Vec<_>>().join(" ")
    }

    /// Those pieces of which it holds.
    #[must_use]
    pub(super) fn kept(mut self, holds: impl Fn(Span<Byte>) -> bool) -> Self {
        self.0.retain(|piece| holds(*piece));
        self
    }
}

impl FromIterator<Span<Byte>> for Pieces {
    fn from_iter<I: IntoIterator<Item = Span<Byte>>>(spans: I) -> Self {
        let mut spans: Vec<Span<Byte>> = spans.into_iter().filter(|span| !span.is_empty()).collect();
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        let mut pieces: Vec<Span<Byte>> = Vec::with_capacity(spans.len());
        for span in spans {
            match pieces.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => *last = last.hull(span),
                None => pieces.push(span),
            }
        }
        Self(pieces)
    }
}

impl From<Span<Byte>> for Pieces {
    fn from(piece: Span<Byte>) -> Self {
        std::iter::once(piece).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Pieces;
    use crate::text::Span;

    fn pieces(spans: &[(usize, usize)]) -> Pieces {
        spans.iter().map(|&(start, end)| Span::new(start, end)).collect()
    }

    fn cut(spans: &[(usize, usize)]) -> String {
        pieces(spans).text("We go, he said, now.")
    }

    macro_rules! cuts {
        ($($name:ident: $spans:expr => $text:literal;)*) => { $(
            #[test]
            fn $name() { assert_eq!(cut(&$spans), $text); }
        )* };
    }

    cuts! {
        one_piece_is_what_stands_there: [(0, 5)] => "We go";
        between_two_stands_a_space_and_nothing_else: [(0, 5), (16, 19)] => "We go now";
        in_the_order_of_the_text: [(16, 19), (0, 5)] => "We go now";
        one_within_another_is_part_of_it: [(0, 14), (3, 5)] => "We go, he said";
        what_overlaps_is_one: [(0, 5), (3, 14)] => "We go, he said";
        what_touches_is_one: [(0, 3), (3, 5)] => "We go";
        nothing_is_no_piece: [(4, 4), (16, 19)] => "now";
    }

    proptest! {
        #[test]
        fn always_in_order_and_apart(spans in prop::collection::vec((0usize..60, 0usize..60), 0..12)) {
            let made = pieces(&spans);
            let all: Vec<_> = made.iter().collect();
            prop_assert!(all.windows(2).all(|pair| pair[0].end < pair[1].start), "{:?}", all);
            for at in 0..60 {
                let given = spans.iter().any(|&(start, end)| start <= at && at < end);
                prop_assert_eq!(all.iter().any(|piece| piece.has(at)), given, "{}", at);
            }
        }
    }
}
