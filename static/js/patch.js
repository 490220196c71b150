/* Live lists are patched row by row, so that focus, ticks, open groups and the place on the page stay
   where they are. Children are told apart by their ids; [data-keyed] ones are patched inside. */
"use strict";
window.balaiPatch = (function () {
  function focusNear(gone, fallback) {
    const next = gone.nextElementSibling || gone.previousElementSibling;
    const wanted = next?.matches("[tabindex]") ? next : next?.querySelector("input, a, button");
    (wanted || fallback)?.focus({ preventScroll: true });
  }

  function merge(mine, fresh, fallback) {
    if ("keyed" in mine.dataset && "keyed" in fresh.dataset) {
      mine.className = fresh.className;
      patch(mine, fresh, fallback);
      return mine;
    }
    if (mine.isEqualNode(fresh)) return mine;
    const focused = mine.contains(document.activeElement) ? document.activeElement : null;
    mine.replaceWith(fresh);
    if (focused) (document.getElementById(focused.id) || fresh).focus({ preventScroll: true });
    return fresh;
  }

  function patch(old, fresh, fallback) {
    const wanted = new Set([...fresh.children].map((child) => child.id));
    for (const child of [...old.children]) {
      if (wanted.has(child.id)) continue;
      if (child.contains(document.activeElement)) focusNear(child, fallback);
      child.remove();
    }
    const known = new Map([...old.children].map((child) => [child.id, child]));
    let place = old.firstElementChild;
    for (const child of [...fresh.children]) {
      const mine = known.get(child.id);
      const isHere = mine && mine === place;
      const node = mine ? merge(mine, child, fallback) : child;
      if (isHere) place = node.nextElementSibling;
      else old.insertBefore(node, place);
    }
  }

  /* Make the children of `old` those of `fresh`; `fallback` gets a focus that has no place left.
     A row that moves to another place loses its focus on the way, and gets it back. */
  return function (old, fresh, fallback) {
    const held = old.contains(document.activeElement) ? document.activeElement.id : "";
    patch(old, fresh, fallback);
    const mine = held && document.getElementById(held);
    if (mine && mine !== document.activeElement) mine.focus({ preventScroll: true });
  };
})();
