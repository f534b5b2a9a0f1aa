/* A long form that saves itself and says so.
 *
 *   <form method="post" data-autosave="/where/it/is/saved/" data-autosave-key="5-minutes-12">   key: person and thing
 *     <input type="hidden" name="version" value="3">              so that the page knows whether someone else was first
 *     <input type="hidden" name="seen" value="opening:3f…">       and the server what each field showed when it was begun
 *     <p class="save-state" data-autosave-state role="status"></p>
 *
 * Sends the form two seconds after the last letter. Answers: JSON {"version": 4, "seen": "…", "theirs": ["…"]} saved,
 * with what to send next and the parts that someone else changed; 409 someone else changed the same part; 422 something in it is wrong; a redirect means that the session is over. What has not been
 * sent is kept on this machine, sent again when the connection is back, and put back when the page is opened again.
 */

import { within } from "./parts.js";
import { Unsent, isSeen } from "./unsent.js";

const PAUSE_MS = 2000;
const PATIENCE_MS = 20000;
const started = new WeakMap();

class SelfSaving extends Unsent {
  constructor(form) {
    super(form, form.dataset.autosaveKey || form.dataset.autosave, "[data-autosave-state]");
    this.base = this.version.value;
    this.begun = this.entries(); // what stood there before anything was written
    this.isUnsent = false;
    this.isSending = false;
    this.restore();
    for (const name of ["input", "change"]) form.addEventListener(name, () => this.changed());
    form.addEventListener("submit", () => this.submitted());
    window.addEventListener("beforeunload", (event) => this.isUnsent && !this.isKept && event.preventDefault());
  }

  get version() {
    return this.root.elements.namedItem("version");
  }

  note(more = {}) {
    this.keep({ at: clock(), base: this.base, begun: this.begun, ...more });
  }

  changed() {
    this.isUnsent = true;
    this.note();
    this.say("Chưa lưu", "waiting");
    this.sendIn(PAUSE_MS);
  }

  submitted() {
    this.rest();
    this.note({ submitted: true });
    this.isUnsent = false;
  }

  /** One at a time: a second letter on the way would carry the version that the first one has just replaced. */
  async send() {
    if (!this.isUnsent || this.isSending) return;
    this.isSending = true;
    const sent = this.entries();
    this.say("Đang lưu", "waiting");
    try {
      const headers = { "X-Autosave": "1", Accept: "application/json" };
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const body = new FormData(this.root);
      await this.answered(await fetch(this.root.dataset.autosave, { method: "POST", body, headers, signal }), sent);
    } catch {
      this.failed();
    } finally {
      this.isSending = false;
    }
  }

  async answered(answer, sent) {
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    if (answer.redirected || answer.status === 403) return this.stop("Phiên làm việc đã hết. Đồng chí đăng nhập lại, phần đã viết được giữ trên máy này.");
    if (answer.status === 422) return this.stop("Chưa lưu được: có mục chưa đúng. Đồng chí bấm nút lưu để xem.");
    if (answer.status === 409 || (answer.ok && !isJson)) return this.stop("Người khác vừa sửa phần này. Đồng chí bấm nút lưu để xem hai bản.");
    if (!answer.ok) return this.failed();
    const { version, seen, theirs } = await answer.json();
    this.version.value = version;
    this.base = this.version.value;
    this.root.elements.namedItem("seen").value = seen;
    this.begun = sent;
    if (!this.stands(sent)) return this.changed();
    this.isUnsent = false;
    this.forget();
    this.say(`Đã lưu ${clock()}${kept(theirs)}`, "saved");
  }

  stop(words) {
    this.rest();
    this.say(words, "unsent");
  }

  failed() {
    const where = this.isKept ? "phần vừa viết được giữ trên máy này" : "đồng chí đừng đóng trang này";
    this.say(`Chưa gửi được, ${where} và sẽ gửi lại khi có mạng.`, "unsent");
    this.sendAgain();
  }

  /** Before editors start: put back what was not sent, or ask when the saved text has changed meanwhile. */
  restore() {
    const kept = this.kept();
    if (!kept) return;
    const changedMeanwhile = kept.base !== this.base;
    if (this.stands(kept.entries) || (kept.submitted && changedMeanwhile)) return this.forget();
    if (changedMeanwhile) return this.ask(kept);
    this.fill(kept.entries);
    this.isUnsent = true;
    this.say(`Đã lấy lại phần chưa gửi lúc ${kept.at}`, "unsent");
    this.sendIn(PAUSE_MS);
  }

  ask(kept) {
    const notice = document.createElement("div");
    notice.className = "notice notice-need";
    const words = document.createElement("p");
    words.textContent = `Trên máy này còn phần đồng chí viết lúc ${kept.at} chưa gửi, và bản đang lưu đã thay đổi từ đó.`;
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(
      choice("Bỏ phần chưa gửi", () => (this.forget(), notice.remove())),
      choice("Lấy lại phần chưa gửi", () => this.takeBack(kept)),
    );
    notice.append(words, actions);
    this.root.prepend(notice);
  }

  /** Rich-text editors read their field only when they start, so the page starts again with the kept text in it. What was
   * not written here stays as somebody else has it by now. */
  takeBack(kept) {
    const stood = new Map(kept.begun);
    const entries = kept.entries.filter(([name, value]) => !isSeen(name) && stood.get(name) !== value);
    this.store({ ...kept, entries, base: this.base, submitted: false });
    this.isUnsent = false;
    window.location.reload();
  }
}

/** What this page does not show yet; saving it again leaves it as it is. */
function kept(theirs) {
  return theirs.length ? `. Người khác vừa sửa: ${theirs.join(", ")}. Đồng chí tải lại trang để xem` : "";
}

function clock() {
  return new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date());
}

function choice(words, deed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn btn-quiet";
  button.textContent = words;
  button.addEventListener("click", deed);
  return button;
}

/** Start every form in a part of the page that saves itself. */
export function saveThemselves(root) {
  for (const form of within(root, "form[data-autosave]")) if (!started.has(form)) started.set(form, new SelfSaving(form));
}
