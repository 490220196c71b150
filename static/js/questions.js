/* The list of questions: a button changes its row in place, and a keyboard is enough to work through
   it. live.js keeps it fresh. */
"use strict";

(() => {
  const PATIENCE = 25000; // ms until we call the line lost
  const LOST = "Belum tersimpan: koneksi terputus. Coba lagi sebentar lagi.";
  const deeds = document.getElementById("deeds"); // null for those who only read
  const search = document.getElementById("q");
  const alerts = document.getElementById("alerts");
  const live = document.getElementById("live");

  const HEADERS = { "HX-Request": "true" };

  function show(answer, html) {
    const next = answer.headers.get("HX-Redirect");
    if (next === location.pathname) return fetch(live.dataset.live, { headers: HEADERS }).then(read);
    if (next) location.assign(next); // logged out
    else if (answer.headers.get("HX-Retarget")) alerts.innerHTML = html; // the page stays as it is
    else window.balaiLive.show(live, html);
    return undefined;
  }

  function read(answer) {
    return answer.text().then((html) => show(answer, html));
  }

  /* One form for all buttons; each says by itself where it goes and what its reader saw. */
  deeds?.addEventListener("submit", (event) => {
    event.preventDefault();
    if (deeds.dataset.busy) return;
    deeds.dataset.busy = "yes";
    alerts.replaceChildren();
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), PATIENCE);
    const body = new URLSearchParams(new FormData(deeds, event.submitter));
    fetch(event.submitter.formAction, { method: "POST", body, headers: HEADERS, signal: clock.signal })
      .then(read)
      .catch(() => window.balaiLive.complain(LOST))
      .then(() => { clearTimeout(timer); delete deeds.dataset.busy; });
  });

  /* The row moves away under the pointer: the second click of a double click is not for the next one. */
  live.addEventListener("click", (event) => {
    if (event.detail > 1 && event.target.closest("[form=deeds]")) event.preventDefault();
  });

  /* == keyboard == */
  function step(by) {
    const lines = [...live.querySelectorAll(".question-line")];
    const at = lines.indexOf(document.activeElement.closest(".question-line"));
    const next = lines[at < 0 ? 0 : Math.min(Math.max(at + by, 0), lines.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  /* Click what carries this key in the row that is chosen, or above the list. */
  function press(key) {
    const carrying = `[aria-keyshortcuts="${key}"]`;
    const line = document.activeElement.closest(".question-line");
    const button = line?.querySelector(carrying) || document.querySelector(`.title-bar ${carrying}`);
    button?.click();
    return Boolean(button);
  }

  function answer(key, onLine) {
    if (key === "/") {
      search.focus();
      search.select();
    } else if (key === "j" || key === "ArrowDown") step(1);
    else if (key === "k" || key === "ArrowUp") step(-1);
    else if (key === "Enter") return onLine && press(key);
    else return /^[tsmhwn]$/.test(key) && press(key);
    return true;
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (answer(event.key, event.target.matches(".question-line"))) event.preventDefault();
  });
})();
