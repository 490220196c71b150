/* A text with few marks that saves itself. Each form.editor becomes one; without this script it stays a
   form with a textarea. What the server does not have yet lies in this browser, and leaves it then. */
"use strict";

(() => {
  const PREFIX = "balai:tulisan:";
  const QUIET = 2500; // ms without a key until it saves
  const LONGEST_WAIT = 10000; // ms, also when somebody writes on and on
  const PATIENCE = 20000; // ms until we call the line lost
  const AGAIN = 6000; // ms until it tries once more
  const LARGEST_PARTING = 60000; // bytes that a browser sends after the page is gone
  const WAITING = "Menunggu koneksi; tulisan Anda aman di perangkat ini.";
  const WIDEST = window.balaiClean.WIDEST;
  const WIDE = `Tabel ini lebih dari ${WIDEST} kolom. Kolom ke-${WIDEST + 1} dan seterusnya digabung ke kolom terakhir; bila perlu, bagi menjadi dua tabel, atau unggah berkasnya di Materi.`;
  const editors = [];

  const newMark = () => [...crypto.getRandomValues(new Uint8Array(16))].map((n) => n.toString(16).padStart(2, "0")).join("");

  /* == the draft in this browser == */
  function drafts(key) {
    const safely = (deed) => { try { return deed(); } catch { return null; } }; // storage may be full or forbidden
    return {
      read: () => safely(() => JSON.parse(localStorage.getItem(key))),
      keep: (draft) => safely(() => localStorage.setItem(key, JSON.stringify(draft))),
      drop: () => safely(() => localStorage.removeItem(key)),
    };
  }

  class Editor {
    constructor(form) {
      this.form = form;
      this.state = form.querySelector(".editor-state");
      this.base = form.elements.base.value;
      this.mark = newMark();
      this.draft = drafts(PREFIX + form.dataset.editor);
      this.count = 0; // of changes
      this.saved = 0; // the count that the server has
      this.build();
      this.show(form.querySelector("template").innerHTML);
      this.takeUp();
    }

    build() {
      const area = this.form.elements.text;
      this.text = document.createElement("div");
      Object.assign(this.text, { className: "editor-text written", contentEditable: "true", id: `${area.id}-isi` });
      const label = this.form.querySelector("label");
      label.id = `${area.id}-label`;
      label.removeAttribute("for");
      this.text.setAttribute("role", "textbox");
      this.text.setAttribute("aria-multiline", "true");
      this.text.setAttribute("aria-labelledby", label.id);
      area.hidden = true;
      area.disabled = true;
      this.form.querySelector(".editor-hint").hidden = true;
      this.wide = document.createElement("p");
      Object.assign(this.wide, { className: "alert alert-warn", hidden: true, role: "status" });
      area.after(this.text, this.wide);
      this.tools = window.balaiTools(this.text, label.textContent);
      this.text.before(this.tools);
      this.text.addEventListener("input", () => { this.tellWide(); this.changed(); });
      this.text.addEventListener("paste", (event) => this.paste(event, event.clipboardData));
      this.text.addEventListener("drop", (event) => this.paste(event, event.dataTransfer));
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.save(true); });
    }

    show(html) {
      this.text.innerHTML = window.balaiClean(html) || "<p><br></p>";
      this.tools.take();
    }

    get isDirty() { return this.count > this.saved; }

    get html() { return this.text.textContent.trim() ? this.text.innerHTML : ""; }

    say(words, isTrouble = false) {
      this.state.classList.toggle("problem", isTrouble);
      if (this.state.textContent !== words) this.state.textContent = words;
    }

    /* What an earlier page could not hand over: the server says whether it still fits. */
    takeUp() {
      const draft = this.draft.read();
      if (!draft) return;
      if (window.balaiClean(draft.html) === window.balaiClean(this.form.querySelector("template").innerHTML)) {
        this.draft.drop();
        return;
      }
      this.base = draft.base;
      this.mark = draft.mark;
      this.show(draft.html);
      this.count += 1;
      this.save();
    }

    changed() {
      this.count += 1;
      this.since ??= Date.now();
      this.draft.keep({ html: this.html, base: this.base, mark: this.mark });
      if (this.isStopped) return;
      this.say("Menyimpan sebentar lagi…");
      const left = Math.max(this.since + LONGEST_WAIT - Date.now(), 0);
      this.later(Math.min(QUIET, left));
    }

    later(pause) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), pause);
    }

    body() {
      const token = this.form.elements.csrf_token.value;
      return new URLSearchParams({ csrf_token: token, base: this.base, page: this.mark, marks: "html", text: this.html });
    }

    /* One at a time; what is written meanwhile goes with the next one. */
    save(isAsked = false) {
      if (this.isStopped || (!this.isDirty && !isAsked)) return Promise.resolve();
      if (this.sending) return this.sending.then(() => this.isDirty && this.save());
      clearTimeout(this.timer);
      const sent = this.count;
      const clock = new AbortController();
      const alarm = setTimeout(() => clock.abort(), PATIENCE);
      this.since = undefined;
      this.sending = this.ask({ signal: clock.signal })
        .then((answer) => this.hear(answer, sent), () => this.lost())
        .finally(() => { clearTimeout(alarm); this.sending = null; });
      return this.sending;
    }

    ask(more) {
      const headers = { "X-Requested-With": "balai-editor" };
      return fetch(this.form.action, { method: "POST", body: this.body(), headers, redirect: "manual", ...more });
    }

    lost() {
      this.say(WAITING, true);
      this.later(AGAIN);
    }

    async hear(answer, sent) {
      if (answer.ok) {
        this.clearNotice();
        const { revision, saved } = await answer.json();
        this.base = String(revision);
        this.saved = sent;
        if (this.isDirty) this.changed();
        else this.draft.drop();
        this.say(`Tersimpan ${saved}`);
      } else if (answer.type === "opaqueredirect") {
        this.stop("Anda sudah keluar. Tulisan Anda aman di perangkat ini; muat ulang halaman untuk masuk lagi.");
      } else if (answer.status === 409 || answer.status === 413) {
        this.notice(await answer.text());
      } else if (answer.status >= 500 || answer.status === 429) {
        this.lost();
      } else {
        this.stop("Belum tersimpan. Tulisan Anda aman di perangkat ini; muat ulang halaman, lalu lanjutkan.");
      }
    }

    stop(words) {
      this.isStopped = true;
      this.say(words, true);
    }

    /* == two writers, or a text that may not be written any more == */
    notice(html) {
      this.clearNotice();
      this.form.insertAdjacentHTML("beforebegin", html);
      const notice = this.form.previousElementSibling;
      const isConflict = notice.matches("[data-conflict]");
      this.stop(isConflict ? "Belum tersimpan: pilih tulisan yang dipakai." : "Belum tersimpan.");
      if (!isConflict) {
        this.isStopped = !html.includes("data-again");
        return;
      }
      notice.focus();
      notice.addEventListener("click", (event) => {
        const choice = event.target.closest("[data-choose]")?.dataset.choose;
        if (!choice) return;
        event.preventDefault();
        this.choose(choice, notice);
      });
    }

    clearNotice() {
      const above = this.form.previousElementSibling;
      if (above?.matches("[data-conflict], [data-refused]")) above.remove();
    }

    choose(choice, notice) {
      const text = (whose) => notice.querySelector(`[data-text=${whose}]`).innerHTML;
      this.base = notice.dataset.conflict;
      this.mark = newMark();
      this.isStopped = false;
      if (choice === "theirs") this.show(text("theirs"));
      if (choice === "both") this.show(text("theirs") + window.balaiClean(this.html));
      notice.remove();
      this.text.focus();
      if (choice === "theirs") {
        this.saved = this.count;
        this.draft.drop();
        this.say("Memakai yang tersimpan.");
      } else {
        this.changed();
        if (choice === "mine") this.save();
      }
    }

    paste(event, from) {
      const html = from.getData("text/html");
      const plain = from.getData("text/plain");
      event.preventDefault();
      if (event.type === "drop") this.text.focus();
      if (html) this.insert(this.fitting(window.balaiClean(html)), window.balaiClean.wasWide(html));
      else if (plain.includes("\n")) document.execCommand("insertHTML", false, window.balaiClean(paragraphs(plain)));
      else if (plain) document.execCommand("insertText", false, plain);
    }

    insert(html, wasWide) {
      this.isFolded ||= wasWide && html.includes("<table");
      document.execCommand("insertHTML", false, html);
    }

    /* Columns that were put together by pasting, or will be by saving; until no table is that wide. */
    tellWide() {
      this.isFolded &&= Boolean(this.text.querySelector(`tr > :nth-child(${WIDEST})`));
      this.wide.hidden = !this.isFolded && !window.balaiClean.isWide(this.text);
      this.wide.textContent = this.wide.hidden ? "" : WIDE;
    }

    /* A few words stay in their line; a cell of a table takes lines, no blocks. */
    fitting(html) {
      const cell = window.getSelection().anchorNode?.parentElement?.closest("td, th, li");
      const alone = /^<p>((?:(?!<\/p>).)*)<\/p>$/s.exec(html);
      if (alone) return alone[1];
      return cell?.matches("td, th") ? html.replace(/<\/(p|li|h3|h4|tr)>/g, "<br>").replace(/<(?!br|\/?(strong|em)\b)[^>]*>/g, "") : html;
    }

    /* The page is going: hand over what there is without waiting for an answer. */
    part() {
      if (!this.isDirty || this.isStopped || this.sending) return;
      if (this.body().toString().length > LARGEST_PARTING) return;
      const sent = this.count;
      this.sending = this.ask({ keepalive: true })
        .then((answer) => this.hear(answer, sent), () => this.lost())
        .finally(() => { this.sending = null; });
    }
  }

  function paragraphs(text) {
    const box = document.createElement("div");
    for (const line of text.split(/\r?\n/)) box.appendChild(document.createElement("p")).textContent = line;
    return box.innerHTML;
  }

  function start() {
    document.querySelectorAll("form.editor").forEach((form) => editors.push(new Editor(form)));
    document.addEventListener("visibilitychange", () => document.hidden && editors.forEach((one) => one.part()));
    window.addEventListener("pagehide", () => editors.forEach((one) => one.part()));
    window.addEventListener("online", () => editors.forEach((one) => one.isDirty && one.save()));
    document.addEventListener("submit", leave, true);
  }

  /* Whoever logs out hands over first; leaving.js then clears this browser. */
  function leave(event) {
    const form = event.target;
    if (!form.matches("[action='/keluar']") || form.dataset.ready || !editors.some((one) => one.isDirty)) return;
    event.preventDefault();
    form.dataset.ready = "yes";
    Promise.all(editors.map((one) => one.save())).then(() => form.requestSubmit());
  }

  document.execCommand("defaultParagraphSeparator", false, "p");
  document.execCommand("styleWithCSS", false, "false");
  start();
})();
