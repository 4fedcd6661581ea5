//! `onrecord explain`.

use std::io::{self, Write};

use super::End;
use super::args::Explain;
use super::extract::{articles, records};
use crate::output;

pub(super) fn run(args: &Explain) -> anyhow::Result<End> {
    let mut out = io::stdout().lock();
    let failed = records(articles(&args.inputs)?, &args.reading, |record| {
        out.write_all(output::explain(record).as_bytes())?;
        Ok(out.write_all(b"\n")?)
    })?;
    Ok(if failed { End::SomeFailed } else { End::Done })
}
