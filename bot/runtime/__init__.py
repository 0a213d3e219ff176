"""The machinery under the conversation: it knows Telegram, not what is said there."""
