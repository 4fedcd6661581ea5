//! `onrecord --version`, `completions` and `man`: what the program says of itself to people, shells and `man`.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Context;
use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;

use super::End;
use super::args::Line;
use crate::pipeline::Pipeline;
use crate::record::Provenance;

/// What decides records beside text and options: `--version` tells it below the program's own.
pub(super) fn version(out: &mut impl Write) -> anyhow::Result<()> {
    let pipeline = Pipeline::embedded().map_err(|error| anyhow::anyhow!("{error}"))?;
    let Provenance { model, ruleset, .. } = Provenance::of(&pipeline);
    let revision = model.revision.as_deref().unwrap_or("-");
    writeln!(out, "model    {} {revision}, sha256 {}", model.name, &model.sha256[..16])?;
    writeln!(out, "rules    {} {}, sha256 {}", ruleset.name, ruleset.version, &ruleset.sha256[..16])?;
    writeln!(out, "engine   {}", model.engine)?;
    Ok(())
}

/// What a shell needs to complete commands and flags.
pub(super) fn completions(shell: Shell) -> anyhow::Result<End> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Line::command(), "onrecord", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(End::Done)
}

/// The manual page, or one a command in `folder`.
pub(super) fn manual(folder: Option<&Path>) -> anyhow::Result<End> {
    if let Some(folder) = folder {
        let written = std::fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(Line::command(), folder));
        written.with_context(|| format!("{}: manual pages cannot be written there", folder.display()))?;
        return Ok(End::Done);
    }
    let mut page = Vec::new();
    Man::new(Line::command()).render(&mut page)?;
    io::stdout().lock().write_all(&page)?;
    Ok(End::Done)
}
