//! Records on their way into the database: their rows, and what later steps compare of them.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, params};

use super::CorpusError;
use super::articles::{Article, Articles, in_company};
use super::base::run;
use super::likeness::quoted;
use super::options::Options;
use super::stories::sketch;
use super::words::{fold, initials, key, short_hash, tells};
use crate::mention::is_person;
use crate::record::{Arg, CodePoints, EntityRow, MentionKind, Record, Relation, Role};
use crate::text::host;

/// Of a name, so many places are looked at for what stands beside it,
const PLACES: usize = 5;
/// so many characters far, of which so many words may be a title in front, and so many an apposition behind.
const BESIDE: usize = 80;
const IN_FRONT: usize = 3;
const BEHIND: usize = 7;

/// Takes in records.
pub(super) struct Intake<'a> {
    db: &'a Connection,
    options: &'a Options,
    pub articles: Articles,
    pub acts: usize,
    /// Entities of articles, counted over all of them: until it is known who they are, that is who they are.
    pub entities: usize,
}

impl<'a> Intake<'a> {
    pub fn new(db: &'a Connection, options: &'a Options) -> Self {
        Self { db, options, articles: Articles::default(), acts: 0, entities: 0 }
    }

    /// Adds a record's rows; `false` where its day is not wanted.
    pub fn take(&mut self, record: &Record) -> Result<bool, CorpusError> {
        let doc = &record.doc;
        let day = doc.published.as_deref().and_then(|date| date.get(..10)?.parse::<NaiveDate>().ok());
        if !self.options.wants(day) {
            return Ok(false);
        }
        let article = self.articles.len() + 1;
        let host = doc.host.clone().or_else(|| doc.url.as_deref().and_then(host));
        let outlet = self.outlet(record, host.as_deref());
        let iso = day.map(|day| day.to_string());
        run(
            self.db,
            "insert into articles values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, null)",
            params![
                article,
                record.id,
                outlet,
                doc.url,
                host,
                doc.title,
                doc.byline,
                doc.published,
                iso,
                doc.lang,
                doc.status.name(),
                doc.chars,
                doc.prefix_chars,
                record.text,
                doc.text_sha256
            ],
        )?;
        for block in &record.blocks {
            let row = params![article, block.start, block.end, block.kind.name()];
            run(self.db, "insert into blocks values (?, ?, ?, ?)", row)?;
        }
        let names = record.entities.iter().filter(|entity| entity.named);
        let names = names.map(|entity| in_company(&fold(&entity.name), entity.class.name() == "LOC"));
        let row = Article { day: day.map(|day| day.num_days_from_ce()), outlet: outlet.map(short_hash), story: None };
        self.articles.add(row, names.collect());
        for hash in record.text.as_deref().map(|text| sketch(text, &record.blocks)).into_iter().flatten() {
            run(self.db, "insert into sketches values (?, ?)", params![hash.cast_signed(), article])?;
        }
        let text = record.text.as_deref().map(CodePoints::of);
        let numbers = self.entities(record, article, text.as_ref())?;
        for mention in &record.mentions {
            let row = params![article, mention.id, mention.entity, mention.kind.name(), mention.start, mention.end];
            run(self.db, "insert into mentions values (?, ?, ?, ?, ?, ?)", row)?;
        }
        self.relations(record, article, text.as_ref(), &numbers, (iso.as_deref(), outlet))?;
        Ok(true)
    }

    /// The host without "www.", else the field that the user named.
    fn outlet<'r>(&self, record: &'r Record, host: Option<&'r str>) -> Option<&'r str> {
        let named = || {
            let field = record.doc.extra.iter().find(|field| Some(&field.key) == self.options.outlet.as_ref());
            field.map(|field| field.value.as_str()).filter(|value| !value.is_empty())
        };
        host.map(|host| host.strip_prefix("www.").unwrap_or(host)).or_else(named)
    }

    /// Adds the entities; gives their numbers by their ids.
    fn entities<'r>(
        &mut self,
        record: &'r Record,
        article: usize,
        text: Option<&CodePoints<'_>>,
    ) -> Result<HashMap<&'r str, usize>, CorpusError> {
        let mut numbers = HashMap::new();
        for entity in &record.entities {
            self.entities += 1;
            let number = self.entities;
            numbers.insert(entity.id.as_str(), number);
            let (class, sector) = (entity.class.name(), entity.sector.map(crate::record::Sector::name));
            run(
                self.db,
                "insert into entities values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    article,
                    entity.id,
                    number,
                    class,
                    entity.named,
                    entity.name,
                    entity.affiliation,
                    entity.country,
                    sector
                ],
            )?;
            for name in [&entity.name].into_iter().chain(&entity.aliases) {
                run(self.db, "insert into names values (?, ?, ?)", params![number, article, name])?;
            }
            for title in &entity.titles {
                run(self.db, "insert into titles values (?, ?, ?)", params![number, article, title.text])?;
            }
            for foreign in &entity.ids {
                run(self.db, "insert into ids values (?, ?, ?)", params![number, foreign.source, foreign.id])?;
            }
            if entity.named {
                let name = fold(&entity.name);
                // Persons are compared with all of their surname.
                let tail = name.rsplit(' ').next().filter(|_| class == "PER").unwrap_or(&name);
                let ids: Vec<String> = entity.ids.iter().map(|id| format!("{}\t{}", id.source, id.id)).collect();
                let told: Vec<u8> = told(record, entity, text).into_iter().flat_map(u32::to_le_bytes).collect();
                run(
                    self.db,
                    "insert into known values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    params![
                        number,
                        article,
                        class,
                        tail,
                        name,
                        initials(&entity.name),
                        told,
                        entity.country,
                        ids.join("\n")
                    ],
                )?;
            }
        }
        Ok(numbers)
    }

    fn relations(
        &mut self,
        record: &Record,
        article: usize,
        text: Option<&CodePoints<'_>>,
        numbers: &HashMap<&str, usize>,
        (day, outlet): (Option<&str>, Option<&str>),
    ) -> Result<(), CorpusError> {
        let before = self.acts;
        let acts: HashMap<&str, usize> =
            record.relations.iter().enumerate().map(|(at, act)| (act.id.as_str(), before + at + 1)).collect();
        let number = |arg: &Arg| arg.entity.as_deref().and_then(|id| numbers.get(id));
        for relation in &record.relations {
            self.acts += 1;
            let act = self.acts;
            let speaker = first(relation, Role::Speaker);
            let named = speaker.and_then(|arg| record.entity_of(arg)).map(|entity| entity.named);
            let content = first(relation, Role::Content);
            let (cue, evidence) = (&relation.cue, relation.evidence);
            run(
                self.db,
                "insert into acts values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?, ?)",
                params![
                    act,
                    article,
                    relation.id,
                    relation.kind,
                    relation.rule,
                    relation.quote.name(),
                    relation.polarity.name(),
                    relation.modality.name(),
                    relation.score,
                    cue.start,
                    cue.end,
                    cue.text,
                    speaker.and_then(number),
                    speaker.map(|arg| &arg.text),
                    named,
                    content.map(|arg| &arg.text),
                    evidence.start,
                    evidence.end,
                    text.and_then(|text| text.cut(evidence.start, evidence.end)),
                    relation.codes.cameo,
                    relation.codes.plover,
                    day,
                    outlet
                ],
            )?;
            for (at, arg) in relation.args.iter().enumerate() {
                run(
                    self.db,
                    "insert into args values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    params![
                        act,
                        at,
                        arg.role.name(),
                        number(arg),
                        arg.entity,
                        arg.text,
                        arg.start,
                        arg.end,
                        serde_json::to_string(&arg.spans)?,
                        arg.metonym,
                        arg.value
                    ],
                )?;
            }
            for (at, through) in relation.attribution.iter().filter_map(|id| acts.get(id.as_str())).enumerate() {
                run(self.db, "insert into chains values (?, ?, ?)", params![act, at, through])?;
            }
            if let Some(claim) = relation.answers.as_deref().and_then(|id| acts.get(id)) {
                run(self.db, "insert into answers values (?, ?, 1, 0, null)", params![act, claim])?;
            }
            let sentences = content.map(|arg| quoted(&arg.text)).unwrap_or_default();
            if !sentences.is_empty() {
                run(self.db, "insert into quoted values (?, ?)", params![act, sentences.join("\n")])?;
            }
        }
        Ok(())
    }
}

fn first(relation: &Relation, role: Role) -> Option<&Arg> {
    relation.args.iter().find(|arg| arg.role == role)
}

/// Hashes of what an article tells of somebody beside the name: titles, trades ("the striker Maresk", "Maresk, a professor"), sector and
/// affiliation.
fn told(record: &Record, entity: &EntityRow, text: Option<&CodePoints<'_>>) -> Vec<u32> {
    let mut told: Vec<u32> = Vec::new();
    let noun = |word: &str| short_hash(&format!("is {}", key(word)));
    told.extend(entity.titles.iter().flat_map(|title| title.text.split_whitespace()).map(noun));
    told.extend(entity.sector.map(|sector| short_hash(&format!("in {}", sector.name()))));
    let body = record.body_of(entity);
    told.extend(body.map(|body| short_hash(&format!("of {}", fold(&body.name)))));
    if let Some(text) = text.filter(|_| entity.class.name() == "PER") {
        let of = |mention: &&crate::record::MentionRow| {
            mention.entity.as_ref() == Some(&entity.id) && mention.kind == MentionKind::Name
        };
        for mention in record.mentions.iter().filter(of).take(PLACES) {
            let before = text.cut(mention.start.saturating_sub(BESIDE), mention.start).unwrap_or_default();
            let after = (0..=BESIDE).rev().find_map(|far| text.cut(mention.end, mention.end + far)).unwrap_or_default();
            told.extend(trades(before, after).into_iter().map(noun));
        }
    }
    told.sort_unstable();
    told.dedup();
    told
}

/// Titles and nouns for persons right in front of a name, and in the appositions before and behind it.
fn trades<'t>(before: &'t str, after: &'t str) -> Vec<&'t str> {
    let ends = |word: &&str| word.ends_with([',', '.', ';', ':', '”', '"', '?', '!', ')']);
    let noun = |word: &&str| is_person(&word.to_lowercase());
    // "striker" is on no list.
    let maker = |word: &&str| word.len() > 6 && word.ends_with("er") && tells(&word.to_lowercase());
    let mut back = before.split_whitespace().rev().peekable();
    let title = back.next_if(|word| is_title(word));
    // "The mayor of Velmet, Nadira Tevel, said"
    let apposed = back.peek().is_some_and(|word| word.ends_with(',')) && after.starts_with(',');
    let first = back.next_if(|word| apposed || !ends(word)).map(|word| word.trim_end_matches(','));
    let far = if apposed { BEHIND } else { IN_FRONT };
    let in_front = back.take_while(|word| !ends(word)).take(far - 1);
    let apposition = after.strip_prefix([',', ' ']).filter(|_| after.starts_with(',') || after.starts_with(" –"));
    let mut ended = false;
    let behind = apposition.unwrap_or_default().split_whitespace().take(BEHIND);
    let behind = behind.take_while(move |word| !std::mem::replace(&mut ended, ends(word)));
    let nouns = first.into_iter().chain(in_front.filter(|_| first.is_some())).chain(behind);
    let bare = nouns.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(noun);
    title.map(|title| title.trim_end_matches('.')).into_iter().chain(first.filter(maker)).chain(bare).collect()
}

/// "Sen.", "Col."
fn is_title(word: &str) -> bool {
    let bare = word.strip_suffix('.').unwrap_or_default();
    let short =
        (2..=5).contains(&bare.len()) && bare.starts_with(char::is_uppercase) && bare.chars().all(char::is_alphabetic);
    short && !["Mr", "Mrs", "Ms", "St", "Jr", "Sr"].contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::trades;

    #[test]
    fn what_stands_beside_a_name_is_seen() {
        for (before, after, expected) in [
            ("But boffin Professor ", " – no relation", &["Professor"][..]),
            ("the coach said. ", " left", &[]),
            ("", ", a professor at the University of Marovar, said", &["professor"]),
            ("said ", ", who met the mayor.", &["mayor"]),
            ("", ", 44, told the minister", &[]),
            ("Mayor ", " met Colonel Dorvan", &["Mayor"]),
            ("The mayor of Tarsel, ", ", asked", &["mayor"]),
            ("asked the mayor, ", " said", &[]),
            ("that Sen. ", " left", &["Sen"]),
            ("told Mr. ", " so", &[]),
            ("after striker ", " turned on him", &["striker"]),
        ] {
            assert_eq!(trades(before, after), expected, "{before}…{after}");
        }
    }
}
