// Full-text search in English and Chinese. The text of the book and the library are loaded when the
// dialog opens first; both are scripts, so that the search works from a folder as well.
(function () {
  "use strict";

  const WORDS = {
    en: {
      title: "Search the book", field: "Words, numbers or 中文", close: "Close",
      loading: "Loading the text of the book …", none: "Nothing found.",
      failed: "The text of the book could not be loaded.",
      found: (n) => (n === 1 ? "1 place found" : `${n} places found`),
      some: (n, all) => `${n} of ${all} places found`,
    },
    zh: {
      title: "全书检索", field: "词语、数字或 English", close: "关闭",
      loading: "正在载入全书文字……", none: "没有找到。", failed: "无法载入全书文字。",
      found: (n) => `找到 ${n} 处`, some: (n, all) => `找到 ${all} 处，列出前 ${n} 处`,
    },
  };
  const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.en;
  const SHOWN = 30;
  const AROUND = 60;
  const PIECES = /\p{Script=Han}+|\d+(?:\.\d+)+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu;
  const isHan = (text) => /\p{Script=Han}/u.test(text);

  function folded(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function pairs(run) {
    const characters = [...run];
    return characters.length < 2
      ? characters
      : characters.slice(1).map((character, i) => characters[i] + character);
  }

  // Chinese is written without spaces: it is found by pairs of characters, and by single ones.
  function indexed(text) {
    return (folded(text).match(PIECES) || [])
      .flatMap((piece) => (isHan(piece) ? [...new Set([...piece, ...pairs(piece)])] : [piece]));
  }

  function asked(text) {
    return (folded(text).match(PIECES) || [])
      .flatMap((piece) => (isHan(piece) ? pairs(piece) : [piece]));
  }

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) { element.setAttribute(name, value); }
    element.append(...children);
    return element;
  }

  let search = null;
  function prepared() {
    search ??= Promise.all([book.load("minisearch.js"), book.index()]).then(([, places]) => {
      const engine = new MiniSearch({
        fields: ["title", "text"], tokenize: indexed, processTerm: (term) => term,
        searchOptions: { tokenize: asked, boost: { title: 3 } },
      });
      engine.addAll(places);
      return (query) => {
        const phrase = folded(query.trim());
        const options = {
          combineWith: "AND",
          prefix: (term) => !isHan(term),
          fuzzy: (term) => (!isHan(term) && !/\d/.test(term) && term.length > 4 ? 0.2 : false),
          boostDocument: (id) => (holds(places[id], phrase) ? 4 : 1),
        };
        return engine.search(query, options).map(({ id, terms }) => ({ place: places[id], terms }));
      };
    });
    return search;
  }

  function holds(place, phrase) {
    return folded(`${place.title} ${place.text}`).includes(phrase);
  }

  // The part of the text around the first term, with every term marked.
  function excerpt(text, query, terms) {
    const lower = text.toLowerCase();
    const wanted = [query.trim().toLowerCase(), ...terms].filter(Boolean);
    const at = wanted.map((term) => lower.indexOf(term)).find((i) => i >= 0) ?? 0;
    let from = Math.max(0, at - AROUND);
    if (from > 0) { from = Math.max(from, text.lastIndexOf(" ", from + 12) + 1); }
    const part = text.slice(from, from + 3 * AROUND);
    const escaped = wanted.map((term) => term.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const pattern = new RegExp(`(${escaped.join("|")})`, "giu");
    const pieces = part.split(pattern).map((piece, i) => (i % 2 ? make("mark", {}, piece) : piece));
    return make("span", { class: "search-text" }, from > 0 ? "… " : "", ...pieces,
      from + 3 * AROUND < text.length ? " …" : "");
  }

  function result({ place, terms }, query) {
    const link = make("a", { href: place.address },
      make("span", { class: "search-page" }, place.page),
      make("span", { class: "search-title" }, place.title || place.page),
      excerpt(place.text, query, terms));
    return make("li", {}, link);
  }

  function build() {
    const field = make("input", {
      type: "text", id: "search-field", role: "searchbox", enterkeyhint: "search",
      autocomplete: "off", spellcheck: "false",
      placeholder: words.field, "aria-label": words.title, "aria-describedby": "search-status",
    });
    const status = make("p", { id: "search-status", role: "status" });
    const list = make("ol", { class: "search-results" });
    const close = make("button", { type: "button", class: "icon", "aria-label": words.close }, "✕");
    const bar = make("form", { class: "search-bar", role: "search" }, field, close);
    const dialog = make("dialog", { class: "search", "aria-label": words.title }, bar, status, list);
    close.addEventListener("click", () => dialog.close());
    bar.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = list.querySelector("a");
      if (first) { first.click(); }
    });
    field.addEventListener("input", () => show(field.value, status, list));
    dialog.addEventListener("keydown", (event) => move(event, field, list));
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog || event.target.closest("a")) { dialog.close(); }
    });
    document.body.append(dialog);
    return { dialog, field, status };
  }

  let turn = 0;
  async function show(query, status, list) {
    const mine = ++turn;
    if (!query.trim()) { status.textContent = ""; list.replaceChildren(); return; }
    let found;
    try {
      found = (await prepared())(query);
    } catch (error) {
      status.textContent = words.failed;
      search = null;
      return;
    }
    if (mine !== turn) { return; }
    const shown = found.slice(0, SHOWN);
    status.textContent = !found.length ? words.none
      : shown.length < found.length ? words.some(shown.length, found.length)
        : words.found(found.length);
    list.replaceChildren(...shown.map((each) => result(each, query)));
  }

  // Up and down lead through the field and the results, besides the tabulator key.
  function move(event, field, list) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) { return; }
    const stops = [field, ...list.querySelectorAll("a")];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) { event.preventDefault(); next.focus(); }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("search-button");
    let parts = null;
    function open() {
      parts ??= build();
      if (!parts.dialog.open) { parts.dialog.showModal(); }
      parts.field.select();
      parts.status.textContent ||= words.loading;
      prepared().then(
        () => { if (parts.status.textContent === words.loading) { parts.status.textContent = ""; } },
        () => { parts.status.textContent = words.failed; search = null; },
      );
    }
    button.hidden = false;
    button.addEventListener("click", open);
    document.addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
        event.preventDefault();
        open();
      }
    });
  });
})();
