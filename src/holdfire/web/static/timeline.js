// The brush: drawing over days fills the two date fields and asks for that span. Without it, the fields do.

const drawing = document.querySelector("svg[data-brush]");
const form = document.querySelector("form[data-span]");

if (drawing && form) {
  const { first, days, left, step } = drawing.dataset;
  const brushed = drawing.querySelector("[data-brushed]");
  const { top, tall } = drawing.dataset;
  let from = null;
  const place = (moved) => {
    const at = new DOMPoint(moved.clientX, moved.clientY).matrixTransform(drawing.getScreenCTM().inverse());
    return Math.min(Math.max(Math.floor((at.x - Number(left)) / Number(step)), 0), Number(days) - 1);
  };
  const day = (number) => {
    const told = new Date(`${first}T00:00:00Z`);
    told.setUTCDate(told.getUTCDate() + number);
    return told.toISOString().slice(0, 10);
  };
  const draw = (one, other) => {
    const [low, high] = [Math.min(one, other), Math.max(one, other)];
    brushed.setAttribute("x", Number(left) + low * Number(step));
    brushed.setAttribute("y", top);
    brushed.setAttribute("width", (high - low + 1) * Number(step));
    brushed.setAttribute("height", tall);
    form.elements.first.value = day(low);
    form.elements.last.value = day(high);
  };
  drawing.addEventListener("dragstart", (begun) => begun.preventDefault());
  drawing.addEventListener("pointerdown", (pressed) => {
    if (pressed.button === 0 && pressed.pointerType !== "touch") from = place(pressed);
  });
  addEventListener("pointermove", (moved) => {
    if (from !== null && place(moved) !== from) draw(from, place(moved));
  });
  addEventListener("pointerup", (lifted) => {
    if (from === null) return;
    const to = place(lifted);
    if (to !== from) {
      draw(from, to);
      // The link of the day under the pointer must not be followed as well.
      addEventListener("click", (clicked) => clicked.preventDefault(), { capture: true, once: true });
      form.requestSubmit();
    }
    from = null;
  });
}
