/* <textarea data-counter="2000">: says how much room is left. The server has the same limit and the last word. */

function show(field, output) {
  const left = Number(field.dataset.counter) - [...field.value.normalize("NFC")].length;
  output.textContent = left >= 0 ? `Còn ${left} ký tự` : `Dài quá ${-left} ký tự`;
  output.classList.toggle("counter-over", left < 0);
  output.setAttribute("aria-live", left < 50 ? "polite" : "off");
}

export function enhance(field) {
  const output = document.createElement("div");
  output.className = "counter number";
  field.after(output);
  field.addEventListener("input", () => show(field, output));
  show(field, output);
}
