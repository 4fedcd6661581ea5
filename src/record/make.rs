//! From what was found to the rows of a record.

use sha2::{Digest, Sha256};

use super::lists::ruleset_sha256;
use super::{
    Arg, BlockRow, CodePoints, Codes, Cue, Doc, EntityRow, Extent, ForeignId, MentionRow, ModelId, Provenance, Record,
    Relation, RulesetId, SCHEMA_VERSION, SentenceRow, Title, WarningRow,
};
use crate::mention::{Mention, MentionKind};
use crate::pipeline::{Analysis, Keep, Mentions, Pipeline, Status};
use crate::relation::{self, Act, Rule, RuleSet};
use crate::text::{Article, BlockKind, Byte, Span, Tok, Unreadable, Warning, hex};

impl Provenance {
    /// What a pipeline's records say of it.
    #[must_use]
    pub fn of(pipeline: &Pipeline) -> Self {
        let model = pipeline.tagger().identity();
        let options = pipeline.options();
        let config = format!(
            "keep_boilerplate={} any_language={} max_chars={} parser={} engine={}{}{}{}{}{}{}",
            options.keep_boilerplate,
            options.any_language,
            options.max_chars,
            pipeline.parser().map_or("", |parser| &parser.identity().sha256),
            [Some(pipeline.tagger()), pipeline.parser()]
                .into_iter()
                .flatten()
                .map(|model| model.profile().engine.to_string())
                .collect::<Vec<_>>()
                .join("+"),
            if options.keep == Keep::All { String::new() } else { format!(" only={}", options.keep.name()) },
            if options.mentions == Mentions::All { " mentions=all" } else { "" },
            if options.continued { "" } else { " no_continued" },
            options.filter.settings(),
            if options.no_text { " no_text" } else { "" },
            options
                .gazetteer
                .as_ref()
                .map_or_else(String::new, |list| format!(" gazetteer={}:{}", list.source, list.sha256))
        );
        Self {
            tool: env!("CARGO_PKG_NAME").to_owned(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            model: ModelId {
                name: model.name.clone(),
                revision: model.revision.clone(),
                sha256: model.sha256.clone(),
                license: model.license.clone(),
                engine: pipeline.tagger().engine().to_owned(),
            },
            ruleset: RulesetId {
                name: pipeline.rules().name.to_owned(),
                version: RuleSet::VERSION.to_owned(),
                sha256: ruleset_sha256(pipeline.rules()),
            },
            config_sha256: hex(&Sha256::digest(config)),
        }
    }
}

impl Record {
    /// The record of an article that was read.
    #[must_use]
    pub fn of(analysis: &Analysis, rules: &[Rule], provenance: &Provenance) -> Self {
        Rows::new(analysis, rules).record(provenance)
    }

    /// The record of an article that could not be read: its id, its status, its warning.
    #[must_use]
    pub fn unreadable(input: &Unreadable, provenance: &Provenance) -> Self {
        Self {
            schema_version: SCHEMA_VERSION.to_owned(),
            id: input.known.id.clone(),
            doc: Doc::of(&input.known, Status::Error),
            text: Some(String::new()),
            blocks: Vec::new(),
            sentences: Vec::new(),
            entities: Vec::new(),
            mentions: Vec::new(),
            relations: Vec::new(),
            warnings: vec![WarningRow {
                code: input.warning.code.name().to_owned(),
                message: input.warning.message.clone(),
                start: None,
                end: None,
            }],
            provenance: provenance.clone(),
        }
    }
}

impl Doc {
    /// What the source says of an article; nothing of what reading it finds.
    fn of(article: &Article, status: Status) -> Self {
        Self {
            source: article.source.clone(),
            url: article.url.clone(),
            host: article.host.clone(),
            title: article.title.clone(),
            byline: article.byline.clone(),
            published: article.published.clone(),
            fetched: article.fetched.clone(),
            lang: None,
            text_sha256: hex(&Sha256::digest(&article.text)),
            source_sha256: article.source_sha256.clone(),
            extractor: article.extractor.clone(),
            prefix_chars: 0,
            chars: 0,
            tokens: 0,
            windows: 0,
            status,
            extra: article.extra.clone(),
        }
    }
}

/// An analysis, with the order of its mentions and the count of its code points.
struct Rows<'a> {
    from: &'a Analysis,
    rules: &'a [Rule],
    points: CodePoints<'a>,
    /// Index of a mention → its number in text order.
    numbers: Vec<usize>,
    /// Index of an entity → the numbers of its mentions, pronouns and nominals too, in text order.
    members: Vec<Vec<usize>>,
}

impl<'a> Rows<'a> {
    fn new(from: &'a Analysis, rules: &'a [Rule]) -> Self {
        let mut order: Vec<usize> = (0..from.mentions.len()).collect();
        order.sort_by_key(|&m| (from.mentions[m].words.start, from.mentions[m].words.end, m));
        let mut numbers = vec![0; order.len()];
        for (number, &mention) in order.iter().enumerate() {
            numbers[mention] = number;
        }
        let mut members = vec![Vec::new(); from.entities.len()];
        for &mention in &order {
            if let Some(entity) = from.mentions[mention].entity {
                members[entity].push(numbers[mention]);
            }
        }
        Self { from, rules, points: CodePoints::of(&from.doc.article.text), numbers, members }
    }

    fn record(&self, provenance: &Provenance) -> Record {
        let (doc, article) = (&self.from.doc, &self.from.doc.article);
        // A heading further down heads a section.
        let first = doc.blocks.iter().find(|b| matches!(b.kind, BlockKind::Title | BlockKind::Body));
        let title = first.filter(|b| b.kind == BlockKind::Title).map(|b| b.span.of(&article.text).to_owned());
        let mut mentions: Vec<(usize, MentionRow)> = self
            .from
            .mentions
            .iter()
            .enumerate()
            .map(|(at, m)| (self.numbers[at], self.mention(self.numbers[at], m)))
            .collect();
        mentions.sort_by_key(|(number, _)| *number);
        Record {
            schema_version: SCHEMA_VERSION.to_owned(),
            id: article.id.clone(),
            doc: Doc {
                title: article.title.clone().or(title),
                lang: self.from.lang.clone(),
                prefix_chars: self.points.before(article.prefix),
                chars: self.points.count(),
                tokens: doc.words.len(),
                windows: self.from.windows,
                ..Doc::of(article, self.from.status)
            },
            text: Some(article.text.clone()),
            blocks: doc.blocks.iter().enumerate().map(|(at, b)| self.block(at, b.kind, b.span)).collect(),
            sentences: doc.sentences.iter().enumerate().map(|(at, s)| self.sentence(at, s.block, s.span)).collect(),
            entities: (0..self.from.entities.len()).map(|at| self.entity(at)).collect(),
            mentions: mentions.into_iter().map(|(_, row)| row).collect(),
            relations: self.from.acts.iter().enumerate().map(|(at, act)| self.relation(at, act)).collect(),
            warnings: self.from.warnings.iter().map(|warning| self.warning(warning)).collect(),
            provenance: provenance.clone(),
        }
    }

    fn text(&self, span: Span<Byte>) -> String {
        self.from.doc.text(span).to_owned()
    }

    fn block(&self, at: usize, kind: BlockKind, span: Span<Byte>) -> BlockRow {
        let (start, end) = self.points.span(span);
        BlockRow { id: format!("b{at}"), kind, start, end }
    }

    fn sentence(&self, at: usize, block: usize, span: Span<Byte>) -> SentenceRow {
        let (start, end) = self.points.span(span);
        SentenceRow { id: format!("s{at}"), block: format!("b{block}"), start, end }
    }

    fn mention(&self, number: usize, mention: &Mention) -> MentionRow {
        let span = self.from.doc.bytes(mention.words);
        let (start, end) = self.points.span(span);
        MentionRow {
            id: format!("m{number}"),
            entity: mention.entity.map(|e| format!("e{e}")),
            class: mention.class,
            kind: mention.kind,
            start,
            end,
            text: self.text(span),
            sentence: format!("s{}", self.from.doc.sentence_of(mention.words.start).unwrap_or(0)),
            score: mention.score.map(rounded),
            source: mention.source,
        }
    }

    fn entity(&self, at: usize) -> EntityRow {
        let entity = &self.from.entities[at];
        let words = |mention: usize| self.text(self.from.doc.bytes(self.from.mentions[mention].words));
        let name = words(entity.canonical);
        let mut aliases: Vec<String> = Vec::new();
        for alias in entity.mentions.iter().map(|&m| words(m)) {
            if alias != name && !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let actor = &self.from.actors[at];
        let title = |&words: &Span<Tok>| {
            let span = self.from.doc.bytes(words);
            let (start, end) = self.points.span(span);
            Title { start, end, text: self.text(span) }
        };
        let scores: Vec<f32> = entity.mentions.iter().filter_map(|&m| self.from.mentions[m].score).collect();
        let mean = scores.iter().sum::<f32>() / scores.len().max(1) as f32;
        EntityRow {
            id: format!("e{at}"),
            class: entity.class,
            named: self.from.mentions[entity.canonical].kind == MentionKind::Name,
            name,
            aliases,
            titles: actor.titles.iter().map(title).collect(),
            affiliation: actor.affiliation.map(|to| format!("e{to}")),
            country: actor.country.map(str::to_owned),
            sector: actor.sector,
            ids: actor.id.iter().map(|(source, id)| ForeignId { source: source.clone(), id: id.clone() }).collect(),
            mentions: self.members[at].iter().map(|m| format!("m{m}")).collect(),
            score: (!scores.is_empty()).then(|| rounded(mean)),
        }
    }

    fn relation(&self, at: usize, act: &Act) -> Relation {
        let rule = &self.rules[act.relation];
        let (start, end) = self.points.span(act.cue);
        let evidence = self.points.span(act.evidence);
        let codes = rule.codes();
        Relation {
            id: format!("r{at}"),
            kind: rule.kind.clone(),
            rule: format!("{}.{}", rule.kind, act.cue_name),
            cue: Cue { start, end, text: self.text(act.cue), lemma: act.lemma.clone() },
            args: act.args.iter().map(|arg| self.arg(arg)).collect(),
            quote: act.quote,
            polarity: act.polarity,
            modality: act.modality,
            attribution: act.attribution.iter().map(|outer| format!("r{outer}")).collect(),
            answers: act.answers.map(|claim| format!("r{claim}")),
            sentence: format!("s{}", act.sentence),
            evidence: Extent { start: evidence.0, end: evidence.1 },
            score: Some(rounded(act.score)),
            codes: Codes { cameo: codes.cameo, plover: codes.plover },
        }
    }

    fn arg(&self, arg: &relation::Arg) -> Arg {
        let (start, end) = self.points.span(arg.pieces.hull().unwrap_or(Span::new(0, 0)));
        let spans = arg.pieces.iter().map(|piece| self.points.span(piece)).map(|(a, b)| [a, b]).collect();
        Arg {
            role: arg.role,
            entity: arg.entity.map(|e| format!("e{e}")),
            mention: arg.mention.map(|m| format!("m{}", self.numbers[m])),
            start,
            end,
            text: arg.pieces.text(&self.from.doc.article.text),
            spans,
            metonym: arg.metonym,
            value: arg.value.clone(),
        }
    }

    fn warning(&self, warning: &Warning) -> WarningRow {
        let span = warning.span.map(|span| self.points.span(span));
        WarningRow {
            code: warning.code.name().to_owned(),
            message: warning.message.clone(),
            start: span.map(|s| s.0),
            end: span.map(|s| s.1),
        }
    }
}

/// To four decimals: as many as mean something.
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1e4).round() / 1e4
}
