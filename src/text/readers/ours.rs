//! What this program wrote itself. In a folder it stands beside the articles that it was made of, and they would be read twice;
//! whoever names it wants its texts read again.

use std::iter;

use super::{Opened, Raws};

/// How records begin as JSON lines, as a table of relations, and as one of events.
const BEGINNINGS: [&[u8]; 3] = [
    b"{\"schema_version\":\"",
    b"article_id,url,published,title,status,relation_id,",
    b"event_id,date,source,source_code,source_country,",
];

/// A key in the metadata of the Parquet files that are written here.
pub(super) const KEY: &str = "onrecord.schema_version";

/// The keys of a line in a list of failures.
const FAILURE: [&[u8]; 4] = [b"\"source\":", b"\"status\":\"", b"\"code\":", b"\"message\":"];

pub(super) fn shows(head: &[u8]) -> bool {
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let has = |key: &&[u8]| line.windows(key.len()).any(|window| window == *key);
    BEGINNINGS.iter().any(|begins| head.starts_with(begins)) || line.starts_with(b"{\"id\":") && FAILURE.iter().all(has)
}

/// Leaves it out where it was only come across.
pub(super) fn read(opened: Opened, named: fn(Opened) -> Raws) -> Raws {
    if opened.is_named_itself {
        return named(opened);
    }
    leave_out(&opened);
    Box::new(iter::empty())
}

/// Tells that nothing of it is read.
pub(super) fn leave_out(opened: &Opened) {
    let what = "was made by this program before, and in a folder such files are left out; name it to read it";
    opened.remarks.once("in the folder", &format!("{} {what}", opened.source));
}
