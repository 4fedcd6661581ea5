"""An encoder (by default a plain BERT, parameter names as Hugging Face has them) with its three heads."""
import typing

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from data import NONE, OPEN_O, TAG, TAGS, UPOS
from words import base_folder

CASES = 6


class Shape(typing.NamedTuple):
    """Widths and counts of an encoder, and the widths of arcs and labels that fit it."""
    hidden: int
    layers: int
    heads: int
    inner: int
    vocab: int
    places: int
    eps: float
    arc: int
    label: int

    def norm(self):
        return nn.LayerNorm(self.hidden, eps=self.eps)


class Part(nn.Module):
    """A bare holder, for names such as `attention.self.query`."""

    def __init__(self, /, **children):
        super().__init__()
        for name, child in children.items():
            setattr(self, name, child)


class Layer(nn.Module):
    def __init__(self, shape, dropout):
        super().__init__()
        self.heads, wide = shape.heads, shape.hidden
        self.attention = Part(self=Part(query=nn.Linear(wide, wide), key=nn.Linear(wide, wide), value=nn.Linear(wide, wide)),
                              output=Part(dense=nn.Linear(wide, wide), LayerNorm=shape.norm()))
        self.intermediate = Part(dense=nn.Linear(wide, shape.inner))
        self.output = Part(dense=nn.Linear(shape.inner, wide), LayerNorm=shape.norm())
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, mask):
        b, n, wide = x.shape
        a = getattr(self.attention, "self")
        q, k, v = (p(x).view(b, n, self.heads, wide // self.heads).transpose(1, 2) for p in (a.query, a.key, a.value))
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, n, wide)
        o = self.attention.output
        x = o.LayerNorm(x + self.dropout(o.dense(y)))
        y = self.output.dense(F.gelu(self.intermediate.dense(x)))
        return self.output.LayerNorm(x + self.dropout(y))


class Bert(nn.Module):
    """The encoder that ships: MiniLM. Another is a subclass with its own name, shape and `load_base`."""
    NAME, SHAPE = "minilm", Shape(hidden=384, layers=6, heads=12, inner=1536, vocab=30522, places=512, eps=1e-12, arc=128, label=64)

    def __init__(self, dropout):
        super().__init__()
        s = self.SHAPE
        self.embeddings = Part(word_embeddings=nn.Embedding(s.vocab, s.hidden), position_embeddings=nn.Embedding(s.places, s.hidden),
                               token_type_embeddings=nn.Embedding(CASES, s.hidden), LayerNorm=s.norm())
        self.encoder = Part(layer=nn.ModuleList(Layer(s, dropout) for _ in range(s.layers)))
        self.dropout = nn.Dropout(dropout)

    def load_base(self):
        """The base weights; casing comes in as token types, so rows 1-5 of that table start from nought."""
        from safetensors.torch import load_file
        base = {k: v for k, v in load_file(base_folder() / "model.safetensors").items() if "pooler" not in k and "position_ids" not in k}
        types = torch.zeros(CASES, self.SHAPE.hidden)
        types[0] = base["embeddings.token_type_embeddings.weight"][0]
        self.load_state_dict({**base, "embeddings.token_type_embeddings.weight": types})

    def forward(self, ids, case, mask):
        """States [windows, pieces, hidden]; `mask` is what attention takes: what may be seen, or a bias, or None."""
        e = self.embeddings
        x = e.word_embeddings(ids) + e.position_embeddings.weight[:ids.shape[1]] + e.token_type_embeddings(case)
        x = self.dropout(e.LayerNorm(x))
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.bfloat16)
        for layer in self.encoder.layer:
            x = layer(x, mask)
        return x


class Tagger(nn.Module):
    def __init__(self, relations, encoder=Bert, dropout=0.1, head_dropout=0.15):
        super().__init__()
        self.relations = relations
        self.bert = encoder(dropout)
        hidden, arc, label = encoder.SHAPE.hidden, encoder.SHAPE.arc, encoder.SHAPE.label
        self.classifier = nn.Linear(hidden, len(TAGS))
        self.upos = nn.Linear(hidden, len(UPOS))
        self.arc_dep, self.arc_head = nn.Linear(hidden, arc), nn.Linear(hidden, arc)
        self.label_dep, self.label_head = nn.Linear(hidden, label), nn.Linear(hidden, label)
        self.arc_root = nn.Parameter(torch.randn(hidden) * 0.02)
        self.arc, self.label = Part(), Part()
        self.arc.weight = nn.Parameter(torch.cat([torch.randn(arc, arc) * arc ** -0.5, torch.zeros(1, arc)]))
        self.label.weight = nn.Parameter(torch.randn(len(relations), label + 1, label + 1) * 0.02)
        for lin in (self.classifier, self.upos):
            nn.init.normal_(lin.weight, std=0.02)
            nn.init.zeros_(lin.bias)
        self.dropout, self.head_dropout = nn.Dropout(dropout), nn.Dropout(head_dropout)

    def encode(self, batch):
        """[words in the batch, hidden]: the state at each word's first piece."""
        return self.bert(batch["ids"], batch["case"], batch["mask"]).flatten(0, 1)[batch["first"]]

    def arcs(self, x):
        """Arc scores [.., dependant, head], head 0 the root, from word states [.., words, hidden]."""
        root = self.arc_root.to(x.dtype).expand(*x.shape[:-2], 1, -1)
        dep = self.head_dropout(F.gelu(self.arc_dep(x))).float()
        head = self.head_dropout(F.gelu(self.arc_head(torch.cat([root, x], -2)))).float()
        with torch.autocast(dep.device.type, enabled=False):
            return (dep @ self.arc.weight[:-1] + self.arc.weight[-1]) @ head.transpose(-1, -2)

    def label_parts(self, x):
        root = self.arc_root.to(x.dtype).expand(*x.shape[:-2], 1, -1)
        dep = self.head_dropout(F.gelu(self.label_dep(x))).float()
        head = self.head_dropout(F.gelu(self.label_head(torch.cat([root, x], -2)))).float()
        return F.pad(dep, (0, 1), value=1.0), F.pad(head, (0, 1), value=1.0)

    def labels(self, dep, head):
        """Label scores [n, relations] of n arcs."""
        with torch.autocast(dep.device.type, enabled=False):
            return torch.einsum("nri,ni->nr", torch.einsum("nj,rij->nri", head, self.label.weight), dep)


def collate(windows, device="cpu"):
    """Padded pieces, flat words, and for windows with trees a second padding over words."""
    n, longest = len(windows), max(len(w.ids) for w in windows)
    ids, case, keep = np.zeros((n, longest), np.int64), np.zeros((n, longest), np.int64), np.zeros((n, longest), bool)
    for i, w in enumerate(windows):
        ids[i, :len(w.ids)], case[i, :len(w.ids)], keep[i, :len(w.ids)] = w.ids, w.case, True
    flat = lambda name: torch.from_numpy(np.concatenate([getattr(w, name) for w in windows]))
    batch = {"ids": torch.from_numpy(ids), "case": torch.from_numpy(case),
             "mask": None if keep.all() else torch.from_numpy(keep)[:, None, None, :],
             "first": torch.from_numpy(np.concatenate([w.first.astype(np.int64) + i * longest for i, w in enumerate(windows)])),
             "tag": flat("tag").long(), "upos": flat("upos").long(), "weight": flat("weight"), "words": sum(len(w.first) for w in windows)}
    if any(w.soft is not None for w in windows):
        batch["soft"] = torch.from_numpy(np.concatenate(
            [w.soft if w.soft is not None else np.zeros((len(w.first), len(TAGS)), np.float16) for w in windows])).float()
    start = np.cumsum([0] + [len(w.first) for w in windows])
    trees = [i for i, w in enumerate(windows) if w.trees]
    if trees:
        most = max(len(windows[i].first) for i in trees)
        place = np.zeros((len(trees), most), np.int64)
        head, rel = np.full((len(trees), most), NONE, np.int64), np.full((len(trees), most), NONE, np.int64)
        open_ = np.zeros((len(trees), most, most + 1), bool)
        open_[:, :, 0] = True
        for k, i in enumerate(trees):
            w = windows[i]
            m = len(w.first)
            place[k, :m] = np.arange(start[i], start[i + 1])
            head[k, :m], rel[k, :m] = w.head, w.rel
            open_[k, :m, 1:m + 1] = w.sent[:, None] == w.sent[None, :]
        if any(windows[i].thought for i in trees):
            thought = {"upos": np.zeros((len(trees), most, len(UPOS)), np.float32), "arcs": np.zeros((len(trees), most, most + 1), np.float32)}
            for k, i in enumerate(trees):
                for at, t in windows[i].thought:
                    end = at + len(t.upos)
                    thought.setdefault("labels", np.zeros((len(trees), most, t.labels.shape[1]), np.float32))
                    thought["upos"][k, at:end], thought["labels"][k, at:end] = t.upos, t.labels
                    thought["arcs"][k, at:end, 0], thought["arcs"][k, at:end, at + 1:end + 1] = t.arcs[:, 0], t.arcs[:, 1:]
            batch.update({f"soft_{name}": torch.from_numpy(x) for name, x in thought.items()})
        batch.update(place=torch.from_numpy(place), head=torch.from_numpy(head), rel=torch.from_numpy(rel), open=torch.from_numpy(open_))
    return {k: v.to(device) if torch.is_tensor(v) else v for k, v in batch.items()}


O_OR_MISC = [TAG["O"], TAG["B-MISC"], TAG["I-MISC"]]


def losses(model, batch):
    """Summed losses by head, each over the words that carry its annotation."""
    x = model.encode(batch)
    h = model.dropout(x)
    out = {}
    logp = F.log_softmax(model.classifier(h).float(), -1)
    tag, weight = batch["tag"], batch["weight"]
    loss = -(F.one_hot(tag.clamp(min=0), len(TAGS)) * logp).sum(-1) * (tag >= 0)
    loss = loss - torch.logsumexp(logp[:, O_OR_MISC], -1) * (tag == OPEN_O)
    if "soft" in batch:
        given = batch["soft"].sum(-1) > 0
        loss = torch.where(given, -(batch["soft"] * logp).sum(-1), loss)
    out["entities"] = (loss * weight).sum()
    upos = batch["upos"]
    hard = lambda scores, gold: F.cross_entropy(scores, gold, ignore_index=NONE, reduction="none")
    if (upos >= 0).any():
        scores = model.upos(h).float()
        loss = hard(scores, upos)
        if "soft_upos" in batch:
            soft = torch.zeros_like(scores)
            inside = batch["head"] != NONE
            soft[batch["place"][inside]] = batch["soft_upos"][inside]
            loss = torch.where(soft.sum(-1) > 0, cross(soft, scores), loss)
        out["upos"] = loss.sum()
    if "place" in batch:
        xs = h[batch["place"]]
        head, rel = batch["head"], batch["rel"]
        scores = model.arcs(xs).masked_fill(~batch["open"], -1e4)
        loss = hard(scores.flatten(0, 1), head.flatten())
        if "soft_arcs" in batch:
            soft = batch["soft_arcs"].flatten(0, 1)
            loss = torch.where(soft.sum(-1) > 0, cross(soft, scores.flatten(0, 1)), loss)
        out["arcs"] = loss.sum()
        dep, hd = model.label_parts(xs)
        b, w = (head >= 0).nonzero(as_tuple=True)
        scores = model.labels(dep[b, w], hd[b, head[b, w]])
        loss = hard(scores, rel[b, w])
        if "soft_labels" in batch:
            soft = batch["soft_labels"][b, w]
            loss = torch.where(soft.sum(-1) > 0, cross(soft, scores), loss)
        out["labels"] = loss.sum()
    return out


def cross(soft, scores):
    """Cross entropy of each row against probabilities."""
    return -(soft * F.log_softmax(scores, -1)).sum(-1)
