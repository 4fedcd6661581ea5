//! Who says what in a text: one line an act, the speaker as the article names them.
//!
//! ```sh
//! cargo run --release --example speakers < eval/demo/karabakh-call.txt
//! ```

use std::error::Error;
use std::io::{self, Read, Write};

use onrecord::pipeline::Pipeline;
use onrecord::record::{Arg, Record, Relation, Role};
use onrecord::text::Article;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    let record = Pipeline::embedded()?.record(Article::new("stdin", text));
    let mut out = io::stdout().lock();
    for line in lines(&record) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// `Gulnara Sadykova denied: the alarm had failed`, one line an act.
pub(crate) fn lines(record: &Record) -> Vec<String> {
    record.relations.iter().map(|act| told(record, act)).collect()
}

fn told(record: &Record, act: &Relation) -> String {
    let of = |role| act.args.iter().filter(move |arg| arg.role == role);
    let who: Vec<&str> = of(Role::Speaker).map(|arg| name(record, arg)).collect();
    let what: Vec<&str> = of(Role::Content).map(|arg| arg.text.as_str()).collect();
    let who = if who.is_empty() { "somebody".to_owned() } else { who.join(" and ") };
    let what = if what.is_empty() { String::new() } else { format!(": {}", what.join(" / ")) };
    format!("{who} {}{what}", act.kind)
}

/// What the article calls the entity that an argument stands for; the argument's own words where there is none.
fn name<'r>(record: &'r Record, arg: &'r Arg) -> &'r str {
    let entity = record.entities.iter().find(|entity| arg.entity.as_ref() == Some(&entity.id));
    entity.map_or(&arg.text, |entity| &entity.name)
}
