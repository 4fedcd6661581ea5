//! The hash of all data that decides a record beside the model folder.

use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use crate::relation::RuleSet;
use crate::text::hex;

/// Word lists and tables of every room, listed by the build script: a new one is in the hash as soon as it is a file.
const LISTS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/lists.rs"));

static EMBEDDED: LazyLock<String> = LazyLock::new(|| digest(LISTS));

/// SHA-256, lower-case hex, over the hash of the rule files in use and that of the word lists.
pub(super) fn ruleset_sha256(rules: &RuleSet) -> String {
    hex(&Sha256::digest(format!("{}\n{}\n", rules.sha256, *EMBEDDED)))
}

/// A hash over names and contents, in their order.
fn digest(files: &[(&str, &str)]) -> String {
    let mut all = Sha256::new();
    for (name, content) in files {
        // Lengths keep a word at the end of one file from being taken for one at the beginning of the next.
        all.update(format!("{name}\n{}\n", content.len()));
        all.update(content);
    }
    hex(&all.finalize())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use std::fs;
    use std::path::{Path, PathBuf};

    use walkdir::WalkDir;

    use super::{EMBEDDED, LISTS, digest, ruleset_sha256};
    use crate::relation::RuleSet;

    /// Pages, labelling configs, the published schema and what links records come after them and do not decide them; the rule files have
    /// a hash of their own.
    const NO_PART: [&str; 8] = ["output", "formats", "eval", "corpus", "view", "serve", "cli", "relation/rules"];

    fn src() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
    }

    fn takes_part(file: &Path) -> bool {
        !NO_PART.iter().any(|room| file.starts_with(src().join(room)))
    }

    #[test]
    fn every_file_that_the_code_includes_is_in_the_hash() {
        let mut seen = 0;
        for entry in WalkDir::new(src()).into_iter().map(Result::unwrap) {
            let (path, code) = (entry.path(), entry.file_name().to_string_lossy().ends_with(".rs"));
            if !code || !takes_part(path) {
                continue;
            }
            let text = fs::read_to_string(path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            for included in code.split("include_str!(\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
                let file = path.parent().unwrap().join(included);
                let name = file.strip_prefix(src()).unwrap().to_string_lossy().replace('\\', "/");
                let listed = LISTS.iter().find(|(listed, _)| *listed == name);
                let (_, content) = listed.unwrap_or_else(|| panic!("{}: {name} is not in the hash", path.display()));
                assert_eq!(*content, fs::read_to_string(&file).unwrap());
                seen += 1;
            }
        }
        assert!(seen > 15, "the test no longer sees the lists: {seen}");
    }

    #[test]
    fn every_list_changes_the_hash_by_its_content_and_its_name() {
        for at in 0..LISTS.len() {
            for changed in [(LISTS[at].0, ""), ("other.txt", LISTS[at].1)] {
                let mut files = LISTS.to_vec();
                files[at] = changed;
                assert_ne!(digest(&files), *EMBEDDED, "{}", LISTS[at].0);
            }
        }
        assert_ne!(digest(&[("a", "bc"), ("d", "")]), digest(&[("a", "b"), ("cd", "")]));
    }

    #[test]
    fn the_rule_files_in_use_change_it_too() {
        let folder = tempfile::tempdir().unwrap();
        let said = fs::read_to_string(src().join("relation/rules/said.toml")).unwrap();
        fs::write(folder.path().join("said.toml"), said + "\n# One line more.\n").unwrap();
        let (own, embedded) = (RuleSet::with_folder(folder.path()).unwrap(), RuleSet::embedded().unwrap());
        assert_ne!(ruleset_sha256(&own), ruleset_sha256(&embedded));
    }
}
