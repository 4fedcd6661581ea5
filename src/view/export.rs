//! The same pages as files, to be read without a server.

use super::ViewError;
use super::address::Address;
use super::asked::{Asked, Sheet, Shown};
use super::database::Database;
use super::frame::{ASSETS, framed};
use super::links::Links;
use super::pages::{PAGES, Page, search};
use super::select::numbers;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};

/// Writes all pages into a new or an empty folder, as files that link to one another by relative addresses: `index.html` is the first. `told`
/// hears how many were written, of how many at least. The number of files is handed out. Names of files are ours and numbers.
///
/// Lists are whole, by pages; they cannot be filtered. Searches are answered by a script in `search.html` up to 20,000 acts.
///
/// # Errors
/// When the database cannot be read, the folder has something in it, or a file cannot be written.
pub fn export(database: &Path, folder: &Path, told: impl Fn(u64, u64)) -> Result<u64, ViewError> {
    let database = Database::open(database)?;
    let db = database.lend()?;
    fs::create_dir_all(folder).map_err(|cause| unwritable(folder, cause))?;
    let mut inside = fs::read_dir(folder).map_err(|cause| unwritable(folder, cause))?;
    if inside.next().is_some() {
        return Err(ViewError::Filled { path: folder.to_owned() });
    }
    for (name, _, content) in ASSETS {
        write(&folder.join(name), content)?;
    }
    write(&folder.join(search::SCRIPT.0), search::SCRIPT.1)?;
    let addresses: Vec<(&Page, Vec<Address>)> =
        PAGES.iter().map(|page| Ok((page, addresses(&db, page)?))).collect::<Result<_, ViewError>>()?;
    let expected = addresses.iter().map(|(_, addresses)| addresses.len() as u64).sum();
    let mut written = 0;
    for (page, addresses) in &addresses {
        for address in addresses {
            written += all_of(&db, page, address, folder)?;
            told(written, expected);
        }
    }
    Ok(written)
}

/// Where a page is to be found, without the further parts of a list.
fn addresses(db: &Connection, page: &Page) -> Result<Vec<Address>, ViewError> {
    let Some(sql) = page.numbers else {
        return Ok([Address::page(page.path)].into_iter().chain((page.turns)()).collect());
    };
    Ok(numbers(db, sql)?.into_iter().map(|number| Address::numbered(page.path, number)).collect())
}

/// One page, and where it is a list all its parts.
fn all_of(db: &Connection, page: &Page, address: &Address, folder: &Path) -> Result<u64, ViewError> {
    let mut number = 1;
    loop {
        let part = if number > 1 { address.clone().with("page", number) } else { address.clone() };
        let sheet = sheet(db, page, &part)?;
        let path = folder.join(part.file());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(|cause| unwritable(parent, cause))?;
        }
        write(&path, &framed(Links::Files { depth: part.depth() }, page.path, &sheet).into_string())?;
        if number >= sheet.pages {
            return Ok(number.unsigned_abs());
        }
        number += 1;
    }
}

fn sheet(db: &Connection, page: &Page, address: &Address) -> Result<Sheet, ViewError> {
    let asked = Asked::new(db, Links::Files { depth: address.depth() }, address.number(), &address.asks());
    match (page.show)(&asked)? {
        Shown::Sheet(sheet) => Ok(sheet),
        Shown::Table(..) => Err(ViewError::Nowhere),
    }
}

fn write(path: &PathBuf, content: &str) -> Result<(), ViewError> {
    fs::write(path, content).map_err(|cause| unwritable(path, cause))
}

fn unwritable(path: &Path, cause: std::io::Error) -> ViewError {
    ViewError::Unwritable { path: path.to_owned(), cause }
}
