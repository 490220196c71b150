/* The keyboard goes on where it was. After a form comes back: at what is wrong. After a part of the page
   is changed: at the same control, else at the row or the part that has come in its place. What a search
   has found (data-said) is read out by a region that stays. */
"use strict";
(() => {
  const CONTROL = "input:not([type=hidden]), select, textarea";
  const QUIET = { preventScroll: true };
  let held = []; // ids from the focus outwards, before the part was changed

  /* Whether it took the focus: what is disabled or hidden does not. */
  function take(node, how) {
    if (!node?.matches(`a[href], button, summary, ${CONTROL}, [tabindex]`)) node?.setAttribute("tabindex", "-1");
    node?.focus(how);
    return node === document.activeElement && node !== document.body;
  }

  function firstWrong(part) {
    const mark = part.querySelector(".field-wrong, .errors");
    const box = mark?.matches(".errors") ? mark.closest(".field, fieldset, form") : mark;
    return box && [...box.querySelectorAll(CONTROL)].find((one) => one.getClientRects().length);
  }

  /* At the first wrong field, else with the words that say what is wrong; false where nothing is. */
  function land(part) {
    const field = firstWrong(part);
    if (field && take(field)) return true;
    const words = part.querySelector("[role=alert]:not(:empty)");
    return Boolean(words) && take(words);
  }

  function say(words) {
    const said = document.getElementById("said");
    said.textContent = "";
    setTimeout(() => { said.textContent = words; }, 100); // the same words again are news too
  }

  document.addEventListener("htmx:beforeSwap", (event) => {
    const at = document.activeElement;
    held = [];
    if (at === document.body || !event.detail.target.contains(at)) return;
    for (let node = at; node !== event.detail.target.parentElement; node = node.parentElement) {
      if (node.id) held.push(node.id);
    }
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const part = event.detail.elt;
    if (part.matches?.("[data-said]")) say(part.dataset.said || part.textContent);
    else if (part.querySelector?.("[data-said]")) say(part.querySelector("[data-said]").textContent);
    const ids = held;
    held = [];
    if (event.detail.requestConfig?.verb === "post" && part.isConnected && land(part)) return;
    if (!ids.length || document.activeElement !== document.body) return;
    if (!ids.some((id) => take(document.getElementById(id), QUIET)) && part.isConnected) take(part, QUIET);
  });

  window.balaiLand = land;
  window.balaiSay = say;

  /* Words above the page are about a form only where it was not taken. */
  const answer = performance.getEntriesByType("navigation")[0];
  const main = document.getElementById("main");
  if (firstWrong(main) || (answer?.responseStatus ?? 400) >= 400) land(main);
})();
