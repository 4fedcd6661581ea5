"""The passages that are labelled here without their texts, put back together from the corpora that have them.

python passages.py gmb_fixed.all.conll.gz                  # id and text of those of gmb.jsonl and wire.jsonl, each a line of JSON; ends with 1 where a text is not the one labelled
python passages.py gmb_fixed.all.conll.gz enwiki_2015_paragraphs.sample.txt.gz     # and of those of paragraphs.jsonl and whom.jsonl

The id says which: `gmb-34755-34769` are the sentences of the Groningen Meaning Bank's entity corpus from 34,755 to 34,768, counted from 0, two a paragraph;
`enwiki-512` is line 512 of the paragraphs.
"""
import gzip
import hashlib
import json
import pathlib
import re
import sys

TIGHT = re.compile(r"[.,;:?!%)\]]|'s|'re|'ve|'ll|'d|'m|n't|'")


def sentences(path):
    here = []
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            word = line.rstrip("\n").split("\t")[0]
            if word and not word.startswith("-DOCSTART-"):
                here.append(word)
            elif here:
                yield here
                here = []
    if here:
        yield here


def written(words):
    """Words as a newspaper prints them. Straight quotation marks open and close in turn."""
    out, opened, inside = "", False, False  # `inside`: right behind an opening mark
    for word in words:
        if word == '"':
            out += '"' if opened or not out else ' "'
            opened = not opened
            inside = opened
            continue
        glued = not out or inside or TIGHT.fullmatch(word) or out[-1] in "([$"
        out += word if glued else " " + word
        inside = False
    return out


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    found, wrong = list(sentences(sys.argv[1])), 0
    names, paragraphs = ["gmb.jsonl", "wire.jsonl"], []
    if len(sys.argv) == 3:
        names += ["paragraphs.jsonl", "whom.jsonl"]
        with gzip.open(sys.argv[2], "rt", encoding="utf8") as lines:
            paragraphs = [line.rstrip("\n") for line in lines]

    def passage(corpus, first, end=None):
        if corpus == "enwiki":
            return paragraphs[first]
        texts = [written(words) for words in found[first:end]]
        return "\n\n".join(" ".join(texts[at:at + 2]) for at in range(0, len(texts), 2))

    for line in (line for name in names for line in open(pathlib.Path(__file__).parent / name, encoding="utf8")):
        label = json.loads(line)
        corpus, *places = label["id"].split("-")
        text = passage(corpus, *map(int, places))
        if hashlib.sha256(text.encode()).hexdigest() != label["text_sha256"]:
            print(f"{label['id']}: not the text that was labelled", file=sys.stderr)
            wrong += 1
        print(json.dumps({"id": label["id"], "text": text}, ensure_ascii=False))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
