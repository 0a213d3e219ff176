"""What ends the bot: one sentence that says what to do."""


class Fatal(Exception):
    pass


WRONG_TOKEN = "Telegram does not know this BOT_TOKEN: copy it again from @BotFather."
SECOND_POLLER = "Another process polls with this BOT_TOKEN: stop it, then start again."
