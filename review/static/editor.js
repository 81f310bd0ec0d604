// The dialog in which a reading is corrected.
import { api, ask, go, tellNext } from "./common.js";

const dialog = document.querySelector("#editor");
const record = document.querySelector("#record");
const text = document.querySelector("#editor-text");
let current = null;

// `place` is {file, page, box}, where another place than the reading's own was drawn.
export function edit(element, place = null, read = null) {
  if (!dialog || !element?.dataset.cell) return;
  current = { cell: element.dataset.cell, place };
  dialog.querySelector(".what").textContent = element.dataset.label;
  dialog.querySelector(".old").textContent = element.dataset.value || "（空）";
  dialog.querySelector(".place").textContent = place ? "位置用刚才框出的。" : "";
  dialog.querySelector(".problem").hidden = true;
  dialog.querySelector(".hint").textContent = element.dataset.hint ?? "";
  text.value = read ?? element.dataset.text ?? "";
  document.querySelector("#editor-note").value = "";
  dialog.showModal();
  text.select();
}

async function save() {
  const problem = dialog.querySelector(".problem");
  try {
    const done = await ask(api("corrections"), {
      ...current,
      text: text.value,
      note: document.querySelector("#editor-note").value,
      version: Number(record.dataset.version),
    });
    tellNext(`已改正，并重新核对。未决疑点 ${done.open} 条。`);
    await renew();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
}

export async function undo(entry) {
  await ask(api("undo"), { entry: Number(entry), version: Number(record.dataset.version) });
  tellNext("已撤销。");
  await renew();
}

// Show the page as it is now; a finding that a correction has done away with leads to its submission.
async function renew() {
  const there = !record.dataset.code || (await fetch(location.href)).ok;
  if (there) location.reload();
  else go(record.dataset.up);
}

dialog?.querySelector("form").addEventListener("submit", (event) => {
  if (event.submitter?.value !== "save") return;
  event.preventDefault();
  save();
});
