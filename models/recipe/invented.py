"""Sentences made up from patterns, for the conventions that corpora show rarely: institutions named by their building, agencies and
papers as sources, titles outside names, hyphenated places. Every word here was written for this recipe."""
from data import AGENCIES, PLACES, Sentence, ids_of, project
from words import words

BUILDINGS = ("the Kremlin|Downing Street|10 Downing Street|the White House|the Pentagon|the Élysée|the Elysee Palace|Whitehall|Capitol Hill|"
             "the Quai d'Orsay|the Blue House|Zhongnanhai|Bankova|Foggy Bottom|the Kremlin|Downing Street|the White House").split("|")
PAPERS = ("Kommersant|Izvestia|Vedomosti|Le Monde|Le Figaro|Der Spiegel|Bild|Die Zeit|El País|Corriere della Sera|La Repubblica|Haaretz|"
          "Hurriyet|Daily Sabah|The Guardian|Financial Times|The Times|Dawn|The Hindu|The Nation|Asahi Shimbun|Caixin|Global Times|"
          "Al-Ahram|Asharq Al-Awsat|Ukrainska Pravda|Kyiv Independent|Gazeta Wyborcza|Daily Monitor|Punch|Vanguard|Premium Times|"
          "The East African|Jakarta Post|Bangkok Post|Straits Times|Clarín|O Globo|Rossiya 24|TV Rain|Sky News|Fox News|CNN|BBC|Al Jazeera|"
          "Euronews|Deutsche Welle|NHK|CGTN|Press TV|Azadliq|Musavat|Lragir|Hetq|Civil.ge").split("|")
STATES = ("Russia|Ukraine|Iran|Israel|China|Turkey|Türkiye|Azerbaijan|Armenia|Georgia|Kazakhstan|India|Pakistan|Nigeria|Kenya|Ethiopia|Sudan|"
          "South Africa|Egypt|Libya|Syria|Iraq|Saudi Arabia|Qatar|Yemen|Japan|South Korea|North Korea|Taiwan|Vietnam|Myanmar|Indonesia|"
          "the Philippines|Brazil|Venezuela|Colombia|Mexico|Cuba|Canada|the United States|the U.S.|the US|Britain|the UK|France|Germany|Italy|Spain|"
          "Poland|Hungary|Serbia|Kosovo|Moldova|Belarus|Finland|Sweden").split("|")
PEOPLE = ("Russian|Ukrainian|Iranian|Israeli|Chinese|Turkish|Azerbaijani|Armenian|Georgian|Kazakh|Indian|Pakistani|Nigerian|Kenyan|Ethiopian|"
          "Sudanese|Egyptian|Libyan|Syrian|Iraqi|Saudi|Qatari|Yemeni|Japanese|South Korean|Taiwanese|Indonesian|Brazilian|Venezuelan|"
          "Mexican|Cuban|Canadian|American|British|French|German|Italian|Polish|Hungarian|Serbian|Moldovan|Belarusian").split("|")
GIVEN = ("Dmitry|Olena|Mehmet|Leyla|Elchin|Aram|Nino|Nursultan|Rajesh|Ayesha|Chinedu|Ngozi|Wanjiru|Abebe|Thabo|Ahmed|Fatima|Omar|Yael|Reza|"
         "Hiroshi|Min-jun|Wei|Nguyen|Aung|Siti|Maria|João|Carlos|Lucía|Anna|Jean|Pierre|Hans|Giulia|Piotr|Zoltán|Marko|Ion|Kaisa|Sven|James|"
         "Emily|Robert|Sarah|David|Grace|Kwame|Amina|Idris").split("|")
FAMILY = ("Petrov|Sokolenko|Yilmaz|Aliyeva|Mammadli|Hakobyan|Kapanadze|Ospanov|Sharma|Malik|Okafor|Adeyemi|Kamau|Tadesse|Molefe|Hassan|"
          "al-Masri|Haddad|Levi|Karimi|Tanaka|Park|Zhang|Tran|Thein|Rahman|Santos|Silva|Gómez|Fernández|Keller|Dupont|Lefèvre|Schneider|"
          "Rossi|Kowalski|Nagy|Jovanović|Popescu|Virtanen|Lindqvist|Carter|Hughes|Bennett|Mensah|Sesay|O'Neill|Diallo|Njoroge|Baptiste").split("|")
TITLE = ("President|Prime Minister|Foreign Minister|Defence Minister|Interior Minister|Gen.|Gen|General|Col.|Lt. Col.|Maj. Gen.|Sen.|Senator|Rep.|"
         "Gov.|Governor|Mayor|Ambassador|Judge|Mr|Mr.|Ms.|Mrs|Dr|Dr.|Prof.|Professor|Chancellor|Deputy Prime Minister|Secretary of State|"
         "Attorney General|spokesman|spokeswoman|spokesperson|Archbishop|Sheikh|Imam|Chief Justice|Lawmaker|MP|analyst|journalist|lawyer").split("|")
BODY = ("Foreign Ministry|Defence Ministry|Ministry of Foreign Affairs|Interior Ministry|Central Bank|Supreme Court|Constitutional Court|"
        "Parliament|National Assembly|Security Council|State Department|Treasury|General Staff|Prosecutor General's Office|Election Commission|"
        "Red Cross|European Union|African Union|Arab League|NATO|OSCE|IAEA|UNICEF|World Bank|Human Rights Watch|Amnesty International|Hamas|"
        "Hezbollah|Taliban|Gazprom|Rosneft|SOCAR|Boeing|Apple|Huawei|Samsung").split("|")
SLOTS = {"B": (BUILDINGS, "ORG"), "N": (PAPERS + AGENCIES, "ORG"), "S": (STATES, "LOC"), "M": (PEOPLE, "MISC"), "C": (PLACES, "LOC"),
         "O": (BODY, "ORG"), "T": (TITLE, None), "P": (None, "PER"), "F": (FAMILY, "PER")}

PATTERNS = """{B} denied the report.|{B} said it had no plans to meet {P}.|“We reject this,” {B} said in a statement.|{B} spokesman {P} declined to comment.
{P} told {N} that {S} would not back down.|{N} reported that {B} had approved the plan.|According to {N}, {T} {F} left {C} on Monday.
{T} {F} said the talks in {C} would resume.|{T} {P} accused {S} of breaking the truce.|The {S}-led coalition said it had struck targets near {C}.
The {C}-based group denied any role.|{S}-backed forces entered {C}, {N} said.|The {M}-led mission left {C}.|{N}, citing a source in the {O}, said {P} had resigned.
{T} {F} urged {S} and {S} to return to talks.|Neither {B} nor the {M} {O} has commented.|{M} {T} {P} called the {O} “irresponsible”.
{N} quoted {T} {F} as saying that {M} troops would stay in {C}.|{B} and {S} agreed on a timetable, {N} wrote.|In an interview with {N}, {P} blamed {B} for the delay.
{S} warned {S} on Tuesday, {N} reports.|{P}, a {M} {T}, confirmed the arrest to {N}.|“It is a lie,” {F} said, according to {N}.
{N}: {B} rejects {S}'s offer|{F} says {S} ready for talks with {B}|{B} DENIES {S} STRIKE, SAYS {F}
{T} {P} (pictured) met {M} officials at {B}.|The {O} said on Friday that {S}’s claims were false.|{S}'s {O} summoned the {M} ambassador.
Sources at {B} told {N} the letter was genuine.|{F}'s lawyer told {N} she would appeal.|{N} — {M} {T} {P} has been detained in {C}.""".replace("\n", "|").split("|")


def sentence(rng):
    text, spans, pattern = "", [], rng.choice(PATTERNS)
    while "{" in pattern:
        before, _, rest = pattern.partition("{")
        slot, _, pattern = rest.partition("}")
        fillers, kind = SLOTS[slot]
        word = rng.choice(fillers) if fillers else f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"
        text += before
        skip = 0
        if word.startswith("the "):
            if before.endswith("The ") or before.endswith("the ") or pattern.startswith("-"):
                word = word[4:]
            else:
                skip = 4
        if not text and kind:
            word = word[0].upper() + word[1:]
        if kind:
            spans.append((len(text) + skip, len(text) + len(word), kind))
        text += word
    text += pattern
    own = words(text)
    return Sentence([text[s:e] for s, e in own], ids_of(project(text, own, spans)))


def documents(rng, n):
    """n sentences, one a document."""
    return [[sentence(rng)] for _ in range(n)]
