/* Hand a text on.
 *
 *   <button data-copy="id">    copies the text (or the value) of the element with that id
 *   <button data-share="id">   opens the telephone's share sheet (Zalo among them); copies where there is none
 * The text stands readable in the page, so that it can be copied by hand without JavaScript.
 */

function textOf(id) {
  const source = document.getElementById(id);
  return (source?.value ?? source?.innerText ?? "").trim();
}

function copyTheOldWay(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyTheOldWay(text);
  }
}

function answer(button, words) {
  const before = (button.dataset.words ||= button.textContent);
  button.setAttribute("aria-live", "polite");
  button.textContent = words;
  window.setTimeout(() => (button.textContent = before), 4000);
}

async function copyFor(button, text) {
  answer(button, (await copy(text)) ? "Đã sao chép" : "Chưa sao chép được, đồng chí chọn chữ rồi chép tay");
}

async function shareFor(button, text) {
  if (!navigator.share) return copyFor(button, text);
  try {
    await navigator.share({ text });
  } catch (error) {
    if (error.name !== "AbortError") await copyFor(button, text);
  }
}

export function enhance(button) {
  const { copy: copied, share: shared } = button.dataset;
  button.addEventListener("click", () => (shared ? shareFor(button, textOf(shared)) : copyFor(button, textOf(copied))));
}
