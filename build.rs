//! Lists the data that decides records, so that a new relation or word list is one new file.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Rooms whose word lists and tables decide what a record says.
const ROOMS: [&str; 9] = ["text", "token", "model", "ner", "syntax", "mention", "actor", "relation", "pipeline"];

fn main() -> io::Result<()> {
    let src = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("src");
    let rules = src.join("relation/rules");
    let mut relations = files(&rules)?;
    relations.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    write("rules.rs", &rules, relations)?;
    let mut lists = Vec::new();
    for room in ROOMS {
        lists.extend(files(&src.join(room))?);
    }
    // A user's own rule files replace these: the rule set hashes what it has read.
    lists.retain(|path| !path.starts_with(&rules));
    write("lists.rs", &src, lists)
}

/// Everything below a folder that is no code, in the order of the names.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|e| e != "rs" && e != "md") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Writes a slice of names, as seen from a folder, with contents.
fn write(name: &str, folder: &Path, files: Vec<PathBuf>) -> io::Result<()> {
    let mut list = String::from("&[\n");
    for path in files {
        let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string()).map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    fs::write(PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join(name), list)
}
