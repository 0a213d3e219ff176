// The lists, the head and the log.
import { act } from "./acts.js";
import { avatar, bubble, fullName, preview } from "./bubble.js";
import { drawFoot } from "./composer.js";
import { el } from "./text.js";
import { $, here, messages, now, ui, view } from "./view.js";
import { count, day, language, moment, t } from "./words.js";
import { go } from "./world.js";

export function draw() {
  const { state } = view;
  document.documentElement.lang = language();
  $("brand-note").textContent = t("note");
  $("people-title").textContent = t("people");
  $("chats-title").textContent = t("chats");
  drawPeople(); drawChats(); drawHead(); drawClock(); drawLog(); drawFoot();
  const unread = state.people.reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${fullName(state.person)} · Deal Coach`;
}

export function drawPeople() {
  ui.people.replaceChildren(...view.state.people.map((one) => {
    const chosen = one.id === view.person;
    const name = [el("span", {}, one.first_name), el("span", { class: "wide" }, ` ${one.last_name || ""}`)];
    const note = [t(one.role), el("span", { class: "wide" }, ` · ${(one.language_code || "—").toUpperCase()}`)];
    return item(avatar(one), name, note, one.unread, chosen, () => go(one.id, one.id));
  }));
  ui.people.querySelector(".chosen")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function drawChats() {
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

export function drawHead() {
  const chat = here(), isPrivate = chat.type === "private", { bot, person } = view.state;
  $("head-avatar").replaceChildren(avatar(isPrivate ? bot : chat, isPrivate));
  $("head-title").textContent = isPrivate ? bot.first_name : chat.title;
  drawNote();
  ui.block.hidden = !isPrivate || !person.started;
  ui.block.textContent = t(person.blocked ? "unblock" : "block");
}

export function drawClock() {
  $("now").textContent = moment(now());
  $("hour").textContent = t("hour");
  $("day").textContent = t("day");
  $("clock").title = t("ahead");
}

export function drawNote(action) {
  const chat = here(), calm = chat.type === "private" ? t("bot") : chat.bot_inside ? count("members", chat.members.length + 1) : t("gone");
  $("head-note").textContent = action || calm;
  $("head-note").classList.toggle("live", Boolean(action));
}

export function drawLog() {
  const chat = here(), isPrivate = chat.type === "private";
  Object.assign(act, { me: view.person, bot: view.state.bot, group: !isPrivate });
  ui.log.replaceChildren();
  lastDay = "";
  messages().forEach(append);
  if (!messages().length) ui.log.append(welcome(isPrivate));
  toBottom();
}

let lastDay = "";
export function append(message) {
  const label = day(message.date, now());
  if (label !== lastDay) ui.log.append(el("div", { class: "day" }, el("span", {}, label)));
  lastDay = label;
  ui.log.append(bubble(message, act));
}

function welcome(isPrivate) {
  const { bot } = view.state;
  const text = isPrivate ? bot.description || bot.short_description || t("empty") : t("emptyGroup");
  return el("div", { class: "welcome" }, isPrivate ? avatar(bot, true) : null, isPrivate ? el("b", {}, bot.first_name) : null, el("p", {}, text));
}

export function redraw(number) {
  const message = messages().find((one) => one.message_id === number);
  const old = ui.log.querySelector(`[data-id="${number}"]`);
  if (!message || !old) return;
  const low = isLow(), focused = old.contains(document.activeElement) ? document.activeElement.textContent : null;
  const fresh = bubble(message, act);
  old.replaceWith(fresh);
  if (focused !== null) [...fresh.querySelectorAll("button")].find((one) => one.textContent === focused)?.focus();
  if (low) toBottom();
}

export const isLow = () => ui.scroll.scrollHeight - ui.scroll.scrollTop - ui.scroll.clientHeight < 80;
export function toBottom() { ui.scroll.scrollTop = ui.scroll.scrollHeight; view.fresh = 0; view.low = true; drawDown(); }
export function drawDown() {
  ui.down.hidden = isLow();
  $("down-count").textContent = view.fresh || "";
}
