"""What the state of a translation is called: here, in XLIFF 1.2 and 2.0, and in Weblate.

``STANDINGS`` is the one table of it. What a tool calls approved is no review: a review is by a
person whom ``reviewers.toml`` names, of a text as it is (``reviews.py``), and ``make review`` is
the way in. A ``.po`` has no place for an approval at all, so that Weblate keeps its own in its
database and commits the text alone.

* http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html#state, and ``approved``
* https://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html#state
* https://docs.weblate.org/en/latest/workflows.html, "Dedicated reviewers"
"""

from __future__ import annotations

from typing import NamedTuple

from multilingual.exchange.units import State, Unit, base_of

WAITING = "po:fuzzy"
"""The ``subState`` of a translation that needs review, which XLIFF 2 has no state for."""
APPROVED, NOT_APPROVED = "yes", "no"


class Standing(NamedTuple):
    """How far a translation is, and what each format writes for it.

    ``catalog`` is what a ``.po`` has of it; ``approved`` goes with ``xliff``, which is 1.2, and
    ``sub_state`` with ``xliff2``.
    """

    state: State
    is_reviewed: bool
    catalog: str
    xliff: str
    approved: str
    xliff2: str
    sub_state: str
    weblate: str


STANDINGS = (
    Standing(
        state=State.NEEDS_TRANSLATION,
        is_reviewed=False,
        catalog='msgstr ""',
        xliff="needs-translation",
        approved=NOT_APPROVED,
        xliff2="initial",
        sub_state="",
        weblate="Untranslated",
    ),
    Standing(
        state=State.NEEDS_REVIEW,
        is_reviewed=False,
        catalog="#, fuzzy",
        xliff="needs-review-translation",
        approved=NOT_APPROVED,
        xliff2="initial",
        sub_state=WAITING,
        weblate="Needs editing",
    ),
    Standing(
        state=State.TRANSLATED,
        is_reviewed=False,
        catalog="msgstr",
        xliff="translated",
        approved=NOT_APPROVED,
        xliff2="translated",
        sub_state="",
        weblate="Waiting for review",
    ),
    Standing(
        state=State.TRANSLATED,
        is_reviewed=True,
        catalog="msgstr, and a review in reviews.toml",
        xliff="final",
        approved=APPROVED,
        xliff2="final",
        sub_state="",
        weblate="Approved",
    ),
)
"""From nothing to a translation for which a qualified person vouches as it is."""


def standing_of(unit: Unit) -> Standing:
    """Return how far a unit of ours is; a review of what still waits counts for nothing."""
    is_reviewed = unit.is_reviewed and unit.state is State.TRANSLATED
    return next(
        one for one in STANDINGS if (one.state, one.is_reviewed) == (unit.state, is_reviewed)
    )


def state_in_xliff(name: str) -> State:
    """Return what the ``state`` of a target in XLIFF 1.x means; other tools know more of them.

    >>> str(state_in_xliff("needs-review-l10n")), str(state_in_xliff("needs-l10n"))
    ('needs-review', 'needs-translation')
    >>> str(state_in_xliff("final")), str(state_in_xliff(""))
    ('translated', 'translated')
    """
    if name.startswith("needs-review"):
        return State.NEEDS_REVIEW
    unfinished = name == "new" or name.startswith("needs-")
    return State.NEEDS_TRANSLATION if unfinished else State.TRANSLATED


def state_in_xliff2(name: str, sub_state: str) -> State:
    """Return what ``state`` and ``subState`` of a segment in XLIFF 2.x mean.

    >>> str(state_in_xliff2("initial", WAITING)), str(state_in_xliff2("reviewed", ""))
    ('needs-review', 'translated')
    """
    if sub_state == WAITING:
        return State.NEEDS_REVIEW
    return State.NEEDS_TRANSLATION if name == "initial" else State.TRANSLATED


def state_coming_back(state: State, target: str, base: str) -> State:
    """Return the state of a text that comes home; ``base`` stands for the text that went out.

    Who sends a text back to "needs translation" doubts it, as Weblate's "needs editing" does.
    Where nothing went out, many tools leave the state as it was, and the text is a translation.
    """
    was_there = base not in ("", base_of(""))
    is_doubt = state is State.NEEDS_TRANSLATION and was_there and target.strip()
    return State.NEEDS_REVIEW if is_doubt else state
