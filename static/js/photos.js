/* Photos of a kegiatan: made smaller here before they travel, sent one by one, each with its own id,
   so that a lost line never makes two of one. The server judges and strips them anyway
   (app/photos/developing.py); a browser that cannot make them smaller sends them as they are. */
"use strict";
(() => {
  const form = document.querySelector("form[data-photos]");
  if (!form) return;
  const inputs = [...form.querySelectorAll("input[type=file]")];
  const list = form.querySelector(".upload-list");
  const said = form.querySelector(".upload-said");
  const LONGEST = 1600; // pixels
  const SMALL = 600 * 1024; // bytes; not worth the trouble
  const PAUSES = [1000, 2000, 4000, 8000, 15000, 30000]; // ms
  const PATIENCE = 120000; // without a byte moving
  const WORDS = {
    ready: "Siap diunggah.",
    waits: "Menunggu giliran.",
    shrinks: "Memperkecil foto…",
    judged: "Memeriksa foto…",
    lost: "Koneksi terputus. Dicoba lagi dengan sendirinya.",
    given: "Koneksi belum kembali. Tekan Unggah untuk mencoba lagi.",
    none: "Pilih atau ambil fotonya lebih dahulu, lalu unggah.",
    out: "Sesi Anda berakhir. Masuk lagi, lalu pilih fotonya sekali lagi.",
    full: "Ruang penyimpanan penuh. Hubungi admin, lalu coba lagi.",
    gone: "Foto tidak dapat diunggah. Muat ulang halaman, lalu coba lagi.",
    large: `Ukuran foto melebihi ${form.dataset.most} MB. Perkecil fotonya, lalu unggah lagi.`,
  };
  const { size } = window.balaiFiles;
  let items = [];
  let running = false;

  class Final extends Error {} // no further try would help

  function say(item, words) {
    item.row.querySelector(".upload-state").textContent = words;
  }

  function fail(item, words) {
    item.wrong = true;
    say(item, words);
    item.row.classList.add("upload-wrong");
    item.row.querySelector("progress").hidden = true;
    item.row.querySelector("[data-cancel]").textContent = "Singkirkan";
  }

  function add(file) {
    const row = form.querySelector("template").content.firstElementChild.cloneNode(true);
    const item = { file, row, id: window.balaiFiles.newId() };
    row.querySelector("strong").textContent = file.name;
    row.querySelector(".number").textContent = size(file.size);
    row.querySelector("progress").setAttribute("aria-label", file.name);
    const button = row.querySelector("[data-cancel]");
    button.setAttribute("aria-label", `Batalkan ${file.name}`);
    button.onclick = () => cancel(item);
    list.append(row);
    list.hidden = false;
    items.push(item);
  }

  function cancel(item) {
    item.cancelled = true;
    item.xhr?.abort();
    items = items.filter((other) => other !== item);
    item.row.remove();
    list.hidden = !items.length;
    (form.querySelector("[data-cancel]") || inputs[0]).focus();
  }

  /* The photo upright and small, or the file itself where that is not to be had. */
  async function shrink(file) {
    if (file.size < SMALL) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      const paper = canvas.getContext("2d");
      paper.fillStyle = "#fff";
      paper.fillRect(0, 0, canvas.width, canvas.height);
      paper.imageSmoothingQuality = "high";
      paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
      picture.close();
      const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9));
      return made && made.size < file.size ? made : file;
    } catch { return file; }
  }

  function post(item, photo) {
    const xhr = item.xhr = new XMLHttpRequest();
    const body = new FormData();
    body.append("foto", photo, item.file.name || "foto.jpg");
    xhr.open("POST", form.dataset.photos + item.id);
    xhr.setRequestHeader("X-CSRFToken", form.elements.csrf_token.value);
    xhr.setRequestHeader("HX-Request", "true");
    const bar = item.row.querySelector("progress");
    let clock;
    const listen = () => { clearTimeout(clock); clock = setTimeout(() => xhr.abort(), PATIENCE); };
    return new Promise((resolve, reject) => {
      xhr.upload.onprogress = (event) => {
        listen();
        bar.hidden = false;
        bar.value = event.loaded / event.total;
        say(item, `${size(event.loaded)} dari ${size(event.total)} (${Math.floor(100 * bar.value)}%)`);
      };
      xhr.upload.onload = () => { listen(); say(item, WORDS.judged); };
      xhr.onloadend = () => {
        clearTimeout(clock);
        try { resolve(read(xhr)); } catch (error) { reject(error); }
      };
      listen();
      xhr.send(body);
    });
  }

  function read(xhr) {
    if (xhr.getResponseHeader("HX-Redirect")) throw new Final(WORDS.out);
    let answer = {};
    try { answer = JSON.parse(xhr.responseText); } catch { /* a page, or nothing at all */ }
    if (answer.photo) return;
    if (xhr.status === 503) throw new Error("busy");
    if (answer.error) throw new Final(answer.error);
    if (xhr.status === 413) throw new Final(WORDS.large);
    if (xhr.status === 507) throw new Final(WORDS.full);
    if ([400, 403, 404].includes(xhr.status)) throw new Final(WORDS.gone);
    throw new Error(String(xhr.status));
  }

  async function send(item) {
    say(item, WORDS.shrinks);
    const photo = await shrink(item.file);
    for (const pause of [...PAUSES, 0]) {
      if (item.cancelled) return;
      try {
        await post(item, photo);
        item.done = true;
        return;
      } catch (trouble) {
        if (item.cancelled) return;
        if (trouble instanceof Final) return fail(item, trouble.message);
        if (!pause) { item.given = true; return say(item, WORDS.given); }
        say(item, WORDS.lost);
        await new Promise((resolve) => {
          setTimeout(resolve, pause);
          addEventListener("online", resolve, { once: true });
        });
      }
    }
  }

  async function sendAll() {
    if (running) return;
    running = true;
    items.forEach((item) => { item.given = false; });
    items.filter((item) => !item.wrong).forEach((item) => say(item, WORDS.waits));
    let next;
    while ((next = items.find((item) => !item.wrong && !item.done && !item.given))) await send(next);
    running = false;
    const kept = items.filter((item) => item.done);
    items = items.filter((item) => !item.done);
    if (kept.length) await refresh();
    kept.forEach((item) => item.row.remove());
    list.hidden = !items.length;
    const words = kept.length ? [`${kept.length} foto tersimpan.`] : [];
    if (items.length) words.push(`${items.length} foto belum diterima; alasannya tertulis di atas.`);
    said.textContent = words.join(" ");
  }

  /* Show the list again; its forms use htmx. */
  async function refresh() {
    try {
      const answer = await fetch(location.pathname);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("photos");
      document.getElementById("photos").replaceWith(fresh);
      window.htmx?.process(fresh);
    } catch { /* they are stored; the next page shows them */ }
  }

  function take(files) {
    said.textContent = "";
    [...files].forEach(add);
  }

  window.balaiFiles.chooseFiles(form, inputs, take);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!items.some((item) => !item.wrong)) said.textContent = WORDS.none;
    else sendAll();
  });
  addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
})();
