//! What actors are: what the text calls them, to whom they belong, of which country they are and in which part of public life they act.
//!
//! All of it is read off the words beside a name ([`Actor`]), and off tables of places, well-known bodies and nouns that name their sources.

mod affiliation;
mod country;
mod gazetteer;
mod nouns;
mod places;
mod scene;
mod sector;
mod table;
mod titles;
mod words;

pub use gazetteer::{Gazetteer, GazetteerError};
pub use sector::{is_media, known_as};

use self::affiliation::Affiliations;
use self::country::Countries;
use self::scene::Scene;
use self::sector::Sectors;
use crate::mention::{Entity, Mention, Sector};
use crate::syntax::Syntax;
use crate::text::{Span, Tok};
use crate::token::Segmented;

/// What an article says that an entity is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Actor {
    /// What it calls a named person, in text order, each wording once.
    pub titles: Vec<Span<Tok>>,
    /// Index of the organisation or place that it belongs to.
    pub affiliation: Option<usize>,
    /// ISO 3166-1 alpha-3 code of its country.
    pub country: Option<&'static str>,
    /// The part of public life that it acts in.
    pub sector: Option<Sector>,
    /// Name of the user's own list, and its id there.
    pub id: Option<(String, String)>,
}

/// What each entity of an article is, in their order. `meant`: of heads of nouns and pronouns that are no mentions the entities that they mean.
#[must_use]
pub fn actors(
    doc: &Segmented,
    syntax: &Syntax,
    mentions: &[Mention],
    entities: &[Entity],
    meant: &[(usize, usize)],
) -> Vec<Actor> {
    let scene = Scene::of(doc, syntax, mentions, entities, meant);
    let titles = titles::all(&scene);
    let kinds = sector::kinds(&scene);
    let countries = Countries::of(&scene);
    let affiliations = Affiliations::of(&scene, &kinds, countries.home_place()).all(&titles);
    let sectors = Sectors::of(&scene, &kinds).all(&titles, &affiliations);
    let countries = countries.all(&titles, &affiliations, &sectors);
    let rows = titles.iter().zip(affiliations).zip(countries).zip(sectors);
    rows.map(|(((titles, affiliation), country), sector)| Actor {
        titles: titles.iter().map(|title| title.words).collect(),
        affiliation,
        country,
        sector,
        id: None,
    })
    .collect()
}
