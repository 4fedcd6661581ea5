//! Word files as they lie beside the code: `#` begins a comment.

/// The lines of a word file, without its comments.
pub(super) fn lines(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|line| !line.starts_with('#'))
}

/// The words of a word file, as many a line as it likes.
pub(super) fn words(file: &'static str) -> impl Iterator<Item = &'static str> {
    lines(file).flat_map(str::split_whitespace)
}

/// The lines of a file of the shape `word: other words`.
///
/// # Panics
/// Where a line has no colon: then the program was built wrong, and every test that reads the file fails.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    lines(file).map(|line| match line.split_once(':') {
        Some((word, others)) => (word, others.split_whitespace().collect()),
        None => panic!("a word list of src/mention, which is compiled in: expected `word: words`, got {line:?}"),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{lines, rows, words};

    fn each_once(name: &str, entries: impl Iterator<Item = &'static str>) {
        let mut seen = HashSet::new();
        for entry in entries {
            assert!(!entry.is_empty() && entry.trim() == entry, "{name}: {entry:?}");
            assert!(seen.insert(entry), "{name}: {entry:?} stands twice");
        }
        assert!(seen.len() > 3, "{name} is read");
    }

    macro_rules! lists {
        ($($name:ident: $read:ident($file:literal);)*) => { $(
            #[test]
            fn $name() { each_once($file, $read(include_str!($file))); }
        )* };
    }

    lists! {
        organisations: lines("organisations.txt");
        capitals: lines("capitals.txt");
        buildings: lines("buildings.txt");
        person_nouns: lines("person_nouns.txt");
        titles: words("titles.txt");
        companies: words("companies.txt");
        trades: words("trades.txt");
        bodies: words("bodies.txt");
        lesser: words("lesser.txt");
        body_nouns: words("body_nouns.txt");
        documents: words("documents.txt");
        utterances: words("utterances.txt");
        people: words("people.txt");
        place_nouns: words("place_nouns.txt");
        any_person: words("any_person.txt");
        any_body: words("any_body.txt");
        makes: words("whom/makes.txt");
        reads: words("whom/reads.txt");
        he: words("he.txt");
        she: words("she.txt");
        placing: words("placing.txt");
        regions: words("regions.txt");
    }

    #[test]
    fn roles() {
        let rows: Vec<_> = rows(include_str!("roles.txt")).collect();
        each_once("roles.txt", rows.iter().map(|(noun, _)| *noun));
        assert!(rows.iter().all(|(_, others)| !others.is_empty()));
    }

    #[test]
    fn nobody_is_he_and_she_by_one_word() {
        let he: HashSet<&str> = words(include_str!("he.txt")).collect();
        let both: Vec<&str> = words(include_str!("she.txt")).filter(|word| he.contains(word)).collect();
        assert!(both.is_empty(), "{both:?}");
    }
}
