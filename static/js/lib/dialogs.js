/* Dialogs.
 *
 *   <a href="/…/khoa/" data-confirm>           opens the [data-confirm-panel] of that page in a dialog; the page itself
 *                                              when JavaScript, the network or the answer fails
 *   <button data-dialog-open="id"> <dialog id>  opens a dialog that stands in the page
 *   <… data-dialog-close>                       closes the dialog around it; elsewhere it stays an ordinary link
 */

function newDialog(panel) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  const title = panel.querySelector("h1, h2");
  if (title) dialog.setAttribute("aria-labelledby", (title.id ||= "dialog-title"));
  dialog.append(panel);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  window.htmx?.process(dialog);
  return dialog;
}

async function confirmIn(link) {
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const panel = page.querySelector("[data-confirm-panel]");
    if (!answer.ok || !panel) throw new Error("no panel");
    const form = panel.querySelector("form");
    if (form && !form.getAttribute("action")) form.action = answer.url;
    newDialog(document.importNode(panel, true)).showModal();
  } catch {
    window.location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
}

function clicked(event) {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest("a[data-confirm]");
  const opener = target?.closest("[data-dialog-open]");
  const closer = target?.closest("[data-dialog-close]");
  if (link) {
    event.preventDefault();
    confirmIn(link);
  } else if (opener) {
    document.getElementById(opener.dataset.dialogOpen)?.showModal();
  } else if (closer?.closest("dialog")) {
    event.preventDefault();
    closer.closest("dialog").close();
  }
}

document.addEventListener("click", clicked);
