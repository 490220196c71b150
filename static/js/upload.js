/* Uploads that outlast a bad line: in parts of half a megabyte, each acknowledged; after a break, or
   a reload of the page, the same file goes on where it stopped. The server judges (app/materials/
   sending.py); what can be known here is said before anything is sent. */
"use strict";
(() => {
  const form = document.querySelector("form[data-rules]");
  if (!form) return;
  const rules = JSON.parse(form.dataset.rules);
  const input = form.querySelector("input[type=file]");
  const list = form.querySelector(".upload-list");
  const said = form.querySelector(".upload-said");
  const FIRST_PAUSE = 1000; // ms; each further one is twice as long
  const LONGEST_PAUSE = 30000;
  const SILENCE = 30000; // without a byte moving, the line is lost
  const JUDGING = 300000; // the server puts together and looks
  const DAY = 24 * 3600 * 1000;
  const WORDS = {
    ready: "Siap diunggah.",
    waits: "Menunggu giliran.",
    judged: "Memeriksa berkas…",
    kept: "Tersimpan.",
    lost: "Koneksi terputus. Dicoba lagi dengan sendirinya.",
    none: "Pilih berkasnya lebih dahulu, lalu unggah.",
    out: "Sesi Anda berakhir. Masuk lagi, lalu pilih berkas yang sama untuk melanjutkan.",
    gone: "Unggahan tidak dapat dilanjutkan. Muat ulang halaman, lalu coba lagi.",
    full: "Ruang penyimpanan penuh. Hubungi petugas, lalu coba lagi.",
    unreadable: "Berkas tidak dapat dibaca lagi. Pilih sekali lagi.",
  };
  const { size } = window.balaiFiles;
  let items = [];
  let running = false;

  class Final extends Error {} // no further try would help

  /* == ids, kept until the file has arrived, so that a reload goes on == */
  const keyOf = (file) =>
    ["balai:upload", form.action, file.name, file.size, file.lastModified].join("|");

  function recall(key) {
    try {
      const found = JSON.parse(localStorage.getItem(key));
      return found && Date.now() - found.at < DAY ? found.id : null;
    } catch { return null; }
  }

  function remember(key, id) {
    try {
      if (id) localStorage.setItem(key, JSON.stringify({ id, at: Date.now() }));
      else localStorage.removeItem(key);
    } catch { /* storage may be forbidden or full: then only a reload begins anew */ }
  }

  /* == what is shown == */
  function wrongWith(file) {
    const extension = file.name.includes(".") ? file.name.split(".").pop().toLowerCase() : "";
    if (!rules.kinds.includes(extension)) {
      return rules.words.kinds[extension] || rules.words.kinds["{extension}"].replace("{extension}", extension);
    }
    if (!file.size) return rules.words.empty;
    if (file.size > rules.largest) return rules.words.large;
    const others = items.filter((item) => !item.wrong).reduce((sum, item) => sum + item.file.size, 0);
    return others + file.size > rules.left ? rules.words.room : "";
  }

  function add(file) {
    const key = keyOf(file);
    if (items.some((item) => item.key === key && !item.wrong)) return; // chosen twice
    const row = form.querySelector("template").content.firstElementChild.cloneNode(true);
    const item = { file, key, row, wrong: "", sent: 0, pause: FIRST_PAUSE };
    row.querySelector("strong").textContent = file.name;
    row.querySelector(".number").textContent = size(file.size);
    row.querySelector("progress").setAttribute("aria-label", file.name);
    row.querySelector("[data-cancel]").setAttribute("aria-label", `Batalkan ${file.name}`);
    row.querySelector("[data-cancel]").onclick = () => cancel(item);
    row.querySelector("[data-again]").onclick = () => item.wake?.();
    if (!form.dataset.replaces) list.append(row);
    else { items.slice().forEach(cancel); list.replaceChildren(row); }
    list.hidden = false;
    const wrong = wrongWith(file);
    if (wrong) fail(item, wrong);
    else say(item, recall(key) ? "Siap dilanjutkan." : WORDS.ready);
    items.push(item);
  }

  function say(item, words) {
    item.row.querySelector(".upload-state").textContent = words;
    item.row.querySelector("[data-again]").hidden = words !== WORDS.lost;
  }

  function show(item, sent) {
    const bar = item.row.querySelector("progress");
    bar.hidden = false;
    bar.value = sent / item.file.size;
    const percent = Math.floor(100 * bar.value);
    say(item, `${size(sent)} dari ${size(item.file.size)} (${percent}%)`);
  }

  function fail(item, words) {
    item.wrong = words;
    say(item, words);
    item.row.classList.add("upload-wrong");
    item.row.querySelector("progress").hidden = true;
    item.row.querySelector("[data-cancel]").textContent = "Singkirkan";
  }

  function cancel(item) {
    item.cancelled = true;
    item.xhr?.abort();
    item.wake?.();
    if (item.id && !item.wrong) request(item, "/batal", new FormData()).catch(() => {});
    remember(item.key, null);
    items = items.filter((other) => other !== item);
    item.row.remove();
    list.hidden = !items.length;
    if (!item.wrong) said.textContent = `${item.file.name} dibatalkan.`;
    (form.querySelector("[data-cancel]") || input).focus();
  }

  /* == one request == */
  function request(item, path, body, moved) {
    const xhr = new XMLHttpRequest();
    if (path !== "/batal") item.xhr = xhr;
    xhr.open("POST", form.dataset.upload + item.id + path);
    xhr.setRequestHeader("X-CSRFToken", form.elements.csrf_token.value);
    xhr.setRequestHeader("HX-Request", "true");
    if (body instanceof ArrayBuffer) xhr.setRequestHeader("Content-Type", "application/octet-stream");
    let clock;
    const listen = (patience) => {
      clearTimeout(clock);
      clock = setTimeout(() => xhr.abort(), patience);
    };
    return new Promise((resolve, reject) => {
      xhr.upload.onprogress = (event) => { listen(SILENCE); moved?.(event.loaded); };
      xhr.upload.onload = () => listen(path === "/selesai" ? JUDGING : SILENCE);
      xhr.onloadend = () => {
        clearTimeout(clock);
        try { resolve(read(xhr, path)); } catch (error) { reject(error); }
      };
      listen(path === "/selesai" ? JUDGING : SILENCE);
      xhr.send(body);
    });
  }

  function read(xhr, path) {
    if (xhr.getResponseHeader?.("HX-Redirect")) throw new Final(WORDS.out);
    let answer = {};
    try { answer = JSON.parse(xhr.responseText); } catch { /* a page, or nothing at all */ }
    if (xhr.status === 503) throw new Error("busy");
    if (answer.error) throw new Final(answer.error);
    if (xhr.status === 200 || "next" in answer) return answer;
    if (xhr.status === 413) throw new Final(rules.words.large);
    if (xhr.status === 507) throw new Final(WORDS.full);
    if (!path && [400, 403, 404].includes(xhr.status)) throw new Final(WORDS.gone);
    throw new Error(String(xhr.status));
  }

  /* == one file == */
  async function begin(item) {
    const body = new FormData();
    body.set("nama", item.file.name);
    body.set("ukuran", item.file.size);
    const audience = form.elements.audience?.value;
    if (audience) body.set("audience", audience);
    if (form.dataset.replaces) body.set("ganti", form.dataset.replaces);
    return request(item, "", body);
  }

  async function sendPart(item, start) {
    const piece = item.file.slice(start, start + rules.part);
    const bytes = await piece.arrayBuffer().catch(() => { throw new Final(WORDS.unreadable); });
    const moved = (loaded) => show(item, start + Math.min(loaded, piece.size));
    const answer = await request(item, `/bagian?mulai=${start}`, bytes, moved);
    item.pause = FIRST_PAUSE;
    return answer;
  }

  async function sendWhole(item) {
    let answer = await begin(item);
    while (!("material" in answer) && !item.cancelled) {
      show(item, answer.next);
      if (answer.next < item.file.size) {
        answer = await sendPart(item, answer.next);
      } else {
        say(item, WORDS.judged);
        answer = await request(item, "/selesai", new FormData());
      }
    }
  }

  function pauseOf(item) {
    say(item, WORDS.lost);
    return new Promise((resolve) => {
      item.wake = resolve;
      setTimeout(resolve, item.pause * (0.8 + 0.4 * Math.random()));
      addEventListener("online", resolve, { once: true });
      item.pause = Math.min(item.pause * 2, LONGEST_PAUSE);
    });
  }

  async function send(item) {
    item.id = recall(item.key) || window.balaiFiles.newId();
    remember(item.key, item.id);
    while (!item.cancelled) {
      try {
        await sendWhole(item);
        if (!item.cancelled) item.done = true;
        break;
      } catch (trouble) {
        if (item.cancelled) break;
        if (trouble instanceof Final) {
          if (trouble.message !== WORDS.out) remember(item.key, null);
          fail(item, trouble.message);
          break;
        }
        await pauseOf(item);
      }
    }
    if (!item.done) return;
    remember(item.key, null);
    show(item, item.file.size);
    say(item, WORDS.kept);
    item.row.querySelector("[data-cancel]").remove();
  }

  /* == all files, one after the other == */
  async function sendAll() {
    if (running) return;
    running = true;
    items.filter((item) => !item.wrong).forEach((item) => say(item, WORDS.waits));
    let next;
    while ((next = items.find((item) => !item.wrong && !item.done))) await send(next);
    running = false;
    const kept = items.filter((item) => item.done);
    const wrong = items.filter((item) => item.wrong).length;
    items = items.filter((item) => !item.done);
    if (kept.length) await refresh();
    kept.forEach((item) => item.row.remove());
    list.hidden = !items.length;
    const words = [];
    if (kept.length) words.push(`${kept.length} berkas tersimpan.`);
    if (wrong) words.push(`${wrong} berkas belum diterima; alasannya tertulis di atas.`);
    if (words.length) said.textContent = words.join(" ");
  }

  /* Show the page's own list again; its forms may use htmx. */
  async function refresh() {
    try {
      const answer = await fetch(location.pathname);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const old of document.querySelectorAll("[data-refresh]")) {
        const fresh = page.getElementById(old.id);
        if (!fresh) continue;
        old.replaceWith(fresh);
        window.htmx?.process(fresh);
      }
      rules.left = JSON.parse(page.querySelector("form[data-rules]").dataset.rules).left;
    } catch { /* it is stored; the next page shows it */ }
  }

  /* == choosing == */
  function take(files) {
    said.textContent = "";
    const several = input.multiple ? [...files] : [...files].slice(0, 1);
    several.forEach(add);
  }

  window.balaiFiles.chooseFiles(form, [input], take);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!items.some((item) => !item.wrong)) said.textContent = WORDS.none;
    else sendAll();
  });
  addEventListener("beforeunload", (event) => {
    if (running) event.preventDefault();
  });
})();
