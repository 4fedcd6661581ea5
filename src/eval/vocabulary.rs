//! The words that labels may use, besides the types of acts.

use crate::record::{BlockKind, Class, MentionKind, Modality, Polarity, QuoteKind, Role};
use strum::VariantNames;

/// What `labelled` may name.
pub(super) const PARTS: &[&str] = &["blocks", "sentences", "entities", "mentions", "relations"];
/// The types of entities.
pub const CLASSES: &[&str] = Class::VARIANTS;
/// The kinds of blocks.
pub const BLOCKS: &[&str] = BlockKind::VARIANTS;
/// The kinds of mentions.
pub const KINDS: &[&str] = MentionKind::VARIANTS;
/// The roles of arguments.
pub const ARGUMENTS: &[&str] = Role::VARIANTS;
/// How content is given.
pub const QUOTES: &[&str] = QuoteKind::VARIANTS;
/// Did the act happen?
pub const POLARITIES: &[&str] = Polarity::VARIANTS;
/// How certain is it?
pub const MODALITIES: &[&str] = Modality::VARIANTS;
