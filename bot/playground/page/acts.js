// What the person does in the chat.
import { closePopup, drawReply, fit, offer } from "./composer.js";
import { redraw } from "./draw.js";
import { alertBox, attempt, post, tell, toast } from "./net.js";
import { $, draftKey, here, ui, view } from "./view.js";
import { t } from "./words.js";
import { go } from "./world.js";

export const act = {
  busy: view.busy,
  command: (text) => attempt(post("message", { text })),
  reply(message) { view.replyTo = message; view.editing = null; drawReply(); ui.input.focus(); },
  edit(message) { view.editing = message; view.replyTo = null; ui.input.value = message.text; fit(); drawReply(); ui.input.focus(); },
  vote: (message, number) => attempt(post("vote", { message_id: message.message_id, options: [number] })),
  enlarge(source) { $("light").firstElementChild.src = source; $("light").showModal(); },
  async press(message, button) {
    if (button.copy_text) {
      await navigator.clipboard?.writeText(button.copy_text.text).catch(() => {});
      return toast(t("copied"));
    }
    const query = button.switch_inline_query_current_chat ?? button.switch_inline_query;
    if (query !== undefined) {
      ui.input.value = `@${view.state.bot.username} ${query}`;
      ui.input.focus(); fit();
      return offer();
    }
    await tap(message, button.callback_data);
  },
};

async function tap(message, data) {
  const key = `${message.message_id}:${data}`, chat = view.chat, person = view.person;
  if (view.busy.has(key)) return;
  view.busy.add(key);
  redraw(message.message_id);
  try {
    const answer = await post("tap", { message_id: message.message_id, data });
    if (view.person !== person || view.chat !== chat) return;
    if (!answer.answered) toast(t("silent"));
    else if (answer.text) answer.show_alert ? alertBox(answer.text) : toast(answer.text);
    else if (answer.url) follow(answer.url) || open(answer.url, "_blank", "noopener");
  } catch (error) {
    tell(error);
  } finally {
    view.busy.delete(key);
    redraw(message.message_id);
  }
}

export async function submit() {
  const text = ui.input.value.trim();
  if (!text) return;
  const { editing, replyTo } = view;
  ui.input.value = ""; view.drafts.delete(draftKey());
  view.editing = view.replyTo = null;
  closePopup(); drawReply(); fit();
  try {
    if (editing) await post("edit", { message_id: editing.message_id, text });
    else await post("message", { text, reply_to: replyTo?.message_id ?? here().wants_reply });
  } catch (error) {
    ui.input.value = text; fit(); tell(error);
  }
}

// Links into Telegram stay inside: Telegram's own apps open them without a browser too.
export function follow(address) {
  const url = new URL(address), path = url.pathname.slice(1);
  const group = view.state.chats.find((chat) => chat.type !== "private");
  if (url.hostname !== "t.me") return false;
  if (path === "share/url") {
    const text = [url.searchParams.get("text"), url.searchParams.get("url")].filter(Boolean).join("\n");
    view.drafts.set(`${view.person}/${group?.id ?? view.person}`, text);
    go(view.person, group?.id ?? view.person);
    return true;
  }
  if (path.toLowerCase() !== view.state.bot.username.toLowerCase()) return false;
  if (url.searchParams.has("startgroup")) { if (group) go(view.person, group.id); return true; }
  go(view.person, view.person);
  const payload = url.searchParams.get("start");
  if (payload) attempt(post("message", { chat: view.person, text: `/start ${payload}` }));
  return true;
}

export async function sendFile(file) {
  const data = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(file);
  });
  const kind = /^image\/(png|jpe?g|gif|webp)$/.test(file.type) ? "photo" : "document";
  await attempt(post("message", { [kind]: { name: file.name, data } }));
}
