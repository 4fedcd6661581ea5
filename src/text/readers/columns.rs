//! Which column of a table is which part of an article, by its name.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use super::super::{Wanted, embedded};
use super::Opened;

/// A part of an article that a column may hold: `text`, `id`, `title`, …
pub(super) type Part = &'static str;

/// Folded name of a column → the part that it holds, and its place among that part's names.
static NAMES: LazyLock<HashMap<String, (Part, usize)>> = LazyLock::new(|| {
    let parts: BTreeMap<String, Vec<String>> = embedded("text/readers/columns.toml", include_str!("columns.toml"));
    let part = |name: &str| PARTS.into_iter().find(|part| *part == name);
    let of = |(name, names): (String, Vec<String>)| {
        let ranked = names.into_iter().enumerate();
        part(&name)
            .into_iter()
            .flat_map(move |part| ranked.clone().map(move |(rank, name)| (fold(&name), (part, rank))))
    };
    parts.into_iter().flat_map(of).collect()
});

const PARTS: [Part; 8] = ["text", "id", "title", "url", "host", "byline", "published", "fetched"];

/// The columns of a table that make an article, by part.
pub(super) struct Columns(Vec<(Part, String)>);

impl Columns {
    /// Those among `names`.
    pub fn among<'a>(names: impl Iterator<Item = &'a str>, wanted: &Wanted) -> Self {
        let mut found: BTreeMap<Part, (usize, &str)> = BTreeMap::new();
        for name in names {
            if wanted.text_column.as_deref() == Some(name) {
                found.insert("text", (0, name));
                continue;
            }
            let Some(&(part, rank)) = NAMES.get(&fold(name)) else { continue };
            let chosen = part == "text" && wanted.text_column.is_some();
            if !chosen && found.get(part).is_none_or(|(before, _)| rank < *before) {
                found.insert(part, (rank, name));
            }
        }
        Self(found.into_iter().map(|(part, (_, name))| (part, name.to_owned())).collect())
    }

    /// The column of a part.
    pub fn of(&self, part: Part) -> Option<&str> {
        self.0.iter().find(|(of, _)| *of == part).map(|(_, name)| name.as_str())
    }

    /// Is this the column of some part?
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(_, of)| of == name)
    }

    /// How many parts there is a column for.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Lets the user know what was guessed.
    pub fn tell(&self, opened: &Opened) {
        if let Some(guessed) = self.guessed(&opened.wanted) {
            opened.remarks.once(&opened.source, &guessed);
        }
    }

    /// What was guessed, for the user to check: nothing where the columns bear the parts' own names, or were named.
    fn guessed(&self, wanted: &Wanted) -> Option<String> {
        let guessed =
            |(part, name): &&(Part, String)| part != name && !(*part == "text" && wanted.text_column.is_some());
        let told: Vec<String> =
            self.0.iter().filter(guessed).map(|(part, name)| format!("{part} is column `{name}`")).collect();
        let flag = "--text-column NAME chooses the text's";
        (!told.is_empty()).then(|| format!("by their names, {}; {flag}", told.join(", ")))
    }
}

/// A name without its case and its signs: `pubDate` and `Pub date` are `pubdate`.
fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The names of columns, for a message.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    const MOST: usize = 20;
    let mut told: Vec<String> = names.map(|name| format!("`{}`", name.chars().take(40).collect::<String>())).collect();
    if told.len() > MOST {
        let more = told.len() - MOST;
        told.truncate(MOST);
        told.push(format!("{more} more"));
    }
    if told.is_empty() { "none".to_owned() } else { told.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::{Columns, NAMES, PARTS};
    use crate::text::Wanted;

    #[test]
    fn every_list_belongs_to_a_part_and_no_name_to_two() {
        assert!(PARTS.iter().all(|part| NAMES.get(*part) == Some(&(*part, 0))), "each part's own name leads its list");
        let listed: usize = include_str!("columns.toml")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.matches('"').count() / 2)
            .sum();
        assert_eq!(NAMES.len(), listed);
    }

    #[test]
    fn columns_are_known_by_their_names() {
        for (names, text_column, expected) in [
            ("id,text", None, "id=id text=text"),
            (
                "Headline,Article Text,pubDate,authors",
                None,
                "byline=authors published=pubDate text=Article Text title=Headline",
            ),
            ("content,body,text", None, "text=text"),
            ("content,body", None, "text=body"),
            ("title,summary", None, "title=title"),
            ("text,lead", Some("lead"), "text=lead"),
            ("title,url", Some("title"), "text=title url=url"),
            ("text,url", Some("gone"), "url=url"),
            ("", None, ""),
        ] {
            let wanted = Wanted { text_column: text_column.map(str::to_owned), ..Wanted::default() };
            let columns = Columns::among(names.split(',').filter(|name| !name.is_empty()), &wanted);
            let got: Vec<String> = columns.0.iter().map(|(part, name)| format!("{part}={name}")).collect();
            assert_eq!(got.join(" "), expected, "{names}");
        }
    }

    #[test]
    fn only_guesses_are_told() {
        let told = |names: &[&str], text_column: Option<&str>| {
            let wanted = Wanted { text_column: text_column.map(str::to_owned), ..Wanted::default() };
            Columns::among(names.iter().copied(), &wanted).guessed(&wanted)
        };
        assert_eq!(told(&["id", "text", "published"], None), None);
        assert_eq!(told(&["id", "lead"], Some("lead")), None);
        let guessed = told(&["link", "body"], None).unwrap_or_default();
        assert_eq!(
            guessed,
            "by their names, text is column `body`, url is column `link`; --text-column NAME chooses the text's"
        );
    }
}
