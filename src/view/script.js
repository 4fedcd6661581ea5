// What the pages can do besides being read: acts that light up with their parts, arrows, copying, keys. Words are only ever set as text.
"use strict";
{
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const svg = (name, attributes) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  };

  /** Says something for two seconds, to those who listen too. */
  const tell = (() => {
    let timer;
    return (words) => {
      let told = document.querySelector(".told");
      if (!told) {
        told = document.createElement("p");
        told.className = "told";
        told.setAttribute("role", "status");
        document.body.append(told);
      }
      told.textContent = words;
      told.hidden = false;
      clearTimeout(timer);
      timer = setTimeout(() => (told.hidden = true), 2000);
    };
  })();

  const copy = async (words) => {
    try {
      await navigator.clipboard.writeText(words);
      tell("Copied, with speaker, outlet and day.");
    } catch {
      tell("The browser does not let this page copy.");
    }
  };

  /** An article: its cards, the pieces of its text, and arrows between them. */
  const article = (reading) => {
    const cards = all(".card", reading);
    if (!cards.length) return null;
    const pieces = all(".m[data-acts]", reading);
    const card = (act) => cards.find((card) => card.dataset.act === act);
    // What each piece is in which act.
    const roles = new Map(pieces.map((piece) => [piece, new Map(piece.dataset.acts.split(" ").map((part) => part.split(":")))]));
    const cue = (act) => {
      let piece = document.getElementById(`cue-${act}`);
      while (piece && !roles.has(piece)) piece = piece.nextElementSibling;
      return piece;
    };
    const layer = svg("svg", { class: "arrows", "aria-hidden": "true" });
    const head = svg("marker", { id: "arrowhead", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" });
    head.append(svg("path", { d: "M0 0 10 5 0 10z" }));
    layer.append(head);
    let lit = null;

    const dark = () => {
      lit = null;
      reading.classList.remove("lit");
      for (const card of cards) card.classList.remove("on", "near");
      for (const piece of pieces) piece.classList.remove("on", ...[...piece.classList].filter((name) => name.startsWith("as-")));
      all(":scope > path", layer).forEach((path) => path.remove());
      // Nothing lies over the text while there is nothing to draw.
      layer.remove();
    };

    // From a card to another, or to the line of its cue: up to the margin, so that no word is struck through.
    const draw = (from, to, kind) => {
      const base = reading.getBoundingClientRect();
      const [a, b] = [from, to].map((node) => node.getBoundingClientRect());
      const [x1, y1] = [a.left, a.top + 12];
      const beside = to.classList.contains("card");
      const [x2, y2] = beside ? [b.left, b.top + 12] : [to.closest(".text").getBoundingClientRect().right + 8, b.top + b.height / 2];
      const bend = beside ? Math.min(34, 14 + Math.abs(y2 - y1) / 12) : (x1 - x2) / 2;
      const c = (x, y) => `${(x - base.left).toFixed(1)} ${(y - base.top).toFixed(1)}`;
      const d = `M${c(x1, y1)}C${c(x1 - bend, y1)} ${c(beside ? x2 - bend : x2 + bend, y2)} ${c(x2, y2)}`;
      layer.append(svg("path", { d, class: kind, "marker-end": "url(#arrowhead)" }));
    };

    const light = (act) => {
      if (act === lit) return;
      dark();
      const one = card(act);
      if (!one) return;
      lit = act;
      reading.classList.add("lit");
      reading.append(layer);
      one.classList.add("on");
      for (const [piece, acts] of roles) if (acts.has(act)) piece.classList.add("on", `as-${acts.get(act)}`);
      const signal = cue(act);
      if (signal) draw(one, signal, "cue");
      for (const other of one.dataset.beside.split(" ").filter(Boolean).map(card).filter(Boolean)) {
        other.classList.add("near");
        draw(one, other, "chain");
      }
      for (const other of cards.filter((other) => other !== one && other.dataset.beside.split(" ").includes(act))) {
        other.classList.add("near");
        draw(other, one, "chain");
      }
    };

    // Of the acts at a place the one whose words there are fewest: the innermost.
    const length = (act) => pieces.reduce((sum, piece) => sum + (roles.get(piece).has(act) ? piece.textContent.length : 0), 0);
    const at = (node) => {
      const held = node.closest?.(".card");
      if (held) return held.dataset.act;
      const piece = node.closest?.(".m[data-acts]");
      if (!piece) return null;
      const acts = [...roles.get(piece)];
      const signals = acts.filter(([, role]) => role === "cue");
      return (signals.length ? signals : acts).map(([act]) => act).reduce((least, act) => (length(act) < length(least) ? act : least));
    };
    reading.addEventListener("pointerover", (event) => {
      const act = at(event.target);
      if (act) light(act);
      else if (!reading.contains(document.activeElement)) dark();
    });
    reading.addEventListener("pointerleave", () => reading.contains(document.activeElement) || dark());
    reading.addEventListener("focusin", (event) => {
      const act = at(event.target);
      if (act) light(act);
    });
    reading.addEventListener("focusout", (event) => reading.contains(event.relatedTarget) || dark());
    window.addEventListener("resize", dark);

    for (const button of all("button.copy", reading)) {
      button.hidden = false;
      button.addEventListener("click", () => copy(button.dataset.copy));
    }

    const step = (by) => {
      const next = cards[Math.min(Math.max(cards.findIndex((one) => one.dataset.act === lit) + by, 0), cards.length - 1)];
      next.querySelector("a.verb").focus();
      next.scrollIntoView({ block: "center" });
    };
    return {
      next: () => step(1),
      before: () => step(lit === null ? 0 : -1),
      leave: () => {
        document.activeElement?.blur();
        dark();
      },
      copy: () => {
        const words = lit && card(lit).querySelector("button.copy")?.dataset.copy;
        if (words) copy(words);
      },
    };
  };

  /** A network: who is pointed at stays lit with everybody at the other end of an arrow. */
  const network = (picture) => {
    const arrows = all(".arrow", picture);
    const nodes = all(".node", picture);
    const light = (node) => {
      const number = node?.dataset.node;
      picture.classList.toggle("lit", Boolean(number));
      const ends = new Set([number]);
      for (const arrow of arrows) {
        const { from, to } = arrow.dataset;
        const on = number && (from === number || to === number);
        arrow.classList.toggle("on", Boolean(on));
        if (on) ends.add(from).add(to);
      }
      for (const other of nodes) other.classList.toggle("on", ends.has(other.dataset.node));
    };
    const of = (event) => event.target.closest?.(".node");
    picture.addEventListener("pointerover", (event) => of(event) && light(of(event)));
    picture.addEventListener("pointerleave", () => light(null));
    picture.addEventListener("focusin", (event) => light(of(event)));
    picture.addEventListener("focusout", () => light(null));
  };

  all("svg.network").forEach(network);
  const read = all(".reading").map(article).find(Boolean);

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, select, textarea");
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      read?.leave();
    }
    if (typing) return;
    const does = { "/": () => document.querySelector("main input[type=search], .seek input")?.focus(), j: read?.next, k: read?.before, c: read?.copy }[event.key];
    if (does) {
      event.preventDefault();
      does();
    }
  });
}
