//! English news in; records of who said, denied, urged and condoled what, to whom and through whom, out.
//!
//! Text flows one way, and each room imports only from rooms to its left:
//!
//! `text → token → model → ner, syntax → mention → actor → relation → pipeline → record → eval → formats → output → corpus → view, serve → cli`
//!
//! ```no_run
//! use onrecord::pipeline::Pipeline;
//! use onrecord::text::Article;
//!
//! let pipeline = Pipeline::embedded()?;
//! let record = pipeline.record(Article::new("a1", "The mayor denied the claim, Reuters reported."));
//! println!("{}", serde_json::to_string(&record)?);
//! # Ok::<(), Box<dyn std::error::Error + Send + Sync>>(())
//! ```

pub mod actor;
#[cfg(feature = "cli")]
pub mod cli;
pub mod corpus;
pub mod eval;
pub mod formats;
pub mod mention;
pub mod model;
pub mod ner;
pub mod output;
pub mod pipeline;
pub mod record;
pub mod relation;
#[cfg(feature = "web")]
pub mod serve;
pub mod syntax;
pub mod text;
pub mod token;
#[cfg(feature = "web")]
pub mod view;
