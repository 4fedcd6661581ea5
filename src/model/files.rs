//! The names of a model folder's files.

pub(super) const CONFIG: &str = "config.json";
pub(super) const TOKENIZER: &str = "tokenizer.json";
pub(super) const WEIGHTS: &str = "model.safetensors";
pub(super) const ARGUMENTS: &str = "arguments.safetensors";
pub(super) const LINKS: &str = "links.safetensors";
pub(super) const MANIFEST: &str = "manifest.toml";

/// What to do when a file is missing.
pub(super) fn hint(file: &str) -> &'static str {
    match file {
        TOKENIZER => {
            "; older models only have vocab.txt: load their tokenizer with AutoTokenizer in Python, \
             save_pretrained writes the file"
        }
        WEIGHTS => {
            "; pickled weights (pytorch_model.bin) and weights in several files are not read: load them with \
             AutoModelForTokenClassification in Python, save_pretrained(folder, max_shard_size=\"100GB\") writes the file"
        }
        _ => "",
    }
}
