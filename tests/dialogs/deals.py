"""Deals to check: step -> answer; what is not named is not known."""

PART_A = (
    "decision-makers", "cycle", "offer", "team", "impact", "procedure", "product", "profit-source", "market",
    "competence",
)  # fmt: skip
PART_B = ("success-factor", "needs", "focus", "effort", "role", "negotiation")

B2B = dict.fromkeys(PART_A, "b2b")
B2C = dict.fromkeys(PART_A, "b2c")

DAIRY = {
    "stage": "negotiation", "decision-makers": "b2b", "offer": "b2b", "team": "b2b", "impact": "b2b",
    "procedure": "b2b", "profit-source": "mid", "success-factor": "b2c", "needs": "b2c", "focus": "mid",
    "effort": "b2b", "role": "mid", "negotiation": "b2c", "guess": "4",
}  # fmt: skip
"""A group decides by its rules, and the seller comes without notes: findings, and a blind spot."""

PHONES = {"stage": "needs", **B2C, **dict.fromkeys(PART_B, "b2c")}
"""A quick sale, run as one: all fits."""

FACTORY = {"stage": "offer", **B2B, **dict.fromkeys(PART_B, "b2b")}
"""A long deal, run as one: all fits."""

COMMITTEE = {"stage": "needs", **B2C, **dict.fromkeys(PART_B, "b2b")}
"""A quick sale with the work of a long one: over-selling only."""

FOG = {"stage": "contact"}
"""Nothing is known: not enough data."""

MURKY = {
    "stage": "negotiation", **B2B, "decision-makers": "unknown", "cycle": "unknown", "impact": "unknown",
    **dict.fromkeys(PART_B, "b2b"),
}  # fmt: skip
"""The work suits the deal, but nobody knows who decides and when: blind spots only."""

WAVERING = {
    "stage": "offer", **dict.fromkeys(PART_A, "mid"), "product": "b2c", "market": "b2b", "success-factor": "b2b",
    "needs": "mid", "focus": "b2b", "effort": "b2b", "role": "b2c", "negotiation": "mid",
}  # fmt: skip
"""In between everywhere: four rows left unasked by the early stop could still change a finding."""

CARDS = {"findings": DAIRY, "over": COMMITTEE, "fits": PHONES, "fits_b2b": FACTORY, "unknown": FOG, "blind": MURKY}

QUICK = {"stage": "contact", **B2C, **dict.fromkeys(PART_B, "b2c")}
"""The shortest way to a card."""
