// The field form without a line: what is sent goes into an outbox on the device first, and leaves it when
// the desk has answered that it is kept. The report's id is made here, so that sending twice keeps one.

const form = document.getElementById("field");
const told = document.getElementById("outbox");
const WAIT = 20000;

const store = new Promise((done, fail) => {
  const asked = indexedDB.open("holdfire", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "report_id" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => fail(asked.error);
});

async function within(mode, act) {
  const box = (await store).transaction("outbox", mode).objectStore("outbox");
  const asked = act(box);
  return new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

const account = document.body.dataset.account;
const waiting = async () => (await within("readonly", (box) => box.getAll())).filter((each) => each.account === account);

function say(text, more = "") {
  told.hidden = false;
  told.textContent = more ? `${text} ${more}` : text;
}

async function tell() {
  const number = (await waiting()).length;
  document.body.dataset.outbox = number;
  document.dispatchEvent(new CustomEvent("desk:outbox", { detail: { waiting: number } }));
  return number;
}

let flushing = false;
async function flush() {
  if (flushing) return;
  flushing = true;
  try {
    for (const each of await waiting()) {
      const { account: _, refused, ...report } = each;
      if (refused) continue;
      const answer = await fetch("/api/reports", {
        method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(report),
      }).catch(() => null);
      if (!answer || answer.status >= 500 || answer.status === 401 || answer.status === 429) break;
      if (answer.ok) {
        await within("readwrite", (box) => box.delete(each.report_id));
        say(told.dataset.sent);
        continue;
      }
      // Refused for what it says: it stays on the device, is not sent again by itself, and is shown.
      const why = await answer.json().catch(() => ({}));
      await within("readwrite", (box) => box.put({ ...each, refused: true }));
      say(told.dataset.refused, `${why.what ?? ""} ${why.advice ?? ""}`);
      fill(report);
    }
  } finally {
    flushing = false;
    await tell();
  }
}

function fill(report) {
  for (const [name, value] of Object.entries(report)) {
    const field = form.elements[name];
    if (field && name !== "report_id") field.value = value ?? "";
  }
  within("readwrite", (box) => box.delete(report.report_id)).then(tell);
  form.elements.report_id.value = crypto.randomUUID();
  places();
}

function places() {
  for (const part of form.querySelectorAll("[data-by]")) part.hidden = part.dataset.by !== form.elements.place_by.value;
}

form.addEventListener("submit", async (sent) => {
  sent.preventDefault();
  const report = Object.fromEntries(new FormData(form));
  for (const name of Object.keys(report)) if (report[name] === "") delete report[name];
  await within("readwrite", (box) => box.put({ ...report, account }));
  form.reset();
  form.elements.report_id.value = crypto.randomUUID();
  places();
  say(told.dataset.kept);
  told.scrollIntoView({ block: "nearest" });
  await tell();
  await flush();
});

form.elements.place_by.addEventListener("change", places);
const here = document.getElementById("here");
if (navigator.geolocation && window.isSecureContext) {
  here.hidden = false;
  here.addEventListener("click", () => navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.elements.lat.value = coords.latitude.toFixed(5);
    form.elements.lon.value = coords.longitude.toFixed(5);
    const sizes = [...form.elements.radius_m.options].map((each) => Number(each.value)).filter(Boolean);
    form.elements.radius_m.value = String(sizes.find((each) => each >= coords.accuracy) ?? sizes.at(-1));
  }));
}
addEventListener("online", flush);
setInterval(flush, WAIT);
form.elements.report_id.value = crypto.randomUUID();
places();
flush();
