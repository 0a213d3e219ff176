// Wiring: what the elements of the page do.
import { act, follow, sendFile, submit } from "./acts.js";
import { closePopup, fit, offer, openPopup, run } from "./composer.js";
import { drawClock, drawDown, isLow, toBottom } from "./draw.js";
import { attempt, post } from "./net.js";
import { attachMenu, commandMenu } from "./popups.js";
import { $, here, messages, ui, view } from "./view.js";
import { load, markRead } from "./world.js";

ui.composer.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
ui.input.addEventListener("input", () => { fit(); offer(); });
ui.input.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
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
// Hour by hour, and the bot gets a moment for each: what is due in the morning comes in the morning.
async function pass(hours) {
  $("hour").disabled = $("day").disabled = true;
  try {
    for (let n = 0; n < hours; n++) {
      await post("move", { hours: 1 });
      await new Promise((done) => setTimeout(done, 150));
    }
  } finally { $("hour").disabled = $("day").disabled = false; }
}
$("hour").addEventListener("click", () => attempt(pass(1)));
$("day").addEventListener("click", () => attempt(pass(24)));
setInterval(() => { if (view.state) drawClock(); }, 10000);
ui.scroll.addEventListener("scroll", () => { view.low = isLow(); if (view.low) view.fresh = 0; drawDown(); });
ui.down.addEventListener("click", toBottom);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!ui.popup.hidden) return closePopup();
  if (view.editing || view.replyTo) ui.reply.querySelector("button").click();
});
ui.log.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (link && follow(link.href)) event.preventDefault();
});
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
load();
