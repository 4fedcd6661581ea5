"""Reading, relabelling, augmentation and windows."""
import collections
import gzip
import json
import pathlib
import random
import typing

import numpy as np

from words import case_class, sentences as split_sentences, words as split_words

TAGS = ["O"] + [f"{p}-{t}" for t in ("PER", "ORG", "LOC", "MISC") for p in "BI"]
TAG = {t: i for i, t in enumerate(TAGS)}
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NONE = -1      # not annotated
OPEN_O = -2    # annotated without MISC: O here means "O or MISC"
WINDOW = 256   # pieces, with [CLS] and [SEP]


class Trees(typing.NamedTuple):
    """What a teacher thinks of a sentence's syntax, as probabilities: [words, UPOS], [words, root and words], and [words, relations] of each
    word's arc in the teacher's tree. A row of noughts is no opinion."""
    upos: np.ndarray
    arcs: np.ndarray
    labels: np.ndarray

    def part(self, start, end):
        """Of the words from `start` to `end`; what lies on heads outside is lost."""
        columns = np.r_[0, start + 1:end + 1]
        return Trees(self.upos[start:end], self.arcs[start:end, columns], self.labels[start:end])

    def after(self, n):
        """The same with `n` words in front, of which the teacher thinks nothing."""
        rows = lambda x: np.concatenate([np.zeros((n, x.shape[1]), x.dtype), x])
        arcs = np.concatenate([self.arcs[:, :1], np.zeros((len(self.arcs), n), self.arcs.dtype), self.arcs[:, 1:]], 1)
        return Trees(rows(self.upos), rows(arcs), rows(self.labels))


class Sentence:
    """Words with whatever is annotated on them; the rest is None. `soft`: a teacher's probabilities of entity tags; `trees`: of syntax."""
    __slots__ = ("words", "tags", "upos", "heads", "rels", "weight", "soft", "trees")

    def __init__(self, words, tags=None, upos=None, heads=None, rels=None, weight=1.0, soft=None, trees=None):
        self.words, self.tags, self.upos, self.heads, self.rels = words, tags, upos, heads, rels
        self.weight, self.soft, self.trees = weight, soft, trees

    def written(self, words):
        """The same, its words written otherwise."""
        return Sentence(words, self.tags, self.upos, self.heads, self.rels, self.weight, self.soft, self.trees)


# ---- one convention for all corpora -----------------------------------------------------------------------------------------

RELABEL = {name: "ORG" for name in (
    "kremlin", "white house", "pentagon", "downing street", "10 downing street", "number 10", "no. 10", "élysée", "elysee",
    "elysée", "élysée palace", "elysee palace", "elysée palace", "capitol hill", "whitehall", "foggy bottom", "quai d'orsay", "blue house",
    "zhongnanhai", "bankova", "wall street journal", "reuters", "interfax", "tass", "ria", "ria novosti", "kommersant", "ap",
    "associated press", "afp", "xinhua", "bbc", "cnn", "al jazeera", "al-jazeera", "voa", "anadolu")}

PEOPLES = set("""Afghan Albanian Algerian American Angolan Argentine Argentinian Armenian Australian Austrian Azerbaijani Azeri
Bahraini Bangladeshi Belarusian Belarussian Belgian Bolivian Bosnian Brazilian British Bulgarian Burmese Burundian Cambodian
Cameroonian Canadian Chadian Chechen Chilean Chinese Colombian Congolese Croatian Cuban Cypriot Czech Danish Dutch Ecuadorian
Egyptian English Eritrean Estonian Ethiopian European Filipino Finnish French Gambian Georgian German Ghanaian Greek Guatemalan
Guinean Haitian Honduran Hungarian Icelandic Indian Indonesian Iranian Iraqi Irish Israeli Italian Ivorian Jamaican Japanese
Jordanian Kazakh Kenyan Kosovan Kurdish Kuwaiti Kyrgyz Lao Latvian Lebanese Liberian Libyan Lithuanian Macedonian Malawian
Malaysian Maldivian Malian Maltese Mauritanian Mexican Moldovan Mongolian Montenegrin Moroccan Mozambican Namibian Nepalese
Nepali Nicaraguan Nigerian Norwegian Omani Pakistani Palestinian Panamanian Paraguayan Peruvian Polish Portuguese Qatari
Romanian Russian Rwandan Salvadoran Saudi Scottish Senegalese Serb Serbian Singaporean Slovak Slovakian Slovene Slovenian
Somali Spanish Sudanese Swedish Swiss Syrian Taiwanese Tajik Tanzanian Thai Tibetan Tunisian Turkish Turkmen Ugandan Ukrainian
Uruguayan Uyghur Uzbek Venezuelan Vietnamese Welsh Yemeni Yemenite Zambian Zimbabwean Arab African Asian Scandinavian
Islamist Islamic Muslim Christian Jewish Sunni Shiite Shia Catholic Orthodox Protestant Buddhist Hindu Sikh
Briton Dane Finn Pole Scot Spaniard Swede Turk Frenchman Englishman Irishman Dutchman Kurd Israelite""".split())
PEOPLES |= {w + "s" for w in PEOPLES if w[-1] not in "sh" or w.endswith("Shiah")} | {"Czechs", "Greeks"}
# Also family or given names, or parts of other things: left as the corpus has them when they carry no tag.
DOUBTFUL = set("English French German Polish Islamic Christian Christians Orthodox Georgian Welsh Scot Pole Poles Finn Turk Dane "
               "Scots Lao European Asian African Arab Israelite Danes Finns Turks Islamist Islamists".split())

TITLES = set("""mr mr. mrs mrs. ms ms. miss dr dr. prof prof. professor sir lady lord president vice-president chancellor premier
minister prime foreign defence defense interior senator sen. sen rep. rep representative congressman congresswoman gov. gov
governor gen. gen general lt. lieutenant col. col colonel capt. capt captain sgt. sgt sergeant major maj. admiral adm. judge
justice ambassador secretary king queen prince princess pope rev. rev reverend bishop archbishop ayatollah sheikh imam chairman
director spokesman spokeswoman mayor coach""".split())
# Kept when the next word makes a name of its own ("Prince", "King", "Major", "Judge" are family names as well).
ROYAL = {"sir", "lady", "lord", "king", "queen", "prince", "princess", "pope"}


def spans_of(tags):
    """(first, last + 1, type) of the spans in a list of BIO tags, lenient on a stray I-."""
    out, start = [], None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and (t[0] != "I" or t[2:] != tags[start][2:]):
            out.append((start, i, tags[start][2:]))
            start = None
        if start is None and t[0] in "BI":
            start = i
    return out


def tags_from(spans, n):
    tags = ["O"] * n
    for s, e, t in spans:
        tags[s:e] = [f"B-{t}"] + [f"I-{t}"] * (e - s - 1)
    return tags


def relabel(words, tags, peoples=True):
    """One corpus's tags in this model's convention; one place, by name. `tags` are strings."""
    out = []
    for s, e, t in spans_of(tags):
        if t == "PER":
            while e - s > 1 and words[s].lower() in TITLES - ROYAL:
                s += 1
        low = [w.lower().replace("’", "'") for w in words[s:e]]
        name = " ".join(low[1:] if low[0] == "the" and len(low) > 1 else low)
        if name in RELABEL:
            t = RELABEL[name]
            s += low[0] == "the" and len(low) > 1
        elif e - s == 1 and words[s] in PEOPLES and t != "MISC":
            t = "MISC"
        out.append((s, e, t))
    tags = tags_from(out, len(words))
    if peoples:
        for i, w in enumerate(words):
            if tags[i] == "O" and w in PEOPLES and w not in DOUBTFUL:
                tags[i] = "B-MISC"
    return tags


# ---- readers ----------------------------------------------------------------------------------------------------------------

def read_conll(path):
    """Documents of sentences of (token, tag); one document a file where documents are not marked."""
    doc, sent = [], []
    with (gzip.open if str(path).endswith(".gz") else open)(path, "rt", encoding="utf8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line.strip() or line.startswith("-DOCSTART-"):
                if sent:
                    doc.append(sent)
                sent = []
                if line.startswith("-DOCSTART-") and doc:
                    yield doc
                    doc = []
            else:
                sent.append(tuple(line.split("\t")[:2]))
    if sent:
        doc.append(sent)
    if doc:
        yield doc


TIGHT_LEFT = set(", . ; : ! ? ) ] } % ” … 's ’s 're ’re 've ’ve 'll ’ll 'd ’d 'm ’m n't n’t '' -RRB- -RSB-".split())
TIGHT_RIGHT = set("( [ { “ ‘ `` $ £ € -LRB- -LSB-".split())


def rebuild(sent):
    """Running text of one tokenised sentence, and the character span of every token: spacing by rule, close to print."""
    text, spans, glue, quote = "", [], True, False
    for tok, _ in sent:
        space = not (glue or tok in TIGHT_LEFT)
        glue = tok in TIGHT_RIGHT
        if tok == '"':
            space, glue, quote = space and not quote, not quote, not quote
        if space:
            text += " "
        spans.append((len(text), len(text) + len(tok)))
        text += tok
    return text, spans


def project(text, word_spans, char_spans):
    """BIO tags of words from character spans: a word belongs to the span it overlaps."""
    tags = ["O"] * len(word_spans)
    for s, e, t in char_spans:
        hit = [i for i, (ws, we) in enumerate(word_spans) if ws < e and we > s and tags[i] == "O"]
        for n, i in enumerate(hit):
            tags[i] = ("I-" if n else "B-") + t
    return tags


def retokenised(sent):
    """(words, tags) of a CoNLL sentence in this model's words."""
    text, toks = rebuild(sent)
    chars = [(toks[s][0], toks[e - 1][1], t) for s, e, t in spans_of([t for _, t in sent])]
    spans = split_words(text)
    return [text[s:e] for s, e in spans], project(text, spans, chars)


def ids_of(tags, misc=True):
    return [TAG[t] if t != "O" or misc else OPEN_O for t in tags]


def conll_documents(path, misc=True, peoples=True, weight=1.0, group=None, own_words=False):
    """Documents of Sentence; where documents are not marked, `group` consecutive sentences stand for one."""
    for doc in read_conll(path):
        out = []
        for sent in doc:
            words, tags = ([w for w, _ in sent], [t for _, t in sent]) if own_words else retokenised(sent)
            if words:
                out.append(Sentence(words, ids_of(relabel(words, tags, peoples), misc), weight=weight))
        for i in range(0, len(out), group or len(out) or 1):
            yield out[i:i + (group or len(out))]


GENERIC = set("""union party league agency council court police army navy ministry senate parliament congress government authority
bank airways airlines university college school institute association federation commission committee department board cabinet
church times post herald journal news press fund foundation group company corporation bureau office force forces guard command
chamber club centre center hospital society movement front alliance assembly embassy""".split())


def whole_names(text, mentions, alone=()):
    """(start, end, type) with names put together again that a flattened nested annotation has in parts.

    "African|Union", "Party of|Cuba", "New York|Times" become one ORG each. `alone` are the organisations that also stand by
    themselves in the corpus: "Japanese|Toyota" stays two names.
    """
    out = []
    for s, e, t in sorted(mentions):
        if out and text[out[-1][1]:s] in (" ", ""):
            ps, pe, pt = out[-1]
            left, right = text[ps:pe], text[s:e]
            open_end = left.split()[-1].lower() in ("of", "the", "for", "and", "in", "de", "&")
            joined = None
            if t == "ORG" and pt != "ORG":
                if right not in alone or GENERIC & set(right.lower().split()):
                    joined = "ORG"
            elif pt == "ORG" and t in ("LOC", "PER", "MISC", "ORG"):
                if open_end or t == "LOC" or t == "ORG" and out[-1] not in mentions:
                    joined = "ORG"
            elif pt == "MISC" and open_end or (pt, t) == ("LOC", "MISC") and right not in PEOPLES:
                joined = "MISC"
            elif (pt, t) in (("LOC", "LOC"), ("PER", "LOC")):
                joined = "LOC"
            if joined:
                out[-1] = (ps, e, joined)
                continue
        out.append((s, e, t))
    return out


def organisations_alone(docs):
    """Organisations that occur at least twice with no other name directly before them."""
    count = collections.Counter()
    for d in docs:
        ends = {m["end"] for m in d["mentions"]}
        count.update(m["text"] for m in d["mentions"] if m["type"] == "ORG" and not {m["start"], m["start"] - 1} & ends)
    return {t for t, n in count.items() if n >= 2}


def jsonl_documents(path, weight=1.0):
    """Documents of Sentence from running text with character spans, names made whole."""
    alone = organisations_alone([json.loads(x) for x in open(path, encoding="utf8")])
    for line in open(path, encoding="utf8"):
        d = json.loads(line)
        out = []
        chars = whole_names(d["text"], [(m["start"], m["end"], m["type"]) for m in d["mentions"]], alone)
        for sent in split_sentences(d["text"]):
            words = [d["text"][s:e] for s, e in sent]
            near = [c for c in chars if c[0] < sent[-1][1] and c[1] > sent[0][0]]
            out.append(Sentence(words, ids_of(relabel(words, project(d["text"], sent, near))), weight=weight))
        yield out


def conllu_documents(path):
    """Documents of Sentence with upos, heads (0 is the root) and relation names. Empty nodes and token ranges are skipped."""
    doc, rows = [], []
    for line in open(path, encoding="utf8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc") and doc:
            yield doc
            doc = []
        elif line and not line.startswith("#"):
            c = line.split("\t")
            if c[0].isdigit():
                rows.append(c)
        elif not line and rows:
            doc.append(Sentence([r[1] for r in rows], upos=[UPOS.index(r[3]) for r in rows], heads=[int(r[6]) for r in rows],
                                rels=[r[7] for r in rows]))
            rows = []
    if doc:
        yield doc


def shipped(corpora, gmb_words=350_000, seed=1):
    """(treebank documents, entity documents, relation names) of everything the shipped model may see."""
    ner, ud = pathlib.Path(corpora) / "ner", pathlib.Path(corpora) / "ud"
    ewt = list(conllu_documents(ud / "UD_English-EWT.train.conllu"))
    # the same sentences carry entity tags in another corpus: one pass then trains every head
    tagged = {tuple(w for w, _ in s): [t for _, t in s] for d in read_conll(ner / "uner_ewt_oth2misc.train.conll") for s in d}
    for doc in ewt:
        for s in doc:
            tags = tagged.get(tuple(s.words))
            if tags:
                s.tags = ids_of(relabel(s.words, tags))
    trees = ewt + list(conllu_documents(ud / "UD_English-GUM.train.ccby.conllu"))
    count = collections.Counter(r for d in trees for s in d for r in s.rels)
    rels = sorted(r for r in count if ":" not in r or count[r] >= 50)
    rels = sorted(set(rels) | {r.split(":")[0] for r in count})
    for d in trees:
        for s in d:
            s.rels = [rels.index(r if r in rels else r.split(":")[0]) for r in s.rels]
    ents = []
    for name in ("wikigold.all", "redocred_fixed.dev", "redocred_fixed.test"):
        ents += conll_documents(ner / f"{name}.conll")
    for name in ("crossner_politics.train", "crossner_politics.dev"):
        ents += conll_documents(ner / f"{name}.conll", group=1)
    for part in "abefgh":
        ents += conll_documents(ner / f"btc_nomention.{part}.conll", misc=False, group=2, weight=0.7)
    for name in ("wnut17.train", "tweebank.train"):
        ents += conll_documents(ner / f"{name}.conll", group=2, weight=0.7)
    gmb = list(conll_documents(ner / "gmb_fixed.all.conll.gz", group=20, weight=0.7))
    random.Random(seed).shuffle(gmb)
    n = 0
    for d in gmb:
        if n >= gmb_words:
            break
        ents.append(d)
        n += sum(len(s.words) for s in d)
    return trees, ents, rels


# ---- augmentation -----------------------------------------------------------------------------------------------------------

PLACES = """Baku|Tbilisi|Yerevan|Moscow|Kyiv|Minsk|Ankara|Istanbul|Tehran|Baghdad|Damascus|Beirut|Amman|Jerusalem|Gaza|Cairo|Tripoli|
Tunis|Algiers|Rabat|Khartoum|Addis Ababa|Nairobi|Kampala|Kigali|Abuja|Lagos|Accra|Dakar|Bamako|Harare|Lusaka|Pretoria|Cape Town|
Johannesburg|Islamabad|Karachi|Lahore|Kabul|New Delhi|Mumbai|Dhaka|Colombo|Kathmandu|Yangon|Bangkok|Hanoi|Phnom Penh|Manila|
Jakarta|Kuala Lumpur|Singapore|Beijing|Shanghai|Hong Kong|Taipei|Seoul|Pyongyang|Tokyo|Ulaanbaatar|Astana|Almaty|Bishkek|
Tashkent|Dushanbe|Ashgabat|London|Paris|Berlin|Brussels|Rome|Madrid|Lisbon|Vienna|Bern|Geneva|Warsaw|Prague|Budapest|Bucharest|
Sofia|Belgrade|Sarajevo|Pristina|Skopje|Athens|Nicosia|Oslo|Stockholm|Helsinki|Copenhagen|Tallinn|Riga|Vilnius|Chisinau|
Washington|New York|Ottawa|Mexico City|Havana|Caracas|Bogota|Quito|Lima|La Paz|Brasilia|Buenos Aires|Santiago|Montevideo|
Canberra|Sydney|Wellington|Suva|United Nations|Nagorno-Karabakh|Donetsk|Kharkiv|Odesa|Mariupol|Sevastopol|Grozny""".replace("\n", "").split("|")
AGENCIES = """Reuters|AP|AFP|Interfax|TASS|RIA Novosti|Xinhua|Anadolu|IRNA|Azertag|Trend|Turan|APA|Report|Armenpress|Ukrinform|BelTA|
Kazinform|UNB|PTI|ANI|IANS|Antara|Bernama|KUNA|WAM|SANA|Petra|dpa|EFE|ANSA|Lusa|CTK|MTI|Tanjug|Hina|BTA|Agerpres|Yonhap|Kyodo|Jiji|
VOA|BBC|RFE/RL|Associated Press|Agence France-Presse|Al Jazeera|Prensa Latina|Notimex|SAPA|NAN|GNA|APS|MAP|TAP|MENA|UPI|Bloomberg""".replace("\n", "").split("|")
MONTHS = "January February March April May June July August September October November December Jan. Feb. Aug. Sept. Sept Oct. Nov. Dec.".split()
DASHES = ["—", "-", "–", "--"]


def dateline(rng):
    """(words, tags) of an invented dateline."""
    place, agency = rng.choice(PLACES), rng.choice(AGENCIES)
    if rng.random() < 0.75:
        place = place.upper()
    day, month, dash = str(rng.randint(1, 31)), rng.choice(MONTHS), rng.choice(DASHES)
    text, spans = place, [(0, len(place), "ORG" if place.lower() == "united nations" else "LOC")]

    def org(before, after):
        nonlocal text
        text += before
        spans.append((len(text), len(text) + len(agency), "ORG"))
        text += agency + after
    kind = rng.randrange(6)
    if kind == 0:
        text += f", {month} {day}"
        org(" (", ") " + dash)
    elif kind == 1:
        org(" (", ") " + dash)
    elif kind == 2:
        text += f" {dash}"
    elif kind == 3:
        text += f". {month} {day}."
        org(" ", " " + dash) if rng.random() < 0.5 else org(" /", "/")
    elif kind == 4:
        text += ":"
    else:
        text += f", {day} {month}"
        org(" (", ").")
    ws = split_words(text)
    return [text[s:e] for s, e in ws], project(text, ws, spans)


def changed(sent, rng):
    """The sentence, sometimes in capitals (a headline), sometimes in Headline Case."""
    x = rng.random()
    if x < 0.05:
        words = [w.upper() for w in sent.words]
    elif x < 0.06 and (sent.upos is None or sent.soft is not None):
        words = [w[:1].upper() + w[1:] if len(w) > 3 else w for w in sent.words]
    else:
        return sent
    return sent.written(words)


# ---- windows ----------------------------------------------------------------------------------------------------------------

class Window:
    """Consecutive sentences as arrays; `head` is 0 for the root, else 1 + the word's place in the window."""
    __slots__ = ("ids", "case", "first", "sent", "tag", "weight", "upos", "head", "rel", "soft", "thought", "trees")

    def __init__(self, sents, pieces):
        ids, case, first, sid, tag, weight, upos, head, rel, soft = [pieces.cls], [0], [], [], [], [], [], [], [], []
        has_soft = any(s.soft is not None for s in sents)
        for k, s in enumerate(sents):
            n, base = len(s.words), len(first)
            for w in s.words:
                p = pieces.of(w)
                first.append(len(ids))
                ids.extend(p)
                case.extend([case_class(w)] * len(p))
            sid += [k] * n
            weight += [s.weight] * n
            tag += s.tags if s.tags is not None else [NONE] * n
            upos += s.upos if s.upos is not None else [NONE] * n
            rel += s.rels if s.rels is not None else [NONE] * n
            head += [NONE if h < 0 else h + base if h else 0 for h in s.heads] if s.heads is not None else [NONE] * n
            if has_soft:
                soft.append(s.soft if s.soft is not None else np.zeros((n, len(TAGS)), np.float16))
        ids.append(pieces.sep)
        case.append(0)
        i32 = lambda x: np.array(x, np.int32)
        self.ids, self.case, self.first, self.sent = i32(ids), i32(case), i32(first), i32(sid)
        self.tag, self.upos, self.head, self.rel = i32(tag), i32(upos), i32(head), i32(rel)
        self.weight = np.array(weight, np.float32)
        self.soft = np.concatenate(soft) if has_soft else None
        self.trees = bool((self.head != NONE).any())
        # (place of the sentence's first word, what a teacher thinks of its syntax)
        self.thought = [(int(np.searchsorted(self.sent, k)), s.trees) for k, s in enumerate(sents) if s.trees is not None]


def cut(sent, sizes, limit):
    """A sentence too long for a window, in parts; a word whose head lies in another part loses its arc."""
    out, start, total = [], 0, 0
    for i, n in enumerate(sizes + [limit + 1]):
        if total + n > limit:
            part = lambda x: None if x is None else x[start:i]
            heads = sent.heads and [h if h == 0 else h - start if start < h <= i else NONE for h in sent.heads[start:i]]
            rels = sent.rels and [r if h != NONE else NONE for r, h in zip(sent.rels[start:i], heads)]
            out.append(Sentence(sent.words[start:i], part(sent.tags), part(sent.upos), heads, rels, sent.weight, part(sent.soft),
                                sent.trees and sent.trees.part(start, i)))
            start, total = i, 0
        total += n
    return out


def packed(sents, pieces, limits):
    """Consecutive sentences gathered into runs; `limits()` gives the next run's (pieces, sentences) limits."""
    run, used, limit = [], 0, limits()
    most = WINDOW - 2
    for s in sents:
        sizes = [len(pieces.of(w)) for w in s.words]
        for part, n in ([(s, sum(sizes))] if sum(sizes) <= most else
                        [(p, sum(len(pieces.of(w)) for w in p.words)) for p in cut(s, sizes, most)]):
            if run and (used + n > min(limit[0], most) or len(run) >= limit[1]):
                yield run
                run, used, limit = [], 0, limits()
            run.append(part)
            used += n
    if run:
        yield run


def training_windows(docs, pieces, rng, short=0.3, datelines=0.05, tree_datelines=False):
    """Windows of one pass. With `tree_datelines` treebank sentences get datelines too; the dateline's own words carry no arcs."""
    out = []
    for doc in docs:
        if rng.random() < short:
            limits = lambda: (WINDOW, rng.choice((1, 1, 2, 3)))
        else:
            limits = lambda: (WINDOW if rng.random() < 0.7 else rng.randint(60, WINDOW), 999)
        for run in packed(doc, pieces, limits):
            run = [changed(s, rng) for s in run]
            if rng.random() < 0.03:
                run = [s.written([w.lower() for w in s.words]) for s in run]
            elif run[0].tags is not None and (run[0].upos is None or tree_datelines) and rng.random() < datelines:
                s = run[0]
                dw, dt = dateline(rng)
                soft = None if s.soft is None else np.concatenate([np.eye(len(TAGS), dtype=np.float16)[ids_of(dt)], s.soft])
                none = [NONE] * len(dw)
                both = Sentence(dw + s.words, ids_of(dt, OPEN_O not in s.tags) + s.tags, s.upos and none + s.upos,
                                s.heads and none + [h + len(dw) if h > 0 else h for h in s.heads], s.rels and none + s.rels, s.weight, soft,
                                s.trees and s.trees.after(len(dw)))
                if sum(len(pieces.of(w)) for r in [both] + run[1:] for w in r.words) <= WINDOW - 2:
                    run = [both] + run[1:]
            out.append(Window(run, pieces))
    return out


def batches(windows, rng, most=4096):
    """Windows of like length together, so that little is padding; batches in random order."""
    windows = sorted(windows, key=lambda w: len(w.ids) + rng.random() * (4 + 0.1 * len(w.ids)))
    out, here, longest = [], [], 0
    for w in windows:
        longest_now = max(longest, len(w.ids))
        if here and longest_now * (len(here) + 1) > most:
            out.append(here)
            here, longest_now = [], len(w.ids)
        here.append(w)
        longest = longest_now
    if here:
        out.append(here)
    rng.shuffle(out)
    return out


def summary(docs):
    return f"{len(docs)} documents, {sum(len(d) for d in docs)} sentences, {sum(len(s.words) for d in docs for s in d)} words"
