//! Labels → graph.

use super::error::FormatError;
use super::graph::{
    ANSWERS, ATTRIBUTION, Arrow, Graph, IGNORE, KIND, METONYM, MODALITY, Node, PHRASE, POLARITY, Part, Parts, QUOTE,
};
use crate::eval::{Labels, Relation};
use crate::record::{MentionKind, Modality, Polarity, QuoteKind};
use std::collections::{BTreeMap, HashMap};

/// What an annotator of several articles is asked for: the same in each.
pub(super) struct Asked<'a> {
    pub(super) parts: Parts,
    /// Types, where not all of them.
    pub(super) types: Option<&'a [String]>,
    pub(super) articles: Vec<&'a Labels>,
    /// Articles in which something else was labelled than in those before them.
    pub(super) refused: Vec<FormatError>,
}

impl<'a> Asked<'a> {
    pub(super) fn of(articles: &'a [Labels], format: &'static str) -> Self {
        let mut known: BTreeMap<Part, (bool, &str)> = BTreeMap::new();
        let mut types: Option<(Option<&[String]>, &str)> = None;
        let (mut fit, mut refused) = (Vec::new(), Vec::new());
        for article in articles {
            let id = article.id.as_str();
            let said: Vec<(Part, bool)> = Part::ALL
                .into_iter()
                .flat_map(|part| answers(article, part).into_iter().map(move |is| (part, is)))
                .collect();
            let other = said.iter().enumerate().find_map(|(at, (part, is))| {
                let before =
                    said[..at].iter().find(|(earlier, was)| earlier == part && was != is).map(|(_, was)| (*was, id));
                before.or_else(|| known.get(part).copied().filter(|(was, _)| was != is)).map(|before| (*part, before))
            });
            let own_types = article.labelled_types.as_deref();
            let what = match (other, types) {
                (Some((part, (true, with))), _) => {
                    Some(format!("its lack of `{}`, which are labelled in article {with},", part.name()))
                }
                (Some((part, (false, without))), _) => {
                    Some(format!("its `{}`, which are not labelled in article {without},", part.name()))
                }
                (None, Some((types, first))) if types != own_types => {
                    Some(format!("its `labelled_types`, which are others in article {first},"))
                }
                (None, _) => None,
            };
            if let Some(what) = what {
                let instead = "convert what is labelled differently by itself".into();
                refused.push(FormatError::NotCarried { article: id.into(), what, format, instead });
                continue;
            }
            for (part, is) in said {
                known.entry(part).or_insert((is, id));
            }
            types.get_or_insert((own_types, id));
            fit.push(article);
        }
        let asked = |part: &Part| match known.get(part) {
            Some((is, _)) => *is,
            // Without a single relation, whoever labels them labels all of it.
            None => !part.is_layer() && known.get(&Part::Relations).is_some_and(|(is, _)| *is),
        };
        let parts = Part::ALL.into_iter().filter(asked).collect();
        Self { parts, types: types.and_then(|(types, _)| types), articles: fit, refused }
    }
}

/// Is a part labelled? Of what belongs to relations there is an answer from each of them.
fn answers(article: &Labels, part: Part) -> Vec<bool> {
    let each = |has: fn(&Relation) -> bool| article.relations().iter().map(has).collect();
    match part {
        Part::Arguments => each(|relation| relation.args.is_some()),
        Part::Attribution => each(|relation| relation.attribution.is_some()),
        Part::Answers => each(|relation| relation.answers.is_some()),
        layer => vec![article.labels(layer.name())],
    }
}

/// What an argument points to: pieces, entity, metonym.
type End<'a> = (Vec<[usize; 2]>, Option<&'a str>, bool);

impl Graph {
    /// Of labels that were checked.
    pub(super) fn of(labels: &Labels) -> Self {
        let mut graph = Self {
            id: labels.id.clone(),
            text: labels.text.clone(),
            labelled_types: labels.labelled_types.clone(),
            entities: labels.entities.clone(),
            ..Self::default()
        };
        let mut ends: HashMap<End, usize> = HashMap::new();
        for mention in labels.mentions() {
            let pieces = vec![[mention.start, mention.end]];
            ends.entry((pieces.clone(), mention.entity.as_deref(), false)).or_insert(graph.nodes.len());
            let kind = (mention.kind != MentionKind::Name).then(|| (KIND.to_owned(), mention.kind.name().to_owned()));
            graph.nodes.push(Node {
                id: mention.id.clone(),
                label: mention.class.name().into(),
                pieces,
                traits: kind.into_iter().collect(),
                entity: mention.entity.clone(),
                ..Node::default()
            });
        }
        let mut acts = Vec::new();
        for relation in labels.relations() {
            let act = graph.nodes.len();
            acts.push(act);
            graph.nodes.push(cue(relation));
            for arg in relation.args.iter().flatten() {
                let pieces = if arg.spans.is_empty() { vec![[arg.start, arg.end]] } else { arg.spans.clone() };
                let to = *ends.entry((pieces.clone(), arg.entity.as_deref(), arg.metonym)).or_insert_with(|| {
                    let metonym = arg.metonym.then(|| (METONYM.to_owned(), "yes".to_owned()));
                    let traits = metonym.into_iter().collect();
                    let entity = arg.entity.clone();
                    graph.nodes.push(Node { label: PHRASE.into(), pieces, traits, entity, ..Node::default() });
                    graph.nodes.len() - 1
                });
                graph.arrow(act, arg.role.name(), to);
            }
        }
        let ids: HashMap<&str, usize> =
            labels.relations().iter().zip(&acts).filter_map(|(r, &act)| Some((r.id.as_deref()?, act))).collect();
        for (relation, &act) in labels.relations().iter().zip(&acts) {
            let outer = relation.attribution.iter().flatten().map(|id| (ATTRIBUTION, id));
            for (label, id) in outer.chain(relation.answers.iter().flatten().map(|id| (ANSWERS, id))) {
                graph.arrow(act, label, ids[id.as_str()]);
            }
        }
        graph.nodes.extend(labels.ignore.iter().map(|ignored| Node {
            label: IGNORE.into(),
            pieces: vec![[ignored.start, ignored.end]],
            ..Node::default()
        }));
        graph
    }

    fn arrow(&mut self, from: usize, label: &str, to: usize) {
        self.arrows.push(Arrow { place: String::new(), label: label.into(), from, to });
    }
}

fn cue(relation: &Relation) -> Node {
    let traits = [
        (QUOTE, relation.quote.map(QuoteKind::name)),
        (POLARITY, relation.polarity.map(Polarity::name)),
        (MODALITY, relation.modality.map(Modality::name)),
    ];
    Node {
        id: relation.id.clone(),
        label: relation.kind.clone(),
        is_act: true,
        pieces: vec![[relation.cue.start, relation.cue.end]],
        traits: traits.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned()))).collect(),
        ..Node::default()
    }
}
