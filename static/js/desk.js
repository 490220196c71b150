/* The desk stays fresh by itself. New rows are patched in one by one, so that focus, ticks, open
   groups and the place on the page stay where they are. */
"use strict";

(() => {
  // Looked for anew each time: pages come and go in the same document (office_pages.js).
  const find = (id) => document.getElementById(id);
  const paper = () => find("desk-paper"); // null for those who only read
  const isSearch = (event) => event.detail.elt?.id === "desk-search";
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
    window.balaiPatch(live, fresh, find("q"));
    if (searched) window.balaiSay(fresh.dataset.search ? `Cocok: ${fresh.dataset.found}.` : "Semua nama ditampilkan.");
    for (const id of open) document.getElementById(id).open = true;
    live.dataset.mark = fresh.dataset.mark;
    live.dataset.search = fresh.dataset.search;
    showTicks();
    if (ticksNext) tickFirst();
  });

  /* == polling == */
  const beat = window.balaiLive.pace(() => { if (find("desk-search")) htmx.trigger("#desk-search", "desk:poll"); });

  document.addEventListener("htmx:configRequest", (event) => {
    if (isSearch(event)) event.detail.headers["If-None-Match"] = `W/"${find("live").dataset.mark}"`;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    if (isSearch(event) && (status === 200 || status === 304)) beat.good();
  });
  for (const trouble of ["htmx:sendError", "htmx:responseError", "htmx:timeout"]) {
    document.addEventListener(trouble, (event) => { if (isSearch(event)) beat.bad(); });
  }
  beat.good();

  /* == ticks == */
  function showTicks() {
    if (!paper()) return;
    for (const box of document.querySelectorAll("#live input[name=person]")) {
      box.checked = picked.has(box.value);
    }
    document.getElementById("desk-picked").textContent = `${picked.size} nama dicentang.`;
    paper().classList.toggle("desk-bar-away", !picked.size);
  }

  document.addEventListener("change", (event) => {
    if (event.target.name !== "person") return;
    picked[event.target.checked ? "add" : "delete"](event.target.value);
    showTicks();
  });

  document.addEventListener("formdata", (event) => {
    if (event.target.id !== "desk-paper") return;
    event.formData.delete("person");
    for (const id of picked) event.formData.append("person", id);
  });

  document.addEventListener("balai:kept", () => { // sent, or waiting for a line (desk_late.js)
    picked.clear();
    showTicks();
  });

  /* == keyboard == */
  let ticksNext = false; // Enter was quicker than the answer

  function tickFirst() {
    const search = find("q");
    const wanted = search.value.trim();
    ticksNext = document.getElementById("live").dataset.search !== wanted;
    if (ticksNext || !wanted) return;
    const box = document.querySelector("#live input[name=person]:not(:checked)");
    if (box) box.click();
    search.select();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.id !== "q" || !paper()) return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) paper().requestSubmit();
    else tickFirst();
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), textarea, select");
    const search = [find("q"), find("office-q")].find((field) => field?.offsetParent);
    if (event.key !== "/" || !search || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  document.addEventListener("balai:page", () => {
    ticksNext = false;
    showTicks();
    beat.good();
  });

  window.addEventListener("pageshow", () => {
    // Browsers bring ticks back after "Back" and reload.
    for (const box of document.querySelectorAll("#live input[name=person]:checked")) picked.add(box.value);
    showTicks();
  });
})();
