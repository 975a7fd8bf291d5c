// Single keys in the queue and on the page of a story. They rest where somebody types, with Ctrl, Alt or Meta, and behind
// an open dialog; whoever does not want them turns them off for this browser (WCAG 2.1.4).
const OFF = "pratfall-keys-off";
const TYPED = "input:not([type=checkbox]), textarea, select, [contenteditable]";

// A browser may keep nothing: then the keys work.
function isOff(off) {
  try {
    if (off !== undefined) off ? localStorage.setItem(OFF, "1") : localStorage.removeItem(OFF);
    return localStorage.getItem(OFF) !== null;
  } catch {
    return off ?? false;
  }
}

function go(element) {
  element?.focus();
  element?.scrollIntoView({ block: "nearest" });
}

function move(by) {
  const all = [...document.querySelectorAll(".row-title")];
  const at = all.indexOf(document.activeElement.closest(".rows > li")?.querySelector(".row-title"));
  const to = at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by;
  go(all[to]);
  return all.length > 0;
}

// Goes to an element of the form, in whatever fold it is; tells whether there is one.
function reach(css) {
  const found = document.querySelector(css);
  const fold = found?.closest("details");
  if (fold) fold.open = true;
  go(found);
  return Boolean(found);
}

function follow(css) {
  const link = document.querySelector(css);
  link?.click();
  return Boolean(link);
}

function tick() {
  const box = document.activeElement.closest(".rows > li")?.querySelector("[type=checkbox]");
  box?.click();
  return Boolean(box);
}

export default function keys(root) {
  const [button, dialog, on] = ["[data-opens]", "dialog", "[type=checkbox]"].map((css) => root.querySelector(css));
  let off = isOff();
  const show = () => {
    on.checked = !off;
    dialog.showModal();
    return true;
  };
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    x: tick,
    e: () => reach("#review #field-title"),
    // Enter presses it: nobody accepts a story by one slip of a finger.
    a: () => reach('#review [formaction*="/acceptance"]'),
    d: () => reach("#review #field-reason"),
    q: () => reach("#review #field-question"),
    n: () => follow('.head a[href*="/next"]'),
    "?": show,
  };
  button.hidden = false;
  button.addEventListener("click", show);
  root.querySelector("[data-closes]").addEventListener("click", () => dialog.close());
  on.addEventListener("change", () => {
    off = isOff(!on.checked);
  });
  addEventListener("keydown", (event) => {
    const held = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    if (off || held || event.defaultPrevented || dialog.open || event.target.closest?.(TYPED)) return;
    if (Object.hasOwn(acts, event.key) && acts[event.key]()) event.preventDefault();
  });
}
