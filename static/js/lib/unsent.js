/* What was written and has not reached the server: kept on this machine, put back when the page is opened again, sent
 * again when the connection is back. autosave.js and keep.js say when to keep it, how to send it and what to tell. */

const RETRY_MS = 15000;
const LOGIN = "/login/";
const KINDS = ["waiting", "saved", "unsent"];
const waiting = new Set();

export class Unsent {
  /** root: a form or what stands around fields; name: of person and thing; state: selector of where it is said. */
  constructor(root, name, state) {
    this.root = root;
    this.name = `chibo:${name}`;
    this.state = state;
    this.isKept = true;
    this.timer = 0;
  }

  fields() {
    const all = this.root.querySelectorAll("input[name], select[name], textarea[name]");
    return [...all].filter((field) => (field.type !== "hidden" || isKeptUnseen(field.name)) && field.type !== "file");
  }

  /** Pairs of name and value, as a form would send them. */
  entries() {
    const filled = this.fields().filter((field) => !isTicked(field) || field.checked);
    return filled.map((field) => [field.name, field.value]);
  }

  fill(entries) {
    const left = [...entries];
    for (const field of this.fields()) {
      if (isTicked(field)) {
        field.checked = entries.some(([name, value]) => name === field.name && value === field.value);
        continue;
      }
      const at = left.findIndex(([name]) => name === field.name);
      if (at >= 0) field.value = left.splice(at, 1)[0][1];
    }
  }

  /** Keep what stands in the fields, and what else is to be known when it is put back. */
  keep(more) {
    this.store({ ...more, entries: this.entries() });
  }

  store(kept) {
    try {
      localStorage.setItem(this.name, JSON.stringify(kept));
      this.isKept = true;
    } catch {
      this.isKept = false;
    }
  }

  /** What was kept and is not forgotten yet, or null. */
  kept() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.name));
      return kept?.entries ? kept : null;
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Nothing was kept on a machine that keeps nothing.
    }
  }

  /** Whether the same is written there; what the page began with is another question. */
  stands(entries) {
    return JSON.stringify(written(entries)) === JSON.stringify(written(this.entries()));
  }

  say(words, kind) {
    const state = this.root.querySelector(this.state);
    if (!state) return;
    if (state.textContent !== words) state.textContent = words; // or it would be read out again
    state.classList.remove(...KINDS.map((each) => `save-state-${each}`));
    if (kind) state.classList.add(`save-state-${kind}`);
  }

  sendIn(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.retry(), wait);
  }

  /** In a while, or as soon as the connection is back. */
  sendAgain() {
    waiting.add(this);
    this.sendIn(RETRY_MS);
  }

  /** Nothing is waiting any more: it is on its way, or it may not be sent. */
  rest() {
    waiting.delete(this);
    window.clearTimeout(this.timer);
  }

  retry() {
    this.rest();
    if (!this.root.isConnected) return;
    if (navigator.onLine) this.send();
    else this.failed();
  }
}

/** Whether the login page came in place of the answer: the session is over. */
export function isLogin(address) {
  return Boolean(address) && new URL(address).pathname === LOGIN;
}

/** The token of the form, and what its fields showed when it was begun: a form put back goes on from there. */
function isKeptUnseen(name) {
  return name === "form_token" || isSeen(name);
}

export function isSeen(name) {
  return name === "seen" || name.startsWith("seen_");
}

function written(entries) {
  return entries.filter(([name]) => !isSeen(name));
}

function isTicked(field) {
  return field.type === "checkbox" || field.type === "radio";
}

window.addEventListener("online", () => [...waiting].forEach((each) => each.retry()));
