/* Text from Word, LibreOffice, Google or anywhere, cleaned before it enters the editor: the few marks
   that the house knows, and nothing else. The server does the same once more. */
"use strict";

window.balaiClean = (() => {
  const HEADINGS = { H1: "h3", H2: "h3", H3: "h3", H4: "h4", H5: "h4", H6: "h4" };
  const LINES = new Set(["P", "DIV", "BLOCKQUOTE", "PRE", "SECTION", "ARTICLE", "LI", "UL", "OL", "TABLE",
    "TR", "TD", "TH", ...Object.keys(HEADINGS)]);
  const GONE = new Set(["SCRIPT", "STYLE", "TITLE", "TEMPLATE", "HEAD", "IMG", "SVG", "OBJECT", "IFRAME", "META", "LINK"]);
  const DRAWN = /^\s*([·•o§▪–*-]|(?:\d{1,3}|[a-zA-Z]|[ivxlcIVXLC]{1,5})[.)])\s+/;
  const DEEPEST = 150;
  const WIDEST = 12; // columns

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  const trimmed = (html) => html.replace(/^(?:\s|<br>)+|(?:\s|<br>)+$/g, "");

  /* The letters below a node with bold and slanted ones marked; a block inside begins a new line. */
  function inline(node, look = { bold: false, slanted: false }, depth = 0) {
    if (node.nodeType === Node.TEXT_NODE) return marked(node.data.replace(/\s+/g, " "), look);
    if (node.nodeType !== Node.ELEMENT_NODE || GONE.has(node.tagName) || depth > DEEPEST) return "";
    if (node.tagName === "BR") return "<br>";
    if (/mso-list:\s*ignore/i.test(node.getAttribute("style") || "")) return "";
    const own = lookOf(node, look);
    const html = [...node.childNodes].map((child) => inline(child, own, depth + 1)).join("");
    return LINES.has(node.tagName) && trimmed(html) ? `<br>${trimmed(html)}<br>` : html;
  }

  function lookOf(node, above) {
    const style = node.getAttribute("style") || "";
    const weight = /font-weight:\s*(bold|normal|\d{3})/i.exec(style)?.[1].toLowerCase();
    const slant = /font-style:\s*(italic|normal)/i.exec(style)?.[1].toLowerCase();
    const bold = /^(B|STRONG)$/.test(node.tagName) || above.bold;
    const slanted = /^(I|EM)$/.test(node.tagName) || above.slanted;
    return { bold: weight ? weight === "bold" || weight >= "600" && weight < "a" : bold, slanted: slant ? slant === "italic" : slanted };
  }

  function marked(text, look) {
    if (!text.trim()) return text ? " " : "";
    const html = look.slanted ? `<em>${escaped(text)}</em>` : escaped(text);
    return look.bold ? `<strong>${html}</strong>` : html;
  }

  const joined = (html) => trimmed(html.replace(/(?:\s*<br>\s*)+/g, "<br>").replace(/<\/(strong|em)><\1>/g, "").replace(/ +/g, " "));

  /* Blocks below a node, in order: {tag, html} and {level, ordered, html}. */
  function blocksOf(node, found = [], lists = [], depth = 0) {
    let line = "";
    const end = () => { if (joined(line)) found.push({ tag: "p", html: joined(line) }); line = ""; };
    for (const child of node.childNodes) {
      const isBlock = child.nodeType === Node.ELEMENT_NODE && (LINES.has(child.tagName) || child.querySelector?.("p, div, li, table, h1, h2, h3, h4"));
      if (!isBlock || depth > DEEPEST) { line += inline(child); continue; }
      end();
      block(child, found, lists, depth);
    }
    end();
    return found;
  }

  function block(node, found, lists, depth) {
    const tag = node.tagName;
    if (GONE.has(tag)) return;
    if (tag === "TABLE") found.push({ tag: "table", html: table(node) });
    else if (HEADINGS[tag]) found.push({ tag: HEADINGS[tag], html: joined(plain(node)).replace(/<br>/g, " ") });
    else if (tag === "UL" || tag === "OL") blocksOf(node, found, [...lists, tag === "OL"], depth + 1);
    else if (tag === "LI") item(node, found, lists, depth);
    else if (tag === "P" && wordItem(node, found)) return;
    else blocksOf(node, found, lists, depth + 1);
  }

  const plain = (node) => inline(node).replace(/<\/?strong>/g, "");

  function item(node, found, lists, depth) {
    const inner = node.cloneNode(true);
    inner.querySelectorAll("ul, ol").forEach((list) => list.remove());
    const html = joined(inline(inner));
    if (html) found.push({ level: Math.min(Math.max(lists.length - 1, 0), 2), ordered: lists.at(-1) || false, html });
    node.querySelectorAll("ul, ol").forEach((list) => {
      if (list.parentElement.closest("li") === node) blocksOf({ childNodes: [list] }, found, lists, depth + 1);
    });
  }

  /* Word writes a list as paragraphs that begin with a drawn bullet. */
  function wordItem(node, found) {
    const level = /mso-list:[^;]*?level(\d)/i.exec(node.getAttribute("style") || "");
    if (!level && !/^MsoListParagraph/i.test(node.className)) return false;
    const ignored = [...node.querySelectorAll("span")].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute("style") || ""));
    let bullet = ignored ? ignored.textContent.trim() : "";
    let html = joined([...node.childNodes].map((child) => inline(child)).join(""));
    const drawn = bullet ? null : DRAWN.exec(html);
    if (drawn) { bullet = drawn[1]; html = html.slice(drawn[0].length); }
    if (!bullet || !html) return false;
    found.push({ level: Math.min(level ? level[1] - 1 : 0, 2), ordered: /^\w{1,5}[.)]/.test(bullet), html });
    return true;
  }

  function table(node) {
    const rows = [...node.rows].filter((row) => row.cells.length && row.closest("table") === node);
    const width = Math.min(Math.max(0, ...rows.map((row) => row.cells.length)), WIDEST);
    const written = rows.map((row) => {
      const tag = [...row.cells].every((cell) => cell.tagName === "TH") ? "th" : "td";
      const all = [...row.cells].map((cell) => joined(inline(cell)));
      const cells = [...all.slice(0, width - 1), joined(all.slice(width - 1).join("<br>"))]; // what stands further right
      return `<tr>${Array.from({ length: width }, (_, place) => `<${tag}>${cells[place] || "<br>"}</${tag}>`).join("")}</tr>`;
    });
    return `<table class="${node.classList.contains("polos") ? "polos" : "bergaris"}"><tbody>${written.join("")}</tbody></table>`;
  }

  function written(blocks) {
    let html = "";
    const open = [];
    const close = (depth) => { while (open.length > depth) html += `</li></${open.pop()}>`; };
    for (const one of blocks) {
      if (one.tag) {
        close(0);
        if (one.html) html += one.tag === "table" ? one.html : `<${one.tag}>${one.html}</${one.tag}>`;
        continue;
      }
      const tag = one.ordered ? "ol" : "ul";
      const level = Math.min(one.level, open.length);
      close(level + 1);
      if (open.length === level + 1 && open[level] === tag) html += "</li>";
      else { close(level); open.push(tag); html += `<${tag}>`; }
      html += `<li>${one.html}`;
    }
    close(0);
    return html;
  }

  /* A document of its own: nothing in it is fetched or run. */
  const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

  /* Whether a table below has columns that go into its last one; a table inside becomes lines anyway. */
  const isWide = (node) => [...node.querySelectorAll("table")].some((one) =>
    !one.parentElement.closest("table, li") && [...one.rows].some((row) => row.cells.length > WIDEST));

  return Object.assign((html) => written(blocksOf(parsed(html))), { isWide, wasWide: (html) => isWide(parsed(html)), WIDEST });
})();
