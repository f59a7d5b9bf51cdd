// The threshold explorer: moves the thresholds of a truth table whose every result is stored in the
// page, as JSON inside each element of class "threshold-explorer". It works from a folder, without
// a server. Without this script the element holds a sentence that leads to the figure.
(function () {
  "use strict";

  const TOLERANCE = 1.5e-8;
  const NAMES = ["frequency", "consistency", "pri"];
  const KINDS = ["intermediate", "parsimonious", "complex"];
  const WORDS = {
    en: {
      lang: "en", colon: ": ", comma: ", ", semicolon: "; ", stop: ".", times: " × ", plus: " + ",
      legend: "Thresholds",
      outcome: "Outcome", kind: "Solution", paper: "The paper’s thresholds", papers: "paper",
      frequency: "Least cases per row", consistency: "Consistency", pri: "PRI",
      intermediate: "intermediate", parsimonious: "parsimonious", complex: "complex",
      rows: "Rows of the truth table", row: "Row", cases: "Cases", verdict: "Verdict",
      paths: (kind) => `Paths of the ${kind} solution`, condition: "Condition", path: "path",
      sufficient: "sufficient", few: "too few cases",
      newIn: "newly in", newOut: "no longer in", isNew: "new",
      missed: { consistency: "consistency too low", pri: "PRI too low", both: "both too low" },
      present: "present", absent: "absent", core: "core", peripheral: "peripheral",
      some: "core or peripheral",
      coverage: "Raw coverage", unique: "Unique coverage", models: "Models",
      change: "Against the paper’s thresholds",
      noRow: "No row is sufficient, so there is no solution.",
      status: (s) => `${s.in} of ${s.rows} rows sufficient. ` + (s.in
        ? `${s.kind} solution: ${s.models} ${s.models === 1 ? "model" : "models"}, ` +
          `${s.paths} ${s.paths === "1" ? "path" : "paths"}${s.models === 1 ? "" : " each"}; region ` +
          `${s.region} of the figure. ` : "There is no solution. ") +
        (s.same ? "As with the paper’s thresholds." : "Different from the paper’s thresholds."),
      same: "Nothing changes: every row has the verdict that it has with the paper’s thresholds.",
      added: "Newly sufficient", dropped: "No longer sufficient",
      remainders: "Now without a verdict, and free to be assumed", counted: "Now with a verdict",
      keptAll: (kind) => `The ${kind} solution keeps all its paths and gains none.`,
      kept: "Paths kept", lost: "Paths lost", gained: "Paths gained",
      tied: (now, then) => `Models that fit equally well: ${now}, with the paper’s thresholds ${then}.`,
      listed: (n, all) => `${n} models are listed, of ${all}.`, atLeast: (n) => `at least ${n}`,
      marks: "● present, ⊗ absent, blank: not part of the path. Core or peripheral: the parsimonious " +
        "models, which fit equally well, disagree. + marks the paths of a model; the numbers after its " +
        "name are consistency and coverage of the solution. New: no path with the paper’s thresholds.",
    },
    zh: {
      lang: "zh", colon: "：", comma: "、", semicolon: "；", stop: "。", times: " × ", plus: " + ",
      legend: "阈值",
      outcome: "结果", kind: "解的类型", paper: "原文阈值", papers: "原文",
      frequency: "案例数下限", consistency: "一致性", pri: "PRI",
      intermediate: "中间解", parsimonious: "简约解", complex: "复杂解",
      rows: "真值表各行", row: "行", cases: "案例", verdict: "判定",
      paths: (kind) => `${kind}的路径`, condition: "条件", path: "路径",
      sufficient: "充分", few: "案例不足",
      newIn: "新增", newOut: "退出", isNew: "新路径",
      missed: { consistency: "一致性不足", pri: "PRI不足", both: "两者均不足" },
      present: "存在", absent: "缺乏", core: "核心", peripheral: "边缘", some: "核心或边缘",
      coverage: "原始覆盖度", unique: "唯一覆盖度", models: "模型",
      change: "与原文阈值相比",
      noRow: "没有一行是充分的，因此无解。",
      status: (s) => `${s.rows}行中有${s.in}行充分。` + (s.in
        ? `${s.kind}：${s.models}个模型，${s.models === 1 ? "" : "各"}${s.paths}条路径；图中区域${s.region}。`
        : "无解。") + (s.same ? "与原文阈值下相同。" : "与原文阈值下不同。"),
      same: "没有变化：每一行的判定都与原文阈值下相同。",
      added: "新增的充分行", dropped: "不再充分的行",
      remainders: "现因案例不足而不作判定、可用于反事实假设的行", counted: "现有判定的行",
      keptAll: (kind) => `${kind}保留全部路径，没有新路径。`,
      kept: "保留的路径", lost: "失去的路径", gained: "新增的路径",
      tied: (now, then) => `拟合相同的模型：${now}个，原文阈值下${then}个。`,
      listed: (n, all) => `共${all}个模型，列出${n}个。`, atLeast: (n) => `至少${n}`,
      marks: "● 存在，⊗ 缺乏，空白：不属于该路径。核心或边缘：拟合相同的各简约模型说法不一。" +
        "+ 标出模型所含路径；模型名后为总体一致性与总体覆盖度。新路径：原文阈值下没有的路径。",
    },
  };

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) { element.setAttribute(name, value); }
    element.append(...children);
    return element;
  }

  function outputOf(rows, limits) {
    const reaches = (value, least) => value !== null && value >= least - TOLERANCE;
    return rows.map((row) => row.frequency < limits.frequency ? "?"
      : reaches(row.consistency, limits.consistency) &&
        (limits.pri <= 0 || reaches(row.pri, limits.pri)) ? "1" : "0").join("");
  }

  function explorer(element, number) {
    const data = JSON.parse(element.querySelector("script").textContent);
    const language = (element.closest("[lang]") || document.documentElement).lang;
    const words = language.startsWith("zh") ? WORDS.zh : WORDS.en;
    const id = (name) => `threshold-${number}-${name}`;
    const three = (value) => value === null ? "–" : value.toFixed(3);

    function named(key) {
      const label = data.labels[key.replace("~", "")];
      return (key.startsWith("~") ? "~" : "") + label[words.lang];
    }

    function both(key) {
      const label = data.labels[key];
      return [make("span", { lang: "zh", class: "zh" }, label.zh), ` ${label.en}`];
    }

    function inWords(panel, path) {
      return [...path.values].map((value, i) => value === "-" ? null
        : (value === "0" ? "~" : "") + named(panel.conditions[i])).filter(Boolean).join(words.times);
    }

    function rowNames(panel, indices) {
      return indices.map((i) => {
        const row = panel.rows[i];
        return `${row.row} (${row.cases.map((c) => data.cases[c][words.lang]).join(words.comma)})`;
      }).join(words.semicolon);
    }

    // Controls

    function choice(name, values, text) {
      const select = make("select", { id: id(name) },
        ...values.map((value) => make("option", { value }, text(value))));
      return { select, box: make("div", {}, make("label", { for: id(name) }, words[name]), select) };
    }

    function slider(name) {
      const range = data.ranges[name];
      const input = make("input", {
        type: "range", id: id(name), name, min: range.from, max: range.to, step: range.step,
        value: data.study[name],
      });
      // The slider says its value itself; an output element would say it once more.
      const shown = make("span", { class: "threshold-value", "aria-hidden": "true" });
      const label = make("label", { for: id(name) },
        `${words[name]} (${words.papers}${words.colon}${data.study[name]})`);
      return { input, shown, box: make("div", { class: "threshold-slider" }, label, shown, input) };
    }

    const outcome = choice("outcome", data.outcomes.map((panel) => panel.outcome), named);
    const kind = choice("kind", KINDS, (name) => words[name]);
    const sliders = Object.fromEntries(NAMES.map((name) => [name, slider(name)]));
    const status = make("p", { role: "status", "aria-live": "polite", class: "threshold-status" });
    const changes = make("div", { class: "threshold-changes" });
    const rows = make("div", { class: "threshold-rows" });
    const paths = make("div", { class: "threshold-paths" });
    const form = make("form", { class: "threshold-controls" },
      make("fieldset", {}, make("legend", {}, words.legend), outcome.box, kind.box,
        ...NAMES.map((name) => sliders[name].box),
        make("button", { type: "reset" }, words.paper)));

    // What the thresholds lead to

    function found(panel, limits) {
      const output = outputOf(panel.rows, limits);
      const finding = panel.findings.find((each) => each.output === output);
      const held = finding[kind.select.value];
      const models = held.models.map(([name, index]) => ({ name, ...panel.models[index] }));
      const used = [...new Set(models.flatMap((model) => model.paths))];
      return { output, finding, held, models, used };
    }

    function counted(held) {
      return held.at_least === held.at_most ? String(held.at_least) : words.atLeast(held.at_least);
    }

    function update() {
      const limits = {};
      for (const name of NAMES) {
        limits[name] = Number(Number(sliders[name].input.value).toFixed(10));
        sliders[name].shown.textContent = name === "frequency" ? String(limits[name])
          : limits[name].toFixed(2);
      }
      const panel = data.outcomes.find((each) => each.outcome === outcome.select.value);
      const now = found(panel, limits);
      const paper = found(panel, data.study);
      const counts = [...new Set(now.models.map((model) => model.paths.length))].sort((a, b) => a - b);
      const said = words.status({
        in: [...now.output].filter((code) => code === "1").length, rows: panel.rows.length,
        kind: words[kind.select.value].replace(/^./, (first) => first.toUpperCase()),
        models: now.held.at_least, paths: counts.join("–"), region: now.finding.region,
        same: now.output === paper.output,
      });
      status.textContent = said;
      element.dataset.output = now.output;
      showChanges(panel, now, paper);
      showRows(panel, now, paper, limits);
      showPaths(panel, now, paper);
    }

    function showChanges(panel, now, paper) {
      const items = [];
      const pick = (test) => panel.rows.map((_, i) => i).filter((i) =>
        test(now.output[i], paper.output[i]));
      const tell = (word, text) => { if (text) { items.push(`${word}${words.colon}${text}${words.stop}`); } };
      if (now.output === paper.output) {
        items.push(words.same);
      } else {
        tell(words.added, rowNames(panel, pick((a, b) => a === "1" && b !== "1")));
        tell(words.dropped, rowNames(panel, pick((a, b) => a !== "1" && b === "1")));
        tell(words.remainders, rowNames(panel, pick((a, b) => a === "?" && b !== "?")));
        tell(words.counted, rowNames(panel, pick((a, b) => a !== "?" && b === "?")));
        const texts = (indices) => indices.map((i) => inWords(panel, panel.paths[i]));
        const kept = now.used.filter((i) => paper.used.includes(i));
        const lost = texts(paper.used.filter((i) => !now.used.includes(i)));
        const gained = texts(now.used.filter((i) => !paper.used.includes(i)));
        if (!now.models.length) { items.push(words.noRow); }
        else if (!lost.length && !gained.length) { items.push(words.keptAll(words[kind.select.value])); }
        else {
          items.push(`${words.kept}${words.colon}${kept.length}${words.stop}`);
          const list = (word, held) => held.length && items.push([word + words.colon.trim(),
            make("ul", {}, ...held.map((path) => make("li", {}, path)))]);
          list(words.lost, lost);
          list(words.gained, gained);
        }
        const [a, b] = [counted(now.held), counted(paper.held)];
        if (a !== b) { items.push(words.tied(a, b)); }
      }
      changes.replaceChildren(make("h3", {}, words.change),
        make("ul", {}, ...items.map((item) => make("li", {}, ...[item].flat()))));
    }

    function table(caption, head, lines, classes) {
      const heads = head.map((content) => make("th", { scope: "col" }, ...[content].flat()));
      return make("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": caption },
        make("table", { class: classes }, make("caption", {}, caption),
          make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...lines)));
    }

    function verdict(row, code, before, limits) {
      const changed = code === "1" ? before !== "1" && words.newIn : before === "1" && words.newOut;
      const tag = changed ? [" ", make("strong", {}, changed)] : [];
      if (code === "1") { return [`✓ ${words.sufficient}`, ...tag]; }
      if (code === "?") { return [`– ${words.few}`, ...tag]; }
      const missed = ["consistency", "pri"].filter((name) =>
        row[name] === null || row[name] < limits[name] - TOLERANCE);
      return [`✗ ${words.missed[missed.length === 2 ? "both" : missed[0]]}`, ...tag];
    }

    function showRows(panel, now, paper, limits) {
      const place = (i) => "10?".indexOf(now.output[i]);
      const order = panel.rows.map((_, i) => i).sort((a, b) => place(a) - place(b) || a - b);
      const lines = order.map((i) => {
        const row = panel.rows[i];
        const code = now.output[i];
        const names = row.cases.map((c) => data.cases[c][words.lang]).join(words.comma);
        const number = (name) => make("td", { class: "num", "data-head": words[name] }, three(row[name]));
        return make("tr", { "data-row": row.row, "data-code": code },
          make("th", { scope: "row", "data-head": words.row }, String(row.row)),
          make("td", {}, ...verdict(row, code, paper.output[i], limits)),
          make("td", { class: "threshold-cases" }, names), number("consistency"), number("pri"));
      });
      rows.replaceChildren(table(words.rows,
        [words.row, words.verdict, words.cases, words.consistency, words.pri], lines, "threshold-table"));
    }

    // Core by every model is core, by none peripheral, else the models disagree.
    function rank(now, path, condition) {
      const held = new Set(now.models.filter((model) => model.paths.includes(path))
        .map((model) => model.ranks[model.paths.indexOf(path)][condition]));
      return held.size > 1 || held.has("s") ? words.some : held.has("c") ? words.core : words.peripheral;
    }

    function mark(panel, now, path, condition) {
      const value = panel.paths[path].values[condition];
      if (value === "-") { return make("td", {}); }
      const plain = kind.select.value !== "intermediate";
      const word = plain ? (value === "1" ? words.present : words.absent) : rank(now, path, condition);
      const weight = word === words.peripheral ? "threshold-mark peripheral" : "threshold-mark";
      return make("td", { class: "threshold-sign" }, make("span", { class: weight }, value === "1" ? "●" : "⊗"),
        make("small", {}, word));
    }

    function showPaths(panel, now, paper) {
      const caption = words.paths(words[kind.select.value]);
      if (!now.models.length) {
        paths.replaceChildren(make("p", {}, words.noRow));
        return;
      }
      const heads = now.used.map((path, i) => paper.used.includes(path) ? [String(i + 1)]
        : [`${i + 1} `, make("small", {}, words.isNew)]);
      const line = (head, cells) => make("tr", {}, make("th", { scope: "row" }, ...head), ...cells);
      const fit = (name, head) => line([head], now.used.map((path) =>
        make("td", { class: "num" }, three(panel.paths[path][name]))));
      const lines = panel.conditions.map((key, i) =>
        line(both(key), now.used.map((path) => mark(panel, now, path, i))));
      lines.push(fit("consistency", words.consistency), fit("pri", words.pri),
        fit("coverage", words.coverage));
      if (now.models.length === 1) {
        const unique = now.models[0].unique_coverage;
        lines.push(line([words.unique], unique.map((value) =>
          make("td", { class: "num" }, three(value)))));
      }
      for (const model of now.models) {
        const tr = line([`${model.name}: ${three(model.consistency)}, ${three(model.coverage)}`],
          now.used.map((path) => make("td", { class: "threshold-sign" }, model.paths.includes(path) ? "+" : "")));
        tr.dataset.model = model.paths.map((path) => panel.paths[path].values).sort().join(" ");
        lines.push(tr);
      }
      const box = table(caption, [words.condition, ...heads], lines, "threshold-table threshold-chart");
      now.used.forEach((path, i) => {
        box.querySelectorAll("thead th")[i + 1].dataset.path = panel.paths[path].values;
      });
      const capped = now.held.at_least > now.models.length || now.held.at_most === null
        ? [make("p", {}, words.listed(now.models.length, counted(now.held)))] : [];
      paths.replaceChildren(box, ...capped, make("p", { class: "notes" }, words.marks));
    }

    form.addEventListener("input", update);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(update));
    element.replaceChildren(form, status, changes, rows, paths);
    element.classList.add("threshold-live");
    update();
  }

  document.querySelectorAll(".threshold-explorer").forEach(explorer);
})();
