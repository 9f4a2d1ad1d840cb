"use strict";
// Search, sorting, filtering and saving of tables. Every page can be read without this script.
(function () {
  const vi = document.documentElement.lang === "vi";
  const t = (a, b) => (vi ? a : b);
  const top = document.body.dataset.top;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d").replace(/Đ/g, "D").toLowerCase();

  function search() {
    const form = document.querySelector(".search"), input = form.querySelector("input"), list = form.querySelector("ul");
    const items = (window.SEARCH || []).map(([title, path]) => [title, path, fold(title)]);
    form.hidden = false;
    function show() {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      list.replaceChildren();
      list.hidden = words.length === 0;
      if (list.hidden) return;
      const hits = items.filter((item) => words.every((word) => item[2].includes(word)));
      // the words as typed, at the beginning of a word, come first
      const typed = words.join(" ");
      const starts = (text, word) => (" " + text).includes(" " + word);
      const place = (text) => (starts(text, typed) ? 0 : text.includes(typed) ? 1 : words.every((word) => starts(text, word)) ? 2 : 3);
      hits.sort((a, b) => place(a[2]) - place(b[2]) || a[0].length - b[0].length);
      for (const [title, path] of hits.slice(0, 30)) {
        const row = document.createElement("li"), anchor = document.createElement("a");
        anchor.href = top + path;
        anchor.textContent = title;
        row.append(anchor);
        list.append(row);
      }
      if (!hits.length) {
        const row = document.createElement("li");
        row.className = "none";
        row.textContent = t("Không tìm thấy", "Nothing found");
        list.append(row);
      }
    }
    input.addEventListener("input", show);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = list.querySelector("a");
      if (first) first.click();
    });
    form.addEventListener("keydown", (event) => {
      const links = [...list.querySelectorAll("a")], at = links.indexOf(document.activeElement);
      if (event.key === "Escape") { list.hidden = true; input.focus(); }
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? input : links[Math.min(next, links.length - 1)] || input).focus();
    });
    document.addEventListener("click", (event) => { if (!form.contains(event.target)) list.hidden = true; });
  }

  const keyOf = (cell) => (cell.dataset.s !== undefined ? cell.dataset.s : cell.textContent.trim());
  function compare(a, b) {
    const x = Number(a), y = Number(b);
    const isText = a === "" || b === "" || Number.isNaN(x) || Number.isNaN(y);
    if (!isText) return x - y;
    if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1;
    return a.localeCompare(b, "vi");
  }
  function sortable(table) {
    const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") === "ascending";
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const rows = [...body.rows].map((row) => [keyOf(row.cells[column]), row]);
        rows.sort((a, b) => {
          const empty = (a[0] === "") - (b[0] === "");
          return empty || (down ? -compare(a[0], b[0]) : compare(a[0], b[0]));
        });
        body.append(...rows.map(([, row]) => row));
      });
    });
  }
  function stacked(table) {
    const names = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, i) => { cell.dataset.l = names[i]; });
  }
  function save(table) {
    const quote = (text) => '"' + text.trim().replace(/\s+/g, " ").replace(/"/g, '""') + '"';
    const lines = [...table.rows].filter((row) => !row.hidden).map((row) => [...row.cells].map((cell) => quote(cell.textContent)).join(";"));
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\r\n") + "\r\n"], { type: "text/csv" }));
    anchor.download = (location.pathname.split("/").pop() || "bang").replace(/\.html$/, "") + ".csv";
    anchor.click();
    URL.revokeObjectURL(anchor.href);
  }
  function tools(box) {
    const table = box.querySelector("table"), bar = document.createElement("div"), label = document.createElement("label");
    const input = document.createElement("input"), button = document.createElement("button");
    bar.className = "tools";
    input.type = "search";
    label.append(t("Lọc dòng: ", "Filter rows: "), input);
    button.type = "button";
    button.textContent = t("Lưu bảng này (CSV)", "Save this table (CSV)");
    button.addEventListener("click", () => save(table));
    input.addEventListener("input", () => {
      const words = fold(input.value).split(/\s+/).filter(Boolean);
      for (const row of table.tBodies[0].rows) {
        const text = fold(row.textContent);
        row.hidden = !words.every((word) => text.includes(word));
      }
    });
    bar.append(label, button);
    box.before(bar);
  }

  search();
  for (const table of document.querySelectorAll("main .table:not(.matrix) table")) {
    stacked(table);
    if (table.tBodies[0].rows.length > 2) sortable(table);
  }
  document.querySelectorAll(".filtered").forEach(tools);
  // an anchor inside a folded part opens it
  const opened = () => { const part = document.getElementById(decodeURIComponent(location.hash.slice(1))); const fold_ = part && part.closest("details"); if (fold_) fold_.open = true; };
  addEventListener("hashchange", opened);
  opened();
})();
