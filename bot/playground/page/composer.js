// Below the log: the text box, what is answered or edited, and what opens above it.
import { follow } from "./acts.js";
import { fullName, icon, preview } from "./bubble.js";
import { attempt, post } from "./net.js";
import { commandMenu, inlineMenu } from "./popups.js";
import { el } from "./text.js";
import { here, messages, ui, view } from "./view.js";
import { t } from "./words.js";

let asked = 0;

export function drawFoot() {
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

export function drawReply() {
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

export function closePopup() {
  ui.popup.hidden = true; ui.popup.replaceChildren();
  ui.menu.setAttribute("aria-expanded", "false"); ui.attach.setAttribute("aria-expanded", "false");
}
export function openPopup(content, button) {
  closePopup();
  if (!content) return;
  ui.popup.append(content); ui.popup.hidden = false;
  button?.setAttribute("aria-expanded", "true");
}

export function run(command) {
  closePopup(); ui.input.value = ""; fit();
  const suffix = view.chat < 0 ? `@${view.state.bot.username}` : "";
  attempt(post("message", { text: `/${command}${suffix}` }));
}

export function offer() {
  const text = ui.input.value, at = `@${view.state.bot.username} `;
  if (text.startsWith(at)) return offerInline(text.slice(at.length));
  const slash = /^\/([a-z0-9_]*)$/.exec(text);
  const found = slash ? here().commands.filter((one) => one.command.startsWith(slash[1])) : [];
  openPopup(found.length ? commandMenu(found, run) : null);
}

function offerInline(query) {
  closePopup();
  clearTimeout(asked);
  asked = setTimeout(async () => {
    const answer = await attempt(pages(query));
    if (!answer || !ui.input.value.endsWith(query)) return;
    const leave = (act) => (chosen) => { closePopup(); ui.input.value = ""; fit(); act(chosen); };
    const choose = (result) => attempt(post("choose", { query, result }));
    const open = (button) => follow(`https://t.me/${view.state.bot.username}?start=${button.start_parameter}`);
    openPopup(inlineMenu(answer, leave(choose), leave(open)));
  }, 250);
}

// Telegram asks for the next page when the list is scrolled; here all are shown at once.
async function pages(query) {
  let page = await post("inline", { query });
  const results = [...page.results];
  while (page.next_offset) {
    page = await post("inline", { query, offset: page.next_offset });
    results.push(...page.results);
  }
  return { ...page, results };
}

export function fit() {
  ui.input.style.height = "auto";
  // A hidden box has no height of its own: it keeps the automatic one.
  if (ui.input.scrollHeight) ui.input.style.height = `${Math.min(ui.input.scrollHeight, 160)}px`;
  ui.send.classList.toggle("ready", Boolean(ui.input.value.trim()));
}
