// The switch to the other language: to the same page, at the section that the reader is at; from a
// folder, without a server, in the pages of both engines. Without this script the portable engine's
// link leads to the top of the page.
(function () {
  "use strict";

  const MAIN = "en";
  const NAMES = { en: "English", zh: "中文" };
  const READ = 0.35; // part of the window above which a section counts as reached
  const edition = new URL("..", document.currentScript.src);
  const own = document.documentElement.lang.slice(0, 2) || MAIN;

  // Pages of an edition lie in a folder of its name, its chapters in one within chapters/.
  function counterpart(other) {
    const book = own === MAIN ? edition : new URL("..", edition);
    const path = location.pathname.slice(edition.pathname.length) || "index.html";
    const plain = own === MAIN ? path : path.replace(`chapters/${own}/`, "chapters/");
    const there = other === MAIN ? plain
      : `${other}/${plain.replace(/^chapters\//, `chapters/${other}/`)}`;
    return new URL(there, book).href;
  }

  function place() {
    const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named) {
      const { top, bottom } = named.getBoundingClientRect();
      if (top < innerHeight && bottom > 0 && named.tagName !== "SECTION") { return location.hash; }
    }
    const reached = [...document.querySelectorAll("section[id]")]
      .filter((section) => section.getBoundingClientRect().top < innerHeight * READ);
    const last = reached[reached.length - 1];
    return last && scrollY > 0 ? `#${encodeURIComponent(last.id)}` : location.hash;
  }

  function aim(link) {
    link.href = link.href.split("#")[0] + place();
  }

  // Quarto's pages have no switch of their own: it goes to the tools of the sidebar.
  function made() {
    const tools = document.querySelector(".sidebar-tools-main, #quarto-sidebar .sidebar-title");
    if (!tools) { return []; }
    return Object.keys(NAMES).filter((name) => name !== own).map((name) => {
      const link = document.createElement("a");
      link.className = "quarto-navigation-tool px-1 edition-switch";
      link.href = counterpart(name);
      link.lang = link.hreflang = name;
      link.rel = "alternate";
      link.textContent = NAMES[name];
      tools.append(link);
      return link;
    });
  }

  function start() {
    const found = [...document.querySelectorAll("a.edition-switch")];
    for (const link of found.length ? found : made()) {
      for (const event of ["pointerenter", "pointerdown", "focus", "click"]) {
        link.addEventListener(event, () => aim(link));
      }
    }
  }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); }
  else { start(); }
})();
