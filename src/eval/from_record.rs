//! A record, seen as labels.

use super::labels::{Arg, Block, Cue, Entity, Extent, Labels, Mention, Origin, Relation, Title};
use crate::record::{self, Role};

impl From<&record::Record> for Labels {
    fn from(record: &record::Record) -> Self {
        Self {
            id: record.id.clone(),
            text: record.text.clone().unwrap_or_default(),
            doc: Some(Origin { published: record.doc.published.clone() }),
            labelled: None,
            labelled_types: None,
            blocks: Some(record.blocks.iter().map(Block::from).collect()),
            sentences: record.sentences.iter().map(|row| Extent { start: row.start, end: row.end }).collect(),
            entities: Some(record.entities.iter().map(Entity::from).collect()),
            mentions: Some(record.mentions.iter().map(Mention::from).collect()),
            relations: Some(record.relations.iter().filter(|row| counts(row)).map(Relation::from).collect()),
            ignore: Vec::new(),
        }
    }
}

/// Quotations that nobody attributes are acts for whoever wants them: labels need not have them, and they count neither way.
fn counts(row: &record::Relation) -> bool {
    row.rule != record::CONTINUED
}

impl From<&record::BlockRow> for Block {
    fn from(row: &record::BlockRow) -> Self {
        Self { id: Some(row.id.clone()), kind: row.kind, start: row.start, end: row.end }
    }
}

impl From<&record::EntityRow> for Entity {
    fn from(row: &record::EntityRow) -> Self {
        Self {
            id: row.id.clone(),
            class: row.class,
            named: row.named,
            name: row.name.clone(),
            aliases: row.aliases.clone(),
            titles: Some(row.titles.iter().map(Title::from).collect()),
            affiliation: Some(row.affiliation.iter().cloned().collect()),
            country: Some(row.country.iter().cloned().collect()),
            sector: Some(row.sector.iter().map(|sector| sector.name().to_owned()).collect()),
        }
    }
}

impl From<&record::Title> for Title {
    fn from(row: &record::Title) -> Self {
        Self { start: row.start, end: row.end, text: row.text.clone() }
    }
}

impl From<&record::MentionRow> for Mention {
    fn from(row: &record::MentionRow) -> Self {
        Self {
            id: Some(row.id.clone()),
            entity: row.entity.clone(),
            class: row.class,
            kind: row.kind,
            start: row.start,
            end: row.end,
            text: Some(row.text.clone()),
            score: row.score,
        }
    }
}

impl From<&record::Relation> for Relation {
    fn from(row: &record::Relation) -> Self {
        Self {
            id: Some(row.id.clone()),
            kind: row.kind.clone(),
            cue: Cue { start: row.cue.start, end: row.cue.end, text: Some(row.cue.text.clone()) },
            args: Some(row.args.iter().map(Arg::from).collect()),
            quote: Some(row.quote),
            polarity: Some(row.polarity),
            modality: Some(row.modality),
            attribution: Some(row.attribution.clone()),
            answers: Some(row.answers.iter().cloned().collect()),
            score: row.score,
        }
    }
}

impl From<&record::Arg> for Arg {
    fn from(row: &record::Arg) -> Self {
        Self {
            role: row.role,
            entity: row.entity.clone(),
            start: row.start,
            end: row.end,
            text: Some(row.text.clone()),
            spans: row.spans.clone(),
            metonym: row.metonym,
            value: (row.role == Role::Time).then(|| row.value.iter().cloned().collect()),
        }
    }
}
