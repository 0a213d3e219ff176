// The state of the world as one person sees it, and the stream that keeps it fresh.
import { closePopup, drawFoot, fit } from "./composer.js";
import { append, draw, drawChats, drawClock, drawDown, drawHead, drawLog, drawNote, drawPeople, isLow, redraw, toBottom } from "./draw.js";
import { attempt, post } from "./net.js";
import { draftKey, here, setNow, ui, view } from "./view.js";
import { speak, t } from "./words.js";

let stream = null, loads = 0, typing = 0, refreshing = 0;

export function go(person, chat) {
  if (view.state) view.drafts.set(draftKey(), ui.input.value);
  const hash = `#${person}/${chat}`;
  if (location.hash === hash) load(); else location.hash = hash;
}

export async function load() {
  const [person, chat] = location.hash.slice(1).split("/").map(Number);
  const moved = view.person !== person || view.chat !== chat;
  const turn = ++loads;
  const answer = await fetch(`/play/state?person=${person || 0}`);
  if (turn !== loads) return;
  if (!answer.ok) { if (location.hash) { location.hash = ""; return load(); } return; }
  const state = await answer.json();
  if (turn !== loads) return;
  view.state = state;
  setNow(state.now);
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

export async function markRead() {
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
  stream = new EventSource(`/play/events?person=${view.person}&after=${view.state.seq}&epoch=${view.state.epoch}`);
  stream.onopen = () => { ui.offline.hidden = true; };
  stream.onerror = () => { ui.offline.hidden = false; };
  stream.onmessage = (event) => happen(JSON.parse(event.data));
}

function happen(event) {
  if (event.kind === "reload") { stream.close(); stream = null; return load(); }
  if (event.seq <= view.state.seq) return; // the state that was read meanwhile has it already
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
  if (event.kind === "clock") { setNow(event.now); drawClock(); drawLog(); }
  if (event.kind === "menu" || event.kind === "elsewhere") refresh();
}

function arrive(event, list) {
  const low = isLow(), mine = event.message.from.id === view.person, first = !list.length;
  list.push(event.message);
  if (event.chat !== view.chat) return refresh();
  if (first) drawLog(); else append(event.message);
  ui.log.lastElementChild.classList.add("new");
  drawNote(); drawFoot();
  if (low || mine) toBottom(); else { view.fresh += 1; drawDown(); }
  if (mine) refresh(); else if (document.visibilityState === "visible") markRead(); else refresh();
}
