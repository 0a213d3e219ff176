"""Welcome, help, language, and single sentences."""

from bot.replies import ChooseLanguage, Help, LanguageSet, Notice, OnlyInPrivate, Welcome
from handlers.screens.base import Screen, View, button, render


@render.register
def _(reply: Welcome, view: View) -> Screen:
    rows = [[view.button("button.deal", "deal"), view.button("button.topics", "topics")]]
    if reply.deals:
        rows.insert(0, [view.button("button.go", "go_list")])
    return Screen(view.text(reply), rows)


@render.register
def _(reply: Help, view: View) -> Screen:
    return Screen(view.text(reply), [[view.button("button.go", "go_list"), view.button("button.deal", "deal")]])


@render.register
def _(reply: ChooseLanguage, view: View) -> Screen:
    then = [reply.then] if reply.then else []
    names = [button(view.words.plain(f"language.name.{lang}"), "lang", lang, *then) for lang in view.screens.words]
    return Screen(view.text(reply), [names])


@render.register
def _(reply: LanguageSet, view: View) -> Screen:
    return Screen(view.text(reply))


@render.register
def _(reply: Notice, view: View) -> Screen:
    return Screen(view.words.text(reply.key, **reply.values))


@render.register
def _(reply: OnlyInPrivate, view: View) -> Screen:
    link = {"text": view.words.plain("button.private"), "url": view.link("deal")}
    return Screen(view.text(reply), [[link]])
