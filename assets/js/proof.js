// Fills in the proof of work while people write; a form sent before it is ready waits for it. Without scripts, or
// where a worker cannot run, the form goes without. A page that is the same for everybody carries no stamp: it is made
// here, and worked on, once somebody presses the button.
export default function proof(field) {
  const form = field.form;
  let worker;
  try {
    worker = new Worker(new URL("./proofworker.js", import.meta.url), { type: "module" });
  } catch {
    return;
  }
  const stamp = form.elements.receipt ?? form.elements.stamp;
  let begun = false;
  const begin = () => {
    if (begun) return;
    begun = true;
    if (!stamp.value) {
      const random = Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0"));
      stamp.value = [stamp.dataset.madeFor, new Date().toISOString().slice(0, 10), random.join("")].join(".");
    }
    worker.postMessage(stamp.value);
  };
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
    begin();
    form.setAttribute("aria-busy", "true");
  };
  worker.onmessage = ({ data }) => {
    field.value = data;
    done();
  };
  worker.onerror = done;
  form.addEventListener("submit", hold);
  if (stamp.value) begin();
}
