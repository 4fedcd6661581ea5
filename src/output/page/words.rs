//! Figures in plain words.

/// What a headline figure says, for somebody who has not read the manual.
pub(super) fn plain(figure: &str) -> &str {
    match figure {
        "entities.f1" => "Names: exact extent and type",
        "entities.ceaf.f1" => "Entities: type, whole name, none merged or split",
        "relations.strict.f1" => "Acts: type, and every argument to the letter",
        "relations.boundaries.f1" => "Acts: every argument to the letter, any type",
        "relations.entity.f1" => "Acts: type, and the right people and content",
        "relations.cue.f1" => "Acts: noticed, with the right type",
        "relations.speaker.accuracy" => "of the noticed: the speaker is right",
        "relations.speaker.marked" => "– where somebody speaks",
        "relations.quote.accuracy" => "of the noticed: direct or indirect is right",
        "relations.quote.marked" => "– where something is quoted or reported",
        "relations.polarity.accuracy" => "of the noticed: “said” or “did not say” is right",
        "relations.polarity.marked" => "– where it is “did not say”",
        "relations.modality.accuracy" => "of the noticed: fact, hedge or future is right",
        "relations.modality.marked" => "– where it is no plain fact",
        "relations.attribution.accuracy" => "of the noticed: who passes it on is right",
        "relations.attribution.marked" => "– where somebody passes it on",
        "relations.answers.accuracy" => "of the noticed: the claim denied is right",
        "relations.answers.marked" => "– where a denial answers a claim",
        "blocks.f1" => "Page: article and boilerplate told apart",
        other => other,
    }
}
