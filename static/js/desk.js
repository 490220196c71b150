/* The desk stays fresh by itself. New rows are patched in one by one, so that focus, ticks, open
   groups and the place on the page stay where they are. */
"use strict";

(() => {
  const PAUSE = 4000; // ms between two looks
  const LONGEST = 60000; // after errors
  const form = document.getElementById("desk-search");
  const search = document.getElementById("q");
  const paper = document.getElementById("desk-paper"); // null for those who only read
  const picked = new Set(); // ids of persons with a tick, also while a search hides them
  let pause = PAUSE;
  let timer = 0;

  /* == patching == */
  let searched = false; // only a new search opens what somebody has shut

  function patch(old, fresh) {
    const wanted = new Set([...fresh.children].map((child) => child.id));
    for (const child of [...old.children]) if (!wanted.has(child.id)) forget(child);
    const known = new Map([...old.children].map((child) => [child.id, child]));
    let place = old.firstElementChild;
    for (const child of [...fresh.children]) {
      const mine = known.get(child.id);
      const isHere = mine && mine === place;
      const node = mine ? merge(mine, child) : child;
      if (isHere) place = node.nextElementSibling;
      else old.insertBefore(node, place);
    }
  }

  function forget(gone) {
    const focused = gone.contains(document.activeElement);
    const next = gone.nextElementSibling || gone.previousElementSibling;
    gone.remove();
    if (focused) (next?.querySelector("input, a, button") || search).focus({ preventScroll: true });
  }

  function merge(mine, fresh) {
    if ("keyed" in mine.dataset && "keyed" in fresh.dataset) {
      if (searched && fresh.open) mine.open = true;
      mine.className = fresh.className;
      patch(mine, fresh);
      return mine;
    }
    if (mine.isEqualNode(fresh)) return mine;
    const held = mine.contains(document.activeElement) ? document.activeElement.id : "";
    mine.replaceWith(fresh);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
    return fresh;
  }

  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const live = document.getElementById("live");
    if (event.detail.target !== live || event.detail.xhr.status !== 200) return;
    event.detail.shouldSwap = false;
    const answer = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    const fresh = answer.getElementById("live");
    if (!fresh) return;
    searched = fresh.dataset.search !== live.dataset.search;
    patch(live, fresh);
    live.dataset.mark = fresh.dataset.mark;
    live.dataset.search = fresh.dataset.search;
    showTicks();
    if (ticksNext) tickFirst();
  });

  /* == polling == */
  function later() {
    clearTimeout(timer);
    timer = setTimeout(look, pause * (0.8 + 0.4 * Math.random()));
  }

  function look() {
    if (document.hidden) return; // visibilitychange begins again
    htmx.trigger(form, "desk:poll");
  }

  form.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["If-None-Match"] = `W/"${document.getElementById("live").dataset.mark}"`;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    if (status === 200 || status === 304) pause = PAUSE;
    later();
  });
  for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    form.addEventListener(trouble, () => {
      pause = Math.min(pause * 2, LONGEST);
      later();
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) look();
  });
  later();

  /* == ticks == */
  function showTicks() {
    if (!paper) return;
    for (const box of document.querySelectorAll("#live input[name=person]")) {
      box.checked = picked.has(box.value);
    }
    document.getElementById("desk-picked").textContent = `${picked.size} nama dicentang.`;
    paper.classList.toggle("desk-bar-away", !picked.size);
  }

  document.addEventListener("change", (event) => {
    if (event.target.name !== "person") return;
    picked[event.target.checked ? "add" : "delete"](event.target.value);
    showTicks();
  });

  paper?.addEventListener("formdata", (event) => {
    event.formData.delete("person");
    for (const id of picked) event.formData.append("person", id);
  });

  /* == keyboard == */
  let ticksNext = false; // Enter was quicker than the answer

  function tickFirst() {
    const wanted = search.value.trim();
    ticksNext = document.getElementById("live").dataset.search !== wanted;
    if (ticksNext || !wanted) return;
    const box = document.querySelector("#live input[name=person]:not(:checked)");
    if (box) box.click();
    search.select();
  }

  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !paper) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) paper.requestSubmit();
    else tickFirst();
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  window.addEventListener("pageshow", () => {
    // Browsers bring ticks back after "Back" and reload.
    for (const box of document.querySelectorAll("#live input[name=person]:checked")) picked.add(box.value);
    showTicks();
  });
})();
