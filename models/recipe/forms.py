"""Writes tests/data/forms.tsv: English verbs with their forms, and nouns whose plural does not simply show them.

Two lexica are read and only words that both know are kept, with the forms on which they agree: AGID (Kevin Atkinson), as
PyInflect 0.5.1 ships it, and the SPECIALIST lexicon of the US National Library of Medicine, as LemmInflect 0.2.3 ships it
(both packages MIT). `UPDATE=1 cargo test --lib irregular` derives src/token/spelling.tsv from the result.

    pip install --no-deps pyinflect==0.5.1 lemminflect==0.2.3 && python models/recipe/forms.py tests/data/forms.tsv
"""

import csv
import gzip
import importlib.util
import re
import sys
from pathlib import Path

WORD = re.compile("[a-z]+")
# Nouns that look like plurals, and nouns whose plural looks like another's: "shoe" beside "echo", "calorie" beside "story".
DOUBTFUL = ("s", "i", "u", "ie", "oe", "xe", "che", "she", "sse", "zze")


def is_plural(noun, lexica):
    """"talks": of "talk"."""
    stems = [noun[: -len(ending)] for ending in ("s", "es") if noun.endswith(ending)]
    return any(all(("noun", stem) in lexicon for lexicon in lexica) for stem in stems)


def folder(package):
    """Where a package lies: importing it would want spaCy."""
    return Path(importlib.util.find_spec(package).submodule_search_locations[0])


def read(rows, kinds):
    """(kind, lemma) -> a set of forms for every slot: past, participle, -ing, -s; of a noun its plurals."""
    found = {}
    for lemma, kind, *slots in rows:
        if kind in kinds and WORD.fullmatch(lemma):
            forms = [{form for form in slot.split("/") if WORD.fullmatch(form)} for slot in slots]
            found[kinds[kind], lemma] = forms
    return found


def main(target):
    agid = read(csv.reader((folder("pyinflect") / "infl.csv").open()), {"V": "verb", "N": "noun"})
    path = folder("lemminflect") / "resources" / "infl_lu.csv.gz"
    specialist = read(csv.reader(gzip.open(path, "rt")), {"verb": "verb", "noun": "noun"})
    lines = []
    for (kind, lemma), slots in sorted(agid.items(), reverse=True):
        other = specialist.get((kind, lemma))
        if other is None:
            continue
        if kind == "verb":
            # An empty participle is the past.
            forms = {form for one, two in zip(slots, other) for form in one & two or two}
            regular = {lemma + "s", lemma + "ed", lemma + "ing"}
        else:
            forms = slots[0] & other[0]
            regular = {lemma + "s"}
            if forms <= regular and not lemma.endswith(DOUBTFUL) or is_plural(lemma, (agid, specialist)):
                continue
        if forms:
            lines.append("\t".join([kind, lemma, *([] if forms == regular else [" ".join(sorted(forms))])]))
    Path(target).write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
