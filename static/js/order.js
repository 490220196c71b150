/* The order of the list: drag a line by its handle, or press the arrow keys there. What is sent is
   the place the line shall have, as the buttons beside it do. */
"use strict";
(() => {
  let held = null; // the line that is being dragged, and where it was

  const lines = (list) => [...list.children];

  function send(line, place) {
    const form = line.querySelector("form.material-place");
    const values = { tempat: place, csrf_token: form.elements.csrf_token.value };
    htmx.ajax("POST", form.action, { target: form.getAttribute("hx-target"), swap: "outerHTML", values });
  }

  document.addEventListener("pointerdown", (event) => {
    const handle = event.target.closest(".drag");
    if (!handle || event.button) return;
    const line = handle.closest("li");
    held = { line, list: line.parentElement, before: line.nextElementSibling, handle };
    handle.setPointerCapture(event.pointerId);
    line.classList.add("dragged");
    event.preventDefault();
    handle.focus();
  });

  /* The list does not scroll then (touch-action), but Chromium still takes a quick drag for a throw,
     and swallows the next tap as the one that stops it. */
  document.addEventListener("touchstart", (event) => {
    if (event.cancelable && event.target.closest(".drag")) event.preventDefault();
  }, { passive: false });

  document.addEventListener("pointermove", (event) => {
    if (!held) return;
    const over = lines(held.list).find((line) => {
      const box = line.getBoundingClientRect();
      return line !== held.line && event.clientY >= box.top && event.clientY <= box.bottom;
    });
    if (!over) return;
    const box = over.getBoundingClientRect();
    const below = event.clientY > box.top + box.height / 2;
    const target = below ? over.nextElementSibling : over;
    if (target !== held.line) held.list.insertBefore(held.line, target);
  });

  function letGo(keep) {
    const { line, list, before } = held;
    held = null;
    line.classList.remove("dragged");
    if (!keep) list.insertBefore(line, before);
    else if (line.nextElementSibling !== before) send(line, lines(list).indexOf(line) + 1);
  }

  document.addEventListener("pointerup", () => { if (held) letGo(true); });
  document.addEventListener("pointercancel", () => { if (held) letGo(false); });
  document.addEventListener("keydown", (event) => {
    if (held && event.key === "Escape") { letGo(false); return; }
    const handle = event.target.closest?.(".drag");
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!handle || !step) return;
    event.preventDefault();
    const line = handle.closest("li");
    const place = lines(line.parentElement).indexOf(line) + 1 + step;
    if (place >= 1 && place <= line.parentElement.children.length) send(line, place);
  });
})();
