//! Text cut at the borders of everything that is marked in it, so that what overlaps needs no nesting.

/// A stretch of text that is marked, in code points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark<T> {
    /// The first code point.
    pub start: usize,
    /// The code point behind the last.
    pub end: usize,
    /// As what.
    pub as_what: T,
}

/// A stretch without a border inside.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'a, T> {
    /// The first code point.
    pub start: usize,
    /// Its words.
    pub words: &'a str,
    /// All that it is marked as, in the order of the marks.
    pub marked: Vec<T>,
}

/// Cuts `text` at the borders of the marks. The pieces follow one another without a gap and are the text; what of a mark lies behind the
/// text's end, or is empty, marks nothing.
pub(super) fn pieces<'a, T: Copy>(text: &'a str, marks: &[Mark<T>]) -> Vec<Piece<'a, T>> {
    let mut borders: Vec<usize> = marks.iter().flat_map(|mark| [mark.start, mark.end]).collect();
    borders.sort_unstable();
    borders.dedup();
    let mut by_start: Vec<usize> = (0..marks.len()).collect();
    by_start.sort_by_key(|at| marks[*at].start);
    let mut coming = by_start.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    let mut pieces = Vec::new();
    for ((start, from), (end, to)) in cuts(text, &borders) {
        open.retain(|at| marks[*at].end > start);
        while let Some(at) = coming.next_if(|at| marks[*at].start <= start) {
            open.extend((marks[at].end > start).then_some(at));
        }
        open.sort_unstable();
        debug_assert!(end > start, "a piece has words");
        pieces.push(Piece {
            start,
            words: &text[from..to],
            marked: open.iter().map(|at| marks[*at].as_what).collect(),
        });
    }
    pieces
}

/// A place in a text: code points and bytes before it.
type Cut = (usize, usize);

/// The text from border to border; each with where it begins and ends.
fn cuts(text: &str, borders: &[usize]) -> Vec<(Cut, Cut)> {
    let mut places: Vec<Cut> = vec![(0, 0)];
    let mut wanted = borders.iter().copied().skip_while(|border| *border == 0).peekable();
    let mut length = 0;
    for (point, (byte, _)) in text.char_indices().enumerate() {
        if wanted.next_if_eq(&point).is_some() {
            places.push((point, byte));
        }
        length = point + 1;
    }
    if length > 0 {
        places.push((length, text.len()));
    }
    places.windows(2).map(|pair| (pair[0], pair[1])).collect()
}

#[cfg(test)]
mod tests {
    use super::{Mark, pieces};

    /// Pieces as `words:marks`, between bars.
    fn cut(text: &str, marks: &[(usize, usize, char)]) -> String {
        let marks: Vec<Mark<char>> = marks.iter().map(|&(start, end, as_what)| Mark { start, end, as_what }).collect();
        let pieces = pieces(text, &marks);
        pieces
            .iter()
            .map(|piece| format!("{}:{}", piece.words, piece.marked.iter().collect::<String>()))
            .collect::<Vec<_>>()
            .join("|")
    }

    #[test]
    fn text_is_cut_at_every_border() {
        for (text, marks, expected) in [
            ("abcdef", vec![], "abcdef:"),
            ("abcdef", vec![(0, 6, 'x')], "abcdef:x"),
            ("abcdef", vec![(1, 3, 'x')], "a:|bc:x|def:"),
            ("abcdef", vec![(0, 4, 'x'), (2, 6, 'y')], "ab:x|cd:xy|ef:y"),
            ("abcdef", vec![(0, 6, 'x'), (2, 4, 'y'), (2, 4, 'z')], "ab:x|cd:xyz|ef:x"),
            ("abcdef", vec![(0, 3, 'x'), (3, 6, 'y')], "abc:x|def:y"),
            ("äöü€𝔞z", vec![(1, 5, 'x'), (4, 6, 'y')], "ä:|öü€:x|𝔞:xy|z:y"),
            ("abc", vec![(2, 9, 'x')], "ab:|c:x"),
            ("abc", vec![(5, 9, 'x')], "abc:"),
            ("abc", vec![(1, 1, 'x')], "a:|bc:"),
            ("", vec![(0, 2, 'x')], ""),
        ] {
            assert_eq!(cut(text, &marks), expected, "{text} {marks:?}");
        }
    }

    /// Every set of three marks over a text of five letters, against each letter by itself.
    #[test]
    fn every_letter_is_marked_as_by_itself() {
        let text = "aé𝔞€z";
        let spans: Vec<(usize, usize)> = (0..6).flat_map(|start| (start..7).map(move |end| (start, end))).collect();
        for (one, two, three) in spans
            .iter()
            .flat_map(|a| spans.iter().map(move |b| (a, b)))
            .flat_map(|(a, b)| spans.iter().map(move |c| (a, b, c)))
        {
            let marks: Vec<Mark<usize>> = [one, two, three]
                .into_iter()
                .enumerate()
                .map(|(as_what, &(start, end))| Mark { start, end, as_what })
                .collect();
            let pieces = pieces(text, &marks);
            assert_eq!(pieces.iter().map(|piece| piece.words).collect::<String>(), text);
            for piece in &pieces {
                for point in piece.start..piece.start + piece.words.chars().count() {
                    let by_itself: Vec<usize> = marks
                        .iter()
                        .filter(|mark| (mark.start..mark.end).contains(&point))
                        .map(|mark| mark.as_what)
                        .collect();
                    assert_eq!(piece.marked, by_itself, "{marks:?} at {point}");
                }
            }
        }
    }
}
