//! A label in words that need no look at the rest of the article.

use super::labels::{Arg, Labels, Mention, Point, Relation};
use crate::record::{Modality, Polarity, QuoteKind};
use crate::text::Span;
use serde::Serialize;

/// A label as one side has it, in words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Seen {
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    /// First code point of the name or cue.
    pub start: usize,
    /// After the last code point.
    pub end: usize,
    /// The prediction's score, where it has one.
    pub score: Option<f64>,
    /// An act's arguments.
    pub args: Vec<SeenArg>,
    /// Quote, polarity and modality, where labelled.
    pub manner: Vec<String>,
    /// The acts that report this one, from inner to outer.
    pub through: Vec<String>,
    /// The claim that this denial answers.
    pub answers: Option<String>,
}

/// An argument in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenArg {
    /// `speaker`, `content`, …
    pub role: String,
    /// Its pieces, in code points.
    pub spans: Vec<[usize; 2]>,
    /// Name of the entity that it stands for.
    pub entity: Option<String>,
}

impl Seen {
    pub(super) fn name(name: &Mention) -> Self {
        Self {
            kind: name.class.name().into(),
            start: name.start,
            end: name.end,
            score: name.score,
            args: Vec::new(),
            manner: Vec::new(),
            through: Vec::new(),
            answers: None,
        }
    }

    pub(super) fn act(act: &Relation, labels: &Labels) -> Self {
        let arg = |arg: &Arg| SeenArg {
            role: arg.role.name().into(),
            spans: arg.pieces().iter().map(|piece| [piece.start, piece.end]).collect(),
            entity: arg.entity.as_deref().and_then(|id| labels.name_of(id)).map(str::to_owned),
        };
        let manner =
            [act.quote.map(QuoteKind::name), act.polarity.map(Polarity::name), act.modality.map(Modality::name)];
        let told = |ids: &Option<Vec<String>>| ids.iter().flatten().map(|id| labels.told(id)).collect::<Vec<_>>();
        Self {
            kind: act.kind.clone(),
            start: act.cue.start,
            end: act.cue.end,
            score: act.score,
            args: act.args.iter().flatten().map(arg).collect(),
            manner: manner.into_iter().flatten().map(str::to_owned).collect(),
            through: told(&act.attribution),
            answers: told(&act.answers).pop(),
        }
    }

    /// From the first to the last character of everything that it marks.
    pub(super) fn hull(&self) -> Span<Point> {
        let pieces = self.args.iter().flat_map(|arg| &arg.spans).map(|&[start, end]| Span::new(start, end));
        pieces.fold(Span::new(self.start, self.end), Span::hull)
    }
}
