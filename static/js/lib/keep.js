/* A form that htmx sends survives a lost connection.
 *
 *   <form hx-post="…" data-keep="5-speech-12-3">     what is typed is kept on this machine until the server has it; a
 *     <p data-keep-state role="status"></p>           sending that failed is repeated when the connection is back. The
 *                                                     server records the same thing once, however often it comes.
 *   <li hx-post="…" hx-trigger="change, resend" data-keep="5-roll-40">   the same for one line of the roll call
 */

import { within } from "./parts.js";
import { Unsent, isLogin } from "./unsent.js";

const started = new WeakMap();

class Kept extends Unsent {
  constructor(root) {
    super(root, `keep:${root.dataset.keep}`, "[data-keep-state]");
    this.isForm = root instanceof HTMLFormElement;
    this.pressed = "";
    root.addEventListener("input", () => this.changed());
    root.addEventListener("submit", (event) => (this.pressed = event.submitter?.name || ""));
    this.restore();
  }

  changed() {
    this.keep({ failed: false, pressed: "" });
    if (this.isForm) this.say("Chưa ghi", "");
  }

  send() {
    if (!this.isForm) window.htmx.trigger(this.root, "resend");
    else if (this.pressed) this.root.querySelector(`[name="${this.pressed}"]`).click(); // htmx names what was clicked
    else this.root.requestSubmit();
  }

  failed() {
    this.keep({ failed: true, pressed: this.pressed });
    const where = this.isKept ? "phần này được giữ trên máy và tự gửi lại khi có mạng" : "đồng chí đừng đóng trang này";
    this.say(`Chưa gửi được: ${where}.`, "unsent");
    this.sendAgain();
  }

  restore() {
    const kept = this.kept();
    if (!kept) return;
    if (this.stands(kept.entries) && !kept.failed) return this.forget();
    this.fill(kept.entries);
    const fold = this.root.closest("details");
    if (fold) fold.open = true;
    this.pressed = kept.pressed;
    if (kept.failed) this.failed();
    else this.say("Đã lấy lại phần chưa ghi.", "unsent");
  }

  refusedAtTheDoor() {
    this.keep({ failed: true, pressed: this.pressed });
    this.say("Phiên làm việc đã hết. Đồng chí đăng nhập lại rồi mở lại trang này; phần đã viết được giữ trên máy.", "unsent");
  }
}

/** The kept form or line that an event of htmx is about, wherever its answer goes. */
function keptOf(event) {
  return started.get(event.detail.requestConfig?.elt?.closest("[data-keep]"));
}

/** Before the answer takes the place of the form. */
function answered(event) {
  const { xhr } = event.detail;
  const kept = keptOf(event);
  const isOver = isLogin(xhr.responseURL);
  if (isOver) event.detail.shouldSwap = false;
  if (!kept) return;
  kept.rest();
  if (isOver) kept.refusedAtTheDoor();
  else if (xhr.status < 300) kept.forget();
}

/** Start every kept form and line in a part of the page. */
export function keepForms(root) {
  for (const each of within(root, "[data-keep]")) if (!started.has(each)) started.set(each, new Kept(each));
}

document.addEventListener("htmx:sendError", (event) => keptOf(event)?.failed());
document.addEventListener("htmx:timeout", (event) => keptOf(event)?.failed());
document.addEventListener("htmx:beforeSwap", answered);
