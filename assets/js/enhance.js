// Pages work without scripts; this only adds comfort. data-enhance="name" loads name.js and hands it the element.
import "./leave.js";

export function enhance(root) {
  for (const element of root.querySelectorAll("[data-enhance]")) {
    const name = element.dataset.enhance;
    if (/^[a-z]+$/.test(name)) import(`./${name}.js`).then((module) => module.default(element));
  }
}

enhance(document);
