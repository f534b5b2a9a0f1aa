/* <details data-menu>: closes on Escape and when the reader goes elsewhere. Opens and closes by itself without this. */

function openMenus() {
  return document.querySelectorAll("details[data-menu][open]");
}

function closeOthers(event) {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
}

document.addEventListener("click", closeOthers);
document.addEventListener("focusin", closeOthers);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
