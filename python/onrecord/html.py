"""A record for a notebook: its text with the acts marked."""

from __future__ import annotations

from html import escape

from .records import Record

COLOURS = {"cue": "#ffd8a8", "speaker": "#a5d8ff", "addressee": "#d0bfff", "target": "#eebefa", "content": "#d3f9d8", "occasion": "#fff3bf"}
STYLE = "background:{colour};color:#1a1a1a;padding:0 .15em;border-radius:.2em"


def page(record: Record) -> str:
    """HTML without scripts; everything from the article is escaped."""
    text = record["text"]
    if text is None:
        return f"<p>{escape(record['id'])}: the record has no text (no_text); its relations are in <code>.relations</code>.</p>"
    title = escape(record["doc"]["title"] or record["id"])
    legend = " ".join(f'<span style="{STYLE.format(colour=colour)}">{part}</span>' for part, colour in COLOURS.items())
    return f'<div style="max-width:46em;line-height:1.6"><b>{title}</b><br><small>{legend}</small><p style="white-space:pre-wrap">{marked(record, text)}</p></div>'


def marked(record: Record, text: str) -> str:
    """The text cut at every border of a cue or an argument, each piece in the colour of the innermost that it lies in."""
    spans = []
    for relation in record.to_dict()["relations"]:
        cue, said = relation["cue"], f"{relation['id']} {relation['type']}"
        spans.append((cue["start"], cue["end"], "cue", said))
        for arg in relation["args"]:
            spans += [(start, end, arg["role"], said) for start, end in arg["spans"] if arg["role"] in COLOURS]
    borders = sorted({0, len(text), *(at for span in spans for at in span[:2])})
    pieces = []
    for start, end in zip(borders, borders[1:]):
        around = [span for span in spans if span[0] <= start and end <= span[1]]
        piece = escape(text[start:end])
        if around:
            _, _, part, said = min(around, key=lambda span: span[1] - span[0])
            piece = f'<span style="{STYLE.format(colour=COLOURS[part])}" title="{escape(said)}: {part}">{piece}</span>'
        pieces.append(piece)
    return "".join(pieces)
