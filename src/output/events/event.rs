//! One act of one source to one target.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use crate::record::{Arg, EntityRow, Modality, Polarity, Record, Relation, Role, Sector};
use crate::text::hex;

/// So many hexadecimal digits an event's id has.
const ID: usize = 20;

/// One act of one source to one target.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// Hash of the article's id and text, of the act and of its two places there: it stays as long as the article and the act do.
    pub id: String,
    pub(super) record: &'a Record,
    pub(super) relation: &'a Relation,
    pub(super) source: Option<&'a Arg>,
    pub(super) target: Option<&'a Arg>,
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

/// Country and sector of an actor, as event data writes them: "AZEGOV"; one alone where the other is not known.
#[must_use]
pub fn actor_code(entity: &EntityRow) -> String {
    let sector = entity.sector.map_or("", Sector::name);
    format!("{}{sector}", entity.country.as_deref().unwrap_or_default())
}
