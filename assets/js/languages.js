// The languages of a page with many forms: buttons of the one in which somebody writes.
export default function languages(nav) {
  nav.hidden = false;
  addEventListener("input", ({ target }) => {
    // By its attributes: a field called `id` would stand for the form's own.
    const id = target.form?.method === "post" && target.form.getAttribute("id");
    if (!id) return;
    for (const button of nav.querySelectorAll("button")) {
      button.setAttribute("form", id);
      button.value = id;
    }
  });
}
