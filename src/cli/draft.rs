//! A file that is there when it is whole. A run that fails leaves nothing, and what was there before.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use super::target::{beside, led_to};

/// The file under way, beside its place.
pub(super) struct Draft {
    part: PathBuf,
    target: PathBuf,
}

impl Draft {
    /// Begins a file, which may replace another or not.
    pub fn open(path: &Path, replace: bool) -> anyhow::Result<(Self, File)> {
        // A link that leads nowhere is there too.
        ensure!(
            replace || path.symlink_metadata().is_err(),
            "{}: is there already; choose another name, or --force to overwrite",
            path.display()
        );
        let target = led_to(path);
        let unwritable = || format!("{}: cannot be written; expected a file in a folder that is there", path.display());
        ensure!(!target.is_dir(), "{}, got a folder", unwritable());
        let part = beside(&target, ".part");
        let file = File::create(&part).with_context(unwritable)?;
        Ok((Self { part, target }, file))
    }

    /// What messages call it.
    pub fn path(&self) -> &Path {
        &self.part
    }

    /// Puts it in its place.
    pub fn put(self) -> anyhow::Result<()> {
        fs::rename(&self.part, &self.target)
            .with_context(|| format!("{}: cannot be renamed to {}", self.part.display(), self.target.display()))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // Once it is in its place, nothing is there.
        let _ = fs::remove_file(&self.part);
    }
}
