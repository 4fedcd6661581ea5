"""Table and chart from results.json and scaling.json: speed.svg, and the README between its markers.

python chart.py [--check]: with --check nothing is written, and the exit status tells whether something would be.
"""
import json
import pathlib
import re
import statistics
import sys

HERE = pathlib.Path(__file__).parent
README = HERE.parent.parent / "README.md"
FROM, TO = "<!-- speed: eval/bench/chart.py writes this -->\n", "<!-- end of speed -->"
ROWS = [
    ("onrecord, names", "`onrecord extract --only entities`"),
    ("onrecord, all", "`onrecord extract`: syntax, relations too"),
    ("onrecord, reference engine, names", "`--only entities --engine reference`"),
    ("stock candle", "candle's own BERT, f32"),
    ("ONNX Runtime int8", "ONNX Runtime, int8 dynamic"),
    ("ONNX Runtime f32", "ONNX Runtime, f32"),
    ("transformers f32, text order", "`transformers` pipeline, f32, batches in the order of the text"),
    ("transformers f32", "`transformers` pipeline, f32"),
    ("transformers bf16", "`transformers` pipeline, bf16"),
    ("spaCy small", "spaCy, small CNN pipeline: tagger, parser, names"),
]


def rates(results, name):
    return [run["words_per_second"] for run in results["runs"][name]]


def spread(numbers, digits=0):
    middle, low, high = statistics.median(numbers), min(numbers), max(numbers)
    return f"{middle:,.{digits}f} ({low:,.{digits}f}–{high:,.{digits}f})"


def speeds(results):
    lines = ["| | words a second, one job or thread | two | start-up to the first record, s | peak memory, MB |", "|---|---|---|---|---|"]
    for name, words in ROWS:
        one, two = f"{name}, 1", f"{name}, 2"
        if one not in results["runs"]:
            continue
        starts = [run["start_seconds"] for run in results["runs"][one] if "start_seconds" in run]
        memory = [run["memory_mb"] for run in results["runs"][two]]
        lines.append(f"| {words} | {spread(rates(results, one))} | {spread(rates(results, two))} | "
                     f"{spread(starts, 2)} | {spread(memory)} |")
    return lines


def ratios(results):
    """Round by round, so that a machine that is slow for a while is slow for both."""
    def rounds(ours, theirs):
        return [a / b for a, b in zip(rates(results, ours), rates(results, theirs))]

    def ratio(ours, theirs):
        return statistics.median(rounds(ours, theirs))
    return [f"{spread(rounds('onrecord, names, 2', theirs), 2)} × {words}" for theirs, words in (
        ("ONNX Runtime int8, 2", "ONNX Runtime int8"), ("stock candle, 2", "stock candle"),
        ("transformers f32, text order, 2", "the `transformers` pipeline in f32 as it is usually called"),
        ("transformers f32, 2", "the same on sentences sorted by length"))], ratio


def machine(results):
    told = results["machine"]
    return f"{told['processor']}, {told['cores']} cores, {', '.join(told['features'])}, {told['memory_gb']} GB, {told['system']}"


def section(results, scaling):
    names, ratio = ratios(results)
    whole, spacy = ratio("onrecord, all, 2", "onrecord, names, 2"), ratio("onrecord, all, 2", "spaCy small, 2")
    text = results["text"]
    corpus = f"{text['articles']} articles of running news, {text['words']:,} words" + (
        "" if text["corpus"] else f" (the {text['gold']} gold articles, repeated)")
    rounds = len(next(iter(results["runs"].values())))
    lines = [
        f"Words a second are medians of {rounds} interleaved runs, with the least and the most; words are what white space parts. Same "
        f"weights (spaCy's are its own, hardly trained), same text: {corpus}; slow engines read a share of it. All are charged for "
        "reading, not for starting, with sentences, tokens, batches of like length and names with offsets included. Peers read "
        "sentence by sentence, this program in windows with context. "
        f"{machine(results)}. `make bench`; raw figures: [eval/bench/results.json](eval/bench/results.json), how: "
        "[eval/bench/README.md](eval/bench/README.md).", "", *speeds(results), "",
        "![Words a second with two jobs or threads](eval/bench/speed.svg)", "",
        f"Names with two jobs are {', '.join(names[:-1])} and {names[-1]}, each with two threads. Syntax, relations and JSON leave "
        f"{whole:.0%} of that rate, {spacy:.2f} × spaCy's small pipeline in two processes."]
    if scaling:
        lines += ["", *grown(scaling)]
    return "\n".join(lines) + "\n"


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
    return [" ".join(told)]


def chart(results):
    """Bars of the medians for two, with the spread as a line."""
    rows = [(name, words.replace("`", "")) for name, words in ROWS if f"{name}, 2" in results["runs"]]
    most = max(max(rates(results, f"{name}, 2")) for name, _ in rows)
    left, wide, high = 330, 420, 28
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + wide + 90}" height="{high * len(rows) + 40}" '
           'font-family="sans-serif" font-size="13">',
           "<title>Words a second with two jobs or threads</title>",
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
    out += [f'<text x="{left}" y="{high * len(rows) + 26}">words a second, two jobs or threads; lines: least to most</text>', "</svg>"]
    return "\n".join(out) + "\n"


def main():
    results = json.loads((HERE / "results.json").read_text())
    path = HERE / "scaling.json"
    scaling = json.loads(path.read_text()) if path.exists() else None
    readme = README.read_text(encoding="utf8")
    written = re.sub(re.escape(FROM) + ".*?" + re.escape(TO), lambda _: FROM + section(results, scaling) + TO, readme, flags=re.S)
    files = {README: written, HERE / "speed.svg": chart(results)}
    changed = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf8") != text]
    if "--check" in sys.argv:
        sys.exit(bool(changed))
    for path in changed:
        path.write_text(files[path], encoding="utf8")


main()
