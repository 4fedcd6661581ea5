//! Dependency relations.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

macro_rules! relations {
    ($($rel:ident $name:literal $means:literal,)*) => {
        /// A Universal Dependencies relation, with the subtypes that English treebanks use
        /// (<https://universaldependencies.org/en/dep/>).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Rel { $(#[doc = $means] $rel,)* }

        impl Rel {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$rel),*];

            /// The relation as treebanks write it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$rel => $name,)* }
            }
        }
    };
}

relations! {
    Acl "acl" "Clause that modifies a noun.",
    AclRelcl "acl:relcl" "Relative clause.",
    Advcl "advcl" "Clause that modifies a verb.",
    AdvclRelcl "advcl:relcl" "Relative clause that modifies a clause.",
    Advmod "advmod" "Adverb.",
    Amod "amod" "Adjective.",
    Appos "appos" "Apposition.",
    Aux "aux" "Auxiliary.",
    AuxPass "aux:pass" "Auxiliary of the passive.",
    Case "case" "Preposition, or the possessive 's.",
    Cc "cc" "Coordinating conjunction.",
    CcPreconj "cc:preconj" "First part of a two-part conjunction: both, either.",
    Ccomp "ccomp" "Clause with a subject of its own as complement: what is said.",
    Clf "clf" "Classifier.",
    Compound "compound" "First part of a compound.",
    CompoundPrt "compound:prt" "Particle of a phrasal verb.",
    Conj "conj" "Further member of a coordination.",
    Cop "cop" "Copula.",
    Csubj "csubj" "Clause as subject.",
    CsubjOuter "csubj:outer" "Clause as subject of a copular clause whose predicate is a clause.",
    CsubjPass "csubj:pass" "Clause as subject of a passive.",
    Dep "dep" "Unspecified.",
    Det "det" "Determiner.",
    DetPredet "det:predet" "Predeterminer: all the, such a.",
    Discourse "discourse" "Interjection or discourse particle.",
    Dislocated "dislocated" "Fronted or postposed element.",
    Expl "expl" "Expletive: there is, it seems.",
    Fixed "fixed" "Further word of a fixed expression.",
    Flat "flat" "Further word of a name or a date.",
    FlatForeign "flat:foreign" "Further word of a foreign phrase.",
    FlatName "flat:name" "Further word of a name, in older treebanks.",
    Goeswith "goeswith" "Part of a word that was split by mistake.",
    Iobj "iobj" "Indirect object.",
    List "list" "Further item of a list.",
    Mark "mark" "Subordinator: that, to, if.",
    Nmod "nmod" "Noun that modifies a noun.",
    NmodDesc "nmod:desc" "Title or description before a name.",
    NmodNpmod "nmod:npmod" "Noun phrase used as a modifier, in older treebanks.",
    NmodPoss "nmod:poss" "Possessor.",
    NmodTmod "nmod:tmod" "Time, in older treebanks.",
    NmodUnmarked "nmod:unmarked" "Noun phrase that modifies a noun without a preposition.",
    Nsubj "nsubj" "Subject.",
    NsubjOuter "nsubj:outer" "Subject of a copular clause whose predicate is a clause.",
    NsubjPass "nsubj:pass" "Subject of a passive.",
    Nummod "nummod" "Number.",
    Obj "obj" "Object.",
    Obl "obl" "Prepositional phrase that modifies a verb.",
    OblAgent "obl:agent" "Agent of a passive: by the minister.",
    OblArg "obl:arg" "Oblique argument.",
    OblNpmod "obl:npmod" "Noun phrase used as an adverb, in older treebanks.",
    OblTmod "obl:tmod" "Time, in older treebanks.",
    OblUnmarked "obl:unmarked" "Noun phrase that modifies a verb without a preposition: on Monday without on.",
    Orphan "orphan" "Left over where a head is elided.",
    Parataxis "parataxis" "Clause beside a clause: an inserted he said.",
    Punct "punct" "Punctuation.",
    Reparandum "reparandum" "Corrected slip.",
    Root "root" "Head of the sentence.",
    Vocative "vocative" "Person spoken to.",
    Xcomp "xcomp" "Complement without a subject of its own.",
}

impl Rel {
    /// The relation without its subtype: `nsubj:pass` is a `nsubj`.
    #[must_use]
    pub fn universal(self) -> Self {
        let name = self.name();
        name.split_once(':').and_then(|(base, _)| base.parse().ok()).unwrap_or(self)
    }
}

/// A relation that is not in the list.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0:?} is no dependency relation of Universal Dependencies as English treebanks use them")]
pub struct UnknownRel(pub String);

impl FromStr for Rel {
    type Err = UnknownRel;

    fn from_str(name: &str) -> Result<Self, UnknownRel> {
        Self::ALL.iter().copied().find(|rel| rel.name() == name).ok_or_else(|| UnknownRel(name.to_owned()))
    }
}

impl fmt::Display for Rel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Rel;

    #[test]
    fn every_subtype_has_its_universal_relation() {
        for rel in Rel::ALL {
            assert!(!rel.universal().name().contains(':'), "{rel}");
        }
    }

    #[test]
    fn names_read_back() {
        for rel in Rel::ALL {
            assert_eq!(rel.name().parse(), Ok(*rel));
        }
    }
}
