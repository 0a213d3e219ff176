// What is shown: whose eyes, which chat, and the elements everybody draws into.
export const $ = (id) => document.getElementById(id);
const IDS = "people chats log scroll input popup reply composer big block menu attach send file down toast offline";
export const ui = Object.fromEntries(IDS.split(" ").map((id) => [id, $(id)]));
export const view = {
  state: null, person: 0, chat: 0, replyTo: null, editing: null, fresh: 0, low: true, ahead: 0, busy: new Set(), drafts: new Map(),
};
export const here = () => view.state.chats.find((chat) => chat.id === view.chat);
export const messages = () => view.state.messages[view.chat] || [];
// The world's clock may be ahead of this machine's.
export const setNow = (seconds) => { view.ahead = seconds * 1000 - Date.now(); };
export const now = () => Date.now() + view.ahead;
export const draftKey = () => `${view.person}/${view.chat}`;
