/* The participant's questions: what is typed is never lost, whatever is sent or comes in meanwhile. */
"use strict";
(function () {
  const PATIENCE = 25000; // ms until we call the line lost
  const LOST = "Koneksi terputus. Tulisan Anda tetap ada di sini; tekan sekali lagi tombolnya.";
  const alerts = document.getElementById("alerts");
  const live = document.getElementById("live");
  let sending = false; // a double tap sends once

  /* Without a line a question waits on the phone (waiting.js), where it can. */
  function wait(form) {
    if (!form.elements.pas || !window.balaiWaiting) return Promise.reject();
    if (!form.checkValidity()) return Promise.reject();
    const body = new URLSearchParams(new FormData(form));
    body.delete("csrf_token");
    return window.balaiWaiting.keep({
      id: form.elements.request_id.value, to: `${form.action}/susulan`, body: body.toString(),
      who: "Pertanyaan Anda", at: Date.now(), question: true
    }).then(() => form.remove());
  }

  function send(form, address, show) {
    if (sending) return;
    sending = true;
    alerts.textContent = "";
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(), PATIENCE);
    const body = new URLSearchParams(new FormData(form));
    fetch(address, { method: "POST", body, headers: { "HX-Request": "true" }, signal: clock.signal })
      .then((answer) => answer.text().then((html) => {
        const next = answer.headers.get("HX-Redirect");
        if (next) location.assign(next);
        else if (answer.headers.get("HX-Retarget")) { // an error that leaves the page as it is
          alerts.innerHTML = html;
          alerts.scrollIntoView({ block: "center" });
        } else show(html);
      }))
      .catch(() => (form.id === "ask" ? wait(form) : Promise.reject()).catch(() => window.balaiLive.complain(LOST)))
      .then(() => { clearTimeout(timer); sending = false; });
  }

  /* How many letters are left, beside the words that say the limit without a script. */
  function count() {
    const words = document.getElementById("words");
    const left = words.maxLength - words.value.length;
    document.getElementById("words-hint").textContent = `Sisa ${left} dari ${words.maxLength} huruf.`;
  }

  function start() {
    const ask = document.getElementById("ask");
    if (!ask) return;
    count();
    ask.addEventListener("input", count);
    ask.addEventListener("submit", (event) => {
      event.preventDefault();
      send(ask, ask.action, (html) => {
        const answer = new DOMParser().parseFromString(html, "text/html");
        ask.replaceWith(answer.getElementById("ask"));
        start();
        document.querySelector("#ask [aria-invalid]")?.focus();
      });
    });
  }

  document.getElementById("votes").addEventListener("submit", (event) => {
    if (!event.submitter) return; // an old browser loads the page anew
    event.preventDefault();
    send(event.target, event.submitter.formAction, (html) => window.balaiLive.show(live, html));
  });
  start();
  if (window.balaiWaiting) window.balaiWaiting.install();
})();
