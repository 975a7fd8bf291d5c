// A live count under a field with data-limit.
import { count } from "./count.js";

export default function counter(field) {
  const line = document.getElementById(`${field.id}-count`);
  if (!line) return;
  const limit = Number(field.dataset.limit);
  const [fits, left, over] = ["fits", "left", "over"].map((name) => line.querySelector(`[data-${name}]`));
  const format = new Intl.NumberFormat(document.documentElement.lang);
  let pause;

  const show = () => {
    const room = limit - count(field.value);
    fits.hidden = field.value !== "";
    left.hidden = field.value === "" || room < 0;
    over.hidden = room >= 0;
    line.classList.toggle("over", room < 0);
    (room < 0 ? over : left).querySelector("b").textContent = format.format(Math.abs(room));
    // Read aloud only near the end, and only once the typing pauses.
    line.setAttribute("aria-live", room < limit / 10 ? "polite" : "off");
  };
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(show, 150);
  });
  show();
}
