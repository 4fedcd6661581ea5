//! Tables of articles come in whole, whichever way they are written, and what is no table of articles says what it is.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::io::{self, Cursor, Write};
use std::sync::Arc;

use arrow::array::{
    ArrayRef, BinaryArray, DictionaryArray, Int64Array, ListArray, RecordBatch, StringArray, TimestampMillisecondArray,
};
use arrow::datatypes::{Int32Type, Int64Type};
use flate2::{Compression, write::GzEncoder};
use onrecord::text::WarningCode::{BadBytes, BadField, Binary, BrokenCompression, Charset, NotJson, TooLong};
use onrecord::text::{Article, Input, Unreadable, Wanted, WarningCode, inputs_from};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use tempfile::TempDir;

type Item = Result<Article, Unreadable>;

/// Reads one file, and what the run remarks on it.
fn read_as(name: &str, bytes: &[u8], wanted: Wanted) -> (Vec<Item>, Vec<String>) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let mut articles = inputs_from(vec![Input::Path(path)], Box::new(io::empty()), wanted).unwrap();
    let items = articles.by_ref().collect();
    (items, articles.remarks().take())
}

fn read(name: &str, bytes: impl AsRef<[u8]>) -> Vec<Item> {
    read_as(name, bytes.as_ref(), Wanted::default()).0
}

fn piped(bytes: impl AsRef<[u8]>) -> Vec<Item> {
    let stream = Box::new(Cursor::new(bytes.as_ref().to_vec()));
    inputs_from(vec![Input::Stdin], stream, Wanted::default()).unwrap().collect()
}

/// `id=text` of each article, `!id Code` of what could not be read.
fn gist(items: &[Item]) -> Vec<String> {
    let one = |item: &Item| match item {
        Ok(article) => format!("{}={}", article.id, article.text),
        Err(bad) => format!("!{} {:?}", bad.known.id, bad.warning.code),
    };
    items.iter().map(one).collect()
}

fn codes(item: &Item) -> Vec<WarningCode> {
    match item {
        Ok(article) => article.warnings.iter().map(|warning| warning.code).collect(),
        Err(bad) => vec![bad.warning.code],
    }
}

fn message(item: &Item) -> &str {
    match item {
        Ok(article) => &article.warnings[0].message,
        Err(bad) => &bad.warning.message,
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// `name: file bytes => [gist, …]`.
macro_rules! tables {
    ($($name:ident: $file:literal $bytes:expr => [$($gist:expr),*];)*) => {$(
        #[test]
        fn $name() {
            let expected: &[&str] = &[$($gist),*];
            assert_eq!(gist(&read($file, $bytes)), expected);
        }
    )*};
}

tables! {
    csv_of_two: "a.csv" "id,text\nx,Rain fell.\ny,Snow fell.\n" => ["x=Rain fell.", "y=Snow fell."];
    csv_without_ids: "news.csv" "text\nRain fell.\nSnow fell." => ["news:1=Rain fell.", "news:2=Snow fell."];
    csv_with_semicolons_after_a_long_name: "a.csv" "headline;body\nFloods;Rain, and snow.\n" => ["a:1=Floods\n\nRain, and snow."];
    csv_with_semicolons: "a.csv" "id;text\nx;Rain, and snow.\n" => ["x=Rain, and snow."];
    csv_with_tabs: "a.csv" "id\ttext\nx\tRain, and snow.\n" => ["x=Rain, and snow."];
    tsv: "a.tsv" "id\ttext,more\ttext\nx\ty\tRain; snow.\n" => ["x=Rain; snow."];
    csv_row_over_three_lines: "a.csv" "id,text\nx,\"Rain fell.\nSnow, too.\n\nHail.\"\ny,Sun." => ["x=Rain fell.\nSnow, too.\n\nHail.", "y=Sun."];
    csv_with_doubled_quotation_marks: "a.csv" "id,text\nx,\"\"\"We won,\"\" she said.\"\n" => ["x=\"We won,\" she said."];
    csv_with_a_ragged_row: "a.csv" "id,text\nx,Rain, and snow.\ny\nz,Sun." => ["!a:1 BadField", "!a:2 BadField", "z=Sun."];
    csv_with_blank_lines_and_crlf: "a.csv" "id,text\r\n\r\nx,Rain.\r\n\r\ny,Sun.\r\n" => ["x=Rain.", "y=Sun."];
    csv_with_a_mark: "a.csv" "\u{feff}text,id\nRain.,x\n" => ["x=Rain."];
    csv_packed: "a.csv.gz" gzip(b"id,text\nx,Rain.\n") => ["x=Rain."];
    csv_in_windows_1252: "a.csv" b"id,text\nx,We won\x92t go to Bogot\xe1.\ny,Sun.\n" => ["x=We won’t go to Bogotá.", "y=Sun."];
    csv_in_utf16: "a.csv" utf16("id,text\nx,“Größe”\n") => ["x=“Größe”"];
    csv_with_a_nul: "a.csv" b"id,text\nx,The minister\0 said that he would go.\n" => ["x=The minister\u{fffd} said that he would go."];
    csv_with_form_feeds: "a.csv" "id,text\nx,Rain.\u{c}Snow.\n" => ["x=Rain.\u{c}Snow."];
    csv_without_rows: "a.csv" "id,text\n" => [];
    csv_with_an_empty_text: "a.csv" "id,text\nx,\n" => ["x="];
    csv_without_a_text: "a.csv" "id,summary\nx,Rain.\n" => ["!a BadField"];
    csv_of_nothing: "a.csv" "" => ["!a BadField"];
    csv_by_its_header_alone: "a.data" "id,text\nx,Rain.\n" => ["x=Rain."];
    text_with_commas_is_text: "a.txt" "Rain, and snow.\nMore, later.\n" => ["a=Rain, and snow.\nMore, later.\n"];
    json_array: "a.json" r#"[{"id":"x","text":"Rain."},{"id":"y","text":"Sun."}]"# => ["x=Rain.", "y=Sun."];
    json_array_over_lines: "a.json" "[\n  {\n    \"text\": \"Rain, [and] {snow}.\"\n  },\n  {\"text\": \"\\\"Sun\\\"\"}\n]\n" => ["a:1=Rain, [and] {snow}.", "a:2=\"Sun\""];
    json_array_of_none: "a.json" "[]" => [];
    json_one_object_over_lines: "a.json" "{\n  \"id\": \"x\",\n  \"text\": \"Rain.\"\n}\n" => ["x=Rain."];
    json_objects_one_after_the_other: "a.json" "{\n\"text\": \"Rain.\"}\n{\n\"text\": \"Sun.\"\n}" => ["a:1=Rain.", "a:2=Sun."];
    json_with_other_things_among_the_objects: "a.json" r#"[{"id":"x","text":"Rain."}, 5, "text", ["text"], {"id":"y","text":"Sun."}]"# => ["x=Rain.", "!a:2 NotJson", "!a:3 NotJson", "!a:4 NotJson", "y=Sun."];
    json_with_a_bad_object: "a.json" r#"[{"text":oops},{"text":"Sun."}]"# => ["!a:1 NotJson", "a:2=Sun."];
    json_cut: "a.json" r#"[{"text":"Rain."},{"text":"Su"# => ["a:1=Rain.", "!a:2 NotJson"];
    json_with_nan: "a.json" r#"[{"text":"Rain.","score":NaN},{"text":"Sun.","score":-Infinity}]"# => ["a:1=Rain.", "a:2=Sun."];
    json_packed: "a.json.gz" gzip(br#"[{"text":"Rain."}]"#) => ["a:1=Rain."];
    json_array_whatever_the_name: "a.txt" r#"[{"text":"Rain."}]"# => ["a:1=Rain."];
    jsonl_whatever_the_name: "a.txt" "{\"text\":\"Rain.\"}\n{\"text\":\"Sun.\"}" => ["a:1=Rain.", "a:2=Sun."];
    jsonl_called_json: "a.json" "{\"text\":\"Rain.\"}\n{\"text\":\"Sun.\"}" => ["a:1=Rain.", "a:2=Sun."];
    jsonl_with_a_body: "a.jsonl" r#"{"body":"Rain."}"# => ["a:1=Rain."];
}

#[test]
fn a_stream_is_known_by_what_it_holds() {
    assert_eq!(gist(&piped("id,text\nx,Rain.\n")), ["x=Rain."]);
    assert_eq!(gist(&piped(r#"[{"text":"Rain."}]"#)), ["stdin:1=Rain."]);
    assert_eq!(gist(&piped(parquet(&articles()))), ["x=Rain.", "y=Sun."]);
    assert_eq!(gist(&piped("Rain, and snow.")), ["stdin=Rain, and snow."]);
}

#[test]
fn the_parts_of_an_article_are_known_by_the_names_of_columns() {
    let table =
        "Link,Headline,Author,Pub Date,Article Text\nhttps://news.example/1,Rain,Ana Ruiz,2026-01-02,It fell.\n";
    let (items, remarks) = read_as("a.csv", table.as_bytes(), Wanted::default());
    let article = items[0].as_ref().unwrap();
    let fields = [&article.url, &article.host, &article.title, &article.byline, &article.published];
    let expected = ["https://news.example/1", "news.example", "Rain", "Ana Ruiz", "2026-01-02"];
    assert_eq!(fields, expected.map(|field| Some(field.to_owned())).each_ref());
    assert_eq!(article.text, "Rain\n\nIt fell.");
    assert_eq!(
        remarks,
        [
            "a.csv: by their names, byline is column `Author`, published is column `Pub Date`, text is column `Article Text`, title is \
          column `Headline`, url is column `Link`; --text-column NAME chooses the text's"
        ]
    );
}

#[test]
fn a_guess_is_told_once_and_what_is_no_guess_not_at_all() {
    let told = |name: &str, bytes: &str| read_as(name, bytes.as_bytes(), Wanted::default()).1.len();
    assert_eq!(told("a.jsonl", "{\"body\":\"t\"}\n{\"body\":\"t\"}\n{\"body\":\"t\"}"), 1);
    assert_eq!(told("a.csv", "id,text,published\nx,t,2026\n"), 0);
    let wanted = Wanted { text_column: Some("lead".into()), ..Wanted::default() };
    let (items, remarks) = read_as("a.csv", b"lead,text\nRain.,Sun.\n", wanted);
    assert_eq!(gist(&items), ["a:1=Rain."]);
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].starts_with("a.csv: not taken: `text`; --pass NAME"), "{remarks:?}");
}

#[test]
fn without_a_text_the_columns_that_there_are_and_the_flag_are_named() {
    for (name, bytes) in [
        ("a.csv", b"id,summary\nx,Rain.\n".to_vec()),
        ("a.jsonl", br#"{"id":"x","summary":"Rain."}"#.to_vec()),
        ("a.parquet", parquet(&[("id", text(&["x"])), ("summary", text(&["Rain."]))])),
    ] {
        let items = read(name, bytes);
        assert_eq!(codes(&items[0]), [BadField], "{name}");
        assert!(message(&items[0]).contains("got `id`, `summary`; --text-column NAME"), "{}", message(&items[0]));
    }
    let gone = Wanted { text_column: Some("lead".into()), ..Wanted::default() };
    let (items, _) = read_as("a.csv", b"id,text\nx,Rain.\n", gone);
    assert_eq!(gist(&items), ["!a BadField"]);
    let told =
        "a.csv: expected the article in the field `lead` that --text-column names, got `id`, `text`; name one of these";
    assert_eq!(message(&items[0]), told);
}

#[test]
fn columns_are_named_by_the_user_and_what_is_missing_or_left_is_told() {
    let wanted = || Wanted {
        text_column: Some("story".into()),
        id_column: Some("nr".into()),
        title_column: Some("top".into()),
        date_column: Some("day".into()),
        pass: vec!["outlet".into()],
        ..Wanted::default()
    };
    let named = "nr,id,top,story,day\n7,x,Rain,It fell.,2026-01-02\n";
    let (items, remarks) = read_as("a.csv", named.as_bytes(), wanted());
    let article = items[0].as_ref().unwrap();
    let got = (article.id.as_str(), article.title.as_deref(), article.published.as_deref(), article.text.as_str());
    assert_eq!(got, ("7", Some("Rain"), Some("2026-01-02"), "Rain\n\nIt fell."));
    let told =
        ["a.csv: --pass: no column `outlet`; there are `nr`, `id`, `top`, `story`, `day`", "a.csv: not taken: `id`;"];
    assert!(remarks.len() == 2 && remarks.iter().zip(told).all(|(got, told)| got.starts_with(told)), "{remarks:?}");
    let columns = [("nr", number(&[7])), ("story", text(&["It fell."])), ("outlet", text(&["The Gazette"]))];
    let (items, remarks) = read_as("a.parquet", &parquet(&columns), wanted());
    assert_eq!(gist(&items), ["7=It fell."]);
    assert_eq!(remarks.len(), 2, "--title-column and --date-column: {remarks:?}");
    let (items, remarks) = read_as("a.jsonl", br#"{"nr":7,"story":"It fell."}"#, wanted());
    assert_eq!((gist(&items), remarks.len()), (vec!["7=It fell.".to_owned()], 0));
}

#[test]
fn fields_that_are_passed_come_through_as_they_are() {
    let wanted = || Wanted { pass: vec!["outlet".into(), "n".into(), "gone".into()], ..Wanted::default() };
    for (name, bytes) in [
        ("a.csv", b"n,text,outlet\n7,Rain.,The Gazette\n".to_vec()),
        ("a.tsv", b"n\ttext\toutlet\n7\tRain.\tThe Gazette\n".to_vec()),
        ("a.jsonl", br#"{"n":7,"text":"Rain.","outlet":"The Gazette","gone":null}"#.to_vec()),
        ("a.json", br#"[{"n":7,"text":"Rain.","outlet":"The Gazette"}]"#.to_vec()),
        ("a.parquet", parquet(&[("n", number(&[7])), ("text", text(&["Rain."])), ("outlet", text(&["The Gazette"]))])),
    ] {
        let (items, _) = read_as(name, &bytes, wanted());
        let extra = &items[0].as_ref().unwrap().extra;
        let got: Vec<(&str, &str)> = extra.iter().map(|field| (field.key.as_str(), field.value.as_str())).collect();
        assert_eq!(got, [("outlet", "The Gazette"), ("n", "7")], "{name}");
    }
}

#[test]
fn several_authors_stand_in_one_byline() {
    let items = read("a.json", r#"[{"text":"t","authors":["Ana Ruiz","Tom Okafor"]},{"text":"t","authors":[]}]"#);
    assert_eq!(items[0].as_ref().unwrap().byline.as_deref(), Some("Ana Ruiz, Tom Okafor"));
    assert_eq!(items[1].as_ref().unwrap().byline, None);
}

#[test]
fn a_mended_or_decoded_row_says_so() {
    for (name, bytes, code) in [
        ("a.csv", &b"id,text\nx,We won\x92t go to Bogot\xe1.\n"[..], Charset),
        ("a.csv", b"id,text\nx,\xe2\x80\x9cWe will go\xe2\x80\x9d \xff\n", BadBytes),
        ("a.json", br#"[{"text":"We won \ud83d"}]"#, BadBytes),
    ] {
        assert_eq!(codes(&read(name, bytes)[0]), [code], "{name}");
    }
}

#[test]
fn a_quotation_mark_left_open_does_not_fill_the_memory() {
    let rows = format!("id,text\nx,Rain.\ny,\"{}", "It never ends. ".repeat(5 << 20));
    assert_eq!(gist(&read("a.csv", rows)), ["x=Rain.", "!a:2 TooLong"]);
    let objects = format!("[{{\"text\":\"Rain.\"}},{{\"text\":\"{}", "It never ends. ".repeat(5 << 20));
    let items = read("a.json", objects);
    assert_eq!(items.iter().flat_map(codes).collect::<Vec<_>>(), [TooLong]);
}

#[test]
fn a_cut_archive_keeps_the_rows_before_the_cut() {
    let rows: Vec<String> = (0..4000).map(|n| format!("x{n},Rain {} fell.", n * 7919 % 1000)).collect();
    let whole = gzip(format!("id,text\n{}", rows.join("\n")).as_bytes());
    let items = read("a.csv.gz", &whole[..whole.len() - 2000]);
    let (last, before) = items.split_last().unwrap();
    assert!(before.len() > 1000 && before.iter().all(Result::is_ok), "{}", before.len());
    assert_eq!(codes(last), [BrokenCompression]);
}

fn text(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn number(values: &[i64]) -> ArrayRef {
    Arc::new(Int64Array::from(values.to_vec()))
}

fn articles() -> [(&'static str, ArrayRef); 2] {
    [("id", text(&["x", "y"])), ("text", text(&["Rain.", "Sun."]))]
}

/// A Parquet file with row groups of a hundred rows.
fn parquet(columns: &[(&str, ArrayRef)]) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns.iter().cloned()).unwrap();
    let groups = WriterProperties::builder().set_max_row_group_row_count(Some(100)).build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(groups)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bytes
}

#[test]
fn parquet_is_read_over_all_row_groups_with_and_without_ids() {
    let words: Vec<String> = (0..250).map(|n| format!("Rain {n} fell.")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let items = read("a.parquet", parquet(&[("text", text(&words))]));
    assert_eq!(items.len(), 250);
    assert_eq!(gist(&items)[249], "a:250=Rain 249 fell.");
    let ids: Vec<i64> = (0..250).collect();
    let items = read("a.pq", parquet(&[("id", number(&ids)), ("body", text(&words))]));
    assert_eq!(gist(&items)[120], "120=Rain 120 fell.");
}

#[test]
fn parquet_holds_text_in_many_types() {
    let coded: DictionaryArray<Int32Type> = vec![Some("Rain."), Some("Rain."), None].into_iter().collect();
    let bytes = BinaryArray::from(vec![&b"Rain."[..], b"We won\x92t go to Bogot\xe1.", b"Sun."]);
    let utc = TimestampMillisecondArray::from(vec![1_767_312_000_000, 0, 1]).with_timezone("UTC");
    let lists = ListArray::from_iter_primitive::<Int64Type, _, _>([Some([Some(1)]), None, None]);
    let table = parquet(&[
        ("text", Arc::new(coded) as ArrayRef),
        ("body", Arc::new(bytes)),
        ("published", Arc::new(utc)),
        ("host", Arc::new(lists)),
    ]);
    let (items, remarks) = read_as("a.parquet", &table, Wanted::default());
    assert_eq!(gist(&items), ["a:1=Rain.", "a:2=Rain.", "!a:3 BadField"]);
    assert!(items[0].as_ref().unwrap().published.as_ref().unwrap().starts_with("2026-01-02T00:00:00"));
    assert!(remarks[0].starts_with("a.parquet: column `host` holds List"), "{remarks:?}");
    let by_bytes = Wanted { text_column: Some("body".into()), ..Wanted::default() };
    let (items, _) = read_as("a.parquet", &table, by_bytes);
    assert_eq!(gist(&items)[1], "a:2=We won’t go to Bogotá.");
    let by_list = Wanted { text_column: Some("host".into()), ..Wanted::default() };
    let (items, _) = read_as("a.parquet", &table, by_list);
    assert!(message(&items[0]).contains("expected text in column `host`, got List"), "{}", message(&items[0]));
}

#[test]
fn a_damaged_parquet_file_costs_itself_alone() {
    let whole = parquet(&articles());
    for damaged in [
        &whole[..whole.len() / 2],
        b"PAR1",
        b"PAR1 and nothing PAR1",
        &[&whole[..8], &[0xff; 40], &whole[48..]].concat(),
    ] {
        let items = read("a.parquet", damaged);
        assert_eq!(items.len(), 1, "{items:?}");
        assert_eq!(codes(&items[0]), [WarningCode::Unreadable]);
    }
    assert_eq!(gist(&read("a.parquet.gz", gzip(&whole))), ["x=Rain.", "y=Sun."]);
}

#[test]
fn what_is_no_text_is_told_by_its_name_with_what_to_do() {
    let zip = |inside: &[u8]| [b"PK\x03\x04\x14\0\0\0\x08\0", inside].concat();
    let tar = [&[b'a'; 257][..], b"ustar\0"].concat();
    for (name, bytes, told) in [
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3".to_vec(), "got a PDF; save its text"),
        ("a.docx", zip(b"[Content_Types].xml"), "got a Word document (.docx); save it as text"),
        ("a.zip", zip(b"word/document.xml"), "got a Word document (.docx)"),
        ("a.xlsx", zip(b"_rels/.rels"), "got an Excel workbook (.xlsx); export the sheet as CSV"),
        ("a.odt", zip(b"mimetypeapplication/vnd.oasis.opendocument.text"), "got an OpenDocument text (.odt)"),
        ("a.bin", zip(b"mimetypeapplication/epub+zip"), "got an electronic book (EPUB)"),
        ("a.zip", zip(b"news/1.txt"), "got a zip archive; unpack it"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(), "got an old Office document"),
        ("a.png", b"\x89PNG\r\n\x1a\n".to_vec(), "got a picture (PNG)"),
        ("a.jpg", b"\xff\xd8\xff\xe0".to_vec(), "got a picture (JPEG)"),
        ("a.gif", b"GIF89a".to_vec(), "got a picture (GIF)"),
        ("a.webp", b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), "got a picture (WebP)"),
        ("a.rtf", b"{\\rtf1\\ansi".to_vec(), "got a rich-text document (RTF)"),
        ("a.db", b"SQLite format 3\0".to_vec(), "got an SQLite database; export the table as CSV"),
        ("a.tar", tar.clone(), "got a tar archive; unpack it"),
        ("a.tar.gz", gzip(&tar), "got a tar archive; unpack it"),
        ("a.bz2", b"BZh91AY".to_vec(), "got packed by bzip2"),
        ("a.xz", b"\xfd7zXZ\0".to_vec(), "got packed by xz"),
        ("a.lz4", b"\x04\x22\x4d\x18".to_vec(), "got packed by lz4"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c".to_vec(), "got a 7z archive"),
    ] {
        let items = read(name, bytes);
        assert_eq!(items.len(), 1, "{name}");
        assert_eq!(codes(&items[0]), [Binary], "{name}");
        assert!(message(&items[0]).contains(told), "{}", message(&items[0]));
    }
}

#[test]
fn files_left_out_of_a_folder_are_counted_at_the_end() {
    let folder = TempDir::new().unwrap();
    for name in ["a.txt", "b.PDF", "c.pdf", "sub-notes", "d.docx", ".hidden.pdf"] {
        fs::write(folder.path().join(name), "x").unwrap();
    }
    let list = vec![Input::Path(folder.path().to_owned())];
    let mut articles = inputs_from(list, Box::new(io::empty()), Wanted::default()).unwrap();
    assert!(articles.next().is_some());
    assert_eq!(articles.remarks().take(), [""; 0], "not before the end");
    assert!(articles.next().is_none());
    let told = articles.remarks().take();
    assert!(told[0].contains("4 files were left out (2 .pdf, 1 .docx, 1 without an ending)"), "{told:?}");
}

#[test]
fn what_is_no_json_at_all_is_not_json() {
    assert_eq!(codes(&read("a.json", "hello")[0]), [NotJson]);
}
