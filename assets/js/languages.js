// The languages of a page with many forms: buttons of the one in which somebody writes.
export default function languages(nav) {
  nav.hidden = false;
  addEventListener("input", ({ target }) => {
    const form = target.form;
    if (!form?.id || form.method !== "post") return;
    for (const button of nav.querySelectorAll("button")) {
      button.setAttribute("form", form.id);
      button.value = form.id;
    }
  });
}
