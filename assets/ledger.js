// Makes every table of class "ledger" sortable and filterable, from a folder, without a server.
// Without this script the whole table is simply there.
(function () {
  "use strict";

  const WORDS = {
    en: {
      find: "Find", hint: "any word or digits", all: "all", clear: "Show all",
      filters: ["Document", "Table", "Verdict", "Consequence"],
      counted: (value, count) => `${value} (${count})`,
      status: (shown, all) => `${shown} of ${all} numbers`,
    },
    zh: {
      find: "查找", hint: "任意文字或数字", all: "全部", clear: "显示全部",
      filters: ["论文", "表", "判定", "影响"],
      counted: (value, count) => `${value}（${count}）`,
      status: (shown, all) => `共 ${all} 个数字，显示 ${shown} 个`,
    },
  };
  const FILTERS = [".ledger-document", ".ledger-place", ".ledger-verdict", ".ledger-consequence"];
  const language = document.documentElement.lang.slice(0, 2);
  const words = WORDS[language] || WORDS.en;
  const collator = new Intl.Collator(language === "zh" ? ["zh", "en"] : ["en", "zh"],
    { numeric: true });

  function textOf(element) {
    return element ? element.textContent.replace(/\u200b/g, "").replace(/\s+/g, " ").trim() : "";
  }

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) { element.setAttribute(name, value); }
    element.append(...children);
    return element;
  }

  function recordOf(row, position) {
    return {
      row,
      position,
      text: textOf(row).toLowerCase(),
      cells: [...row.cells].map(textOf),
      groups: FILTERS.map((selector) => textOf(row.querySelector(selector))),
    };
  }

  function counted(records, group) {
    const counts = new Map();
    for (const { groups } of records) {
      if (groups[group]) { counts.set(groups[group], (counts.get(groups[group]) || 0) + 1); }
    }
    return counts;
  }

  function choice(name, group, records) {
    const select = make("select", {}, make("option", { value: "" }, words.all));
    for (const [value, count] of counted(records, group)) {
      select.append(make("option", { value }, words.counted(value, count)));
    }
    return { select, label: make("label", {}, name, select) };
  }

  function numberIn(text) {
    const match = /^[<≈]?\s*(-?\d+(?:\.\d+)?)/.exec(text);
    return match ? Number(match[1]) : null;
  }

  // Numbers come before words, nothing ("–") comes last, whichever way the column is sorted.
  function compare(a, b, column, sign) {
    if (column === 0) { return sign * (a.position - b.position); }
    const [x, y] = [a.cells[column], b.cells[column]];
    const [empty, none] = [x === "–" || !x, y === "–" || !y];
    if (empty || none) { return empty - none || a.position - b.position; }
    const [m, n] = [numberIn(x), numberIn(y)];
    const order = m !== null && n !== null ? m - n
      : m === null && n === null ? collator.compare(x, y) : m === null ? 1 : -1;
    return sign * order || a.position - b.position;
  }

  function enhance(table) {
    const body = table.tBodies[0];
    const records = [...body.rows].map(recordOf);
    const heads = [...table.tHead.rows[0].cells];
    const search = make("input", { type: "search", placeholder: words.hint });
    const choices = words.filters.map((name, group) => choice(name, group, records));
    const clear = make("button", { type: "reset" }, words.clear);
    const status = make("p", { role: "status" });
    const form = make("form", { class: "ledger-controls", role: "search" },
      make("label", {}, words.find, search), ...choices.map(({ label }) => label), clear, status);

    function filter() {
      const sought = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      const wanted = choices.map(({ select }) => select.value);
      let shown = 0;
      for (const record of records) {
        const fits = sought.every((word) => record.text.includes(word)) &&
          wanted.every((value, group) => !value || record.groups[group] === value);
        record.row.hidden = !fits;
        shown += fits;
      }
      status.textContent = words.status(shown, records.length);
    }

    function sort(column) {
      const falling = heads[column].getAttribute("aria-sort") === "ascending";
      for (const head of heads) { head.removeAttribute("aria-sort"); }
      heads[column].setAttribute("aria-sort", falling ? "descending" : "ascending");
      records.sort((a, b) => compare(a, b, column, falling ? -1 : 1));
      body.append(...records.map(({ row }) => row));
    }

    function reveal() {
      const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      const row = target && target.closest("tr");
      if (!row || !body.contains(row)) { return; }
      if (row.hidden) { form.reset(); filter(); }
      row.scrollIntoView({ block: "center" });
    }

    heads.forEach((head, column) => {
      const button = make("button", { type: "button" });
      button.append(...head.childNodes);
      button.addEventListener("click", () => sort(column));
      head.append(button);
    });
    heads[0].setAttribute("aria-sort", "ascending");
    form.addEventListener("input", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(filter));
    addEventListener("hashchange", reveal);
    const box = table.closest(".table-scroll") || table;
    box.before(form);
    filter();
    reveal();
  }

  document.querySelectorAll("table.ledger").forEach(enhance);
})();
