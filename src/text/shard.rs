//! A part of the whole, the same wherever it is asked for.

use std::str::FromStr;

use sha2::{Digest, Sha256};

/// Part `index` of `of`, by a hash of an article's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    /// Which part, from 0.
    pub index: u64,
    /// How many there are, at least one.
    pub of: u64,
}

impl Shard {
    /// The part of `of` that the article of this id is in: the first eight bytes of the id's SHA-256, as a number with the
    /// greatest byte first, modulo the number of parts. The same on every machine, and easy to compute elsewhere.
    #[must_use]
    pub fn holding(id: &str, of: u64) -> Self {
        let hash = Sha256::digest(id);
        let number = hash.iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte));
        Self { index: number % of.max(1), of }
    }

    /// Is the article of this id in it?
    #[must_use]
    pub fn has(self, id: &str) -> bool {
        Self::holding(id, self.of) == self
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(typed: &str) -> Result<Self, String> {
        let parts = typed.split_once('/').and_then(|(index, of)| Some((index.parse().ok()?, of.parse().ok()?)));
        match parts {
            Some((index, of)) if index < of => Ok(Self { index, of }),
            _ => Err("expected I/N with I from 0 to N - 1, as 0/4, 1/4, 2/4 and 3/4".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Shard;

    #[test]
    fn an_id_is_in_one_part() {
        for of in [1, 2, 7] {
            let parts: Vec<Shard> = (0..of).map(|index| Shard { index, of }).collect();
            for id in ["", "a", "news/2026.01/b:17", "Ünïcode"] {
                assert_eq!(parts.iter().filter(|part| part.has(id)).count(), 1, "{id} of {of}");
            }
        }
    }

    #[test]
    fn the_part_is_that_of_the_hash() {
        // `printf a | sha256sum` begins ca978112ca1bbdca, which modulo 16 is its last digit.
        assert!(Shard { index: 0xa, of: 16 }.has("a"));
    }

    #[test]
    fn parts_are_counted_from_nought() {
        for (typed, part) in
            [("0/4", Some((0, 4))), ("3/4", Some((3, 4))), ("4/4", None), ("0/0", None), ("1", None), ("-1/2", None)]
        {
            assert_eq!(typed.parse::<Shard>().ok().map(|shard| (shard.index, shard.of)), part, "{typed}");
        }
    }
}
