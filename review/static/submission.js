// A submission: the page's picture with the boxes of its readings, and the rows beside it.
import { api, ask, go, tell } from "./common.js";
import { edit, undo } from "./editor.js";
import { framing } from "./framing.js";
import { onKeys } from "./keyboard.js";
import { told } from "./pictures.js";

const SVG = "http://www.w3.org/2000/svg";
const ZOOM = 1.25;
const record = document.querySelector("#record");
const sheet = document.querySelector("#sheet");
const scroll = document.querySelector(".scroll");
const lost = document.querySelector(".view .lost");
const pages = [...document.querySelectorAll("nav.strip button")];
const tabs = [...document.querySelectorAll("[role=tab]")];
const rows = [...document.querySelectorAll(".sheets [data-file]")];
const byPage = new Map();
for (const row of rows) {
  const page = `${row.dataset.file}/${row.dataset.page}`;
  byPage.set(page, [...(byPage.get(page) ?? []), row]);
}
const boxes = new Map(); // row -> its rectangle on the page that is shown
let shown = null, selected = null, zoom = 1, upright = null;

function element(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function picture(page, width = 1240) {
  const id = encodeURIComponent(record.dataset.id);
  return `/submissions/${id}/files/${page.dataset.file}/pages/${page.dataset.page}.jpg?width=${width}`;
}

// Boxes are in points of the page as displayed; a page scanned sideways is turned as a whole.
function turned(page) {
  const width = Number(page.dataset.width), height = Number(page.dataset.height);
  const rotation = Number(page.dataset.rotation);
  const turn = { 0: "", 90: `translate(0 ${width}) rotate(-90)`,
    180: `translate(${width} ${height}) rotate(180)`, 270: `translate(${height} 0) rotate(90)` }[rotation];
  const sideways = rotation === 90 || rotation === 270;
  return { width, height, turn, across: sideways ? height : width, down: sideways ? width : height };
}

function show(page) {
  if (!page || page === shown) return;
  if (frame.on) frame.end();
  shown?.removeAttribute("aria-current");
  shown = page;
  page.setAttribute("aria-current", "true");
  page.scrollIntoView({ block: "nearest" });
  const size = turned(page);
  sheet.setAttribute("viewBox", `0 0 ${size.across} ${size.down}`);
  const picked = element("image", { href: picture(page), width: size.width, height: size.height, preserveAspectRatio: "none" });
  picked.addEventListener("load", () => fetchBeside(page));
  picked.addEventListener("error", () => failed(page));
  lost.hidden = true;
  upright = element("g", { transform: size.turn });
  upright.append(picked);
  boxes.clear();
  for (const row of byPage.get(`${page.dataset.file}/${page.dataset.page}`) ?? [])
    if (row.dataset.box) boxes.set(row, box(row));
  upright.append(...boxes.values());
  sheet.replaceChildren(upright);
  document.querySelector(".tools .place").textContent =
    `${page.dataset.path} 第 ${page.dataset.page} 页`;
  document.querySelector(".original").href =
    `/submissions/${encodeURIComponent(record.dataset.id)}/files/${page.dataset.file}/original`;
  fit();
  remember();
}

// The pages beside the one that is shown, fetched while it is looked at.
function fetchBeside(page) {
  for (const step of [1, -1]) {
    const other = pages[pages.indexOf(page) + step];
    if (other) new Image().src = picture(other);
  }
}

function failed(page) {
  told(picture(page), (text) => {
    if (page !== shown) return;
    lost.textContent = text;
    lost.hidden = false;
  });
}

function box(row) {
  const [x0, y0, x1, y1] = row.dataset.box.split(" ").map(Number);
  const kinds = ["doubted", "unsure", "at"].filter((name) => row.classList.contains(name));
  if (row.tagName === "LI") kinds.push("doubted");
  const made = element("rect", { x: x0 - 1, y: y0 - 1, width: x1 - x0 + 2, height: y1 - y0 + 2, class: kinds.join(" ") });
  made.addEventListener("click", () => select(row));
  return made;
}

function fit() {
  const size = turned(shown);
  const whole = (scroll.clientHeight - 24) * (size.across / size.down);
  const width = zoom === 0 ? Math.min(whole, scroll.clientWidth - 20) : (scroll.clientWidth - 20) * zoom;
  sheet.style.width = `${width}px`;
  sheet.style.height = `${width * (size.down / size.across)}px`;
}

function larger(factor) {
  zoom = Math.min(Math.max((zoom || 0.8) * factor, 0.3), 6);
  fit();
}

function select(row) {
  if (!row) return;
  const tab = row.closest("[role=tabpanel]");
  if (tab.hidden) open(tabs.find((one) => one.getAttribute("aria-controls") === tab.id));
  selected?.classList.remove("at");
  boxes.get(selected)?.classList.remove("at");
  selected = row;
  row.classList.add("at");
  row.scrollIntoView({ block: "nearest" });
  row.focus({ preventScroll: true });
  show(pages.find((one) => one.dataset.file === row.dataset.file && one.dataset.page === row.dataset.page));
  const drawn = boxes.get(row);
  if (drawn) {
    drawn.classList.add("at");
    drawn.parentNode.append(drawn);
    drawn.scrollIntoView({ block: "center", inline: "nearest" });
  }
  remember();
}

function open(tab) {
  for (const one of tabs) {
    one.setAttribute("aria-selected", String(one === tab));
    one.tabIndex = one === tab ? 0 : -1;
    document.getElementById(one.getAttribute("aria-controls")).hidden = one !== tab;
  }
}

// What needs a look: findings that are open, readings a finding points at, and unsure ones.
function needed() {
  return rows.filter((row) => row.matches("li:not(.settled), .doubted, .unsure"));
}

function step(among, by) {
  if (!among.length) return;
  const order = rows.indexOf(selected);
  const next = by > 0
    ? among.find((row) => rows.indexOf(row) > order) ?? among[0]
    : [...among].reverse().find((row) => rows.indexOf(row) < order) ?? among[among.length - 1];
  select(next);
}

function visible() {
  return rows.filter((row) => !row.closest("[role=tabpanel]").hidden);
}

function turn(by) {
  show(pages[pages.indexOf(shown) + by]);
  scroll.scrollTo(0, 0);
}

function remember() {
  const address = new URLSearchParams({ file: shown.dataset.file, page: shown.dataset.page });
  if (selected?.dataset.cell) address.set("cell", selected.dataset.cell);
  history.replaceState(null, "", `?${address}`);
}

const frame = framing(sheet, document.querySelector(".framing"), {
  read: (box) => reread({ file: Number(shown.dataset.file), page: Number(shown.dataset.page), box }),
  changed: (on) => document.querySelector("[data-do=box]").setAttribute("aria-pressed", String(on)),
});

// Framing starts at the selected reading, where it stands on the page that is shown.
function draw() {
  if (!document.querySelector("[data-do=box]")) return;
  if (frame.on) return frame.end();
  if (!selected?.dataset.cell) return tell("请先选一行读数，再框出它在页面上的位置。", true);
  tell(`框出“${selected.dataset.label}”所在的地方：方向键移动，Shift+方向键改大小，Enter 读，Esc 不读。`);
  frame.start(boxes.has(selected) ? selected.dataset.box.split(" ").map(Number) : null);
}

async function reread(place) {
  const row = selected;
  tell("正在重新读这一处…");
  try {
    const read = await ask(api("reread"), place);
    edit(row, place, read.text);
  } catch (error) {
    tell(error.message, true);
  }
}

// The place of the selected reading itself, read again.
function rereadOwn() {
  if (!document.querySelector("[data-do=box]")) return;
  if (!selected?.dataset.box) return tell("请先选一行读数。", true);
  const { file, page, box } = selected.dataset;
  reread({ file: Number(file), page: Number(page), box: box.split(" ").map(Number) });
}

async function takeBack(entry) {
  if (!entry) return;
  try {
    await undo(entry);
  } catch (error) {
    tell(error.message, true);
  }
}

const jump = document.querySelector("#goto");
jump.querySelector("form").addEventListener("submit", () => {
  const wanted = pages[Number(jump.querySelector("input").value) - 1];
  if (wanted) show(wanted);
  else tell(`没有这一页，共 ${pages.length} 页。`, true);
});

for (const page of pages) page.addEventListener("click", () => show(page));
for (const tab of tabs) tab.addEventListener("click", () => open(tab));
for (const row of rows) row.addEventListener("click", (event) => {
  if (!event.target.closest("a, button")) select(row);
});
for (const link of document.querySelectorAll(".doubt")) link.addEventListener("click", (event) => {
  event.preventDefault();
  const row = document.querySelector(link.getAttribute("href"));
  open(tabs[0]);
  if (row.dataset.file) select(row);
});
document.querySelector("[role=tablist]").addEventListener("keydown", (event) => {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  const tab = tabs[(tabs.indexOf(document.activeElement) + by + tabs.length) % tabs.length];
  open(tab);
  tab.focus();
});
const deeds = {
  smaller: () => larger(1 / ZOOM),
  larger: () => larger(ZOOM),
  whole: () => { zoom = 0; fit(); },
  box: draw,
  undo: (button) => takeBack(button.dataset.entry),
};
for (const button of document.querySelectorAll(".tools [data-do], .history [data-do]"))
  button.addEventListener("click", () => deeds[button.dataset.do](button));
window.addEventListener("resize", fit);

onKeys({
  j: () => step(needed(), 1),
  k: () => step(needed(), -1),
  ArrowDown: () => step(visible(), 1),
  ArrowUp: () => step(visible(), -1),
  Enter: () => go(selected?.dataset.href),
  e: () => edit(selected),
  r: rereadOwn,
  b: draw,
  z: () => takeBack(selected?.dataset.entry),
  "[": () => turn(-1),
  "]": () => turn(1),
  g: () => jump.showModal(),
  "+": deeds.larger,
  "=": deeds.larger,
  "-": deeds.smaller,
  0: deeds.whole,
  t: () => open(tabs[(tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true") + 1) % tabs.length]),
});

for (const page of pages) {
  const on = byPage.get(`${page.dataset.file}/${page.dataset.page}`) ?? [];
  page.classList.toggle("flagged", on.some((row) => row.matches("li, .doubted")));
  page.classList.toggle("unsure", on.some((row) => row.matches(".unsure")));
}
const asked = new URLSearchParams(location.search);
const first = pages.find((one) => one.dataset.page === asked.get("page")
  && (one.dataset.file === asked.get("file") || one.dataset.path === asked.get("path")));
show(first ?? pages[0]);
if (asked.get("cell")) select(rows.find((row) => row.dataset.cell === asked.get("cell")));
