// Handing in files, watching a load, reading again.
import { ask, tell } from "./common.js";
import { onKeys } from "./keyboard.js";

const drop = document.querySelector("#drop");
const waiting = document.querySelector("#waiting");
const csrf = document.querySelector("meta[name=csrf]").content;
const POLL = 2000;
let groups = []; // {name, files}
let skipped = [];
let sending = false;

function suffix(name) {
  return name.slice(name.lastIndexOf(".")).toLowerCase();
}

function stem(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 ? name.slice(0, dot) : name;
}

// `found` is [{path, file}], the path as in the folder that was dropped.
export function grouped(found) {
  const made = new Map();
  const mixed = new Set(); // folders with files of their own beside folders
  for (const { path } of found)
    if (path.split("/").length === 2) mixed.add(path.split("/")[0]);
  for (const { path, file } of found) {
    const parts = path.split("/");
    let key = parts[0];
    if (parts.length > 2 && !mixed.has(parts[0])) key = `${parts[0]}/${parts[1]}`;
    const name = parts.length === 1 ? stem(file.name) : key.split("/").pop();
    if (!made.has(key)) made.set(key, { name, files: [] });
    made.get(key).files.push(file);
  }
  return [...made.values()];
}

function take(found) {
  const kinds = drop.dataset.kinds.split(" ");
  const largest = Number(drop.dataset.largest);
  const hidden = (path) => path.split("/").some((part) => part.startsWith("."));
  const plain = found.filter(({ path }) => !hidden(path));
  const fits = ({ file }) => kinds.includes(suffix(file.name)) && file.size > 0 && file.size <= largest;
  skipped = [...skipped, ...plain.filter((one) => !fits(one)).map(({ path }) => path)];
  groups = [...groups, ...grouped(plain.filter(fits))];
  show();
}

function show() {
  waiting.hidden = !groups.length && !skipped.length;
  const files = groups.reduce((sum, one) => sum + one.files.length, 0);
  waiting.querySelector("h2 small").textContent = `${groups.length} 份，${files} 个文件`;
  waiting.querySelector("[data-do=merge]").hidden = groups.length < 2;
  waiting.querySelector("[data-do=start]").disabled = !groups.length;
  const left = waiting.querySelector(".skipped");
  left.hidden = !skipped.length;
  left.textContent = `不能读、空的或太大，没有列入：${skipped.join("、")}`;
  waiting.querySelector("ul").replaceChildren(...groups.map(line));
}

function line(group, index) {
  const item = document.createElement("li");
  const name = document.createElement("input");
  name.value = group.name;
  name.maxLength = 100;
  name.setAttribute("aria-label", "申报的名称");
  name.addEventListener("input", () => { group.name = name.value; });
  const what = document.createElement("span");
  what.className = "what";
  what.textContent = group.files.map((file) => file.name).join("、");
  const remove = document.createElement("button");
  remove.type = "button";
  remove.textContent = "去掉";
  remove.addEventListener("click", () => { groups.splice(index, 1); show(); });
  item.append(name, what, remove);
  return item;
}

async function entriesOf(entry, path = "") {
  const here = path + entry.name;
  if (entry.isFile)
    return [{ path: here, file: await new Promise((done, fail) => entry.file(done, fail)) }];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return found;
    for (const one of some) found.push(...(await entriesOf(one, `${here}/`)));
  }
}

async function send(file) {
  const answer = await fetch("/api/uploads", {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream", "X-CSRF-Token": csrf },
    body: file,
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(told.detail ?? `没能上传“${file.name}”（${answer.status}）。`);
  return { sha256: told.sha256, name: file.name };
}

async function start() {
  if (sending || !groups.length) return;
  sending = true;
  const bar = waiting.querySelector("progress");
  bar.max = groups.reduce((sum, one) => sum + one.files.length, 0);
  bar.value = 0;
  bar.hidden = false;
  try {
    const submissions = [];
    for (const group of groups) {
      const files = [];
      for (const file of group.files) {
        files.push(await send(file));
        bar.value += 1;
      }
      submissions.push({ name: group.name.trim() || stem(group.files[0].name), files });
    }
    await ask("/api/loads", { submissions });
    sessionStorage.setItem("told", "已交上去，开始读入。");
    location.reload();
  } catch (error) {
    tell(error.message, true);
    bar.hidden = true;
    sending = false;
  }
}

async function askAgain(path, content) {
  try {
    await ask(path, content);
    sessionStorage.setItem("told", "已开始重读。");
    location.assign("/batches");
  } catch (error) {
    tell(error.message, true);
  }
}

if (drop) {
  for (const id of ["files", "folder"]) {
    const input = document.querySelector(`#${id}`);
    input.addEventListener("change", () => {
      take([...input.files].map((file) => ({ path: file.webkitRelativePath || file.name, file })));
      input.value = "";
    });
  }
  document.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  document.addEventListener("dragleave", () => drop.classList.remove("over"));
  document.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    const entries = [...event.dataTransfer.items].map((one) => one.webkitGetAsEntry?.()).filter(Boolean);
    const loose = [...event.dataTransfer.files].map((file) => ({ path: file.name, file }));
    try {
      take(entries.length ? (await Promise.all(entries.map((one) => entriesOf(one)))).flat() : loose);
    } catch {
      tell("读不到拖来的文件，请用“选文件”。", true);
    }
  });
  waiting.querySelector("[data-do=start]").addEventListener("click", start);
  waiting.querySelector("[data-do=clear]").addEventListener("click", () => { groups = []; skipped = []; show(); });
  waiting.querySelector("[data-do=merge]").addEventListener("click", () => {
    groups = [{ name: groups[0].name, files: groups.flatMap((one) => one.files) }];
    show();
  });
  onKeys({ o: () => document.querySelector("#files").click() });
}
for (const button of document.querySelectorAll("[data-do=retry]"))
  button.addEventListener("click", () => askAgain("/api/retries", {}));
for (const button of document.querySelectorAll("[data-do=again]"))
  button.addEventListener("click", () => askAgain(`/api/loads/${button.dataset.number}/again`, {}));

// How the reading stands: asked for again and again while something goes on.
const panel = document.querySelector("#progress");
const OPEN = ["waiting", "reading", "filed", "checking"];

function shown(told, names) {
  const busy = told.loads.some((one) => ["waiting", "running"].includes(one.state));
  const open = OPEN.filter((state) => told.states[state]);
  panel.hidden = !busy && !told.reading.length;
  const counts = Object.keys(names).filter((state) => told.states[state]);
  panel.querySelector(".states").textContent = counts.length
    ? counts.map((state) => `${names[state]} ${told.states[state]} 份`).join("，")
    : "正在清点材料…";
  panel.querySelector(".reading").replaceChildren(...told.reading.map((one) => {
    const item = document.createElement("li");
    item.textContent = `${one.id}：已读 ${one.pages} 页`;
    return item;
  }));
  return busy || (open.length > 0 && told.reading.length > 0);
}

async function watch(before) {
  const names = JSON.parse(panel.dataset.names);
  let told;
  try {
    const answer = await fetch("/api/progress");
    if (!answer.ok) return;
    told = await answer.json();
  } catch {
    return setTimeout(() => watch(before), POLL * 5);
  }
  const states = told.loads.map((one) => `${one.number}${one.state}`).join();
  if (states !== before && !groups.length && !sending) return location.reload();
  if (shown(told, names)) setTimeout(() => watch(states), POLL);
}

// What the page itself shows: a load may have ended since it was made.
const made = [...document.querySelectorAll("[data-load]")];
if (panel) watch(made.map((one) => `${one.dataset.load}${one.dataset.state}`).join());
