//! One figure for each part of the work, so that a regression has an address: `cargo bench --bench parts`.
#![allow(clippy::unwrap_used, reason = "a benchmark may fail loudly")]

use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::io;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use onrecord::mention::entities;
use onrecord::model::{Model, Scores, parts};
use onrecord::ner::tag;
use onrecord::output;
use onrecord::pipeline::Pipeline;
use onrecord::record::{Provenance, Record};
use onrecord::relation::{RuleSet, relate};
use onrecord::syntax::{Syntax, parse};
use onrecord::text::{Article, Byte, Input, Span, Tok, Wanted, blocks, inputs_from};
use onrecord::token::{Segmented, segment};

fn main() {
    divan::main();
}

/// The demonstration articles as one.
static TEXT: LazyLock<String> = LazyLock::new(|| {
    let names = ["karabakh-call", "kenya-dam", "philippines-ferry"];
    names.map(|name| fs::read_to_string(format!("eval/demo/{name}.txt")).unwrap()).join("\n\n")
});

/// The same on its way through the rooms.
struct Read {
    doc: Segmented,
    words: Vec<Span<Byte>>,
    sentences: Vec<Span<Tok>>,
    scores: Scores,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::embedded().unwrap());

static READ: LazyLock<Read> = LazyLock::new(|| {
    let doc = segmented();
    let words: Vec<_> = doc.words.iter().map(|word| word.span).collect();
    let sentences: Vec<_> = doc.sentences.iter().map(|sentence| sentence.words).collect();
    let scores = MODEL.read(&TEXT, &words, &sentences).unwrap();
    Read { doc, words, sentences, scores }
});

fn segmented() -> Segmented {
    segment(Article::new("a", TEXT.as_str()), blocks(&TEXT, None, true))
}

fn words() -> ItemsCount {
    ItemsCount::new(READ.words.len())
}

/// `[rows, inputs, outputs]` of bytes: the four products of a layer, and one of a head's few numbers.
#[divan::bench(args = [[64, 384, 1152], [64, 384, 384], [64, 384, 1536], [64, 1536, 384], [222, 32, 222]])]
fn product(bencher: Bencher, [rows, inputs, outputs]: [usize; 3]) {
    let mut product = parts::Product::new(rows, inputs, outputs);
    bencher.counter(ItemsCount::new(rows * inputs * outputs)).bench_local(move || product.run());
}

/// Twelve heads of 32 numbers over a window of so many pieces.
#[divan::bench(args = [16, 64, 254])]
fn attention(bencher: Bencher, pieces: usize) {
    let mut attention = parts::Attending::new(pieces, 12, 32);
    bencher.counter(ItemsCount::new(pieces)).bench_local(move || attention.run());
}

/// Pages to articles. The pages of `tests/data/web` are small; so much more menu, teasers and script as pages of newspapers have.
#[divan::bench(args = [0, 120])]
fn extraction(bencher: Bencher, kilobytes: usize) {
    let names = ["arc", "amp", "wordpress-blocks", "wordpress-classic", "drupal", "ghost", "live-blog"];
    let pages =
        names.map(|name| around(&fs::read_to_string(format!("tests/data/web/{name}.html")).unwrap(), kilobytes));
    bencher.counter(ItemsCount::new(pages.len())).bench(|| {
        for page in &pages {
            let stdin = Box::new(io::Cursor::new(page.clone().into_bytes()));
            let read = inputs_from(vec![Input::Stdin], stdin, Wanted::default()).unwrap().next();
            assert!(!black_box(read).unwrap().unwrap().parts.is_empty());
        }
    });
}

/// A page with furniture around: half of it script, the rest links and teasers.
fn around(page: &str, kilobytes: usize) -> String {
    let mut furniture = String::new();
    for at in 0..kilobytes * 2 {
        let _ = write!(
            furniture,
            "<li class=\"menu-item\"><a href=\"/section-{at}/story\"><span class=\"kicker\">Region {at}</span> What the council of town {at} decided</a></li>\n\
             <div class=\"card\"><h3><a href=\"/story-{at}\">Teaser {at}</a></h3><p>Read on.</p></div>"
        );
    }
    let script = format!(
        "<script>window.__STATE__ = {{\"items\":[{}0]}};</script>",
        "{\"id\":1,\"t\":\"x\"},".repeat(kilobytes * 1024 / 36)
    );
    page.replacen("</body>", &format!("<nav><ul>{furniture}</ul></nav>{script}</body>"), 1)
}

/// Sentences, words, quotations.
#[divan::bench]
fn segmentation(bencher: Bencher) {
    bencher.counter(words()).bench(segmented);
}

/// Words to pieces.
#[divan::bench]
fn tokenisation(bencher: Bencher) {
    let Read { words: spans, sentences, .. } = &*READ;
    bencher.counter(words()).bench(|| parts::pieces(&MODEL, &TEXT, spans, sentences));
}

/// Encoder and entity head, pieces included.
#[divan::bench]
fn reading_names(bencher: Bencher) {
    let Read { words: spans, sentences, .. } = &*READ;
    bencher.counter(words()).bench(|| MODEL.read_names(&TEXT, spans, sentences).unwrap());
}

/// The same with part-of-speech and arc scores.
#[divan::bench]
fn reading(bencher: Bencher) {
    let Read { words: spans, sentences, .. } = &*READ;
    bencher.counter(words()).bench(|| MODEL.read(&TEXT, spans, sentences).unwrap());
}

/// Scores to trees.
#[divan::bench]
fn trees(bencher: Bencher) {
    let Read { sentences, scores, .. } = &*READ;
    bencher.counter(words()).bench(|| parse(scores, sentences));
}

/// Mentions, trees and words to acts.
#[divan::bench]
fn rules(bencher: Bencher) {
    let Read { doc, words: spans, sentences, scores } = &*READ;
    let rules = RuleSet::embedded().unwrap();
    let (mentions, entities) = entities(doc, &tag(&TEXT, spans, sentences, scores));
    let syntax = Syntax::new(parse(scores, sentences).into_iter().flatten().flatten().collect());
    bencher.counter(words()).bench(|| relate(&rules, doc, &syntax, &mentions, black_box(&entities)));
}

/// An analysis to a line of JSON.
#[divan::bench]
fn writing(bencher: Bencher) {
    let pipeline = Pipeline::embedded().unwrap();
    let (analysis, provenance) = (pipeline.analyse(Article::new("a", TEXT.as_str())), Provenance::of(&pipeline));
    let rules = pipeline.rules().rules();
    bencher.counter(words()).bench(|| output::line(&Record::of(&analysis, rules, &provenance)).unwrap());
}
