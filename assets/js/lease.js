// Claims a story at the first change to its form, and renews the claim for as long as somebody works on its page; a page
// that is only open claims nothing, and lets a claim end.
const PAUSE = 5 * 60_000;

export default function lease(notice) {
  const form = document.querySelector("#review");
  const csrf = form.querySelector("input[name=csrf]");
  let { claim } = notice.dataset;
  let last;
  const post = async (address) => {
    last = performance.now();
    const body = new URLSearchParams({ csrf: csrf.value });
    // Out of reach is not lost: the next act tries again, and every button does.
    const answer = await fetch(address, { method: "POST", body, redirect: "manual" }).catch(() => undefined);
    if (answer !== undefined) notice.hidden = answer.status !== 409;
  };
  const act = (event) => {
    if (claim === undefined) {
      if (last === undefined || performance.now() - last >= PAUSE) post(notice.dataset.renewal);
    } else if (event.type === "input" && form.contains(event.target)) {
      const address = claim;
      claim = undefined;
      post(address);
    }
  };
  for (const type of ["keydown", "pointerdown", "input"]) addEventListener(type, act, { passive: true });
}
