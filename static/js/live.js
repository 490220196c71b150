/* Parts of a page that stay fresh by themselves: <div id data-live="address" data-mark data-keyed>.
   Asked for every 4 to 5 seconds, never in a hidden tab, less often after errors. Needs patch.js. */
"use strict";
window.balaiLive = (function () {
  const PAUSE = 4500; // ms between two looks
  const LONGEST = 60000; // after errors
  const PATIENCE = 15000; // until we call the line lost
  let turn = 0; // an answer that was asked for before the last change is out of date

  /* Calls `look` again and again; it says `good` or `bad` when it knows. */
  function pace(look) {
    let pause = PAUSE;
    let timer = 0;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(go, pause * (0.89 + 0.22 * Math.random()));
    };
    const go = () => { if (!document.hidden) look(); };
    document.addEventListener("visibilitychange", go);
    return {
      good() { pause = PAUSE; later(); },
      bad() { pause = Math.min(pause * 2, LONGEST); later(); },
    };
  }

  /* The row at which somebody reads stays where it is, however many come in above it. */
  function hold(live, deed) {
    const top = live.getBoundingClientRect().top;
    const rows = top < 0 ? [...live.querySelectorAll("li[id]")] : [];
    const row = rows.find((one) => one.getBoundingClientRect().bottom > 0);
    const before = row?.getBoundingClientRect().top;
    deed();
    const same = row && document.getElementById(row.id);
    if (same) window.scrollBy(0, same.getBoundingClientRect().top - before);
  }

  function show(live, html) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    const fresh = answer.getElementById(live.id);
    const said = answer.getElementById("alerts");
    if (said) document.getElementById("alerts").replaceChildren(...said.children);
    if (!fresh) throw new Error("another page");
    turn += 1;
    hold(live, () => window.balaiPatch(live, fresh));
    live.dataset.mark = fresh.dataset.mark;
  }

  /* What was sent did not arrive. */
  function complain(text) {
    const alerts = document.getElementById("alerts");
    alerts.replaceChildren(Object.assign(document.createElement("p"), { className: "alert alert-error", textContent: text }));
    alerts.scrollIntoView({ block: "center" });
  }

  function follow(live) {
    const line = document.getElementById("line"); // honest words while it is down
    let asking = false;
    const beat = pace(look);

    function look() {
      if (asking) return;
      asking = true;
      const mine = turn;
      const clock = new AbortController();
      const timer = setTimeout(() => clock.abort(), PATIENCE);
      const headers = { "HX-Request": "true", "If-None-Match": `W/"${live.dataset.mark}"` };
      fetch(live.dataset.live, { headers, signal: clock.signal })
        .then((answer) => {
          if (answer.status === 304) return undefined;
          if (!answer.ok) throw new Error(String(answer.status));
          return answer.text().then((html) => { if (mine === turn) show(live, html); });
        })
        .then(() => { line.hidden = true; beat.good(); }, () => { line.hidden = false; beat.bad(); })
        .then(() => { clearTimeout(timer); asking = false; });
    }
    beat.good();
  }

  document.querySelectorAll("[data-live]").forEach(follow);
  return { complain, pace, show };
})();
