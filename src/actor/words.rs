//! Words that tell what is beside a name.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::embedded;

type List = HashSet<String>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub honorifics: List,
    pub courtesy: List,
    pub letters: List,
    pub orders: List,
    pub relatives: List,
    pub no_titles: List,
    pub generals: List,
    pub bodies: List,
    pub which: List,
    pub former: List,
    pub slight: List,
    pub roles: List,
    pub offices: List,
    pub leads: List,
    pub lands: List,
    pub states: List,
    pub sides: List,
    pub wide: List,
    pub credits: List,
    pub private: List,
    pub parties: List,
}

pub(super) static WORDS: LazyLock<Words> = LazyLock::new(|| embedded("actor/words.toml", include_str!("words.toml")));
