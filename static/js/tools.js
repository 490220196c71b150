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

  function changeTable(change) {
    const table = here("table");
    const cell = here("td, th");
    if (!table || !cell) return;
    const at = { row: cell.parentElement.rowIndex, column: cell.cellIndex };
    change(table, at);
    if (table.rows.length && table.rows[0].cells.length) {
      const row = table.rows[Math.min(at.row, table.rows.length - 1)];
      putCaret(row.cells[Math.min(at.column, row.cells.length - 1)]);
    } else {
      const line = document.createElement("p");
      line.append(document.createElement("br"));
      table.replaceWith(line);
      putCaret(line);
    }
    tell();
  }

  const tell = () => text.dispatchEvent(new Event("input", { bubbles: true }));

  /* == taking back ==
     The browser's own memory does not know what a table or a list went through: this one does. */
  const TOGETHER = 800; // ms; keys that follow each other sooner are taken back together
  const MOST = 100;
  const past = [];
  let current = snapshot();
  let at = 0;

  function snapshot() {
    const selection = window.getSelection();
    const path = [];
    let node = text.contains(selection.anchorNode) ? selection.anchorNode : text;
    for (; node !== text; node = node.parentNode) path.unshift([...node.parentNode.childNodes].indexOf(node));
    return { html: text.innerHTML, path, offset: selection.anchorOffset };
  }

  function remember() {
    if (text.innerHTML === current.html) return;
    const isNew = !past.length || Date.now() - at > TOGETHER;
    at = Date.now();
    if (isNew) past.push(current);
    if (past.length > MOST) past.shift();
    current = snapshot();
  }

  function undo() {
    remember();
    const before = past.pop();
    if (!before) return;
    text.innerHTML = before.html;
    current = before;
    at = 0;
    const node = before.path.reduce((above, place) => above.childNodes[place] || above, text);
    const range = document.createRange();
    range.setStart(node, Math.min(before.offset, node.nodeType === Node.TEXT_NODE ? node.length : node.childNodes.length));
    select(range);
    tell();
  }

  text.addEventListener("input", remember);
  text.addEventListener("beforeinput", (event) => {
    if (!/^history/.test(event.inputType)) return;
    event.preventDefault();
    if (event.inputType === "historyUndo") undo();
  });
  text.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    undo();
  });

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

  /* Chromium puts a new list inside the paragraph that it was made of: there it must not stay. */
  function list(command) {
    run(command);
    const made = here("ul, ol");
    const around = made?.parentElement;
    if (around?.tagName !== "P") return;
    const selection = window.getSelection();
    const ends = [selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset];
    around.replaceWith(...around.childNodes);
    selection.setBaseAndExtent(...ends);
    tell();
  }

  function heading() {
    const isHeading = here("h3, h4");
    run("formatBlock", isHeading ? "<p>" : "<h3>");
  }

  function newTable() {
    if (here("table") || here("li")) return;
    const block = here("p, h3, h4");
    if (block?.textContent.trim()) {
      putCaret(block);
      run("insertParagraph");
    }
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
    ["Daftar", "Daftar", () => list("insertUnorderedList"), () => here("ul, ol")?.tagName === "UL"],
    ["Bernomor", "Daftar bernomor", () => list("insertOrderedList"), () => here("ul, ol")?.tagName === "OL"],
    ["Tabel", "Sisipkan tabel", newTable],
    ["Urungkan", "Urungkan", undo],
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
    one.title = name;
    one.dataset.tool = name;
    if (isOn) one.setAttribute("aria-pressed", "false");
    one.addEventListener("pointerdown", (event) => event.preventDefault()); // the text keeps its caret
    one.addEventListener("mousedown", (event) => event.preventDefault());
    one.addEventListener("click", () => { text.focus(); at = 0; deed(); at = 0; look(); });
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

  /* A text that was put in from outside: the first cannot be taken back, later ones can. */
  bar.take = () => {
    if (current.html) remember();
    else current = snapshot();
  };

  look();
  return bar;
};
