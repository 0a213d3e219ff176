// The page: one person, one chat, and the stream of what happens in the world.
import { avatar, bubble, fullName, icon, preview } from "./bubble.js";
import { attachMenu, commandMenu, inlineMenu } from "./popups.js";
import { el } from "./text.js";
import { count, day, language, speak, t } from "./words.js";

const $ = (id) => document.getElementById(id);
const ui = Object.fromEntries(["people", "chats", "log", "scroll", "input", "popup", "reply", "composer", "big", "block", "menu", "attach", "send", "file", "down", "toast", "offline"].map((id) => [id, $(id)]));
const view = { state: null, person: 0, chat: 0, replyTo: null, editing: null, fresh: 0, busy: new Set(), drafts: new Map() };
let stream = null, typing = 0, refreshing = 0, asked = 0;

const here = () => view.state.chats.find((chat) => chat.id === view.chat);
const messages = () => view.state.messages[view.chat] || [];

async function post(act, body) {
  const answer = await fetch(`/play/${act}`, {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ person: view.person, chat: view.chat, ...body }),
  });
  const result = await answer.json();
  if (!answer.ok) throw new Error(result.error);
  return result;
}
const attempt = (promise) => promise.catch((error) => toast(error.message));

// ---- what the person does

const act = {
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
  } catch (error) {
    toast(error.message);
  } finally {
    view.busy.delete(key);
    redraw(message.message_id);
  }
}

async function submit() {
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
    ui.input.value = text; fit(); toast(error.message);
  }
}

async function sendFile(file) {
  const data = await new Promise((done) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.readAsDataURL(file);
  });
  const kind = /^image\/(png|jpe?g|gif|webp)$/.test(file.type) ? "photo" : "document";
  await attempt(post("message", { [kind]: { name: file.name, data } }));
}

// ---- drawing

function draw() {
  const { state } = view;
  document.documentElement.lang = language();
  $("brand-note").textContent = t("note");
  $("people-title").textContent = t("people");
  $("chats-title").textContent = t("chats");
  drawPeople(); drawChats(); drawHead(); drawLog(); drawFoot();
  const unread = state.people.reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${fullName(state.person)} · Deal Coach`;
}

function drawPeople() {
  ui.people.replaceChildren(...view.state.people.map((one) => {
    const chosen = one.id === view.person;
    const name = [el("span", {}, one.first_name), el("span", { class: "wide" }, ` ${one.last_name || ""}`)];
    const note = [t(one.role), el("span", { class: "wide" }, ` · ${(one.language_code || "—").toUpperCase()}`)];
    return item(avatar(one), name, note, one.unread, chosen, () => go(one.id, one.id));
  }));
  ui.people.querySelector(".chosen")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function drawChats() {
  ui.chats.replaceChildren(...view.state.chats.map((chat) => {
    const isPrivate = chat.type === "private", whom = isPrivate ? view.state.bot : chat;
    const who = chat.last && !isPrivate ? `${chat.last.from.id === view.person ? t("you") : chat.last.from.first_name}: ` : "";
    const note = chat.last ? who + preview(chat.last) : isPrivate ? t("bot") : count("members", chat.members.length + 1);
    return item(avatar(whom, isPrivate), [fullName(whom)], [note], chat.unread, chat.id === view.chat, () => go(view.person, chat.id));
  }));
}

function item(face, title, note, unread, chosen, run) {
  return el("button", { type: "button", class: `item ${chosen ? "chosen" : ""}`, "aria-current": chosen ? "true" : null, onclick: run },
    face, el("span", { class: "names" }, el("b", {}, ...title), el("small", {}, ...note)),
    unread ? el("span", { class: "badge" }, unread > 99 ? "99+" : String(unread)) : null);
}

function drawHead() {
  const chat = here(), isPrivate = chat.type === "private", { bot, person } = view.state;
  $("head-avatar").replaceChildren(avatar(isPrivate ? bot : chat, isPrivate));
  $("head-title").textContent = isPrivate ? bot.first_name : chat.title;
  drawNote();
  ui.block.hidden = !isPrivate || !person.started;
  ui.block.textContent = t(person.blocked ? "unblock" : "block");
}

function drawNote(action) {
  const chat = here(), calm = chat.type === "private" ? t("bot") : chat.bot_inside ? count("members", chat.members.length + 1) : t("gone");
  $("head-note").textContent = action || calm;
  $("head-note").classList.toggle("live", Boolean(action));
}

function drawLog() {
  const chat = here(), isPrivate = chat.type === "private";
  Object.assign(act, { me: view.person, bot: view.state.bot, group: !isPrivate });
  ui.log.replaceChildren();
  ui.log.classList.toggle("group", !isPrivate);
  let last = "";
  const now = (messages().at(-1)?.date ?? 0) * 1000;
  for (const message of messages()) {
    const label = day(message.date, Math.max(Date.now(), now));
    if (label !== last) ui.log.append(el("div", { class: "day" }, el("span", {}, label)));
    last = label;
    ui.log.append(bubble(message, act));
  }
  if (!messages().length) ui.log.append(welcome(isPrivate));
  toBottom();
}

function welcome(isPrivate) {
  const { bot } = view.state;
  const text = isPrivate ? bot.description || bot.short_description || t("empty") : t("emptyGroup");
  return el("div", { class: "welcome" }, isPrivate ? avatar(bot, true) : null, isPrivate ? el("b", {}, bot.first_name) : null, el("p", {}, text));
}

function redraw(number) {
  const message = messages().find((one) => one.message_id === number);
  const old = ui.log.querySelector(`[data-id="${number}"]`);
  if (!message || !old) return;
  const low = isLow(), focused = old.contains(document.activeElement) ? document.activeElement.textContent : null;
  const fresh = bubble(message, act);
  old.replaceWith(fresh);
  if (focused !== null) [...fresh.querySelectorAll("button")].find((one) => one.textContent === focused)?.focus();
  if (low) toBottom();
}

function drawFoot() {
  const { person } = view.state, isPrivate = view.chat > 0;
  const fresh = isPrivate && !messages().some((one) => one.from.id === view.person);
  const big = isPrivate && person.blocked ? "unblock" : fresh ? "start" : "";
  ui.big.hidden = !big; ui.composer.hidden = Boolean(big);
  ui.big.textContent = big ? t(big) : "";
  ui.big.onclick = () => attempt(big === "start" ? post("message", { text: "/start" }) : post("unblock", {}));
  const commands = here().commands.length > 0;
  ui.menu.hidden = !commands;
  ui.menu.lastElementChild.textContent = t("menu");
  for (const [button, word] of [[ui.menu, "menu"], [ui.attach, "attach"], [ui.send, "send"], [ui.down, "down"]]) {
    button.title = t(word); button.setAttribute("aria-label", t(word));
  }
  ui.input.placeholder = t(isPrivate ? "write" : "writeGroup");
  ui.input.setAttribute("aria-label", ui.input.placeholder);
  drawReply();
}

function drawReply() {
  const wanted = messages().find((one) => one.message_id === here().wants_reply);
  const target = view.editing || view.replyTo || wanted;
  ui.reply.hidden = !target || ui.composer.hidden;
  ui.send.classList.toggle("ready", Boolean(ui.input.value.trim()));
  if (!target) return;
  const title = view.editing ? t("edit") : fullName(target.from);
  const close = () => { view.editing = view.replyTo = null; here().wants_reply = null; ui.input.value = ""; fit(); drawReply(); };
  ui.reply.replaceChildren(el("div", { class: "quoted" }, el("b", {}, title), el("span", {}, preview(target))),
    el("button", { type: "button", class: "icon", "aria-label": t("cancel"), title: t("cancel"), onclick: close }, icon("M6 6l12 12M18 6L6 18")));
}

// ---- the scroll, the toast, the popups

const isLow = () => ui.scroll.scrollHeight - ui.scroll.scrollTop - ui.scroll.clientHeight < 80;
function toBottom() { ui.scroll.scrollTop = ui.scroll.scrollHeight; view.fresh = 0; view.low = true; drawDown(); }
function drawDown() {
  ui.down.hidden = isLow();
  $("down-count").textContent = view.fresh || "";
}

let toastTimer = 0;
function toast(text) {
  ui.toast.textContent = text; ui.toast.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { ui.toast.hidden = true; }, 1500 + text.length * 45);
}
function alertBox(text) { $("alert").firstElementChild.textContent = text; $("alert").showModal(); }

function closePopup() {
  ui.popup.hidden = true; ui.popup.replaceChildren();
  ui.menu.setAttribute("aria-expanded", "false"); ui.attach.setAttribute("aria-expanded", "false");
}
function openPopup(content, button) {
  closePopup();
  if (!content) return;
  ui.popup.append(content); ui.popup.hidden = false;
  button?.setAttribute("aria-expanded", "true");
}

function run(command) {
  closePopup(); ui.input.value = ""; fit();
  const suffix = view.chat < 0 ? `@${view.state.bot.username}` : "";
  attempt(post("message", { text: `/${command}${suffix}` }));
}

function offer() {
  const text = ui.input.value, at = `@${view.state.bot.username} `;
  if (text.startsWith(at)) return offerInline(text.slice(at.length));
  const slash = /^\/([a-z0-9_]*)$/.exec(text);
  const found = slash ? here().commands.filter((one) => one.command.startsWith(slash[1])) : [];
  openPopup(found.length ? commandMenu(found, run) : null);
}

function offerInline(query) {
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const answer = await attempt(post("inline", { query }));
    if (!answer || !ui.input.value.endsWith(query)) return;
    openPopup(inlineMenu(answer.results, (result) => {
      closePopup(); ui.input.value = ""; fit();
      attempt(post("choose", { query, result }));
    }));
  }, 250);
}

function fit() {
  ui.input.style.height = "auto";
  ui.input.style.height = `${Math.min(ui.input.scrollHeight, 160)}px`;
  ui.send.classList.toggle("ready", Boolean(ui.input.value.trim()));
}

// ---- the world

const draftKey = () => `${view.person}/${view.chat}`;

function go(person, chat) {
  if (view.state) view.drafts.set(draftKey(), ui.input.value);
  const hash = `#${person}/${chat}`;
  if (location.hash === hash) load(); else location.hash = hash;
}

async function load() {
  const [person, chat] = location.hash.slice(1).split("/").map(Number);
  const moved = view.person !== person || view.chat !== chat;
  const answer = await fetch(`/play/state?person=${person || 0}`);
  if (!answer.ok) { if (location.hash) { location.hash = ""; return load(); } return; }
  view.state = await answer.json();
  const changed = view.person !== view.state.person.id;
  view.person = view.state.person.id;
  view.chat = view.state.chats.some((one) => one.id === chat) ? chat : view.person;
  if (moved) { view.replyTo = view.editing = null; ui.input.value = view.drafts.get(draftKey()) || ""; closePopup(); fit(); }
  speak(view.state.person.language_code);
  ui.offline.textContent = t("offline");
  draw();
  if (here().unread) markRead();
  if (changed || !stream) listen();
  if (moved && matchMedia("(hover: hover)").matches && !ui.composer.hidden) ui.input.focus();
}

async function markRead() {
  await attempt(post("read", {}));
  refresh();
}

function refresh() {
  clearTimeout(refreshing);
  refreshing = setTimeout(async () => {
    const person = view.person;
    const answer = await fetch(`/play/state?person=${person}&chat=${view.chat}`);
    if (!answer.ok || person !== view.person) return;
    const { people, chats, bot, person: me } = await answer.json();
    Object.assign(view.state, { people, chats, bot, person: me });
    drawPeople(); drawChats(); drawHead(); drawFoot();
  }, 60);
}

function listen() {
  stream?.close();
  stream = new EventSource(`/play/events?person=${view.person}&after=${view.state.seq}`);
  stream.onopen = () => { ui.offline.hidden = true; };
  stream.onerror = () => { ui.offline.hidden = false; };
  stream.onmessage = (event) => happen(JSON.parse(event.data));
}

function happen(event) {
  if (event.kind === "reload") { stream.close(); stream = null; return load(); }
  const list = view.state.messages[event.chat];
  if (event.kind === "message" && list) arrive(event, list);
  if (event.kind === "edit" && list) {
    const at = list.findIndex((one) => one.message_id === event.message.message_id);
    if (at >= 0) { list[at] = event.message; if (event.chat === view.chat) redraw(event.message.message_id); }
    if (at === list.length - 1) refresh();
  }
  if (event.kind === "delete" && list) {
    view.state.messages[event.chat] = list.filter((one) => one.message_id !== event.message_id);
    ui.log.querySelector(`[data-id="${event.message_id}"]`)?.remove();
    refresh();
  }
  if (event.kind === "action" && event.chat === view.chat) {
    drawNote(t(event.action === "typing" ? "typing" : "sending"));
    clearTimeout(typing);
    typing = setTimeout(() => drawNote(), 5000);
  }
  if (event.kind === "menu" || event.kind === "elsewhere") refresh();
}

function arrive(event, list) {
  const low = isLow(), mine = event.message.from.id === view.person, first = !list.length;
  list.push(event.message);
  if (event.chat !== view.chat) return refresh();
  if (first) drawLog(); else ui.log.append(bubble(event.message, act));
  drawNote(); drawFoot();
  if (low || mine) toBottom(); else { view.fresh += 1; drawDown(); }
  if (mine) refresh(); else if (document.visibilityState === "visible") markRead(); else refresh();
}

// ---- wiring

ui.composer.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
ui.input.addEventListener("input", () => { fit(); offer(); });
ui.input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  if (event.key === "Escape") { closePopup(); if (view.editing || view.replyTo) ui.reply.querySelector("button").click(); }
  if (event.key === "ArrowUp" && !ui.input.value) {
    const mine = messages().findLast((one) => one.from.id === view.person && one.text);
    if (mine) { event.preventDefault(); act.edit(mine); }
  }
});
ui.menu.addEventListener("click", () => {
  if (ui.menu.getAttribute("aria-expanded") === "true") return closePopup();
  openPopup(commandMenu(here().commands, run), ui.menu);
});
ui.attach.addEventListener("click", () => {
  if (ui.attach.getAttribute("aria-expanded") === "true") return closePopup();
  openPopup(attachMenu((body) => { closePopup(); body ? attempt(post("message", body)) : ui.file.click(); }), ui.attach);
});
ui.file.addEventListener("change", () => { if (ui.file.files[0]) sendFile(ui.file.files[0]); ui.file.value = ""; });
ui.block.addEventListener("click", () => attempt(post(view.state.person.blocked ? "unblock" : "block", {})));
ui.scroll.addEventListener("scroll", () => { if (isLow()) view.fresh = 0; drawDown(); });
ui.down.addEventListener("click", toBottom);
document.addEventListener("click", (event) => {
  if (!ui.popup.hidden && !event.target.closest("#popup, #composer")) closePopup();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && view.state && here().unread) markRead();
});
$("light").addEventListener("click", () => $("light").close());
addEventListener("hashchange", load);
const settle = new ResizeObserver(() => { if (view.low) toBottom(); });
settle.observe(ui.scroll); settle.observe(ui.log);
ui.scroll.addEventListener("scroll", () => { view.low = isLow(); });
load();
