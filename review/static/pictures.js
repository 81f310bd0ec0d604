// A picture that cannot be shown is told of in words, in its place.
const words = "此页无法显示，请下载原件查看。";

async function reason(source) {
  try {
    const answer = await fetch(source);
    const plain = answer.headers.get("Content-Type")?.startsWith("text/plain");
    return (!answer.ok && plain && (await answer.text())) || words;
  } catch {
    return "连不上申核，请看它是否还在运行。";
  }
}

// `tell` is given the reason, in Chinese.
export async function told(source, tell) {
  tell(await reason(source));
}

function watch(image) {
  const failed = () => told(image.src, (text) => {
    const message = document.createElement("p");
    message.className = "lost";
    message.setAttribute("role", "alert");
    message.textContent = text;
    (image.closest(".strip") ?? image).replaceWith(message);
  });
  if (image.complete && !image.naturalWidth) failed();
  else image.addEventListener("error", failed, { once: true });
}

for (const image of document.querySelectorAll("img[data-picture]")) watch(image);
