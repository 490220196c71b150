/* The projector: a fresh code every ten seconds and at each step, and every three seconds a look at
   the counter, at which slide is to be shown, and at what stands on it. While the line is down the
   last picture stays and honest words say so; a code that the door no longer accepts is never shown. */
"use strict";
(function () {
  const CODE_EVERY = 10000;
  const LOOK_EVERY = 3000;
  const body = document.body;
  const line = document.getElementById("line");
  const full = document.querySelector("[data-full]");
  const turns = Array.from(document.querySelectorAll("[data-turn]"));
  const tags = {}; // ETags by address
  const lost = {}; // "code" and "look", while they get no answer
  let dies = performance.now() + Number(document.getElementById("code").dataset.dies);
  let turned = document.getElementById("hall").dataset.turned; // by staff, for every projector

  /* -- asking -- */

  function get(address) {
    const headers = { "HX-Request": "true" };
    if (tags[address]) { headers["If-None-Match"] = tags[address]; }
    return fetch(address, { headers: headers }).then(function (answer) {
      if (answer.redirected || answer.headers.get("HX-Redirect")) { location.reload(); } // logged out
      if (answer.status === 304) { return null; }
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.text().then(function (html) {
        tags[address] = answer.headers.get("ETag") || "";
        return html;
      });
    });
  }

  function parse(html) {
    const box = document.createElement("template");
    box.innerHTML = html;
    return box.content;
  }

  function tell(what, isLost) {
    lost[what] = isLost;
    line.hidden = !(lost.code || lost.look);
  }

  /* -- the code -- */

  function refreshCode() {
    const asked = performance.now();
    get(body.dataset.code).then(function (html) {
      document.getElementById("code").replaceWith(parse(html).firstElementChild);
      dies = asked + Number(document.getElementById("code").dataset.dies);
      tell("code", false);
    }).catch(function () {
      tell("code", true);
    }).then(function () {
      const next = lost.code ? 3000 : Number(document.getElementById("code").dataset.next) + 200;
      setTimeout(refreshCode, Math.min(CODE_EVERY, next));
    });
  }

  function hideOldCode() {
    document.getElementById("code").classList.toggle("projector-old", performance.now() > dies);
  }

  /* -- the slides -- */

  function nameOf(turn) { return turn.dataset.slide || turn.value; }

  function turnOf(name) {
    return turns.find(function (turn) { return nameOf(turn) === name; });
  }

  function show(name) {
    if (!turnOf(name)) { return; }
    body.dataset.slide = name;
    turns.forEach(function (turn) {
      turn.toggleAttribute("data-on", nameOf(turn) === name);
    });
    refreshSlide().catch(function () { tell("look", true); });
  }

  /* What stands on the slide that is shown; the code and the counter have their own ways. */
  function refreshSlide() {
    const name = body.dataset.slide;
    const place = document.getElementById("slide-" + name);
    if (!place || !turnOf(name)) { return Promise.resolve(); }
    return get(turnOf(name).dataset.turn).then(function (html) {
      if (html !== null) { place.replaceChildren(parse(html)); }
    });
  }

  function look() {
    get(body.dataset.hall).then(function (html) {
      if (html === null) { return; }
      const fresh = parse(html).firstElementChild;
      document.getElementById("hall").replaceWith(fresh);
      if (fresh.dataset.turned !== turned) {
        turned = fresh.dataset.turned;
        show(turned);
      }
    }).then(refreshSlide).then(function () {
      tell("look", false);
    }).catch(function () {
      tell("look", true);
    }).then(function () {
      setTimeout(look, LOOK_EVERY);
    });
  }

  /* Staff turn all projectors, and this one at once; who only reads turns this one. */
  function choose(turn) {
    show(nameOf(turn));
    if (!turn.form) { return; }
    const sent = new URLSearchParams(new FormData(turn.form));
    sent.set("slide", turn.value);
    fetch(turn.form.action, { method: "POST", body: sent, headers: { "HX-Request": "true" } })
      .then(function (answer) { tell("look", !answer.ok); })
      .catch(function () { tell("look", true); });
  }

  function toggleFull() {
    if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen(); }
  }

  turns.forEach(function (turn) {
    turn.addEventListener("click", function (event) {
      event.preventDefault();
      choose(turn);
    });
  });
  full.hidden = false;
  full.addEventListener("click", toggleFull);
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key.toLowerCase() === "f") { toggleFull(); }
    const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key] || 0;
    const at = turns.indexOf(turnOf(body.dataset.slide));
    const wanted = step ? turns[at + step] : turns.find(function (turn) {
      return turn.getAttribute("aria-keyshortcuts") === event.key;
    });
    if (wanted) {
      event.preventDefault();
      choose(wanted);
    }
  });

  if (body.dataset.slide === "kode") { show(turned); } else { show(body.dataset.slide); }
  setInterval(hideOldCode, 1000);
  setTimeout(refreshCode, Math.min(CODE_EVERY, Number(document.getElementById("code").dataset.next) + 200));
  setTimeout(look, LOOK_EVERY);
}());
