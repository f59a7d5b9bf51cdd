// Theme, chapter menu on small screens, and the current section in the on-page contents.
// Everything is readable without this script. What other scripts share is in `book`.
(function () {
  "use strict";
  var root = document.documentElement;
  var site = new URL(".", document.currentScript.src);
  var loaded = {};

  // Runs a script that lies beside this one, once; from a folder nothing else can be loaded.
  function load(name) {
    loaded[name] = loaded[name] || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = new URL(name, site).href;
      script.onload = resolve;
      script.onerror = function () { delete loaded[name]; reject(new Error(name)); };
      document.head.append(script);
    });
    return loaded[name];
  }

  // Gives every section, figure and table of the book: page, title, text, address, image.
  function index() {
    return load("search-data.js").then(function () {
      var pages = globalThis.bookIndex.pages;
      return globalThis.bookIndex.places.map(function (place, id) {
        var page = pages[place[0]];
        return {
          id: id, page: page[1], anchor: place[1], title: place[2], text: place[3],
          address: new URL("../" + page[0] + "#" + encodeURIComponent(place[1]), site).href,
          image: place[4] ? new URL("../" + place[4], site).href : "",
        };
      });
    });
  }
  globalThis.book = { load: load, index: index };

  function stored() {
    try { return localStorage.getItem("book-theme"); } catch (error) { return null; }
  }
  function store(theme) {
    try { localStorage.setItem("book-theme", theme); } catch (error) { /* private window */ }
  }
  var theme = stored();
  if (theme) { root.dataset.theme = theme; }

  document.addEventListener("DOMContentLoaded", function () {
    document.getElementById("theme-button").addEventListener("click", function () {
      var dark = root.dataset.theme
        ? root.dataset.theme === "dark"
        : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      store(root.dataset.theme);
    });

    var menu = document.getElementById("menu-button");
    function show(open) {
      document.body.classList.toggle("menu-open", open);
      menu.setAttribute("aria-expanded", String(open));
    }
    menu.addEventListener("click", function () {
      show(!document.body.classList.contains("menu-open"));
    });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape") { show(false); }
    });

    var links = {};
    document.querySelectorAll(".outline a").forEach(function (link) {
      links[decodeURIComponent(link.hash.slice(1))] = link;
    });
    var watcher = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting || !links[entry.target.id]) { return; }
        Object.keys(links).forEach(function (id) { links[id].removeAttribute("aria-current"); });
        links[entry.target.id].setAttribute("aria-current", "true");
      });
    }, { rootMargin: "-10% 0px -75% 0px" });
    document.querySelectorAll("section[id]").forEach(function (section) {
      watcher.observe(section);
    });
  });
})();
