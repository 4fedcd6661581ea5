//! Whatever bytes arrive, every article comes out as text or as a reason why not.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::ffi::OsString;
use std::fs;
use std::io::{self, Cursor, Read, Write};
use std::path::Path;

use flate2::{Compression, write::GzEncoder};
use onrecord::text::WarningCode::{
    BadBytes, BadField, Binary, BrokenCompression, Charset, NotJson, TooLong, Unreadable,
};
use onrecord::text::{Article, Articles, Input, InputError, Wanted, WarningCode};
use proptest::prelude::*;
use tempfile::TempDir;

type Item = Result<Article, onrecord::text::Unreadable>;

fn inputs_from(list: Vec<Input>, stdin: Box<dyn io::Read + Send>) -> Result<Articles, InputError> {
    onrecord::text::inputs_from(list, stdin, Wanted::default())
}

/// Writes `files` (paths in a fresh folder) and reads `named` ones of them, `.` being the folder.
fn read(files: &[(&str, &[u8])], named: &[&str]) -> Vec<Item> {
    let folder = folder(files);
    let list = named.iter().map(|name| Input::Path(folder.path().join(name))).collect();
    inputs_from(list, Box::new(io::empty())).unwrap().collect()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn read_one(name: &str, bytes: impl AsRef<[u8]>) -> Item {
    let mut items = read(&[(name, bytes.as_ref())], &[name]);
    assert_eq!(items.len(), 1, "{items:?}");
    items.remove(0)
}

fn read_lines(lines: impl AsRef<[u8]>) -> Vec<Item> {
    read(&[("a.jsonl", lines.as_ref())], &["a.jsonl"])
}

fn read_stdin(stream: impl Read + Send + 'static) -> Vec<Item> {
    inputs_from(vec![Input::Stdin], Box::new(stream)).unwrap().collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 0).unwrap()
}

fn cut(mut bytes: Vec<u8>, by: usize) -> Vec<u8> {
    bytes.truncate(bytes.len() - by);
    bytes
}

/// What matters of an item: its text and the codes of its warnings, or the code of its error.
fn gist(item: &Item) -> Result<(&str, Vec<WarningCode>), WarningCode> {
    item.as_ref()
        .map(|article| (article.text.as_str(), article.warnings.iter().map(|warning| warning.code).collect()))
        .map_err(|unreadable| unreadable.warning.code)
}

/// Ids of all items, those of errors with a `!`.
fn ids(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| item.as_ref().map_or_else(|bad| format!("!{}", bad.known.id), |article| article.id.clone()))
        .collect()
}

/// `name: file bytes => text, [warnings]` or `name: file bytes => error Code`.
macro_rules! text_files {
    ($($name:ident: $file:literal $bytes:expr => $text:literal $(, $warning:expr)*;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(gist(&read_one($file, $bytes)), Ok(($text, vec![$($warning),*])));
        }
    )*};
}

text_files! {
    empty_file: "a.txt" "" => "";
    only_spaces_stay: "a.txt" " \n\t " => " \n\t ";
    plain_utf8: "a.txt" "Kyiv’s mayor\r\n" => "Kyiv’s mayor\r\n";
    any_name_is_text_when_named: "a.weird" "Hello" => "Hello";
    utf8_mark_is_stripped: "a.txt" b"\xef\xbb\xbfHello" => "Hello";
    utf8_cut_at_the_end: "a.txt" b"He said so \xe2\x80" => "He said so \u{fffd}", BadBytes;
    utf8_with_a_bad_byte: "a.txt" b"\xe2\x80\x9cYes\xe2\x80\x9d, \xff he said" => "“Yes”, \u{fffd} he said", BadBytes;
    windows_1252_quotes: "a.txt" b"\x93We won\x92t go,\x94 the minister said." => "“We won’t go,” the minister said.", Charset;
    windows_1252_letters: "a.txt" b"Nicol\xe1s Maduro visited S\xe3o Paulo and Bogot\xe1." => "Nicolás Maduro visited São Paulo and Bogotá.", Charset;
    windows_1251: "a.txt" b"\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 \xf1\xea\xe0\xe7\xe0\xeb" => "Президент сказал", Charset;
    utf16_little_endian: "a.txt" b"\xff\xfeH\0i\0\x1d\x20" => "Hi”", Charset;
    utf16_big_endian: "a.txt" b"\xfe\xff\0H\0i\x20\x1d" => "Hi”", Charset;
    utf16_with_half_a_unit: "a.txt" b"\xff\xfeH\0i\0!" => "Hi\u{fffd}", Charset, BadBytes;
    gzip_file: "a.txt.gz" gzip(b"Hello") => "Hello";
    gzip_by_content_only: "a.txt" gzip(b"Hello") => "Hello";
    plain_text_called_gz: "a.txt.gz" "Hello" => "Hello";
    zstd_called_gz: "a.txt.gz" zstd(b"Hello") => "Hello";
    gzip_of_many_members: "a.txt.gz" [gzip(b"Hello, "), gzip(b"world")].concat() => "Hello, world";
    zstd_of_many_frames: "a.txt.zst" [zstd(b"Hello, "), zstd(b"world")].concat() => "Hello, world";
    gzip_without_its_checksum: "a.txt.gz" cut(gzip(b"Hello"), 8) => "Hello", BrokenCompression;
    gzip_with_junk_behind: "a.txt.gz" [gzip(b"Hello"), b"junk".to_vec()].concat() => "Hello", BrokenCompression;
    zstd_with_a_cut_frame_behind: "a.txt.zst" [zstd(b"Hello"), zstd(b"world")[..5].to_vec()].concat() => "Hello", BrokenCompression;
    empty_gzip: "a.txt.gz" gzip(b"") => "";
}

/// `name: file bytes => gist`.
macro_rules! gists {
    ($($name:ident: $file:literal $bytes:expr => $gist:expr;)*) => {$(
        #[test]
        fn $name() {
            assert_eq!(gist(&read_one($file, $bytes)), $gist);
        }
    )*};
}

gists! {
    binary_with_nul: "a.txt" b"\x7fELF\x02\x01\x01\0\0\0" => Err(Binary);
    binary_without_nul: "a.txt" b"\x01\x02\x03\x04abc\x05\x06" => Err(Binary);
    binary_behind_a_mark: "a.txt" b"\xff\xfe\x01\0\x02\0\x03\0a\0" => Err(Binary);
    utf16_without_its_mark: "a.txt" b"H\0e\0l\0l\0o\0" => Err(Binary);
    utf32: "a.txt" b"\xff\xfe\0\0H\0\0\0i\0\0\0" => Err(Binary);
    gzip_of_binary: "a.txt.gz" gzip(&[0; 100]) => Err(Binary);
    gzip_head_only: "a.txt.gz" b"\x1f\x8b" => Err(BrokenCompression);
    gzip_of_nonsense: "a.txt.gz" b"\x1f\x8bnonsense behind the magic bytes" => Err(BrokenCompression);
    zstd_of_nonsense: "a.txt.zst" b"\x28\xb5\x2f\xfdnonsense" => Err(BrokenCompression);
    zstd_head_only: "a.txt.zst" &zstd(b"Hello")[..5] => Err(BrokenCompression);
}

/// `name: lines => [id, …]`, an error's id with a `!`.
macro_rules! line_ids {
    ($($name:ident: $lines:expr => $ids:expr;)*) => {$(
        #[test]
        fn $name() {
            let expected: &[&str] = &$ids;
            assert_eq!(ids(&read_lines($lines)), expected);
        }
    )*};
}

line_ids! {
    no_line_at_all: "" => [];
    text_id: r#"{"id":"x","text":"t"}"# => ["x"];
    number_id: r#"{"id":7,"text":"t"}"# => ["7"];
    number_id_too_large_to_keep_exactly: r#"{"id":12345678901234567890123,"text":"t"}"# => ["a:1"];
    no_id: r#"{"text":"t"}"# => ["a:1"];
    null_id: r#"{"id":null,"text":"t"}"# => ["a:1"];
    empty_id: r#"{"id":"","text":"t"}"# => ["a:1"];
    id_of_a_wrong_type: r#"{"id":[1],"text":"t"}"# => ["a:1"];
    blank_lines_count_but_are_skipped: "\n \r\n{\"text\":\"t\"}\n\n" => ["a:3"];
    crlf_and_no_newline_at_the_end: "{\"text\":\"t\"}\r\n{\"text\":\"t\"}" => ["a:1", "a:2"];
    utf8_mark_before_the_first_line: "\u{feff}{\"text\":\"t\"}\n{\"text\":\"t\"}" => ["a:1", "a:2"];
    the_run_goes_on_after_bad_lines: "nope\n{\"text\":5}\n{\"id\":\"x\"}\n[\"text\"]\n{\"text\":\"t\"}" => ["!a:1", "!a:2", "!x", "!a:4", "a:5"];
    utf16_is_one_error: b"\xff\xfe{\0}\0\n\0{\0}\0" => ["!a:1"];
    gzip_lines: gzip(b"{\"text\":\"t\"}\n{\"text\":\"t\"}") => ["a:1", "a:2"];
    twice_the_same: "{\"id\":\"x\",\"text\":\"t\"}\n".repeat(3) => ["x", "x", "x"];
    the_id_of_a_bad_line: "{\"id\":\"a:2\",\"text\":\"t\"}\nnope" => ["a:2", "!a:2"];
}

gists! {
    line_of_text: "a.jsonl" r#"{"text":"a “b”\n"}"# => Ok(("a “b”\n", vec![]));
    line_with_empty_text: "a.jsonl" r#"{"text":""}"# => Ok(("", vec![]));
    line_with_unknown_fields: "a.jsonl" r#"{"tags":[1,{"x":null}],"text":"t"}"# => Ok(("t", vec![]));
    line_with_null_title: "a.jsonl" r#"{"text":"t","title":null}"# => Ok(("t", vec![]));
    line_with_number_title: "a.jsonl" r#"{"text":"t","title":5}"# => Ok(("t", vec![BadField]));
    line_with_bad_byte: "a.jsonl" b"{\"text\":\"\xe2\x80\x9ct\xff\"}" => Ok(("“t\u{fffd}", vec![BadBytes]));
    line_in_windows_1252: "a.jsonl" b"{\"text\":\"won\x92t\"}" => Ok(("won’t", vec![Charset]));
    line_not_json: "a.jsonl" "hello" => Err(NotJson);
    line_cut: "a.jsonl" r#"{"text":"t"#  => Err(NotJson);
    line_with_more_behind: "a.jsonl" r#"{"text":"t"} x"# => Err(NotJson);
    line_with_half_a_surrogate: "a.jsonl" r#"{"text":"We won \ud83d."}"# => Ok(("We won \u{fffd}.", vec![BadBytes]));
    line_with_both_halves: "a.jsonl" r#"{"text":"We won \ud83d\ude00"}"# => Ok(("We won 😀", vec![]));
    line_with_nan: "a.jsonl" r#"{"score":NaN,"text":"t","title":-Infinity}"# => Ok(("t", vec![]));
    line_with_a_nul: "a.jsonl" b"{\"text\":\"The minister\0 said so.\"}" => Ok(("The minister\u{fffd} said so.", vec![BadBytes]));
    line_with_a_nul_escaped: "a.jsonl" r#"{"text":"The minister\u0000 said so."}"# => Ok(("The minister\0 said so.", vec![]));
    line_with_a_bare_tab: "a.jsonl" "{\"text\":\"one\ttwo\"}" => Ok(("one\ttwo", vec![]));
    line_with_nan_for_text: "a.jsonl" r#"{"text":NaN}"# => Err(BadField);
    text_with_a_nul: "a.txt" b"The minister\0 said that he would go." => Ok(("The minister\u{fffd} said that he would go.", vec![BadBytes]));
    line_without_text: "a.jsonl" r#"{"id":"x"}"# => Err(BadField);
    line_with_null_text: "a.jsonl" r#"{"text":null}"# => Err(BadField);
    line_with_number_text: "a.jsonl" r#"{"text":5}"# => Err(BadField);
    line_that_is_an_array: "a.jsonl" r#"["x","t"]"# => Err(NotJson);
    line_of_binary: "a.jsonl" b"\0\x01\x02" => Err(Binary);
    line_whose_gzip_breaks_behind_it: "a.jsonl" cut(gzip(b"{\"text\":\"t\"}"), 8) => Ok(("t", vec![BrokenCompression]));
    line_cut_by_its_gzip: "a.jsonl" cut(gzip(b"{\"text\":\"t\"}"), 12) => Err(BrokenCompression);
}

#[test]
fn every_field_of_a_line_is_carried() {
    let line = br#"{"id":"x","text":"t","title":"T","url":"https://news.example.org/1?a=b","date":"2024-05-01",
        "byline":"Ana Ruiz","fetched":"2024-05-02"}"#;
    let line: Vec<u8> = line.iter().copied().filter(|byte| *byte != b'\n').collect();
    let article = read_one("a.jsonl", line).unwrap();
    let fields = [article.title, article.url, article.host, article.published, article.byline, article.fetched];
    let expected = ["T", "https://news.example.org/1?a=b", "news.example.org", "2024-05-01", "Ana Ruiz", "2024-05-02"];
    assert_eq!(fields, expected.map(|field| Some(field.to_owned())));
    assert_eq!((article.text.as_str(), article.prefix), ("T\n\nt", 3));
}

#[test]
fn a_line_that_cannot_be_read_keeps_what_it_says_of_itself() {
    let line = r#"{"id":"x","title":"T","url":"https://news.example.org/1","text":5}"#;
    let known = read_one("a.jsonl", line).unwrap_err().known;
    assert_eq!((known.id.as_str(), known.title.as_deref()), ("x", Some("T")));
    assert_eq!(known.url.as_deref(), Some("https://news.example.org/1"));
    assert_eq!((known.source.as_deref(), known.text.as_str()), (Some("a.jsonl"), ""));
}

#[test]
fn an_address_that_is_none_has_no_host() {
    let article = read_one("a.jsonl", r#"{"text":"t","url":"page 7"}"#).unwrap();
    assert_eq!((article.url.as_deref(), article.host), (Some("page 7"), None));
    let article = read_one("a.jsonl", r#"{"text":"t","url":"https://a.example/1","host":"own.example"}"#).unwrap();
    assert_eq!(article.host.as_deref(), Some("own.example"));
}

#[test]
fn a_files_bytes_are_hashed_unpacked_and_not_yet_decoded() {
    // Of `printf 'We won\x92t go' | sha256sum`.
    let hash = "b6b056c11c200a3b13071f66f87a80122f2cf31eaa09fc2046f500fa67a8d494";
    for bytes in [b"We won\x92t go".to_vec(), gzip(b"We won\x92t go")] {
        assert_eq!(read_one("a.txt", bytes).unwrap().source_sha256.as_deref(), Some(hash));
    }
    assert_eq!(read_one("a.jsonl", r#"{"text":"t"}"#).unwrap().source_sha256, None);
}

#[test]
fn a_broken_gzip_keeps_what_came_before_the_fault() {
    let text = (0..5000).map(|n| format!("Line {n} of {}.", n * 7919 % 1000)).collect::<Vec<_>>().join(" ");
    let mut bytes = gzip(text.as_bytes());
    let middle = bytes.len() / 2;
    bytes.truncate(middle);
    for fault in [&b""[..], &[0xff; 400]] {
        let article = read_one("a.txt.gz", [&bytes, fault].concat()).unwrap();
        assert_eq!(article.warnings[0].code, BrokenCompression);
        assert!(article.text.len() > text.len() / 3, "kept {} of {}", article.text.len(), text.len());
        assert!(text.starts_with(&article.text[..text.len() / 3]));
    }
}

#[test]
fn a_broken_gzip_of_lines_keeps_the_lines_before_the_fault() {
    let lines = (0..5000).map(|n| format!("{{\"text\":\"{}\"}}", n * 7919 % 1000)).collect::<Vec<_>>().join("\n");
    let items = read(&[("a.jsonl.gz", &cut(gzip(lines.as_bytes()), 1000))], &["a.jsonl.gz"]);
    let (last, before) = items.split_last().unwrap();
    assert!(before.len() > 1000 && before.iter().all(Result::is_ok));
    assert_eq!(gist(last), Err(BrokenCompression));
}

#[test]
fn bad_bytes_are_counted_and_located() {
    let article = read_one("a.txt", b"\xef\xbb\xbf\xe2\x80\x9cYes\xe2\x80\x9d \xff and \xff").unwrap();
    let message = &article.warnings[0].message;
    assert!(message.contains("got bytes that are not (places: 2, the first at byte 13)"), "{message}");
}

#[test]
fn a_guessed_charset_is_named() {
    let message = &read_one("a.txt", b"We won\x92t go").unwrap().warnings[0].message;
    assert!(message.contains("expected UTF-8, got windows-1252"), "{message}");
}

#[test]
fn a_bad_line_is_located_and_shown() {
    let items = read_lines("{\"text\":\"t\"}\n{\"text\":oops}\n");
    let message = &items[1].as_ref().unwrap_err().warning.message;
    assert!(message.contains("a.jsonl:2: expected one JSON object"), "{message}");
    assert!(message.contains(r#"got "{\"text\":oops}": expected value at byte 9"#), "{message}");
}

#[test]
fn a_folder_is_read_in_order_without_hidden_and_unknown_files() {
    let files: &[(&str, &[u8])] = &[
        ("b.txt", b"b"),
        ("A.TXT", b"A"),
        ("sub/deep/d.text.zst", &zstd(b"d")),
        ("sub/c.ndjson.gz", &gzip(b"{\"text\":\"c\"}")),
        ("z.jsonl", b"{\"text\":\"z\"}"),
        (".hidden.txt", b"no"),
        (".git/x.txt", b"no"),
        ("notes.md", b"no"),
    ];
    assert_eq!(ids(&read(files, &["."])), ["A", "b", "sub/c:1", "sub/deep/d", "z:1"]);
}

#[test]
fn the_order_is_that_of_the_command_line_and_duplicates_keep_their_id() {
    let files: &[(&str, &[u8])] = &[("old/a.txt", b"1"), ("new/a.txt.gz", b"2"), ("a", b"3"), ("report.v2", b"4")];
    let items = read(files, &["old", "new/a.txt.gz", "a", "report.v2"]);
    assert_eq!(ids(&items), ["a", "a", "a", "report.v2"]);
    assert_eq!(gist(&items[1]), Ok(("2", vec![])));
}

#[test]
fn a_source_is_the_path_below_the_folder_that_was_given_or_the_files_name() {
    let files: &[(&str, &[u8])] =
        &[("sub/a.txt", b"t"), ("sub/deep/b.jsonl", b"{\"text\":\"t\"}"), ("sub/c.txt.gz", b"\x1f\x8b")];
    for (named, expected) in [
        (".", ["sub/a.txt sub/a", "sub/c.txt.gz sub/c", "sub/deep/b.jsonl sub/deep/b:1"].as_slice()),
        ("sub", &["a.txt a", "c.txt.gz c", "deep/b.jsonl deep/b:1"]),
        ("sub/", &["a.txt a", "c.txt.gz c", "deep/b.jsonl deep/b:1"]),
        ("sub/deep/b.jsonl", &["b.jsonl b:1"]),
        ("sub/../sub/a.txt", &["a.txt a"]),
    ] {
        let items = read(files, &[named]);
        let known: Vec<_> = items.iter().map(|item| item.as_ref().unwrap_or_else(|bad| &bad.known)).collect();
        let told: Vec<String> =
            known.iter().map(|known| format!("{} {}", known.source.as_ref().unwrap(), known.id)).collect();
        assert_eq!(told, expected, "{named}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_a_file_is_followed_and_one_to_a_folder_is_not() {
    let folder = folder(&[("sub/a.txt", b"t")]);
    std::os::unix::fs::symlink(folder.path().join("sub/a.txt"), folder.path().join("link.txt")).unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("sub/circle")).unwrap();
    let items: Vec<Item> =
        inputs_from(vec![Input::Path(folder.path().into())], Box::new(io::empty())).unwrap().collect();
    assert_eq!(ids(&items), ["link", "sub/a"]);
}

#[test]
fn stdin_may_be_text() {
    let items = read_stdin(Cursor::new("  Hello {\n"));
    assert_eq!(gist(&items[0]), Ok(("  Hello {\n", vec![])));
    assert_eq!((ids(&items), items[0].as_ref().unwrap().source.as_deref()), (vec!["stdin".into()], Some("-")));
}

#[test]
fn stdin_may_be_jsonl() {
    assert_eq!(ids(&read_stdin(Cursor::new("\u{feff}\n {\"text\":\"t\"}\nnope"))), ["stdin:2", "!stdin:3"]);
}

#[test]
fn stdin_may_be_packed() {
    assert_eq!(
        ids(&read_stdin(Cursor::new(gzip(b"{\"text\":\"t\"}\n{\"id\":\"x\",\"text\":\"t\"}")))),
        ["stdin:1", "x"]
    );
    assert_eq!(gist(&read_stdin(Cursor::new(b"\x1f\x8bnonsense"))[0]), Err(BrokenCompression));
}

#[test]
fn stdin_may_be_empty() {
    assert_eq!(gist(&read_stdin(io::empty())[0]), Ok(("", vec![])));
}

#[test]
fn text_without_an_end_is_an_error() {
    assert_eq!(gist(&read_stdin(io::repeat(b'a'))[0]), Err(TooLong));
    assert_eq!(gist(&read_stdin(io::repeat(b' '))[0]), Err(TooLong));
}

#[test]
fn a_line_over_the_limit_costs_that_line_only() {
    let long =
        Cursor::new("{\"text\":\"").chain(io::repeat(b'a').take(65 << 20)).chain(Cursor::new("\"}\n{\"text\":\"t\"}"));
    let items = read_stdin(long);
    assert_eq!(ids(&items), ["!stdin:1", "stdin:2"]);
    assert_eq!(gist(&items[0]), Err(TooLong));
}

#[test]
fn a_file_gone_since_it_was_listed_is_an_error() {
    let folder = folder(&[("a.txt", b"a"), ("b.txt", b"b")]);
    let items = inputs_from(vec![Input::Path(folder.path().into())], Box::new(io::empty())).unwrap();
    fs::remove_file(folder.path().join("a.txt")).unwrap();
    let items: Vec<Item> = items.collect();
    assert_eq!((ids(&items), gist(&items[0])), (vec!["!a".into(), "b".into()], Err(Unreadable)));
}

#[test]
fn other_charsets_are_not_taken_for_damaged_utf8() {
    let texts = [
        (encoding_rs::GBK, "外交部发言人表示，中方对此表示强烈不满和坚决反对。"),
        (encoding_rs::BIG5, "總統府發言人表示，對此深表遺憾。"),
        (encoding_rs::EUC_KR, "외교부 대변인은 이번 사건에 대해 깊은 유감을 표명했다."),
        (encoding_rs::SHIFT_JIS, "首相は記者会見で、そのような事実はないと否定した。"),
        (encoding_rs::WINDOWS_1253, "Ο πρωθυπουργός διέψευσε τις πληροφορίες."),
        (encoding_rs::WINDOWS_1254, "Sözcü, iddiaları yalanladığını açıkladı: “Böyle şey olmadı.”"),
    ];
    for (charset, text) in texts {
        assert_eq!(gist(&read_one("a.txt", charset.encode(text).0)), Ok((text, vec![Charset])), "{}", charset.name());
    }
}

#[test]
fn a_hyphen_is_stdin() {
    assert_eq!(Input::from(OsString::from("-")), Input::Stdin);
    assert_eq!(Input::from(OsString::from("./-")), Input::Path("./-".into()));
}

fn refusal(list: Vec<Input>) -> InputError {
    inputs_from(list, Box::new(io::empty())).err().unwrap()
}

#[test]
fn what_cannot_be_read_at_all_stops_the_run() {
    let missing = refusal(vec![Input::Path("no/such/file.txt".into())]);
    assert!(matches!(&missing, InputError::Missing { path, .. } if path == Path::new("no/such/file.txt")), "{missing}");
    let bare = folder(&[("notes.md", b"no")]);
    let nothing = refusal(vec![Input::Path(bare.path().into())]);
    assert!(matches!(&nothing, InputError::NothingInFolder { path } if path == bare.path()), "{nothing}");
    assert!(matches!(refusal(vec![Input::Stdin, Input::Stdin]), InputError::StdinTwice));
}

proptest! {
    #[test]
    fn any_bytes_are_one_item(
        head in prop::sample::select(vec![&b""[..], b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"\xff\xfe", b"\xef\xbb\xbf", b"Text. "]),
        tail in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        let bytes = [head, &tail].concat();
        let item = read_one("a.txt", bytes);
        prop_assert_eq!(item.map_or_else(|unreadable| unreadable.known.id, |article| article.id), "a");
    }

    #[test]
    fn any_lines_are_at_most_one_item_each(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let lines = bytes.split(|&byte| byte == b'\n').count();
        prop_assert!(read_lines(&bytes).len() <= lines);
    }
}

#[test]
fn the_part_read_goes_by_stored_bytes_and_is_unknown_for_a_stream() {
    let packed = gzip(b"A second text, and it is longer than the first one.");
    let folder = folder(&[("a.txt", b"A short text."), ("b.txt.gz", &packed)]);
    let mut items = inputs_from(vec![Input::Path(folder.path().into())], Box::new(io::empty())).unwrap();
    assert_eq!(items.part_read(), Some(0.0));
    items.next().unwrap().unwrap();
    assert_eq!(items.part_read(), Some(13.0 / (13 + packed.len()) as f64));
    items.next().unwrap().unwrap();
    assert_eq!(items.part_read(), Some(1.0));
    let mut stream = inputs_from(vec![Input::Stdin], Box::new(&b"A text."[..])).unwrap();
    stream.next().unwrap().unwrap();
    assert_eq!(stream.part_read(), None);
}
