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
  if (stamp.dataset.madeFor) {
    // A page that comes back, by a reload or from memory, does not bring the stamp of what was sent before.
    stamp.value = field.value = "";
    const again = (event) => {
      if (!event.persisted) return;
      window.removeEventListener("pageshow", again);
      worker.terminate();
      form.removeEventListener("submit", hold);
      proof(field);
    };
    window.addEventListener("pageshow", again);
  }
  let begun = false;
  const begin = (button) => {
    if (begun) return;
    begun = true;
    if (!stamp.value) {
      // It is for the button that was pressed, known by the last part of where it leads.
      const to = button?.getAttribute("formaction") ?? form.getAttribute("action");
      const purpose = to.split("?")[0].split("/").pop();
      const random = Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0"));
      stamp.value = [purpose, stamp.dataset.madeFor, new Date().toISOString().slice(0, 10), random.join("")].join(".");
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
    // The stamp is for the button that was pressed first.
    held ??= event;
    begin(event.submitter);
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
