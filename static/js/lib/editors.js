/* Rich-text editors: their words in Vietnamese, and their writing area tied to the label, help and error of its field.
 *
 * Must stand before the editor's own script, which reads window.gettext once, for its dialogs; the names on its buttons
 * are not passed through it and are replaced as the buttons appear. */

import { everyPart } from "./parts.js";

const WORDS = {
  "Add column": "Thêm cột",
  "Add row": "Thêm hàng",
  "Bullets": "Dấu đầu dòng",
  "Cancel": "Quay lại",
  "Columns": "Số cột",
  "Decimal numbers": "1, 2, 3",
  "Delete column": "Xóa cột",
  "Delete row": "Xóa hàng",
  "Delete table": "Xóa bảng",
  "Edit Link": "Sửa liên kết",
  "Heading 2": "Tiêu đề lớn",
  "Heading 3": "Tiêu đề nhỏ",
  "Include header row": "Có hàng tiêu đề",
  "Insert": "Chèn",
  "Insert Table": "Chèn bảng",
  "Insert table": "Chèn bảng",
  "List properties": "Kiểu đánh số",
  "List type": "Kiểu đánh số",
  "Lowercase Roman numerals": "i, ii, iii",
  "Lowercase letters": "a, b, c",
  "Merge cells": "Gộp ô",
  "Paragraph": "Đoạn văn",
  "Rows": "Số hàng",
  "Split cell": "Tách ô",
  "Start at": "Bắt đầu từ",
  "Table Properties": "Bảng",
  "Title": "Tên liên kết",
  "Toggle header cell": "Đổi ô tiêu đề",
  "URL": "Địa chỉ",
  "Update": "Lưu",
  "Uppercase Roman numerals": "I, II, III",
  "Uppercase letters": "A, B, C",
  "blockquote": "Trích dẫn",
  "bold": "Đậm",
  "heading 2": "Tiêu đề lớn",
  "heading 3": "Tiêu đề nhỏ",
  "insert link": "Chèn liên kết",
  "italic": "Nghiêng",
  "ordered list": "Danh sách đánh số",
  "paragraph": "Đoạn văn",
  "redo": "Làm lại",
  "remove link": "Bỏ liên kết",
  "strike": "Gạch ngang",
  "underline": "Gạch chân",
  "undo": "Hoàn tác",
  "unordered list": "Danh sách dấu đầu dòng",
};

window.gettext = (words) => WORDS[words] ?? words;

function translate(button) {
  const name = WORDS[button.title];
  if (name) button.title = name;
  if (name) button.setAttribute("aria-label", name);
  const option = button.matches(".prose-menubar__option") && button.firstElementChild;
  if (option && WORDS[option.textContent]) option.textContent = WORDS[option.textContent];
}

function connect(area) {
  const field = area.closest(".field");
  const label = field?.querySelector("label");
  const source = field?.querySelector("textarea");
  if (!label || !source || area.hasAttribute("aria-labelledby")) return;
  label.id ||= `${source.id}_label`;
  area.setAttribute("aria-labelledby", label.id);
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (source.hasAttribute(name)) area.setAttribute(name, source.getAttribute(name));
  }
  label.addEventListener("click", () => area.focus());
}

function improve(root) {
  for (const area of root.querySelectorAll(".prose-editor [contenteditable]")) connect(area);
  for (const button of root.querySelectorAll(".prose-menubar button")) translate(button);
}

const watcher = new MutationObserver((changes) => {
  for (const { target } of changes) improve(target.closest(".field") ?? target);
});

function startIn(root) {
  for (const field of root.querySelectorAll(".field:has(textarea)")) {
    watcher.observe(field, { childList: true, subtree: true });
  }
  improve(root);
}

everyPart(startIn);
