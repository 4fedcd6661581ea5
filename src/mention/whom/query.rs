//! A question of whom a word means: who may be, and what is known of each.

use std::collections::HashMap;

use super::candidate::{Candidate, candidates, is_company_noun};
use super::cluster::Cluster;
use super::discourse::Discourse;
use super::feature::{Feature, Group};
use super::markable::{Determiner, Function, Kind, Markable, Nominal, Pronoun};
use crate::mention::nouns::{
    Sort, are_alike, is_any_body, is_any_person, is_body, is_company, is_lesser, is_place, office,
};
use crate::mention::roles::{Modifiers, Role, Trade};
use crate::mention::softmax::{Row, bin};
use crate::ner::Class;
use crate::syntax::Rel;
use crate::text::look;

/// A question. Its rows are those of its candidates, and last that of nobody.
#[derive(Debug)]
pub(super) struct Query {
    pub group: Group,
    pub clusters: Vec<usize>,
    pub rows: Vec<Row>,
}

/// Speakers so far that are kept in mind.
const SPEAKERS: usize = 12;
/// Mentions of a candidate that are looked at.
const LAST: usize = 6;

impl Query {
    pub(super) fn of(discourse: &Discourse<'_>, at: usize) -> Self {
        let candidates = candidates(discourse, at);
        let scene = Scene::of(discourse, at, &candidates);
        let mut known = Known::default();
        let mut rows: Vec<Row> = (0..candidates.len()).map(|nth| scene.row(nth, &mut known)).collect();
        rows.push(scene.nobody(&known));
        Self { group: scene.group, clusters: candidates.iter().map(|candidate| candidate.cluster).collect(), rows }
    }
}

/// What is known of the candidates together.
#[derive(Default)]
struct Known {
    called: bool,
    alike: bool,
}

/// What holds of all candidates.
struct Scene<'d, 'a> {
    discourse: &'d Discourse<'a>,
    query: &'d Markable<'a>,
    at: usize,
    group: Group,
    candidates: &'d [Candidate],
    ranks: Vec<usize>,
    /// Candidates that were mentioned lately.
    near: Vec<usize>,
    /// The candidate with the most mentions so far.
    most: Option<usize>,
    /// Of who spoke lately how many spoke since, and where.
    spoke: HashMap<usize, (usize, usize)>,
    /// Whom the very last to speak means.
    last_speaker: Option<usize>,
    told: Vec<usize>,
    reporters: Vec<usize>,
    quoted: Vec<usize>,
    starts_sentence: bool,
    starts_paragraph: bool,
    best_trade: Option<(Trade, bool)>,
}

/// A mention is near within so many sentences.
const NEAR: usize = 3;

impl<'d, 'a> Scene<'d, 'a> {
    fn of(discourse: &'d Discourse<'a>, at: usize, candidates: &'d [Candidate]) -> Self {
        let query = &discourse.markables[at];
        let rows = || candidates.iter().map(|candidate| (&discourse.clusters[candidate.cluster], candidate.before));
        let last: Vec<Option<usize>> =
            rows().map(|(row, before)| before.checked_sub(1).map(|at| row.mentions[at].0)).collect();
        let mut order: Vec<usize> = (0..candidates.len()).collect();
        order.sort_by_key(|&nth| std::cmp::Reverse(last[nth]));
        let mut ranks = vec![0; candidates.len()];
        for (rank, &nth) in order.iter().enumerate() {
            ranks[nth] = rank;
        }
        let sentence = |word: usize| discourse.doc.sentence_of(word).unwrap_or(0);
        let is_near = |nth: &usize| last[*nth].is_some_and(|word| sentence(word) + NEAR >= query.sentence);
        let near: Vec<usize> = (0..candidates.len()).filter(is_near).collect();
        let times = |nth: usize| candidates[nth].before;
        let most = (0..candidates.len()).max_by_key(|&nth| times(nth));
        let most = most.filter(|&best| (0..candidates.len()).all(|nth| nth == best || times(nth) < times(best)));
        let so_far = discourse.spoken.partition_point(|&(head, _)| head < query.head);
        let mut spoke: HashMap<usize, (usize, usize)> = HashMap::new();
        for &(head, speaker) in discourse.spoken[..so_far].iter().rev().take(SPEAKERS) {
            if let Some(cluster) = discourse.meant[speaker] {
                let since = spoke.len();
                spoke.entry(cluster).or_insert((since, head));
            }
        }
        let last_speaker = so_far.checked_sub(1).map(|last| discourse.spoken[last].1);
        let told = last_speaker.and_then(|speaker| discourse.act(speaker)).map_or(&[][..], |act| &act.others);
        let own = discourse.act(at);
        let reporter = discourse.reporter(query.head).filter(|act| own.is_none_or(|own| !std::ptr::eq(*act, own)));
        let reporters = reporter.map_or(&[][..], |act| &act.speakers).iter().filter(|&&head| head != query.head);
        let meant = |head: &usize| discourse.meant_at(*head);
        let trades = query.nominal().is_some_and(is_company_noun).then(|| rows().map(|(row, _)| row.trade));
        let best_trade = trades.and_then(|mut trades| {
            let best = trades.clone().max()?;
            let alone = trades.by_ref().filter(|trade| *trade == best).count() == 1;
            Some((best, alone && best != Trade::No))
        });
        Self {
            group: group(query, discourse.act(at).is_some()),
            ranks,
            near,
            most,
            spoke,
            last_speaker: last_speaker.and_then(|speaker| discourse.meant[speaker]),
            told: told.iter().filter_map(meant).collect(),
            reporters: reporters.filter_map(meant).collect(),
            quoted: discourse.quoted(at),
            starts_sentence: discourse.doc.sentences.get(query.sentence).is_some_and(|s| s.words.start == query.head),
            starts_paragraph: query.words.start == 0
                || discourse
                    .doc
                    .sentence_of(query.words.start - 1)
                    .is_none_or(|before| discourse.doc.sentences[before].paragraph != query.paragraph),
            best_trade,
            discourse,
            query,
            at,
            candidates,
        }
    }

    fn row(&self, nth: usize, known: &mut Known) -> Row {
        let mut row = Row::default();
        let Candidate { cluster, before, inside, follows } = self.candidates[nth];
        let who = &self.discourse.clusters[cluster];
        if before > 0 {
            self.lately(nth, who, &mut row);
            self.speaking(nth, who, &mut row);
        } else {
            self.ahead(cluster, who, &mut row);
        }
        if follows {
            row.add(Feature::Follows, usize::from(before > 0));
        }
        self.kind(cluster, who, &mut row);
        if let Some(nominal) = self.query.nominal() {
            self.called(nominal, cluster, who, before, known, &mut row);
            if inside {
                row.add(Feature::Inside, self.inside(nominal, cluster));
            }
        }
        look(row.0.len());
        row
    }

    /// Where and how it was mentioned before.
    fn lately(&self, nth: usize, who: &Cluster<'_>, row: &mut Row) {
        let (discourse, query) = (self.discourse, self.query);
        let before = self.candidates[nth].before;
        let markable = |&(_, at): &(usize, usize)| &discourse.markables[at];
        let last = markable(&who.mentions[before - 1]);
        let sentences = query.sentence.saturating_sub(last.sentence);
        row.add(Feature::Sentences, bin(sentences, &[0, 1, 2, 3, 5, 9]));
        row.add(Feature::Paragraphs, bin(query.paragraph.saturating_sub(last.paragraph), &[0, 1, 2, 4]));
        row.add(Feature::Rank, bin(self.ranks[nth], &[0, 1, 2, 4]));
        row.add(Feature::Times, bin(before, &[1, 2, 4, 8]));
        row.add_if(self.most == Some(nth), Feature::Most);
        row.add(Feature::LastAs, last.function as usize * 3 + sentences.min(2));
        let own = match query.function {
            Function::Subject => 0,
            Function::Owner => 1,
            _ => 2,
        };
        row.add(Feature::Parallel, own * 6 + last.function as usize);
        let kind = match last.kind {
            Kind::Name(_) => 0,
            Kind::Nominal(_) => 1,
            Kind::Pronoun(_) => 2,
        };
        row.add(Feature::LastKind, kind);
        row.add_if(last.quote.is_some() && query.quote.is_none(), Feature::LeftQuotation);
        row.add_if(last.quote.is_some() && query.quote == last.quote, Feature::SameQuotation);
        row.add_if(last.title, Feature::LastInTitle);
        // What a quotation says counts for what is said in it.
        let open = |m: &&Markable<'_>| m.quote.is_none() || query.quote.is_some();
        let recent: Vec<&Markable<'_>> =
            who.mentions[before.saturating_sub(LAST)..before].iter().map(markable).filter(open).collect();
        let is_subject = |m: &Markable<'_>| m.function == Function::Subject;
        let here = || recent.iter().filter(|m| m.sentence == query.sentence);
        let one_before = || recent.iter().filter(|m| m.sentence + 1 == query.sentence);
        let of_root = |m: &Markable<'_>| {
            discourse.syntax.head(m.head).is_some_and(|verb| discourse.syntax.rel(verb) == Rel::Root)
        };
        row.add_if(here().any(|m| is_subject(m)), Feature::SubjectHere);
        row.add_if(one_before().any(|m| is_subject(m)), Feature::SubjectBefore);
        row.add_if(one_before().any(|m| is_subject(m) && of_root(m)), Feature::RootBefore);
        let first = |m: &Markable<'_>| discourse.doc.sentences[m.sentence].words.start == m.words.start;
        row.add_if(one_before().any(|m| first(m)), Feature::FirstBefore);
        let above: Vec<usize> = discourse.syntax.ancestors(query.head).skip(1).take(LAST).collect();
        let over = |m: &Markable<'_>| discourse.syntax.head(m.head).is_some_and(|verb| above.contains(&verb));
        row.add_if(here().any(|m| is_subject(m) && over(m)), Feature::Above);
        if self.reporters.contains(&self.candidates[nth].cluster) {
            row.add(Feature::Reports, usize::from(query.quote.is_some()));
        }
        if self.starts_sentence {
            row.add(Feature::SentenceStart, bin(self.ranks[nth], &[0, 1]));
        }
        if self.starts_paragraph {
            let last_to_speak = self.spoke.get(&self.candidates[nth].cluster).is_some_and(|&(since, _)| since == 0);
            let paragraphs = query.paragraph.saturating_sub(last.paragraph);
            row.add(Feature::ParagraphStart, bin(paragraphs, &[1, 2]) * 2 + usize::from(last_to_speak));
        }
        row.add_if(self.candidates.len() == 1, Feature::Only);
        row.add_if(self.near[..] == [nth], Feature::OnlyNear);
    }

    /// Whether it spoke, and was spoken to.
    fn speaking(&self, nth: usize, who: &Cluster<'_>, row: &mut Row) {
        let (discourse, query, cluster) = (self.discourse, self.query, self.candidates[nth].cluster);
        let takes_part = usize::from(discourse.act(self.at).is_some());
        if let Some(&(since, head)) = self.spoke.get(&cluster) {
            let sentence = discourse.doc.sentence_of(head).unwrap_or(0);
            let paragraphs = query.paragraph.saturating_sub(discourse.doc.sentences[sentence].paragraph);
            row.add(Feature::Spoke, since.min(3) * 2 + takes_part);
            let sentences = bin(query.sentence.saturating_sub(sentence), &[0, 1, 2, 4, 8]);
            row.add(Feature::SpokeSentences, sentences * 2 + takes_part);
            if since == 0 {
                row.add(Feature::SpokeLast, paragraphs.min(2) * 2 + takes_part);
                if self.last_speaker == Some(cluster) {
                    let body = usize::from(who.class != Class::Per);
                    row.add(Feature::SpokeSurely, body * 2 + usize::from(who.plural));
                }
                if query.quote.is_none() && discourse.speaks(self.at) && paragraphs <= 1 {
                    row.add(Feature::GoesOn, paragraphs);
                }
            }
        } else {
            row.add(Feature::Silent, takes_part);
        }
        row.add_if(self.told.contains(&cluster), Feature::Told);
    }

    /// A headline's "the mayor" may be named below.
    fn ahead(&self, cluster: usize, who: &Cluster<'_>, row: &mut Row) {
        let (discourse, query) = (self.discourse, self.query);
        let Some(nominal) = query.nominal() else { return };
        row.add(Feature::Ahead, 0);
        let first = &discourse.markables[who.mentions[0].1];
        row.add(Feature::AheadSentences, bin(first.sentence.saturating_sub(query.sentence), &[0, 1, 2, 4, 8]));
        let after = discourse.timeline.range((query.words.end + 1, 0)..);
        let mut below = after
            .filter(|&&(head, other)| discourse.clusters[other].class == who.class && !discourse.doc.is_title(head));
        row.add_if(below.next().is_some_and(|&(_, other)| other == cluster), Feature::AheadFirst);
        let named = |candidate: &Candidate| discourse.clusters[candidate.cluster].named;
        row.add_if(self.candidates.iter().all(|other| named(other) <= who.named), Feature::AheadMost);
        row.add_if(who.named > 2, Feature::AheadOften);
        row.add_if(who.mentions.iter().take(LAST).any(|&(_, at)| discourse.speaks(at)), Feature::AheadSpeaks);
        row.add_if(query.title, Feature::AheadTitle);
        row.add(Feature::AheadDeterminer, nominal.determiner as usize);
        let noun = office(nominal.noun);
        if who.roles.iter().any(|role| role.noun == noun) {
            row.add(Feature::AheadCalled, 0);
        } else if who.roles.iter().any(|role| are_alike(role.noun, noun)) {
            row.add(Feature::AheadCalled, 1);
        }
        row.add_if(nominal.gender.is_some() && who.gender == nominal.gender, Feature::AheadGender);
    }

    /// What it is.
    fn kind(&self, cluster: usize, who: &Cluster<'_>, row: &mut Row) {
        let (discourse, query) = (self.discourse, self.query);
        row.add_if(discourse.first_person == Some(cluster), Feature::FirstPerson);
        row.add_if([discourse.top_person, discourse.top_body].contains(&Some(cluster)), Feature::Top);
        row.add(Feature::Named, usize::from(who.is_named()));
        let number = if who.is_group() { 2 } else { usize::from(who.plural) };
        row.add(Feature::Kind, who.class as usize * 3 + number);
        if let Some(opened) = who.opened.map(|at| &discourse.markables[at])
            && let Some(nominal) = opened.nominal()
            && matches!(nominal.determiner, Determiner::A | Determiner::Number)
        {
            row.add(Feature::Opened, bin(query.sentence.saturating_sub(opened.sentence), &[1, 3, 8]));
        }
        if let Some(gender) = query.gender() {
            row.add(Feature::Gender, usize::from(who.gender == Some(gender)));
        }
        if matches!(query.pronoun(), Some(Pronoun::We | Pronoun::I)) {
            row.add(Feature::Quoted, usize::from(self.quoted.contains(&cluster)));
            for &speaker in &self.quoted {
                row.add_if(discourse.clusters[speaker].body == Some(cluster), Feature::QuotedBody);
                if speaker == cluster {
                    row.add(Feature::QuotedKind, who.class as usize * 2 + usize::from(who.plural));
                }
            }
            row.add_if(query.quote.is_none(), Feature::Unquoted);
        }
        if let Some((best, alone)) = self.best_trade {
            row.add(Feature::Trade, who.trade as usize * 2 + usize::from(alone && who.trade == best));
        }
    }

    /// Whether the text calls it so.
    fn called(
        &self,
        nominal: &Nominal<'_>,
        cluster: usize,
        who: &Cluster<'_>,
        before: usize,
        known: &mut Known,
        row: &mut Row,
    ) {
        let (discourse, query) = (self.discourse, self.query);
        let noun = office(nominal.noun);
        let named = usize::from(who.is_named());
        let roles: Vec<&Role<'_>> = who.called(query.head).inspect(|_| look(1)).collect();
        let exactly: Vec<&Role<'_>> = roles.iter().copied().filter(|role| role.noun == noun).collect();
        let alike = || roles.iter().copied().filter(|role| are_alike(role.noun, noun)).collect();
        let found: Vec<&Role<'_>> = if exactly.is_empty() { alike() } else { exactly.clone() };
        let company = || {
            is_company_noun(nominal)
                && (who.own.iter().any(|own| is_company(own)) || roles.iter().any(|role| is_company(role.noun)))
        };
        let how = match (exactly.is_empty(), found.is_empty()) {
            (false, _) => named,
            (true, false) => 2,
            (true, true) if company() => 3,
            (true, true) if !roles.is_empty() => 4,
            _ => 5,
        };
        row.add(Feature::Called, how);
        known.called |= how < 2;
        known.alike |= how == 2 || how == 3;
        let words = |at: &usize| discourse.doc.text(discourse.doc.bytes(discourse.markables[*at].words));
        let mut so_far = who.mentions[before.saturating_sub(LAST)..before].iter().map(|(_, at)| at);
        let same = so_far
            .any(|at| discourse.markables[*at].nominal().is_some() && words(at).eq_ignore_ascii_case(words(&self.at)));
        row.add_if(same, Feature::SameWords);
        if nominal.sort == Some(Sort::Body) && who.is_named() && found.is_empty() {
            let mut own = who.own.iter().filter(|own| is_body(own)).peekable();
            let any = is_any_body(noun) && !matches!(noun, "party" | "union" | "government");
            if own.peek().is_some() && !any {
                row.add(Feature::OwnKind, usize::from(own.any(|own| *own == noun)));
            }
        }
        let owner = nominal.owner.and_then(|owner| discourse.meant_at(owner));
        row.add_if(owner.is_some_and(|owner| discourse.clusters[owner].body == Some(cluster)), Feature::OwnersBody);
        if exactly.is_empty() && is_any_person(noun) {
            row.add(Feature::AnyNoun, named);
        }
        if exactly.is_empty() && is_any_body(noun) {
            row.add(Feature::AnyNoun, 2 + named);
        }
        if is_place(noun) {
            row.add(Feature::PlaceNoun, who.class as usize);
        }
        if who.named > 0 && matches!(who.class, Class::Org | Class::Loc) && self.is_in_name(who, noun) {
            row.add(Feature::InName, 0);
            known.called = true;
        }
        if !found.is_empty() {
            Self::modified(nominal, &found, row);
        }
        row.add_if(nominal.tail, Feature::Tail);
        row.add_if(nominal.plural && who.plural, Feature::BothPlural);
        if who.is_group() {
            row.add(Feature::Members, usize::from(who.members.len() > 2));
            if is_two(discourse, query) {
                row.add(Feature::Two, who.members.len().min(3) - 2);
            }
        }
    }

    /// Is the noun a word of the name?
    fn is_in_name(&self, who: &Cluster<'_>, noun: &str) -> bool {
        let name = |&&(_, at): &&(usize, usize)| self.discourse.markables[at].is_name();
        let mut names = who.mentions.iter().filter(name).take(LAST).map(|&(_, at)| &self.discourse.markables[at]);
        names.any(|name| name.words.range().any(|word| self.discourse.doc.noun(word) == noun))
    }

    /// "The mayor" is neither his deputy nor a former one; "Bolivia’s minister" may be the interior minister, and no Peruvian one.
    fn modified(nominal: &Nominal<'_>, roles: &[&Role<'_>], row: &mut Row) {
        let lesser = |of: &Modifiers<'_>| of.iter().any(|(word, _)| is_lesser(word));
        row.add_if(roles.iter().any(|role| lesser(&role.modifiers)) && !lesser(&nominal.modifiers), Feature::Lesser);
        // Of one sort only: a place against a place.
        let against = |role: &Role<'_>, (own, place): &(&str, bool)| {
            let mut theirs = role.modifiers.iter().filter(|(_, other)| other == place).peekable();
            (theirs.peek().is_some()).then(|| theirs.any(|(other, _)| are_akin(own, other)))
        };
        let mut agrees = false;
        let mut differs = true;
        for role in roles {
            let answers: Vec<bool> = nominal.modifiers.iter().filter_map(|own| against(role, own)).collect();
            agrees |= answers.contains(&true);
            differs &= answers.contains(&false);
        }
        row.add_if(agrees, Feature::Modifiers);
        if differs {
            row.add(Feature::Modifiers, 1);
        }
        if nominal.modifiers.is_empty() {
            row.add(Feature::Modifiers, 2);
        } else if !agrees && !differs {
            row.add(Feature::Modifiers, 3);
        }
    }

    /// How a name inside the phrase is joined to it.
    fn inside(&self, nominal: &Nominal<'_>, cluster: usize) -> usize {
        let (discourse, syntax) = (self.discourse, self.discourse.syntax);
        let mut names = nominal.names.iter().map(|&name| &discourse.names[name]);
        let Some(top) = names.find(|name| name.entity == Some(cluster)).map(|name| syntax.top(name.words)) else {
            return 0;
        };
        let case = syntax.child(top, &[Rel::Case]).map_or("", |case| discourse.doc.lower(case));
        let how = match case {
            _ if syntax.rel(top) == Rel::NmodPoss => 0,
            "of" => 1,
            "by" => 2,
            "from" => 3,
            "in" => 4,
            _ => 5,
        };
        how * 2 + usize::from(syntax.head(top) != Some(self.query.head))
    }

    /// That it is none of them.
    fn nobody(&self, known: &Known) -> Row {
        let (discourse, query) = (self.discourse, self.query);
        let mut row = Row::default();
        row.add(Feature::Nobody, usize::from(discourse.act(self.at).is_some()));
        row.add_if(self.candidates.is_empty(), Feature::NobodyAtAll);
        row.add(Feature::NobodyNear, bin(self.near.len(), &[0, 1, 2, 4]));
        if let Some(nominal) = query.nominal() {
            row.add(Feature::NobodyDeterminer, nominal.determiner as usize);
            row.add(Feature::NobodySort, nominal.sort.map_or(0, |sort| sort as usize + 1));
            row.add_if(nominal.tail, Feature::NobodyTail);
            row.add_if(!nominal.modifiers.is_empty(), Feature::NobodyModified);
            row.add_if(nominal.modifiers.iter().any(|(_, place)| *place), Feature::NobodyPlaced);
            row.add_if(query.title, Feature::NobodyTitle);
            row.add_if(query.lead, Feature::NobodyLead);
            row.add_if(known.called, Feature::NobodyCalled);
            row.add_if(known.alike, Feature::NobodyAlike);
            row.add_if(nominal.owner.is_some(), Feature::NobodyOwned);
            row.add_if(is_any_person(nominal.noun) || is_any_body(nominal.noun), Feature::NobodyAny);
        } else {
            row.add_if(query.quote.is_some(), Feature::NobodyQuoted);
            row.add(Feature::NobodyFunction, query.function as usize);
            row.add_if(self.starts_sentence, Feature::NobodyStart);
        }
        row
    }
}

fn group(query: &Markable<'_>, takes_part: bool) -> Group {
    match &query.kind {
        Kind::Name(_) => Group::Other,
        Kind::Pronoun(pronoun) => match pronoun {
            Pronoun::He | Pronoun::She if takes_part => Group::HeOrShe,
            Pronoun::He | Pronoun::She => Group::HeOrSheAside,
            Pronoun::It => Group::It,
            Pronoun::They => Group::They,
            Pronoun::We => Group::We,
            Pronoun::I | Pronoun::Who | Pronoun::Which | Pronoun::You => Group::I,
        },
        Kind::Nominal(nominal) => {
            let definite = matches!(nominal.determiner, Determiner::The | Determiner::This | Determiner::Owned);
            match (definite, nominal.sort) {
                (true, Some(Sort::Person)) if nominal.plural => Group::DefinitePeople,
                (true, Some(Sort::Person)) => Group::DefinitePerson,
                (true, Some(Sort::Body)) => Group::DefiniteBody,
                (true, Some(Sort::Document)) => Group::DefiniteDocument,
                (true, None) => Group::DefiniteOther,
                (false, Some(Sort::Person)) if nominal.plural => Group::OtherPeople,
                (false, Some(Sort::Person)) => Group::OtherPerson,
                (false, Some(Sort::Body)) => Group::OtherBody,
                (false, Some(Sort::Document)) => Group::OtherDocument,
                (false, None) => Group::Other,
            }
        }
    }
}

/// "The two leaders", "both men".
pub(super) fn is_two(discourse: &Discourse<'_>, query: &Markable<'_>) -> bool {
    let two = discourse.syntax.child(query.head, &[Rel::Nummod]);
    two.is_some_and(|two| discourse.doc.lower(two) == "two") || discourse.doc.lower(query.words.start) == "both"
}

/// "Uzbek" and "Uzbekistan's": words that begin alike.
fn are_akin(one: &str, other: &str) -> bool {
    const STEM: usize = 4;
    one == other || one.chars().count() >= STEM && one.chars().take(STEM).eq(other.chars().take(STEM))
}
