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
from model import Tagger, collate, losses
from words import Pieces

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"  # reading and measuring always use the processor
BASE_LR, HEAD_LR, WARM_UP, DECAY = 2e-4, 1e-3, 0.06, 0.01


def schedule(trees, ents, pieces, tree_passes, entity_passes, seed):
    """All batches of the run, in order. Each round has every tree once and the entity documents' share."""
    order = []
    for k in range(math.ceil(entity_passes)):
        docs = list(ents)
        random.Random(seed * 1000 + 500 + k).shuffle(docs)
        order += docs
    share = len(ents) * entity_passes / tree_passes
    rounds = []
    for r in range(tree_passes):
        rng = random.Random(seed * 1000 + r)
        here = order[int(share * r):int(share * (r + 1))]
        ws = data.training_windows(trees, pieces, rng) + data.training_windows(here, pieces, rng)
        rounds.append(data.batches(ws, rng))
    return [b for r in rounds for b in r]


def optimiser(model, lr=BASE_LR, head_lr=HEAD_LR):
    groups = []
    for inside, rate in ((True, lr), (False, head_lr)):
        for matrix, decay in ((True, DECAY), (False, 0.0)):
            ps = [p for n, p in model.named_parameters() if n.startswith("bert.") == inside and (p.dim() > 1) == matrix]
            groups.append({"params": ps, "lr": rate, "weight_decay": decay})
    return torch.optim.AdamW(groups, betas=(0.9, 0.98), eps=1e-6, fused=True)


def rate(step, steps):
    warm = max(1, int(WARM_UP * steps))
    return (step + 1) / warm if step < warm else max(0.0, (steps - step) / (steps - warm))


def save(path, **what):
    """Whole or not at all: a checkpoint that is being written is never read."""
    torch.save(what, f"{path}.part")
    os.replace(f"{path}.part", path)


def run(model, plan, work, lr=BASE_LR, head_lr=HEAD_LR, every=300, stop_after=None, seed=1, syntax=1.0):
    """Go through the batches; resume from WORK/last.pt where it is there. `syntax`: weight of every loss but that of names."""
    model.to(DEVICE)
    opt = optimiser(model, lr, head_lr)
    steps = len(plan)
    total = sum(len(w.first) for b in plan for w in b)
    path, step = pathlib.Path(work) / "last.pt", 0
    if path.exists():
        state = torch.load(path, weights_only=False, map_location=DEVICE)
        assert state["steps"] == steps, "the checkpoint belongs to another plan"
        model.load_state_dict(state["model"])
        opt.load_state_dict(state["optimiser"])
        step = state["step"]
    torch.manual_seed(seed + step)
    print(f"{steps} steps, {total} words, from step {step}", flush=True)
    done = sum(len(w.first) for b in plan[:step] for w in b)
    began = saved = time.time()
    first, sums = done, {}
    model.train()
    base = [lr, lr, head_lr, head_lr]
    while step < steps:
        batch = collate(plan[step], DEVICE)
        with torch.autocast(DEVICE, torch.bfloat16):
            parts = losses(model, batch)
        # without a loss of its own a head is not moved by weight decay either
        loss = sum(x if head == "entities" else syntax * x for head, x in parts.items() if syntax or head == "entities") / batch["words"]
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for g, r in zip(opt.param_groups, base):
            g["lr"] = r * rate(step, steps)
        opt.step()
        step += 1
        done += batch["words"]
        counts = {"entities": int((batch["tag"] != data.NONE).sum()), "upos": int((batch["upos"] >= 0).sum())}
        counts["arcs"] = counts["labels"] = counts["upos"]
        for k, v in parts.items():
            a, b = sums.get(k, (0.0, 0))
            sums[k] = a + float(v.detach()), b + counts[k]
        now = time.time()
        if step % 25 == 0 or step == steps:
            speed = (done - first) / (now - began)
            print(f"{step}/{steps} " + " ".join(f"{k} {a / max(1, b):.3f}" for k, (a, b) in sums.items())
                  + f" | {speed:.0f} words/s, {(total - done) / speed / 60:.1f} min left", flush=True)
            sums = {}
        if now - saved > every or step == steps:
            save(path, model=model.state_dict(), optimiser=opt.state_dict(), step=step, steps=steps, relations=model.relations)
            saved = now
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
    plan = schedule(trees, ents, pieces, a.tree_passes, a.entity_passes, a.seed)
    padded = sum(len(b) * max(len(w.ids) for w in b) for b in plan)
    print(f"{sum(len(w.ids) for b in plan for w in b)} pieces, padded {padded}", flush=True)
    model = Tagger(rels)
    model.load_base()
    if run(model, plan, work, stop_after=a.stop_after, seed=a.seed) and a.out:
        import export
        export.finish(work / "last.pt", a.out, a.corpora)


if __name__ == "__main__":
    main()
