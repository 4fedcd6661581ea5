//! Is it English?

use isolang::Language;

/// So many letters are needed before a guess at the language counts.
const ENOUGH: usize = 60;
/// The guess is made on the beginning of the text, in bytes.
const SAMPLE: usize = 4_000;

/// The ISO 639-1 code of the text's language (639-3 where there is no shorter one); `None` where that is not sure.
pub(super) fn language(text: &str) -> Option<String> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    if sample.chars().filter(|c| c.is_alphabetic()).take(ENOUGH).count() < ENOUGH {
        return None;
    }
    let guess = whatlang::detect(sample).filter(whatlang::Info::is_reliable)?;
    let code = guess.lang().code();
    Some(Language::from_639_3(code).and_then(|lang| lang.to_639_1()).unwrap_or(code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::language;

    #[test]
    fn tells_languages_apart() {
        for (text, code) in [
            (
                "The mayor said on Monday that the bridge over the river would be closed until the end of the week.",
                Some("en"),
            ),
            (
                "Le maire a déclaré lundi que le pont sur la rivière resterait fermé jusqu'à la fin de la semaine.",
                Some("fr"),
            ),
            (
                "Мэр заявил в понедельник, что мост через реку останется закрытым до конца недели, сообщает агентство.",
                Some("ru"),
            ),
            ("Too short to tell", None),
            ("", None),
        ] {
            assert_eq!(language(text).as_deref(), code, "{text}");
        }
    }
}
