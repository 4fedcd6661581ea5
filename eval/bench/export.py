"""The shipped weights for the peers: a folder for `transformers` and candle in 32-bit floating point, ONNX in f32 and int8.

python export.py MODEL_FOLDER OUT_FOLDER

The graph optimiser of ONNX Runtime that fuses attention was tried: the fused graphs read more slowly here, in f32 and
in int8 (see README.md), so the plain ones are measured.
"""
import json
import pathlib
import shutil
import sys
import warnings

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file, save_file
from transformers import BertForTokenClassification

TOKENIZER = {"tokenizer_class": "PreTrainedTokenizerFast", "pad_token": "[PAD]", "cls_token": "[CLS]", "sep_token": "[SEP]",
             "unk_token": "[UNK]", "mask_token": "[MASK]", "model_max_length": 512}


def widened(folder):
    """Matrices are stored in eight bits, with a scale for each row."""
    stored = load_file(folder / "model.safetensors")
    wide = {}
    for name, tensor in stored.items():
        if name.startswith(("bert.", "classifier.")) and not name.endswith(".scale"):
            if tensor.dtype == np.int8:
                tensor = tensor.astype(np.float32) * stored[f"{name}.scale"][:, None]
            wide[name] = np.ascontiguousarray(tensor, dtype=np.float32)
    return wide


def main():
    folder, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    save_file(widened(folder), out / "model.safetensors", metadata={"format": "pt"})
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(folder / name, out / name)
    (out / "tokenizer_config.json").write_text(json.dumps(TOKENIZER))
    model = BertForTokenClassification.from_pretrained(out, attn_implementation="eager").eval()
    example = {name: torch.ones(2, 8, dtype=torch.int64) for name in ("input_ids", "attention_mask", "token_type_ids")}
    axes = {name: {0: "batch", 1: "pieces"} for name in [*example, "logits"]}
    with warnings.catch_warnings(action="ignore"):
        torch.onnx.export(model, tuple(example.values()), out / "f32.onnx", input_names=list(example), output_names=["logits"],
                          dynamic_axes=axes, opset_version=17, dynamo=False)
    quantize_dynamic(out / "f32.onnx", out / "int8.onnx", weight_type=QuantType.QInt8)


main()
