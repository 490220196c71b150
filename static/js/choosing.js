/* Files for a list that is sent by a script: chosen, or dropped on the form. Loaded before the script
   that sends them (upload.js, photos.js). */
"use strict";
window.balaiFiles = {
  /* 128 bits, as the server takes them for the id of a form. */
  newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  },

  /* As app/sizes.py writes it. */
  size(bytes) {
    if (bytes < 1000 * 1024) return `${bytes ? Math.max(1, Math.round(bytes / 1024)) : 0} kB`;
    return `${(bytes / 1048576).toFixed(1).replace(".", ",").replace(",0", "")} MB`;
  },

  /* `take` gets the files of each choice. */
  chooseFiles(form, inputs, take) {
    for (const input of inputs) {
      input.addEventListener("change", () => {
        take(input.files);
        input.value = ""; // so that the same file can be chosen again
      });
    }
    form.addEventListener("dragover", (event) => {
      event.preventDefault();
      form.classList.add("upload-over");
    });
    form.addEventListener("dragleave", (event) => {
      if (!form.contains(event.relatedTarget)) form.classList.remove("upload-over");
    });
    form.addEventListener("drop", (event) => {
      event.preventDefault();
      form.classList.remove("upload-over");
      take(event.dataTransfer.files);
    });
  },
};
