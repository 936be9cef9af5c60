// The worker for where there is no line: a page of the visits that cannot be fetched is answered with the empty page
// that was kept (no person, no name), and day.js opens what lies sealed beside it. Nothing else is kept here.
"use strict";

const KEPT = "samtid-besok";
const HOME = new URL(self.registration.scope).pathname;
const SHELL = `${HOME}utan-tackning/`;
const HASTE = 4000; // ms that a file may take, when it is kept
const PATIENCE = 10000; // ms that a page may take on a line that hardly is one

async function keep() {
  const answer = await fetch(SHELL, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok || answer.redirected) throw new Error("no page to keep");
  const text = await answer.clone().text();
  const files = [...new Set(text.match(/\/static\/[^"]+/g) ?? [])];
  const cache = await caches.open(KEPT);
  const old = await cache.keys();
  await cache.addAll(files);
  await cache.put(SHELL, answer);
  // what an earlier version needed goes when the new one is whole
  const wanted = new Set([SHELL, ...files]);
  await Promise.all(old.filter((one) => !wanted.has(new URL(one.url).pathname)).map((one) => cache.delete(one)));
}

async function page(request) {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), PATIENCE);
  try {
    const answer = await fetch(request, { signal: given.signal });
    // the server's own door answers that nobody is at home
    return answer.status < 502 || answer.status > 504 ? answer : ((await caches.match(SHELL)) ?? answer);
  } catch {
    return (await caches.match(SHELL)) ?? Response.error();
  } finally {
    clearTimeout(timer);
  }
}

async function file(request) {
  const given = new AbortController();
  const timer = setTimeout(() => given.abort(), HASTE);
  try {
    const answer = await fetch(request, { signal: given.signal });
    // after a new release, or while the server starts, the page that is kept still has its own files
    return answer.ok ? answer : ((await caches.match(request)) ?? answer);
  } catch {
    return (await caches.match(request)) ?? fetch(request).catch(() => Response.error());
  } finally {
    clearTimeout(timer);
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.data === "keep" && event.waitUntil(keep().catch(() => {})));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate" && pathname.startsWith(HOME)) event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});
