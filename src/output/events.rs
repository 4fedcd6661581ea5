//! Acts as rows of event data: who did what to whom, when. A row for each source and each target of an act, as CSV (RFC 4180, UTF-8).

use std::collections::HashSet;
use std::io;

use sha2::{Digest, Sha256};

use super::csv::{evidence, guarded, name, on_one_line, rows, through};
use crate::record::{Arg, EntityRow, Modality, Polarity, Record, Relation, Role};
use crate::text::hex;

/// The header, in the order of [`Event::cells`].
pub const EVENT_COLUMNS: [&str; 21] = [
    "event_id",
    "date",
    "source",
    "source_code",
    "target",
    "target_code",
    "cameo",
    "plover",
    "act",
    "cue",
    "polarity",
    "modality",
    "time",
    "through",
    "text",
    "evidence",
    "score",
    "article_id",
    "relation_id",
    "url",
    "title",
];

/// So many hexadecimal digits an event's id has.
const ID: usize = 20;

/// One act of one source to one target.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// Hash of the article's id and text, of the act and of its two places there: it stays as long as the article and the act do.
    pub id: String,
    record: &'a Record,
    relation: &'a Relation,
    source: Option<&'a Arg>,
    target: Option<&'a Arg>,
}

/// The events of an article, in text order: its acts that took place and are told as a fact, or all of them. An act of which nobody is known has none.
#[must_use]
pub fn events(record: &Record, all: bool) -> Vec<Event<'_>> {
    let counts = |act: &&Relation| all || act.polarity == Polarity::Positive && act.modality == Modality::Asserted;
    let (mut found, mut ids) = (Vec::new(), HashSet::new());
    for relation in record.relations.iter().filter(counts) {
        let of = |roles: &[Role]| -> Vec<Option<&Arg>> {
            let own: Vec<Option<&Arg>> =
                relation.args.iter().filter(|arg| roles.contains(&arg.role)).map(Some).collect();
            if own.is_empty() { vec![None] } else { own }
        };
        let (sources, targets) = (of(&[Role::Speaker]), of(&[Role::Addressee, Role::Target]));
        for source in sources {
            for &target in targets.iter().filter(|target| source.is_some() || target.is_some()) {
                // Two of one kind at one place are told apart by their number.
                let id = (0..usize::MAX)
                    .map(|number| id(record, relation, [source, target], number))
                    .find(|id| ids.insert(id.clone()));
                found.extend(id.map(|id| Event { id, record, relation, source, target }));
            }
        }
    }
    found
}

fn id(record: &Record, relation: &Relation, who: [Option<&Arg>; 2], number: usize) -> String {
    let place = |arg: Option<&Arg>| {
        arg.map_or_else(String::new, |arg| format!("{}-{}-{}", arg.role.name(), arg.start, arg.end))
    };
    let [source, target] = who.map(place);
    let cue = format!("{}-{}-{}", relation.kind, relation.cue.start, relation.cue.end);
    let all = [&record.id, &record.doc.text_sha256, &cue, &source, &target, &number.to_string()]
        .map(String::as_str)
        .join("\n");
    hex(&Sha256::digest(all))[..ID].to_owned()
}

impl Event<'_> {
    fn cells(&self) -> Vec<String> {
        let Self { record, relation, .. } = self;
        let who = |arg: Option<&Arg>| arg.map_or_else(String::new, |arg| on_one_line(name(record, arg)));
        let code = |arg: Option<&Arg>| arg.and_then(|arg| record.entity_of(arg)).map_or_else(String::new, actor_code);
        let words = |roles: &[Role]| {
            let own = relation.args.iter().filter(|arg| roles.contains(&arg.role));
            own.map(|arg| on_one_line(&arg.text)).collect::<Vec<_>>().join("; ")
        };
        let plain = |value: &Option<String>| value.clone().unwrap_or_default();
        let time = relation.args.iter().find_map(|arg| arg.value.clone());
        let cells: [String; EVENT_COLUMNS.len()] = [
            self.id.clone(),
            record.doc.published.as_deref().map_or_else(String::new, |published| day(published).to_owned()),
            who(self.source),
            code(self.source),
            who(self.target),
            code(self.target),
            plain(&relation.codes.cameo),
            plain(&relation.codes.plover),
            relation.kind.clone(),
            on_one_line(&relation.cue.text),
            relation.polarity.name().to_owned(),
            relation.modality.name().to_owned(),
            time.unwrap_or_default(),
            through(record, relation),
            words(&[Role::Content, Role::Occasion]),
            evidence(record, relation),
            relation.score.map_or_else(String::new, |score| score.to_string()),
            record.id.clone(),
            relation.id.clone(),
            plain(&record.doc.url),
            record.doc.title.as_deref().map_or_else(String::new, on_one_line),
        ];
        cells.into_iter().map(|cell| guarded(&cell).into_owned()).collect()
    }
}

/// Country and sector of an actor, as event data writes them: "AZEGOV"; one alone where the other is not known.
#[must_use]
pub fn actor_code(entity: &EntityRow) -> String {
    let sector = entity.sector.map_or("", crate::record::Sector::name);
    format!("{}{sector}", entity.country.as_deref().unwrap_or_default())
}

/// The day of a date that is written as ISO 8601 has it; any other date as it stands.
fn day(published: &str) -> &str {
    let day = published.get(..10).unwrap_or(published);
    let digits = |at: usize, c: char| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() };
    if day.len() == 10 && day.char_indices().all(|(at, c)| digits(at, c)) { day } else { published }
}

/// The header as a line of the table.
///
/// # Errors
/// Never, but for want of memory.
pub fn event_head() -> io::Result<Vec<u8>> {
    rows(std::iter::once(EVENT_COLUMNS.map(str::to_owned).to_vec()))
}

/// Events as lines of the table.
///
/// # Errors
/// Never, but for want of memory.
pub fn event_lines(events: &[Event<'_>]) -> io::Result<Vec<u8>> {
    rows(events.iter().map(Event::cells))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn the_day_of_a_date() {
        let dates = ["2023-09-21T08:00:00Z", "2023-09-21", "21 September 2023", "2023/09/21 08:00"];
        assert_eq!(dates.map(day), ["2023-09-21", "2023-09-21", "21 September 2023", "2023/09/21 08:00"]);
    }
}
