"""What ends the bot: one sentence that says what to do."""


class Fatal(Exception):
    pass


WRONG_TOKEN = "Telegram does not know this BOT_TOKEN: copy it again from @BotFather."  # noqa: S105
SECOND_POLLER = "Another process polls with this BOT_TOKEN: stop it, then start again."
WEBHOOK = "A webhook is set for this BOT_TOKEN: call the Bot API's deleteWebhook once, then start again."
