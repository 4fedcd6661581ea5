//! What a person should look at: one label on which gold and prediction differ, with the sentence around it.

use super::bucket::Bucket;
use super::labels::{Extent, Point};
use super::layer::Layer;
use super::pair::Pair;
use super::seen::Seen;
use crate::text::Span;
use serde::Serialize;

/// One label that gold and prediction do not share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Miss {
    /// The article's id.
    pub article: String,
    /// Name or relation.
    pub layer: Layer,
    /// On which side it is.
    pub case: Case,
    /// What went wrong first.
    pub bucket: Bucket,
    /// Its type; where the two sides differ, the gold's.
    #[serde(rename = "type")]
    pub kind: String,
    /// First code point of the name or cue.
    pub start: usize,
    /// After its last code point.
    pub end: usize,
    /// The words there.
    pub text: String,
    /// What differs, when both sides have it: `type`, roles under the setting `entity`, aspects.
    pub differs: Vec<&'static str>,
    /// Roles that agree but for where they start or end; of a name, `span`.
    pub inexact: Vec<&'static str>,
    /// The sentences around everything that either side marks.
    pub context: Context,
    /// What the gold says.
    pub gold: Option<Seen>,
    /// What the program says.
    pub predicted: Option<Seen>,
}

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Case {
    /// In the gold only.
    Missed,
    /// Predicted only.
    Spurious,
    /// Found, with something about it wrong.
    Differs,
}

impl Case {
    /// As tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Spurious => "spurious",
            Self::Differs => "differs",
        }
    }
}

/// A stretch of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Context {
    /// First code point.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
    /// The words there.
    pub text: String,
}

impl Miss {
    /// `sides`: gold, predicted; one at least.
    pub(super) fn new(
        pair: &Pair,
        layer: Layer,
        [gold, predicted]: [Option<Seen>; 2],
        differs: Vec<&'static str>,
        inexact: Vec<&'static str>,
    ) -> Option<Self> {
        let at = |seen: &Seen| Span::<Point>::new(seen.start, seen.end);
        let (case, bucket) = match (&gold, &predicted) {
            (None, None) => return None,
            (Some(seen), None) => (Case::Missed, Bucket::alone(layer, true, pair.predicted.masks(at(seen)))),
            (None, Some(seen)) => (Case::Spurious, Bucket::alone(layer, false, pair.gold.masks(at(seen)))),
            (Some(_), Some(_)) => {
                let first = differs.iter().copied().map(Bucket::of).min();
                (Case::Differs, first.unwrap_or(Bucket::WrongExtent))
            }
        };
        let Seen { kind, start, end, .. } = gold.as_ref().or(predicted.as_ref())?;
        let hull = gold.iter().chain(&predicted).map(Seen::hull).reduce(Span::hull)?;
        let around = context(pair, hull);
        let words = |span: Span<Point>| pair.gold.text.chars().skip(span.start).take(span.len()).collect();
        Some(Self {
            article: pair.gold.id.clone(),
            layer,
            case,
            bucket,
            kind: kind.clone(),
            start: *start,
            end: *end,
            text: words(Span::new(*start, *end)),
            differs,
            inexact,
            context: Context { start: around.start, end: around.end, text: words(around) },
            gold,
            predicted,
        })
    }
}

/// Whole sentences where the program cut some; else to the ends of the paragraph.
fn context(pair: &Pair, hull: Span<Point>) -> Span<Point> {
    let sentences = pair.predicted.sentences.iter().map(Extent::span);
    let whole = sentences.filter(|sentence| sentence.overlaps(hull)).fold(hull, Span::hull);
    if whole != hull {
        return whole;
    }
    let text: Vec<char> = pair.gold.text.chars().collect();
    let breaks = |c: &char| *c == '\n';
    let start = text[..hull.start].iter().rposition(breaks).map_or(0, |at| at + 1);
    let end = text[hull.end..].iter().position(breaks).map_or(text.len(), |at| hull.end + at);
    Span::new(start, end)
}
