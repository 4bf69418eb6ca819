"""Words that multiply a dose, as "double" and "triple": which a text has and its English lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAMED = re.compile(
    r"(?<!\w)(?:dobles?|duplos?|triples?|cu[aá]druples?|qu[ií]ntuples?|s[eé]xtuples?|d[eé]cuples?"
    r"|doubles?|quadruples?|centuples?|treble)(?!\w)"
    r"|(?<!\w)[وبل]?(?:اضعاف|ضعفي|ضعفا)(?!\w)|(?<!\w)[وبل]?(?:ال)?مضاعف(?:ة|ا)?(?!\w)"
    r"|(?<!\w)[وبل]?ضعف (?=(?:هذه |هذا |تلك )?(?:ال)?(?:جرع|كمي|مقدار)|\d)"
    r"|(?<!\w)(?:दु|दो|डबल|ति|तीन ?|चौ|चार ?|पंच|पाच ?|पांच ?|दस ?)ग[ुू]?न[ाीे](?!\w)"
    r"|(?<!\w)(?:डबल|ट्रिपल)(?!\w)"
    r"|[一二两兩双雙三四五六七八九十百千数數几幾]倍|[加翻]倍|倍量"
)
"""What says so beside a dose. In Spanish, "doble" is "bend", too."""
SPANISH_DOSE = (
    r"(?:(?:la|las|su|sus|esta|estas|cada|de|el) )*(?:dosis|cantidad|toma|pastilla|comprimid|medic)"
)
FRENCH_DOSE = (
    r"(?:(?:la|les|le|votre|vos|cette|de|chaque) )*(?:dose|quantit|prise|comprim|médic|cachet)"
)
ARABIC_DOSE = r"(?:هذه |هذا |تلك )?(?:ال)?(?:جرع|كمي|مقدار|دواء|حبوب|حبة|اقراص|قرص)"
HINDI_DOSE = r"(?:खुराक|डोज|मात्रा|गोली|गोलियां|गोलियाँ|दवा)"
HINDI_MANY = r"(?:(?:दु|दो|ति|तीन ?|चौ|चार ?)ग[ुू]?न[ाीे]|डबल|ट्रिपल)"
CAREFUL = "小心|努力|注意|谨慎|謹慎|留意|关注|關注|呵护|警惕|爱护|珍惜|重视"
ORDERED = re.compile(
    r"(?<!\w)(?:dupli|tripli|cuadrupli)(?:que|quen|car|carla|carlo|carse|quese|quela|quelo)(?!\w)"
    r"|(?<!\w)(?:duplíq|triplíq)u[ea]n?l[ao]s?(?!\w)"
    rf"|(?<!\w)(?:dobl|dupli|tripli)\w+ {SPANISH_DOSE}|(?<!\w)dosis (?:doble|triple)s?(?!\w)"
    r"|(?<!\w)(?:el|al|del) (?:doble|triple|cuádruple)(?!\w)"
    r"|(?<!\w)(?:doublez|triplez|quadruplez)(?!\w)|(?<!\w)dose (?:double|triple)(?!\w)"
    rf"|(?<!\w)(?:doubl|tripl|quadrupl)\w+ {FRENCH_DOSE}|(?<!\w)prene?[zd]\w* le (?:double|triple)"
    r"|(?<!\w)[وف]?ضاعف(?:ي|وا|ها|ه|يها|يه|وها)?(?!\w)"
    rf"|(?<!\w)[وفبل]?(?:ال)?(?:ت|ي|ن|م)?ضاعف(?:ة|ي|وا|ون)? {ARABIC_DOSE}"
    rf"|(?<!\w)(?:ال)?جرع(?:ة|ات) (?:ال)?(?:مضاعفة|مزدوجة)(?!\w)|(?<!\w)ضعف {ARABIC_DOSE}"
    rf"|{HINDI_DOSE}(?: \S+){{0,2}} {HINDI_MANY}(?!\w)|(?<!\w){HINDI_MANY} {HINDI_DOSE}"
    rf"|[加翻][一二两三四五\d]?倍(?!的?(?:{CAREFUL}))"
    r"|[双两二三四五雙兩][倍份](?:的)?(?:剂量|劑量|用量|药|藥|量)|倍量"
)
"""What says so by itself, also where the English says nothing of a dose."""
ENGLISH = re.compile(
    r"\b(?:doubl\w+|bend\w*|bent|fold\w*|dual|thrice|twofold|\w+-?fold|tripl\w+|treble|quadrupl\w*"
    r"|quintupl\w*|multipl\w+|(?:twice|times)(?! (?:a|an|per|each|every|daily|in)\b))"
    r"|[×x] ?\d|\d ?[×x]"
    r"|\btwo (?:doses|tablets|pills|capsules)|\bextra\b|\bmake up for\b|\bcatch up\b"
)
TWO = re.compile(r"d[ou]+bl|dupl|twice|twofold|ضعف|ضاعف|द[ुो]+ग|डबल|[二两兩双雙]倍|[加翻]倍|倍量")
THREE = re.compile(r"tripl|three|thrice|treble|ثلاث|तिग|तीन|ट्रिपल|三倍")


def has_multiple(text: str) -> bool:
    """Return whether a text in small letters may have such a word."""
    return bool(NAMED.search(text) or ORDERED.search(text))


def multiples_in(english: str, text: str, *, has_dose: bool) -> Iterator[tuple[int, int]]:
    """Yield where ``text`` says so and ``english`` does not; both are in small letters.

    >>> [*multiples_in("call your team.", "llame. duplique la dosis.", has_dose=False)]
    [(7, 24)]
    """
    said = [found[0] for found in ENGLISH.finditer(english)]
    patterns = (NAMED, ORDERED) if has_dose else (ORDERED,)
    end = 0
    every = (found for pattern in patterns for found in pattern.finditer(text))
    for found in sorted(every, key=lambda found: found.span()):
        if found.start() >= end and (not said or _is_other(found[0], said)):
            yield found.span()
            end = found.end()


def _is_other(found: str, said: list[str]) -> bool:
    """Return whether a word says two times where the English says three, or the other way."""
    for number, other in ((TWO, THREE), (THREE, TWO)):
        if number.search(found) and not other.search(found):
            return all(other.search(word) for word in said)
    return False
