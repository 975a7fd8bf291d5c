// Hints under the fields of a form, made on this device: the rules are fetched when the page loads, nothing after that.
import { compile, find } from "./findings.js";

// Hints shown at once under a field.
const SHOWN = 3;
// Milliseconds without a key before hints change.
const PAUSE = 700;

export default async function coach(box) {
  const form = box.closest("form");
  const data = await (await fetch(box.dataset.rules, { credentials: "omit" })).json();
  const rules = compile(data, JSON.parse(box.dataset.own));
  const part = (name) => box.querySelector(`template[data-part=${name}]`).content;
  const status = box.querySelector("[role=status]");
  const language = () => form.elements.language?.value || document.documentElement.lang;
  const refresh = [...form.querySelectorAll("[data-limit]")].map((field) =>
    watch(field, { part, status, look: () => find(rules, field.value, language()) }),
  );
  form.elements.language?.addEventListener("change", () => refresh.forEach((show) => show()));
}

function watch(field, { part, status, look }) {
  const panel = part("panel").firstElementChild.cloneNode(true);
  const title = panel.querySelector("[data-title]");
  const [list, more] = [panel.querySelector("ul"), panel.querySelector("[data-more]")];
  const left = new Set();
  let known = new Set();
  let shown = "[]";
  let pause;
  title.id = `${field.id}-coach`;
  panel.setAttribute("aria-labelledby", title.id);
  field.closest(".field").append(panel);

  const words = (it) => field.value.slice(it.start, it.end);
  const key = (it) => `${it.kind} ${words(it)}`;
  // Each of the findings once, by its kind and words, but those that the author leaves.
  function hints() {
    const once = new Map();
    for (const it of look()) if (!left.has(key(it)) && !once.has(key(it))) once.set(key(it), it);
    return [...once];
  }

  function show(aloud) {
    const all = hints();
    const now = JSON.stringify(all.map(([name, it]) => [name, it.instead]));
    if (now === shown) return;
    shown = now;
    const focused = list.contains(document.activeElement);
    list.replaceChildren(...all.slice(0, SHOWN).map(([name, it]) => hint(name, it)));
    if (focused) (list.querySelector("button:not([hidden])") ?? field).focus();
    more.hidden = all.length <= SHOWN;
    more.querySelector("b").textContent = all.length - SHOWN;
    title.querySelector("b").textContent = all.length;
    panel.hidden = !all.length;
    describe(field, title.id, all.length);
    const fresh = all.filter(([name]) => !known.has(name)).map(([, it]) => words(it).trim());
    if (aloud && fresh.length) status.textContent = `${title.querySelector("span").textContent} ${fresh.join(", ")}`;
    else if (aloud && known.size && !all.length) status.textContent = part("clear").textContent.trim();
    known = new Set(all.map(([name]) => name));
  }

  function hint(name, it) {
    const row = part("hint").firstElementChild.cloneNode(true);
    row.querySelector("mark").textContent = words(it).trim();
    row.querySelector("[data-why]").textContent = part("why").querySelector(`[data-kind=${it.kind}]`).textContent;
    const [instead, out] = [row.querySelector("[data-do=instead]"), row.querySelector("[data-do=out]")];
    instead.hidden = !it.instead;
    out.hidden = it.instead !== "";
    instead.querySelector("q").textContent = it.instead;
    for (const button of [instead, out]) button.addEventListener("click", () => replace(name));
    row.querySelector("[data-do=leave]").addEventListener("click", () => {
      left.add(name);
      show(true);
    });
    for (const said of row.querySelectorAll("[data-words]")) said.textContent = `(${words(it).trim()})`;
    return row;
  }

  // Types what is proposed where the words are, last first, as a person would: so that the browser can undo it.
  function replace(name) {
    field.focus();
    for (const { start, end, instead } of look().filter((it) => key(it) === name).reverse()) {
      field.setSelectionRange(start, end);
      const typed = instead ? document.execCommand("insertText", false, instead) : document.execCommand("delete");
      if (typed) continue;
      field.setRangeText(instead, start, end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    clearTimeout(pause);
    show(true);
  }

  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(() => show(true), PAUSE);
  });
  show(false);
  return () => show(true);
}

// Ties the hints to the field for assistive technology, or unties them.
function describe(field, id, tied) {
  const ids = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((other) => other && other !== id);
  if (tied) ids.push(id);
  field.toggleAttribute("aria-describedby", ids.length > 0);
  if (ids.length) field.setAttribute("aria-describedby", ids.join(" "));
}
