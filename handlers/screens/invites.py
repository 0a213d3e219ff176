"""Invitations to a team: as a link, as a picture, and as who follows it sees it."""

from bot.person.schedule import local_date
from bot.replies.teams import Invitation, InviteMade, InvitePicture, Invites
from handlers.screens.base import Button, Screen, View, button, render
from handlers.screens.sheet import LEFT, RIGHT, TITLE, WIDTH
from handlers.screens.teams import back_to, names

PREFIX = "j_"
"""Of a link's payload."""
QUIET = 4
"""Modules around a QR code that stay white."""
TOP = 112


def invite_link(token: str, view: View) -> str:
    return view.link(f"{PREFIX}{token}")


@render.register
def _(reply: Invites, view: View) -> Screen:
    team, words = reply.team.id, view.words
    listed = [(one, words.day(local_date(one.ends_at, reply.zone))) for one in reply.invites]
    rows = [
        [
            view.button("invite.new_one", "invite_new", team, "one"),
            view.button("invite.new_many", "invite_new", team, "many"),
        ]
    ]
    for n, one in enumerate(reply.invites, 1):
        rows.append([button(words.plain("invite.withdraw", n=n), "invite_off", team, one.id)])
    return Screen(view.text(reply, listed=listed), [*rows, [back_to(team, view)]])


@render.register
def _(reply: InviteMade, view: View) -> Screen:
    text = view.text(reply, link=invite_link(reply.token, view), ends=view.words.day(reply.ends))
    qr = view.button("invite.qr", "invite_qr", reply.team.id, reply.token)
    return Screen(text, [[qr, _all(reply, view)]])


@render.register
def _(reply: InvitePicture, view: View) -> Screen:
    text = view.text(reply, link=invite_link(reply.token, view), ends=view.words.day(reply.ends))
    return Screen(text, [[_all(reply, view)]], photo=f"invite:{reply.token}:{view.words.lang}")


def _all(reply: InviteMade | InvitePicture, view: View) -> Button:
    return view.button("invite.all", "invites", reply.team.id)


@render.register
def _(reply: Invitation, view: View) -> Screen:
    rows = [[view.button("invite.join", "join", reply.token), view.button("invite.later", "join_no")]]
    return Screen(view.text(reply, leaders=names(reply.leaders, view)), rows)


def invite_svg(name: str, token: str, view: View) -> str:
    """The link as a QR code, under the name of the team."""
    import segno  # 1.5 MB that only managers need

    matrix = segno.make(invite_link(token, view), error="m", micro=False).matrix
    size = (RIGHT - LEFT) // (len(matrix) + 2 * QUIET)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    fonts = view.screens.fonts
    lines = fonts.wrap(fonts.drawable(name), TITLE, RIGHT - LEFT, 2, bold=True)
    top = TOP + (len(lines) - 1) * 68 + 40 if lines else LEFT
    side = size * len(matrix)
    values: dict[str, object] = {
        "width": WIDTH,
        "height": top + side + 2 * QUIET * size,
        "left": LEFT,
        "name": [(line, TOP + place * 68) for place, line in enumerate(lines)],
        "x": (WIDTH - side) // 2,
        "y": top + QUIET * size,
        "size": size,
        "path": path,
    }
    return view.screens.svg("invite", values)
