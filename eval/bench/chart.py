"""Table and chart from results.json, quality.json and scaling.json: speed.svg, and the README between its markers.

python chart.py [--check]: with --check nothing is written, and the exit status tells whether something would be.
"""
import json
import re
import statistics
import sys

from engines import ENGINES, HERE

README = HERE.parent.parent / "README.md"
FROM, TO = "<!-- speed: eval/bench/chart.py writes this -->\n", "<!-- end of speed -->"
def rates(results, name):
    return [run["words_per_second"] for run in results["runs"][name]]


def spread(numbers, digits=0):
    middle, low, high = statistics.median(numbers), min(numbers), max(numbers)
    return f"{middle:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


def names(quality, engine, gold):
    """F1 over the three classes, then PER, ORG, LOC."""
    row = quality["engines"].get(engine.names_of or engine.name)
    if row is None:
        return "–"
    each = ", ".join(f"{row[gold][label]:.1f}" for label in ("PER", "ORG", "LOC"))
    return f"{row[gold]['all']:.1f} ({each})"


def table(results, quality):
    lines = ["| | words a second, one job, thread or process | two | start-up to the first record, s | peak memory of two, MB "
             "| names, F1 (PER, ORG, LOC): whole | as annotated |", "|---|---|---|---|---|---|---|"]
    for engine in measured(results):
        one, two = (results["runs"][f"{engine.name}, {threads}"] for threads in (1, 2))
        cells = [engine.words, spread([run["words_per_second"] for run in one]), spread([run["words_per_second"] for run in two]),
                 spread([run["start_seconds"] for run in one], 2), spread([run["memory_mb"] for run in two]),
                 names(quality, engine, "whole"), names(quality, engine, "plain")]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def measured(results):
    return [engine for engine in ENGINES if f"{engine.name}, 1" in results["runs"]]


def ratio(results, ours, theirs):
    """Of two jobs to two threads or processes; round by round, so that a machine that is slow for a while is slow for both."""
    pairs = zip(rates(results, f"{ours}, 2"), rates(results, f"{theirs}, 2"))
    return spread([a / b for a, b in pairs], 2)


def machine(results):
    told = results["machine"]
    return f"{told['processor']}, {told['cores']} cores, {', '.join(told['features'])}, {told['memory_gb']} GB, {told['system']}"


NAMES = [("spaCy, names", "spaCy's names alone"), ("compromise", "compromise"), ("ONNX Runtime int8", "ONNX Runtime int8"),
         ("stock candle", "stock candle"), ("transformers f32, text order", "the `transformers` pipeline in f32 as it is usually called"),
         ("transformers f32", "the same on sentences sorted by length")]


def ratios(results):
    there = {engine.name for engine in measured(results)}
    found = [f"{ratio(results, 'onrecord, names', theirs)} × {words}" for theirs, words in NAMES if {"onrecord, names", theirs} <= there]
    told = [f"Names with two jobs are {', '.join(found[:-1])} and {found[-1]}, each with two threads or processes."] if len(found) > 1 else []
    if {"onrecord, names", "onrecord, all"} <= there:
        told.append(f"Trees, relations and JSON leave {ratio(results, 'onrecord, all', 'onrecord, names')} of that rate.")
    if {"spaCy, all", "onrecord, all"} <= there:
        told.append(f"With all that it does, this program reads {ratio(results, 'onrecord, all', 'spaCy, all')} × as fast as spaCy with all that it does.")
    return " ".join(told)


def section(results, quality, scaling):
    text, gold = results["text"], quality["text"]
    corpus = f"{text['articles']} articles of running news, {text['words']:,} words" + (
        "" if text["corpus"] else f" (the {text['gold']} gold articles, repeated)")
    rounds = len(next(iter(results["runs"].values())))
    lines = [
        f"Words a second are medians of {rounds} interleaved runs, with the least and the most; words are what white space parts. Same "
        f"text for all: {corpus}; slow engines read a share of it. All are charged for reading, not for starting, with sentences, tokens, "
        "batches and names with offsets included. spaCy and compromise are called as their users call them, with their own weights and "
        "rules; the others read this program's weights, sentence by sentence, this program in windows with context.",
        "",
        f"Names are exact span and class on World Wide English newswire, dev: {gold['articles']} articles, {gold['names']['whole']:,} whole "
        f"names (`whole_names` in [models/recipe/data.py](models/recipe/data.py)), {gold['names']['plain']:,} as annotated. PERSON counts as "
        "PER; GPE, FAC as LOC; NORP and all else as nothing; a leading “the” and a trailing “'s” are taken off gold and found names alike. "
        "The shipped weights learnt from models that had seen its training part; spaCy and compromise have not.",
        "", f"{machine(results)}. {', '.join(results['peers'])}. `make bench`; raw figures: [eval/bench/results.json](eval/bench/results.json), "
        "[eval/bench/quality.json](eval/bench/quality.json), how: [eval/bench/README.md](eval/bench/README.md).", "",
        *table(results, quality), "", "![Words a second with two jobs, threads or processes](eval/bench/speed.svg)", "", ratios(results)]
    if scaling:
        lines += ["", elsewhere(results, scaling) + " ".join(grown(scaling))]
    return "\n".join(lines) + "\n"


def elsewhere(results, scaling):
    """What to say first where growth was measured on another processor than speed."""
    theirs = scaling.get("machine")
    if theirs is None:
        return "How time and memory grow was measured earlier, on another processor. "
    return "" if theirs["processor"] == results["machine"]["processor"] else f"How time and memory grow was measured on {machine(scaling)}. "


def grown(scaling):
    """What there is of the three parts."""
    told = []
    if "jobs" in scaling:
        one, two = (statistics.median(row["words_per_second"]) for row in scaling["jobs"])
        told.append(f"Two jobs read {two / one:.2f} times as much as one.")
    if "lengths" in scaling:
        lengths = [(row["words"], statistics.median(row["microseconds_per_word"])) for row in scaling["lengths"]]
        told.append("Microseconds of processor time a word, by words in an article: "
                    + ", ".join(f"{micros:.0f} at {words:,}" for words, micros in lengths) + ".")
    if "memory" in scaling:
        last = scaling["memory"][-1]
        peaks = ", ".join(f"{row['peak_mb']:.0f} MB for {row['articles']:,}" for row in scaling["memory"])
        told.append(f"Peak memory with two jobs on short articles: {peaks}; after the first 5,000 it grows by "
                    f"{last['mb_per_10000_articles_after_5000']:.2f} MB in 10,000 articles.")
    return told


def chart(results):
    """Bars of the medians for two, with the spread as a line."""
    rows = [(engine.name, engine.words.replace("`", "")) for engine in measured(results)]
    most = max(max(rates(results, f"{name}, 2")) for name, _ in rows)
    left, wide, high = 400, 420, 28
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + wide + 90}" height="{high * len(rows) + 40}" '
           'font-family="sans-serif" font-size="13">',
           "<title>Words a second with two jobs, threads or processes</title>",
           "<style>text{fill:#222}.ours{fill:#1f6f54}.theirs{fill:#9aa5a0}line{stroke:#222}"
           "@media (prefers-color-scheme:dark){text{fill:#ddd}line{stroke:#ddd}.ours{fill:#4fb08c}.theirs{fill:#6b7671}}</style>"]
    for at, (name, words) in enumerate(rows):
        found = rates(results, f"{name}, 2")
        y, scale = 8 + at * high, wide / most
        middle = statistics.median(found)
        out += [f'<text x="{left - 8}" y="{y + 15}" text-anchor="end">{words}</text>',
                f'<rect class="{"ours" if name.startswith("onrecord") else "theirs"}" x="{left}" y="{y}" width="{middle * scale:.1f}" height="20"/>',
                f'<line x1="{left + min(found) * scale:.1f}" x2="{left + max(found) * scale:.1f}" y1="{y + 10}" y2="{y + 10}"/>',
                f'<text x="{left + max(found) * scale + 6:.1f}" y="{y + 15}">{middle:,.0f}</text>']
    out += [f'<text x="{left}" y="{high * len(rows) + 26}">words a second, two jobs, threads or processes; lines: least to most</text>', "</svg>"]
    return "\n".join(out) + "\n"


def main():
    results = json.loads((HERE / "results.json").read_text())
    quality = json.loads((HERE / "quality.json").read_text())
    path = HERE / "scaling.json"
    scaling = json.loads(path.read_text()) if path.exists() else None
    readme = README.read_text(encoding="utf8")
    written = re.sub(re.escape(FROM) + ".*?" + re.escape(TO), lambda _: FROM + section(results, quality, scaling) + TO, readme, flags=re.S)
    files = {README: written, HERE / "speed.svg": chart(results)}
    changed = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf8") != text]
    if "--check" in sys.argv:
        sys.exit(bool(changed))
    for path in changed:
        path.write_text(files[path], encoding="utf8")


main()
