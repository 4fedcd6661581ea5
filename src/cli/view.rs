//! `onrecord view`.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::End;
use super::args::View;
use super::link::link;
use crate::corpus::DATABASE;
use crate::view::{Server, export};

/// What a SQLite file begins with.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

pub(super) fn run(args: &View) -> anyhow::Result<End> {
    let database = database(args)?;
    if let Some(folder) = &args.export {
        let files = export(&database, folder, |_, _| {})?;
        tell(
            args,
            &format!("{files} pages are in {}: open {}", folder.display(), folder.join("index.html").display()),
        )?;
        return Ok(End::Done);
    }
    let server = Server::bind(&database, args.port)?;
    tell(args, &format!("http://{}/ shows {}; Ctrl-C ends it", server.address(), database.display()))?;
    server.run()?;
    Ok(End::Done)
}

/// The database that is named, or the one of the records that are, which is made where it is missing or older than they are.
fn database(args: &View) -> anyhow::Result<PathBuf> {
    if let [one] = args.inputs.as_slice() {
        if is_database(one) {
            return Ok(one.clone());
        }
        if one.join(DATABASE).is_file() {
            return Ok(one.join(DATABASE));
        }
    }
    let folder = args
        .db
        .clone()
        .unwrap_or_else(|| args.inputs.first().map_or_else(PathBuf::new, |first| first.with_extension("corpus")));
    let database = folder.join(DATABASE);
    if !is_newer(&database, &args.inputs) {
        link(&args.link(folder))?;
    }
    Ok(database)
}

fn is_database(path: &Path) -> bool {
    let mut head = [0; SQLITE.len()];
    File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *SQLITE
}

/// Is it there, and as young as all that it is made of?
fn is_newer(database: &Path, inputs: &[PathBuf]) -> bool {
    let time = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    time(database).is_some_and(|made| inputs.iter().all(|input| time(input).is_some_and(|written| written <= made)))
}

fn tell(args: &View, what: &str) -> io::Result<()> {
    if args.quiet { Ok(()) } else { writeln!(io::stderr(), "onrecord: {what}") }
}
