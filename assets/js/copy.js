// Copies the text of the element named by data-copies, and says so politely; the button is hidden where it cannot.
export default function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  const status = document.getElementById(`${button.dataset.copies}-copied`);
  if (!source || !navigator.clipboard) return;
  let pause;
  button.hidden = false;
  button.addEventListener("click", async () => {
    clearTimeout(pause);
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      if (status) status.textContent = button.dataset.done;
      pause = setTimeout(() => status?.replaceChildren(), 8000);
    } catch {
      // Not allowed to copy: select it, so that one key press does.
      getSelection().selectAllChildren(source);
    }
  });
}
