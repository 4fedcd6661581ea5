"""spaCy's small English pipeline, in size: tok2vec, tagger, parser, names. Trained for a few steps, for speed alone.

python small.py GOLD.jsonl OUT_FOLDER
"""
import json
import pathlib
import sys

CONFIG = """
[nlp]
lang = "en"
pipeline = ["tok2vec", "tagger", "parser", "ner"]

[components]

[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"
[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
rows = [5000, 1000, 2500, 2500, 50, 50]
include_static_vectors = false
[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3

[components.tagger]
factory = "tagger"
[components.tagger.model]
@architectures = "spacy.Tagger.v2"
[components.tagger.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
upstream = "tok2vec"

[components.parser]
factory = "parser"
min_action_freq = 1
[components.parser.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "parser"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
[components.parser.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
upstream = "tok2vec"

[components.ner]
factory = "ner"
[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
[components.ner.model.tok2vec]
@architectures = "spacy.Tok2Vec.v2"
[components.ner.model.tok2vec.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
rows = [5000, 1000, 2500, 2500]
include_static_vectors = false
[components.ner.model.tok2vec.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3
"""
TAGS, RELATIONS, NAMES, STEPS = 45, 42, 18, 12


def load(folder):
    import spacy
    return spacy.load(pathlib.Path(folder) / "spacy")


def example(nlp, text):
    """Invented labels, as many kinds as the usual models know; for a tree that is none."""
    from spacy.training import Example
    # White space is no word to the parser.
    doc = nlp.make_doc(" ".join(text.split())[:1500])
    count = len(doc)
    # Sentences of twenty words, each word hanging on one of the two before it.
    heads = [max(at // 20 * 20, at - 1 - at % 3 // 2) for at in range(count)]
    relations = ["ROOT" if head == at else f"r{len(doc[at]) * 5 % RELATIONS}" for at, head in enumerate(heads)]
    names = [f"U-N{len(word) % NAMES}" if word.shape_.startswith("X") else "O" for word in doc]
    return Example.from_dict(doc, {"tags": [f"t{len(word) * 7 % TAGS}" for word in doc], "heads": heads, "deps": relations,
                                   "sent_starts": [at % 20 == 0 for at in range(count)], "entities": names})


def main():
    import spacy
    from thinc.api import Config
    gold, out = sys.argv[1:]
    spacy.util.fix_random_seed(1)
    nlp = spacy.util.load_model_from_config(Config().from_str(CONFIG), auto_fill=True)
    with open(gold, encoding="utf8") as lines:
        examples = [example(nlp, json.loads(line)["text"]) for line in lines]
    optimizer = nlp.initialize(lambda: examples)
    for step in range(STEPS):
        nlp.update(examples[step * 4 % len(examples):][:4], sgd=optimizer)
    nlp.to_disk(pathlib.Path(out) / "spacy")


if __name__ == "__main__":
    main()
