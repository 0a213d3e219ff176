"""The next step of a deal, with its date."""

from bot.person.schedule import local_date
from bot.replies import OfCheck, OneStep, StepDropped, WhenQuestion
from bot.store.steps import Step
from handlers.screens.base import Button, Screen, View, render
from handlers.screens.deals import step_action
from handlers.screens.telling import deal_name, law_line
from handlers.screens.times import dated, moment

CHOICES = {"0": "today", "1": "tomorrow", "3": "in_three"}


def beginning(text: str) -> str:
    return text[:1].upper() + text[1:]


def action_of(finding: str, of: OfCheck, view: View) -> str | None:
    return step_action(finding, of.check, of.catalog, view)


@render.register
def _(reply: WhenQuestion, view: View) -> Screen:
    step, check, known = reply.step, reply.check, reply.step or reply.replaces
    if step:
        choices = [view.button(f"steps.{key}", "step_on", step.id, ahead) for ahead, key in CHOICES.items()]
        back = view.button("button.back", "step", check.deal)
    else:
        choices = [view.button(f"steps.{key}", "take_on", check.id, ahead) for ahead, key in CHOICES.items()]
        back = view.button("button.card", "take_no", check.id)
    action = action_of(reply.finding, reply, view)
    text = view.text(
        reply,
        name=deal_name(reply, view),
        action=action,
        law=law_line(reply.law, [action], view),
        known=dated(known.day, reply.today, view.words) if known else None,
    )
    return Screen(text, [choices, [back]])


@render.register
def _(reply: OneStep, view: View) -> Screen:
    step, today = reply.step, local_date(reply.now, reply.zone)
    action = action_of(step.finding, reply, view)
    text = view.text(
        reply,
        name=deal_name(reply, view),
        action=action,
        law=law_line(reply.law, [action], view),
        day=dated(step.day, today, view.words),
        free=beginning(dated(reply.free, today, view.words)) if reply.free else None,
        off=beginning(dated(step.day, today, view.words)) if reply.off else None,
        remind=moment(reply.due, reply.now, reply.zone, view.words) if reply.due else None,
    )
    return Screen(text, _around(step, view))


def _around(step: Step, view: View) -> list[list[Button]]:
    return [
        [view.button("steps.done", "step_done", step.id), view.button("steps.date", "step_date", step.id)],
        [view.button("steps.drop", "step_drop", step.id), view.button("button.card", "card", step.source)],
    ]


@render.register
def _(reply: StepDropped, view: View) -> Screen:
    rows = [[view.button("button.card", "card", reply.check.id), view.button("deals.back", "deals", "open", "0")]]
    return Screen(view.text(reply, name=deal_name(reply, view)), rows)
