//! Which charset a page says that it is in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// So far into a page its charset is looked for, as browsers do.
const PRESCAN: usize = 1024;

/// The charset that the page's head names.
pub(super) fn declared(page: &[u8]) -> Option<&'static Encoding> {
    let head = page[..page.len().min(PRESCAN)].to_ascii_lowercase();
    let key = b"charset=";
    let at = head.windows(key.len()).position(|window| window == key)? + key.len();
    let label = head[at..].trim_ascii_start();
    let label = label.strip_prefix(b"\"").or_else(|| label.strip_prefix(b"'")).unwrap_or(label);
    let end = label.iter().position(|byte| b"\"'> ;/\t\r\n".contains(byte)).unwrap_or(label.len());
    by_label(&label[..end])
}

/// The charset of a name. Who could read the name in bytes cannot have meant UTF-16.
pub(in super::super) fn by_label(label: &[u8]) -> Option<&'static Encoding> {
    let charset = Encoding::for_label(label)?;
    Some(if [UTF_16BE, UTF_16LE].contains(&charset) { UTF_8 } else { charset })
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn a_page_names_its_charset_in_its_head() {
        for (head, name) in [
            (r#"<meta charset="utf-8">"#, Some("UTF-8")),
            (r#"<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=ISO-8859-1">"#, Some("windows-1252")),
            ("<meta charset = 'x'>", None),
            ("<meta charset=windows-1251>", Some("windows-1251")),
            ("<meta charset=utf-16>", Some("UTF-8")),
            (r#"<?xml version="1.0"?><html>"#, None),
            ("", None),
        ] {
            assert_eq!(declared(head.as_bytes()).map(encoding_rs::Encoding::name), name, "{head}");
        }
        let late = [vec![b' '; 1024], b"<meta charset=utf-8>".to_vec()].concat();
        assert_eq!(declared(&late), None);
    }
}
