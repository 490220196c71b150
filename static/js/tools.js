/* The tool bar of a text: few marks, each a button of a finger's size. Arrow keys walk along it. */
"use strict";

window.balaiTools = (text, label) => {
  const CELL = "<td><br></td>";
  const NEW_TABLE = `<table class="bergaris"><tbody><tr><th>&nbsp;</th><th>&nbsp;</th></tr><tr>${CELL}${CELL}</tr></tbody></table><p><br></p>`;
  const run = (command, value) => { text.focus(); document.execCommand(command, false, value); };

  const here = (selector) => {
    const node = window.getSelection().anchorNode;
    const found = (node?.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.(selector);
    return found && text.contains(found) && found !== text ? found : null;
  };

  /* A table is put in anew as a whole, so that “Urungkan” takes the change back. */
  function changeTable(change) {
    const table = here("table");
    const cell = here("td, th");
    if (!table || !cell) return;
    const at = { row: cell.parentElement.rowIndex, column: cell.cellIndex };
    const copy = table.cloneNode(true);
    change(copy, at);
    const place = [...text.querySelectorAll("table")].indexOf(table);
    const range = document.createRange();
    range.selectNode(table);
    select(range);
    if (copy.rows.length && copy.rows[0].cells.length) document.execCommand("insertHTML", false, copy.outerHTML);
    else { document.execCommand("insertHTML", false, "<p><br></p>"); return; }
    const next = text.querySelectorAll("table")[place];
    const row = next?.rows[Math.min(at.row, next.rows.length - 1)];
    if (row) putCaret(row.cells[Math.min(at.column, row.cells.length - 1)]);
  }

  function select(range) {
    const selection = window.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function putCaret(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    range.collapse(false);
    select(range);
  }

  function heading() {
    const isHeading = here("h3, h4");
    run("formatBlock", isHeading ? "<p>" : "<h3>");
  }

  function newTable() {
    if (here("table") || here("li")) return;
    run("insertHTML", NEW_TABLE);
  }

  const addRow = () => changeTable((table, at) => {
    const row = table.insertRow(at.row + 1);
    row.innerHTML = CELL.repeat(table.rows[at.row].cells.length);
    at.row += 1;
  });
  const addColumn = () => changeTable((table, at) => {
    for (const row of table.rows) row.cells[at.column].insertAdjacentHTML("afterend", row.cells[0].tagName === "TH" ? "<th><br></th>" : CELL);
    at.column += 1;
  });
  const dropRow = () => changeTable((table, at) => table.deleteRow(at.row));
  const dropColumn = () => changeTable((table, at) => { for (const row of table.rows) row.deleteCell(at.column); });
  const ruled = () => changeTable((table) => { table.className = table.className === "polos" ? "bergaris" : "polos"; });

  const TOOLS = [
    ["Judul", "Judul", heading, () => here("h3, h4")],
    ["Tebal", "Tebal", () => run("bold"), () => document.queryCommandState("bold")],
    ["Miring", "Miring", () => run("italic"), () => document.queryCommandState("italic")],
    ["• Daftar", "Daftar", () => run("insertUnorderedList"), () => here("ul, ol")?.tagName === "UL"],
    ["1. Daftar", "Daftar bernomor", () => run("insertOrderedList"), () => here("ul, ol")?.tagName === "OL"],
    ["Tabel", "Sisipkan tabel", newTable],
    ["↶ Urungkan", "Urungkan", () => run("undo")],
  ];
  const IN_TABLE = [
    ["+ Baris", "Tambah baris", addRow],
    ["+ Kolom", "Tambah kolom", addColumn],
    ["− Baris", "Hapus baris", dropRow],
    ["− Kolom", "Hapus kolom", dropColumn],
    ["Garis", "Garis tabel", ruled, () => here("table")?.className !== "polos"],
  ];

  function button([words, name, deed, isOn]) {
    const one = document.createElement("button");
    one.type = "button";
    one.textContent = words;
    one.tabIndex = -1;
    if (name !== words) one.setAttribute("aria-label", name);
    one.title = name;
    one.dataset.tool = name;
    if (isOn) one.setAttribute("aria-pressed", "false");
    one.addEventListener("pointerdown", (event) => event.preventDefault()); // the text keeps its caret
    one.addEventListener("mousedown", (event) => event.preventDefault());
    one.addEventListener("click", () => { text.focus(); deed(); look(); });
    one.look = () => { if (isOn) one.setAttribute("aria-pressed", String(Boolean(isOn()))); };
    return one;
  }

  const bar = document.createElement("div");
  bar.className = "editor-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Alat tulis: ${label}`);
  bar.setAttribute("aria-controls", text.id);
  const always = TOOLS.map(button);
  const inTable = IN_TABLE.map(button);
  bar.append(...always, ...inTable);
  always[0].tabIndex = 0;

  function look() {
    const isInTable = Boolean(here("table"));
    inTable.forEach((one) => { one.hidden = !isInTable; });
    [...always, ...inTable].forEach((one) => one.look());
  }

  bar.addEventListener("keydown", (event) => {
    const shown = [...bar.children].filter((one) => !one.hidden);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") text.focus();
    if (!step) return;
    event.preventDefault();
    const next = shown[(shown.indexOf(document.activeElement) + step + shown.length) % shown.length];
    [...bar.children].forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
  });
  document.addEventListener("selectionchange", () => { if (text.contains(window.getSelection().anchorNode)) look(); });

  /* Tab walks through a table, and leaves the text everywhere else. */
  text.addEventListener("keydown", (event) => {
    const cell = event.key === "Tab" && here("td, th");
    if (!cell) return;
    const cells = [...cell.closest("table").querySelectorAll("td, th")];
    const next = cells[cells.indexOf(cell) + (event.shiftKey ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    putCaret(next);
  });

  look();
  return bar;
};
