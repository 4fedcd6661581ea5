//! Quotation spans: curly and straight, British single quotes, unbalanced ones, and quotations over paragraphs.

use crate::text::{Byte, Span};

/// A stretch of quoted words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quote {
    /// With its marks.
    pub span: Span<Byte>,
    /// Without its marks.
    pub inside: Span<Byte>,
    /// The closing mark is missing: the quotation ends with its paragraph.
    pub open: bool,
}

/// No quotation runs further than this many bytes without a closing mark: a stray mark must not swallow an article.
const LONGEST: usize = 4_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pair {
    Double,
    Single,
}

/// The quotations of `text` in the given paragraphs (blocks of running text, in order), none overlapping, none nested:
/// a quotation inside a quotation belongs to the outer one.
///
/// A paragraph that opens with a mark while the quotation before it was never closed continues that quotation, and so does
/// one whose first mark closes; each paragraph gives its own span, so a quotation never covers what stands between
/// paragraphs.
#[must_use]
pub fn quotes(text: &str, paragraphs: &[Span<Byte>]) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    for &paragraph in paragraphs {
        let slice = paragraph.of(text);
        // Start with mark, start inside, kind.
        let mut open: Option<(usize, usize, Pair)> = None;
        let unclosed = found.last().is_some_and(|q| q.open && text[q.span.end..paragraph.start].trim().is_empty());
        if unclosed && first_closes(slice) {
            open = Some((paragraph.start, paragraph.start, Pair::Double));
        }
        for (at, mark, width) in marks(slice) {
            let here = paragraph.start + at;
            let after = here + width;
            let before = slice[..at].chars().next_back();
            let rest = &slice[at + width..];
            let next = rest.chars().next();
            if let Some((start, inside, pair)) = open {
                // “…,”she said: no space, but speech has ended.
                let ended = mark == '"' && pair == Pair::Double && before.is_some_and(|c| ",.?!".contains(c));
                if (ended || closes(mark, pair, next)) && !(owns(pair, before, next) && closes_somewhere(rest, pair)) {
                    found.push(Quote { span: Span::new(start, after), inside: Span::new(inside, here), open: false });
                    open = None;
                } else if here - start > LONGEST {
                    open = None;
                }
            } else if let Some(pair) = opens(mark, before, next) {
                // A single mark opens only when something closes it: otherwise it is an apostrophe ("'90s", "’tis").
                if pair == Pair::Double || closes_somewhere(rest, pair) {
                    open = Some((here, after, pair));
                }
            }
        }
        if let Some((start, inside, Pair::Double)) = open {
            found.push(Quote {
                span: Span::new(start, paragraph.end),
                inside: Span::new(inside, paragraph.end),
                open: true,
            });
        }
    }
    found
}

/// The characters with their places and widths in bytes; two apostrophes are one double mark.
fn marks(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, mark) = chars.next()?;
        // ''She asked, 'Who?''': of three that close, the last two are the double one.
        let three = text[at..].strip_prefix("'''").is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        if three {
            return Some((at, mark, 1));
        }
        let twice = matches!(mark, '\'' | '`') && chars.next_if(|&(_, next)| next == mark).is_some();
        Some(if twice { (at, '"', 2) } else { (at, mark, mark.len_utf8()) })
    })
}

fn opens(mark: char, before: Option<char>, next: Option<char>) -> Option<Pair> {
    let free = before.is_none_or(|c| c.is_whitespace() || "([{—–-“\"‘'/:".contains(c));
    let meets = next.is_some_and(|c| !c.is_whitespace());
    match mark {
        '“' | '„' | '«' => Some(Pair::Double),
        '"' if free && meets => Some(Pair::Double),
        '‘' if meets => Some(Pair::Single),
        '\'' if free && meets => Some(Pair::Single),
        _ => None,
    }
}

fn closes(mark: char, pair: Pair, next: Option<char>) -> bool {
    let ends = next.is_none_or(|c| !c.is_alphanumeric());
    match pair {
        Pair::Double => matches!(mark, '”' | '»') || mark == '"' && ends,
        Pair::Single => matches!(mark, '’' | '\'') && ends,
    }
}

/// May the mark be that of a plural that owns something: "the boys' own"?
fn owns(pair: Pair, before: Option<char>, next: Option<char>) -> bool {
    pair == Pair::Single && before == Some('s') && next == Some(' ')
}

/// Is there a closing mark before the next opening one?
fn closes_somewhere(rest: &str, pair: Pair) -> bool {
    let mut before = None;
    for (at, mark, width) in marks(rest).take(LONGEST / 4) {
        let next = rest[at + width..].chars().next();
        if closes(mark, pair, next) {
            return true;
        }
        if opens(mark, before, next) == Some(pair) {
            return false;
        }
        before = Some(mark);
    }
    false
}

/// Is the first double mark one that closes?
fn first_closes(text: &str) -> bool {
    let mut before = None;
    for (at, mark, width) in marks(text).take(LONGEST) {
        let next = text[at + width..].chars().next();
        if opens(mark, before, next) == Some(Pair::Double) {
            return false;
        }
        if closes(mark, Pair::Double, next) && before.is_some_and(|c| !c.is_whitespace()) {
            return true;
        }
        before = Some(mark);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::quotes;
    use crate::text::Span;

    fn cut(text: &str) -> Vec<&str> {
        let mut paragraphs = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            paragraphs.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        quotes(text, &paragraphs).iter().map(|q| q.inside.of(text)).collect()
    }

    macro_rules! cuts {
        ($($name:ident: $text:literal => $inside:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(cut($text), $inside as [&str; _]); }
        )* };
    }

    cuts! {
        none: "He left." => [];
        curly: "He said “no” twice." => ["no"];
        two_apostrophes: "''No, it's the '90s,'' he said. ``Never.''" => ["No, it's the '90s,", "Never."];
        apostrophes_in_apostrophes: "''She asked, 'Who?''' he said. ''So.''" => ["She asked, 'Who?'", "So."];
        no_space_behind: "\"It is over,\"Obi said." => ["It is over,"];
        straight: "\"No,\" he said. \"Never.\"" => ["No,", "Never."];
        british: "‘No,’ he said, ‘it isn’t.’" => ["No,", "it isn’t."];
        apostrophe: "the '90s were Aliyev's" => [];
        plural_possessive: "'the boys' own book' sold" => ["the boys' own book"];
        british_plural: "rejected as ‘without basis’ on Friday, as ‘lies’ too" => ["without basis", "lies"];
        nested: "“He told me ‘go’ and left,” she said." => ["He told me ‘go’ and left,"];
        inches: "a 6\" pipe and a 7\" pipe" => [];
        unbalanced: "“We will go\nOther words." => ["We will go"];
        paragraphs: "“One.\n“Two,” he said." => ["One.", "Two,"];
        a_paragraph_without_an_opening_mark: "\"One.\nTwo.\" Three.\n\"Four,\" he said." => ["One.", "Two.", "Four,"];
        mixed_marks: "“No\" he said" => ["No"];
        only_closing: "No” he said" => [];
    }
}
