//! A denial as a question: which claims of the article it may answer, and what is known of each.

use std::collections::{BTreeSet, HashMap};

use super::feature::Feature;
use crate::mention::softmax::{Row, bin};
use crate::relation::RuleSet;
use crate::relation::act::{Act, Modality, Polarity, Role};
use crate::relation::cast::Cast;
use crate::relation::clause::{View, WORDS};
use crate::relation::data::List;
use crate::relation::rule_file::Claim;
use crate::syntax::Upos;
use crate::text::{Byte, Span, look};

/// Claims are looked for among so many acts before a denial and behind it.
const BEFORE: usize = 40;
const BEHIND: usize = 20;
/// What points back is as short as this, in words that tell something.
const SHORT: usize = 4;
/// Parts of words are alike in so many letters: "owed", "owing"; "invention", "invented".
const STEM: usize = 5;

/// Bounds of acts, sentences, words between.
const ACTS: [usize; 7] = [1, 2, 3, 5, 8, 13, 21];
const SENTENCES: [usize; 6] = [0, 1, 2, 4, 8, 16];
const WORDS_OF: [usize; 6] = [0, 1, 2, 4, 7, 12];
const ALIKE: [f32; 7] = [0.0, 0.08, 0.15, 0.22, 0.3, 0.42, 0.6];

/// A denial, the acts that it may answer, and their rows; last that of none.
#[derive(Debug)]
pub(super) struct Question {
    pub claims: Vec<usize>,
    pub rows: Vec<Row>,
}

/// What is compared of each act of an article.
pub(super) struct Sides<'a> {
    acts: &'a [Act],
    of_acts: Vec<Side<'a>>,
    /// In how many acts' words a lemma stands.
    known: HashMap<&'a str, usize>,
    /// Does an act tell of others?
    holds: Vec<bool>,
    /// Words by which the article names whoever takes part.
    called: HashMap<usize, BTreeSet<&'a str>>,
}

struct Side<'a> {
    answers: bool,
    claims: Option<Claim>,
    /// Lemmas of what is claimed or denied, and against whom.
    words: BTreeSet<&'a str>,
    /// Names and numbers among them.
    names: BTreeSet<&'a str>,
    /// Whom they speak of.
    of: BTreeSet<usize>,
    speakers: BTreeSet<usize>,
    targets: BTreeSet<usize>,
    hearers: BTreeSet<usize>,
    speaker_words: BTreeSet<&'a str>,
    target_words: BTreeSet<&'a str>,
    sentence: usize,
    paragraph: usize,
}

/// What a denial points to.
#[derive(Clone, Copy, PartialEq)]
enum Points {
    /// To nothing: it says what it denies.
    Not,
    Charge,
    Report,
    /// "Denied it".
    It,
}

impl<'a> Sides<'a> {
    pub(super) fn of(rules: &'a RuleSet, view: View<'a>, cast: &Cast<'_>, acts: &'a [Act]) -> Self {
        let paragraphs: Vec<usize> = view.doc.article.text.match_indices("\n\n").map(|(at, _)| at).collect();
        let sides: Vec<Side<'a>> = acts.iter().map(|act| Side::of(rules, view, cast, &paragraphs, act)).collect();
        let (mut known, mut called) = (HashMap::new(), HashMap::<usize, BTreeSet<&str>>::new());
        for (act, side) in acts.iter().zip(&sides) {
            for word in &side.words {
                *known.entry(*word).or_default() += 1;
            }
            for arg in act.args.iter().filter(|arg| arg.role.is_participant()) {
                if let Some(who) = arg.entity {
                    called.entry(who).or_default().extend(view.telling(arg.pieces.iter(), |upos| upos == Upos::Propn));
                }
            }
        }
        let mut holds = vec![false; acts.len()];
        for outer in acts.iter().filter_map(|act| act.attribution.first()) {
            holds[*outer] = true;
        }
        Self { acts, of_acts: sides, known, holds, called }
    }

    /// Of an act that takes place and may answer another the question which.
    pub(super) fn question(&self, at: usize) -> Option<Question> {
        let act = &self.acts[at];
        let asks = self.of_acts[at].answers && act.polarity == Polarity::Positive && act.modality == Modality::Asserted;
        let around = at.saturating_sub(BEFORE)..self.acts.len().min(at + BEHIND + 1);
        let claims = || around.filter(|&claim| self.may_answer(at, claim)).collect();
        asks.then(|| self.weighed(at, claims()))
    }

    fn may_answer(&self, at: usize, other: usize) -> bool {
        look(1);
        let (denial, claim) = (&self.acts[at], &self.acts[other]);
        let (own, theirs) = (&self.of_acts[at], &self.of_acts[other]);
        let real = !matches!(claim.modality, Modality::Hypothetical | Modality::Conditional)
            && claim.polarity == Polarity::Positive;
        let apart = at != other && !claim.attribution.contains(&at) && !denial.attribution.contains(&other);
        let holds = claim.role(Role::Content).any(|arg| arg.pieces.iter().any(|piece| piece.has(denial.cue.start)));
        let same_speaker = !own.speakers.is_disjoint(&theirs.speakers)
            || !own.speaker_words.is_empty() && own.speaker_words == theirs.speaker_words;
        theirs.claims.is_some() && real && apart && !holds && !same_speaker && !theirs.words.is_empty()
    }

    /// How much of what two acts say is the same, by words that few acts have: 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "counts of acts are far below 2^24")]
    fn alike(&self, one: &Side<'_>, other: &Side<'_>) -> f32 {
        let worth =
            |word: &&str| (1.0 + self.acts.len() as f32 / self.known.get(*word).copied().unwrap_or(1) as f32).ln();
        let sum = |words: &mut dyn Iterator<Item = &&str>| words.map(worth).sum::<f32>();
        let shared = sum(&mut one.words.intersection(&other.words));
        if shared > 0.0 { shared / (sum(&mut one.words.iter()) * sum(&mut other.words.iter())).sqrt() } else { 0.0 }
    }

    fn weighed(&self, at: usize, claims: Vec<usize>) -> Question {
        let own = &self.of_acts[at];
        let points = own.points();
        let alike: Vec<f32> = claims.iter().map(|&claim| self.alike(own, &self.of_acts[claim])).collect();
        let most = alike.iter().copied().fold(0.0, f32::max);
        let mut rows: Vec<Row> = Vec::with_capacity(claims.len() + 1);
        for (&claim, &alike) in claims.iter().zip(&alike) {
            let nearer =
                claims.iter().filter(|&&other| other != claim && at.abs_diff(other) < at.abs_diff(claim)).count();
            let mut row = self.row(at, claim, points, alike);
            row.add(Feature::Rank, nearer.min(5) + 6 * usize::from(points != Points::Not));
            row.add_if(alike > 0.0 && alike >= most, Feature::MostShared);
            rows.push(row);
        }
        let mut nothing = Row::default();
        nothing.add(Feature::Nothing, 0);
        nothing.add(Feature::NothingLength, bin(own.words.len(), &WORDS_OF));
        nothing.add(Feature::NothingSort, points as usize);
        nothing.add(Feature::NothingClaims, bin(claims.len(), &WORDS_OF));
        nothing.add(Feature::NothingShared, bin(most, &ALIKE));
        nothing.add_if(claims.iter().any(|&claim| self.is_accused(at, claim)), Feature::NothingAccused);
        nothing.add_if(own.sentence == 0, Feature::NothingLead);
        rows.push(nothing);
        Question { claims, rows }
    }

    fn is_accused(&self, at: usize, claim: usize) -> bool {
        !self.of_acts[claim].targets.is_disjoint(&self.of_acts[at].speakers)
    }

    /// Is one of them named in so many words?
    fn names(&self, who: &BTreeSet<usize>, words: &BTreeSet<&str>) -> bool {
        who.iter().filter_map(|who| self.called.get(who)).any(|called| !called.is_disjoint(words))
    }

    fn row(&self, at: usize, other: usize, points: Points, alike: f32) -> Row {
        let (own, theirs) = (&self.of_acts[at], &self.of_acts[other]);
        let (claim, sort) = (&self.acts[other], theirs.claims.map_or(0, |sort| sort as usize));
        let (before, points_back) = (other < at, points != Points::Not);
        let mut row = Row::default();
        row.add(Feature::Sort, points as usize * 3 + sort);
        let acts = bin(at.abs_diff(other), &ACTS);
        row.add(if before { Feature::Before } else { Feature::Behind }, acts);
        if points_back {
            row.add(if before { Feature::PointedBefore } else { Feature::PointedBehind }, acts);
        }
        let sentences = bin(own.sentence.abs_diff(theirs.sentence), &SENTENCES);
        row.add(if before { Feature::Sentences } else { Feature::SentencesBehind }, sentences);
        row.add_if(own.sentence == theirs.sentence, Feature::SameSentence);
        row.add_if(own.paragraph == theirs.paragraph, Feature::SameParagraph);
        row.add(Feature::Shared, bin(alike, &ALIKE));
        row.add(Feature::SharedBySort, sort * 6 + bin(alike, &ALIKE[..5]));
        let shared = own.words.intersection(&theirs.words);
        let rare = shared.clone().filter(|word| self.known.get(**word).copied().unwrap_or(1) <= 3).count();
        row.add(Feature::SharedRare, rare.min(4));
        row.add(Feature::SharedNames, own.names.intersection(&theirs.names).count().min(3));
        let stem = |word: &&str| word.get(..STEM).map(str::to_owned);
        let stems = |words: &BTreeSet<&str>, other: &BTreeSet<&str>| -> BTreeSet<String> {
            words.iter().filter(|word| !other.contains(**word)).filter_map(stem).collect()
        };
        let stems = stems(&own.words, &theirs.words).intersection(&stems(&theirs.words, &own.words)).count();
        row.add(Feature::SharedStems, stems.min(2));
        row.add_if(self.is_accused(at, other), Feature::Accused);
        row.add_if(!theirs.target_words.is_disjoint(&own.speaker_words), Feature::AccusedByWords);
        let named = self.names(&own.speakers, &theirs.words) || !own.speaker_words.is_disjoint(&theirs.words);
        row.add_if(named, Feature::InClaim);
        let claimant = self.names(&theirs.speakers, &own.words) || !theirs.speaker_words.is_disjoint(&own.words);
        row.add_if(claimant, Feature::Claimant);
        row.add_if(!own.speakers.is_disjoint(&theirs.of), Feature::DenierSpokenOf);
        row.add_if(!theirs.speakers.is_disjoint(&own.of), Feature::ClaimantSpokenOf);
        row.add(Feature::SharedWho, own.of.intersection(&theirs.of).count().min(2));
        row.add_if(!own.hearers.is_disjoint(&theirs.speakers), Feature::ClaimantTold);
        row.add(Feature::Within, claim.attribution.len().min(2));
        row.add_if(self.holds[other], Feature::Holds);
        row.add(Feature::Quote, claim.quote as usize);
        row.add_if(own.sentence == 0 && !before, Feature::Lead);
        row.add_if(theirs.sentence == 0 && before, Feature::ClaimInLead);
        row.add_if(theirs.speakers.is_empty() && theirs.speaker_words.is_empty(), Feature::Unsaid);
        row.add(Feature::ClaimLength, bin(theirs.words.len(), &WORDS_OF));
        row
    }
}

impl<'a> Side<'a> {
    fn of(rules: &'a RuleSet, view: View<'a>, cast: &Cast<'_>, paragraphs: &[usize], act: &Act) -> Self {
        let words = |roles: &[Role], kept: fn(Upos) -> bool| {
            let args = act.args.iter().filter(|arg| roles.contains(&arg.role));
            view.telling(args.flat_map(|arg| arg.pieces.iter()), kept)
        };
        let entities = |role| act.role(role).filter_map(|arg| arg.entity).collect();
        let said = [Role::Content, Role::Target];
        let cue = view.doc.words_in(act.cue).start;
        let sentence = view.doc.sentence_of(cue).unwrap_or_default();
        Self {
            answers: rules.rules()[act.relation].answers,
            claims: rules.rules()[act.relation].claims,
            words: words(&said, tells),
            names: words(&said, |upos| matches!(upos, Upos::Propn | Upos::Num)),
            of: act
                .role(Role::Content)
                .flat_map(|arg| arg.pieces.iter())
                .flat_map(|piece| cast.spoken_of(view.doc.words_in(piece)))
                .collect(),
            speakers: entities(Role::Speaker),
            targets: entities(Role::Target),
            hearers: entities(Role::Addressee),
            speaker_words: words(&[Role::Speaker], tells),
            target_words: words(&[Role::Target], tells),
            sentence,
            paragraph: paragraphs.partition_point(|&at| at < act.cue.start),
        }
    }

    fn points(&self) -> Points {
        let has = |list: &List| list.iter().any(|noun| self.words.contains(noun.as_str()));
        let short = self.words.len() <= SHORT;
        match () {
            () if has(&WORDS.charges) => Points::Charge,
            () if short && ["it", "this", "that"].iter().any(|word| self.words.contains(word)) => Points::It,
            () if short && has(&WORDS.reports) => Points::Report,
            () => Points::Not,
        }
    }
}

fn tells(upos: Upos) -> bool {
    matches!(upos, Upos::Noun | Upos::Propn | Upos::Verb | Upos::Adj | Upos::Num | Upos::Adv)
}

impl<'a> View<'a> {
    /// Lemmas of the words of some parts of speech within spans, and of what points.
    fn telling(&self, pieces: impl Iterator<Item = Span<Byte>>, kept: fn(Upos) -> bool) -> BTreeSet<&'a str> {
        let words = pieces.flat_map(|piece| {
            let first = self.doc.words.partition_point(|word| word.span.start < piece.start);
            (first..self.doc.words.len()).take_while(move |&word| self.doc.words[word].span.end <= piece.end)
        });
        let points = |word: usize| kept(Upos::Noun) && matches!(self.lower(word), "this" | "that" | "it");
        words.filter(|&word| kept(self.syntax.upos(word)) || points(word)).map(|word| self.lemma(word)).collect()
    }
}
