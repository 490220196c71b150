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
  const LATEST = 12 * 3600000; // ms, as in app/attendees/late.py
  const HOW = { lembar: "lembar manual", dibantu: "tanda tangan menyusul", meja: "tanda tangan" };

  function name(one) {
    return [make("strong", one.who), one.note ? ` (${one.note})` : "", `, pukul ${clock(one.at)}`];
  }

  const buttons = (...inside) => make("div", "", { className: "buttons" }, ...inside);
  const folds = (id, title, ...inside) => make("details", "", { id, className: "sheet" }, make("summary", "", {}, make("h2", title)), ...inside);

  function whatToDo() {
    if (office.line() === "login") {
      return [
        make("p", "Waktu masuk Anda sudah habis. Catatan tetap tersimpan di perangkat ini: masuk lagi, lalu terkirim sendiri."),
        buttons(make("a", "Masuk lagi", { className: "button primary", href: `/masuk?next=/meja/${office.code}` })),
      ];
    }
    return [
      make("p", "Terkirim sendiri begitu tersambung. Biarkan halaman ini terbuka, dan jangan hapus data peramban."),
      buttons(button("Coba kirim sekarang", office.goNow)),
    ];
  }

  /* At a kiosk folded: who signs there needs to know no more than that it waits. */
  function waitingPart(records) {
    const title = `${records.length} menunggu kirim`;
    const list = make("ul");
    records.forEach((one) => list.append(make("li", "", {}, ...name(one), `, ${HOW[one.fields.how] || ""}`)));
    if (!office.isDesk) return folds("office-waits", title, list, ...whatToDo());
    return make("div", "", { className: "sheet stack waits" }, make("h2", title), list, ...whatToDo());
  }

  function trouble(one) {
    const line = make("li", "", { className: "alert alert-warn stack" });
    if (one.told.number) {
      line.append(make("p", `Sudah tercatat sebelumnya, nomor ${one.told.number}: ${one.told.words} Tidak dicatat dua kali.`));
    } else {
      line.append(make("p", "", {}, "Perlu dilihat: ", ...name(one)), make("p", one.told.words));
    }
    line.append(buttons(...deeds(one)));
    return line;
  }

  /* Who signs at a kiosk can throw nothing away: staff do that at the desk. */
  function deeds(one) {
    const found = [];
    for (const meant of one.told.names || []) {
      found.push(button(`Ini ${meant.label}`, () => office.again(one, { person_id: meant.id })));
    }
    if (one.told.names) found.push(button("Orang lain dengan nama sama", () => office.again(one, { orang_lain: "1" })));
    else if (one.fields && office.isDesk && Date.now() - one.at < LATEST) {
      found.push(button(one.kiosk ? "Kirim lagi sebagai petugas" : "Coba kirim lagi", () => office.again(one, {})));
    }
    if (!one.fields) found.push(button("Sudah saya lihat", () => office.forget(one.id), "plain"));
    else if (office.isDesk) found.push(button("Hapus catatan ini", () => throwAway(one), "plain"));
    else if (!one.told.names) found.push(make("span", "Petugas: masuk di perangkat ini, lalu buka Meja.", { className: "small" }));
    return found;
  }

  function throwAway(one) {
    if (window.confirm(`Hapus catatan ${one.who} dari perangkat ini? Kehadirannya tidak tercatat olehnya.`)) office.forget(one.id);
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
    const open = [...card.querySelectorAll("details[open]")].map((one) => one.id);
    card.textContent = "";
    if (waits.length) card.append(waitingPart(waits));
    if (troubles.length) {
      const list = make("ul", "", { className: "office-troubles" }, ...troubles.map(trouble));
      const words = `${troubles.length} perlu dilihat petugas`;
      card.append(office.isDesk ? list : folds("office-looks", words, list));
    }
    if (seen.length) {
      const list = make("ul");
      seen.forEach((one) => list.append(make("li", "", {}, make("strong", one.who), `: tercatat nomor ${one.told.number}.`)));
      const close = () => { seen.length = 0; show(); };
      card.append(make("div", "", { className: "alert alert-good stack" }, list, buttons(button("Tutup", close, "plain"))));
    }
    for (const id of open) card.querySelector(`#${id}`)?.setAttribute("open", "");
    if (!had) return;
    card.tabIndex = -1;
    (card.querySelector("button, a, summary") || card).focus({ preventScroll: true });
  }

  office.listen(show);
  document.addEventListener("balai:page", () => { shown = ""; show(); }); // the card went with the page
  show();
  office.goNow();
})();
