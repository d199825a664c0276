// What the device keeps: the desk's scripts and styles first from here, pages first from the desk. Only the
// field form and the pages that somebody opened are kept, and all are dropped when the account signs out.

const KEPT = "holdfire-2";
const FIRST = ["/static/desk.css", "/static/desk.js", "/static/report.css", "/static/field.js", "/static/mark.svg"];

self.addEventListener("install", (told) => {
  told.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(FIRST)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (told) => {
  told.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

async function fresh(asked, keep) {
  const answer = await fetch(asked);
  if (answer.ok && !answer.redirected && keep) (await caches.open(KEPT)).put(asked, answer.clone());
  return answer;
}

self.addEventListener("fetch", (told) => {
  const asked = told.request;
  const url = new URL(asked.url);
  if (url.origin !== location.origin) return;
  if (asked.method === "POST" && url.pathname === "/sign-out") {
    told.waitUntil(caches.delete(KEPT));
    return;
  }
  if (asked.method !== "GET") return;
  if (url.pathname.startsWith("/static/")) {
    told.respondWith(
      fresh(asked, true).catch(async () => (await caches.match(asked)) ?? Response.error()),
    );
  } else if (url.pathname === "/report" && asked.mode === "navigate") {
    told.respondWith(fresh(asked, true).catch(async () => (await caches.match(asked, { ignoreSearch: true })) ?? Response.error()));
  }
});
