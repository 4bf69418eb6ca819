"""Words by which something is left undone, without a not: stop, avoid, refuse, forget, wait.

One of them too many turns a sentence round, and no not is lost: "Never stop it suddenly" has one,
and *Nunca evite dejarlo de golpe* has two. They are the row ``left undone`` of ``words.csv``,
which a language may lack.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from re import Pattern

from multilingual.wordlists.meanings import meanings_in, negatives_in
from multilingual.wordlists.negation_count import HALVES, Nots
from multilingual.wordlists.term_list import prose, search_forms, words

UNDONE = "left undone"
OTHER_MEANINGS = (*HALVES, UNDONE, "same", "doubled")

ENGLISH = (
    *("stop*", "avoid*", "quit*", "give up", "giving up", "refus*", "reject*", "declin*", "fail*"),
    *("miss", "misses", "missed", "missing", "skip*", "forget*", "forgot*", "delay*", "put off"),
    *("postpon*", "wait*", "hold*", "leav*", "left", "let", "away", "out of", "off", "prevent*"),
    *("block*", "interrupt*", "break*", "ignor*", "neglect*", "hesitat*", "hide*", "hidden"),
    *("unless", "except*", "until", "till", "hardly", "barely", "rare*", "uncommon*", "seldom"),
    *("lose*", "losing", "lost", "loss", "lack*", "end", "ends", "ended", "free", "drop*", "cut"),
    *("cuts", "cutting", "withdraw*", "exclud*", "instead", "rather", "other than", "no longer"),
    *("as long", "while", "late*", "expect*", "hope*"),
)
"""What other languages say with such a word.

There are more of them here than a language needs: one too many hides a fault, and one too few
makes a right translation a fault.
"""


def added_words(
    english: str, text: str, forms: Mapping[str, Sequence[str]], nots: Nots
) -> list[str]:
    """Return the words of ``text`` that leave something undone, if the English has fewer.

    ``forms`` are those of the language by their meaning. "Keep taking it" may be *no deje de
    tomarlo*: a not more or fewer makes up for such a word.
    """
    meanings = meanings_in(english).values()
    every = forms.get(UNDONE, ())
    # "Sin demora" is now, and "espera un bebé" is no waiting.
    held = [form for name in meanings for form in forms.get(name, ()) if " " in form]
    held += [form.removeprefix("-") for form in every if form.startswith("-")]
    rest = search_forms(held).sub("", words(prose(text)))
    listed = tuple(form for form in every if not form.startswith("-"))
    found = [one[0].strip() for one in _search(listed).finditer(rest)]
    added = len(found) - len(_search(ENGLISH).findall(words(prose(english))))
    if added <= 0:
        return []
    wanted, has = negatives_in(english), nots.count(text, meanings)
    is_made_up_for = added <= max(has.least - wanted.most, wanted.least - has.most)
    return [] if is_made_up_for else found


@cache
def _search(forms: Sequence[str]) -> Pattern[str]:
    return search_forms(forms)
