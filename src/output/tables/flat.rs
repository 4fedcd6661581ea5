//! The flat tables, joined by `article_id` and `relation_id`.

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use strum::VariantNames;

use super::Layout;
use super::table::{At, Column, Table};
use crate::record::{Arg, Record, Role};

/// All tables, in the order in which they are documented.
pub(super) struct Flat(pub Vec<Table>);

impl Flat {
    pub fn new() -> Self {
        Self(vec![articles(), relations(), args(), entities(), mentions(), warnings()])
    }
}

impl Layout for Flat {
    fn names(&self) -> Vec<&'static str> {
        self.0.iter().map(|table| table.name).collect()
    }

    fn add(&mut self, record: &Record) -> Result<(), ArrowError> {
        self.0.iter_mut().try_for_each(|table| table.add(record))
    }

    fn batches(&mut self) -> Result<Vec<RecordBatch>, ArrowError> {
        self.0.iter_mut().map(Table::batch).collect()
    }
}

fn article_id() -> Column {
    Column::words("article_id", "key of the article", |record, _| Some(&record.id))
}

/// One row for each of so many.
fn each(count: usize) -> Vec<At> {
    (0..count).map(|at| (at, 0)).collect()
}

fn articles() -> Table {
    let columns = vec![
        article_id(),
        Column::words("source", "file or stream that it came from", |record, _| record.doc.source.as_deref()),
        Column::words("url", "address", |record, _| record.doc.url.as_deref()),
        Column::words("host", "host of the address", |record, _| record.doc.host.as_deref()),
        Column::words("title", "headline", |record, _| record.doc.title.as_deref()),
        Column::words("byline", "who wrote it", |record, _| record.doc.byline.as_deref()),
        Column::words("published", "date of publication, as the input writes it", |record, _| {
            record.doc.published.as_deref()
        }),
        Column::words("fetched", "when it was fetched, as the input writes it", |record, _| {
            record.doc.fetched.as_deref()
        }),
        Column::words("lang", "ISO 639-1 code", |record, _| record.doc.lang.as_deref()),
        Column::words("status", "`ok`, `empty`, `skipped_lang`, `truncated`, `damaged`, `error`", |record, _| {
            Some(record.doc.status.name())
        }),
        Column::words("text", "the article; null with `--no-text`", |record, _| record.text.as_deref()),
        Column::words("text_sha256", "SHA-256 of the text in UTF-8", |record, _| Some(&record.doc.text_sha256)),
        Column::words(
            "source_sha256",
            "SHA-256 of the bytes that came, of an article with a file of its own",
            |record, _| record.doc.source_sha256.as_deref(),
        ),
        Column::words("extractor", "what took it out of its page", |record, _| record.doc.extractor.as_deref()),
        Column::number("prefix_chars", "characters put in front: title and empty line", |record, _| {
            Some(record.doc.prefix_chars)
        }),
        Column::number("chars", "length in characters", |record, _| Some(record.doc.chars)),
        Column::number("tokens", "words that were read", |record, _| Some(record.doc.tokens)),
        Column::number("windows", "windows that the encoder read", |record, _| Some(record.doc.windows)),
        Column::number("relations", "number of its rows in `relations`", |record, _| Some(record.relations.len())),
        Column::pairs("extra", "the fields of `--pass`", |record, _| {
            record.doc.extra.iter().map(|field| (field.key.as_str(), field.value.as_str())).collect()
        }),
    ];
    Table::new("articles", "an article, whatever happened to it", |_| vec![(0, 0)], columns)
}

fn relations() -> Table {
    let mut columns = vec![
        article_id(),
        Column::words("relation_id", "key of the relation within its article", |r, at| Some(&r.relations[at.0].id)),
        Column::words("type", "`said`, `denied`, `condoled`, …: `onrecord rules list`", |r, at| {
            Some(&r.relations[at.0].kind)
        }),
        Column::words("rule", "which rule fired", |r, at| Some(&r.relations[at.0].rule)),
        Column::words("cue_text", "the words that signal the act", |r, at| Some(&r.relations[at.0].cue.text)),
        Column::words("cue_lemma", "the rule set's name of the cue", |r, at| Some(&r.relations[at.0].cue.lemma)),
        Column::number("cue_start", "first character of the cue", |r, at| Some(r.relations[at.0].cue.start)),
        Column::number("cue_end", "after its last", |r, at| Some(r.relations[at.0].cue.end)),
    ];
    columns.extend(Role::VARIANTS.iter().flat_map(|role| of_role(role)));
    columns.extend([
        Column::words("quote", "`direct`, `indirect`, `mixed`, `none`", |r, at| Some(r.relations[at.0].quote.name())),
        Column::words("polarity", "`positive`, `negative`", |r, at| Some(r.relations[at.0].polarity.name())),
        Column::words("modality", "`asserted`, `hedged`, `future`, `conditional`, `hypothetical`", |r, at| {
            Some(r.relations[at.0].modality.name())
        }),
        Column::list("attribution", "relations that report this one, from inner to outer", |r, at| {
            r.relations[at.0].attribution.iter().map(String::as_str).collect()
        }),
        Column::words("answers", "of a denial: the claim that it answers", |r, at| {
            r.relations[at.0].answers.as_deref()
        }),
        Column::words("sentence", "id of the cue's sentence", |r, at| Some(&r.relations[at.0].sentence)),
        Column::number("evidence_start", "first character of the whole sentences that show it", |r, at| {
            Some(r.relations[at.0].evidence.start)
        }),
        Column::number("evidence_end", "after their last", |r, at| Some(r.relations[at.0].evidence.end)),
        Column::ratio("score", "probability that it is right", |r, at| r.relations[at.0].score),
        Column::words("cameo", "CAMEO event code", |r, at| r.relations[at.0].codes.cameo.as_deref()),
        Column::words("plover", "PLOVER event type", |r, at| r.relations[at.0].codes.plover.as_deref()),
    ]);
    Table::new("relations", "a relation", |record| each(record.relations.len()), columns)
}

/// The columns of a role: its first argument, and how many there are.
fn of_role(role: &'static str) -> [Column; 6] {
    [
        Column::words(format!("{role}_text"), format!("words of the first {role}"), move |record, at| {
            Some(first(record, at, role)?.text.as_str())
        }),
        Column::words(format!("{role}_entity"), "id of the entity that it stands for", move |record, at| {
            first(record, at, role)?.entity.as_deref()
        }),
        Column::words(format!("{role}_name"), "the entity's name", move |record, at| {
            name(record, first(record, at, role)?)
        }),
        Column::number(format!("{role}_start"), "its first character", move |record, at| {
            first(record, at, role).map(|arg| arg.start)
        }),
        Column::number(format!("{role}_end"), "after its last", move |record, at| {
            first(record, at, role).map(|arg| arg.end)
        }),
        Column::number(format!("{role}_count"), "how many there are; all stand in `args`", move |record, at| {
            Some(record.relations[at.0].args.iter().filter(|arg| arg.role.name() == role).count())
        }),
    ]
}

fn first<'a>(record: &'a Record, at: At, role: &str) -> Option<&'a Arg> {
    record.relations[at.0].args.iter().find(|arg| arg.role.name() == role)
}

/// The name of the entity that an argument stands for.
fn name<'a>(record: &'a Record, arg: &Arg) -> Option<&'a str> {
    record.entity_of(arg).map(|entity| entity.name.as_str())
}

fn args() -> Table {
    fn arg(record: &Record, at: At) -> &Arg {
        &record.relations[at.0].args[at.1]
    }
    let columns = vec![
        article_id(),
        Column::words("relation_id", "key of the relation", |record, at| Some(&record.relations[at.0].id)),
        Column::number("position", "place among the relation's arguments, from 0", |_, at| Some(at.1)),
        Column::words(
            "role",
            "`speaker`, `addressee`, `target`, `content`, `occasion`, `time`, `place`, `medium`",
            |record, at| Some(arg(record, at).role.name()),
        ),
        Column::words("entity", "id of the entity that it stands for", |record, at| arg(record, at).entity.as_deref()),
        Column::words("name", "the entity's name", |record, at| name(record, arg(record, at))),
        Column::words("mention", "id of the mention at its head", |record, at| arg(record, at).mention.as_deref()),
        Column::number("start", "first character", |record, at| Some(arg(record, at).start)),
        Column::number("end", "after the last", |record, at| Some(arg(record, at).end)),
        Column::words("text", "its words", |record, at| Some(&arg(record, at).text)),
        Column::numbers("piece_starts", "first characters of its pieces", |record, at| {
            arg(record, at).spans.iter().map(|span| span[0]).collect()
        }),
        Column::numbers("piece_ends", "after their last", |record, at| {
            arg(record, at).spans.iter().map(|span| span[1]).collect()
        }),
        Column::flag("metonym", "a place that acts as a government", |record, at| arg(record, at).metonym),
        Column::words("value", "of a time the date or interval", |record, at| arg(record, at).value.as_deref()),
    ];
    let rows = |record: &Record| {
        let of =
            |(relation, row): (usize, &crate::record::Relation)| (0..row.args.len()).map(move |arg| (relation, arg));
        record.relations.iter().enumerate().flat_map(of).collect()
    };
    Table::new("args", "an argument of a relation", rows, columns)
}

fn entities() -> Table {
    let columns = vec![
        article_id(),
        Column::words("entity_id", "key of the entity within its article", |r, at| Some(&r.entities[at.0].id)),
        Column::words("type", "`PER`, `ORG`, `LOC`, `MISC`", |r, at| Some(r.entities[at.0].class.name())),
        Column::flag("named", "does the article name it?", |r, at| r.entities[at.0].named),
        Column::words("name", "its fullest name, or the fullest phrase for it", |r, at| Some(&r.entities[at.0].name)),
        Column::list("aliases", "its other names", |r, at| {
            r.entities[at.0].aliases.iter().map(String::as_str).collect()
        }),
        Column::list("titles", "what the text calls a person", |r, at| {
            r.entities[at.0].titles.iter().map(|title| title.text.as_str()).collect()
        }),
        Column::words("affiliation", "id of the entity that it belongs to", |r, at| {
            r.entities[at.0].affiliation.as_deref()
        }),
        Column::words("country", "ISO 3166-1 alpha-3 code", |r, at| r.entities[at.0].country.as_deref()),
        Column::words("sector", "part of public life", |r, at| {
            r.entities[at.0].sector.map(crate::record::Sector::name)
        }),
        Column::pairs("ids", "its ids in lists of the user's own, by list", |r, at| {
            r.entities[at.0].ids.iter().map(|foreign| (foreign.source.as_str(), foreign.id.as_str())).collect()
        }),
        Column::number("mentions", "number of its rows in `mentions`", |r, at| Some(r.entities[at.0].mentions.len())),
        Column::ratio("score", "mean probability of its name mentions", |r, at| r.entities[at.0].score),
    ];
    Table::new(
        "entities",
        "a person, body, place or other of an article",
        |record| each(record.entities.len()),
        columns,
    )
}

fn mentions() -> Table {
    let columns = vec![
        article_id(),
        Column::words("mention_id", "key of the mention within its article", |r, at| Some(&r.mentions[at.0].id)),
        Column::words("entity", "id of its entity", |r, at| r.mentions[at.0].entity.as_deref()),
        Column::words("type", "`PER`, `ORG`, `LOC`, `MISC`", |r, at| Some(r.mentions[at.0].class.name())),
        Column::words("kind", "`name`, `nominal`, `pronoun`", |r, at| Some(r.mentions[at.0].kind.name())),
        Column::number("start", "first character", |r, at| Some(r.mentions[at.0].start)),
        Column::number("end", "after the last", |r, at| Some(r.mentions[at.0].end)),
        Column::words("text", "its words", |r, at| Some(&r.mentions[at.0].text)),
        Column::words("sentence", "id of its sentence", |r, at| Some(&r.mentions[at.0].sentence)),
        Column::ratio("score", "probability of the decision that `source` made", |r, at| r.mentions[at.0].score),
        Column::words("source", "`model`, `rule`, `gazetteer`, `coref`", |r, at| Some(r.mentions[at.0].source.name())),
    ];
    Table::new(
        "mentions",
        "a place in the text that names or means an entity",
        |record| each(record.mentions.len()),
        columns,
    )
}

fn warnings() -> Table {
    let columns = vec![
        article_id(),
        Column::number("position", "place among the article's warnings, from 0", |_, at| Some(at.0)),
        Column::words("code", "short stable name of the case", |r, at| Some(&r.warnings[at.0].code)),
        Column::words("message", "what, where, expected, got", |r, at| Some(&r.warnings[at.0].message)),
        Column::number("start", "first character, of a warning about a part of the text", |r, at| {
            r.warnings[at.0].start
        }),
        Column::number("end", "after the last", |r, at| r.warnings[at.0].end),
    ];
    Table::new("warnings", "something to know about an article's record", |record| each(record.warnings.len()), columns)
}
