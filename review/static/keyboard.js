// Keys act on the page only while nobody is writing: not in a field, not while an input method
// composes, not in a dialog.
export function onKeys(actions) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    if (event.key === "Escape") return leave(event);
    if (event.ctrlKey || event.metaKey || event.altKey || isField(focused())) return;
    if (document.querySelector("dialog[open]") && event.key !== "?") return;
    const action = actions[event.key] ?? actions[event.key.toLowerCase()];
    if (!action) return;
    if (event.key === "Enter" && focused().closest("a, button, summary")) return;
    event.preventDefault();
    action(event);
  });
}

// What has the focus; a dialog that was closed keeps it until the next frame.
function focused() {
  const element = document.activeElement ?? document.body;
  return element.closest("dialog:not([open])") ? document.body : element;
}

function isField(element) {
  return element.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(element.tagName);
}

function leave(event) {
  if (isField(event.target) && !event.target.closest("dialog")) event.target.blur();
}
