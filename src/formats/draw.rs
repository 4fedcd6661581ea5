//! Labels → graph.

use super::FormatError;
use super::graph::{
    ANSWERS, ATTRIBUTION, Arrow, Graph, IGNORE, KIND, METONYM, MODALITY, Node, PHRASE, POLARITY, Part, Parts, QUOTE,
};
use crate::eval::{Labels, Relation};
use std::collections::HashMap;

/// The parts that all of `articles` label. An annotator is asked for the same in each: where they differ, nothing can be
/// written.
pub(super) fn parts(articles: &[Labels], format: &'static str) -> Result<Parts, FormatError> {
    let relations = |has: fn(&Relation) -> bool| -> Vec<(&str, bool)> {
        articles.iter().flat_map(|a| a.relations().iter().map(move |r| (a.id.as_str(), has(r)))).collect()
    };
    let mut parts = Parts::new();
    for part in Part::ALL {
        let has: Vec<(&str, bool)> = match part {
            Part::Arguments => relations(|relation| relation.args.is_some()),
            Part::Attribution => relations(|relation| relation.attribution.is_some()),
            Part::Answers => relations(|relation| relation.answers.is_some()),
            layer => articles.iter().map(|a| (a.id.as_str(), a.labels(layer.name()))).collect(),
        };
        let find = |wanted| has.iter().find(|(_, has)| *has == wanted).map(|(article, _)| *article);
        match (find(true), find(false)) {
            (Some(with), Some(without)) => {
                return Err(FormatError::NotCarried {
                    article: without.into(),
                    what: format!("its lack of `{}`, which are labelled in article {with},", part.name()),
                    format,
                    instead: "convert what is labelled differently by itself".into(),
                });
            }
            (Some(_), None) => drop(parts.insert(part)),
            // Without a single relation, whoever labels them labels all of it.
            (None, None) if !part.is_layer() && parts.contains(&Part::Relations) => drop(parts.insert(part)),
            _ => {}
        }
    }
    Ok(parts)
}

/// What an argument points to: pieces, entity, metonym.
type End<'a> = (Vec<[usize; 2]>, Option<&'a str>, bool);

impl Graph {
    /// Of labels that were checked.
    pub(super) fn of(labels: &Labels) -> Self {
        let mut graph = Self {
            id: labels.id.clone(),
            text: labels.text.clone(),
            entities: labels.entities.clone(),
            ..Self::default()
        };
        let mut ends: HashMap<End, usize> = HashMap::new();
        for mention in labels.mentions() {
            let pieces = vec![[mention.start, mention.end]];
            ends.entry((pieces.clone(), mention.entity.as_deref(), false)).or_insert(graph.nodes.len());
            let kind = (mention.kind != "name").then(|| (KIND.to_owned(), mention.kind.clone()));
            graph.nodes.push(Node {
                id: mention.id.clone(),
                label: mention.class.clone(),
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
                graph.arrow(act, &arg.role, to);
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
    let traits = [(QUOTE, &relation.quote), (POLARITY, &relation.polarity), (MODALITY, &relation.modality)];
    Node {
        id: relation.id.clone(),
        label: relation.kind.clone(),
        is_act: true,
        pieces: vec![[relation.cue.start, relation.cue.end]],
        traits: traits.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value.clone()?))).collect(),
        ..Node::default()
    }
}
