// Figures open enlarged, tables can be downloaded as CSV; from a folder, without a server, in the
// pages of both engines. The files of a figure are links in the page. Without this script figures
// and tables are simply there.
(function () {
  "use strict";

  const WORDS = {
    en: {
      enlarge: "Enlarge", csv: "Download CSV", close: "Close",
      more: "Larger", less: "Smaller", picture: "Figure, scrollable",
    },
    zh: {
      enlarge: "放大", csv: "下载 CSV", close: "关闭",
      more: "放大", less: "缩小", picture: "可滚动的图",
    },
  };
  const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.en;
  const ZOOMS = [100, 140, 200, 280, 400];
  const NUMBER = /^[+\-\u2212]?\d[\d ,]*(\.\d+)?\s*%?$/;
  const FORMULA = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) { element.setAttribute(name, value); }
    element.append(...children);
    return element;
  }

  function button(text, act) {
    const made = make("button", { type: "button" }, text);
    made.addEventListener("click", act);
    return made;
  }

  function save(text, type, name) {
    const address = URL.createObjectURL(new Blob([text], { type }));
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  }

  // Tables

  function textOf(cell) {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll("script, style").forEach((each) => each.remove());
    copy.querySelectorAll("br, p, div, li").forEach((each) => each.before(" "));
    return copy.textContent.replace(/[\u00ad\u200b]/g, "").replace(/\s+/g, " ").trim();
  }

  // A cell that spans rows or columns stands in each of them, so that every row is complete.
  function grid(table) {
    const rows = [];
    [...table.rows].forEach((row, y) => {
      rows[y] = rows[y] || [];
      let x = 0;
      for (const cell of row.cells) {
        while (rows[y][x] !== undefined) { x += 1; }
        const bottom = cell.rowSpan ? y + cell.rowSpan : table.rows.length;
        for (let j = y; j < Math.min(bottom, table.rows.length); j += 1) {
          rows[j] = rows[j] || [];
          for (let i = x; i < x + cell.colSpan; i += 1) { rows[j][i] = textOf(cell); }
        }
      }
    });
    return rows;
  }

  // A spreadsheet runs a text that begins like a formula: an apostrophe makes it a text again.
  function field(text) {
    const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
    return `"${safe.replace(/"/g, '""')}"`;
  }

  // The caption goes with the rows: it says what is a reconstruction.
  function csv(table, caption) {
    const rows = [...grid(table), [caption]];
    const lines = rows.map((row) => [...row].map((text) => field(text || "")).join(","));
    return `\ufeff${lines.join("\r\n")}\r\n`;
  }

  // Figures

  function picture(figure) {
    return figure.querySelector("img.figure-img, .figure-scroll img, .figure-scroll svg, svg");
  }

  function enlarge(image, caption) {
    const copy = image.cloneNode(true);
    const named = { class: "enlarged", tabindex: "0", role: "group", "aria-label": words.picture };
    const scroll = make("div", named, copy);
    const close = button("✕", () => dialog.close());
    const [less, more] = [button("−", () => zoom(-1)), button("+", () => zoom(1))];
    less.setAttribute("aria-label", words.less);
    more.setAttribute("aria-label", words.more);
    close.setAttribute("aria-label", words.close);
    const title = make("p", {}, caption);
    const bar = make("div", { class: "enlarged-bar" }, title, less, more, close);
    const dialog = make("dialog", { class: "enlarged-figure", "aria-label": caption }, bar, scroll);
    let step = 0;
    function zoom(by) {
      step = Math.max(0, Math.min(ZOOMS.length - 1, step + by));
      copy.style.width = `${ZOOMS[step]}%`;
      scroll.classList.toggle("zoomed", step > 0);
      less.disabled = step === 0;
      more.disabled = step === ZOOMS.length - 1;
    }
    copy.removeAttribute("id");
    dialog.addEventListener("click", (event) => { if (event.target === dialog) { dialog.close(); } });
    dialog.addEventListener("close", () => dialog.remove());
    // A part of the figure that leads elsewhere leads out of the window.
    scroll.addEventListener("click", (event) => {
      if (event.target.closest("a")) { dialog.close(); }
    });
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
    // On a narrow screen the whole figure would be smaller than it is in the text.
    const inText = image.getBoundingClientRect().width;
    const enough = ZOOMS.findIndex((percent) => scroll.clientWidth * percent / 100 >= inText);
    zoom(enough < 0 ? ZOOMS.length - 1 : enough);
  }

  function toolsOf(figure) {
    const present = figure.querySelector(".float-tools");
    if (present) { return present; }
    const made = make("div", { class: "float-tools" });
    const origin = figure.querySelector(".float-origin");
    if (origin) { origin.before(made); } else { figure.append(made); }
    return made;
  }

  function equip(float) {
    const figure = float.querySelector("figure");
    const captioned = figure && figure.querySelector("figcaption");
    if (!captioned) { return; }
    const caption = textOf(captioned);
    if (figure.classList.contains("quarto-float-fig")) {
      const image = picture(figure);
      if (!image) { return; }
      const open = button(words.enlarge, () => enlarge(image, caption));
      open.setAttribute("aria-haspopup", "dialog");
      const opener = image.closest("a.figure-open");
      if (opener) {
        opener.addEventListener("click", (event) => { event.preventDefault(); open.click(); });
      }
      toolsOf(figure).prepend(open);
    } else if (figure.classList.contains("quarto-float-tbl")) {
      [...figure.querySelectorAll("table")].forEach((table, i) => {
        const name = i ? `${float.id}-${i + 1}` : float.id;
        const type = "text/csv;charset=utf-8";
        toolsOf(figure).append(button(words.csv, () => save(csv(table, caption), type, `${name}.csv`)));
      });
    }
  }

  function start() {
    document.querySelectorAll(".quarto-float[id]").forEach(equip);
  }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); }
  else { start(); }
})();
