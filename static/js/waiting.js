/* What waits on this phone for a line: kept in IndexedDB, sent by whoever can (an open page, or the
   service worker), then replaced by what the server said, and gone once somebody has read that. */
"use strict";
(function () {
  const TAG = "balai-kirim";
  const LATEST = 12 * 3600 * 1000; // ms, as in app/attendees/late.py
  const PATIENCE = 25000; // ms until we call the line lost
  const EXPIRED = "Sudah lebih dari 12 jam belum terkirim, jadi dihapus dari HP ini. Silakan hubungi petugas penyelenggara";
  const HELP = ": petugas dapat mencatatkan kehadiran Anda.";
  const channel = "BroadcastChannel" in self ? new BroadcastChannel("balai") : null;

  /* -- the store -- */

  function open() {
    return new Promise(function (done, failed) {
      const asked = indexedDB.open("balai", 1);
      asked.onupgradeneeded = function () { asked.result.createObjectStore("waiting", { keyPath: "id" }); };
      asked.onsuccess = function () { done(asked.result); };
      asked.onerror = function () { failed(asked.error); };
    });
  }

  function inStore(mode, deed) {
    return open().then(function (base) {
      return new Promise(function (done, failed) {
        const turn = base.transaction("waiting", mode);
        const asked = deed(turn.objectStore("waiting"));
        turn.oncomplete = function () { base.close(); done(asked.result); };
        turn.onerror = turn.onabort = function () { base.close(); failed(turn.error); };
      });
    });
  }

  function all() {
    return inStore("readonly", function (store) { return store.getAll(); }).then(function (records) {
      return records.sort(function (a, b) { return a.kept - b.kept; });
    });
  }

  function forget(id) {
    return inStore("readwrite", function (store) { return store.delete(id); });
  }

  /* The words of the person go; the answer stays until a page has shown it. */
  function settle(record, told) {
    return inStore("readwrite", function (store) {
      const asked = store.get(record.id);
      asked.onsuccess = function () { // another page may have been quicker
        if (asked.result && !asked.result.told) {
          store.put({ id: record.id, kept: record.kept, question: record.question, told: told });
        }
      };
      return asked;
    }).then(function () { if (channel) { channel.postMessage("settled"); } });
  }

  /* -- sending -- */

  /* Whether it still waits. Only our own words are final: a hotspot's page is no answer. */
  function sendOne(record) {
    if (Date.now() - record.kept > LATEST) {
      return settle(record, { words: EXPIRED + (record.question ? "." : HELP) }).then(function () { return false; });
    }
    const clock = new AbortController();
    const timer = setTimeout(function () { clock.abort(); }, PATIENCE);
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    return fetch(record.to, { method: "POST", body: record.body, headers: form, signal: clock.signal })
      .then(function (answer) {
        return answer.json().then(function (told) {
          const isFinal = answer.ok ? told.number || told.sent : answer.status < 500 && told.words;
          return isFinal ? settle(record, told).then(function () { return false; }) : true;
        });
      })
      .catch(function () { return true; })
      .then(function (waits) { clearTimeout(timer); return waits; });
  }

  let sending = null;

  /* Send what waits, one after the other; resolves to how many still wait. */
  function send() {
    sending = sending || all().then(function (records) {
      return records.filter(function (one) { return !one.told; }).reduce(function (before, one) {
        return before.then(function (left) {
          return sendOne(one).then(function (waits) { return left + (waits ? 1 : 0); });
        });
      }, Promise.resolve(0));
    }).then(
      function (left) { sending = null; return left; },
      function (error) { sending = null; throw error; }
    );
    return sending;
  }

  self.balaiWaiting = { TAG: TAG, send: send };
  if (!self.document || !self.indexedDB) { return; }

  /* -- the page -- */

  const SHORTEST = 5000; // ms between tries, twice as long each time
  const LONGEST = 300000;
  const STAY = "Biarkan halaman ini terbuka, atau buka lagi halaman ini nanti. Jangan hapus data peramban.";
  const LEAVE = "Bapak/Ibu boleh menutup halaman ini; jangan hapus data peramban.";
  const seen = new Map(); // answers that this page has shown, by record: they stay on it
  let pause = SHORTEST;
  let timer = 0;
  let stay = STAY;

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  function link(text, address) {
    const made = element("a", text, "button");
    made.href = address;
    return made;
  }

  function place() {
    let card = document.getElementById("waiting");
    if (!card) {
      card = element("section", "", "waiting");
      card.id = "waiting";
      card.setAttribute("aria-live", "polite");
      const alerts = document.getElementById("alerts");
      alerts.parentNode.insertBefore(card, alerts.nextSibling);
    }
    card.textContent = "";
    return card;
  }

  function clock(ms) { // in WIB, whatever the phone is set to
    return new Date(ms + 7 * 3600 * 1000).toISOString().slice(11, 16).replace(":", ".") + " WIB";
  }

  function answer(told) {
    const box = element("div", "", told.words ? "alert alert-error" : "alert alert-good");
    const signed = ", nomor " + told.number + (told.known ? ", pukul " : ", ditandatangani pukul ") + told.clock + ".";
    const words = told.number ? (told.known ? "Sudah tercatat" : "Terkirim") + signed : "Pertanyaan Anda terkirim.";
    box.appendChild(element("p", told.words || words));
    if (told.known) { box.appendChild(element("p", "Tidak perlu mengisi lagi. Bukan Bapak/Ibu yang mencatat? Silakan beri tahu petugas di meja pendaftaran.")); }
    if (told.receipt) { box.appendChild(link("Lihat bukti kehadiran", told.receipt)); }
    if (told.room) { box.appendChild(link("Ajukan pertanyaan lain", told.room)); }
    return box;
  }

  function waitingCard(records, tried) {
    const card = element("div", "", "sheet stack waits");
    card.appendChild(element("h2", "Menunggu kirim"));
    card.appendChild(element("p", "Tersimpan di HP ini, dan terkirim sendiri begitu tersambung."));
    const list = element("ul");
    records.forEach(function (one) {
      const line = element("li");
      line.appendChild(element("strong", one.who));
      line.appendChild(document.createTextNode((one.question ? ", ditulis pukul " : ", ditandatangani pukul ") + clock(one.at)));
      list.appendChild(line);
    });
    card.appendChild(list);
    card.appendChild(element("p", stay));
    if (tried) { card.appendChild(element("p", "Belum tersambung. Silakan coba lagi nanti; tidak perlu mengisi ulang.", "quiet")); }
    const button = element("button", "Coba kirim sekarang");
    button.type = "button";
    button.onclick = function () {
      button.disabled = true;
      button.textContent = "Mengirim…";
      pause = SHORTEST;
      go(true);
    };
    card.appendChild(button);
    return card;
  }

  function show(tried) {
    return all().then(function (records) {
      if (!document.hidden) {
        records.filter(function (one) { return one.told; }).forEach(function (one) {
          seen.set(one.id, one.told); // two that look at once see the same record
          forget(one.id);
        });
      }
      const waits = records.filter(function (one) { return !one.told; });
      const title = document.querySelector("#hall > h1[data-kept]");
      const refused = Array.from(seen.values()).some(function (told) { return told.words; });
      if (title && refused && !waits.length) { title.textContent = "Belum tercatat"; }
      if (!waits.length && !seen.size && !document.getElementById("waiting")) { return; }
      const old = document.getElementById("waiting");
      const had = old && old.contains(document.activeElement);
      const card = place();
      seen.forEach(function (told) { card.appendChild(answer(told)); });
      if (waits.length) { card.appendChild(waitingCard(waits, tried)); }
      if (had) { // whoever has pressed a button here goes on here
        card.tabIndex = -1;
        (card.querySelector("button, a") || card).focus({ preventScroll: true });
      }
    });
  }

  function go(tried) {
    clearTimeout(timer);
    return send().then(function (left) {
      if (left) {
        timer = setTimeout(go, pause, tried);
        pause = Math.min(pause * 2, LONGEST);
      }
      return show(tried);
    }).catch(function () {}); // no store in this browser: then nothing waits in it
  }

  /* Whether the browser itself will send it, with every page closed. */
  function askToSync() {
    if (!navigator.serviceWorker || !self.SyncManager) { return Promise.resolve(); }
    return navigator.serviceWorker.getRegistration()
      .then(function (found) { return found && found.active && found.sync.register(TAG).then(function () { stay = LEAVE; }); })
      .catch(function () {}); // not allowed here
  }

  /* Keep a form until there is a line. Rejects where the browser keeps nothing. */
  self.balaiWaiting.keep = function (record) {
    record.kept = Date.now();
    return inStore("readwrite", function (store) { return store.put(record); })
      .then(askToSync).then(function () { return show(false); }).then(function () {
        timer = setTimeout(go, pause, true);
        document.getElementById("waiting").scrollIntoView({ block: "center" });
      });
  };

  /* Only where browsers allow it; the page itself never waits for it. */
  self.balaiWaiting.install = function () {
    if (!self.isSecureContext || !navigator.serviceWorker) { return; }
    const scope = location.pathname.slice(0, 3); // "/h/" or "/r/"
    const register = function () { navigator.serviceWorker.register("/sw.js", { scope: scope }).catch(function () {}); };
    if (document.readyState === "complete") { register(); } else { self.addEventListener("load", register); }
  };

  self.addEventListener("online", function () { pause = SHORTEST; go(true); });
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { go(false); } });
  if (channel) { channel.onmessage = function () { show(false); }; }
  all().then(function (records) {
    const waits = records.some(function (one) { return !one.told; });
    return (waits ? askToSync() : Promise.resolve()).then(function () { return show(false); }).then(function () { return go(false); });
  }).catch(function () {});
}());
