//! Graph → labels.

use super::error::FormatError;
use super::found::Placed;
use super::graph::{
    ANSWERS, ATTRIBUTION, Graph, KIND, Left, METONYM, MODALITY, Node, PHRASE, POLARITY, Part, Parts, QUOTE,
};
use super::sorts::{Sort, occurring, sorts};
use super::vocabulary::Vocabulary;
use crate::eval::{ARGUMENTS, Arg, Cue, Entity, Extent, Labels, Mention, Relation};
use crate::record::{Class, CodePoints, MentionKind, Role};
use pathfinding::directed::topological_sort::topological_sort;
use std::collections::HashSet;
use std::str::FromStr;
use strum::VariantNames;

/// The labels of a file's graphs. Where one does not say what was labelled, whatever occurs in any of them was.
pub(super) fn read_off(graphs: Vec<Placed<Graph>>, types: &Vocabulary, left: &mut Left) -> Vec<Placed<Labels>> {
    let sorted: Vec<Placed<(Graph, Vec<Sort>)>> = graphs
        .into_iter()
        .map(|(place, graph)| (place, graph.and_then(|graph| sorts(&graph, types).map(|sorts| (graph, sorts)))))
        .collect();
    let right = sorted.iter().filter_map(|(_, graph)| graph.as_ref().ok());
    let occurring: Parts = right.flat_map(|(graph, sorts)| occurring(graph, sorts)).collect();
    let mut labels = |(graph, sorts): (Graph, Vec<Sort>)| {
        let points = CodePoints::of(&graph.text);
        let parts = graph.labelled.as_ref().unwrap_or(&occurring);
        Reader { graph: &graph, sorts, points, parts }.labels(left)
    };
    sorted.into_iter().map(|(place, graph)| (place, graph.and_then(&mut labels))).collect()
}

struct Reader<'a> {
    graph: &'a Graph,
    sorts: Vec<Sort>,
    points: CodePoints<'a>,
    parts: &'a Parts,
}

impl Reader<'_> {
    fn labels(&self, left: &mut Left) -> Result<Labels, FormatError> {
        let (mentions, acts, ignored) = (self.nodes(Sort::Mention), self.nodes(Sort::Act), self.nodes(Sort::Ignore));
        let mentions: Vec<Mention> = mentions
            .iter()
            .zip(self.ids("m", &mentions))
            .map(|(&at, id)| self.mention(at, id))
            .collect::<Result<_, _>>()?;
        let ids = self.ids("r", &acts);
        let relations: Vec<Relation> =
            (0..acts.len()).map(|at| self.relation(&acts, &ids, at, left)).collect::<Result<_, _>>()?;
        self.unused(left)?;
        [ATTRIBUTION, ANSWERS].into_iter().try_for_each(|label| self.outward(&acts, label))?;
        let entities = self.entities(&mentions)?;
        let listed = |part| self.parts.contains(&part);
        Ok(Labels {
            id: self.graph.id.clone(),
            text: self.graph.text.clone(),
            labelled: Some(self.parts.iter().filter(|part| part.is_layer()).map(|part| part.name().into()).collect()),
            labelled_types: self.graph.labelled_types.clone(),
            entities,
            mentions: (listed(Part::Mentions) || !mentions.is_empty()).then_some(mentions),
            relations: (listed(Part::Relations) || !relations.is_empty()).then_some(relations),
            ignore: ignored
                .iter()
                .map(|&at| self.graph.nodes[at].hull())
                .map(|(start, end)| Extent { start, end })
                .collect(),
            ..Labels::default()
        })
    }

    /// The nodes of one sort, in text order.
    fn nodes(&self, sort: Sort) -> Vec<usize> {
        let mut nodes: Vec<usize> = (0..self.sorts.len()).filter(|&at| self.sorts[at] == sort).collect();
        nodes.sort_by_key(|&at| self.graph.nodes[at].hull());
        nodes
    }

    /// The tool's own ids, and `m0`, `m1`, … by place where there are none.
    fn ids(&self, prefix: &str, nodes: &[usize]) -> Vec<String> {
        let own: HashSet<&str> = nodes.iter().filter_map(|&at| self.graph.nodes[at].id.as_deref()).collect();
        let mut free = (0..).map(|number| format!("{prefix}{number}")).filter(|id| !own.contains(id.as_str()));
        nodes.iter().filter_map(|&at| self.graph.nodes[at].id.clone().or_else(|| free.next())).collect()
    }

    fn words(&self, (start, end): (usize, usize)) -> Option<String> {
        self.points.cut(start, end).map(str::to_owned)
    }

    fn mention(&self, at: usize, id: String) -> Result<Mention, FormatError> {
        let node = &self.graph.nodes[at];
        if node.pieces.len() > 1 {
            let got = format!("{} in pieces: {:?}", node.label, node.pieces);
            return Err(FormatError::label(&node.place, "a mention in one piece; keep the piece that names", got));
        }
        let (start, end) = node.hull();
        Ok(Mention {
            id: Some(id),
            entity: node.entity.clone(),
            class: word(&node.place, "a type", &node.label)?,
            kind: says(node, KIND)?.unwrap_or(MentionKind::Name),
            start,
            end,
            text: self.words((start, end)),
            score: None,
        })
    }

    fn relation(&self, acts: &[usize], ids: &[String], at: usize, left: &mut Left) -> Result<Relation, FormatError> {
        let node = &self.graph.nodes[acts[at]];
        let (mut args, mut attribution, mut answers) = (Vec::new(), Vec::new(), Vec::new());
        for arrow in self.graph.arrows.iter().filter(|arrow| arrow.from == acts[at]) {
            let to = acts.iter().position(|&act| act == arrow.to);
            let target = &self.graph.nodes[arrow.to].label;
            let wrong = |expected: &str| {
                Err(FormatError::label(&arrow.place, expected, format!("{} to a {target}", arrow.label)))
            };
            match (arrow.label.as_str(), to) {
                (ATTRIBUTION, Some(to)) => attribution.push(ids[to].clone()),
                (ANSWERS, Some(_)) if !answers.is_empty() => return wrong("one answer of an act"),
                (ANSWERS, Some(to)) => answers.push(ids[to].clone()),
                (ATTRIBUTION | ANSWERS, None) => return wrong("an arrow to an act"),
                (role, to) => match role.parse() {
                    Ok(role) if to.is_none() && self.sorts[arrow.to] != Sort::Ignore => {
                        args.push(self.arg(role, arrow.to));
                    }
                    Ok(_) => return wrong("an arrow to a mention or phrase"),
                    Err(_) => return wrong(&format!("one of {}, {ATTRIBUTION}, {ANSWERS}", ARGUMENTS.join(", "))),
                },
            }
        }
        if node.pieces.len() > 1 {
            left.see("cues in several pieces, taken from the first to the last");
        }
        let (start, end) = node.hull();
        Ok(Relation {
            id: Some(ids[at].clone()),
            kind: node.label.clone(),
            cue: Cue { start, end, text: self.words((start, end)) },
            args: self.parts.contains(&Part::Arguments).then_some(args),
            quote: says(node, QUOTE)?,
            polarity: says(node, POLARITY)?,
            modality: says(node, MODALITY)?,
            attribution: self.parts.contains(&Part::Attribution).then_some(attribution),
            answers: (self.parts.contains(&Part::Answers) || !answers.is_empty()).then_some(answers),
            score: None,
        })
    }

    /// Arrows between acts lead outwards: none comes back to where it started.
    fn outward(&self, acts: &[usize], label: &str) -> Result<(), FormatError> {
        let arrows = |from: usize| self.graph.arrows.iter().filter(move |a| a.from == from && a.label == label);
        match topological_sort(acts, |&act| arrows(act).map(|arrow| arrow.to)) {
            Ok(_) => Ok(()),
            Err(act) => {
                let place = arrows(act).next().map_or(&self.graph.nodes[act].place, |arrow| &arrow.place);
                Err(FormatError::label(place, format!("arrows `{label}` that lead to other acts"), "a circle"))
            }
        }
    }

    fn arg(&self, role: Role, at: usize) -> Arg {
        let node = &self.graph.nodes[at];
        let (start, end) = node.hull();
        let pieces: Option<Vec<String>> = node.pieces.iter().map(|&[start, end]| self.words((start, end))).collect();
        Arg {
            role,
            entity: node.entity.clone(),
            start,
            end,
            text: pieces.map(|pieces| pieces.join(" ")),
            spans: node.pieces.clone(),
            metonym: node.traits.get(METONYM).is_some_and(|value| value != "no"),
            value: None,
        }
    }

    /// The rows that the tool lists, and one for each entity that somebody added there without a row.
    fn entities(&self, mentions: &[Mention]) -> Result<Option<Vec<Entity>>, FormatError> {
        if self.graph.entities.is_none() && !self.parts.contains(&Part::Entities) {
            return Ok(None);
        }
        let mut rows = self.graph.entities.clone().unwrap_or_default();
        for node in &self.graph.nodes {
            let Some(id) = node.entity.as_deref().filter(|id| rows.iter().all(|row| row.id != *id)) else { continue };
            let of = |mention: &&Mention| mention.entity.as_deref() == Some(id) && mention.kind == MentionKind::Name;
            let mut names: Vec<(&str, Class)> = Vec::new();
            for mention in mentions.iter().filter(of) {
                if let Some(words) = mention.text.as_deref().filter(|words| names.iter().all(|(name, _)| name != words))
                {
                    names.push((words, mention.class));
                }
            }
            // The fullest; of several the first.
            let Some((name, class)) = names.iter().copied().rev().max_by_key(|(name, _)| name.chars().count()) else {
                let got = format!("entity {id} without one");
                return Err(FormatError::label(&node.place, "an entity that a mention of kind name names", got));
            };
            let aliases = names.iter().filter(|(alias, _)| *alias != name).map(|(alias, _)| (*alias).into()).collect();
            rows.push(Entity::bare(id, class, name, aliases));
        }
        Ok(Some(rows))
    }

    /// Counts what no label was made of.
    fn unused(&self, left: &mut Left) -> Result<(), FormatError> {
        for arrow in self.graph.arrows.iter().filter(|arrow| self.sorts[arrow.from] != Sort::Act) {
            if self.sorts[arrow.to] == Sort::Act {
                let from = &self.graph.nodes[arrow.from].label;
                let got = format!("{} from a {from}", arrow.label);
                return Err(FormatError::label(&arrow.place, "arrows from the act to its parts", got));
            }
            left.see(format!("arrows `{}` between spans that are no acts, left out", arrow.label));
        }
        let used: HashSet<usize> = self.graph.arrows.iter().map(|arrow| arrow.to).collect();
        for (at, node) in self.graph.nodes.iter().enumerate() {
            if self.sorts[at] == Sort::Phrase && !used.contains(&at) {
                left.see(format!("spans `{PHRASE}` that no act points to, left out"));
            }
            let own: &[&str] = match self.sorts[at] {
                Sort::Act => &[QUOTE, POLARITY, MODALITY],
                Sort::Mention => &[KIND, METONYM],
                Sort::Phrase => &[METONYM],
                Sort::Ignore => &[],
            };
            for name in node.traits.keys().filter(|name| !own.contains(&name.as_str())) {
                left.see(format!("attributes `{name}` on spans `{}`, left out", node.label));
            }
        }
        Ok(())
    }
}

/// What a span says of itself, as one of the words that there are for it.
fn says<T: FromStr + VariantNames>(node: &Node, name: &str) -> Result<Option<T>, FormatError> {
    node.traits.get(name).map(|value| word(&node.place, name, value)).transpose()
}

fn word<T: FromStr + VariantNames>(place: &str, what: &str, word: &str) -> Result<T, FormatError> {
    let expected = || format!("{what} that is one of {}", T::VARIANTS.join(", "));
    word.parse().map_err(|_| FormatError::label(place, expected(), format!("{word:?}")))
}
