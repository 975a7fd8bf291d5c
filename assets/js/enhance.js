// Pages work without scripts; this only adds comfort. data-enhance="name" loads name.js and hands it the element.
const known = new Set(["agenda", "copy", "counter", "print", "queue", "run"]);

export async function enhance(root) {
  for (const element of root.querySelectorAll("[data-enhance]")) {
    const name = element.dataset.enhance;
    if (!known.has(name)) continue;
    const module = await import(`./${name}.js`);
    module.default(element);
  }
}

enhance(document);
