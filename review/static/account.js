// Accounts, passwords, tokens.
import { ask, tell, tellNext } from "./common.js";

const reset = document.querySelector("#reset");
let whose = "";

async function done(text, path, content, method = "POST") {
  try {
    await ask(path, content, method);
  } catch (error) {
    tell(error.message, true);
    return false;
  }
  tellNext(text);
  location.reload();
  return true;
}

function change(name, content, text) {
  return done(text, `/api/people/${encodeURIComponent(name)}`, content, "PATCH");
}

function onSubmit(id, act) {
  document.querySelector(id)?.addEventListener("submit", (event) => {
    event.preventDefault();
    act(Object.fromEntries(new FormData(event.target)));
  });
}

function nameOf(element) {
  return element.closest("[data-name]").dataset.name;
}

function onAll(what, event, act) {
  for (const one of document.querySelectorAll(`[data-do=${what}]`))
    one.addEventListener(event, () => act(one));
}

onSubmit("#add", (asked) => done(`已添“${asked.name}”。`, "/api/people", asked));
onSubmit("#password", ({ old, new: fresh, again }) => {
  if (fresh !== again) tell("两遍新密码不一样。", true);
  else done("密码已改，请重新登录。", "/api/password", { old, new: fresh });
});
onSubmit("#token", async (asked) => {
  try {
    const { token } = await ask("/api/tokens", asked);
    const place = document.querySelector("#new-token");
    place.querySelector("code").textContent = token;
    place.hidden = false;
    document.querySelector("#token").reset();
  } catch (error) {
    tell(error.message, true);
  }
});
onAll("role", "change", async (one) => {
  const name = nameOf(one);
  if (!(await change(name, { role: one.value }, `已改“${name}”的角色。`))) one.value = one.dataset.was;
});
onAll("off", "click", (one) => change(nameOf(one), { active: false }, `已停用“${nameOf(one)}”。`));
onAll("on", "click", (one) => change(nameOf(one), { active: true }, `已启用“${nameOf(one)}”。`));
onAll("drop", "click", (one) =>
  done(`已删除令牌“${one.dataset.label}”。`, `/api/tokens/${one.dataset.mark}`, {}, "DELETE"));
onAll("reset", "click", (one) => {
  whose = nameOf(one);
  reset.querySelector("b").textContent = whose;
  reset.querySelector("input").value = "";
  reset.querySelector(".problem").hidden = true;
  reset.showModal();
});
reset.querySelector("form").addEventListener("submit", async (event) => {
  if (event.submitter?.value !== "save") return;
  event.preventDefault();
  const problem = reset.querySelector(".problem");
  try {
    const password = reset.querySelector("input").value;
    await ask(`/api/people/${encodeURIComponent(whose)}`, { password }, "PATCH");
    tellNext(`已重设“${whose}”的密码。`);
    location.reload();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  }
});
