// Redaction without leaving the page: the server does it and answers with the whole page, of which the parts that show the
// text are taken over. What somebody selects is proposed as the words that give way.
const PARTS = ["h1", ".side", "#text", ".verdict", ".languages"];
const TEXTS = "textarea, input[type=text]";
// Longest selection that can give way, in UTF-16 code units.
const MOST = 200;

export default function redact(form) {
  const status = form.querySelector("[role=status]");
  const words = () => form.elements.words;
  const shows = (button) => button?.name !== "switch" && /\/(redactions|questions\/draft)(\?|$)/.test(button?.formAction ?? "");
  let plain;

  // Words that were only selected are nothing that somebody typed.
  const isPicked = () => words().value !== "" && words().value === words().dataset.picked;
  function pick(picked, place) {
    const field = words();
    if (field.value !== "" && !isPicked()) return;
    field.value = field.defaultValue = field.dataset.picked = picked;
    form.elements.place.value = place;
    form.querySelector("[data-here]").hidden = !place;
    if (!place) form.elements.only_here.checked = false;
    field.closest("details").open = true;
  }

  document.addEventListener("selectionchange", () => {
    const field = document.activeElement;
    const typed = field?.form === form && field.matches("textarea");
    const [start, end] = typed ? [field.selectionStart, field.selectionEnd] : [];
    const selection = document.getSelection();
    const read = selection.anchorNode?.parentElement?.closest("#text [data-field]");
    const raw = typed ? field.value.slice(start, end) : read?.contains(selection.focusNode) ? String(selection) : "";
    const picked = raw.trim();
    if (!/[\p{L}\p{N}]/u.test(picked) || picked.includes("\n") || picked.length > MOST) return;
    const from = start + raw.indexOf(picked);
    pick(picked, typed ? `${field.name}:${from}:${from + picked.length}` : "");
  });

  async function send(button) {
    const body = new URLSearchParams(new FormData(form));
    if (button.name) body.set(button.name, button.value);
    // Words that were only selected are for the button beside them.
    if (isPicked() && !button.closest(".redact")) body.set("words", "");
    const answer = await fetch(button.formAction, { method: "POST", body }).catch(() => undefined);
    // Anything but the page: the browser sends it again and shows what comes.
    if (answer?.status !== 200) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("#review")) return false;
    take(page, button);
    return true;
  }

  function take(page, button) {
    const at = [...document.querySelectorAll("#text button")].indexOf(button);
    for (const field of page.querySelector("#review").querySelectorAll(TEXTS)) {
      const own = form.elements[field.name];
      if (!own || own.value === field.value) continue;
      own.value = field.value;
      own.dispatchEvent(new Event("input", { bubbles: true }));
    }
    for (const part of PARTS) {
      const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
      if (old && fresh) old.replaceWith(fresh);
    }
    document.querySelector("#problems")?.remove();
    status.textContent = form.querySelector("[data-test=unsaved]")?.textContent ?? "";
    const marks = document.querySelectorAll("#text button");
    (at < 0 ? words() : (marks[Math.min(at, marks.length - 1)] ?? words())).focus({ preventScroll: true });
  }

  addEventListener("submit", async (event) => {
    if (event.target !== form) return;
    const button = event.submitter;
    if (!shows(button)) {
      if (isPicked()) words().value = "";
      return;
    }
    if (plain) return;
    event.preventDefault();
    if (await send(button)) return;
    plain = true;
    form.requestSubmit(button);
  });
  addEventListener("pageshow", () => {
    plain = false;
  });
}
