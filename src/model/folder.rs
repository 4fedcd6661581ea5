//! The files of a model, wherever they come from.

use std::borrow::Cow;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{
    Hub, ModelError,
    files::{ARGUMENTS, CONFIG, LINKS, MANIFEST, TOKENIZER, WEIGHTS, hint},
    manifest::Manifest,
};

/// Which weights: what a record says about its model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Name from the manifest, else the folder's or hub name.
    pub name: String,
    /// Revision from the manifest, else the hub's commit.
    pub revision: Option<String>,
    /// SHA-256 over all its files, lower-case hex: of what `sha256sum config.json tokenizer.json model.safetensors
    /// arguments.safetensors links.safetensors manifest.toml` prints, without those of the last three that are not there.
    pub sha256: String,
    /// Licence of the weights, when the manifest names one.
    pub license: Option<String>,
}

/// One file of a model and its hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRow {
    /// Its name.
    pub name: &'static str,
    /// Length in bytes.
    pub bytes: usize,
    /// SHA-256, lower-case hex.
    pub sha256: String,
    /// Did the manifest name that hash? A hash that differs does not get as far as this row.
    pub listed: bool,
}

/// A model's files, whole and checked against their manifest.
pub(super) struct Folder {
    /// For messages.
    pub place: String,
    pub config: Cow<'static, [u8]>,
    pub tokenizer: Cow<'static, [u8]>,
    pub weights: Cow<'static, [u8]>,
    /// Weights of the argument heads, for a model that has some.
    pub arguments: Option<Cow<'static, [u8]>>,
    /// Weights of the link heads, likewise.
    pub links: Option<Cow<'static, [u8]>>,
    pub manifest: Manifest,
    /// The manifest as written; empty where there is none.
    pub manifest_text: String,
    pub files: Vec<FileRow>,
    pub identity: Identity,
}

/// The files as they were found.
struct Files {
    config: Cow<'static, [u8]>,
    tokenizer: Cow<'static, [u8]>,
    weights: Cow<'static, [u8]>,
    arguments: Option<Cow<'static, [u8]>>,
    links: Option<Cow<'static, [u8]>>,
    manifest: Option<Cow<'static, [u8]>>,
}

macro_rules! embedded {
    ($file:literal) => {
        Cow::Borrowed(include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/models/newswire-minilm/", $file)).as_slice())
    };
}

impl Folder {
    /// The folder inside the program.
    pub fn embedded() -> Result<Self, ModelError> {
        let files = Files {
            config: embedded!("config.json"),
            tokenizer: embedded!("tokenizer.json"),
            weights: embedded!("model.safetensors"),
            arguments: Some(embedded!("arguments.safetensors")),
            links: Some(embedded!("links.safetensors")),
            manifest: Some(embedded!("manifest.toml")),
        };
        Self::check("embedded", "embedded", None, files)
    }

    /// A folder on disk, called by its own name.
    pub fn at(path: &Path) -> Result<Self, ModelError> {
        let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into());
        Self::open(path, &name, None)
    }

    /// A repository of the hub: from the cache when it is there, else from the network.
    pub fn fetch(hub: &Hub, name: &str, revision: Option<&str>) -> Result<Self, ModelError> {
        let (folder, commit) = hub.fetch(name, revision)?;
        Self::open(&folder, name, Some(&commit))
    }

    /// A folder on disk. `name` and `revision` stand in where the manifest names none.
    fn open(path: &Path, name: &str, revision: Option<&str>) -> Result<Self, ModelError> {
        let place = path.display().to_string();
        let read = |file: &str| match std::fs::read(path.join(file)) {
            Ok(bytes) => Ok(Some(Cow::Owned(bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(ModelError::Io { path: path.join(file), cause }),
        };
        let need = |file: &'static str| {
            read(file)?.ok_or_else(|| ModelError::MissingFile { place: place.clone(), file, hint: hint(file) })
        };
        let (config, tokenizer, weights) = (need(CONFIG)?, need(TOKENIZER)?, need(WEIGHTS)?);
        let (arguments, links, manifest) = (read(ARGUMENTS)?, read(LINKS)?, read(MANIFEST)?);
        let files = Files { config, tokenizer, weights, arguments, links, manifest };
        Self::check(&place, name, revision, files)
    }

    fn check(place: &str, name: &str, revision: Option<&str>, files: Files) -> Result<Self, ModelError> {
        let Files { config, tokenizer, weights, arguments, links, manifest } = files;
        let manifest_text = String::from_utf8(manifest.unwrap_or_default().into_owned()).map_err(|error| {
            ModelError::BadFile { place: place.to_owned(), file: MANIFEST, reason: format!("expected UTF-8: {error}") }
        })?;
        let manifest = Manifest::parse(&manifest_text, place)?;
        let mut files = Vec::new();
        let all = [
            (CONFIG, Some(&config)),
            (TOKENIZER, Some(&tokenizer)),
            (WEIGHTS, Some(&weights)),
            (ARGUMENTS, arguments.as_ref()),
            (LINKS, links.as_ref()),
        ];
        for (name, bytes) in all.into_iter().filter_map(|(name, bytes)| Some((name, bytes?))) {
            let got = sha256(bytes);
            let listed = manifest.files.get(name);
            if let Some(expected) = listed.filter(|expected| !expected.eq_ignore_ascii_case(&got)) {
                let (place, file, expected) = (place.to_owned(), name.to_owned(), expected.clone());
                return Err(ModelError::WrongHash { place, file, expected, got });
            }
            files.push(FileRow { name, bytes: bytes.len(), sha256: got, listed: listed.is_some() });
        }
        let mut listing: Vec<String> = files.iter().map(|file| format!("{}  {}\n", file.sha256, file.name)).collect();
        if !manifest_text.is_empty() {
            listing.push(format!("{}  {MANIFEST}\n", sha256(manifest_text.as_bytes())));
        }
        let identity = Identity {
            name: manifest.name.clone().unwrap_or_else(|| name.to_owned()),
            revision: manifest.revision.clone().or_else(|| revision.map(str::to_owned)),
            sha256: sha256(listing.concat().as_bytes()),
            license: manifest.license.clone(),
        };
        let place = place.to_owned();
        Ok(Self { place, config, tokenizer, weights, arguments, links, manifest, manifest_text, files, identity })
    }
}

fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write;
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
