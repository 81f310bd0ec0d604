// What every page has: help, messages, requests, the keys that mean the same everywhere.
import { onKeys } from "./keyboard.js";

const record = document.querySelector("#record");

export function tell(text, wrong = false) {
  const message = document.querySelector("#message");
  message.textContent = text;
  message.classList.toggle("wrong", wrong);
  message.hidden = false;
  clearTimeout(tell.timer);
  tell.timer = setTimeout(() => { message.hidden = true; }, wrong ? 15000 : 4000);
}

// A message that is shown on the page that comes next.
export function tellNext(text) {
  sessionStorage.setItem("told", text);
}

export async function ask(path, content, method = "POST") {
  let answer;
  try {
    answer = await fetch(path, {
      method,
      headers: {
        "Content-Type": "application/json",
        "X-CSRF-Token": document.querySelector("meta[name=csrf]").content,
      },
      body: JSON.stringify(content),
    });
  } catch {
    throw new Error("连不上申核，请看它是否还在运行。");
  }
  if (answer.status === 204) return {};
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.detail ?? `没有做成（${answer.status}）。`);
  return told;
}

export function go(address) {
  if (address) location.assign(address);
}

export function api(part) {
  return `/api/submissions/${encodeURIComponent(record.dataset.id)}/${part}`;
}

function help() {
  const dialog = document.querySelector("#help");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

// A list whose lines are gone through by key.
function list(table) {
  const rows = [...table.querySelectorAll("[data-href]")];
  let at = -1;
  const move = (step) => {
    rows[at]?.classList.remove("at");
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at]?.classList.add("at");
    rows[at]?.scrollIntoView({ block: "nearest" });
  };
  onKeys({
    j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
    Enter: () => go(rows[at]?.dataset.href),
  });
}

onKeys({
  "?": help,
  "/": () => {
    const field = document.querySelector("[data-search]");
    if (field) field.focus();
    else go("/");
  },
  u: () => go(record?.dataset.up),
  c: () => go(record?.dataset.comparison),
});
document.querySelector("[data-do=logout]")?.addEventListener("click", async () => {
  await ask("/logout", {}).catch(() => {});
  go("/login");
});
document.querySelector("[data-do=help]")?.addEventListener("click", help);
const table = document.querySelector("[data-list]");
if (table) list(table);
const told = sessionStorage.getItem("told");
if (told) {
  sessionStorage.removeItem("told");
  tell(told);
}
