// What opens above the composer: commands, attachments, inline results.
import { icon } from "./bubble.js";
import { el } from "./text.js";
import { t } from "./words.js";

const list = (...rows) => el("div", { class: "list" }, ...rows);
const row = (run, ...children) => el("button", { type: "button", onclick: run }, ...children);

export const commandMenu = (commands, run) =>
  list(...commands.map((one) => row(() => run(one.command), el("b", {}, `/${one.command}`), el("span", {}, one.description))));

const KINDS = [
  ["file", null, "M12 16V4M7 9l5-5 5 5M4 20h16"],
  ["sample", "photo", "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4"],
  ["album", "album", "M7 4h13v11H7zM4 8v12h13"],
  ["document", "document", "M7 3h7l5 5v13H7zM14 3v5h5"],
  ["voice", "voice", "M12 3a3 3 0 013 3v5a3 3 0 01-6 0V6a3 3 0 013-3zM6 11a6 6 0 0012 0M12 17v4"],
  ["sticker", "sticker", "M12 3a9 9 0 109 9M9 10h.01M15 10h.01M8.5 14.5a5 5 0 007 0"],
  ["location", "location", "M12 21s7-6.5 7-11a7 7 0 10-14 0c0 4.500 7 11 7 11zM12 12a2 2 0 100-4 2 2 0 000 4"],
];

export const attachMenu = (send) =>
  list(...KINDS.map(([word, kind, path]) =>
    row(() => send(kind && { [kind]: kind === "album" ? 2 : kind === "photo" ? sample() : true }), icon(path), el("span", {}, t(word)))));

export function inlineMenu({ results, button }, choose, open) {
  const way = button?.text ? [row(() => open(button), el("span", {}, button.text))] : [];
  if (!results.length && !way.length) return list(el("p", {}, t("none")));
  return list(...way, ...results.map((one) =>
    row(() => choose(one), el("span", { class: "names" }, el("b", {}, one.title), el("small", {}, one.description)))));
}

function sample() {
  const canvas = el("canvas", { width: 640, height: 400 }), pen = canvas.getContext("2d");
  const sky = pen.createLinearGradient(0, 0, 640, 400);
  sky.addColorStop(0, "#157f6e"); sky.addColorStop(1, "#f2b84b");
  pen.fillStyle = sky; pen.fillRect(0, 0, 640, 400);
  pen.strokeStyle = "#fff"; pen.lineWidth = 14; pen.lineJoin = pen.lineCap = "round";
  pen.beginPath(); pen.moveTo(120, 290); pen.lineTo(260, 170); pen.lineTo(360, 240); pen.lineTo(520, 100); pen.stroke();
  return { name: "photo.png", data: canvas.toDataURL("image/png") };
}
