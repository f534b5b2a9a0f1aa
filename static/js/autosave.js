/* A long form that saves itself and says so.
 *
 *   <form method="post" data-autosave="/where/it/is/saved/" data-autosave-key="5-minutes-12">   key: person and thing
 *     <input type="hidden" name="version" value="3">              so that the server sees whether someone else was first
 *     <p class="save-state" data-autosave-state role="status"></p>
 *
 * Sends the form two seconds after the last letter. Answers: 2xx saved, JSON {"version": 4} renews the version;
 * 409 someone else changed it; 422 something in it is wrong; a redirect means that the session is over. What has not been
 * sent is kept on this machine, sent again when the connection is back, and put back when the page is opened again.
 */

const PAUSE_MS = 2000;
const RETRY_MS = 15000;
const UNKEPT = new Set(["csrfmiddlewaretoken", "version"]);

class Draft {
  constructor(form) {
    this.form = form;
    this.key = `chibo:${form.dataset.autosaveKey || form.dataset.autosave}`;
    this.state = form.querySelector("[data-autosave-state]");
    this.base = this.version() || JSON.stringify(this.entries());
    this.unsent = false;
    this.kept = true;
    this.timer = 0;
  }

  version() {
    return this.form.elements.namedItem("version")?.value;
  }

  entries() {
    return [...new FormData(this.form)].filter(([name, value]) => typeof value === "string" && !UNKEPT.has(name));
  }

  say(words, kind) {
    if (!this.state) return;
    this.state.textContent = words;
    this.state.className = `save-state save-state-${kind}`;
  }

  keep(extra = {}) {
    try {
      const at = clock();
      localStorage.setItem(this.key, JSON.stringify({ at, base: this.base, entries: this.entries(), ...extra }));
      this.kept = true;
    } catch {
      this.kept = false;
    }
  }

  keptBefore() {
    try {
      return JSON.parse(localStorage.getItem(this.key));
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      this.kept = false;
    }
  }

  changed() {
    this.unsent = true;
    this.keep();
    this.say("Chưa lưu", "waiting");
    this.later(PAUSE_MS);
  }

  later(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.send(), wait);
  }

  async send() {
    if (!this.unsent) return;
    if (!navigator.onLine) return this.waitForConnection();
    const sent = JSON.stringify(this.entries());
    this.say("Đang lưu", "waiting");
    try {
      const headers = { "X-Autosave": "1", Accept: "application/json" };
      const body = new FormData(this.form);
      const answer = await fetch(this.form.dataset.autosave, { method: "POST", body, headers });
      await this.answered(answer, sent);
    } catch {
      this.waitForConnection();
    }
  }

  async answered(answer, sent) {
    if (answer.redirected || answer.status === 403) return this.stop("Phiên làm việc đã hết. Đồng chí đăng nhập lại, phần đã viết được giữ trên máy này.");
    if (answer.status === 409) return this.stop("Người khác vừa sửa phần này. Đồng chí bấm nút lưu để xem hai bản.");
    if (answer.status === 422) return this.stop("Chưa lưu được: có mục chưa đúng. Đồng chí bấm nút lưu để xem.");
    if (!answer.ok) return this.waitForConnection();
    await this.renew(answer);
    if (JSON.stringify(this.entries()) !== sent) return this.changed();
    this.unsent = false;
    this.forget();
    this.say(`Đã lưu ${clock()}`, "saved");
  }

  async renew(answer) {
    const field = this.form.elements.namedItem("version");
    const isJson = answer.headers.get("Content-Type")?.includes("json");
    if (field && isJson) field.value = (await answer.json()).version ?? field.value;
    this.base = this.version() || JSON.stringify(this.entries());
  }

  stop(words) {
    window.clearTimeout(this.timer);
    this.say(words, "unsent");
  }

  waitForConnection() {
    const where = this.kept ? "phần vừa viết được giữ trên máy này" : "đồng chí đừng đóng trang này";
    this.say(`Chưa gửi được, ${where} và sẽ gửi lại khi có mạng.`, "unsent");
    this.later(RETRY_MS);
  }

  /** Before editors start: put back what was not sent, or ask when the saved text has changed meanwhile. */
  restore() {
    const kept = this.keptBefore();
    if (!kept) return;
    const same = JSON.stringify(kept.entries) === JSON.stringify(this.entries());
    const changedMeanwhile = kept.base !== this.base;
    if (same || (kept.submitted && changedMeanwhile)) return this.forget();
    if (changedMeanwhile) return this.ask(kept);
    fill(this.form, kept.entries);
    this.unsent = true;
    this.say(`Đã lấy lại phần chưa gửi lúc ${kept.at}`, "unsent");
    this.later(PAUSE_MS);
  }

  ask(kept) {
    const notice = document.createElement("div");
    notice.className = "notice notice-need";
    const words = document.createElement("p");
    words.textContent = `Trên máy này còn phần đồng chí viết lúc ${kept.at} chưa gửi, và bản đang lưu đã thay đổi từ đó.`;
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(
      this.choice("Bỏ phần chưa gửi", () => (this.forget(), notice.remove())),
      this.choice("Lấy lại phần chưa gửi", () => this.takeBack(kept)),
    );
    notice.append(words, actions);
    this.form.prepend(notice);
  }

  choice(words, deed) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = words;
    button.addEventListener("click", deed);
    return button;
  }

  /** Rich-text editors read their field only when they start, so the page starts again with the kept text in it. */
  takeBack(kept) {
    localStorage.setItem(this.key, JSON.stringify({ ...kept, base: this.base, submitted: false }));
    this.unsent = false;
    window.location.reload();
  }
}

function clock() {
  return new Intl.DateTimeFormat("vi", { hour: "2-digit", minute: "2-digit", hour12: false }).format(new Date());
}

function fill(form, entries) {
  const left = [...entries];
  const take = (name) => left.splice(left.findIndex((entry) => entry[0] === name), 1)[0][1];
  for (const field of form.elements) {
    if (!field.name || UNKEPT.has(field.name) || field.type === "file") continue;
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = entries.some(([name, value]) => name === field.name && value === field.value);
    } else if (left.some(([name]) => name === field.name)) {
      field.value = take(field.name);
    }
  }
}

function start(form) {
  if (form.dataset.autosaveOn) return;
  form.dataset.autosaveOn = "1";
  const draft = new Draft(form);
  draft.restore();
  form.addEventListener("input", () => draft.changed());
  form.addEventListener("change", () => draft.changed());
  form.addEventListener("submit", () => {
    window.clearTimeout(draft.timer);
    draft.keep({ submitted: true });
    draft.unsent = false;
  });
  window.addEventListener("online", () => draft.send());
  window.addEventListener("beforeunload", (event) => draft.unsent && !draft.kept && event.preventDefault());
}

function startIn(root) {
  for (const form of root.querySelectorAll("form[data-autosave]")) start(form);
}

startIn(document);
document.addEventListener("htmx:load", (event) => startIn(event.target));
