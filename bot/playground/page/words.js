// The words of the page itself. What the bot says is the bot's.
const WORDS = {
  ru: {
    note: "площадка без сети и токена",
    people: "Кто вы", chats: "Чаты",
    seller: "продавец", manager: "руководитель",
    bot: "бот", typing: "печатает…", sending: "отправляет файл…",
    members: { one: "# участник", few: "# участника", many: "# участников", other: "# участника" },
    block: "Заблокировать", unblock: "Разблокировать", start: "Старт",
    gone: "Бот вышел из группы", hour: "+1 ч", day: "+1 день", ahead: "Часы площадки: перевести вперёд",
    menu: "Меню", attach: "Вложение", send: "Отправить", write: "Сообщение", writeGroup: "Сообщение в группу",
    edited: "изменено", reply: "Ответить", edit: "Изменить", cancel: "Отмена",
    photo: "Фото", document: "Файл", voice: "Голосовое сообщение", sticker: "Стикер", location: "Геопозиция",
    contact: "Контакт", poll: "Опрос", quiz: "Викторина", file: "Фото или файл с диска", sample: "Образец фото",
    album: "Альбом из двух фото",
    forwarded: "Переслано от", via: "через",
    silent: "Бот не ответил на нажатие", offline: "Связь с площадкой прервалась. Подключаемся снова…",
    copied: "Скопировано", today: "Сегодня", yesterday: "Вчера", none: "Ничего не найдено",
    empty: "Здесь пока ничего нет", emptyGroup: "Бот видит в группе команды, упоминания и ответы ему.",
    votes: { one: "# голос", few: "# голоса", many: "# голосов", other: "# голоса" }, closed: "Опрос завершён",
    bytes: "Б", kilobytes: "КБ", megabytes: "МБ", down: "К последнему", more: "Показать", you: "Вы",
  },
  en: {
    note: "playground, no network, no token",
    people: "You are", chats: "Chats",
    seller: "salesperson", manager: "manager",
    bot: "bot", typing: "typing…", sending: "sending a file…",
    members: { one: "# member", other: "# members" },
    block: "Block", unblock: "Unblock", start: "Start",
    gone: "The bot has left the group", hour: "+1 h", day: "+1 day", ahead: "The clock of the playground: move it forward",
    menu: "Menu", attach: "Attach", send: "Send", write: "Message", writeGroup: "Message to the group",
    edited: "edited", reply: "Reply", edit: "Edit", cancel: "Cancel",
    photo: "Photo", document: "File", voice: "Voice message", sticker: "Sticker", location: "Location",
    contact: "Contact", poll: "Poll", quiz: "Quiz", file: "Photo or file from disk", sample: "Sample photo",
    album: "Album of two photos",
    forwarded: "Forwarded from", via: "via",
    silent: "The bot did not answer the tap", offline: "Lost the playground. Connecting again…",
    copied: "Copied", today: "Today", yesterday: "Yesterday", none: "Nothing found",
    empty: "Nothing here yet", emptyGroup: "In a group the bot sees commands, mentions and replies to it.",
    votes: { one: "# vote", other: "# votes" }, closed: "Final results",
    bytes: "B", kilobytes: "KB", megabytes: "MB", down: "To the latest", more: "Show", you: "You",
  },
};

let code = "ru";
export const language = () => code;
export function speak(language) { code = (language || "").startsWith("ru") ? "ru" : "en"; }
export const t = (key) => WORDS[code][key];
export function count(key, number) {
  const forms = WORDS[code][key];
  return (forms[new Intl.PluralRules(code).select(number)] || forms.other).replace("#", number);
}
export function size(bytes) {
  if (bytes < 1024) return `${bytes} ${t("bytes")}`;
  const [value, unit] = bytes < 1048576 ? [bytes / 1024, "kilobytes"] : [bytes / 1048576, "megabytes"];
  return `${value.toLocaleString(code, { maximumFractionDigits: 1 })} ${t(unit)}`;
}
export const clock = (seconds) =>
  new Date(seconds * 1000).toLocaleTimeString(code, { hour: code === "ru" ? "2-digit" : "numeric", minute: "2-digit" });
export const moment = (milliseconds) =>
  new Date(milliseconds).toLocaleString(code, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
export function day(seconds, now) {
  const date = new Date(seconds * 1000), that = date.toDateString();
  if (that === new Date(now).toDateString()) return t("today");
  if (that === new Date(now - 86400000).toDateString()) return t("yesterday");
  return date.toLocaleDateString(code, { day: "numeric", month: "long" });
}
