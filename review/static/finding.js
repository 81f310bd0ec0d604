// One finding: decide, note, correct, go on.
import { api, ask, go, tell, tellNext } from "./common.js";
import { edit, undo } from "./editor.js";
import { onKeys } from "./keyboard.js";
import "./pictures.js";

const record = document.querySelector("#record");
const note = document.querySelector("#note");
const proofs = [...document.querySelectorAll(".proof[data-cell]")];
let busy = false;

async function decide(verdict) {
  if (busy || !note) return;
  busy = true;
  try {
    await ask(api("decisions"), {
      code: record.dataset.code,
      key: record.dataset.key,
      verdict,
      note: note.value,
      version: Number(record.dataset.version),
    });
    go(record.dataset.next);
  } catch (error) {
    busy = false;
    tell(error.message, true);
  }
}

async function takeBack() {
  if (!record.dataset.entry || !note) return;
  try {
    await undo(record.dataset.entry);
  } catch (error) {
    tell(error.message, true);
  }
}

function chosen() {
  return document.activeElement?.closest(".proof[data-cell]") ?? proofs[0];
}

// What comes next is fetched while this is read.
addEventListener("load", () => {
  for (const source of record.dataset.ahead.split(" ").filter(Boolean)) new Image().src = source;
});
for (const proof of proofs) proof.tabIndex = 0;
for (const button of document.querySelectorAll("[data-verdict]"))
  button.addEventListener("click", () => decide(button.dataset.verdict));
document.querySelector("[data-do=undo]")?.addEventListener("click", takeBack);
note?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.ctrlKey && !event.isComposing) note.blur();
});
onKeys({
  j: () => (record.dataset.after ? go(record.dataset.after) : tell("这是最后一条。")),
  k: () => (record.dataset.before ? go(record.dataset.before) : tell("这是第一条。")),
  1: () => decide("confirmed"),
  2: () => decide("dismissed"),
  x: () => decide("dismissed"),
  3: () => decide("open"),
  n: () => note?.focus(),
  z: takeBack,
  e: () => edit(chosen()),
  g: () => go((chosen() ?? document.querySelector(".proof"))?.querySelector(".where")?.href),
});
