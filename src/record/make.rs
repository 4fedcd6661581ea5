//! From what was found to the rows of a record.

use sha2::{Digest, Sha256};

use super::{
    Arg, BlockRow, CodePoints, Codes, Cue, Doc, EntityRow, Extent, MentionRow, ModelId, Provenance, Record, Relation,
    RulesetId, SCHEMA_VERSION, SentenceRow, Status, WarningRow,
};
use crate::mention::{Mention, MentionKind, Source};
use crate::pipeline::{Analysis, Keep, Outcome, Pipeline};
use crate::relation::{self, Act, Rule, RuleSet};
use crate::text::{BlockKind, Byte, Span, Unreadable, Warning, hex};

impl Provenance {
    /// What a pipeline's records say of it.
    #[must_use]
    pub fn of(pipeline: &Pipeline) -> Self {
        let model = pipeline.tagger().identity();
        let options = pipeline.options();
        let config = format!(
            "keep_boilerplate={} any_language={} max_chars={} parser={} engine={}{}",
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
            if options.keep == Keep::All { String::new() } else { format!(" only={}", options.keep.name()) }
        );
        Self {
            tool: env!("CARGO_PKG_NAME").to_owned(),
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
            model: ModelId {
                name: model.name.clone(),
                revision: model.revision.clone(),
                sha256: model.sha256.clone(),
                license: model.license.clone(),
            },
            ruleset: RulesetId {
                name: pipeline.rules().name.to_owned(),
                version: RuleSet::VERSION.to_owned(),
                sha256: pipeline.rules().sha256.clone(),
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
            id: input.id.clone(),
            doc: Doc {
                source: input.source.clone(),
                url: None,
                title: None,
                published: None,
                lang: None,
                text_sha256: hex(&Sha256::digest("")),
                chars: 0,
                tokens: 0,
                windows: 0,
                status: Status::Error,
            },
            text: String::new(),
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
        let title = doc.blocks.iter().find(|b| b.kind == BlockKind::Title).map(|b| b.span.of(&article.text).to_owned());
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
                source: article.source.clone(),
                url: article.url.clone(),
                title: article.title.clone().or(title),
                published: article.published.clone(),
                lang: self.from.lang.clone(),
                text_sha256: hex(&Sha256::digest(&article.text)),
                chars: self.points.before(article.text.len()),
                tokens: doc.words.len(),
                windows: self.from.windows,
                status: status(self.from.outcome),
            },
            text: article.text.clone(),
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
        BlockRow { id: format!("b{at}"), kind: kind.name().to_owned(), start, end }
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
            class: mention.class.name().to_owned(),
            kind: kind(mention.kind).to_owned(),
            start,
            end,
            text: self.text(span),
            sentence: format!("s{}", self.from.doc.sentence_of(mention.words.start).unwrap_or(0)),
            score: mention.score.map(rounded),
            source: source(mention.source).to_owned(),
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
        let scores: Vec<f32> = entity.mentions.iter().filter_map(|&m| self.from.mentions[m].score).collect();
        let mean = scores.iter().sum::<f32>() / scores.len().max(1) as f32;
        EntityRow {
            id: format!("e{at}"),
            kind: entity.class.name().to_owned(),
            name,
            aliases,
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
            quote: act.quote.name().to_owned(),
            polarity: act.polarity.name().to_owned(),
            modality: act.modality.name().to_owned(),
            attribution: act.attribution.iter().map(|outer| format!("r{outer}")).collect(),
            answers: act.answers.map(|claim| format!("r{claim}")),
            sentence: format!("s{}", act.sentence),
            evidence: Extent { start: evidence.0, end: evidence.1 },
            score: Some(rounded(act.score)),
            codes: Codes { cameo: codes.cameo, plover: codes.plover },
        }
    }

    fn arg(&self, arg: &relation::Arg) -> Arg {
        let hull = arg.pieces.iter().copied().reduce(Span::hull).unwrap_or(Span::new(0, 0));
        let (start, end) = self.points.span(hull);
        let spans = arg.pieces.iter().map(|piece| self.points.span(*piece)).map(|(a, b)| [a, b]).collect();
        Arg {
            role: arg.role.name().to_owned(),
            entity: arg.entity.map(|e| format!("e{e}")),
            mention: arg.mention.map(|m| format!("m{}", self.numbers[m])),
            start,
            end,
            text: self.text(hull),
            spans,
            metonym: arg.metonym,
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

fn status(outcome: Outcome) -> Status {
    match outcome {
        Outcome::Ok => Status::Ok,
        Outcome::Empty => Status::Empty,
        Outcome::SkippedLang => Status::SkippedLang,
        Outcome::Truncated => Status::Truncated,
        Outcome::Error => Status::Error,
    }
}

fn kind(kind: MentionKind) -> &'static str {
    match kind {
        MentionKind::Name => "name",
        MentionKind::Nominal => "nominal",
        MentionKind::Pronoun => "pronoun",
    }
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Model => "model",
        Source::Gazetteer => "gazetteer",
        Source::Rule => "rule",
        Source::Coref => "coref",
    }
}

/// To four decimals: as many as mean something.
fn rounded(probability: f32) -> f64 {
    (f64::from(probability) * 1e4).round() / 1e4
}
