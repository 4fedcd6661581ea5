//! How to read these pages, and how the corpus was made.

use crate::view::ViewError;
use crate::view::asked::{Asked, Sheet, Shown};
use crate::view::charts::legend;
use crate::view::parts::key;
use crate::view::select::rows;
use crate::view::words::WORDS;
use maud::html;

/// Keys and what they do; `script.js` listens for them.
const STROKES: [(&str, &str); 6] = [
    ("/", "to the search field"),
    ("j", "the next act of an article"),
    ("k", "the one before"),
    ("c", "copy the act’s words with speaker, outlet and day"),
    ("Esc", "leave the act"),
    ("Tab", "from link to link, as everywhere"),
];

pub(super) fn show(asked: &Asked) -> Result<Shown, ViewError> {
    let mut made: Vec<(String, Option<String>)> =
        rows(asked.db, "select key, value from meta order by key", &[], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // Those with a name in words first.
    made.sort_by_key(|(key, _)| WORDS.meta.of(key) == key);
    let body = html! {
        div.wide.prose {
            h1 { "How to read these pages" }
            p { "A program read every sentence of these articles and noted acts of speech: who said, denied, urged or accused what, to whom, and who passes it on. Then it put together what belongs together across articles: one person under several names, articles that reprint one another, quotations that came back in other words, denials and the claims they answer." }
            p { "It errs. Each act leads to its place in the article, so that you can judge by the sentence. Numbers beside an act (its score) say how sure the program is, from 0 to 1." }
            section {
                h2 { "Marks in an article" }
                ul.marks-key {
                    @for role in ["speaker", "cue", "addressee", "target", "content"] { li { span class={ "m " (role) } { (role) } " " (WORDS.role.of(role)) } }
                    li { span.dimmed { "dimmed" } " not a part of the article: menus, notices, advertising" }
                }
            }
            section {
                h2 { "Kinds of act" }
                (legend())
                dl.kinds { @for (tone, verbs) in WORDS.kinds() { div { dt { (tone.label) } dd { (verbs.join(", ")) } } } }
            }
            section {
                h2 { "Changed quotations" }
                (key())
                p { "Compared are words within quotation marks of one speaker. Sources are independent where their articles do not reprint one another." }
            }
            section {
                h2 { "Keys" }
                dl.keys { @for (stroke, does) in STROKES { div { dt { kbd { (stroke) } } dd { (does) } } } }
            }
            section {
                h2 { "How this corpus was made" }
                @if made.is_empty() { p { "The database does not say." } }
                dl.facts { @for (what, value) in &made { div { dt { (WORDS.meta.of(what)) } dd { (value.as_deref().unwrap_or("–")) } } } }
            }
        }
    };
    Ok(Sheet::single("How to read these pages", body))
}
