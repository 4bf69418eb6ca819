"""How often a translation has each critical word, by the ``words.csv`` of its language.

Languages say one "not" with two words. Three rows of ``words.csv``, which a language may lack,
tell which: ``not begun`` has the words that need another after them (French ``ne``), ``not
again`` those that need one before them (``ningún`` in ``no deje ningún medicamento``), and
``nor`` those that need one before them and can be one more not (``ni``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from re import Pattern

from multilingual.text.wording import CLAUSE, SENTENCE_END, clauses, prose, words
from multilingual.wordlists.critical_words import (
    COUNTED,
    HALF,
    NO_OFTENER,
    SAYS_NOT,
    CriticalMeaning,
    count_in_english,
    count_of_row,
    forms_by_meaning,
    kinds,
    meanings_in,
    rows_reported_as,
)
from multilingual.wordlists.table import Table, pattern_of, search_forms

BEGUN, AGAIN, NOR = "not begun", "not again", "nor"
AND = "and"
WITHOUT = "without"
OTHER, ABSORBED, ENDING = "other", "absorbed", "ending"
"""What begins with ``-``, what another row absorbs, and of this what begins with the second word
of a not and is none: ``pas plus`` in ``ne … pas plus``."""
OPEN = re.compile(r"[*^…]")
"""What a form has that is not found by its words alone."""

ANY = re.compile(r"(?:(?<=[ )])|(?<=\}\?))\(\?>\[\^ \]\*\? \)|(?<=:)\[\^ ,\.\]\{1,40\}(?= )")
"""What a whole word that a form leaves open is in ``pattern_of``."""

Search = tuple[Pattern[str], Mapping[str, tuple[frozenset[str], Pattern[str]]], Pattern[str]]
"""What finds the words of any row; the words of each row, and what finds its open forms; and
what finds "and" and "or"."""


@dataclass(frozen=True, slots=True)
class Count:
    """How often a text has it, at least and at most; ``alone`` are halves without the other."""

    least: int = 0
    most: int = 0
    alone: Sequence[str] = ()


@dataclass(slots=True)
class Found:
    """A word that counts, with its rows; ``is_used`` as the other half of one that was begun.

    It ``goes_on`` if "and" or "or" stands between it and the word before.
    """

    text: str
    rows: frozenset[str]
    goes_on: bool
    is_used: bool = False


class CriticalWordCounter:
    """Counts the critical words of a language; ``forms`` are its words by their meaning."""

    def __init__(self, forms: Mapping[str, Sequence[str]]) -> None:
        self._forms = forms
        self._searches: dict[tuple[str, ...], Search] = {}
        self._known: dict[str, tuple[Pattern[str], Pattern[str]]] = {}
        self._begun = tuple(words(form) for form in forms.get(BEGUN, ()))
        self._ands = search_forms(forms.get(AND, ()))
        self._halves = "|".join(pattern_of(form) for form in forms.get(AGAIN, ()))

    def lacks(self, meaning: str, text: str, wanted: int = 1) -> bool:
        """Return whether the language has words of a meaning, and the ``clauses`` too few."""
        found = islice(self._all_of(meaning, text), wanted)
        return bool(self._forms.get(meaning)) and len(list(found)) < wanted

    def found(self, meaning: str, text: str) -> str:
        """Return the first word of a meaning in the ``clauses``, if any."""
        return next(self._all_of(meaning, text), "").strip()

    def _all_of(self, meaning: str, text: str) -> Iterator[str]:
        if meaning not in self._known:
            forms = self._forms.get(meaning, ())
            other = self._search(form[1:] for form in forms if form.startswith("-"))
            self._known[meaning] = self._search(form.removeprefix("-") for form in forms), other
        own, other = self._known[meaning]
        found = own.finditer(text)
        return (match[0] for match in found if not other.fullmatch(text, *match.span()))

    def lists(self, meaning: str) -> bool:
        """Return whether the language has words of a meaning."""
        return bool(self._forms.get(meaning))

    def forms(self, meaning: str) -> Sequence[str]:
        """Return the forms of a meaning."""
        return self._forms.get(meaning, ())

    def preferred(self, meaning: str) -> str:
        """Return the first word of a meaning that is whole, ``""`` without one."""
        return next((form for form in self.forms(meaning) if not re.search(r"^-|[*^…]", form)), "")

    def needs_another(self, word: str) -> bool:
        """Return whether a word is no not without one after it."""
        return words(word) in self._begun

    def can_count(self, reported_as: str) -> bool:
        """Return whether the language has a word of the first of the rows."""
        return bool(self._forms.get(rows_reported_as(reported_as)[0].meaning))

    def count(self, reported_as: str, text: str, meanings: Iterable[str]) -> Count:
        """Return how often ``text`` has the words of the rows that are ``reported_as`` so.

        ``meanings`` are those of the English: within their forms, what they absorb is not counted.
        """
        sentences = [clauses(part) for part in SENTENCE_END.split(prose(text))]
        search = self._search_for(reported_as, "".join(sentences), meanings)
        found = (list(_found_in(sentence, search)) for sentence in sentences)
        counts = [_count(words) for words in found if words]
        return Count(
            sum(count.least for count in counts),
            sum(count.most for count in counts),
            [form for count in counts for form in count.alone],
        )

    def left_undone(self, english: str, text: str) -> int:
        """Return how many more words such as avoid or refuse ``text`` has than the English."""
        rows, search, other = self._undone
        here = sum(not other.fullmatch(form) for form in search.findall(words(prose(text))))
        return max(0, here - sum(count_of_row(english, kind) for kind in rows)) if here else 0

    @cached_property
    def _undone(self) -> tuple[Sequence[CriticalMeaning], Pattern[str], Pattern[str]]:
        """The rows of what is left undone, what finds their words, and those that are none."""
        rows = [kind for kind in kinds().values() if kind.counted == NO_OFTENER]
        forms = [form for kind in rows for form in self._forms.get(kind.meaning, ())]
        other = search_forms(form[1:] for form in forms if form.startswith("-"))
        return rows, search_forms(form.removeprefix("-") for form in forms), other

    def differs(self, english: str, text: str) -> bool:
        """Return whether ``text`` surely says not more often or less often than the English."""
        wanted = count_in_english(english, SAYS_NOT)
        has = self.count(SAYS_NOT, text, meanings_in(english).values())
        return has.least > wanted.most or has.most < wanted.least

    def added(self, kind: CriticalMeaning, english: str, text: str) -> list[str]:
        """Return the words of a row that ``text`` has, if the English has fewer.

        "Keep taking it" may be *no deje de tomarlo*: a not more or fewer makes up for a word.
        """
        meanings, listed = meanings_in(english).values(), self._forms.get(kind.meaning, ())
        rows = (meaning for meaning in meanings if kind.meaning in kinds()[meaning].absorbs)
        # "Sin demora" is now, and "espera un bebé" is no waiting.
        longer = (form for row in rows for form in self._forms.get(row, ()) if " " in form)
        absorbed = [form for form in longer if not form.startswith("-")]
        absorbed += [form.removeprefix("-") for form in listed if form.startswith("-")]
        rest = search_forms(absorbed).sub("", words(prose(text)))
        own = search_forms(form for form in listed if not form.startswith("-"))
        found = [match[0].strip() for match in own.finditer(rest)]
        added = len(found) - count_of_row(english, kind)
        if added <= 0:
            return []
        wanted, has = count_in_english(english, SAYS_NOT), self.count(SAYS_NOT, text, meanings)
        is_made_up_for = added <= max(has.least - wanted.most, wanted.least - has.most)
        return [] if is_made_up_for else found

    def _search_for(self, reported_as: str, text: str, meanings: Iterable[str]) -> Search:
        """Return what finds the words that count in ``text``.

        Rows that absorb others and have no form in it are left out.
        """
        first = rows_reported_as(reported_as)[0].meaning
        absorbing = [
            meaning
            for meaning in dict.fromkeys(meanings)
            if first in kinds()[meaning].absorbs
            and search_forms(self._longer_forms(meaning)).search(text)
        ]
        key = (reported_as, *absorbing)
        if key not in self._searches:
            listed = self._listed(rows_reported_as(reported_as), absorbing)
            every = [form for forms in listed.values() for form in forms]
            rows = {name: self._split(forms) for name, forms in listed.items()}
            self._searches[key] = self._search(every), rows, self._ands
        return self._searches[key]

    def _listed(
        self, rows: Sequence[CriticalMeaning], absorbing: Iterable[str]
    ) -> Mapping[str, Sequence[str]]:
        counted = [kind.meaning for kind in rows if kind.counted == COUNTED]
        halves = [kind.meaning for kind in rows if kind.counted == HALF]
        forms = [form for meaning in counted for form in self._forms.get(meaning, ())]
        absorbed = [form for meaning in absorbing for form in self._longer_forms(meaning)]
        half = self._search(self._forms.get(AGAIN, ()))
        return {
            WITHOUT: self._forms.get(WITHOUT, ()) if WITHOUT in counted else (),
            OTHER: [form[1:] for form in forms if form.startswith("-")],
            COUNTED: [form for form in forms if not form.startswith("-")],
            **{meaning: self._forms.get(meaning, ()) for meaning in halves},
            ABSORBED: absorbed,
            ENDING: [form for form in absorbed if half.match(words(form))],
        }

    def _split(self, forms: Iterable[str]) -> tuple[frozenset[str], Pattern[str]]:
        listed = frozenset(words(form) for form in forms if not OPEN.search(form))
        return listed, self._search(filter(OPEN.search, forms))

    def _search(self, forms: Iterable[str]) -> Pattern[str]:
        ways = [self._way(form) for form in sorted(forms, key=len, reverse=True)]
        return re.compile(rf"(?<![^ ])(?:{'|'.join(ways)})" if ways else r"(?!)")

    def _way(self, form: str) -> str:
        begins = f"(?<={CLAUSE})" if form.startswith("^") else ""
        way = pattern_of(form.removeprefix("^"))
        if self._halves and words(form).startswith(self._begun):
            # What ends a not cannot stand within another: "ne fumez pas, plus de sport".
            way = ANY.sub(rf"(?!{self._halves})\g<0>", way)
        return begins + way

    def _longer_forms(self, meaning: str) -> list[str]:
        return [form for form in self._forms.get(meaning, ()) if words(form).count(" ") > 1]


@lru_cache(maxsize=64)
def counter_of(table: Table) -> CriticalWordCounter:
    """Return what counts the words of a language by its ``words.csv``."""
    return CriticalWordCounter(forms_by_meaning(table))


def _found_in(sentence: str, search: Search) -> Iterator[Found]:
    """Yield what counts in the ``clauses`` of a sentence."""
    every, each, ands = search
    before = 0
    for match in every.finditer(sentence):
        rows = {
            name
            for name, (listed, open_forms) in each.items()
            if match[0] in listed or open_forms.fullmatch(sentence, *match.span())
        }
        if OTHER not in rows:
            between = sentence[before : match.start()]
            goes_on = CLAUSE not in between and bool(ands.search(between))
            yield Found(match[0].strip(), frozenset(rows), goes_on)
            before = match.end()


def _count(found: Sequence[Found]) -> Count:
    alone = list(_pair(found))
    least = most = 0
    is_said = is_turned = False
    for word in found:
        is_half = not word.rows.isdisjoint((AGAIN, NOR))
        may_be_whole = COUNTED in word.rows
        if word.is_used or (ABSORBED in word.rows and not may_be_whole):
            most += NOR in word.rows and is_turned
        elif is_half and is_said:
            # After "without", it is another without and no not.
            most += is_turned and NOR in word.rows
        else:
            least += ABSORBED not in word.rows
            most += 1
            if is_half and not may_be_whole:
                alone.append(word.text)
        is_said = True
        is_turned = is_turned or WITHOUT not in word.rows
    return Count(least, most, alone)


def _pair(found: Sequence[Found]) -> Iterator[str]:
    """Mark the other half of each not that was begun, and yield those that have none."""
    begun = [at for at, word in enumerate(found) if BEGUN in word.rows]
    lacking = ""
    for before, at, after in zip([-1, *begun], begun, [*begun[1:], len(found)], strict=False):
        # "N’arrêtez et ne changez aucun médicament": the first shares the half of the second.
        if lacking and not (found[at].goes_on and before == at - 1):
            yield lacking
        lacking = ""
        halves = [*found[at + 1 : after + 1], *found[before + 1 : at]]
        others = (word for word in halves if word.rows & {AGAIN, NOR, ENDING} and not word.is_used)
        other = next(others, None)
        if other is None:
            lacking = found[at].text
        elif ENDING in other.rows:
            # Together they are no not: "ne … pas plus de deux" is at most.
            found[at].is_used = True
        else:
            other.is_used = True
    if lacking:
        yield lacking
