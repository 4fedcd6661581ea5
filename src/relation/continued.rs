//! Quotations that go on: one without an attribution of its own that directly follows an attributed one is more of the
//! same, over paragraphs too: “We wait,” he said. “Nobody comes.”

use super::Pieces;
use crate::text::{BlockKind, Byte, Span};
use crate::token::{Quote, Segmented};

/// An act, as far as it matters here.
pub(super) struct Report<'a> {
    pub cue: Span<Byte>,
    pub content: &'a Pieces,
}

/// The quotations that go on, each with the report that they are more of. `reports` stand in the order of their cues.
pub(super) fn continued(doc: &Segmented, reports: &[Report<'_>]) -> Vec<(usize, Span<Byte>)> {
    let mut owners = owners(doc, reports);
    let mut found = Vec::new();
    for (at, quote) in doc.quotes.iter().enumerate() {
        let (opens, closes) = edges(doc, quote);
        if owners[at].is_some() || !closes {
            continue;
        }
        let last = at.checked_sub(1).and_then(|last| Some((owners[last]?, doc.quotes[last])));
        let goes_on = last.filter(|&(owner, last)| opens && follows(doc, last, reports[owner].cue, quote));
        let owner = goes_on.map(|(owner, _)| owner).or_else(|| announcing(doc, reports, quote));
        if let Some(owner) = owner {
            owners[at] = Some(owner);
            found.push((owner, quote.span));
        }
    }
    found
}

/// Quotations that are nobody's, though their speaker is plain: each is a whole sentence or more, right behind one without quotations
/// that reports what somebody said. With each comes that report, the last of its sentence that `may_go_on`. `reports` have what goes on
/// with them.
pub(super) fn unattributed<'d>(
    doc: &'d Segmented,
    reports: &[Report<'_>],
    may_go_on: impl Fn(usize) -> bool,
) -> Vec<(usize, &'d Quote)> {
    let nobodys = doc.quotes.iter().zip(owners(doc, reports)).filter(|(_, owner)| owner.is_none());
    let report_before = |quote: &Quote| {
        let before = doc.sentences.partition_point(|sentence| sentence.span.end <= quote.span.start);
        let sentence = doc.sentences[before.checked_sub(1)?];
        let gap = doc.article.text.get(sentence.span.end..quote.span.start).unwrap_or_default();
        let plain = doc.blocks[sentence.block].kind == BlockKind::Body && doc.quotes_in(sentence.span).is_empty();
        let from = |place: usize| reports.partition_point(|report| report.cue.start < place);
        let mut last = (from(sentence.span.start)..from(sentence.span.end)).rev();
        last.find(|&at| may_go_on(at)).filter(|_| plain && gap.trim().is_empty())
    };
    let whole = nobodys.map(|(quote, _)| quote).filter(|quote| edges(doc, quote) == (true, true));
    whole.filter_map(|quote| Some((report_before(quote)?, quote))).collect()
}

/// Of each quotation the innermost report that has it.
fn owners(doc: &Segmented, reports: &[Report<'_>]) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> = vec![None; doc.quotes.len()];
    let size = |report: usize| reports[report].content.iter().map(Span::len).sum::<usize>();
    for (at, report) in reports.iter().enumerate() {
        for piece in report.content.iter() {
            let first = doc.quotes.partition_point(|quote| quote.inside.end <= piece.start);
            for quote in doc.quotes_in(piece).iter().zip(first..).filter(|(quote, _)| !quote.span.covers(report.cue)) {
                let owner = &mut owners[quote.1];
                if owner.is_none_or(|other| size(at) < size(other)) {
                    *owner = Some(at);
                }
            }
        }
    }
    owners
}

/// Does a sentence open with the quotation, and does one close with it?
fn edges(doc: &Segmented, quote: &Quote) -> (bool, bool) {
    let sentences = doc.sentences_in(quote.inside);
    let (Some(first), Some(last)) = (sentences.first(), sentences.last()) else { return (false, false) };
    let text = &doc.article.text;
    let bare = |start: usize, end: usize| !text.get(start..end).unwrap_or_default().contains(char::is_alphanumeric);
    (bare(first.span.start, quote.inside.start), bare(quote.inside.end, last.span.end))
}

/// Does nothing stand between them but the words that attribute the first, to the end of their sentence?
fn follows(doc: &Segmented, last: Quote, cue: Span<Byte>, next: &Quote) -> bool {
    let text = &doc.article.text;
    let blank = |start: usize, end: usize| text.get(start..end).is_none_or(|gap| gap.trim().is_empty());
    let Some(before) = doc.sentences.partition_point(|s| s.span.end <= next.span.start).checked_sub(1) else {
        return false;
    };
    let sentence = doc.sentences[before];
    let attributed = sentence.span.covers(cue) || sentence.span.end <= last.span.end;
    let of_one_kind = doc.blocks[sentence.block].kind == BlockKind::Body;
    attributed && of_one_kind && blank(sentence.span.end.max(last.span.end), next.span.start)
}

/// "promising that help was coming: “We work day and night.”": the last report before the colon.
fn announcing(doc: &Segmented, reports: &[Report<'_>], quote: &Quote) -> Option<usize> {
    let before = doc.article.text[..quote.span.start].trim_end().strip_suffix(':')?.trim_end().len();
    let sentence = doc.sentences[doc.sentences.partition_point(|s| s.span.start < before).checked_sub(1)?];
    let last = reports.partition_point(|report| report.cue.start < before).checked_sub(1)?;
    let outside = |cue: Span<Byte>| sentence.span.covers(cue) && doc.quotes_in(cue).is_empty();
    outside(reports[last].cue).then_some(last)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use crate::mention::Sample;
    use crate::relation::{Role, RuleSet, relate};

    /// Of each act that goes on where nobody attributes anything: who speaks, and what they say.
    fn goes_on(text: &str) -> Vec<String> {
        let (sample, rules) = (Sample::of(text), RuleSet::embedded().unwrap());
        let acts = relate(&rules, &sample.doc, &sample.syntax, &sample.names, &sample.entities).acts;
        let words = |role: Role, act: &crate::relation::Act| {
            act.role(role)
                .flat_map(|arg| arg.pieces.iter())
                .map(|piece| sample.doc.text(piece))
                .collect::<Vec<_>>()
                .join(" ")
        };
        let further = acts.iter().filter(|act| act.cue_name == "continued");
        further.map(|act| format!("{}: {}", words(Role::Speaker, act), words(Role::Content, act))).collect()
    }

    macro_rules! goes_on {
        ($($name:ident: $text:literal => $acts:expr;)*) => { $(
            #[test]
            fn $name() { assert_eq!(goes_on($text), $acts as [&str; _]); }
        )* };
    }

    goes_on! {
        behind_a_report: "The coach said the bus was late. “Nobody told us.”" => ["The coach: “Nobody told us.”"];
        in_another_paragraph: "The coach said the bus was late.\n\n“Nobody told us. We waited.”" => ["The coach: “Nobody told us. We waited.”"];
        with_an_attribution_of_its_own: "The coach said the bus was late. “Nobody told us,” the driver said." => [];
        behind_nobodys_words: "The bus was late. “Nobody told us.”" => [];
        behind_what_nobody_said: "The coach did not say the bus was late. “Nobody told us.”" => [];
        a_part_of_a_sentence: "The coach said the bus was late. It was “a mess” again." => [];
        a_further_piece: "“The bus was late,” the coach said. “Nobody told us.”" => [];
    }
}
