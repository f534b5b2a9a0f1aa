/* A page comes in parts: the whole of it at first, later what htmx puts into it. */

/** Do something with the page and with every part that arrives. */
export function everyPart(deed) {
  deed(document);
  document.addEventListener("htmx:load", (event) => deed(event.target));
}

/** What the selector finds in a part of the page, the part itself included. */
export function within(root, selector) {
  const found = [...root.querySelectorAll(selector)];
  return root instanceof Element && root.matches(selector) ? [root, ...found] : found;
}
