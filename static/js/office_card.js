/* The card of a desk or a kiosk that says how many marks wait for a line, and what became of each. */
"use strict";
(() => {
  const office = window.balaiOffice;
  const seen = []; // answers without trouble: on this page alone, the store has forgotten them
  let shown = "";

  const make = window.balaiMake = (name, text = "", set = {}, ...inside) => {
    const made = Object.assign(document.createElement(name), set);
    if (text) made.textContent = text;
    made.append(...inside);
    return made;
  };
  const button = (text, onclick, className = "") => make("button", text, { type: "button", onclick, className });
  const clock = (ms) => new Date(ms + 7 * 3600000).toISOString().slice(11, 16).replace(":", ".") + " WIB";
  const HOW = { lembar: "lembar manual", dibantu: "tanda tangan menyusul", meja: "tanda tangan" };

  function name(one) {
    return [make("strong", one.who), one.note ? ` (${one.note})` : "", `, pukul ${clock(one.at)}`];
  }

  function waitingPart(records) {
    const part = make("div", "", { className: "stack" }, make("h2", `${records.length} menunggu kirim`));
    const list = make("ul");
    records.forEach((one) => list.append(make("li", "", {}, ...name(one), `, ${HOW[one.fields.how] || ""}`)));
    part.append(office.isDesk ? list : make("details", "", {}, make("summary", "Siapa saja"), list));
    if (office.line() === "login") {
      part.append(make("p", "Waktu masuk Anda sudah habis. Catatan tetap tersimpan di perangkat ini: masuk lagi, lalu terkirim sendiri."));
      part.append(make("p", "", {}, make("a", "Masuk lagi", { className: "button primary", href: `/masuk?next=/meja/${office.code}` })));
      return part;
    }
    part.append(make("p", "Terkirim sendiri begitu tersambung. Biarkan halaman ini terbuka, dan jangan hapus data peramban."));
    part.append(button("Coba kirim sekarang", office.goNow));
    return part;
  }

  function trouble(one) {
    const line = make("li", "", { className: "alert alert-warn stack" });
    if (one.told.number) {
      line.append(make("p", `Sudah tercatat sebelumnya, nomor ${one.told.number}: ${one.told.words} Tidak dicatat dua kali.`));
    } else {
      line.append(make("p", "", {}, "Perlu dilihat: ", ...name(one)), make("p", one.told.words));
    }
    const deeds = make("div", "", { className: "buttons" });
    for (const meant of one.told.names || []) {
      deeds.append(button(`Ini ${meant.label}`, () => office.again(one, { person_id: meant.id })));
    }
    if (one.told.names) deeds.append(button("Orang lain dengan nama sama", () => office.again(one, { orang_lain: "1" })));
    else if (one.fields && office.isDesk) deeds.append(button("Kirim lagi sebagai petugas", () => office.again(one, {})));
    deeds.append(button("Sudah saya lihat", () => office.forget(one.id), "plain"));
    line.append(deeds);
    return line;
  }

  function place() {
    let card = document.getElementById("office-waiting");
    if (card) return card;
    card = make("section", "", { id: "office-waiting", className: "office-waiting", role: "status" });
    const before = document.getElementById("office-here") || document.getElementById("alerts");
    before.after(card);
    return card;
  }

  async function show() {
    const records = await office.mine().catch(() => []);
    const good = records.filter((one) => one.told?.number && !one.told.known);
    if (good.length && !document.hidden) {
      if (office.isDesk) seen.push(...good.filter((one) => !seen.some((other) => other.id === one.id)));
      good.forEach((one) => office.forget(one.id));
    }
    const waits = records.filter((one) => !one.told);
    const troubles = records.filter((one) => one.told && !good.includes(one));
    const state = JSON.stringify([office.line(), waits, troubles, seen]);
    if (state === shown) return; // who reads or presses here is not disturbed
    shown = state;
    if (!records.length && !seen.length && !document.getElementById("office-waiting")) return;
    const card = place();
    const had = card.contains(document.activeElement); // whoever has pressed a button goes on here
    card.textContent = "";
    if (waits.length) card.append(make("div", "", { className: "sheet" }, waitingPart(waits)));
    if (troubles.length) {
      const list = make("ul", "", { className: "office-troubles" }, ...troubles.map(trouble));
      const words = `${troubles.length} perlu dilihat petugas`;
      card.append(office.isDesk ? list : make("details", "", { className: "sheet" }, make("summary", words), list));
    }
    if (seen.length) {
      const list = make("ul");
      seen.forEach((one) => list.append(make("li", "", {}, make("strong", one.who), `: tercatat nomor ${one.told.number}.`)));
      const close = () => { seen.length = 0; show(); };
      card.append(make("div", "", { className: "alert alert-good stack" }, list, button("Tutup", close, "plain")));
    }
    if (!had) return;
    card.tabIndex = -1;
    (card.querySelector("button, a, summary") || card).focus({ preventScroll: true });
  }

  office.listen(show);
  document.addEventListener("balai:page", () => { shown = ""; show(); }); // the card went with the page
  show();
  office.goNow();
})();
