// Fills in the proof of work while people write; a form sent before it is ready waits for it. Without scripts, or
// where a worker cannot run, the form goes without.
export default function proof(field) {
  const form = field.form;
  let worker;
  try {
    worker = new Worker(new URL("./proofworker.js", import.meta.url), { type: "module" });
  } catch {
    return;
  }
  let held;
  const done = () => {
    worker.terminate();
    form.removeEventListener("submit", hold);
    form.removeAttribute("aria-busy");
    // By the button that was pressed: it may lead elsewhere.
    if (held) form.requestSubmit(held.submitter);
  };
  const hold = (event) => {
    event.preventDefault();
    held = event;
    form.setAttribute("aria-busy", "true");
  };
  worker.onmessage = ({ data }) => {
    field.value = data;
    done();
  };
  worker.onerror = done;
  form.addEventListener("submit", hold);
  worker.postMessage((form.elements.receipt ?? form.elements.stamp).value);
}
