/* The projector: a fresh code every ten seconds and at each step, a counter every five, and honest
   words while the line is down. A code that the door no longer accepts is never shown. */
"use strict";
(function () {
  const EVERY = 10000;
  const COUNT_EVERY = 5000;
  const line = document.getElementById("line");
  const full = document.querySelector("[data-full]");
  let dies = performance.now() + Number(document.getElementById("code").dataset.dies);
  let etag = "";

  function get(address, headers) {
    return fetch(address, { headers: Object.assign({ "HX-Request": "true" }, headers) }).then(function (answer) {
      if (answer.redirected || answer.headers.get("HX-Redirect")) { location.reload(); } // logged out
      if (!answer.ok && answer.status !== 304) { throw new Error(String(answer.status)); }
      return answer;
    });
  }

  function swap(id, html) {
    const box = document.createElement("template");
    box.innerHTML = html;
    document.getElementById(id).replaceWith(box.content.firstElementChild);
  }

  function refreshCode() {
    const asked = performance.now();
    get(document.body.dataset.code).then(function (answer) {
      return answer.text();
    }).then(function (html) {
      swap("code", html);
      dies = asked + Number(document.getElementById("code").dataset.dies);
      line.hidden = true;
    }).catch(function () {
      line.hidden = false;
    }).then(function () {
      const next = line.hidden ? Number(document.getElementById("code").dataset.next) + 200 : 3000;
      setTimeout(refreshCode, Math.min(EVERY, next));
    });
  }

  function refreshHall() {
    get(document.body.dataset.hall, etag ? { "If-None-Match": etag } : {}).then(function (answer) {
      if (answer.status === 304) { return null; }
      etag = answer.headers.get("ETag") || "";
      return answer.text().then(function (html) { swap("hall", html); });
    }).catch(function () { /* the code's own line says it */ }).then(function () {
      setTimeout(refreshHall, COUNT_EVERY);
    });
  }

  function hideOldCode() {
    document.getElementById("code").classList.toggle("projector-old", performance.now() > dies);
  }

  function toggleFull() {
    if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen(); }
  }

  full.hidden = false;
  full.addEventListener("click", toggleFull);
  document.addEventListener("keydown", function (event) {
    if (event.key.toLowerCase() === "f" && !event.ctrlKey && !event.metaKey && !event.altKey) { toggleFull(); }
  });
  setInterval(hideOldCode, 1000);
  setTimeout(refreshCode, Math.min(EVERY, Number(document.getElementById("code").dataset.next) + 200));
  setTimeout(refreshHall, COUNT_EVERY);
}());
