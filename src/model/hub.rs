//! Models from the Hugging Face hub, and the folder that keeps them.

use std::ffi::OsString;
use std::path::PathBuf;

use hf_hub::{
    Cache, Repo, RepoType,
    api::sync::{ApiBuilder, ApiError},
};

use super::{
    ModelError,
    files::{ARGUMENTS, CONFIG, LINKS, MANIFEST, TOKENIZER, WEIGHTS, hint},
};

/// In this order: a folder counts as whole when its weights are there, so they come last, and what not every model has comes
/// first.
const FILES: [&str; 6] = [MANIFEST, ARGUMENTS, LINKS, CONFIG, TOKENIZER, WEIGHTS];

/// How the hub is reached.
#[derive(Debug, Clone)]
pub struct Hub {
    /// Its address.
    pub endpoint: String,
    /// Folder for fetched files, laid out as the hub's own Python library does.
    pub cache: PathBuf,
    /// Open no socket?
    pub offline: bool,
    /// Draw bars on standard error while fetching? They hide by themselves when that is no terminal.
    pub progress: bool,
}

impl Hub {
    /// As the environment says: `HF_ENDPOINT`, `HF_HUB_CACHE`, `HF_HOME`, `HF_HUB_OFFLINE`.
    pub fn from_env(offline: bool) -> Result<Self, ModelError> {
        Self::from_vars(offline, |name| std::env::var_os(name).filter(|value| !value.is_empty()))
    }

    fn from_vars(offline: bool, var: impl Fn(&str) -> Option<OsString>) -> Result<Self, ModelError> {
        let cache = var("HF_HUB_CACHE")
            .map(PathBuf::from)
            .or_else(|| Some(PathBuf::from(var("HF_HOME")?).join("hub")))
            .or_else(|| Some(std::env::home_dir()?.join(".cache/huggingface/hub")))
            .ok_or(ModelError::NoCache)?;
        // An address that is no text must fail as one, not become another.
        let endpoint = var("HF_ENDPOINT").map(|value| value.to_string_lossy().into_owned());
        let endpoint = endpoint.unwrap_or_else(|| "https://huggingface.co".to_owned());
        // The values that the hub's Python library takes for true.
        let off = var("HF_HUB_OFFLINE")
            .and_then(|value| value.into_string().ok())
            .is_some_and(|value| ["1", "ON", "YES", "TRUE"].contains(&value.to_ascii_uppercase().as_str()));
        let endpoint = endpoint.trim_end_matches('/').to_owned();
        Ok(Self { endpoint, cache, offline: offline || off, progress: true })
    }

    /// A model's folder and commit, from the cache when it has them, else from the network. A branch that was fetched
    /// once stays at that commit until the cache is cleared: results must not change by themselves.
    pub(super) fn fetch(&self, name: &str, revision: Option<&str>) -> Result<(PathBuf, String), ModelError> {
        let revision = revision.unwrap_or("main");
        if let Some(found) = self.cached(name, revision) {
            return Ok(found);
        }
        if self.offline {
            let (name, revision, cache) = (name.to_owned(), revision.to_owned(), self.cache.clone());
            return Err(ModelError::Offline { name, revision, cache });
        }
        let failed = |what: &str, reason: String| ModelError::Hub {
            what: what.to_owned(),
            name: name.to_owned(),
            revision: revision.to_owned(),
            endpoint: self.endpoint.clone(),
            reason,
        };
        let repo = Repo::with_revision(name.to_owned(), RepoType::Model, revision.to_owned());
        let api = ApiBuilder::from_cache(Cache::new(self.cache.clone()))
            .with_endpoint(self.endpoint.clone())
            .with_progress(self.progress)
            .build()
            .map_err(|error| failed("anything", error.to_string()))?
            .repo(repo);
        let listed = api.info().map_err(|error| failed("the list of files", reason(&error)))?;
        let has = |file: &str| listed.siblings.iter().any(|sibling| sibling.rfilename == file);
        for file in FILES {
            if has(file) {
                api.download(file).map_err(|error| failed(file, reason(&error)))?;
            } else if ![MANIFEST, ARGUMENTS, LINKS].contains(&file) {
                return Err(ModelError::MissingFile { place: format!("{name}@{revision}"), file, hint: hint(file) });
            }
        }
        self.cached(name, revision)
            .ok_or_else(|| failed("all files", "they changed while they were fetched".to_owned()))
    }

    fn cached(&self, name: &str, revision: &str) -> Option<(PathBuf, String)> {
        let repo = self.cache.join(Repo::model(name.to_owned()).folder_name());
        let commit = match std::fs::read_to_string(repo.join("refs").join(revision)) {
            Ok(commit) => commit.trim().to_owned(),
            Err(_) => revision.to_owned(),
        };
        let folder = repo.join("snapshots").join(&commit);
        let whole = [CONFIG, TOKENIZER, WEIGHTS].iter().all(|file| folder.join(file).is_file());
        whole.then_some((folder, commit))
    }
}

/// The network library's reason, with what a status means here.
fn reason(error: &ApiError) -> String {
    let reason = error.to_string();
    match () {
        () if reason.contains("401") || reason.contains("403") => format!("{reason} (private, gated or no such model)"),
        () if reason.contains("404") => format!("{reason} (no such model or revision)"),
        () => reason,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::Hub;

    fn hub(vars: &[(&str, &str)]) -> Hub {
        Hub::from_vars(false, |name| vars.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())).unwrap()
    }

    #[test]
    fn own_cache_goes_before_home() {
        assert_eq!(hub(&[("HF_HOME", "/h")]).cache.to_str(), Some("/h/hub"));
        assert_eq!(hub(&[("HF_HOME", "/h"), ("HF_HUB_CACHE", "/c")]).cache.to_str(), Some("/c"));
    }

    #[test]
    fn offline_by_environment() {
        assert!(hub(&[("HF_HUB_OFFLINE", "1")]).offline);
        assert!(hub(&[("HF_HUB_OFFLINE", "true")]).offline);
        assert!(!hub(&[("HF_HUB_OFFLINE", "0")]).offline);
    }

    #[test]
    fn a_mirror_may_end_in_a_slash() {
        assert_eq!(hub(&[("HF_ENDPOINT", "http://mirror/")]).endpoint, "http://mirror");
        assert_eq!(hub(&[]).endpoint, "https://huggingface.co");
    }
}
