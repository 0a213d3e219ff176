"""Deal Coach on the command line. A thin shim: everything heavy is imported inside the commands."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Annotated, NoReturn

if __name__ == "__main__" and sys.argv[1:] == ["run"]:  # for months: without the memory that Typer would hold
    from handlers.commands import run_bot

    sys.exit(run_bot())

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)

Lang = Annotated[str, typer.Option(help="ru or en.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Stdin = Annotated[bool, typer.Option("--stdin", help="Read one question a line.")]


def fail(sentence: object, code: int = 2) -> NoReturn:
    typer.echo(str(sentence), err=True)
    raise typer.Exit(code)


def lines() -> Iterable[tuple[int, str]]:
    number = 0
    try:
        for number, line in enumerate(sys.stdin.buffer if sys.stdin else (), 1):
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        fail(f"Line {number} is not UTF-8.")
    if not number:
        fail("The input is empty: --stdin reads one question a line.")


@contextmanager
def answering() -> Iterator[None]:
    """An answer that can't be written ends as bad input does; a reader who has left is Click's business."""
    try:
        try:
            yield
        finally:
            if sys.stdout:
                sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more when it ends
        fail(f"The answer can't be written: {error.strerror}.")


@app.callback()
def speak_utf_8() -> None:
    """Deal Coach: finds where a deal and the way it is run part ways."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    if any("\udc80" <= char <= "\udcff" for argument in sys.argv for char in argument):
        fail("The arguments are not UTF-8.")


@app.command()
def run() -> None:
    """Answer on Telegram. Needs BOT_TOKEN."""
    from handlers.commands import run_bot

    raise typer.Exit(run_bot())


@app.command()
def demo(port: Annotated[int, typer.Option(help="Port of the chat page; 0 takes a free one.")] = 8080) -> None:
    """Talk to the bot on this machine: a chat page, no token, no network."""
    from handlers.commands import run_demo

    if not 0 <= port <= 65535:
        fail(f"{port} is no port: use one from 0 to 65535.")
    raise typer.Exit(run_demo(port))


@app.command()
def compare(
    text: Annotated[str | None, typer.Argument(help="A topic, a question or a client's phrase.")] = None,
    lang: Lang = "ru",
    as_json: AsJson = False,
    stdin: Stdin = False,
) -> None:
    """How B2B differs from B2C on a topic."""
    from handlers.commands import print_comparison

    if (text is None) != stdin:
        fail("Give either a TEXT or --stdin.")
    with answering():
        for _, query in lines() if stdin else [(1, text or "")]:
            print_comparison(query, lang, as_json, fail)


@app.command()
def advise(
    stage: Annotated[str | None, typer.Option(help="contact, needs, offer, negotiation or repeat.")] = None,
    lang: Lang = "ru",
    answer: Annotated[list[str] | None, typer.Option(help="slug=b2b, mid, b2c or unknown; may be repeated.")] = None,
    public: Annotated[bool | None, typer.Option(help="Whether it is a public purchase.")] = None,
    as_json: AsJson = False,
    stdin: Stdin = False,
) -> None:
    """The card of a check, from its answers."""
    from handlers.commands import print_advice, print_advice_line

    if stdin:
        if stage or answer:
            fail("With --stdin the stage and the answers come from the lines.")
        with answering():
            for number, line in lines():
                print_advice_line(number, line, as_json, fail)
        return
    if stage is None:
        fail("Give a --stage: contact, needs, offer, negotiation or repeat.")
    with answering():
        print_advice(stage, lang, answer or [], public, as_json, fail)


@app.command()
def content() -> None:
    """Check all texts: counts per language, or every error with file, key and rule."""
    from handlers.commands import check_content

    with answering():
        raise typer.Exit(check_content())


if __name__ == "__main__":
    app()
