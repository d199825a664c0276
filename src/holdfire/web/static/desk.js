// What a page of the desk does beyond its links and forms: clocks, the line's state, keys, and rows that
// follow the record. Every page is usable without it.

const two = (number) => String(number).padStart(2, "0");

function tick() {
  const now = new Date();
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const zone = clock.dataset.clock;
    try {
      const told = new Intl.DateTimeFormat("en-GB", {
        timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "longOffset",
      }).formatToParts(now);
      const part = (type) => told.find((each) => each.type === type)?.value ?? "";
      const offset = part("timeZoneName").replace("GMT", "").replace(":", "") || "+0000";
      clock.textContent = `${part("hour")}:${part("minute")}` + (zone === "UTC" ? "" : ` ${offset}`);
    } catch {
      clock.textContent = `${two(now.getUTCHours())}:${two(now.getUTCMinutes())}`;
    }
  }
}

let away = false; // The session has ended: what the page shows no longer follows the record.

function line(waiting) {
  const told = document.querySelector("[data-line]");
  if (!told) return;
  if (away) {
    told.dataset.state = "off";
    const again = Object.assign(document.createElement("a"), { href: location.href, textContent: told.dataset.away });
    told.replaceChildren(again);
    return;
  }
  const on = navigator.onLine;
  told.dataset.state = on ? "on" : "off";
  told.textContent = (on ? told.dataset.on : told.dataset.off) + (waiting ? ` · ${waiting} ${told.dataset.waits}` : "");
}

function keys() {
  const rows = () => [...document.querySelectorAll("[data-keys] > .row")];
  const chosen = () => document.querySelector(".row[data-chosen]");
  const choose = (row) => {
    if (!row) return;
    chosen()?.removeAttribute("data-chosen");
    row.dataset.chosen = "";
    row.querySelector("a, summary")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const press = (key) => {
    const found = chosen()?.querySelector(`[data-key="${key}"]`);
    if (!found) return;
    const folded = found.closest("details");
    if (folded && !folded.open) folded.open = true;
    if (found.tagName === "A") return found.click();
    const reason = folded?.querySelector("input[name=why]");
    if (reason && !reason.value) return reason.focus();
    if (found.tagName === "BUTTON") found.click();
  };
  document.addEventListener("keydown", (pressed) => {
    if (pressed.target.closest("input, textarea, select") || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    const all = rows();
    if (!all.length) return;
    const place = all.indexOf(chosen());
    switch (pressed.key) {
      case "j": choose(all[Math.min(place + 1, all.length - 1)]); break;
      case "k": choose(all[Math.max(place - 1, 0)]); break;
      case "v": press("v"); break;
      case "d": press("d"); break;
      case "Enter":
        if (chosen() && pressed.target.tagName !== "A" && pressed.target.tagName !== "SUMMARY" && pressed.target.tagName !== "BUTTON") {
          chosen().querySelector(".row-title")?.click();
        }
        return;
      default: return;
    }
    pressed.preventDefault();
  });
  document.addEventListener("focusin", (focused) => {
    const row = focused.target.closest?.("[data-keys] > .row");
    if (!row || row === chosen()) return;
    chosen()?.removeAttribute("data-chosen");
    row.dataset.chosen = "";
    document.dispatchEvent(new CustomEvent("desk:row", { detail: { id: row.dataset.incident } }));
  });
}

// Rows that follow the record: when the desk says that it changed, the part is fetched again, unless
// somebody is writing in it.
function live() {
  const parts = document.querySelectorAll("[data-live]");
  if (!parts.length || !window.EventSource) return;
  const stream = new EventSource("/live");
  let mark = document.body.dataset.mark;
  stream.addEventListener("error", async () => {
    if (stream.readyState !== EventSource.CLOSED) return; // It tries again by itself.
    const answer = await fetch("/live", { headers: { accept: "application/json" } }).catch(() => null);
    away = answer?.status === 401;
    answer?.body?.cancel();
    if (away) line(0);
    else setTimeout(live, 5000);
  });
  // Not all at once: what one officer does, a hundred desks hear of in the same second.
  let due = 0;
  stream.addEventListener("mark", (told) => {
    if (told.data === mark) return;
    mark = told.data;
    due ||= setTimeout(follow, Math.random() * 1500);
  });
  async function follow() {
    due = 0;
    for (const part of document.querySelectorAll("[data-live]")) {
      if (part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) continue;
      const answer = await fetch(part.dataset.live, { headers: { "hx-request": "true", "x-by-itself": "true" } }).catch(() => null);
      if (!answer?.ok || answer.redirected) continue;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(part.id);
      if (!fresh) continue;
      const kept = document.querySelector(".row[data-chosen]")?.id;
      part.replaceChildren(...fresh.childNodes);
      if (kept) document.getElementById(kept)?.setAttribute("data-chosen", "");
      for (const name of [".strip", ".tabs"]) {
        const old = document.querySelector(name), now = page.querySelector(name);
        if (old && now) old.replaceWith(now);
      }
    }
    document.dispatchEvent(new CustomEvent("desk:changed"));
  }
}

if ("serviceWorker" in navigator && window.isSecureContext) navigator.serviceWorker.register("/sw.js").catch(() => {});
tick();
setInterval(tick, 10000);
line(0);
addEventListener("online", () => line(0));
addEventListener("offline", () => line(0));
document.addEventListener("desk:outbox", (told) => line(told.detail.waiting));
document.querySelector(".rooms [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
keys();
live();
document.body.dataset.ready = "";
