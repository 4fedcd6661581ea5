"""Tiny checkpoints of every architecture that the program loads, with random weights, and what `transformers` makes of some text.

python make.py        (Python 3.11 or later; transformers 5.23.0, tokenizers 0.23.3, torch 2.15, sentencepiece 0.2.3, regex)

Writes a folder an architecture beside itself: config.json, tokenizer.json, model.safetensors, perhaps manifest.toml, and
reference.json: `labels` are what the classifier's rows mean here; of each passage the `text`, its `sentences` as offsets of words
in Unicode code points, the number of `windows`, and for each word the `logits` of the piece that it is read at; `shared` lists the
words that have no piece of their own. The weights are far from zero, so that a forgotten bias or another GELU shows. Some trainers of
`tokenizers` settle ties by chance: another run gives other pieces, and a reference that goes with them.
"""
import io
import json
import pathlib
import sys
import tempfile

import sentencepiece
import torch
import transformers
from sentencepiece import sentencepiece_model_pb2
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "models/recipe"))
from words import sentences  # noqa: E402

PIECES_PER_WORD, CONTEXT = 16, 64  # as in src/model
PLACES = 96

# What the tokenizers learn from.
CORPUS = """The minister said on Monday that the talks in Baku had not failed, and that both sides would meet again in May.
The foreign ministry denied the report, the Interfax news agency said, citing a person who cannot be named.
“We didn't sign anything,” the mayor told reporters. “They can't say who ordered it,” she said.
Officials in London and Geneva urged both governments to publish the agreement before the end of the year.
The president expressed his condolences over the deaths of the miners, the presidential office reported.
A spokesman for the bank wouldn't comment; the company's shares fell by 3.5 per cent to 12,000 dollars.
Russian and Armenian officials said the border was closed at 10:30 a.m. after the attack (see the map).
It was the worst flood in the region since 1998: at least 14 people died, and 200 houses were lost.
The U.S. embassy warned its citizens not to travel to the north-eastern part of the country.
“There will be no meeting,” he said; “not in this month, and not under these conditions.”
""".splitlines()

PASSAGES = [
    "Prime Minister Anna Keller told reporters in Brussels that the talks had failed.",
    "“We didn’t sign anything,” Mr. Okoro said. “The ministry can't (cannot) confirm it…”",
    "Łódź mayor Zoë Müller-Brandt wouldn't comment on €3.5bn loan 🚨 in 北京, cafe\u0301 AT&T's ﬁlings — [SEP] </s> or <mask>.",
    "The foreign ministry denied it. The mayor of Geneva said so. Officials in London met again, the Interfax news agency reported. "
    "“They can't say who ordered it,” she said. The bank wouldn't comment; its shares fell by 3.5 per cent, to 12,000 dollars, after "
    "the president of the company, citing a person who cannot be named, told reporters in Baku on Monday that the talks about the "
    "agreement between both governments, which the U.S. embassy had urged them to publish before the end of the year, had failed, and "
    "that there would be no meeting in this month, nor in the next, nor in any other part of the year. He left. It ended in May.",
]

CONLL = ["O"] + [f"{at}-{name}" for name in ("PER", "ORG", "LOC", "MISC") for at in "BI"]


# ---- tokenizers -------------------------------------------------------------------------------------------------------------

def trained(tokenizer, trainer):
    tokenizer.train_from_iterator(CORPUS, trainer)
    return json.loads(tokenizer.to_str())["model"]


def wordpiece(make, lower):
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    bare = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    bare.normalizer = normalizers.BertNormalizer(lowercase=lower)
    bare.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    vocab = trained(bare, trainers.WordPieceTrainer(vocab_size=260, special_tokens=special, show_progress=False))["vocab"]
    return make(vocab=vocab, do_lower_case=lower)


def bytes_of(special):
    bare = Tokenizer(models.BPE())
    bare.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    return trained(bare, trainers.BpeTrainer(vocab_size=360, special_tokens=special, initial_alphabet=alphabet, show_progress=False))


def roberta():
    model = bytes_of(["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    merges = [tuple(pair) for pair in model["merges"]]
    return transformers.RobertaTokenizer(vocab=model["vocab"], merges=merges, add_prefix_space=True)


def modernbert():
    special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"]
    model = bytes_of(special)
    whole = Tokenizer(models.BPE(model["vocab"], [tuple(pair) for pair in model["merges"]]))
    whole.normalizer = normalizers.NFC()
    whole.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    whole.decoder = decoders.ByteLevel()
    whole.add_special_tokens(special)
    whole.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 1), ("[SEP]", 2)])
    names = {"unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]", "pad_token": "[PAD]", "mask_token": "[MASK]"}
    return transformers.PreTrainedTokenizerFast(tokenizer_object=whole, **names)


def xlm_roberta():
    """A few of the character rules of the original, whose table of 240 kB would be most of this folder."""
    pairs = {"…": "...", "ﬁ": "fi", "\u00a0": " ", "\t": " ", "e\u0301": "é", "™": "TM"}
    code = lambda text: " ".join(f"{ord(c):X}" for c in text)
    out = io.BytesIO()
    with tempfile.NamedTemporaryFile("w", suffix=".tsv", encoding="utf-8") as rules:
        rules.write("".join(f"{code(a)}\t{code(b)}\n" for a, b in pairs.items()))
        rules.flush()
        sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(CORPUS), model_writer=out, vocab_size=240,
                                                 hard_vocab_limit=False, normalization_rule_tsv=rules.name, minloglevel=2)
    model = sentencepiece_model_pb2.ModelProto.FromString(out.getvalue())
    vocab = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0)]
    vocab += [(piece.piece, piece.score) for piece in model.pieces[3:]] + [("<mask>", 0.0)]
    return transformers.XLMRobertaTokenizer(vocab=vocab, _spm_precompiled_charsmap=model.normalizer_spec.precompiled_charsmap)


def deberta():
    special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]
    bare = Tokenizer(models.Unigram())
    bare.pre_tokenizer = pre_tokenizers.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=240, special_tokens=special, unk_token="[UNK]", show_progress=False)
    return transformers.DebertaV2Tokenizer(vocab=[tuple(row) for row in trained(bare, trainer)["vocab"]], unk_id=3)


# ---- checkpoints ------------------------------------------------------------------------------------------------------------

SIZES = dict(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24)
IOB1 = ["B-LOC", "B-MISC", "B-ORG", "I-LOC", "I-MISC", "I-ORG", "I-PER", "O"]
ONTONOTES = ["O"] + [f"{at}-{name}" for at in "BI" for name in ("DATE", "PERSON", "NORP", "GPE", "ORG", "WORK_OF_ART")]
MEANS = {"DATE": "O", "PERSON": "PER", "NORP": "MISC", "GPE": "LOC", "ORG": "ORG", "WORK_OF_ART": "MISC"}
MANIFEST = '[labels]\nscheme = "iob2"\n\n[labels.map]\n' + "".join(f'LABEL_{at} = "{name}"\n' for at, name in enumerate(CONLL))


def meant(label):
    at, _, name = label.partition("-")
    return "O" if MEANS.get(name, label) == "O" else f"{at}-{MEANS[name]}"


# tokenizer, class of the configuration, what differs from its defaults, labels in config.json, what they mean here
ROWS = {
    "bert": (wordpiece(transformers.BertTokenizer, False), transformers.BertConfig,
             dict(SIZES, max_position_embeddings=PLACES), CONLL, CONLL),
    "distilbert": (wordpiece(transformers.DistilBertTokenizer, True), transformers.DistilBertConfig,
                   dict(dim=16, n_layers=2, n_heads=2, hidden_dim=24, max_position_embeddings=PLACES), CONLL[::-1], CONLL[::-1]),
    "roberta": (roberta(), transformers.RobertaConfig,
                dict(SIZES, max_position_embeddings=PLACES + 2, type_vocab_size=1, layer_norm_eps=1e-5),
                ONTONOTES, [meant(label) for label in ONTONOTES]),
    "xlm-roberta": (xlm_roberta(), transformers.XLMRobertaConfig,
                    dict(SIZES, max_position_embeddings=PLACES + 2, type_vocab_size=1, layer_norm_eps=1e-5), IOB1, IOB1),
    "deberta-v2": (deberta(), transformers.DebertaV2Config,
                   dict(SIZES, max_position_embeddings=PLACES, relative_attention=True, position_buckets=8, norm_rel_ebd="layer_norm",
                        share_att_key=True, pos_att_type=["p2c", "c2p"], position_biased_input=False),
                   [f"LABEL_{at}" for at in range(9)], CONLL),
    "modernbert": (modernbert(), transformers.ModernBertConfig,
                   dict(SIZES, num_hidden_layers=3, max_position_embeddings=PLACES, local_attention=16, global_attn_every_n_layers=2,
                        pad_token_id=3, bos_token_id=1, cls_token_id=1, eos_token_id=2, sep_token_id=2),
                   [label.replace("-", "_") for label in CONLL], CONLL),
}


def checkpoint(config):
    model = transformers.AutoModelForTokenClassification.from_config(config, attn_implementation="eager").eval()
    draw = torch.Generator().manual_seed(7)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            noise = torch.randn(weight.shape, generator=draw)
            norm = "norm" in name.lower() and name.endswith("weight")
            weight.copy_(1 + 0.2 * noise if norm else 0.4 * noise)
    return model


# ---- reading: src/model/pieces.rs and src/model/windows.rs once more ---------------------------------------------------------

def cut(tokenizer, text, words):
    """Pieces of each word, cut from the whole text at once."""
    pieces = [[] for _ in words]
    encoding = tokenizer.encode(text, add_special_tokens=False)
    for id_, (start, _) in zip(encoding.ids, encoding.offsets):
        owner = next(at for at, (_, end) in enumerate(words) if end > start)
        pieces[owner] = (pieces[owner] + [id_])[:PIECES_PER_WORD]
    return pieces


def windows(sizes, sents, room):
    """(range of words, words to read there) of every window; `sents` are ranges of words."""
    size = lambda unit: sum(sizes[unit[0]:unit[1]])
    runs = []  # units that windows are made of: whole sentences, or the words of one that must be cut
    for start, end in sents:
        if size((start, end)) > room:
            runs.append((room // 2, [(word, word + 1) for word in range(start, end)]))
        elif runs and runs[-1][0] == CONTEXT:
            runs[-1][1].append((start, end))
        else:
            runs.append((CONTEXT, [(start, end)]))
    plan = []
    for context, units in runs:
        best, found, end = {}, [], 0
        while end < len(units):
            start, held = end, 0
            while start and held + size(units[start - 1]) <= min(context, room - size(units[end])):
                start -= 1
                held += size(units[start])
            while end < len(units) and (end == start or held + size(units[end]) <= room):
                held += size(units[end])
                end += 1
            found.append((start, end))
        for number, (start, end) in enumerate(found):
            for at in range(start, end):
                poorer = min(sum(map(size, units[start:at])), sum(map(size, units[at + 1:end])))
                if at not in best or poorer > best[at][0]:
                    best[at] = (poorer, number)
        for number, (start, end) in enumerate(found):
            read = [word for at in range(start, end) if best[at][1] == number for word in range(*units[at])]
            if read:
                plan.append(((units[start][0], units[end - 1][1]), read))
    return plan


def passage(tokenizer, model, text):
    spans = sentences(text)
    words = [word for sentence in spans for word in sentence]
    ends = [sum(len(s) for s in spans[:at + 1]) for at in range(len(spans))]
    pieces = cut(tokenizer, text, words)
    first, *_, last = tokenizer.encode("a").ids
    plan = windows([len(p) for p in pieces], list(zip([0] + ends, ends)), PLACES - 2)
    logits = [None] * len(words)
    for (start, end), read in plan:
        ids, at = [first], {}
        for word in range(start, end):
            at[word] = len(ids) if pieces[word] else len(ids) - 1
            ids += pieces[word]
        with torch.inference_mode():
            rows = model(input_ids=torch.tensor([ids + [last]])).logits[0]
        for word in read:
            logits[word] = [round(x, 6) for x in rows[at[word]].tolist()]
    shared = [word for word, own in enumerate(pieces) if not own]
    return {"text": text, "sentences": spans, "windows": len(plan), "shared": shared, "logits": logits}


for name, (tokenizer, config, sizes, labels, meaning) in ROWS.items():
    folder = HERE / name
    folder.mkdir(exist_ok=True)
    tokenizer = tokenizer.backend_tokenizer
    # An article that spells out a special token does not hold one.
    tokenizer.encode_special_tokens = True
    model = checkpoint(config(**sizes, vocab_size=tokenizer.get_vocab_size(), id2label=dict(enumerate(labels)),
                              label2id={label: at for at, label in enumerate(labels)}))
    model.save_pretrained(folder)
    dump = lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(dump(json.loads(tokenizer.to_str())), encoding="utf-8")
    if labels[0] == "LABEL_0":
        (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    passages = [passage(tokenizer, model, text) for text in PASSAGES]
    (folder / "reference.json").write_text(dump({"labels": meaning, "passages": passages}) + "\n", encoding="utf-8")
    print(name, [(p["windows"], len(p["logits"]), p["shared"]) for p in passages])
