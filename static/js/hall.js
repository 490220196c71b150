/* The pages before the signature: a countdown, and the way back to a drawing that waits. */
"use strict";
(function () {
  const KEEP = 15 * 60 * 1000; // as long as a ticket

  function countDown(line) {
    const end = Date.now() + Number(line.dataset.countdown) * 1000;
    const show = function () {
      const left = Math.max(0, Math.round((end - Date.now()) / 1000));
      const two = function (n) { return String(n).padStart(2, "0"); };
      const hours = Math.floor(left / 3600);
      line.textContent = (hours ? hours + ":" : "") + two(Math.floor(left / 60) % 60) + ":" + two(left % 60);
      if (!left) { location.replace(location.pathname); }
    };
    line.hidden = false;
    show();
    setInterval(show, 1000);
  }

  /* A drawing whose ticket ran out (signature.js has put it aside): after scanning again it is
     continued where it was, whichever page of the hall opens first. */
  function continueDrawing(code) {
    const key = "balai:waits:" + code;
    let waits = null;
    try { waits = JSON.parse(localStorage.getItem(key)); } catch (error) { return; }
    if (!waits) { return; }
    const fresh = Date.now() - waits.at < KEEP;
    if (fresh && waits.path.startsWith("/h/" + code + "/")) { location.replace(waits.path); }
    if (!fresh) { localStorage.removeItem(key); }
  }

  const line = document.querySelector("[data-countdown]");
  const step = document.querySelector("[data-hall]");
  if (line) { countDown(line); }
  if (step) { continueDrawing(step.dataset.hall); }
}());
