/* Handing over: opening WhatsApp marks the person as written to; a text is copied by one press. */
"use strict";
(function () {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-marks]");
    const form = link && document.getElementById(link.dataset.marks);
    if (form) setTimeout(() => form.requestSubmit(), 0); // after the link has opened its window
  });

  function copied(id) {
    document.getElementById(`${id}-said`).textContent = "Pesan sudah disalin. Tempelkan di grup WhatsApp.";
  }

  function copy(id) {
    const words = document.getElementById(id);
    if (navigator.clipboard) return navigator.clipboard.writeText(words.value).then(() => copied(id), () => words.select());
    words.select(); // without HTTPS there is no clipboard: the old way
    if (document.execCommand("copy")) copied(id);
    return undefined;
  }

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button.dataset.copy));
  }
})();
