// Requests to the playground, and what a person is told about them.
import { t } from "./words.js";
import { $, ui, view } from "./view.js";

export async function post(act, body) {
  const answer = await fetch(`/play/${act}`, {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ person: view.person, chat: view.chat, ...body }),
  });
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error);
  return result;
}

// A TypeError is fetch's word for "nobody answers there".
export const tell = (error) => toast(error instanceof TypeError ? t("offline") : error.message);
export const attempt = (promise) => promise.catch(tell);

let toastTimer = 0;
export function toast(text) {
  ui.toast.textContent = text; ui.toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { ui.toast.hidden = true; }, 1500 + text.length * 45);
}
export function alertBox(text) { $("alert").firstElementChild.textContent = text; $("alert").showModal(); }
