//! Which model: as typed on the command line.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use super::ModelError;

/// Where a model is to be taken from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ModelSpec {
    /// The one inside the program.
    #[default]
    Embedded,
    /// A folder.
    Folder(PathBuf),
    /// A repository on the Hugging Face hub.
    Hub {
        /// `org/name`.
        name: String,
        /// Branch, tag or commit; the main branch when not given.
        revision: Option<String>,
    },
}

impl FromStr for ModelSpec {
    type Err = ModelError;

    fn from_str(typed: &str) -> Result<Self, ModelError> {
        let bad = || ModelError::BadSpec(typed.to_owned());
        if typed == "embedded" {
            return Ok(Self::Embedded);
        }
        let Some(hub) = typed.strip_prefix("hf:") else {
            return if typed.is_empty() { Err(bad()) } else { Ok(Self::Folder(typed.into())) };
        };
        let (name, revision) = match hub.split_once('@') {
            Some((name, revision)) => (name, Some(revision)),
            None => (hub, None),
        };
        // The name becomes part of an address and of a folder's name.
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
        };
        let named = name.split('/').count() <= 2 && name.split('/').all(plain);
        if !named || !revision.is_none_or(|revision| revision.split('/').all(plain)) {
            return Err(bad());
        }
        Ok(Self::Hub { name: name.to_owned(), revision: revision.map(str::to_owned) })
    }
}

impl fmt::Display for ModelSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Embedded => f.write_str("embedded"),
            Self::Folder(path) => write!(f, "{}", path.display()),
            Self::Hub { name, revision: None } => write!(f, "hf:{name}"),
            Self::Hub { name, revision: Some(revision) } => write!(f, "hf:{name}@{revision}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]
    use super::{ModelError, ModelSpec};

    macro_rules! specs {
        ($($name:ident: $typed:expr => $expected:pat,)*) => {
            $(#[test] fn $name() { assert!(matches!($typed.parse::<ModelSpec>(), $expected)); })*
        };
    }

    specs! {
        embedded: "embedded" => Ok(ModelSpec::Embedded),
        folder: "models/mine" => Ok(ModelSpec::Folder(_)),
        folder_named_like_a_hub_name: "org/name" => Ok(ModelSpec::Folder(_)),
        hub: "hf:org/name" => Ok(ModelSpec::Hub { revision: None, .. }),
        hub_revision: "hf:org/name@refs/pr/1" => Ok(ModelSpec::Hub { revision: Some(_), .. }),
        hub_without_org: "hf:bert" => Ok(ModelSpec::Hub { .. }),
        nothing: "" => Err(ModelError::BadSpec(_)),
        hub_nothing: "hf:" => Err(ModelError::BadSpec(_)),
        hub_no_revision: "hf:org/name@" => Err(ModelError::BadSpec(_)),
        hub_climbing: "hf:../name" => Err(ModelError::BadSpec(_)),
        hub_revision_climbing: "hf:org/name@../../x" => Err(ModelError::BadSpec(_)),
        hub_deep: "hf:a/b/c" => Err(ModelError::BadSpec(_)),
    }

    #[test]
    fn is_written_as_typed() {
        for typed in ["embedded", "some/folder", "hf:org/name", "hf:org/name@v1"] {
            assert_eq!(typed.parse::<ModelSpec>().unwrap().to_string(), typed);
        }
    }
}
