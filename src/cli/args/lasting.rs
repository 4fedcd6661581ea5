//! Flags of runs that last: going on, parts of the whole, what is told.

use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use sha2::{Digest, Sha256};

use super::{Progress, Reading};

/// How a run goes on after it was cut off, and which part of the whole it is.
#[derive(Debug, Args)]
pub(in super::super) struct Lasting {
    /// Go on with a run that was cut off: give its command once more. The output has the same bytes in the end.
    #[arg(long, requires = "output", conflicts_with = "restart")]
    pub resume: bool,
    /// Begin anew, over what a run that was cut off left in OUTPUT.part.
    #[arg(long, requires = "output")]
    pub restart: bool,
    /// Read only a part of the articles, chosen by their ids: part I of N, I from 0. All N together are the whole.
    #[arg(long, value_name = "I/N")]
    pub shard: Option<Shard>,
    /// List the articles that failed or were cut, one JSON line each: id, source, status, code, message.
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
}

/// What is told on standard error.
#[derive(Debug, Clone, Copy, Args)]
pub(in super::super) struct Telling {
    /// Tell nothing but what ends the run.
    #[arg(long, short, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Tell the model, the rules, and how fast it was.
    #[arg(long, short)]
    pub verbose: bool,
}

impl Telling {
    /// Is the progress told?
    pub fn progress(self, reading: &Reading) -> Progress {
        if self.quiet { Progress::Off } else { reading.progress }
    }
}

/// Part `index` of `of`, by a hash of an article's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Shard {
    pub index: u64,
    pub of: u64,
}

impl Shard {
    /// Is the article of this id in it? The first eight bytes of the id's SHA-256, as a number with the greatest byte
    /// first, modulo the number of parts: the same on every machine, and easy to compute elsewhere.
    pub fn has(self, id: &str) -> bool {
        let hash = Sha256::digest(id);
        let number = hash.iter().take(8).fold(0, |number, &byte| number << 8 | u64::from(byte));
        number % self.of == self.index
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
