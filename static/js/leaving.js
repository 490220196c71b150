/* Whoever logs out leaves no text behind in this browser, also where the line is not secure and the
   browser does not listen to Clear-Site-Data. */
"use strict";

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || !event.target.matches("[action='/keluar']")) return;
  try {
    Object.keys(localStorage).filter((key) => key.startsWith("balai:tulisan:")).forEach((key) => localStorage.removeItem(key));
  } catch { /* storage may be forbidden: then nothing lies there */ }
});
