//! A place to look at a corpus: the database that `onrecord link` writes, as pages.
//!
//! Pages are made on this side, need no script to be read and ask no other host for anything. [`Server`] shows them on the
//! loopback interface alone; [`export`] writes the same as files. A page is one file under `pages`, and its row there.
//!
//! Everything in the database comes from the web and is taken as hostile. Words reach a page through maud's escaping alone, SQL
//! through bound values alone (its text is `&'static str` by type), addresses of other sites through [`links::outward`]; nothing of
//! the database names a file.

mod address;
mod asked;
mod charts;
mod database;
mod download;
mod error;
mod export;
mod frame;
mod links;
mod pages;
mod parts;
mod select;
mod server;
mod typed;
mod words;

pub use error::ViewError;
pub use export::export;
pub use server::{PORT, Server};
