/* The pages of a desk or a kiosk follow each other without leaving: the next one is fetched, and put
   in place of the one that is shown only when it is here. A line that dies on the way leaves the page
   as it is: nobody is left with the browser's own error page. */
"use strict";
window.balaiPages = (() => {
  const office = window.balaiOffice;
  const PATIENCE = 8000; // ms until the page goes on by itself
  const PLACE = office.isDesk ? "main" : "hall"; // what differs from page to page
  const here = () => location.pathname + location.search;
  let shown = here();
  let turn = 0; // whoever taps again wants the newer page

  /* A document of ours; null where it is a picture or a file. */
  async function read(answer) {
    if (!answer.headers.get("Content-Type")?.startsWith("text/html")) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.getElementById("main")) throw new Error("a page of somebody else");
    return page;
  }

  function tell(words, className) {
    const alerts = document.getElementById("alerts");
    alerts.replaceChildren(...words.map((textContent) => Object.assign(document.createElement("p"), { className, textContent })));
    alerts.scrollIntoView({ block: "center" });
  }

  const complain = (...words) => tell(words, "alert alert-error");
  const tellOfTheLine = (words) => tell([words], "alert alert-warn of-the-line"); // until it is back
  office.listen((line) => { if (line === "ok") document.querySelector(".of-the-line")?.remove(); });

  const sources = (page) => [...page.querySelectorAll("script[src]")].map((one) => one.getAttribute("src"));

  /* Scripts of the page that are not here yet; false where ours are of an older version. */
  function load(page) {
    const mine = sources(document);
    const fresh = sources(page).filter((source) => !mine.includes(source));
    const plain = (source) => source.split("?")[0];
    if (fresh.some((source) => mine.some((one) => plain(one) === plain(source)))) return false;
    for (const src of fresh) document.head.append(Object.assign(document.createElement("script"), { src, async: false }));
    return true;
  }

  /* Where one goes on: at what is wrong, at the first field, or with the title. */
  function land(place) {
    if (place.querySelector(".field-wrong, .errors") && window.balaiLand?.(place)) return;
    const wrong = place.querySelector(".field-wrong :is(input, select, textarea):not([type=hidden]), [autofocus]");
    const title = place.querySelector("h1");
    if (!wrong) title?.setAttribute("tabindex", "-1");
    (wrong || title)?.focus({ preventScroll: !wrong });
  }

  function put(page, address, isBack) {
    const place = document.getElementById(PLACE);
    const fresh = page.getElementById(PLACE);
    const sign = window.balaiSign; // a script that is loaded now begins by itself
    if (!fresh || !load(page)) { location.assign(address); return; }
    if (address !== location.href) history[isBack ? "replaceState" : "pushState"](null, "", address);
    shown = here();
    document.title = page.title;
    place.replaceChildren(...fresh.childNodes);
    document.getElementById("alerts").replaceChildren(...(page.getElementById("alerts")?.children || []));
    window.scrollTo(0, 0);
    window.htmx?.process(place);
    sign?.();
    document.dispatchEvent(new Event("balai:page"));
    land(place);
  }

  /* Show the page of this address; with `options` as for fetch, what it answers to a form. Resolves to
     "ok", to "lost" or "login" where the page is left as it is, to "old" where another was asked for. */
  async function go(to, { options = {}, patience = PATIENCE, isBack = false } = {}) {
    const main = document.getElementById("main");
    turn += 1;
    const mine = turn;
    main.setAttribute("aria-busy", "true");
    const found = await office.fetchSoon(to, options, patience, read);
    if (mine !== turn) return "old";
    main.removeAttribute("aria-busy");
    if (found.line === "ok" && office.line() === "lost") office.goNow();
    if (found.line !== "login") office.say(found.line);
    if (found.line !== "ok") return found.line;
    const trouble = found.told?.querySelector("[data-trouble]");
    const isForm = options.method === "POST";
    if (!found.told) location.assign(to);
    else if (trouble) complain(...[...trouble.querySelectorAll("h1, p")].filter((one) => !one.querySelector("a")).map((one) => one.textContent));
    else put(found.told, isForm && !found.redirected ? location.href : found.url, isBack);
    return "ok";
  }

  /* `lost` says what to do without a line when somebody goes back. */
  function followBack(lost) {
    window.addEventListener("popstate", async () => {
      if (here() !== shown && (await go(location.href, { isBack: true })) === "lost") lost();
    });
  }

  return { complain, followBack, go, tellOfTheLine };
})();
