// Scores of an index in the browser: min-max over the field, weighted means, competition ranks at 40 binary digits.
// The same arithmetic as pipelines/indices/scoring; a test compares both.
(() => {
  "use strict";
  const SPLITTER = 2 ** 13 + 1, NOISE = 1e-12;
  const snap = (value) => { const scaled = value * SPLITTER; return scaled - (scaled - value); };

  // figures: units × leaves, null is missing; scale: those that make the scale where they differ
  function leafScores(field, figures, j) {
    const { dir } = field.leaves[j];
    const x = figures.map((row) => (row[j] === null ? null : dir * row[j]));
    const apart = field.scale.filter(([, leaf]) => leaf === j);
    const scale = x.slice();
    for (const [unit, , value] of apart) scale[unit] = value === null ? null : dir * value;
    const known = scale.filter((value) => value !== null);
    const low = Math.min(...known), high = Math.max(...known);
    if (!known.length || snap(low) === snap(high)) return x.map(() => null);
    return x.map((value) => {
      if (value === null) return null;
      let distance = value - low;
      if (Math.abs(distance) <= NOISE * Math.abs(low)) distance = 0;
      let share = distance / (high - low);
      if (apart.length) share = Math.min(Math.max(share, 0), 1);
      return share * (field.high - field.low) + field.low;
    });
  }

  function mean(node, children, unit) {
    let total = 0, here = 0, sum = 0, n = 0;
    for (const [weight, scores] of children) {
      total += weight;
      if (scores[unit] === null) continue;
      here += weight; n += 1; sum += weight * scores[unit];
    }
    if (here <= 0 || snap(here / total) < snap(node.cover) || snap(n / children.length) < snap(node.count)) return null;
    return node.kind === "sum" ? sum : sum / here;
  }

  function scores(field, figures) {
    const of = {};
    field.leaves.forEach((leaf, j) => { of[leaf.code] = leafScores(field, figures, j); });
    for (const node of field.nodes) { // lower levels first
      const children = node.children.map(([code, weight]) => [weight, of[code]]);
      of[node.code] = field.units.map((_, unit) => mean(node, children, unit));
    }
    return of[field.root];
  }

  const rankOf = (found, unit) => (found[unit] === null ? null : 1 + found.filter((s) => s !== null && snap(s) > snap(found[unit])).length);
  window.CHISO = { scores, rankOf };

  function made(tag, parent, text, attributes = {}) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    parent.append(element);
    return element;
  }

  function start(box) {
    const [field, words] = ["field", "words"].map((name) => JSON.parse(box.querySelector("." + name).textContent));
    const lang = document.documentElement.lang, show = (value, places = 2) => (value === null ? "–" : value.toLocaleString(lang, { minimumFractionDigits: places, maximumFractionDigits: places }));
    const before = scores(field, field.figures);
    const bar = made("p", box, "", { class: "tools" });
    const label = made("label", bar, words.unit + " ");
    const select = made("select", label);
    field.units.forEach((name, unit) => { if (before[unit] !== null) made("option", select, name, { value: unit }); });
    const reset = made("button", bar, words.reset, { type: "button" });
    const out = made("div", box, "", { class: "result", role: "status", "aria-live": "polite" });
    const list = made("div", box, "", { class: "sliders" });
    let unit, figures, rows;

    function update() {
      const after = scores(field, figures), rank = rankOf(after, unit), was = rankOf(before, unit);
      const names = (ahead) => field.units.filter((_, other) => other !== unit && before[other] !== null && after[other] !== null && ahead(other));
      const above = (found, other) => snap(found[other]) > snap(found[unit]);
      const passed = names((other) => above(before, other) && !above(after, other));
      const passing = names((other) => !above(before, other) && above(after, other));
      out.replaceChildren();
      made("p", out, `${words.score}: ${show(before[unit])} → ${show(after[unit])}. ${words.rank}: ${was} → ${rank}.`, { class: "lead" });
      if (passed.length) made("p", out, `${words.overtaken} (${passed.length}): ${passed.join(", ")}.`);
      if (passing.length) made("p", out, `${words.passed} (${passing.length}): ${passing.join(", ")}.`);
      box.dataset.score = after[unit];
      box.dataset.rank = rank;
    }

    function choose() {
      unit = Number(select.value);
      figures = field.figures.map((row) => row.slice());
      list.replaceChildren();
      rows = field.leaves.map((leaf, j) => {
        const present = field.figures[unit][j];
        const row = made("label", list, "", { class: "slider" });
        made("span", row, leaf.name + (leaf.dir < 0 ? ` (${words.less})` : ""));
        if (present === null) { made("output", row, words.missing); return row; }
        const ends = [Math.min(leaf.min, present), Math.max(leaf.max, present)];
        const input = made("input", row, "", { type: "range", min: ends[0], max: ends[1], step: "any", "data-leaf": leaf.code });
        const value = made("output", row, show(present));
        input.value = present;
        input.addEventListener("input", () => {
          figures[unit][j] = Number(input.value);
          value.textContent = `${show(figures[unit][j])} (${words.now} ${show(present)})`;
          input.setAttribute("aria-valuetext", value.textContent);
          update();
        });
        return row;
      });
      update();
    }
    select.addEventListener("change", choose);
    reset.addEventListener("click", choose);
    choose();
  }
  document.querySelectorAll(".simulator").forEach(start);
})();
