// Copies the text of the element named by data-copies; the button is hidden where that cannot work.
export default function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  if (!source || !navigator.clipboard) return;
  const words = button.querySelector("span");
  const before = words.textContent;
  words.setAttribute("aria-live", "polite");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent.trim());
      words.textContent = button.dataset.done;
      setTimeout(() => (words.textContent = before), 3000);
    } catch {
      // Not allowed to copy: select it, so that one key press does.
      getSelection().selectAllChildren(source);
    }
  });
}
