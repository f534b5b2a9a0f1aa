/* A list whose order people change, by two buttons on each item or by dragging its handle.
 *
 *   <ol data-reorder="/where/the/order/is/saved/">
 *     <li data-reorder-id="5" data-reorder-name="Nội dung 2">
 *       <span data-reorder-handle aria-hidden="true">…</span>
 *       <button name="move" value="5:up" data-reorder-step="-1">…   a form around the list posts this without JavaScript
 *   <p data-reorder-state role="status"></p>                        anywhere in the page: what happened, in words
 *
 * Posts order=7&order=5&… after each change; when that fails the list goes back to where it was and says so.
 */

const STATE = "[data-reorder-state]";

function items(list) {
  return [...list.querySelectorAll(":scope > [data-reorder-id]")];
}

function say(words) {
  const state = document.querySelector(STATE);
  if (state) state.textContent = words;
}

function csrf() {
  return JSON.parse(document.body.getAttribute("hx-headers") || "{}")["X-CSRFToken"] || "";
}

async function save(list, item, before) {
  const order = items(list);
  const body = new URLSearchParams(order.map((each) => ["order", each.dataset.reorderId]));
  const position = `${order.indexOf(item) + 1}/${order.length}`;
  try {
    const headers = { "X-CSRFToken": csrf(), "HX-Request": "true" };
    const answer = await fetch(list.dataset.reorder, { method: "POST", body, headers });
    if (!answer.ok || answer.redirected) throw new Error("refused");
    say(`${item.dataset.reorderName} nay ở vị trí ${position}, đã lưu.`);
  } catch {
    list.append(...before);
    say("Chưa lưu được thứ tự mới, danh sách trở lại như cũ. Đồng chí thử lại.");
  }
  markEnds(list);
}

function markEnds(list) {
  const order = items(list);
  for (const [index, item] of order.entries()) {
    for (const button of item.querySelectorAll("[data-reorder-step]")) {
      const isLast = index === (button.dataset.reorderStep === "-1" ? 0 : order.length - 1);
      button.setAttribute("aria-disabled", String(isLast));
    }
  }
}

function step(button) {
  const item = button.closest("[data-reorder-id]");
  const list = item.closest("[data-reorder]");
  const before = items(list);
  const other = before[before.indexOf(item) + Number(button.dataset.reorderStep)];
  if (!other) return;
  if (button.dataset.reorderStep === "-1") other.before(item);
  else other.after(item);
  button.focus();
  save(list, item, before);
}

/** Follow the finger or the mouse until it is lifted; Escape puts the item back. */
function drag(handle, down) {
  const item = handle.closest("[data-reorder-id]");
  const list = item.closest("[data-reorder]");
  const before = items(list);
  const ends = new AbortController();
  const options = { signal: ends.signal };

  /** The others move around the item: taken out of the page itself, it would lose the finger that holds it. */
  function move(event) {
    const others = items(list).filter((each) => each !== item);
    const above = others.filter((each) => event.clientY > middle(each));
    if (items(list).indexOf(item) === above.length) return;
    item.before(...above);
    item.after(...others.slice(above.length));
  }

  function finish(isKept) {
    ends.abort();
    item.classList.remove("reorder-moving");
    if (!isKept) list.append(...before);
    else if (items(list).some((each, index) => each !== before[index])) save(list, item, before);
  }

  item.classList.add("reorder-moving");
  handle.setPointerCapture(down.pointerId);
  handle.addEventListener("pointermove", move, options);
  handle.addEventListener("pointerup", () => finish(true), options);
  handle.addEventListener("pointercancel", () => finish(false), options);
  document.addEventListener("keydown", (event) => event.key === "Escape" && finish(false), options);
}

function middle(element) {
  const box = element.getBoundingClientRect();
  return box.top + box.height / 2;
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-reorder-step]") : null;
  if (!button) return;
  event.preventDefault();
  step(button);
});
document.addEventListener("pointerdown", (event) => {
  const handle = event.target instanceof Element ? event.target.closest("[data-reorder-handle]") : null;
  if (!handle || event.button) return;
  event.preventDefault();
  drag(handle, event);
});
for (const list of document.querySelectorAll("[data-reorder]")) markEnds(list);
document.addEventListener("htmx:load", (event) => {
  for (const list of event.target.querySelectorAll("[data-reorder]")) markEnds(list);
});
