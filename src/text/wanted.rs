//! What a user wants of the inputs, beyond their names.

use super::Outputs;

/// Choices about reading inputs. The default reads everything by what it shows of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Fields of a row that go into `doc.extra` as they are, by name.
    pub pass: Vec<String>,
    /// What the run writes: left out of folders, refused where it is named.
    pub outputs: Outputs,
    /// The field of a row that is its text, by name; without it the name is guessed.
    pub text_column: Option<String>,
}
