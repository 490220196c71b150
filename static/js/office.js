/* What waits in a device of the office, a desk or a kiosk, for a line: kept in IndexedDB, sent by any
   open page of the same kegiatan, and gone once the server has it. What the server would not take,
   or knew already, stays in sight until staff say that they have seen it. */
"use strict";
window.balaiOffice = (() => {
  const [, area, code] = location.pathname.split("/");
  const isDesk = area === "meja";
  const address = isDesk ? `/meja/${code}/susulan` : `/h/${code}/kios/susulan`;
  const SHORTEST = 5000; // ms between tries, twice as long each time
  const LONGEST = 60000;
  const PATIENCE = 25000; // ms until we call the line lost
  const QUICK = 4000; // the same before somebody leaves the page
  const FRESH = 300000; // a younger list of the invited need not be fetched again
  const LEFT = "balai_menunggu"; // a cookie: the server must not have the browser forget
  const listeners = [];
  const channel = "BroadcastChannel" in window ? new BroadcastChannel("balai-kantor") : null;
  let line = navigator.onLine ? "ok" : "lost"; // or "login": nobody is logged in any more
  let token = "";
  let pause = SHORTEST;
  let timer = 0;

  /* == the store == */

  const result = (asked) => new Promise((done, failed) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });

  async function inStore(name, mode, deed) {
    const opening = indexedDB.open("balai-kantor", 1);
    opening.onupgradeneeded = () => {
      opening.result.createObjectStore("waiting", { keyPath: "id" });
      opening.result.createObjectStore("book", { keyPath: "code" });
    };
    const base = await result(opening);
    try {
      const turn = base.transaction(name, mode, { durability: "strict" });
      const over = new Promise((done, failed) => {
        turn.oncomplete = done;
        turn.onerror = turn.onabort = () => failed(turn.error);
      });
      const asked = deed(turn.objectStore(name));
      await over;
      return asked.result;
    } finally {
      base.close();
    }
  }

  const everything = () => inStore("waiting", "readonly", (store) => store.getAll());
  const book = () => inStore("book", "readonly", (store) => store.get(code)).catch(() => undefined);

  /* A kiosk shows nothing of what a desk has left in the same device; a desk cares for both. */
  async function mine() {
    const records = (await everything()).filter((one) => one.code === code && (isDesk || one.kiosk));
    return records.sort((a, b) => a.kept - b.kept);
  }

  async function change(deed) {
    await inStore("waiting", "readwrite", deed);
    const left = (await everything()).length;
    document.cookie = `${LEFT}=1; path=/; samesite=lax; max-age=${left ? 30 * 86400 : 0}`;
    tell();
    channel?.postMessage("changed");
  }

  const forget = (id) => change((store) => store.delete(id));

  /* What was typed stays only where staff may have to settle it. */
  const settle = (record, told) => change((store) => {
    const asked = store.get(record.id);
    asked.onsuccess = () => { // another page may have been quicker
      if (!asked.result || asked.result.told) return;
      store.put({ ...record, told, fields: told.number ? undefined : record.fields });
    };
    return asked;
  });

  /* == the line == */

  function tell() { listeners.forEach((listen) => listen(line)); }

  function say(fresh) {
    if (line === fresh) return;
    line = fresh;
    tell();
  }

  async function fetchSoon(to, options, patience, read = (answer) => answer.json()) {
    const clock = new AbortController();
    const alarm = setTimeout(() => clock.abort(), patience);
    try {
      const answer = await fetch(to, { ...options, signal: clock.signal });
      if (new URL(answer.url).pathname === "/masuk") return { line: "login" };
      const { ok, redirected, status, url } = answer;
      return { line: "ok", ok, redirected, status, url, told: await read(answer) };
    } catch { // no line, or a page that is not ours
      return { line: "lost" };
    } finally {
      clearTimeout(alarm);
    }
  }

  /* Fetches a token, our time and, where they are old, the names of the invited. */
  async function ask(patience = PATIENCE) {
    const known = await book();
    const isOld = !known || Math.abs(Date.now() - known.at) > FRESH;
    const { line: state, ok, status, told } = await fetchSoon(address + (isOld ? "?daftar" : ""), {}, patience);
    if (ok && told.token) {
      token = told.token;
      const ahead = told.now * 1000 - Date.now(); // of our time, whatever this clock says
      const fresh = isOld ? { code, at: Date.now(), title: told.title, people: told.people } : known;
      inStore("book", "readwrite", (store) => store.put({ ...fresh, ahead })).catch(() => {});
    } else if (state === "ok" && status < 500 && told.words) {
      inStore("book", "readwrite", (store) => store.delete(code)).catch(() => {});
      say("ok");
      return told;
    }
    say(state === "ok" && !ok ? "lost" : state);
    return null;
  }

  /* Whether a page can be fetched now. */
  async function probe() {
    if (!navigator.onLine) { say("lost"); return false; }
    await ask(QUICK);
    return line !== "lost";
  }

  /* == sending == */

  async function sendOne(record) {
    const body = new URLSearchParams({ ...record.fields, csrf_token: token });
    const { line: state, ok, status, told } = await fetchSoon(address, { method: "POST", body }, PATIENCE);
    const isFinal = state === "ok" && (ok ? told.number : status < 500 && told.words);
    if (isFinal) await settle(record, told);
    else say(state === "ok" ? "lost" : state);
    return isFinal;
  }

  async function round() {
    const waiting = (await mine()).filter((one) => !one.told);
    if (!waiting.length) return;
    const final = await ask();
    for (const record of waiting) {
      if (final) await settle(record, final); // the kiosk was taken back, the kegiatan cancelled
      else if (line !== "ok" || !(await sendOne(record))) break;
    }
    if ((await mine()).some((one) => !one.told)) later();
  }

  let going = null;

  function go() {
    clearTimeout(timer);
    going = going || round().catch(() => {}).then(() => { going = null; });
    return going;
  }

  function later() {
    timer = setTimeout(go, pause);
    pause = Math.min(pause * 2, LONGEST);
  }

  function goNow() {
    pause = SHORTEST;
    return go();
  }

  /* == what pages call == */

  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");

  /* Keep a mark until there is a line. Rejects where the browser keeps nothing. */
  async function keep(fields, who, note = "") {
    const known = await book();
    const at = Math.round((Date.now() + (known?.ahead || 0)) / 1000);
    const id = fields.request_id || newId();
    const kept = { ...fields, request_id: id, signed_at: at };
    delete kept.csrf_token;
    await change((store) => store.put({ id, code, kiosk: !isDesk, kept: Date.now(), at: at * 1000, who, note, fields: kept }));
    setTimeout(goNow);
  }

  /* A form that could not be sent (signature.js, desk_late.js). */
  async function take(form, body) {
    if (!form.checkValidity()) {
      form.querySelector(":invalid").focus();
      throw "Lengkapi dahulu isian ini, lalu kirim lagi.";
    }
    const fields = Object.fromEntries(body);
    fields.how = fields.dibantu ? "dibantu" : fields.how || "meja";
    const who = form.dataset.who || fields.name || document.querySelector("h1").textContent;
    const note = [fields.name === who ? "" : fields.name, fields.position, fields.institution].filter(Boolean).join(", ");
    await keep(fields, who, note);
    form.dataset.sent = "1";
    form.dispatchEvent(new CustomEvent("balai:taken", { bubbles: true, detail: who }));
  }

  /* Try once more, with what staff have said about it. */
  const again = (record, said) => change((store) => {
    const fields = { ...record.fields, ...said };
    if (said.person_id) delete fields.institution;
    return store.put({ ...record, told: undefined, fields });
  }).then(goNow);

  function install() {
    if (!window.isSecureContext || !navigator.serviceWorker) return;
    const [kind, scope] = isDesk ? ["meja", "/meja/"] : ["kios", `/h/${code}`];
    navigator.serviceWorker.register(`/sw.js?untuk=${kind}`, { scope }).catch(() => {});
  }

  /* Without a worker nothing brings the page back as long as there is no line. */
  window.addEventListener("beforeunload", (event) => {
    if (line === "lost" && !navigator.serviceWorker?.controller) event.preventDefault();
  });

  window.addEventListener("online", goNow);
  window.addEventListener("offline", () => say("lost"));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) go(); });
  if (channel) channel.onmessage = tell;

  return {
    code, isDesk, isHere: area !== "luring", again, book, fetchSoon, forget, goNow, install, keep, mine, newId, probe, say, take,
    line: () => line,
    token: () => token,
    listen(listener) { listeners.push(listener); },
    start() { install(); ask(); },
  };
})();
