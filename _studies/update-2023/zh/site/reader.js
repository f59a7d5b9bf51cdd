// Code that can be copied and unfolded at once, and previews of what references lead to.
(function () {
  "use strict";

  const WORDS = {
    en: {
      copy: "Copy", copied: "Copied", failed: "Not copied: select the code instead",
      all: "Show all code",
    },
    zh: { copy: "复制", copied: "已复制", failed: "未能复制，请手动选取", all: "显示全部代码" },
  };
  const words = WORDS[document.documentElement.lang.slice(0, 2)] || WORDS.en;
  const REFERENCES = "a.quarto-xref, a[role=doc-biblioref], a.footnote-ref";
  const DELAY = 250;
  const LONGEST = 320;

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) { element.setAttribute(name, value); }
    element.append(...children);
    return element;
  }

  // Code

  async function copy(text) {
    if (navigator.clipboard) { return navigator.clipboard.writeText(text); }
    const field = make("textarea", { readonly: "" });
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) { throw new Error("not copied"); }
  }

  function copyButton(block) {
    const button = make("button", { type: "button", class: "copy" }, words.copy);
    const said = make("span", { class: "unseen", role: "status" });
    let timer = 0;
    function tell(text) {
      button.textContent = said.textContent = text;
      clearTimeout(timer);
      timer = setTimeout(() => { button.textContent = words.copy; said.textContent = ""; }, 2000);
    }
    button.addEventListener("click", () => {
      const text = block.querySelector("code").textContent.replace(/\n$/, "");
      copy(`${text}\n`).then(() => tell(words.copied), () => tell(words.failed));
    });
    block.append(button, said);
  }

  function remembered() {
    try { return localStorage.getItem("book-code") === "shown"; } catch { return false; }
  }

  function remember(shown) {
    try { localStorage.setItem("book-code", shown ? "shown" : "folded"); } catch { /* private */ }
  }

  function codeSwitch() {
    const folds = [...document.querySelectorAll("details.code-fold")];
    const title = document.querySelector("article h1");
    if (!folds.length || !title) { return; }
    const box = make("input", { type: "checkbox", role: "switch" });
    function unfold(shown) { folds.forEach((fold) => { fold.open = shown; }); }
    box.checked = remembered();
    if (box.checked) { unfold(true); }
    box.addEventListener("change", () => { unfold(box.checked); remember(box.checked); });
    title.after(make("p", { class: "code-switch" }, make("label", {}, box, words.all)));
  }

  // What is wider than its box can be scrolled by keyboard in every browser.
  function scrollByKeyboard() {
    const watcher = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        const wide = target.scrollWidth > target.clientWidth;
        if (wide) { target.tabIndex = 0; } else { target.removeAttribute("tabindex"); }
      }
    });
    document.querySelectorAll("article pre, .equation").forEach((each) => watcher.observe(each));
  }

  // Previews: of what is on this page from the page, of what is elsewhere from the search index.

  const IN_A_PREVIEW = ".anchor, .float-tools, .copy, script, details.code-fold, input";

  function cloned(element) {
    const copyOf = element.cloneNode(true);
    copyOf.querySelectorAll(IN_A_PREVIEW).forEach((each) => each.remove());
    [copyOf, ...copyOf.querySelectorAll("*")].forEach((each) => {
      for (const name of ["id", "role", "tabindex", "aria-labelledby", "aria-describedby", "for"]) {
        each.removeAttribute(name);
      }
    });
    // A preview is read, not used: its links are words.
    copyOf.querySelectorAll("a").forEach((link) => {
      const text = make("span", {});
      text.append(...link.childNodes);
      link.replaceWith(text);
    });
    return copyOf;
  }

  function fromThisPage(target) {
    if (target.tagName !== "SECTION") { return [cloned(target)]; }
    const heading = make("p", { class: "preview-title" });
    const first = target.querySelector(":scope > :is(h1, h2, h3, h4, h5, h6)");
    if (first) { heading.append(...cloned(first).childNodes); }
    const text = target.querySelector(":scope > p:not(.code-switch)");
    return [heading, ...(text ? [cloned(text)] : [])];
  }

  async function fromTheIndex(address) {
    const place = (await book.index()).find((each) => each.address === address);
    if (!place) { return []; }
    const text = place.text.length > LONGEST
      ? `${place.text.slice(0, LONGEST).replace(/\s+\S{0,20}$/, "")} …` : place.text;
    return [
      ...(place.title === place.page ? [] : [make("p", { class: "preview-page" }, place.page)]),
      make("p", { class: "preview-title" }, place.title),
      place.image ? make("img", { src: place.image, alt: place.text }) : make("p", {}, text),
    ];
  }

  async function contentFor(link) {
    const here = link.href.split("#")[0] === location.href.split("#")[0];
    if (!here) { return fromTheIndex(link.href); }
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return target ? fromThisPage(target) : [];
  }

  function previews() {
    const box = make("div", { class: "preview", id: "preview", role: "tooltip" });
    let wanted = null;
    let timer = 0;
    box.hidden = true;
    document.body.append(box);

    function hide() {
      clearTimeout(timer);
      if (wanted) { wanted.removeAttribute("aria-describedby"); }
      wanted = null;
      box.hidden = true;
    }

    async function show(link) {
      let content;
      try { content = await contentFor(link); } catch { return; }
      if (wanted !== link || !content.length) { return; }
      box.replaceChildren(...content);
      box.hidden = false;
      place(link);
      link.setAttribute("aria-describedby", "preview");
    }

    function place(link) {
      const line = link.getClientRects()[0];
      const width = Math.min(box.offsetWidth, innerWidth - 16);
      const below = innerHeight - line.bottom;
      const under = below >= box.offsetHeight + 8 || below >= line.top;
      box.style.left = `${Math.max(8, Math.min(line.left, innerWidth - width - 8))}px`;
      box.style.top = under ? `${line.bottom + 4}px` : "auto";
      box.style.bottom = under ? "auto" : `${innerHeight - line.top + 4}px`;
    }

    function later(link, delay) {
      if (link === wanted) { clearTimeout(timer); if (!box.hidden) { return; } }
      else { hide(); }
      wanted = link;
      timer = setTimeout(() => show(link), delay);
    }

    function leave() {
      clearTimeout(timer);
      timer = setTimeout(hide, DELAY);
    }

    const links = document.querySelectorAll(REFERENCES);
    links.forEach((link) => {
      link.addEventListener("pointerenter", (event) => {
        if (event.pointerType !== "touch") { later(link, DELAY); }
      });
      link.addEventListener("pointerleave", leave);
      link.addEventListener("focus", () => {
        if (link.matches(":focus-visible")) { later(link, DELAY); }
      });
      link.addEventListener("blur", hide);
      link.addEventListener("click", hide);
    });
    box.addEventListener("pointerenter", () => clearTimeout(timer));
    box.addEventListener("pointerleave", leave);
    document.addEventListener("keydown", (event) => { if (event.key === "Escape") { hide(); } });
    addEventListener("scroll", () => { if (!box.hidden && !box.matches(":hover")) { hide(); } });
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("div.sourceCode").forEach(copyButton);
    codeSwitch();
    scrollByKeyboard();
    previews();
    // What is collapsed on the screen is printed, but for code that the reader left folded.
    addEventListener("beforeprint", () => {
      document.querySelectorAll("details.callout").forEach((each) => { each.open = true; });
    });
  });
})();
