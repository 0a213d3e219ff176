// A text with its entities as DOM nodes. Everything becomes a text node: no markup of a message is ever parsed.
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|tg|mailto):/i;

export function nodes(text, entities, act) {
  const marks = (entities || []).map((entity) => ({ start: entity.offset, end: entity.offset + entity.length, entity }));
  marks.sort((a, b) => a.start - b.start || b.end - a.end);
  return walk(text, 0, text.length, marks, act);
}

function walk(text, at, end, marks, act) {
  const out = [];
  while (marks.length) {
    const first = marks.shift();
    const start = Math.max(first.start, at), stop = Math.min(first.end, end);
    if (start >= stop) continue;
    const inner = marks.filter((mark) => mark.start < stop);
    const rest = inner.filter((mark) => mark.end > stop).map((mark) => ({ ...mark, start: stop }));
    marks = rest.concat(marks.slice(inner.length));
    if (start > at) out.push(document.createTextNode(text.slice(at, start)));
    out.push(wrap(first.entity, text.slice(start, stop), walk(text, start, stop, inner, act), act));
    // A block ends its line by itself: the line feed behind it would show as an empty line.
    at = BLOCKS.has(first.entity.type) && text[stop] === "\n" && stop < end ? stop + 1 : stop;
  }
  if (end > at) out.push(document.createTextNode(text.slice(at, end)));
  return out;
}

function wrap(entity, text, children, act) {
  switch (entity.type) {
    case "text_link": return link(entity.url, children);
    case "url": return link(text.includes("://") ? text : `http://${text}`, children);
    case "email": return link(`mailto:${text}`, children);
    case "bot_command": return el("button", { type: "button", class: "link", onclick: () => act.command(text) }, ...children);
    case "mention": case "hashtag": case "text_mention": return el("span", { class: "link" }, ...children);
    case "pre": return el("pre", {}, el("code", {}, ...children));
    case "blockquote": return el("blockquote", {}, ...children);
    case "expandable_blockquote": return folded(children);
    case "spoiler": return spoiler(children);
    default: return TAGS[entity.type] ? el(TAGS[entity.type], {}, ...children) : el("span", {}, ...children);
  }
}

function link(url, children) {
  if (!SAFE.test(url)) return el("span", {}, ...children);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...children);
}

function spoiler(children) {
  const open = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.currentTarget.classList.add("open");
  };
  return el("span", { class: "spoiler", role: "button", tabindex: "0", onclick: open, onkeydown: open }, ...children);
}

function folded(children) {
  const quote = el("blockquote", { class: "folded" }, ...children);
  quote.addEventListener("click", () => quote.classList.toggle("open"));
  return quote;
}
