"use strict";
for (const form of document.querySelectorAll("form[data-signature]")) {
  const canvas = form.querySelector("canvas");
  const ratio = window.devicePixelRatio || 1;
  canvas.width = canvas.offsetWidth * ratio;
  canvas.height = canvas.offsetHeight * ratio;
  canvas.getContext("2d").scale(ratio, ratio);
  const pad = new SignaturePad(canvas);
  const scale = () => Math.min(600 / canvas.offsetWidth, 200 / canvas.offsetHeight);
  form.querySelector("[data-pad-clear]").addEventListener("click", () => pad.clear());
  form.querySelector("[data-pad-undo]").addEventListener("click", () => pad.fromData(pad.toData().slice(0, -1)));
  form.addEventListener("submit", () => {
    const fit = (value, most) => Math.max(0, Math.min(most, Math.round(value * scale())));
    form.elements.signature.value = pad.toData()
      .map((stroke) => stroke.points.map((p) => `${fit(p.x, 600)},${fit(p.y, 200)}`).join(" ")).join(";");
  });
}
