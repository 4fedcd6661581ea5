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
            if let Some((part, ..)) = wanted.chosen().find(|(_, _, chosen)| *chosen == name) {
                found.insert(part, (0, name));
                continue;
            }
            let Some(&(part, rank)) = NAMES.get(&fold(name)) else { continue };
            if !is_chosen(part, wanted) && found.get(part).is_none_or(|(before, _)| rank < *before) {
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

    /// The same of a table with a header, `names`: also what is not taken of it, and what it lacks of what was asked for.
    pub fn tell_of_table(&self, names: &[&str], opened: &Opened) {
        self.tell(opened);
        for odd in lacking(names, &opened.wanted).into_iter().chain(self.left(names, &opened.wanted)) {
            opened.remarks.once(&opened.source, &odd);
        }
    }

    /// The columns of which nothing is taken.
    fn left(&self, names: &[&str], wanted: &Wanted) -> Option<String> {
        let is_left = |name: &&str| !self.has(name) && !wanted.pass.iter().any(|pass| pass == name);
        let left: Vec<&str> = names.iter().copied().filter(is_left).filter(|name| !name.is_empty()).collect();
        let flags = "--pass NAME carries one along; --id-column, --title-column and --date-column say what is what";
        (!left.is_empty()).then(|| format!("not taken: {}; {flags}", listed(left.into_iter())))
    }

    /// What was guessed, for the user to check: nothing where the columns bear the parts' own names, or were named.
    fn guessed(&self, wanted: &Wanted) -> Option<String> {
        let guessed = |(part, name): &&(Part, String)| part != name && !is_chosen(part, wanted);
        let told: Vec<String> =
            self.0.iter().filter(guessed).map(|(part, name)| format!("{part} is column `{name}`")).collect();
        let flag = "--text-column NAME chooses the text's";
        (!told.is_empty()).then(|| format!("by their names, {}; {flag}", told.join(", ")))
    }
}

/// Did the user name the field of this part?
fn is_chosen(part: &str, wanted: &Wanted) -> bool {
    wanted.chosen().any(|(of, ..)| of == part)
}

/// What was asked for by name and is no column, each with the columns that are there. Of a text that is not there the table's
/// own record says it.
fn lacking(names: &[&str], wanted: &Wanted) -> Vec<String> {
    let passed = wanted.pass.iter().map(|name| ("--pass", name.as_str()));
    let chosen = wanted.chosen().filter(|(part, ..)| *part != "text").map(|(_, flag, name)| (flag, name));
    let gone = passed.chain(chosen).filter(|(_, name)| !names.contains(name));
    gone.map(|(flag, name)| format!("{flag}: no column `{name}`; there are {}", listed(names.iter().copied())))
        .collect()
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
    fn what_the_user_names_goes_before_what_is_guessed() {
        let wanted = Wanted {
            id_column: Some("nr".into()),
            title_column: Some("head".into()),
            date_column: Some("day".into()),
            pass: vec!["outlet".into(), "desk".into()],
            ..Wanted::default()
        };
        let names = ["nr", "id", "head", "story", "day", "date", "outlet", ""];
        let columns = Columns::among(names.into_iter(), &wanted);
        let got: Vec<String> = columns.0.iter().map(|(part, name)| format!("{part}={name}")).collect();
        assert_eq!(got.join(" "), "id=nr published=day text=story title=head");
        let left = columns.left(&names, &wanted).unwrap_or_default();
        assert!(left.starts_with("not taken: `id`, `date`; --pass NAME"), "{left}");
        let gone = super::lacking(&["id", "text"], &wanted);
        let expected = ["--pass: no column `outlet`", "--pass: no column `desk`", "--id-column: no column `nr`"];
        assert!(gone.len() == 5 && gone.iter().zip(expected).all(|(got, told)| got.starts_with(told)), "{gone:?}");
        assert!(gone[0].ends_with("; there are `id`, `text`"), "{gone:?}");
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
