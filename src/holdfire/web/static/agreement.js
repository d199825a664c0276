// The slider: moving it shows what is in force on that day. Without it, the date field and the links do.

const form = document.querySelector("form[data-agreement]");
const slide = form?.querySelector("input[type=range]");

if (form && slide) {
  const first = Date.parse(`${form.dataset.first}T00:00:00Z`);
  const day = (number) => new Date(first + number * 86400000).toISOString().slice(0, 10);
  const number = (told) => Math.round((Date.parse(`${told}T00:00:00Z`) - first) / 86400000);
  let asked = 0;
  let waiting = null;

  const show = async (on) => {
    const mine = ++asked;
    const now = document.getElementById("standing");
    now.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`/agreement?on=${on}`, { credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.statusText);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine !== asked) return;
      const open = new Set([...now.querySelectorAll("details[open][id]")].map((each) => each.id));
      const fresh = page.getElementById("standing");
      for (const each of fresh.querySelectorAll("details[id]")) each.open = open.has(each.id);
      const said = fresh.querySelector("[data-said]").textContent;
      now.replaceChildren(...fresh.children);
      now.dataset.on = on;
      // A status is read out when its text changes, not when it comes with the page.
      now.querySelector("[data-said]").textContent = "";
      setTimeout(() => { now.querySelector("[data-said]").textContent = said; }, 50);
      history.replaceState(null, "", `/agreement?on=${on}`);
    } catch {
      if (mine === asked) location.assign(`/agreement?on=${on}`);
    } finally {
      if (mine === asked) now.removeAttribute("aria-busy");
    }
  };

  const chosen = (on) => {
    form.elements.on.value = on;
    slide.value = number(on);
    slide.setAttribute("aria-valuetext", on);
  };

  slide.closest("label").hidden = false;
  slide.addEventListener("input", () => {
    const on = day(Number(slide.value));
    chosen(on);
    clearTimeout(waiting);
    waiting = setTimeout(() => show(on), 200);
  });
  document.addEventListener("click", (clicked) => {
    const link = clicked.target.closest("a[data-day]");
    if (!link || clicked.ctrlKey || clicked.metaKey || clicked.shiftKey || clicked.button) return;
    clicked.preventDefault();
    const { day: on } = link.dataset;
    const rel = link.rel;
    chosen(on);
    show(on).then(() => document.querySelector(`a[data-day][rel=${rel}]`)?.focus());
  });
}
