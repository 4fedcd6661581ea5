// Searches the index that an exported search page carries. What is asked stands in the address, as it does with a server.
"use strict";
{
  const index = JSON.parse(document.getElementById("index").textContent);
  const asked = new URLSearchParams(location.search);
  const PAGE = 25;
  const VALUES = 8;

  const actors = new Map(index.actors.map(([number, name, named]) => [number, { number, name, named: Boolean(named) }]));
  const articles = new Map(index.articles.map(([number, title, outlet, day, copied, text]) => [number, { number, title, outlet, day, copied, text }]));
  const acts = index.acts.map(([act, article, type, quote, polarity, modality, speaker, speakerText, content, evidence, named, others, cue]) =>
    ({ act, article: articles.get(article), type, quote, polarity, modality, speaker: actors.get(speaker), speakerText, content, evidence, named, others: JSON.parse(others), cue }));

  // Letters without their marks, as the database folds them.
  const fold = (words) => (words ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const tokens = (words) => fold(words).match(/[\p{L}\p{N}]+/gu) ?? [];

  /** What is typed: phrases of words in order; of a word with a star behind it the beginning. */
  const phrases = (typed) =>
    typed.split(/["“”„«»]/u).flatMap((piece, at) => (at % 2 ? [[tokens(piece), false]] : piece.split(/\s+/u).map((word) => [tokens(word), word.endsWith("*")])))
      .filter(([words]) => words.length);

  const has = (words, [phrase, begins]) =>
    words.some((_, at) => phrase.every((word, i) => (begins && i === phrase.length - 1 ? words[at + i]?.startsWith(word) : words[at + i] === word)));

  const typed = phrases(asked.get("words") ?? "");
  const matches = (words) => {
    const all = tokens(words);
    return typed.every((phrase) => has(all, phrase));
  };

  // Elements, with words as text alone.
  const node = (name, attributes, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined && value !== null) made.setAttribute(key, value);
    made.append(...inside.filter((part) => part !== null && part !== undefined));
    return made;
  };
  const day = (iso) => {
    const date = new Date(`${iso}T00:00:00Z`);
    return Number.isNaN(date.getTime()) ? iso : date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  };
  const grouped = (number) => number.toLocaleString("en-GB");
  const verb = (type) => index.verbs[type]?.[0] ?? type;
  const tone = (type) => index.verbs[type]?.[1] ?? "says";
  const label = (of, word) => index.labels[of]?.[word] ?? word;
  const note = (words) => node("span", { class: "note" }, words);
  const who = (actor) => [node("a", { class: actor.named ? "actor" : "actor unnamed", href: `actor/${actor.number}.html` }, actor.name), ...(actor.named ? [] : [" ", note("unnamed")])];
  const marked = (words) =>
    (words ?? "").split(/([\p{L}\p{N}\p{M}]+)/u).map((run, at) => (at % 2 && typed.some((phrase) => has(tokens(run), [[phrase[0][0]], phrase[1]]) || phrase[0].includes(fold(run))) ? node("mark", {}, run) : run));
  const cut = (words) => (words.length > 420 ? `${words.slice(0, 420)}…` : words);
  const again = (changes) => {
    const query = new URLSearchParams(asked);
    query.delete("page");
    for (const [key, value] of Object.entries(changes)) value === null ? query.delete(key) : query.set(key, value);
    const asks = query.toString();
    return asks ? `search.html?${asks}` : "search.html";
  };

  const act = (one) => {
    const there = `article/${one.article.number}.html#act-${one.act}`;
    const others = one.others.flatMap(([number, words], at) => [at ? ", " : " ", ...(actors.has(number) ? who(actors.get(number)) : [words])]);
    const plain = (of, word, usual) => (word === usual ? [] : [" ", note(label(of, word))]);
    const told = one.content ?? one.evidence;
    return node("article", { class: `line ${tone(one.type)}` },
      node("p", { class: "who" }, ...(one.speaker ? who(one.speaker) : [node("span", { class: "nobody" }, one.speakerText ?? "nobody named")]),
        " ", node("b", { class: "verb" }, verb(one.type)), ...others, ...plain("polarity", one.polarity, "positive"), ...plain("modality", one.modality, "asserted")),
      told ? node("blockquote", { class: `${one.quote}${one.content ? "" : " evidence"}` }, node("a", { href: there }, ...marked(cut(told)))) : null,
      where(one.article, one.article.title ? [" · ", node("a", { href: there }, one.article.title)] : []));
  };
  const where = (article, more) =>
    node("p", { class: "where" }, node("span", { class: "outlet" }, article.outlet ?? "unknown outlet"), ...(article.day ? [" · ", node("time", { datetime: article.day }, day(article.day))] : []), ...more);
  const article = (one) =>
    node("article", { class: "line hit" }, node("p", { class: "who" }, node("a", { href: `article/${one.number}.html` }, ...marked(one.title ?? "Without a title"))),
      where(one, one.copied ? [" ", note("reprint")] : []));

  const named = (one) => (one.named === null ? "nobody" : one.named ? "yes" : "no");
  const given = (key) => (asked.get(key) ?? "").trim() || null;
  const within = (date) => (!given("from") || (date ?? "") >= given("from")) && (!given("until") || (date && date <= given("until")));

  /** Kinds of list: what is in them, the facets with what each reads and shows. */
  const LISTS = {
    acts: {
      all: acts, show: act, one: "act", many: "acts",
      words: (one) => `${one.content ?? ""} ${one.speaker?.name ?? ""} ${one.speakerText ?? ""} ${one.cue}`,
      date: (one) => one.article.day,
      other: (one) => (!given("whom") || one.others.some(([number]) => String(number) === given("whom"))) && (!given("tone") || tone(one.type) === given("tone")),
      facets: [
        ["What they did", "type", (one) => one.type, verb],
        ["Speaker", "speaker", (one) => one.speaker && String(one.speaker.number), (number) => actors.get(Number(number))?.name ?? "nobody"],
        ["Outlet", "outlet", (one) => one.article.outlet, (outlet) => outlet],
        ["Source", "named", named, (value) => ({ yes: "named", no: "unnamed" })[value] ?? "nobody is given"],
        ["Wording", "quote", (one) => one.quote, (word) => label("quote", word)],
        ["Did it happen?", "polarity", (one) => one.polarity, (word) => label("polarity", word)],
        ["How sure is the article?", "modality", (one) => one.modality, (word) => label("modality", word)],
      ],
    },
    articles: {
      all: [...articles.values()], show: article, one: "article", many: "articles",
      words: (one) => `${one.title ?? ""} ${one.text ?? ""}`,
      date: (one) => one.day,
      other: () => true,
      facets: [
        ["Outlet", "outlet", (one) => one.outlet, (outlet) => outlet],
        ["Reprint?", "reprint", (one) => (one.copied ? "yes" : "no"), (value) => (value === "yes" ? "reprint" : "own text")],
      ],
    },
  };

  const kind = asked.get("in") === "articles" ? "articles" : "acts";
  const list = LISTS[kind];
  const found = list.all.filter((one) =>
    within(list.date(one)) && list.facets.every(([, key, of]) => !given(key) || of(one) === given(key)) && list.other(one) && (!typed.length || matches(list.words(one))));

  for (const field of document.querySelectorAll(".ask input")) field.value = asked.get(field.name) ?? "";
  const form = document.querySelector(".ask");
  for (const [key, value] of asked) if (!["words", "from", "until", "page"].includes(key)) form.append(node("input", { type: "hidden", name: key, value }));
  for (const tab of document.querySelectorAll(".tabs a")) if (tab.dataset.in === kind) tab.setAttribute("aria-current", "page");

  const facets = document.querySelector("#found .facets");
  for (const [title, key, of, told] of list.facets) {
    const counts = new Map();
    for (const one of found) {
      const value = of(one);
      if (value !== null && value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    if (!counts.size) continue;
    const most = [...counts].sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1)).slice(0, VALUES);
    facets.append(node("h2", {}, title), node("ul", {}, ...most.map(([value, count]) => {
      const chosen = given(key) === value;
      return node("li", {}, node("a", { href: again({ [key]: chosen ? null : value }), class: chosen ? "chosen" : null },
        node("span", {}, told(value)), " ", node("span", { class: "count" }, grouped(count)), chosen ? node("span", { class: "cross" }, " ×") : null));
    })));
  }

  const results = document.querySelector("#found .results");
  const chips = [["whom", "To or about: ", (value) => actors.get(Number(value))?.name ?? "nobody"], ["tone", "Kind: ", (value) => value]].filter(([key]) => given(key));
  if (chips.length)
    results.append(node("p", { class: "chips" }, ...chips.map(([key, before, told]) => node("a", { class: "chosen", href: again({ [key]: null }) }, before, told(given(key)), node("span", { class: "cross" }, " ×")))));
  const pages = Math.max(1, Math.ceil(found.length / PAGE));
  const page = Math.min(Math.max(1, Number.parseInt(asked.get("page") ?? "1", 10) || 1), pages);
  const first = (page - 1) * PAGE;
  const shown = found.slice(first, first + PAGE);
  const total = `${grouped(found.length)} ${found.length === 1 ? list.one : list.many}`;
  results.append(node("p", { class: "range" }, pages > 1 ? `${grouped(first + 1)}–${grouped(first + shown.length)} of ${total}` : total));
  if (!found.length)
    results.append(node("div", { class: "empty" }, node("p", {}, node("b", {}, "Nothing is like this.")), node("p", {}, "Use fewer words, the beginning of a word with a star, or take a filter off.")));
  results.append(...shown.map(list.show));
  if (pages > 1) {
    const to = (number, words, rel) => (number >= 1 && number <= pages ? node("a", { href: again({ page: number }), rel }, words) : node("span", {}));
    results.append(node("nav", { class: "pager", "aria-label": "Pages of this list" }, to(page - 1, "← Previous", "prev"), node("span", {}, `Page ${page} of ${pages}`), to(page + 1, "Next →", "next")));
  }
}
