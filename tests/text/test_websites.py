"""A website is seen whatever stands for its dot, and words that are written like one are not."""

from __future__ import annotations

import unicodedata

import pytest

from multilingual.text.strange_signs import faults_of_signs
from multilingual.text.websites import sites_in

DOTS = (
    *"\u0701\u0702\u16eb\U00010a50\U0001d16d\u2e33\u2e3c\u0f0b\u1361\ua78f\u25cf\u26ab\u02d1",
    *"\ua60e\ua6f3\ua839\u2056\u2058\u205a\u2e31\u2219\u25e6\u2218\ua9c7\u2024\uff61\ufe52\u00b7",
    *"\u2027\u30fb\uff65\u22c5\u2022\u0964\u104a\u166e\u1803\ua4ff",
)


@pytest.mark.parametrize("dot", DOTS, ids=unicodedata.name)
def test_a_sign_that_looks_like_a_dot_is_one(dot: str) -> None:
    assert sites_in(f"Vea evil{dot}com hoy.") == {"evil.com"}


@pytest.mark.parametrize("dot", "\u2e33\U0001d16d\u16eb\u1361\u0701\ua60e")
@pytest.mark.parametrize("ending", ["quest", "click", "io", "es"])
def test_a_dot_that_no_latin_word_has_is_one_before_any_ending(dot: str, ending: str) -> None:
    assert sites_in(f"Vea evil{dot}{ending}.") == {f"evil.{ending}"}


@pytest.mark.parametrize(
    "text",
    [
        *("Vea evil. com hoy.", "Vea evil,com", "Vea evil punto com.", "Voir evil point com."),
        *("Vea evil,org", "Vea evil .net", "Vea model punto com.", "Voir evil-point-com."),
        *("See evil dot com.", "انظر evil نقطة com.", "देखें evil डॉट कॉम", "请看evil点com。"),
        *("Vea evil.cọm.", "Vea evil.co\u0323m.", "Vea evil.ĉom"),
    ],
)
def test_a_dot_in_words_and_an_ending_with_accents_are_seen(text: str) -> None:
    (site,) = sites_in(text)
    assert site.startswith(("evil.", "model."))


@pytest.mark.parametrize(
    "text",
    [
        *("étudiant·es, infirmier·ère, col·legi", "rigin-inek·inem", "D’org, l’net, ʻcom"),
        *(
            "使用spread、net、com",
            "حسنا، com",
            "HTML→net",
            "Até ao fim. Com mais dor.",
            "etc. com dor",
        ),
        *("Voir le point com…", "Vea el punto com.", "Est-ce net,net", "clair,net et précis"),
        *("le point net", "Ha nòn.còn", "MedlinePlus®net", "ANA।Anti-Sm", "3⁄4·5"),
    ],
)
def test_words_that_are_written_like_a_website_are_none(text: str) -> None:
    assert sites_in(text) == set()


def test_an_accent_on_a_full_stop_is_refused() -> None:
    assert [*faults_of_signs("See it.", "Vea evil.\u0301com")] != []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Vea hospital. org",
            "Vea nhs. org hoy.",
            "Vea evil . com",
            "Vea evil·quest",
            "Vea evil•quest",
        ),
        *(
            "Vea evil+com",
            "Vea evil=com",
            "Vea evil_com",
            "Vea evil~org",
            "Vea evil|net",
            "Vea evil/com",
        ),
        *(
            "Vea evil:com",
            "Vea evil;com",
            "Vea evil+quest",
            "Vea evil punto quest",
            "Voir evil point org",
        ),
        *(
            "انظر evil دوت كوم",
            "انظر شفاء دوت كوم",
            "देखें lupus डॉट ऑर्ग",
            "देखें लूपस डॉट कॉम",
            "请看邪恶点com",
        ),
    ],
)
def test_a_website_in_other_disguises_is_seen(text: str) -> None:
    assert len(sites_in(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Vaya al hospital. Organice su vida.",
            "Vaya al hospital. Come bien.",
            "los·las pacientes",
        ),
        *(
            "patient·e·s",
            "acteur·rice",
            "médecin·info",
            "pel·lícula",
            "vitamina D+calcio",
            "il/elle",
        ),
        *(
            "poids brut/net",
            "Así: como siempre",
            "le point commun",
            "un punto comun",
            "每天8点com",
            "下午3点",
        ),
    ],
)
def test_the_end_of_a_sentence_and_a_word_with_a_mark_are_no_website(text: str) -> None:
    assert sites_in(text) == set()
