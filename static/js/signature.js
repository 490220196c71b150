/* The signature: strokes as points in a box of 600 × 200 (app/attendees/signature.py), drawn with
   signature_pad, kept in the phone until the server has them, and sent without leaving the page. */
"use strict";
(function () {
  const BOX = 600;
  const LEAST_INK = 90; // as in app/attendees/signature.py, in units of the box
  const LEAST_SPAN = 30;
  const TOLERANCE = 0.8; // points this near to the line between others say nothing
  const PATIENCE = 25000; // ms until we call the line lost
  const KEEP = 15 * 60 * 1000; // ms, as long as a ticket lives (app/attendees/tickets.py)
  const WORDS = {
    none: "Tanda tangan belum dibubuhkan.",
    little: "Tanda tangan masih terlalu sedikit. Silakan bubuhkan tanda tangan lengkap.",
    lost: "Koneksi terputus. Isian Anda tetap tersimpan di HP ini; coba kirim lagi.",
    incomplete: "Koneksi terputus. Lengkapi dahulu isian Anda, lalu kirim lagi: isian itu menunggu di HP ini.",
    drawn: "Tanda tangan terisi.",
    empty: "Bidang tanda tangan kosong."
  };
  const alerts = document.getElementById("alerts");

  /* -- strokes, always in the box, whatever the size of the canvas -- */

  function write(strokes) {
    return strokes.map(function (stroke) {
      const points = stroke.map(function (p) {
        return Math.min(BOX, Math.max(0, Math.round(p[0]))) + "," + Math.min(200, Math.max(0, Math.round(p[1])));
      });
      return points.filter(function (p, i) { return p !== points[i - 1]; }).join(" ");
    }).join(";");
  }

  function read(text) {
    return !text ? [] : text.split(";").map(function (stroke) {
      return stroke.split(" ").map(function (pair) { return pair.split(",").map(Number); });
    });
  }

  /* Ramer–Douglas–Peucker: a short form for a slow line, and little work for the server. */
  function thin(stroke) {
    const last = stroke.length - 1;
    if (last < 2) { return stroke; }
    const a = stroke[0];
    const b = stroke[last];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    let farthest = 0;
    let most = TOLERANCE;
    for (let i = 1; i < last; i++) {
      const x = stroke[i][0] - a[0];
      const y = stroke[i][1] - a[1];
      const away = length ? Math.abs((b[0] - a[0]) * y - (b[1] - a[1]) * x) / length : Math.hypot(x, y);
      if (away > most) { farthest = i; most = away; }
    }
    if (!farthest) { return [a, b]; }
    return thin(stroke.slice(0, farthest + 1)).concat(thin(stroke.slice(farthest)).slice(1));
  }

  function missing(strokes) {
    const all = [].concat.apply([], strokes);
    if (!all.length) { return WORDS.none; }
    let ink = 0;
    strokes.forEach(function (stroke) {
      for (let i = 1; i < stroke.length; i++) {
        ink += Math.hypot(stroke[i][0] - stroke[i - 1][0], stroke[i][1] - stroke[i - 1][1]);
      }
    });
    const span = function (axis) {
      const values = all.map(function (p) { return p[axis]; });
      return Math.max.apply(null, values) - Math.min.apply(null, values);
    };
    return ink < LEAST_INK || Math.max(span(0), span(1)) < LEAST_SPAN ? WORDS.little : "";
  }

  /* -- what is kept in the phone until the server has it -- */

  function drawer(form) {
    const key = "balai:draft:" + location.pathname;
    const waiting = "balai:waits:" + form.dataset.sign;
    const safely = function (deed) {
      try { return deed(); } catch (error) { return null; } // storage may be forbidden or full
    };
    const typed = function () {
      const skip = { csrf_token: 1, signature: 1, person_id: 1, wakil: 1 };
      return Array.from(new FormData(form)).filter(function (pair) { return !skip[pair[0]]; });
    };
    if (form.hasAttribute("data-kiosk")) { // the next person must find nothing
      return { keep: function () {}, find: function () { return null; }, forget: function () {}, wait: function () {} };
    }
    return {
      keep: function (strokes) {
        const draft = { path: location.pathname, at: Date.now(), strokes: write(strokes), typed: typed() };
        safely(function () { sessionStorage.setItem(key, JSON.stringify(draft)); });
      },
      /* A scan opens another tab, which sees localStorage alone: the draft moves there only when
         the ticket has run out, and for a quarter of an hour at most. */
      wait: function () {
        safely(function () { localStorage.setItem(waiting, sessionStorage.getItem(key)); });
      },
      find: function () {
        return safely(function () {
          const waits = JSON.parse(localStorage.getItem(waiting));
          if (waits && waits.path === location.pathname) {
            localStorage.removeItem(waiting);
            if (Date.now() - waits.at < KEEP) { return waits; }
          }
          return JSON.parse(sessionStorage.getItem(key));
        });
      },
      forget: function () {
        safely(function () { sessionStorage.removeItem(key); localStorage.removeItem(waiting); });
      }
    };
  }

  /* -- the canvas -- */

  function makePad(form, strokes, changed) {
    const canvas = form.querySelector("canvas");
    const pad = new window.SignaturePad(canvas, { penColor: "#10242a", minDistance: 2 });
    let width = 0;

    const draw = function () {
      const scale = width / BOX;
      pad.minWidth = 3 * scale;
      pad.maxWidth = 7 * scale;
      pad.dotSize = 6 * scale;
      pad.fromData(strokes.map(function (stroke) {
        return {
          penColor: "#10242a", dotSize: 6 * scale, minWidth: 3 * scale, maxWidth: 7 * scale,
          velocityFilterWeight: 0.7, compositeOperation: "source-over",
          points: stroke.map(function (p, i) {
            return { x: p[0] * scale, y: p[1] * scale, pressure: 0.5, time: i * 16 };
          })
        };
      }));
    };
    const fit = function () {
      const now = canvas.getBoundingClientRect().width;
      if (!now || now === width) { return; } // the keyboard changes the height alone
      width = now;
      const ratio = Math.max(window.devicePixelRatio || 1, 1);
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(width * ratio / 3);
      canvas.getContext("2d").scale(ratio, ratio);
      draw();
    };
    pad.addEventListener("endStroke", function () {
      const data = pad.toData();
      const points = data[data.length - 1].points;
      strokes.push(thin(points.map(function (p) { return [p.x * BOX / width, p.y * BOX / width]; })));
      changed();
    });
    /* touch-action keeps a stroke from scrolling the page, but Chromium still takes a quick one for a
       throw, and swallows the next tap, on Kirim say, as the one that stops it. */
    canvas.addEventListener("touchstart", function (event) {
      if (event.cancelable) { event.preventDefault(); }
    }, { passive: false });
    window.addEventListener("resize", fit);
    fit();
    return { draw: draw };
  }

  /* -- the form -- */

  /* Of this very page, whose pass is for its id alone. A draft brings its own of both, so that what
     is sent once more counts once. */
  function freshOf(form) {
    const pass = form.elements.pas;
    return { at: Date.now(), id: form.elements.request_id.value, pass: pass ? pass.value : "" };
  }

  function start() {
    const form = document.querySelector("form[data-sign]");
    if (!form || !window.SignaturePad) { return; }
    const draft = drawer(form);
    const fresh = freshOf(form);
    const field = form.elements.signature;
    const wrong = form.querySelector(".pad-wrong");
    const state = form.querySelector(".pad-state");
    const found = draft.find();
    const strokes = read(field.value || (found ? found.strokes : ""));
    if (found) { restore(form, found.typed); }

    const changed = function () {
      wrong.classList.add("is-past"); // it keeps its room: no button may move under a finger
      state.textContent = strokes.length ? WORDS.drawn : WORDS.empty;
      draft.keep(strokes);
    };
    const pad = makePad(form, strokes, changed);
    const change = function (deed) {
      return function () { deed(); pad.draw(); changed(); };
    };
    form.querySelector("[data-undo]").onclick = change(function () { strokes.pop(); });
    form.querySelector("[data-clear]").onclick = change(function () { strokes.length = 0; });
    form.addEventListener("input", function () { draft.keep(strokes); });
    form.querySelectorAll("button:not([type=button])").forEach(function (button) {
      button.addEventListener("click", function (event) {
        event.preventDefault();
        const isFilled = form.checkValidity(); // gaps among the words: the server names all at once
        const why = button.name || !isFilled ? "" : missing(strokes);
        wrong.classList.toggle("is-past", !why);
        if (why) {
          wrong.textContent = why;
          form.querySelector("canvas").scrollIntoView({ block: "center" });
          return;
        }
        field.value = button.name ? "" : write(strokes);
        send(form, button, draft, fresh);
      });
    });
  }

  function restore(form, typed) {
    const hasPass = typed.some(function (pair) { return pair[0] === "pas"; });
    typed.forEach(function (pair) {
      if (pair[0] === "request_id" && !hasPass && form.elements.pas) { return; }
      const control = form.elements[pair[0]];
      if (control && !control.readOnly) { control.value = pair[1]; }
    });
  }

  /* -- sending: the same form as without a script, the same id however often -- */

  function send(form, button, draft, fresh) {
    if (form.dataset.sending) { return; } // a double tap
    form.dataset.sending = "1";
    alerts.textContent = "";
    const body = new URLSearchParams(new FormData(form));
    if (button.name) { body.set(button.name, button.value); }
    const office = form.hasAttribute("data-kiosk") && window.balaiOffice; // it keeps what cannot be sent
    const keep = function () { return office ? office.take(form, body) : button.name ? Promise.reject() : wait(form, draft, fresh); };
    const words = button.textContent;
    busy(form, true);
    button.textContent = "Mengirim…";
    const clock = new AbortController();
    const timer = setTimeout(function () { clock.abort(); }, PATIENCE);
    (form.hasAttribute("data-late") ? Promise.reject() : fetch(form.action, { method: "POST", body: body, headers: { "HX-Request": "true" }, signal: clock.signal }))
      .then(function (answer) {
        const next = answer.headers.get("HX-Redirect") || "";
        if (office && next.startsWith("/masuk")) { throw new Error("logged out meanwhile"); }
        if (answer.status === 400) { // another mark than the one that the draft's pass was for
          restore(form, [["request_id", fresh.id], ["pas", fresh.pass]]);
          draft.keep(read(form.elements.signature.value));
        }
        return answer.text().then(function (html) { show(form, answer, html, draft); });
      })
      .catch(function () {
        return keep().catch(function (why) {
          complain(why || WORDS.lost);
          button.textContent = "Coba lagi";
          return "lost";
        });
      })
      .then(function (lost) {
        clearTimeout(timer);
        if (lost !== "lost") { button.textContent = words; }
        if (form.dataset.sent) { return; } // the receipt is on its way
        delete form.dataset.sending;
        busy(form, false);
      });
  }

  /* Without a line the form waits on the phone (waiting.js). Rejects, with words if there are any,
     where it cannot: at a kiosk, after the ticket's time, with a form that would be refused. The
     time counts from the server's in the pass: the phone's clock may be wrong. */
  function wait(form, draft, fresh) {
    const signed = Date.now() - fresh.at;
    if (!fresh.pass || !window.balaiWaiting || signed < 0 || signed > KEEP) { return Promise.reject(); }
    if (!form.checkValidity()) {
      form.querySelector(":invalid").focus();
      return Promise.reject(WORDS.incomplete);
    }
    const at = Number(fresh.pass.split(".")[0]) + Math.round(signed / 1000);
    const body = new URLSearchParams(new FormData(form));
    body.delete("csrf_token");
    body.set("request_id", fresh.id);
    body.set("pas", fresh.pass);
    body.set("signed_at", at);
    const who = form.elements.name ? form.elements.name.value : document.querySelector("h1").textContent;
    const to = form.action.replace(/hadir$/, "susulan");
    return window.balaiWaiting.keep({
      id: fresh.id, to: to, body: body.toString(), who: who, at: at * 1000
    }).catch(function () { return Promise.reject(); }).then(function () {
      draft.forget();
      form.dataset.sent = "1";
      const thanks = document.createElement("h1");
      thanks.textContent = "Terima kasih";
      thanks.tabIndex = -1;
      thanks.dataset.kept = "";
      const hall = document.getElementById("hall");
      hall.textContent = "";
      hall.appendChild(thanks);
      hall.appendChild(document.getElementById("waiting"));
      document.title = "Menunggu kirim – Balai";
      thanks.focus();
    });
  }

  function show(form, answer, html, draft) {
    const next = answer.headers.get("HX-Redirect");
    if (next) {
      draft.forget();
      form.dataset.sent = "1";
      if (window.balaiGoTo) { window.balaiGoTo(next); } else { location.replace(next); }
      return;
    }
    if (answer.headers.get("HX-Retarget")) { // an error that leaves the page as it is
      alerts.innerHTML = html;
      alerts.scrollIntoView({ block: "center" });
      return;
    }
    const hall = document.getElementById("hall");
    hall.innerHTML = html;
    document.title = hall.querySelector("h1").textContent + " – Balai";
    if (hall.querySelector("[data-recorded]")) { draft.forget(); }
    if (hall.querySelector("[data-scan-again]")) {
      draft.wait();
      hall.querySelector("[data-kept]").hidden = form.hasAttribute("data-kiosk");
    }
    window.scrollTo(0, 0);
    start();
    const first = hall.querySelector("[aria-invalid]") || hall.querySelector("[role=alert]:not(:empty)") || hall.querySelector("h1");
    if (!first.matches("input, select, textarea")) { first.tabIndex = -1; }
    first.focus();
  }

  function complain(text) {
    const line = document.createElement("p");
    line.className = "alert alert-error";
    line.textContent = text;
    alerts.textContent = "";
    alerts.appendChild(line);
    alerts.scrollIntoView({ block: "center" });
  }

  function busy(form, yes) {
    form.querySelectorAll("button").forEach(function (button) { button.disabled = yes; });
  }

  window.balaiSign = start;
  start();
  const own = document.querySelector("form[data-sign]");
  if (own && own.elements.pas && window.balaiWaiting) { window.balaiWaiting.install(); }
}());
