// Asks before a half-written form is left or loaded again. What is being sent is not left.
const typed = (field) => field.matches("textarea, input[type=text]") && !field.readOnly;
// An answer that holds what was typed has it as its own value: there, whatever is in a field was typed.
const halfWritten = (form) =>
  [...form.elements].some(
    (field) => typed(field) && field.value !== ("unsaved" in form.dataset ? "" : field.defaultValue),
  );

let sent;
addEventListener("submit", (event) => {
  sent = event.target;
});
addEventListener("pageshow", () => {
  sent = undefined;
});
addEventListener("beforeunload", (event) => {
  const left = [...document.forms].some((form) => form !== sent && form.method === "post" && halfWritten(form));
  if (left) event.preventDefault();
});
