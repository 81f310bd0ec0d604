// A place of the page that is framed to be read: dragged with the mouse, or moved and sized by key.
// A frame is [x0, y0, x1, y1] in points of the sheet, the page set upright.
const STEP = 2, HELD = 12; // points by which a key moves a frame, pressed and held down
const LEAST = 3; // points; what is smaller was a click
const NEW = [120, 18]; // width and height of a frame that starts from nothing
const MM = 25.4 / 72;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// `read` is called with a frame in points of the page as it is stored; `changed` when framing starts or ends.
export function framing(sheet, said, { read, changed }) {
  const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  rect.setAttribute("class", "drawn");
  let on = false, frame = null, from = null;

  function size() {
    return [sheet.viewBox.baseVal.width, sheet.viewBox.baseVal.height];
  }

  function set(x0, y0, x1, y1) {
    frame = [x0, y0, x1, y1];
    for (const [key, value] of Object.entries({ x: x0, y: y0, width: x1 - x0, height: y1 - y0 }))
      rect.setAttribute(key, value);
    sheet.append(rect);
  }

  function tellPlace() {
    const [left, top, width, height] =
      [frame[0], frame[1], frame[2] - frame[0], frame[3] - frame[1]].map((one) => Math.round(one * MM));
    said.querySelector("[role=status]").textContent = `左 ${left}、上 ${top}、宽 ${width}、高 ${height} 毫米`;
  }

  function matrix() {
    return sheet.querySelector("g").transform.baseVal.consolidate()?.matrix ?? new DOMMatrix();
  }

  function mapped([x0, y0, x1, y1], by) {
    const ends = [new DOMPoint(x0, y0), new DOMPoint(x1, y1)].map((one) => one.matrixTransform(by));
    const xs = ends.map((one) => one.x).sort((a, b) => a - b), ys = ends.map((one) => one.y).sort((a, b) => a - b);
    return [xs[0], ys[0], xs[1], ys[1]];
  }

  function inMiddle(view) {
    const [across, down] = size(), seen = view.getBoundingClientRect();
    const at = new DOMPoint(seen.x + seen.width / 2, seen.y + seen.height / 2)
      .matrixTransform(sheet.getScreenCTM().inverse());
    const x = Math.min(Math.max(at.x - NEW[0] / 2, 0), across - NEW[0]);
    const y = Math.min(Math.max(at.y - NEW[1] / 2, 0), down - NEW[1]);
    return [x, y, x + NEW[0], y + NEW[1]];
  }

  function start(box) {
    on = true;
    set(...(box ? mapped(box, matrix()) : inMiddle(sheet.parentNode)));
    sheet.classList.add("drawing");
    said.hidden = false;
    tellPlace();
    changed(true);
  }

  function end() {
    on = false;
    from = null;
    rect.remove();
    sheet.classList.remove("drawing");
    said.hidden = true;
    changed(false);
  }

  function finish() {
    const drawn = frame;
    end();
    if (drawn[2] - drawn[0] < LEAST || drawn[3] - drawn[1] < LEAST) return;
    read(mapped(drawn, DOMMatrix.fromMatrix(matrix()).inverse()));
  }

  function move([dx, dy], by, sizing) {
    const [across, down] = size();
    let [x0, y0, x1, y1] = frame;
    const clip = (value, low, high) => Math.min(Math.max(value, low), high);
    const x = dx * by, y = dy * by;
    if (sizing) set(x0, y0, clip(x1 + x, x0 + LEAST, across), clip(y1 + y, y0 + LEAST, down));
    else {
      const right = clip(x, -x0, across - x1), lower = clip(y, -y0, down - y1);
      set(x0 + right, y0 + lower, x1 + right, y1 + lower);
    }
    rect.scrollIntoView({ block: "nearest", inline: "nearest" });
    tellPlace();
  }

  function point(event) {
    const [across, down] = size();
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
    return { x: Math.min(Math.max(at.x, 0), across), y: Math.min(Math.max(at.y, 0), down) };
  }

  sheet.addEventListener("pointerdown", (event) => {
    if (!on) return;
    event.preventDefault();
    sheet.setPointerCapture(event.pointerId);
    from = point(event);
    set(from.x, from.y, from.x, from.y);
  });
  sheet.addEventListener("pointermove", (event) => {
    if (!from) return;
    const to = point(event);
    set(Math.min(from.x, to.x), Math.min(from.y, to.y), Math.max(from.x, to.x), Math.max(from.y, to.y));
  });
  sheet.addEventListener("pointerup", () => from && finish());
  // Before the keys of the page, which mean something else.
  document.addEventListener("keydown", (event) => {
    if (!on || event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    if (arrow) move(arrow, event.repeat ? HELD : STEP, event.shiftKey);
    else if (event.key === "Enter") finish();
    else if (event.key === "Escape") end();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  return { start, end, get on() { return on; } };
}
