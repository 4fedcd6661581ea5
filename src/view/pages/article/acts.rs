//! The acts of an article, and the card that stands for each beside its paragraph.

use super::Article;
use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::Asked;
use crate::view::links::outward;
use crate::view::parts::{Actor, actor, notes, source};
use crate::view::select::rows;
use crate::view::words::{self, WORDS, class, outlet};
use maud::{Markup, html};
use rusqlite::Row;
use std::collections::BTreeMap;

/// An act of the article.
pub(super) struct Act {
    /// Its number in the corpus.
    pub number: i64,
    /// Its number in the article, from 1.
    pub nth: usize,
    pub kind: String,
    pub quote: String,
    pub cue: Span,
    pub args: Vec<Arg>,
    relation: String,
    rule: String,
    polarity: String,
    modality: String,
    score: Option<f64>,
    speaker: Option<Actor>,
    speaker_text: Option<String>,
    content: Option<String>,
    evidence: Span,
    evidence_text: Option<String>,
    codes: [Option<String>; 2],
    /// Those through whom it is told, from inner to outer: acts of this article.
    through: Vec<i64>,
    answers: Vec<Answer>,
    drift: Option<(i64, String)>,
}

/// Code points from one to another.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub start: usize,
    pub end: usize,
}

/// Somebody or something in an act.
pub(super) struct Arg {
    pub role: String,
    /// Its pieces, in order.
    pub spans: Vec<[usize; 2]>,
    actor: Option<Actor>,
    text: String,
}

/// The other side of a dispute.
struct Answer {
    /// Is this act the denial?
    denies: bool,
    act: i64,
    article: i64,
    speaker: Option<String>,
    outlet: Option<String>,
    day: Option<String>,
}

fn span(row: &Row, at: usize) -> rusqlite::Result<Span> {
    Ok(Span { start: row.get::<_, u32>(at)? as usize, end: row.get::<_, u32>(at + 1)? as usize })
}

fn optional(row: &Row, at: usize) -> rusqlite::Result<Option<Actor>> {
    Ok(match row.get(at)? {
        Some(number) => Some(Actor { number, name: row.get(at + 1)?, named: row.get(at + 2)? }),
        None => None,
    })
}

/// All acts, in the order of the text.
pub(super) fn acts(asked: &Asked, article: i64) -> Result<Vec<Act>, ViewError> {
    let sql = "select a.act, a.relation, a.type, a.rule, a.quote, a.polarity, a.modality, a.score, a.cue_start, a.cue_end, a.evidence_start,
                      a.evidence_end, a.speaker, s.name, s.named, a.speaker_text, a.content, a.evidence, a.cameo, a.plover, f.quotation, f.kind
               from acts a left join actors s on s.actor = a.speaker left join drifts f on f.act = a.act
               where a.article = ? order by a.cue_start, a.act";
    let mut acts = rows(asked.db, sql, &[&article], |row| {
        let drift = row.get::<_, Option<i64>>(20)?.zip(row.get::<_, Option<String>>(21)?);
        Ok(Act {
            number: row.get(0)?,
            nth: 0,
            relation: row.get(1)?,
            kind: row.get(2)?,
            rule: row.get(3)?,
            quote: row.get(4)?,
            polarity: row.get(5)?,
            modality: row.get(6)?,
            score: row.get(7)?,
            cue: span(row, 8)?,
            evidence: span(row, 10)?,
            speaker: optional(row, 12)?,
            speaker_text: row.get(15)?,
            content: row.get(16)?,
            evidence_text: row.get(17)?,
            codes: [row.get(18)?, row.get(19)?],
            args: Vec::new(),
            through: Vec::new(),
            answers: Vec::new(),
            drift,
        })
    })?;
    let mut args = args(asked, article)?;
    let mut through = gathered(rows(
        asked.db,
        "select c.act, c.through from chains c join acts a on a.act = c.act where a.article = ? order by c.act, c.number",
        &[&article],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?);
    let mut answers = gathered(answers(asked, article)?);
    for (nth, act) in acts.iter_mut().enumerate() {
        act.nth = nth + 1;
        act.args = args.remove(&act.number).unwrap_or_default();
        act.through = through.remove(&act.number).unwrap_or_default();
        act.answers = answers.remove(&act.number).unwrap_or_default();
    }
    Ok(acts)
}

fn gathered<T>(pairs: Vec<(i64, T)>) -> BTreeMap<i64, Vec<T>> {
    let mut gathered: BTreeMap<i64, Vec<T>> = BTreeMap::new();
    for (act, one) in pairs {
        gathered.entry(act).or_default().push(one);
    }
    gathered
}

fn args(asked: &Asked, article: i64) -> Result<BTreeMap<i64, Vec<Arg>>, ViewError> {
    let sql = "select g.act, g.role, g.text, g.spans, g.actor, s.name, s.named from args g join acts a on a.act = g.act
               left join actors s on s.actor = g.actor where a.article = ? order by g.act, g.number";
    let found = rows(asked.db, sql, &[&article], |row| {
        Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, optional(row, 4)?))
    })?;
    let mut all = Vec::new();
    for (act, role, text, spans, actor) in found {
        let spans = serde_json::from_str(&spans).map_err(|_| ViewError::Cell {
            place: format!("args.spans of act {act}"),
            expected: "[[start,end],…]",
            got: spans.chars().take(80).collect(),
        })?;
        all.push((act, Arg { role, spans, actor, text }));
    }
    Ok(gathered(all))
}

fn answers(asked: &Asked, article: i64) -> Result<Vec<(i64, Answer)>, ViewError> {
    let sql = "select n.denial, 1, k.act, k.article, coalesce(s.name, k.speaker_text), k.outlet, k.day from answers n
               join acts d on d.act = n.denial join acts k on k.act = n.claim left join actors s on s.actor = k.speaker where d.article = ?1
               union all
               select n.claim, 0, d.act, d.article, coalesce(s.name, d.speaker_text), d.outlet, d.day from answers n
               join acts k on k.act = n.claim join acts d on d.act = n.denial left join actors s on s.actor = d.speaker where k.article = ?1";
    rows(asked.db, sql, &[&article], |row| {
        let answer = Answer {
            denies: row.get(1)?,
            act: row.get(2)?,
            article: row.get(3)?,
            speaker: row.get(4)?,
            outlet: row.get(5)?,
            day: row.get(6)?,
        };
        Ok((row.get(0)?, answer))
    })
}

impl Act {
    /// Whoever performs it, in words.
    fn who(&self) -> &str {
        let name = self.speaker.as_ref().map(|speaker| speaker.name.as_str());
        name.or(self.speaker_text.as_deref()).unwrap_or("nobody named")
    }

    /// The acts of this article that it hangs together with.
    fn beside(&self, article: i64) -> Vec<String> {
        let answers = self.answers.iter().filter(|answer| answer.article == article).map(|answer| answer.act);
        self.through.iter().copied().chain(answers).map(|act| act.to_string()).collect()
    }

    /// What is said, with who says it, and where: for a clipboard.
    fn copied(&self, article: &Article) -> Option<String> {
        let content = self.content.as_deref()?;
        let quoted = content.starts_with(['“', '"', '‘', '«', '„']);
        let told = if quoted { content.to_owned() } else { format!("[{content}]") };
        let day = article.day.as_deref().map(|day| format!(", {}", words::day(day))).unwrap_or_default();
        let from = article.url.as_deref().and_then(outward).map(|url| format!(", {url}")).unwrap_or_default();
        Some(format!(
            "{told} – {} ({}), {}{day}{from}",
            self.who(),
            WORDS.verb(&self.kind),
            outlet(article.outlet.as_deref())
        ))
    }
}

/// An act beside its paragraph; with its words where there is no paragraph.
pub(super) fn card(asked: &Asked, article: &Article, all: &[Act], act: &Act, with_words: bool) -> Markup {
    let others: Vec<&Arg> = act.args.iter().filter(|arg| matches!(arg.role.as_str(), "addressee" | "target")).collect();
    html! {
        div class={ "card " (WORDS.tone(&act.kind).name) } id={ "act-" (act.number) } data-act=(act.number) data-beside=(act.beside(article.number).join(" ")) {
            p.who {
                span.nth { (act.nth) } " "
                @match &act.speaker {
                    Some(speaker) => (actor(asked, speaker)),
                    None => span.nobody { (act.who()) },
                }
                " " a.verb href={ "#cue-" (act.number) } { (WORDS.verb(&act.kind)) }
                @for (at, other) in others.iter().enumerate() {
                    (if at == 0 { " " } else { ", " })
                    @match &other.actor {
                        Some(other) => (actor(asked, other)),
                        None => (other.text),
                    }
                }
                (notes(&act.polarity, &act.modality))
            }
            @if with_words { @if let Some(told) = act.content.as_ref().or(act.evidence_text.as_ref()) { blockquote class=(class(&act.quote)) { (told) } } }
            (beside(asked, article, all, act))
            div.tools {
                @if let Some(copied) = act.copied(article) { button.copy type="button" hidden data-copy=(copied) { "Copy" } }
                details {
                    summary { "Details" }
                    (details(act))
                }
            }
        }
    }
}

/// What it hangs together with, here and elsewhere.
fn beside(asked: &Asked, article: &Article, all: &[Act], act: &Act) -> Markup {
    html! {
        @for outer in act.through.iter().filter_map(|through| all.iter().find(|outer| outer.number == *through)) {
            p.beside {
                span.point aria-hidden="true" { "↩ " } "as " (outer.who()) " "
                a href={ "#act-" (outer.number) } { (WORDS.verb(&outer.kind)) " (" (outer.nth) ")" }
            }
        }
        @for answer in &act.answers {
            p.beside {
                span.point aria-hidden="true" { (if answer.denies { "⤷ " } else { "⤶ " }) }
                @let to = Address::numbered("article", answer.article).at("act", answer.act);
                (if answer.denies { "answers the claim of " } else { "denied by " })
                a href=(if answer.article == article.number { format!("#act-{}", answer.act) } else { asked.link(&to) }) { (answer.speaker.as_deref().unwrap_or("somebody")) }
                @if answer.article == article.number { ", in this article" } @else { ", " (source(answer.outlet.as_deref(), answer.day.as_deref())) }
            }
        }
        @if let Some((quotation, kind)) = &act.drift {
            p.beside {
                span.point aria-hidden="true" { "≠ " } (WORDS.drift.of(kind)) ": "
                a href=(asked.link(&Address::numbered("quotation", *quotation))) { "first said otherwise" }
            }
        }
    }
}

/// All that the record says.
fn details(act: &Act) -> Markup {
    let spans =
        |spans: &[[usize; 2]]| spans.iter().map(|[start, end]| format!("{start}–{end}")).collect::<Vec<_>>().join(", ");
    html! {
        dl.facts {
            div { dt { "Rule" } dd { code { (act.rule) } } }
            @if let Some(score) = act.score { div { dt { "Score" } dd { (format!("{score:.2}")) } } }
            div { dt { "Wording" } dd { (WORDS.quote.of(&act.quote)) } }
            div { dt { "Happened" } dd { (WORDS.polarity.of(&act.polarity)) ", " (WORDS.modality.of(&act.modality)) } }
            div { dt { "Signalled at" } dd { (act.cue.start) "–" (act.cue.end) } }
            @for arg in &act.args {
                div { dt { (WORDS.role.of(&arg.role)) } dd { (words::shortened(&arg.text, 80)) " " small { (spans(&arg.spans)) } } }
            }
            div { dt { "Shown by" } dd { (act.evidence.start) "–" (act.evidence.end) } }
            @for (name, code) in ["CAMEO", "PLOVER"].iter().zip(&act.codes) { @if let Some(code) = code { div { dt { (name) } dd { (code) } } } }
            div { dt { "In the record" } dd { (act.relation) ", act " (act.number) } }
        }
    }
}
