//! An article: its text with every act marked, and beside each paragraph the acts that are in it.

mod acts;
mod marks;
mod text;

use crate::view::ViewError;
use crate::view::address::Address;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::links::outward;
use crate::view::parts::{downloads, source};
use crate::view::select::{Select, rows};
use crate::view::words::{WORDS, counted, number, outlet};
use maud::{Markup, html};

/// What the article is, besides its text.
struct Article {
    number: i64,
    title: Option<String>,
    byline: Option<String>,
    outlet: Option<String>,
    day: Option<String>,
    published: Option<String>,
    url: Option<String>,
    lang: Option<String>,
    status: String,
    story: Option<i64>,
    copied: Option<f64>,
    text: Option<String>,
}

fn article(asked: &Asked) -> Result<Article, ViewError> {
    let number = asked.number.ok_or(ViewError::Nowhere)?;
    let sql = "select article, title, byline, outlet, day, published, url, lang, status, story, copied, text from articles where article = ?";
    let found = rows(asked.db, sql, &[&number], |row| {
        Ok(Article {
            number: row.get(0)?,
            title: row.get(1)?,
            byline: row.get(2)?,
            outlet: row.get(3)?,
            day: row.get(4)?,
            published: row.get(5)?,
            url: row.get(6)?,
            lang: row.get(7)?,
            status: row.get(8)?,
            story: row.get(9)?,
            copied: row.get(10)?,
            text: row.get(11)?,
        })
    })?;
    found.into_iter().next().ok_or(ViewError::Nowhere)
}

/// Columns to take home.
const TABLE: &str = "a.act, a.relation, a.type, a.polarity, a.modality, a.quote, s.name as speaker, a.speaker_named, a.speaker_text, a.cue, a.content, \
    a.evidence, a.rule, a.score, a.cue_start, a.cue_end, a.evidence_start, a.evidence_end, a.cameo, a.plover";

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let article = article(asked)?;
    if let Some(format) = asked.format() {
        let mut select = Select::from("acts a left join actors s on s.actor = a.speaker");
        select.given("a.article = ?", Some(article.number));
        return Ok(Shown::Table(select.table("onrecord-article", TABLE, "a.act"), format));
    }
    let acts = acts::acts(asked, article.number)?;
    let here = Address::numbered("article", article.number);
    let title = article.title.as_deref().unwrap_or("Without a title");
    let lines = article.text.as_deref().map(|text| text::lines(asked, article.number, text, &acts)).transpose()?;
    // The title stands in the text, with its marks; where it does not, it stands above.
    let titled = lines.as_ref().is_some_and(|lines| lines.first().is_some_and(text::Line::is_title));
    let body = html! {
        article.reading data-outlet=(outlet(article.outlet.as_deref())) data-day=[article.day.as_deref()] {
            header.wide {
                p.kicker { (source(article.outlet.as_deref(), article.day.as_deref())) }
                @if !titled { h1 { (title) } }
                (facts(asked, &article, &acts)?)
                @if !acts.is_empty() { (legend()) }
            }
            @match &lines {
                Some(lines) => (text::shown(asked, &article, lines, &acts)),
                None => {
                    div.wide {
                        p.about { "The records of this article came without its text: here are its acts alone." }
                        @for act in &acts { (acts::card(asked, &article, &acts, act, true)) }
                    }
                },
            }
            footer.wide {
                @if acts.is_empty() { p.about { "The program found no act of speech in this article." } } @else { (downloads(asked, &here)) }
            }
        }
    };
    Ok(Sheet::single(title, body))
}

fn facts(asked: &Asked, article: &Article, acts: &[acts::Act]) -> Result<Markup, ViewError> {
    let status = (article.status != "ok").then_some(&article.status);
    Ok(html! {
        p.facts-line {
            @if let Some(byline) = &article.byline { "By " (byline) " · " }
            (counted(number(acts), "act", "acts"))
            @if article.day.is_none() { @if let Some(published) = &article.published { " · " (published) } }
            @if let Some(status) = status { " · " span.note { "reading it: " (status) } }
            @if let Some(url) = article.url.as_deref().and_then(outward) {
                " · " a href=(url.as_str()) rel="noreferrer noopener external" { "original at " (url.host_str().unwrap_or("its site")) }
            }
        }
        (reprints(asked, article)?)
    })
}

/// The other articles of its story.
fn reprints(asked: &Asked, article: &Article) -> Result<Markup, ViewError> {
    let Some(story) = article.story else { return Ok(html! {}) };
    let sql = "select article, outlet, day, copied from articles where story = ? order by day, article limit 50";
    let all = rows(asked.db, sql, &[&story], |row| {
        Ok((
            row.get::<_, i64>(0)?,
            row.get::<_, Option<String>>(1)?,
            row.get::<_, Option<String>>(2)?,
            row.get::<_, Option<f64>>(3)?,
        ))
    })?;
    let share = |copied: f64| format!("{:.0} %", copied * 100.0);
    Ok(html! {
        @if all.len() > 1 {
            aside.story {
                @match article.copied.filter(|copied| *copied > 0.0) {
                    Some(copied) => b { (share(copied)) " of this text stands in an earlier article." },
                    None => b { "Other outlets reprinted this article." },
                }
                ul {
                    @for (number, outlet, day, copied) in &all {
                        li {
                            @if *number == article.number { span aria-current="true" { (source(outlet.as_deref(), day.as_deref())) " (this one)" } }
                            @else { a href=(asked.link(&Address::numbered("article", *number))) { (source(outlet.as_deref(), day.as_deref())) } }
                            @if let Some(copied) = copied { " · " (share(*copied)) " copied" }
                        }
                    }
                }
            }
        }
    })
}

/// What the marks mean, in a line.
fn legend() -> Markup {
    html! {
        p.legend.marks {
            @for (role, told) in [("speaker", "who speaks"), ("cue", "the act"), ("addressee", "to whom"), ("target", "against whom"), ("content", "what is said")] {
                span class={ "m " (role) } title=(WORDS.role.of(role)) { (told) }
            }
        }
        p.how { "Point at an act, or press j and k to go through them. Lines join what belongs together." }
    }
}
