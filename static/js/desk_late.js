/* The desk goes on without a line: who is present waits in this browser (office.js). */
"use strict";
(() => {
  const office = window.balaiOffice;
  const pages = window.balaiPages;
  const make = window.balaiMake;
  if (!office.isHere) return; // the page of the worker, opened by itself
  const MOST = 20; // rows on the screen
  const LOOK = 10000; // ms between two looks for the line
  const GOES_ON = " Meja tetap dapat dipakai: catatan menunggu di perangkat ini.";
  const WHY = { lost: "Tidak tersambung.", login: "Waktu masuk Anda sudah habis." };
  const OPEN = " Jangan muat ulang atau tutup halaman ini sampai tersambung lagi.";
  const SENDING = 25000; // ms until a form is kept instead
  const UPLOADING = 600000; // the same for photos
  const NOT_SAVED = "Tidak tersambung, jadi belum tersimpan. Isian tetap ada di halaman ini: kirim lagi setelah tersambung.";
  const LOGGED_OUT = "Waktu masuk Anda sudah habis, jadi belum tersimpan. Masuk lagi di tab lain, lalu kirim lagi.";
  const NOT_NOW = "Halaman itu baru dapat dibuka setelah tersambung. Meja tetap dapat dipakai.";
  const BELOW = " Cari di sini, atau centang pada daftar di bawah (keadaan saat terakhir tersambung).";
  const hasBoard = () => Boolean(document.getElementById("live"));
  const here = () => document.getElementById("office-here");
  const isShell = "shell" in here().dataset;
  const desk = `/meja/${office.code}`;
  let search = "";
  let next = 0; // who was marked just now: the keyboard goes on below

  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/[^\p{L}\p{N} ]/gu, "");

  /* == who can be marked without a line == */

  function row(id, name, position, where, marked) {
    const words = make("span", "", { className: "desk-who" }, make("strong", name), make("span", `${position} · ${where}`, { className: "small quiet" }));
    const line = make("li", "", { className: "desk-row", id: `late-row-${id}` }, words);
    if (marked) {
      line.append(make("span", marked, { className: "badge badge-warn" }));
      return line;
    }
    const mark = (how, label) => {
      const press = make("button", label, { type: "button", onclick: () => { next = id; office.keep({ person_id: id, how }, name, position); } });
      press.setAttribute("aria-label", `${label}: ${name}`);
      return press;
    };
    line.append(make("span", "", { className: "buttons" }, mark("lembar", "Lembar manual"), mark("dibantu", "Dibantu petugas")));
    return line;
  }

  async function fillRows(list) {
    const known = await office.book();
    const waits = new Set((await office.mine().catch(() => [])).filter((one) => !one.told).map((one) => String(one.fields.person_id)));
    const wanted = fold(search).split(" ").filter(Boolean);
    if (!wanted.length && hasBoard()) { list.replaceChildren(); return; } // the board is below
    const fitting = (known?.people || []).filter((one) => {
      const here = fold(`${one[1]} ${one[2]} ${one[4]}`);
      return wanted.every((word) => here.includes(word));
    });
    list.replaceChildren(...fitting.slice(0, MOST).map(([id, name, position, , where, isHere]) => row(id, name, position, where, waits.has(String(id)) ? "menunggu kirim" : isHere ? "sudah tercatat" : "")));
    const marked = next && document.getElementById(`late-row-${next}`);
    if (marked && !marked.querySelector("button")) {
      next = 0;
      let below = marked.nextElementSibling;
      while (below && !below.querySelector("button")) below = below.nextElementSibling;
      (below?.querySelector("button") || document.getElementById("office-q")).focus({ preventScroll: true });
    }
    if (!fitting.length) list.append(make("li", known ? "Tidak ada yang cocok. Tambahkan namanya di bawah." : "Daftar undangan belum sempat dimuat. Tambahkan namanya di bawah.", { className: "empty" }));
  }

  function field(id, label, set = {}) {
    const input = make("input", "", { id, name: id.replace("late-", ""), required: true, autocomplete: "off", ...set });
    return make("div", "", { className: "field" }, make("label", label, { htmlFor: id }), input);
  }

  function walkIn() {
    const form = make("form", "", { className: "stack", noValidate: true });
    form.dataset.late = "";
    form.append(
      field("late-name", "Nama lengkap", { maxLength: 120 }),
      field("late-position", "Jabatan", { maxLength: 120 }),
      field("late-institution", "Kelurahan atau instansi", { maxLength: 160 }),
      make("div", "", { className: "buttons" },
        make("button", "Lembar manual", { name: "how", value: "lembar" }),
        make("button", "Dibantu petugas", { name: "how", value: "dibantu" })),
    );
    return make("details", "", {}, make("summary", "Tambah orang"), form);
  }

  function panel() {
    let card = document.getElementById("office-panel");
    if (card) return card;
    const list = make("ul", "", { className: "rows", id: "office-rows" });
    const look = make("input", "", { type: "search", id: "office-q", autocomplete: "off", oninput: () => { search = look.value; fillRows(list); } });
    card = make("section", "", { id: "office-panel", className: "sheet stack" },
      make("h2", "Catat tanpa sambungan"), make("p", "", { id: "office-why" }),
      make("div", "", { className: "field" }, make("label", "Cari nama, jabatan, atau kelurahan", { htmlFor: "office-q" }), look), list, walkIn());
    // Nobody's form moves away under the hand that fills it in.
    if (hasBoard() || isShell) (document.getElementById("office-waiting") || here()).after(card);
    else document.getElementById("main").append(card);
    return card;
  }

  function show(line) {
    if (!here() || "closed" in here().dataset) return;
    if (line === "ok") {
      const card = document.getElementById("office-panel");
      if (card) {
        searchHere(false);
        card.hidden = true;
      }
      if (hasBoard() && !document.hidden) htmx.trigger("#desk-search", "desk:poll"); // what was sent is seen at once
      if (isShell) location.replace(location.href); // of a form, its page alone
      return;
    }
    panel().hidden = false;
    const stays = line === "login" || navigator.serviceWorker?.controller ? "" : OPEN;
    document.getElementById("office-why").textContent = WHY[line] + GOES_ON + stays + (hasBoard() ? BELOW : "");
    searchHere(true);
    fillRows(document.getElementById("office-rows"));
  }

  /* One search at a time; what was typed moves along, and so does the hand. */
  function searchHere(isHere) {
    const board = document.getElementById("desk-search");
    if (!board || board.hidden === isHere) return;
    const fields = [document.getElementById("q"), document.getElementById("office-q")];
    const [from, to] = isHere ? fields : fields.reverse();
    const isTyping = document.activeElement === from;
    board.hidden = isHere;
    to.value = from.value;
    to.dispatchEvent(new Event("input", { bubbles: true }));
    if (isTyping) to.focus();
  }

  /* == forms: what cannot be sent waits, or stays on the page == */

  async function keepTicks(form) {
    const ids = new FormData(form).getAll("person"); // desk.js adds what a search hides
    const known = await office.book();
    for (const id of ids) {
      const one = known?.people.find((person) => String(person[0]) === id);
      const label = document.querySelector(`#person-${CSS.escape(id)} strong`);
      await office.keep({ person_id: id, how: "lembar" }, one?.[1] || label?.textContent || "", one?.[2]);
    }
    document.dispatchEvent(new Event("balai:kept"));
  }

  function keepForm(form, body, submitter) {
    if (form.id === "desk-paper") return keepTicks(form);
    if (form.id === "desk-waiting") { // somebody who has asked for help has signed on paper
      const { who, late } = submitter.dataset;
      return office.keep({ ...JSON.parse(late), how: "lembar" }, who);
    }
    if (body.get("how") === "meja") body.set("how", "dibantu"); // the signature comes later
    return office.take(form, body);
  }

  const canWait = (form) => form.matches("form[data-late], #desk-paper, #desk-waiting");

  function wait(form, submitter) {
    const body = new URLSearchParams(new FormData(form, submitter));
    return keepForm(form, body, submitter)
      .catch((why) => pages.complain(typeof why === "string" ? why : "Peramban ini tidak dapat menyimpan. Catat di kertas dulu."))
      .then(() => { delete form.dataset.sent; });
  }

  async function send(form, submitter) {
    const to = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
    const data = new FormData(form, submitter);
    const isUpload = form.enctype === "multipart/form-data";
    const options = { method: "POST", body: isUpload ? data : new URLSearchParams(data) };
    const line = await pages.go(to, { options, patience: isUpload ? UPLOADING : SENDING });
    if (line === "ok" && form.id === "desk-paper" && !form.isConnected) document.dispatchEvent(new Event("balai:kept"));
    if (line === "ok" || line === "old") return;
    if (canWait(form)) await wait(form, submitter);
    else pages.complain(line === "lost" ? NOT_SAVED : LOGGED_OUT);
  }

  /* Log-out, a kiosk: another page follows, so first look whether there is a line. */
  async function leaveBy(form, submitter) {
    if (!(await office.probe())) { pages.tellOfTheLine(NOT_NOW); return; }
    form.dataset.through = "1";
    form.requestSubmit(submitter);
    delete form.dataset.through;
  }

  document.addEventListener("submit", async (event) => {
    const { submitter, target: form } = event;
    const isOwn = form.matches("form[data-late]:not([method])");
    if (form.dataset.through || !(isOwn || form.method === "post")) return;
    event.preventDefault();
    event.stopPropagation(); // nothing is asked or cleared before there is a line
    if (form.dataset.sending) return;
    form.dataset.sending = "1";
    const leaves = form.matches("[data-leaves]") || !new URL(form.action).pathname.startsWith(desk);
    await (isOwn ? wait : leaves ? leaveBy : send)(form, submitter);
    delete form.dataset.sending;
  }, true);

  document.addEventListener("balai:taken", (event) => {
    const form = event.target;
    if (!form.getAttribute("method")) form.reset();
    else {
      form.replaceChildren(make("p", `${event.detail} menunggu kirim di perangkat ini. Lanjutkan dengan orang berikutnya.`, { className: "alert" }));
      document.getElementById("other-ways")?.remove(); // once is enough
      document.getElementById("office-panel")?.scrollIntoView({ block: "nearest" });
    }
  });

  /* == links == */

  function stay(words) {
    show("lost");
    if (words) pages.tellOfTheLine(words);
    else document.getElementById("office-panel")?.scrollIntoView({ block: "start" });
  }

  async function goTo(to) {
    const line = await pages.go(to);
    if (line === "lost") stay();
    if (line === "login") location.assign(to);
    return line;
  }

  async function leave(to) {
    if (await office.probe()) location.assign(to);
    else stay(NOT_NOW);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]:not([target], [download])");
    const to = link && new URL(link.href);
    const isOther = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
    if (!link || isOther || event.defaultPrevented || to.origin !== location.origin || to.hash) return;
    event.preventDefault();
    if (to.pathname.startsWith(desk)) goTo(link.href);
    else leave(link.href);
  });

  /* What was drawn is on the list; only the way back is missing. */
  window.balaiGoTo = async (to) => {
    const form = document.querySelector("form[data-sign]");
    if ((await goTo(to)) === "lost") form.replaceChildren(make("p", `Tanda tangan ${form.dataset.who} tersimpan.`, { className: "alert alert-good" }));
  };

  /* Who is logged out meanwhile stays here as long as something waits, and reads what to do. */
  document.body.addEventListener("htmx:beforeOnLoad", (event) => {
    const next = event.detail.xhr.getResponseHeader("HX-Redirect") || "";
    if (!next.startsWith("/masuk") || !document.cookie.includes("balai_menunggu=1")) return;
    event.preventDefault();
    office.say("login");
  });

  /* The live list of the desk asks all the time: it knows first. */
  for (const trouble of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(trouble, () => office.say("lost"));
  }
  document.body.addEventListener("htmx:afterRequest", (event) => {
    const { status } = event.detail.xhr;
    if ((status === 200 || status === 304) && office.line() === "lost") { office.say("ok"); office.goNow(); }
  });

  office.listen(show);
  document.addEventListener("balai:page", () => show(office.line()));
  pages.followBack(() => stay());
  if (isShell) {
    office.say("lost");
    setInterval(() => { if (!document.hidden) office.probe(); }, LOOK);
  }
  if (office.line() !== "ok") show(office.line());
  office.start();
})();
