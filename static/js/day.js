/* The day of a meeting survives a lost connection.
 *
 *   <form hx-post="…" data-keep="5-speech-12-3">     what is typed is kept on this machine until the server has it; a
 *     <p data-keep-state role="status"></p>           sending that failed is repeated when the connection is back. The
 *                                                     server records the same thing once, however often it comes.
 *   <li hx-post="…" hx-trigger="change, resend" data-keep="5-roll-40">   the same for one line of the roll call
 *   <span data-clock="2026-12-03T19:30:00+07:00">     whole minutes since then
 *   <input data-point="40"> … <output data-total>     the sum of what is in the fields
 */

const RETRY_MS = 15000;
const LOGIN = "/login/";
const UNKEPT = new Set(["csrfmiddlewaretoken"]);

function storageKey(root) {
  return `chibo:keep:${root.dataset.keep}`;
}

function fieldsOf(root) {
  return [...root.querySelectorAll("input[name], select[name], textarea[name]")].filter(
    (field) => !UNKEPT.has(field.name) && field.type !== "hidden",
  );
}

function valuesOf(root) {
  const chosen = fieldsOf(root).filter((field) => field.type !== "radio" || field.checked);
  return chosen.map((field) => [field.name, field.value]);
}

function fill(root, values) {
  for (const field of fieldsOf(root)) {
    if (field.type === "radio") {
      field.checked = values.some(([name, value]) => name === field.name && value === field.value);
    } else {
      field.value = values.find(([name]) => name === field.name)?.[1] ?? field.value;
    }
  }
}

function read(root) {
  try {
    return JSON.parse(localStorage.getItem(storageKey(root)));
  } catch {
    return null;
  }
}

/** Keep what stands in the fields. failed: it was sent, in vain; pressed: the button it was sent with. */
function keep(root, failed) {
  try {
    const pressed = failed ? root.dataset.keepPressed || "" : "";
    localStorage.setItem(storageKey(root), JSON.stringify({ values: valuesOf(root), failed, pressed }));
    return true;
  } catch {
    return false;
  }
}

function forget(root) {
  try {
    localStorage.removeItem(storageKey(root));
  } catch {
    // Nothing was kept on a machine that keeps nothing.
  }
}

function say(root, words, kind) {
  const state = root.querySelector("[data-keep-state]");
  if (!state) return;
  state.textContent = words;
  state.classList.remove("save-state-saved", "save-state-unsent");
  if (kind) state.classList.add(`save-state-${kind}`);
}

function send(root) {
  if (!root.isConnected || !navigator.onLine) return;
  if (!(root instanceof HTMLFormElement)) return window.htmx.trigger(root, "resend");
  const pressed = root.dataset.keepPressed;
  root.requestSubmit(pressed ? root.querySelector(`[name="${pressed}"]`) : null);
}

function failed(root) {
  const kept = keep(root, true);
  root.dataset.keepFailed = "1";
  const where = kept ? "phần này được giữ trên máy và tự gửi lại khi có mạng" : "đồng chí đừng đóng trang này";
  say(root, `Chưa gửi được: ${where}.`, "unsent");
  window.setTimeout(() => root.dataset.keepFailed && send(root), RETRY_MS);
}

function restore(root) {
  const kept = read(root);
  if (!kept) return;
  if (JSON.stringify(kept.values) === JSON.stringify(valuesOf(root)) && !kept.failed) return forget(root);
  fill(root, kept.values);
  const fold = root.closest("details");
  if (fold) fold.open = true;
  root.dataset.keepPressed = kept.pressed || "";
  if (kept.failed) failed(root);
  else say(root, "Đã lấy lại phần chưa ghi.", "unsent");
}

function start(root) {
  if (root.dataset.keepOn) return;
  root.dataset.keepOn = "1";
  root.addEventListener("input", () => {
    keep(root, false);
    if (root instanceof HTMLFormElement) say(root, "Chưa ghi", "");
  });
  root.addEventListener("submit", (event) => (root.dataset.keepPressed = event.submitter?.name || ""));
  restore(root);
}

function startIn(element) {
  if (element.matches?.("[data-keep]")) start(element);
  for (const root of element.querySelectorAll("[data-keep]")) start(root);
}

/** The kept form or line that an event of htmx is about, wherever its answer goes. */
function rootOf(event) {
  return event.detail.requestConfig?.elt?.closest("[data-keep]");
}

/** Before the answer takes the place of the form. The login page in its stead means that the session is over. */
function answered(event) {
  const { xhr } = event.detail;
  const root = rootOf(event);
  const isLogin = xhr.responseURL && new URL(xhr.responseURL).pathname === LOGIN;
  if (isLogin) event.detail.shouldSwap = false;
  if (!root) return;
  delete root.dataset.keepFailed;
  if (isLogin) {
    keep(root, true);
    say(root, "Phiên làm việc đã hết. Đồng chí đăng nhập lại rồi mở lại trang này; phần đã viết được giữ trên máy.", "unsent");
  } else if (xhr.status < 300) {
    forget(root);
  }
}

function sendAgain() {
  for (const root of document.querySelectorAll("[data-keep-failed]")) send(root);
}

function tick() {
  for (const clock of document.querySelectorAll("[data-clock]")) {
    clock.textContent = Math.max(0, Math.floor((Date.now() - Date.parse(clock.dataset.clock)) / 60000));
  }
}

function addUp() {
  const output = document.querySelector("[data-total]");
  if (!output) return;
  const points = [...document.querySelectorAll("[data-point]")].map((field) => Number(field.value) || 0);
  output.textContent = points.reduce((sum, each) => sum + each, 0);
}

startIn(document);
document.addEventListener("htmx:load", (event) => startIn(event.target));
document.addEventListener("htmx:sendError", (event) => rootOf(event) && failed(rootOf(event)));
document.addEventListener("htmx:timeout", (event) => rootOf(event) && failed(rootOf(event)));
document.addEventListener("htmx:beforeSwap", answered);
document.addEventListener("input", addUp);
window.addEventListener("online", sendAgain);
window.setInterval(tick, RETRY_MS);
addUp();
