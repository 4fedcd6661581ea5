//! Parts of pages: an act on a line, a dispute, a changed quotation, names, forms, what stands around a list.

mod act;
mod dispute;
mod drift;
mod form;
mod found;
mod list;
mod name;

pub(super) use act::{Line, line, lines, notes};
pub(super) use dispute::{Dispute, dispute};
pub(super) use drift::{Drift, changes, diff, drift, key};
pub(super) use form::{choice, day_field, field, form};
pub(super) use list::{downloads, empty, pager, range};
pub(super) use name::{Actor, actor, dated, source};
