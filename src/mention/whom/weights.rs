//! The fitted weights of whom words mean.

use std::sync::LazyLock;

use super::feature::{Feature, Group};
use crate::mention::softmax::Softmax;

pub(super) static WEIGHTS: LazyLock<Softmax<Group, Feature>> =
    LazyLock::new(|| Softmax::embedded("mention/whom/weights.toml", include_str!("weights.toml")));
