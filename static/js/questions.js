/* The list of questions stays fresh by itself, and a keyboard is enough to work through it. */
"use strict";

(() => {
  const PAUSE = 4000; // ms between two looks
  const LONGEST = 60000; // after errors
  const deeds = document.getElementById("deeds"); // null for those who only read
  const search = document.getElementById("q");
  const alerts = document.getElementById("alerts");
  const live = document.getElementById("live");
  let pause = PAUSE;
  let timer = 0;

  /* == the list == */
  function ask(address, options = {}) {
    const headers = { "HX-Request": "true", ...options.headers };
    return fetch(address, { ...options, headers }).then((answer) => {
      const next = answer.headers.get("HX-Redirect");
      if (next && !next.startsWith(location.pathname)) location.assign(next); // logged out
      if (answer.status === 204) return look();
      if (answer.status === 304) return undefined;
      return answer.text().then(show);
    });
  }

  function show(html) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const fresh = answer.getElementById("live");
    const said = answer.getElementById("alerts");
    if (said) alerts.replaceChildren(...said.children);
    else if (!fresh) alerts.replaceChildren(...answer.body.children); // an error page's words
    if (!fresh) throw new Error("no list");
    window.balaiPatch(live, fresh, search);
    live.dataset.mark = fresh.dataset.mark;
  }

  function look() {
    clearTimeout(timer);
    if (document.hidden) return undefined; // visibilitychange begins again
    return ask(location.href, { headers: { "If-None-Match": `W/"${live.dataset.mark}"` } })
      .then(() => { pause = PAUSE; })
      .catch(() => { pause = Math.min(pause * 2, LONGEST); })
      .then(later);
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, pause * (0.8 + 0.4 * Math.random()));
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });

  /* One form for all buttons; each says by itself where it goes and what its reader saw. */
  deeds?.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter;
    if (deeds.dataset.busy) return;
    deeds.dataset.busy = "yes";
    alerts.replaceChildren();
    ask(button.formAction, { method: "POST", body: new URLSearchParams(new FormData(deeds, button)) })
      .catch(() => {
        if (alerts.childElementCount) return;
        const line = document.createElement("p");
        line.className = "alert alert-error";
        line.textContent = "Belum tersimpan: koneksi terputus. Coba lagi sebentar lagi.";
        alerts.replaceChildren(line);
      })
      .then(() => { delete deeds.dataset.busy; });
  });

  /* == keyboard == */
  function step(by) {
    const lines = [...live.querySelectorAll(".question-line")];
    const at = lines.indexOf(document.activeElement.closest(".question-line"));
    const next = lines[at < 0 ? 0 : Math.min(Math.max(at + by, 0), lines.length - 1)];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  function press(key) {
    const line = document.activeElement.closest(".question-line");
    const button = (line || document.querySelector(".title-bar")).querySelector(`[aria-keyshortcuts="${key}"]`)
      || document.querySelector(`.title-bar [aria-keyshortcuts="${key}"]`);
    button?.click();
    return Boolean(button);
  }

  document.addEventListener("keydown", (event) => {
    if (event.target.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
    const onLine = event.target.matches(".question-line");
    if (event.key === "/") {
      search.focus();
      search.select();
    } else if (["j", "ArrowDown"].includes(event.key)) step(1);
    else if (["k", "ArrowUp"].includes(event.key)) step(-1);
    else if (event.key === "Enter" ? !onLine || !press("Enter") : !/^[tsmhwn]$/.test(event.key) || !press(event.key)) return;
    event.preventDefault();
  });

  later();
})();
