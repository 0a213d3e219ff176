// What is shown: whose eyes, which chat, and the elements everybody draws into.
export const $ = (id) => document.getElementById(id);
const IDS = "people chats log scroll input popup reply composer big block menu attach send file down toast offline";
export const ui = Object.fromEntries(IDS.split(" ").map((id) => [id, $(id)]));
export const view = {
  state: null, person: 0, chat: 0, replyTo: null, editing: null, fresh: 0, low: true, busy: new Set(), drafts: new Map(),
};
export const here = () => view.state.chats.find((chat) => chat.id === view.chat);
export const messages = () => view.state.messages[view.chat] || [];
export const draftKey = () => `${view.person}/${view.chat}`;
