//! Who said, denied, urged, condoled what, to whom, through whom.
//!
//! What a relation means and which words signal it stands in one TOML file a relation ([`RuleSet`]); the sentence shapes
//! those words take are code (`frames`). An article's acts are found clause by clause, then linked into chains.

mod act;
mod answers;
mod appeals;
mod ask;
mod attachment;
mod cast;
mod chains;
mod choice;
mod circumstances;
mod clause;
mod content;
mod continued;
mod data;
mod dealings;
mod denials;
mod doubt;
mod factuality;
mod frames;
mod headline;
mod kinds;
#[cfg(test)]
mod manual;
mod objects;
mod phrases;
mod pieces;
mod reading;
mod relate;
mod repair;
mod reports;
mod rule_file;
mod rules;
mod score;
mod shape;
mod sight;
mod slips;
mod stretch;
mod subjects;
mod when;

pub use act::{Act, Arg, Modality, Polarity, QuoteKind, Role};
pub use answers::{Denial, vocabulary};
pub use ask::Question;
pub use pieces::Pieces;
pub use reading::Reading;
pub use relate::{Related, Wanted, relate};
pub use rule_file::{Claim, Codes, Example, Rule, Silent};
pub use rules::{LostForm, RuleError, RuleSet};
pub use score::features;
pub use shape::Frame;
