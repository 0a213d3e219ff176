// One message as an element.
import { clock, count, size, t } from "./words.js";
import { el, nodes } from "./text.js";

export const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ") || user.title || "";

export function avatar(user, isBot) {
  const name = fullName(user).split(/\s+/).filter(Boolean);
  const letters = name.slice(0, 2).map((word) => [...word][0]).join("").toUpperCase();
  const tint = isBot ? "bot" : `c${Math.abs(user.id) % 6}`;
  return el("span", { class: `avatar ${tint}`, "aria-hidden": "true" }, letters);
}

export function preview(message) {
  if (!message) return "";
  const text = message.text || message.caption;
  if (text) return text.replace(/\s+/g, " ");
  if (message.poll) return `${t(message.poll.type === "quiz" ? "quiz" : "poll")}: ${message.poll.question}`;
  const kind = ["photo", "document", "voice", "sticker", "location", "contact"].find((key) => message[key]);
  return kind === "sticker" ? `${message.sticker.emoji} ${t("sticker")}` : kind ? t(kind) : "";
}

export function bubble(message, act) {
  const mine = message.from.id === act.me, isBot = message.from.id === act.bot.id;
  const bare = message.sticker && !message.text;
  const media = message.photo ? "media" : "";
  const body = el("div", { class: `bubble ${bare ? "bare" : ""} ${media}`, tabindex: "-1" }, ...content(message, act, mine, isBot));
  const stack = el("div", { class: "stack" }, body);
  if (message.photo) stack.style.width = `${Math.max(200, Math.min(message.photo.at(-1).width, 500))}px`;
  if (message.reply_markup) stack.append(keyboard(message, act));
  const tools = el("div", { class: "tools" }, tool("reply", () => act.reply(message)), mine && message.text ? tool("edit", () => act.edit(message)) : null);
  const face = act.group && !mine ? avatar(message.from, isBot) : null;
  return el("article", { class: `message ${mine ? "mine" : "theirs"}`, "data-id": message.message_id, "data-from": message.from.id }, face, stack, tools);
}

function tool(name, run) {
  const path = name === "reply" ? "M10 8V4l-7 7 7 7v-4c5 0 8 1.5 11 5-1-5-4-10-11-11z" : "M4 20h4L19 9l-4-4L4 16v4z";
  return el("button", { type: "button", class: "tool", title: t(name), "aria-label": t(name), onclick: run }, icon(path));
}

export function icon(path) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", path);
  svg.append(shape);
  return svg;
}

function content(message, act, mine, isBot) {
  const parts = [];
  if (act.group && !mine) parts.push(el("div", { class: `sender ${isBot ? "bot" : `c${Math.abs(message.from.id) % 6}`}` }, fullName(message.from)));
  if (message.forward_origin) parts.push(el("div", { class: "origin" }, `${t("forwarded")} ${message.forward_origin.sender_user_name || ""}`));
  if (message.via_bot) parts.push(el("div", { class: "origin" }, `${t("via")} @${message.via_bot.username}`));
  if (message.reply_to_message) parts.push(quoted(message.reply_to_message));
  parts.push(...attached(message, act));
  const text = message.text ?? message.caption;
  const marks = message.entities || message.caption_entities;
  const edited = message.edit_date && !isBot ? `${t("edited")} ` : "";
  const time = el("time", {}, edited + clock(message.date));
  if (text) parts.push(el("div", { class: "text", dir: "auto" }, ...nodes(text, marks, act), time));
  else parts.push(el("div", { class: "late" }, time));
  return parts;
}

const quoted = (message) =>
  el("div", { class: "quoted" }, el("b", {}, fullName(message.from)), el("span", {}, preview(message)));

function attached(message, act) {
  if (message.photo) return [picture(message, act)];
  if (message.document) return [file(message.document)];
  if (message.poll) return [poll(message, act)];
  if (message.sticker) return [el("div", { class: "sticker" }, message.sticker.emoji)];
  if (message.voice) return [el("div", { class: "plain" }, "▶ ▂▅▃▆▂▇▃▅▂▆▃ 0:03")];
  if (message.location) return [el("div", { class: "plain" }, `${message.location.latitude}, ${message.location.longitude}`)];
  if (message.contact) return [el("div", { class: "plain" }, `${message.contact.first_name} ${message.contact.phone_number}`)];
  return [];
}

function picture(message, act) {
  const photo = message.photo.at(-1), source = `/play/file/${encodeURIComponent(photo.file_id)}`;
  const image = el("img", { src: source, width: photo.width, height: photo.height, alt: message.caption || t("photo"), loading: "lazy" });
  return el("button", { type: "button", class: `picture ${message.has_media_spoiler ? "hidden" : ""}`, onclick: (event) => {
    if (!event.currentTarget.classList.replace("hidden", "shown")) act.enlarge(source);
  } }, image);
}

function file(document) {
  const link = `/play/file/${encodeURIComponent(document.file_id)}`;
  return el("a", { class: "file", href: link, download: document.file_name || "file" },
    el("span", { class: "sheet" }, icon("M7 3h7l5 5v13H7zM14 3v5h5")),
    el("span", { class: "names" }, el("b", {}, document.file_name || t("document")), el("small", {}, size(document.file_size || 0))));
}

function poll(message, act) {
  const { poll } = message, chosen = (message.votes || {})[act.me];
  const open = !chosen && !poll.is_closed;
  const right = new Set(poll.correct_option_ids || []);
  const rows = poll.options.map((option, number) => {
    const share = poll.total_voter_count ? Math.round((100 * option.voter_count) / poll.total_voter_count) : 0;
    const taken = chosen?.includes(number);
    const mark = open ? "" : right.has(number) ? "right" : taken && poll.type === "quiz" ? "wrong" : taken ? "taken" : "";
    const bar = el("i", { class: "bar" });
    bar.style.width = open || !share ? "0" : `${share}%`;
    return el("button", { type: "button", class: `option ${mark}`, disabled: !open, onclick: () => act.vote(message, number) },
      el("span", { class: "share" }, open ? "" : `${share}%`), el("span", { class: "label" }, option.text), bar);
  });
  const note = poll.is_closed ? t("closed") : poll.type === "quiz" ? t("quiz") : t("poll");
  const why = !open && poll.explanation ? el("blockquote", {}, ...nodes(poll.explanation, poll.explanation_entities, act)) : null;
  return el("div", { class: "poll" }, el("b", {}, poll.question), el("small", {}, note), ...rows, why, el("small", {}, count("votes", poll.total_voter_count)));
}

function keyboard(message, act) {
  const rows = message.reply_markup.inline_keyboard.map((row) => el("div", { class: "row" }, ...row.map((button) => key(message, button, act))));
  return el("div", { class: "keyboard" }, ...rows);
}

function key(message, button, act) {
  const style = `key ${button.style || ""}`, label = el("span", { class: "label" }, button.text);
  if (button.url && /^https?:/i.test(button.url)) {
    return el("a", { class: style, href: button.url, title: button.text, target: "_blank", rel: "noopener noreferrer" }, label, corner("↗"));
  }
  const busy = act.busy.has(`${message.message_id}:${button.callback_data}`);
  const asks = "switch_inline_query" in button || "switch_inline_query_current_chat" in button;
  const sign = button.copy_text ? icon("M9 9h11v11H9zM5 15H4V4h11v1") : asks ? "@" : "";
  return el("button", { type: "button", class: `${style} ${busy ? "loading" : ""}`, title: button.text, onclick: () => act.press(message, button) }, label, sign && corner(sign));
}

const corner = (sign) => el("span", { class: "corner", "aria-hidden": "true" }, sign);
