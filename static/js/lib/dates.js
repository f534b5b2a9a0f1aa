/* <input data-date>: text as dd/mm/yyyy. Puts the slashes in while digits are typed, and adds a button that opens the
 * calendar of the device. Without this the field is plain text and the server reads it all the same. */

const READ = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

function toIso(text) {
  const parts = READ.exec(text.trim());
  return parts ? `${parts[3]}-${parts[2].padStart(2, "0")}-${parts[1].padStart(2, "0")}` : "";
}

function fromIso(iso) {
  return iso.split("-").reverse().join("/");
}

function slashes(event) {
  const field = event.target;
  if (!event.inputType?.startsWith("insert") || field.selectionStart !== field.value.length) return;
  if (/^\d{2}$/.test(field.value) || /^\d{2}\/\d{2}$/.test(field.value)) field.value += "/";
}

function picker(field) {
  const native = document.createElement("input");
  native.type = "date";
  native.className = "date-native";
  native.tabIndex = -1;
  native.setAttribute("aria-hidden", "true");
  native.addEventListener("change", () => {
    field.value = native.value ? fromIso(native.value) : "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
  return native;
}

function button(field, native) {
  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = "btn btn-quiet";
  opener.textContent = "Chọn ngày";
  opener.disabled = field.disabled || field.readOnly;
  opener.addEventListener("click", () => {
    native.value = toIso(field.value);
    native.showPicker();
  });
  return opener;
}

export function enhance(field) {
  const isFocused = field === document.activeElement;
  const box = document.createElement("div");
  box.className = "date-box";
  field.replaceWith(box);
  box.append(field);
  if (isFocused) field.focus(); // it was taken from the reader's hands for a moment
  field.addEventListener("input", slashes);
  if (!HTMLInputElement.prototype.showPicker) return;
  const native = picker(field);
  box.append(native, button(field, native));
}
