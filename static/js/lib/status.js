/* What the page tells about itself: the connection, refused or failed requests, a form sent only once, focus on errors. */

const AGAIN_MS = 8000;
const OFFLINE = document.querySelector("[data-offline]");
const MESSAGES = document.getElementById("messages");

function showConnection() {
  if (OFFLINE) OFFLINE.hidden = navigator.onLine;
}

/** Put a sentence into the message area. kind: "info", "ok", "need" or "refused". */
function say(text, kind) {
  if (!MESSAGES) return;
  const notice = document.createElement("div");
  notice.className = `notice notice-${kind}`;
  notice.textContent = text;
  MESSAGES.replaceChildren(notice);
}

/** A second press on the same button, or a second press of Enter, sends nothing. */
function sendOnce(event) {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented || form.closest("[hx-post], [data-hx-post]")) return;
  form.dataset.sent = "1";
  event.submitter?.setAttribute("aria-busy", "true");
  window.setTimeout(allowAgain, AGAIN_MS); // the answer may have been a file, which leaves the page standing
}

/** The browser's "back" shows the page as it was left: let its forms be sent again. */
function allowAgain() {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
}

function failed(event) {
  const status = event.detail.xhr?.status;
  if (status === 403) say("Việc này không thuộc quyền của đồng chí, hoặc phiên làm việc đã hết. Đồng chí tải lại trang.", "refused");
  else if (status === 404) say("Mục này không còn. Đồng chí tải lại trang.", "refused");
  else if (status) say("Chương trình gặp lỗi, việc vừa rồi chưa được lưu. Đồng chí thử lại.", "refused");
  else say("Chưa gửi được vì mất kết nối. Đồng chí thử lại khi có mạng.", "need");
}

window.addEventListener("online", showConnection);
window.addEventListener("offline", showConnection);
window.addEventListener("pageshow", (event) => event.persisted && allowAgain());
window.addEventListener("submit", sendOnce);
document.addEventListener("htmx:responseError", failed);
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:afterSwap", (event) => event.target.querySelector("[data-focus]")?.focus());
showConnection();
document.querySelector("[data-focus]")?.focus();
