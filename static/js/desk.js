/* The desk stays fresh by itself. New rows are patched in one by one, so that focus, ticks, open
   groups and the place on the page stay where they are. */
"use strict";

(() => {
  const form = document.getElementById("desk-search");
  const search = document.getElementById("q");
  const paper = document.getElementById("desk-paper"); // null for those who only read
  const picked = new Set(); // ids of persons with a tick, also while a search hides them

  /* == patching == */
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const live = document.getElementById("live");
    if (event.detail.target !== live || event.detail.xhr.status !== 200) return;
    event.detail.shouldSwap = false;
    const answer = new DOMParser().parseFromString(event.detail.serverResponse, "text/html");
    const fresh = answer.getElementById("live");
    if (!fresh) return;
    // Only a new search opens what somebody has shut.
    const searched = fresh.dataset.search !== live.dataset.search;
    const open = searched ? [...fresh.querySelectorAll("details[open]")].map((group) => group.id) : [];
    window.balaiPatch(live, fresh, search);
    for (const id of open) document.getElementById(id).open = true;
    live.dataset.mark = fresh.dataset.mark;
    live.dataset.search = fresh.dataset.search;
    showTicks();
    if (ticksNext) tickFirst();
  });

  /* == polling == */
  const beat = window.balaiLive.pace(() => htmx.trigger(form, "desk:poll"));

  form.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["If-None-Match"] = `W/"${document.getElementById("live").dataset.mark}"`;
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    if (status === 200 || status === 304) beat.good();
  });
  for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    form.addEventListener(trouble, () => beat.bad());
  }
  beat.good();

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

  paper?.addEventListener("balai:kept", () => { // they wait for a line (desk_late.js)
    picked.clear();
    showTicks();
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
