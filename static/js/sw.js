/* Without a line: a small page in place of the one that was asked for, and what waits goes out as
   soon as the browser has a line again, also when no page is open. Keeps nothing of anybody.
   `BALAI` stands above this (app/attendees/offline.py). */
"use strict";
if (BALAI.waiting) { importScripts(BALAI.waiting); }

const MINE = "balai-" + BALAI.kind + "-"; // a kiosk, a desk and a phone keep a page each
const KEPT = MINE + BALAI.version;

self.addEventListener("install", function (event) {
  self.skipWaiting();
  const page = new Request(BALAI.page, { credentials: "omit", cache: "reload" });
  event.waitUntil(caches.open(KEPT).then(function (kept) { return kept.addAll([page].concat(BALAI.assets)); }));
});

self.addEventListener("activate", function (event) {
  const old = function (name) { return name.startsWith(MINE) && name !== KEPT; };
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(old).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

self.addEventListener("fetch", function (event) {
  const asked = event.request;
  const address = new URL(asked.url);
  const isForm = asked.method !== "GET"; // a phone's page says what to do with it
  if (asked.mode === "navigate" && !(isForm && BALAI.kind === "hp")) {
    event.respondWith(fetch(asked).catch(function () { return caches.match(BALAI.page); }));
  } else if (BALAI.assets.includes(address.pathname + address.search)) {
    event.respondWith(caches.match(asked).then(function (kept) { return kept || fetch(asked); }));
  }
});

self.addEventListener("sync", function (event) {
  if (!self.balaiWaiting || event.tag !== self.balaiWaiting.TAG) { return; }
  event.waitUntil(self.balaiWaiting.send().then(function (left) {
    if (left) { throw new Error("still without a line"); } // the browser calls again
  }));
});
