//! Pages of the web as site builders make them: the article comes out whole, by the page's own structure, and nothing else.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;

use onrecord::pipeline::{Pipeline, Status};
use onrecord::record::{Record, Relation, Role};
use onrecord::text::BlockKind::{self, Body, Caption, Title};
use onrecord::text::WarningCode::{BadBytes, Binary, Charset, NoArticle};
use onrecord::text::{Article, Input, Unreadable, Wanted, WarningCode, blocks_of_parts, inputs, inputs_from};

type Item = Result<Article, Unreadable>;

fn page(name: &str) -> Article {
    let mut items = inputs(vec![Input::Path(format!("tests/data/web/{name}.html").into())]).unwrap();
    let article = items.next().unwrap().unwrap();
    assert!(items.next().is_none());
    article
}

fn read(bytes: impl AsRef<[u8]> + Send + 'static) -> Item {
    let mut items = inputs_from(vec![Input::Stdin], Box::new(Cursor::new(bytes)), Wanted::default()).unwrap();
    items.next().unwrap()
}

/// The paragraphs by kind.
fn paragraphs(article: &Article) -> BTreeMap<BlockKind, Vec<&str>> {
    let mut found: BTreeMap<BlockKind, Vec<&str>> = BTreeMap::new();
    for block in blocks_of_parts(&article.text, article.headline(), &article.parts, false) {
        let texts = block.paragraphs.iter().map(|paragraph| paragraph.of(&article.text));
        found.entry(block.kind).or_default().extend(texts);
    }
    found
}

/// What stands in a page.
struct Site {
    name: &'static str,
    /// Title, byline, date, address.
    facts: [Option<&'static str>; 4],
    /// Headings below the headline.
    heads: &'static [&'static str],
    captions: &'static [&'static str],
    /// Paragraphs of the body: how many, and words of some, the first and the last among them.
    body: (usize, &'static [&'static str]),
    /// Words that are in the page and are not the article's.
    furniture: &'static [&'static str],
}

const SITES: [Site; 10] = [
    Site {
        name: "wordpress-classic",
        facts: [
            Some("Dam keepers warned of cracks, minister says"),
            Some("Anahit Sargsyan"),
            Some("2024-03-05T09:20:00+04:00"),
            Some("https://lorigazette.example/2024/03/05/dam-keepers-warned/"),
        ],
        heads: &["A letter in a drawer"],
        captions: &["The Debed dam on Monday, a day after the flood"],
        body: (
            6,
            &["Energy Minister Vahan Petrosyan said", "We asked for cement and got a calendar", "had opened a case."],
        ),
        furniture: &[
            "Politics",
            "Posted on",
            "Bridge at Alaverdi",
            "Share this",
            "Farmers ask",
            "Garik",
            "when we wrote to him",
            "Snow closes",
            "newsletter",
            "powered",
        ],
    },
    Site {
        name: "wordpress-blocks",
        facts: [
            Some("Ferry owner apologises over sinking off Cebu"),
            Some("Maricel Dagohoy"),
            Some("2023-11-14T06:00:00+08:00"),
            Some("https://visayandispatch.example/ferry-owner-apologises"),
        ],
        heads: &["Too many on board"],
        captions: &["Relatives wait outside the school hall in Danao. Photo: Jun Abella/Visayan Dispatch"],
        body: (8, &["The owner of a ferry", "sent its last signal", "The inquiry opens next week"]),
        furniture: &["Islands", "inbox", "newsletter", "Typhoon spares", "Teachers accuse", "©"],
    },
    Site {
        name: "arc",
        facts: [
            Some("Strikers reject pay offer at Potosí mine"),
            Some("Lucía Mamani, Tomás Quispe"),
            Some("2024-05-20T14:05:31Z"),
            Some("https://altiplanoledger.example/economy/2024/05/20/strikers-reject-pay-offer/"),
        ],
        heads: &["The union says the company counts on hunger; the company denies it", "Bishop offers to mediate"],
        captions: &["Miners of the night shift at the gate in Potosí on Sunday. (Rosa Choque/The Altiplano Ledger)"],
        body: (6, &["Striking miners in Potosí", "Rocha did not say whether", "would send an envoy."]),
        furniture: &[
            "Skip to",
            "Opinion",
            "Advertisement",
            "Lithium",
            "Morning Ledger",
            "quarrel",
            "met at breakfast",
            "Bus fares",
            "Privacy",
        ],
    },
    Site {
        name: "amp",
        facts: [
            Some("Nurses in Lagos end walkout after talks"),
            Some("Folake Adeyinka"),
            Some("2024-07-02T08:30:00Z"),
            Some("https://lagoonpost.example/health/nurses-end-walkout"),
        ],
        heads: &[],
        captions: &["Nurses sing at the hospital gate on Monday"],
        body: (
            5,
            &["will go back to work on Wednesday", "told the Lagoon Post that", "would call its members out again"],
        ),
        furniture: &["cookies", "Music", "may also like", "Singer", "rights reserved"],
    },
    Site {
        name: "tables",
        facts: [
            Some("Shipyard to close in spring, owner tells workers"),
            Some("Sinéad Mac Giolla"),
            Some("2003-10-09"),
            None,
        ],
        heads: &[],
        captions: &["The yard from the bridge. Picture: Foyle Evening Star"],
        body: (5, &["The last shipyard on the Foyle", "two firms from Norway", "said Mairéad Gallen, a welder."]),
        furniture: &["Small ads", "Also today", "Ferry late", "Councillor", "Copyright"],
    },
    Site {
        name: "live-blog",
        facts: [
            Some("Lisbon tram strike: mayor meets drivers – as it happened"),
            Some("Inês Carvalhal"),
            Some("2024-09-10T07:00:00Z"),
            Some("https://tejotimes.example/live/2024/sep/10/lisbon-tram-strike"),
        ],
        heads: &["Drivers will go back on Wednesday", "Company denies brakes were old", "Mayor arrives on foot"],
        captions: &[],
        body: (
            7,
            &["Talks at the town hall", "go back to work on Wednesday morning", "the driver who died on Friday."],
        ),
        furniture: &["cookies", "Football", "Key events", "Coach denies", "Ten beaches", "rights reserved"],
    },
    Site {
        name: "blogger",
        facts: [
            Some("Council votes to keep the library"),
            Some("Carys Pugh"),
            Some("2019-06-14"),
            Some("https://valleyvoice.blogspot.example/2019/06/council-votes-to-keep-library.html"),
        ],
        heads: &[],
        captions: &["The library in 1911"],
        body: (
            4,
            &["The council voted on Thursday", "I learned to read in that building", "if it came to a second vote."],
        ),
        furniture: &["Next blog", "Small news", "Posted by", "My aunt", "Newer Post", "About Me", "Powered"],
    },
    Site {
        name: "drupal",
        facts: [
            Some("UN envoy urges Malian parties to hold truce"),
            Some("Fatoumata Keïta"),
            Some("2022-08-19T11:00:00+0000"),
            Some("https://sahelobserver.example/en/news/un-envoy-urges-truce"),
        ],
        heads: &["Two trucks burnt"],
        captions: &["A patrol on the road to Gao in July"],
        body: (
            5,
            &["The United Nations envoy to Mali", "neither had asked her to leave", "the families of the drivers."],
        ),
        furniture: &["Skip to", "Niger Chad", "Submitted by", "Tags", "Herders", "tax salt", "rights reserved"],
    },
    Site {
        name: "ghost",
        facts: [
            Some("What the harbour pilots told me"),
            Some("Rasmus Lindqvist"),
            Some("2024-02-11T16:00:00.000Z"),
            Some("https://tidewater.example/p/harbour-pilots/"),
        ],
        heads: &["The port’s answer"],
        captions: &["The tug Hilda at her berth in January"],
        body: (6, &["Three winters of waiting", "We start her in October and pray.", "he wrote to the minister."]),
        furniture: &[
            "Archive",
            "Tidewater Letters",
            "No spam",
            "Member discussion",
            "who said it would not come",
            "never asked",
            "Ghost",
        ],
    },
    Site {
        name: "agency",
        facts: [
            Some("Georgia, Azerbaijan agree on rail tariffs: ministry"),
            None,
            Some("2021-04-27T13:45:00+04:00"),
            Some("https://kazbek.example/en/economy/88231"),
        ],
        heads: &[],
        captions: &[],
        body: (5, &["TBILISI, April 27 (KAZBEK)", "told APA that", "charged more than before."]),
        furniture: &[
            "English",
            "Politics",
            "1 204",
            "Nutsa",
            "Telegram",
            "Tags",
            "early vote",
            "Wine exports",
            "forbidden",
        ],
    },
];

#[test]
fn ten_builders_pages_give_the_whole_article_and_nothing_else() {
    for Site { name, facts, heads, captions, body, furniture } in SITES {
        let article = page(name);
        let got = [&article.title, &article.byline, &article.published, &article.url];
        assert_eq!(got.map(Option::as_deref), facts, "{name}");
        assert_eq!(article.headline().unwrap().of(&article.text), facts[0].unwrap(), "{name}");
        let found = paragraphs(&article);
        let of = |kind| found.get(&kind).cloned().unwrap_or_default();
        let titles: Vec<&str> = facts[0].into_iter().chain(heads.iter().copied()).collect();
        assert_eq!(of(Title), titles, "{name}");
        assert_eq!(of(Caption), captions, "{name}");
        assert_eq!(of(Body).len(), body.0, "{name}: {:#?}", of(Body));
        for words in body.1 {
            assert_eq!(of(Body).iter().filter(|text| text.contains(words)).count(), 1, "{name}: {words}");
        }
        for words in furniture {
            let read = [of(Title), of(Body), of(Caption)].concat();
            assert!(!read.iter().any(|text| text.contains(words)), "{name}: {words} is read");
        }
    }
}

#[test]
fn every_paragraph_is_one_line_of_the_text_with_an_empty_line_between() {
    for Site { name, .. } in SITES {
        let article = page(name);
        let below = &article.text[article.prefix..];
        let lines: Vec<&str> = below.split("\n\n").collect();
        assert_eq!(article.parts.iter().map(|part| part.span.of(&article.text)).collect::<Vec<_>>(), lines, "{name}");
        assert!(lines.iter().all(|line| !line.contains('\n') && line.trim() == *line), "{name}");
    }
}

/// Of each act its type and speaker.
fn acts(record: &Record) -> Vec<(&str, &str)> {
    fn speaker(act: &Relation) -> &str {
        act.args.iter().find(|arg| arg.role == Role::Speaker).map_or("", |arg| arg.text.as_str())
    }
    record.relations.iter().map(|act| (act.kind.as_str(), speaker(act))).collect()
}

#[test]
fn relations_come_from_the_article_alone() {
    let pipeline = Pipeline::embedded().unwrap();
    let record = pipeline.record(page("wordpress-classic"));
    assert_eq!(record.doc.status, Status::Ok);
    let acts = acts(&record);
    for act in [("denied", "Petrosyan"), ("said", "Energy Minister Vahan Petrosyan")] {
        assert!(acts.contains(&act), "{act:?} among {acts:?}");
    }
    assert!(acts.iter().any(|(kind, _)| *kind == "condoled"), "{acts:?}");
    for (_, speaker) in &acts {
        assert!(!["governor", "police", "Mayor", "Garik"].contains(speaker), "{acts:?}");
    }
    let chars: Vec<char> = record.text.as_ref().unwrap().chars().collect();
    for mention in &record.mentions {
        assert_eq!(chars[mention.start..mention.end].iter().collect::<String>(), mention.text);
    }
    assert_eq!(record.doc.host.as_deref(), Some("lorigazette.example"));
    assert_eq!(record.doc.extractor.as_deref(), Some("trafilatura 0.6.0"));
    assert_eq!(record.doc.prefix_chars, "Dam keepers warned of cracks, minister says\n\n".len());
    assert_eq!(record.doc.source_sha256.as_ref().unwrap().len(), 64);
}

#[test]
fn no_relation_comes_from_what_stands_around_an_article() {
    let pipeline = Pipeline::embedded().unwrap();
    for Site { name, furniture, .. } in SITES {
        let record = pipeline.record(page(name));
        assert!(!record.relations.is_empty(), "{name}");
        let chars: Vec<char> = record.text.as_ref().unwrap().chars().collect();
        for relation in &record.relations {
            let evidence: String = chars[relation.evidence.start..relation.evidence.end].iter().collect();
            let strays = furniture.iter().find(|words| evidence.contains(**words));
            assert_eq!(strays, None, "{name}: {} of {evidence}", relation.kind);
        }
    }
}

#[test]
fn advertising_between_paragraphs_is_no_part_of_the_article() {
    let pipeline = Pipeline::embedded().unwrap();
    let record = pipeline.record(page("ads-inside"));
    let text = record.text.as_ref().unwrap();
    for seller in ["Glitz", "Stamp", "Tarrow", "Crane", "Veil", "Reef", "Suede"] {
        assert!(!text.contains(seller), "{seller}: {text}");
    }
    let speakers: Vec<&str> = acts(&record).into_iter().map(|(_, speaker)| speaker).collect();
    for seller in ["Green", "Pole"] {
        assert!(!speakers.iter().any(|speaker| speaker.contains(seller)), "{seller}: {speakers:?}");
    }
    let of = paragraphs(&page("ads-inside")).remove(&Body).unwrap_or_default().len();
    assert_eq!(of, 6, "the article is whole: {text}");
    assert!(text.contains("A spokesman for the province said"), "{text}");
}

#[test]
fn an_article_stays_whatever_its_frames_are_called() {
    let article = page("ads-named");
    let body = paragraphs(&article).remove(&Body).unwrap_or_default();
    assert_eq!(body.len(), 4, "{body:#?}");
    for (at, words) in ["Kari Lund", "nine per cent", "the night watch", "The company denied"].into_iter().enumerate() {
        assert!(body[at].contains(words), "{words}: {body:#?}");
    }
}

#[test]
fn the_extractor_is_named_as_it_is_locked() {
    let lock = fs::read_to_string("Cargo.lock").unwrap();
    let (_, rest) = lock.split_once("name = \"trafilatura\"\nversion = \"").unwrap();
    let version = rest.split('"').next().unwrap();
    assert_eq!(page("amp").extractor.unwrap(), format!("trafilatura {version}"));
}

#[test]
fn a_page_without_an_article_is_empty_and_says_why() {
    let pipeline = Pipeline::embedded().unwrap();
    for name in ["front-page", "cookie-wall"] {
        let article = page(name);
        assert_eq!(codes(&article), [NoArticle], "{name}");
        assert_eq!(article.text, "", "{name}");
        assert!(article.title.is_some(), "{name}");
        let record = pipeline.record(article);
        assert_eq!((record.doc.status, record.relations.len()), (Status::Empty, 0), "{name}");
        assert!(record.warnings[0].message.contains("without running text"), "{:?}", record.warnings);
    }
}

fn codes(article: &Article) -> Vec<WarningCode> {
    article.warnings.iter().map(|warning| warning.code).collect()
}

/// A page of one article, in the middle of which stand these bytes.
fn around(head: &str, words: &[u8]) -> Vec<u8> {
    let before = format!(
        "<!DOCTYPE html><html><head>{head}<title>Floods</title></head><body><article><p>The mayor of the town by the river spoke to the families for an hour, and this is what she said: "
    );
    [before.as_bytes(), words, b" was nobody's fault but the river's.</p><p>Then she left.</p></article></body></html>"]
        .concat()
}

#[test]
fn the_charset_is_the_marks_or_the_pages_word_or_a_guess() {
    for (name, head, words, expected, warnings) in [
        ("utf-8, said", "<meta charset=utf-8>", "São Tomé".as_bytes(), "São Tomé", vec![]),
        ("utf-8, nothing said", "", "São Tomé".as_bytes(), "São Tomé", vec![]),
        ("utf-8, something else said", "<meta charset=iso-8859-1>", "São Tomé".as_bytes(), "São Tomé", vec![]),
        ("latin, said", "<meta charset=iso-8859-1>", b"S\xe3o Tom\xe9", "São Tomé", vec![]),
        ("latin, utf-8 said", "<meta charset=utf-8>", b"S\xe3o Tom\xe9", "São Tomé", vec![Charset]),
        ("cyrillic, said", "<meta charset=windows-1251>", b"\xcc\xee\xf1\xea\xe2\xe0", "Москва", vec![]),
        ("a bad byte", "<meta charset=utf-8>", b"S\xc3\xa3o Tom\xc3\xa9 \xff", "São Tomé \u{fffd}", vec![BadBytes]),
    ] {
        let article = read(around(head, words)).unwrap();
        assert!(article.text.contains(expected), "{name}: {}", article.text);
        assert_eq!(codes(&article), warnings, "{name}");
    }
    let wide: Vec<u8> = String::from_utf8(around("<meta charset=utf-16>", "São Tomé".as_bytes()))
        .unwrap()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("wide.html"), [&b"\xff\xfe"[..], &wide].concat()).unwrap();
    let article = inputs(vec![Input::Path(folder.path().to_owned())]).unwrap().next().unwrap().unwrap();
    assert!(article.text.contains("São Tomé"), "{}", article.text);
}

#[test]
fn entities_are_decoded_and_scripts_are_not_read() {
    let article = read(around(
        "<script>var said = '<p>Nobody said it.</p>';</script>",
        b"AT&amp;T &lt;sic&gt; &#8220;r&eacute;sum&eacute;&rdquo;",
    ))
    .unwrap();
    assert!(article.text.contains("she said: AT&T <sic> “résumé” was"), "{}", article.text);
    assert!(!article.text.contains("Nobody"), "{}", article.text);
}

#[test]
fn a_page_is_known_by_its_bytes_whatever_its_name() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), around("", b"the flood")).unwrap();
    let article = inputs(vec![Input::Path(folder.path().join("a.txt"))]).unwrap().next().unwrap().unwrap();
    assert!(article.extractor.is_some() && !article.text.contains('<'), "{}", article.text);
}

#[test]
fn pages_that_would_break_a_parser_cost_themselves_alone() {
    let deep = |n: usize| around("", "<div>".repeat(n).as_bytes());
    assert_eq!(read(deep(100_000)).unwrap_err().warning.code, Binary);
    for (name, bytes) in [
        ("tags in tags", deep(3_000)),
        ("bold in bold", around("", "<b>".repeat(3_000).as_bytes())),
        ("paragraphs that never end", around("", "<p>".repeat(100_000).as_bytes())),
        ("a tag that never ends", around("", b"<div class=\"")),
        ("ends without beginnings", around("", "</div>".repeat(10_000).as_bytes())),
        ("tables in tables", around("", "<table><tr><td>".repeat(1_000).as_bytes())),
        ("a script that never ends", around("", b"<script>")),
        ("nothing", b"<html>".to_vec()),
    ] {
        // On a thread as small as a worker's; whatever comes of it, it comes.
        let item = std::thread::spawn(move || read(bytes)).join();
        assert!(item.is_ok(), "{name}");
    }
}

#[test]
fn a_page_saved_by_a_browser_in_one_file_is_read() {
    let mhtml = "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://lagoonpost.example/health/nurses\r\nSubject: Nurses\r\nDate: Tue, 2 Jul 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"cut\"\r\n\r\n--cut\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://lagoonpost.example/health/nurses\r\n\r\n<!DOCTYPE html><html><head><meta charset=3D\"utf-8\"><title>Nurses in Lagos end walkout</title></head><body><article><p>Nurses in four hospitals will go back to work, their association=E2=80=99s=\r\n chairwoman said on Tuesday after nine hours of talks.</p></article></body></html>\r\n--cut\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--cut--\r\n";
    let article = read(mhtml).unwrap();
    assert_eq!(
        article.text,
        "Nurses in Lagos end walkout\n\nNurses in four hospitals will go back to work, their association’s chairwoman said on Tuesday after nine hours of talks."
    );
    assert_eq!(article.url.as_deref(), Some("https://lagoonpost.example/health/nurses"));
    assert_eq!(article.fetched.as_deref(), Some("2024-07-02T10:00:00Z"));
    let empty = read("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"cut\"\r\n\r\n--cut--\r\n");
    assert!(empty.unwrap_err().warning.message.contains("a part of HTML"));
}

#[test]
fn a_page_that_cannot_be_decoded_keeps_what_is_known_of_it() {
    let bad = read([&b"<!DOCTYPE html><html><p>"[..], &[0, 1, 2, 3]].concat()).unwrap_err();
    assert_eq!((bad.warning.code, bad.known.id.as_str()), (Binary, "stdin"));
}
