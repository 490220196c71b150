/* A kiosk goes on without a line: the next person finds the own name in the list that was loaded
   before, signs, and the signature waits in this device (office.js). */
"use strict";
(() => {
  const office = window.balaiOffice;
  const pages = window.balaiPages;
  const make = window.balaiMake;
  if (!office.isHere) return; // the page of the worker, opened by itself
  const start = `/h/${office.code}`;
  const BACK = 5000; // ms until the next person
  const LOOK = 10000; // ms between two looks for the line
  const hall = document.getElementById("hall");
  const isShell = "shell" in hall.dataset;
  let atStart = false; // of the list that this page shows by itself

  const choice = (text, onclick, below = "") => make("li", "", {}, make("button", "", { type: "button", onclick }, make("strong", text), below && make("span", below)));

  function screen(title, ...parts) {
    atStart = false;
    const head = make("h1", title, { tabIndex: -1 });
    hall.replaceChildren(head, ...parts);
    document.title = `${title} – Balai`;
    window.scrollTo(0, 0);
    head.focus({ preventScroll: true });
  }

  const way = (text, onclick) => make("p", "", { className: "not-listed" }, make("button", text, { type: "button", className: "plain", onclick }));
  const toStart = () => way("Kembali ke awal", () => begin());
  const notListed = () => way("Saya tidak ada di daftar", () => sign());

  /* == the way to one's own name == */

  async function people() { return (await office.book())?.people || []; }

  async function begin(knowsLine = false) {
    if (!knowsLine && (await lineIsBack())) return;
    const all = await people();
    const villages = [...new Set(all.map((one) => one[3]))].sort((a, b) => (a ? a.localeCompare(b) : 1));
    const list = make("ul", "", { className: "choices-list" }, ...villages.map((one) => choice(one || "Kecamatan, dinas, lainnya", () => places(one))));
    const words = all.length ? "Perangkat ini sedang tidak tersambung. Silakan tetap tanda tangan: kehadiran terkirim sendiri nanti." : "Perangkat ini sedang tidak tersambung, dan daftar nama belum sempat dimuat. Silakan ketik nama Anda.";
    screen(all.length ? "Pilih kelurahan" : "Catat kehadiran", make("p", words, { className: "alert alert-warn" }), list, notListed());
    atStart = true;
  }

  async function places(village) {
    const there = (await people()).filter((one) => one[3] === village);
    const found = [...new Set(there.map((one) => one[4]))];
    if (found.length === 1 || !village) { names(there); return; }
    const short = (place) => (place === village ? "Lurah dan perangkat kelurahan" : place.replace(`${village} / `, ""));
    const list = make("ul", "", { className: "choices-list" }, ...found.map((place) => choice(short(place), () => names(there.filter((one) => one[4] === place)))));
    screen("Pilih lingkungan", list, notListed(), toStart());
  }

  async function names(some) {
    const waits = new Set((await office.mine()).filter((one) => !one.told).map((one) => String(one.fields.person_id)));
    const list = make("ul", "", { className: "choices-list one-column" }, ...some.map((one) => {
      const [id, name, position, , place, isHere] = one;
      const said = waits.has(String(id)) ? "menunggu kirim" : isHere ? "sudah tercatat" : "";
      if (!said) return choice(name, () => sign(one), `${position}, ${place}`);
      return make("li", "", {}, make("p", "", { className: "present" }, make("strong", name), " ", make("span", said, { className: "badge badge-good" })));
    }));
    screen("Pilih nama Anda", list, notListed(), toStart());
  }

  /* == the signature: the form is the one of the hall, but it waits at once == */

  function field(id, label, max) {
    const input = make("input", "", { id: `late-${id}`, name: id, required: true, maxLength: max, autocomplete: "off" });
    return make("div", "", { className: "field" }, make("label", label, { htmlFor: input.id }), input);
  }

  const hidden = (name, value) => make("input", "", { type: "hidden", name, value });

  function sign(one, standsIn = false) {
    const form = document.getElementById("kiosk-form").content.firstElementChild.cloneNode(true);
    form.prepend(hidden("request_id", office.newId()), hidden("signature", ""));
    const typed = [];
    if (one) form.prepend(hidden("person_id", one[0]));
    if (standsIn) form.prepend(hidden("wakil", "1"));
    if (!one || standsIn) typed.push(field("name", standsIn ? "Nama Anda" : "Nama lengkap", 120), field("position", standsIn ? "Jabatan Anda" : "Jabatan", 120));
    if (!one) typed.push(field("institution", "Kelurahan atau instansi", 160));
    if (one) form.dataset.who = one[1];
    form.prepend(...typed);
    const about = one ? make("p", `${one[2]}, ${one[4]}`) : "";
    const title = !one ? "Catat kehadiran" : standsIn ? `Mewakili ${one[1]}` : one[1];
    screen(title, about, form, one && !standsIn ? way(`Saya mewakili ${one[1]}`, () => sign(one, true)) : "", toStart());
    window.balaiSign();
  }

  function thank(...words) {
    const next = make("button", "Peserta berikutnya", { type: "button", className: "primary", onclick: () => begin() });
    screen("Terima kasih", make("p", "", { className: "alert alert-good" }, ...words), make("p", "", {}, next));
    afterwards(next, begin);
  }

  function afterwards(shown, deed) {
    setTimeout(() => { if (shown.isConnected) deed(); }, BACK);
  }

  document.addEventListener("balai:taken", (event) => {
    thank(make("strong", event.detail), " menunggu kirim: tersimpan di perangkat ini, dan tercatat sendiri begitu tersambung. Tidak perlu mengisi lagi.");
  });

  /* == the line == */

  /* Back to the pages of the hall, when nobody is in the midst of signing. */
  async function lineIsBack() {
    if (!(await office.probe())) return false;
    if (isShell) { location.replace(start); return true; } // the worker stands behind it
    return (await pages.go(start)) !== "lost";
  }

  setInterval(() => { if (atStart && !document.hidden) lineIsBack(); }, LOOK);
  window.addEventListener("online", () => { if (atStart) lineIsBack(); });

  async function goAlone(to) {
    const number = to.match(/\/selesai\/(\d+)/)?.[1];
    const person = to.match(/\/orang\/(\d+)/)?.[1];
    const one = person && (await people()).find((other) => String(other[0]) === person);
    if (number) thank("Kehadiran tercatat dengan nomor ", make("strong", number), ".");
    else if (one) sign(one, to.endsWith("/wakil"));
    else if (to.endsWith("/tamu")) sign();
    else begin(true);
  }

  async function goTo(to) {
    if ((await pages.go(to)) === "lost") goAlone(to);
  }

  /* Staff who want to log in here. */
  async function leave(to) {
    if (await office.probe()) location.assign(to);
    else pages.tellOfTheLine("Halaman petugas baru dapat dibuka setelah perangkat ini tersambung. Kios tetap dapat dipakai.");
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const to = link && new URL(link.href);
    if (!link || event.defaultPrevented || to.origin !== location.origin || to.hash) return;
    event.preventDefault();
    if (to.pathname.startsWith(start)) goTo(link.href);
    else leave(link.href);
  });

  function arrive() {
    atStart = false;
    const next = hall.querySelector("[data-next]"); // thanks: the next person comes
    if (next) afterwards(next, () => goTo(start));
  }

  window.balaiGoTo = goTo; // signature.js: what was sent is on the list
  document.addEventListener("balai:page", arrive);
  pages.followBack(() => goAlone(location.href));
  arrive();
  if (isShell) begin();
  office.start();
})();
