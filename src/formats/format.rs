//! The formats, by name.

/// How labels are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Told from what stands in the file; a folder is brat's.
    Auto,
    /// Gold articles or records, one JSON object a line.
    Record,
    /// TOKEN and TAG, a token a line.
    Conll,
    /// A folder of .txt and .ann files.
    Brat,
    /// A Label Studio export of type JSON.
    LabelStudio,
    /// doccano's JSONL.
    Doccano,
    /// An attribution corpus: JSONL with source, cue and content.
    Attribution,
}

impl Format {
    /// In the order of tables.
    pub const ALL: [Self; 7] =
        [Self::Auto, Self::Record, Self::Conll, Self::Brat, Self::LabelStudio, Self::Doccano, Self::Attribution];

    /// As a person names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Record => "record",
            Self::Conll => "conll",
            Self::Brat => "brat",
            Self::LabelStudio => "label-studio",
            Self::Doccano => "doccano",
            Self::Attribution => "attribution",
        }
    }

    /// What it is, for somebody who has to choose.
    #[must_use]
    pub fn means(self) -> &'static str {
        match self {
            Self::Auto => "Told from what stands in the file; a folder is brat's",
            Self::Record => "Gold articles or records, one JSON object a line",
            Self::Conll => "TOKEN and TAG, a token a line",
            Self::Brat => "A folder of .txt and .ann files",
            Self::LabelStudio => "A Label Studio export of type JSON",
            Self::Doccano => "doccano's JSONL",
            Self::Attribution => "An attribution corpus: JSONL with source, cue and content",
        }
    }
}

/// How labels can be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// Gold articles, one JSON object a line.
    Record,
    /// A folder of .txt and .ann files with its annotation.conf.
    Brat,
    /// A file to import into Label Studio, and beside it the labelling config, as .xml.
    LabelStudio,
    /// A row for each source and target of an act, as CSV or Parquet: of records, not of labels.
    Events,
}

impl Target {
    /// In the order of tables.
    pub const ALL: [Self; 4] = [Self::Record, Self::Brat, Self::LabelStudio, Self::Events];

    /// As a person names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Record => Format::Record.name(),
            Self::Brat => Format::Brat.name(),
            Self::LabelStudio => Format::LabelStudio.name(),
            Self::Events => "events",
        }
    }

    /// What it is, for somebody who has to choose.
    #[must_use]
    pub fn means(self) -> &'static str {
        match self {
            Self::Record => "Gold articles, one JSON object a line",
            Self::Brat => "A folder of .txt and .ann files with its annotation.conf",
            Self::LabelStudio => "A file to import into Label Studio, and beside it the labelling config, as .xml",
            Self::Events => "Event data from records: a row for each source and target of an act, as CSV or Parquet",
        }
    }
}
