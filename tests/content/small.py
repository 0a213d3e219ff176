"""A content tree of three rows, one language: what the checks of content are tried on."""

ROWS = """
stages = ["first", "last"]
early = ["first"]
groups = ["all"]
scale = { b2b = 65, b2c = 35, enough = 2, least = 1, extra = 2 }
part_a = { last = { size = 1 } }
part_b = { first = ["pace"] }
unknown = { client = ["size"], own = [] }

[[row]]
slug = "size"
number = 1
kind = "deal"
group = "all"
weight = 3
place = 1
ask = "client"
changes = { b2b = ["size"], b2c = ["pace"] }

[[row]]
slug = "pace"
number = 2
kind = "way"
group = "all"
changes = { b2b = ["pace"], b2c = ["pace"] }

[[row]]
slug = "board"
number = 3
kind = "company"
group = "all"
changes = { b2b = ["board"], b2c = ["board"] }
"""

MISMATCHES = """
[way.pace]
harm = { size = 3 }
over = 1
stage = { first = 1, last = 1.5 }

[blind]
factor = 1.5
never = []
rows = [{ row = "size", harm = 2, from = "last" }]

[typical]
words = ["size.pace"]

[public]
words = ["size.pace"]
muted = []
people = []
"""

QUESTION = """
[question]
text = "How many people decide?"
why = "Nobody can be convinced unseen."
b2b = "A group with roles"
mid = "One with an adviser"
b2c = "One alone"
{ask}
[question.words]
b2b = ["group", "many", "all"]
mid = ["adviser", "two", "both"]
b2c = ["sole", "alone", "single"]
"""

HABIT = """
[question.typical]
text = "How many talks does one sale take?"
b2b = "Three and more"
mid = "Two of them"
b2c = "A single one"
"""

POLE = """
[{pole}]
gist = "Several people decide together."
tell = "Three names stand in the last letter."
line = "Who else looks at this?"
mistake = "Talking to the first one only."
{actions}
"""

ACTIONS = 'early = "Ask for one more name."\nlate = "Write to each of them."'
MANAGERS = 'salesperson = "Ask for one more name."\nmanager = "Look at two letters."'

STYLE = r"""
words_per_sentence = 22
average_words = 14
banned = [{ match = '!', why = "an exclamation mark" }]
guard = 'notice.*official'
verb = '^(ask|write|look|keep|send)\b'
goal = '^(learn|leave)\b'
avoid = '^\w+ing\b'
done = '^Done when'
"""

STRATEGY = """**Find the others**

{body}

Done when three of them say why they want it.
"""

STEPS = """
[stage]
text = "Which stage is it?"
options = { first = "First", last = "Last" }
words = { first = ["start", "hello", "begin"], last = ["end", "money", "close"] }
[public]
options = { yes = "Yes", no = "No", unknown = "Not sure" }
words = { yes = ["y", "yep", "sure"], no = ["nay", "nope", "nah"], unknown = ["dunno", "unsure", "skip"] }
[guess]
options = { 1 = "Hardly", 2 = "No", 3 = "Even", 4 = "Yes", 5 = "Sure" }
[guess.words]
1 = ["a1", "a2", "a3"]
2 = ["b1", "b2", "b3"]
3 = ["c1", "c2", "c3"]
4 = ["d1", "d2", "d3"]
5 = ["e1", "e2", "e3"]
[unknown]
options = { unknown = "Not known" }
words = { unknown = ["dunno", "unsure", "skip"] }
[early]
options = { unknown = "Too early" }
words = { unknown = ["early", "later", "soon"] }
"""

UNDER = """
[under."size.pace"]
early = "Ask for one more name."
late = "Write to each of them."
line = "Who else looks at this?"
ask_seller = "Which of them have you talked to?"
[under."size.pace".finding]
b2b-b2c = "A group decides, you talk to one."
b2b-mid = "A group decides, you talk to two."
mid-b2c = "One asks an adviser, you talk to one."
[under."size.pace".public]
late = "Ask before the notice; afterwards send official questions only."
line = "Where are the answers published?"
[under."size.pace".typical]
early = "Ask each of them for a name."
late = "Write to three of them."
line = "Who reads this with you?"
ask_seller = "Which of all of them decide?"
[under."size.pace".typical.finding]
b2b-b2c = "Groups decide, you talk to one."
b2b-mid = "Groups decide, you talk to two."
mid-b2c = "They ask advisers, you talk to one."
[over.pace]
finding = "{{ facts }}, and you talk to three."
early = "Keep to one talk."
late = "Send the bill."
line = "Shall we finish today?"
ask_seller = "Which of the three talks could go?"
[over.pace.typical]
finding = "{{ facts }}, and you talk to everyone thrice."
early = "Keep to a talk each."
late = "Send all the bills."
line = "Shall we finish here?"
ask_seller = "Which talk could go as a rule?"
[blind.size]
finding = "It is late, and who decides is open."
late = "Ask who signs."
line = "Who signs this?"
ask_seller = "Where could the name be found?"
"""

TIP = """
[[{pole}]]
situation = "A letter names three people."
action = "Ask the first about the second."
line = "What will your colleague ask?"
"""

RECALL = """
[recall]
question = "Who decides in a group?"
options = ["The first", "Several", "Nobody"]
correct = 2
explain = "Several people with different weight."
"""

FACT = """
[fact]
b2b = "a group decides"
mid = "one decides, with advice"
b2c = "one decides alone"
"""


GOAL = """
[goal]
b2b = "leave with three names"
b2b_ask = "Who else reads the letter?"
b2b_avoid = "talking about the price"
b2c = "leave with a yes or a reason"
b2c_ask = "Which one is closer?"
b2c_avoid = "asking for a second meeting"
"""

GOAL_OF_DEAL = """unknown = "learn who signs in the end"
public = "learn where official questions go"
public_ask = "Where are the answers published?"
public_avoid = "calling anyone after the notice, when questions are official"
"""


def small(lang: str = "en") -> dict[str, str]:
    """Files of a good tree, by their path."""
    files = {"rows.toml": ROWS, "mismatches.toml": MISMATCHES}
    for slug, kind in (("size", "deal"), ("pace", "way"), ("board", "company")):
        names = ", ".join(f'"{slug} word {number}"' for number in range(12))
        text = f'title = "The {slug}"\naliases = [{names}]\n'
        if kind != "company":
            text += QUESTION.format(ask='ask = "Who signs this in the end?"' if kind == "deal" else "")
        text += {"deal": FACT, "way": HABIT, "company": ""}[kind]
        hold = '\nhold = "Everybody who decides has heard you."' if kind == "deal" else ""
        for pole in ("b2b", "b2c"):
            text += POLE.format(pole=pole, actions=(MANAGERS if kind == "company" else ACTIONS) + hold)
            body = " ".join(["People decide together, and each of them wants to hear it."] * 8)
            files[f"{lang}/strategy/{slug}.{pole}.md"] = STRATEGY.format(body=body)
        text += {"deal": GOAL + GOAL_OF_DEAL, "way": GOAL, "company": ""}[kind]
        files[f"{lang}/rows/{slug}.toml"] = text
        files[f"{lang}/tips/{slug}.toml"] = "".join(TIP.format(pole=p) for p in ("b2b", "b2b", "b2c", "b2c")) + RECALL
    files[f"{lang}/steps.toml"] = STEPS
    files[f"{lang}/typed.toml"] = 'negations = ["not", "no"]'
    files[f"{lang}/mismatches.toml"] = UNDER
    return files
