"""Train the tagger: entities, parts of speech and trees on one encoder.

python train.py --corpora DIR --work DIR --out DIR
"""
import argparse
import math
import os
import pathlib
import random
import time

import numpy as np
import torch

import data
from eight_bits import is_big, rounded_rows
from model import Tagger, collate, losses
from words import Pieces

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"  # reading and measuring always use the processor
# a processor without products of bf16 makes them of f32, and more slowly than f32's own
BF16 = DEVICE == "cuda" or any(torch.cpu.get_capabilities().get(x) for x in ("amx_bf16", "avx512_bf16"))
BASE_LR, HEAD_LR, WARM_UP, DECAY = 2e-4, 1e-3, 0.06, 0.01


def schedule(trees, shares, pieces, rounds, seed, **how):
    """All batches of the run, in order: `rounds` rounds of every tree and a share of each (documents, passes) of `shares`."""
    orders = []
    for docs, passes in shares:
        order = []
        for k in range(math.ceil(passes)):
            once = list(docs)
            random.Random(seed * 1000 + 500 + k).shuffle(once)
            order += once
        orders.append((order, len(docs) * passes / rounds))
    out = []
    for r in range(rounds):
        rng = random.Random(seed * 1000 + r)
        ws = data.training_windows(trees, pieces, rng)
        for order, share in orders:
            ws += data.training_windows(order[int(share * r):int(share * (r + 1))], pieces, rng)
        out += data.batches(ws, rng, **how)
    return out


def peak(name, layers, lr, head_lr, decay):
    """A parameter's highest rate. A layer learns at `decay` times the rate of the one above it, the embeddings below them all; the table
    of casing, which starts from nought, learns like the top."""
    if not name.startswith("bert."):
        return head_lr
    if "token_type" in name:
        return lr
    place = name.split(".layer.")[1].split(".")[0] if ".layer." in name else -1
    return lr * decay ** (layers - 1 - int(place))


def optimiser(model, lr=BASE_LR, head_lr=HEAD_LR, decay=1.0):
    trained = [(n, p) for n, p in model.named_parameters() if p.requires_grad]
    groups = {}
    for n, p in sorted(trained, key=lambda x: (not x[0].startswith("bert."), x[1].dim() < 2)):
        groups.setdefault((peak(n, model.bert.SHAPE.layers, lr, head_lr, decay), p.dim() > 1), []).append(p)
    return torch.optim.AdamW([{"params": ps, "lr": r, "weight_decay": DECAY if matrix else 0.0} for (r, matrix), ps in groups.items()],
                             betas=(0.9, 0.98), eps=1e-6, fused=True)


def rate(step, steps):
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def save(path, previous=None, **what):
    """Whole or not at all: a checkpoint that is being written is never read. The one before it is kept as `previous` if that is given."""
    with open(f"{path}.part", "wb") as f:
        torch.save(what, f)
        f.flush()
        os.fsync(f.fileno())
    if previous and path.exists():
        os.replace(path, previous)
    os.replace(f"{path}.part", path)


def store(model):
    """Rounds the matrices to the eight bits of the model folder, and gives them as they were."""
    whole = {p: p.detach().clone() for p in model.parameters() if is_big(p)}
    for p in whole:
        p.data.copy_(rounded_rows(p.detach()))
    return whole


def run(model, plan, work, lr=BASE_LR, head_lr=HEAD_LR, every=300, stop_after=None, seed=1, syntax=1.0, decay=1.0, mean_from=None,
        rounded=False):
    """Go through the batches; resume from WORK/last.pt where it is there, or from WORK/previous.pt.

    `syntax`: weight of every loss but that of names. `decay`: of the rates from layer to layer. `mean_from`: the share of the steps after
    which the mean of the weights is kept too, as `mean`. `rounded`: every step is taken from the weights as they will be stored, so that rounding
    them at the end costs nothing new; what learns are the weights in full (straight-through, Bengio et al. 2013).
    """
    model.to(DEVICE)
    opt = optimiser(model, lr, head_lr, decay)
    peaks, steps = [g["lr"] for g in opt.param_groups], len(plan)
    first_mean = steps if mean_from is None else int(mean_from * steps)
    total = sum(len(w.first) for b in plan for w in b)
    path, previous, step, mean = pathlib.Path(work) / "last.pt", pathlib.Path(work) / "previous.pt", 0, None
    for found in (p for p in (path, previous) if p.exists()):
        state = torch.load(found, weights_only=False, map_location=DEVICE)
        assert state["steps"] == steps, f"{found} belongs to another plan: {state['steps']} steps, not {steps}"
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["optimiser"])
        step, mean = state["step"], state.get("mean")
        del state
        break
    torch.manual_seed(seed + step)
    print(f"{steps} steps, {total} words, from step {step}, {'bf16' if BF16 else 'f32'}", flush=True)
    done = sum(len(w.first) for b in plan[:step] for w in b)
    began = saved = time.time()
    first, sums = done, {}
    model.train()
    while step < steps:
        batch = collate(plan[step], DEVICE)
        whole = store(model) if rounded else {}
        with torch.autocast(DEVICE, torch.bfloat16, enabled=BF16):
            parts = losses(model, batch)
        # without a loss of its own a head is not moved by weight decay either
        loss = sum(x if head == "entities" else syntax * x for head, x in parts.items() if syntax or head == "entities") / batch["words"]
        opt.zero_grad(set_to_none=True)
        loss.backward()
        for weight, kept in whole.items():
            weight.data.copy_(kept)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for g, r in zip(opt.param_groups, peaks):
            g["lr"] = r * rate(step, steps)
        opt.step()
        step += 1
        if step > first_mean:
            weights = model.state_dict()
            mean = mean or {k: v.clone() for k, v in weights.items()}
            for k, v in mean.items():
                v.lerp_(weights[k], 1 / (step - first_mean))
        done += batch["words"]
        counts = {"entities": int((batch["tag"] != data.NONE).sum()), "upos": int((batch["upos"] >= 0).sum())}
        counts["arcs"] = counts["labels"] = counts["upos"]
        for k, v in parts.items():
            a, b = sums.get(k, (0.0, 0))
            sums[k] = a + float(v.detach()), b + counts[k]
        now = time.time()
        if step % 10 == 0 or step == steps:
            speed = (done - first) / (now - began)
            print(f"{step}/{steps} " + " ".join(f"{k} {a / max(1, b):.3f}" for k, (a, b) in sums.items())
                  + f" | {speed:.0f} words/s, {(total - done) / speed / 60:.1f} min left", flush=True)
            sums = {}
        if now - saved > every or step == steps or step == stop_after:
            save(path, previous, model=model.state_dict(), optimiser=opt.state_dict(), step=step, steps=steps, relations=model.relations,
                 encoder=model.bert.NAME, **({"mean": mean} if mean else {}))
            saved = time.time()
        if stop_after and step >= stop_after:
            return
    return model


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--corpora", required=True, help="folder with ner/ and ud/")
    a.add_argument("--work", required=True, help="folder for checkpoints")
    a.add_argument("--out", help="folder for the finished model; without it only checkpoints are written")
    a.add_argument("--tree-passes", type=int, default=4)
    a.add_argument("--entity-passes", type=float, default=2.4)
    a.add_argument("--gmb-words", type=int, default=350_000)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--stop-after", type=int, help="steps, to measure the speed")
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    random.seed(a.seed)
    np.random.seed(a.seed)
    work = pathlib.Path(a.work)
    work.mkdir(parents=True, exist_ok=True)
    pieces = Pieces()
    trees, ents, rels = data.shipped(a.corpora, a.gmb_words, a.seed)
    print("trees:", data.summary(trees), "| entities:", data.summary(ents), "| relations:", len(rels), flush=True)
    plan = schedule(trees, [(ents, a.entity_passes)], pieces, a.tree_passes, a.seed)
    padded = sum(len(b) * max(len(w.ids) for w in b) for b in plan)
    print(f"{sum(len(w.ids) for b in plan for w in b)} pieces, padded {padded}", flush=True)
    model = Tagger(rels)
    model.bert.load_base()
    if run(model, plan, work, stop_after=a.stop_after, seed=a.seed) and a.out:
        import export
        export.finish(work / "last.pt", a.out, a.corpora)


if __name__ == "__main__":
    main()
