"""Find a translation that says that somebody has checked a text, which its English does not say.

Who has checked a page stands in its notice alone (``reviews/notices.py``).
"""

from __future__ import annotations

import re
from functools import cache

from multilingual.catalogs.message import HEADING, Translation
from multilingual.text.folding import basic_fold

CLAIM = (
    "This says that somebody (a doctor, an authority) has checked or written a text, which the "
    "English does not. Who has checked a page stands in its notice alone. Take these words out."
)
CLAIMS = {
    "es": r"revisad|aprobad|verificad|avalad|certificad|supervisad|homologad|visto bueno",
    "fr": r"verifi|\brelue?s?\b|approuv|certifi|\bvalide(?:e|s|es)?\b(?= (?:par|et|,))|supervis"
    r"|homologu|controlee?s? par|\brevue?s? (?:par|et)\b",
    "ar": r"راجعه|راجعته|روجع|تمت مراجع|بمراجعة|معتمد|باشراف|اشرف علي|دققه|دققته|تدقيق طب"
    r"|مصادق علي",
    "hi": r"जाँच|जांच|समीक्षा|प्रमाणित|सत्यापित|अनुमोदित|पुनरीक्षित|देखरेख में तैयार",
    "zh": r"审核|审阅|核实|认证|審核|審閱|核實|認證|把关|把關|覆核|复核|複核|审定|審定|审校|審校"
    r"|监修|監修|查过|查過|认可|認可",
}
"""The words of each language that say so. In Arabic, to see a doctor has the verb, too."""
VERBS = {
    "es": r"leid|corregid|evaluad|comprobad|contrastad|controlad|escrit|redactad|elaborad"
    r"|respaldad",
    "fr": r"\blue?s?\b|corrig|evalu|controle|redige|ecrite?s?\b|\brevue?s?\b|elabore|valide",
    "ar": r"قراه|قراته|صححه|صححته|كتبه|كتبته|اعده|اعدته|تدقيق|مراجعة",
    "hi": r"पढ़ा(?!ई)|सुधारा|लिखा|लिखित|द्वारा तैयार|ने तैयार|मान्य",
    "zh": r"阅读|閱讀|修改|校对|校對|批准|撰写|撰寫|编写|編寫|检查|檢查"
    r"|(?:由|经|經)(?=[^，。；]{1,12}(?:审|審|查))",
}
"""Words that say so beside somebody who could have done it."""
ROOTS = (
    r"\b(?:review|verif|certif|approv|approb|aprov|aprob|supervis|superviz|valid|revis|revid"
    r"|kontroll|controllat|gepruft|uberpruft|begutacht|zweryf|sprawdz|zatwierdz|recenz|conferid"
    r"|godkan|godkend|tarkast|onayl|incelen|провер|одобр|утвержд|перевір|схвал|duyet|kiem duyet"
    r"|diperiksa|disetujui|gecontrol|goedgek|checked by|corrected by|endorsed|written by)"
    r"|監修|確認|감수|검토"
)
"""How such words begin in many languages, of which some have no list of their own."""
PEOPLE = (
    r"\b(?:medic(?!am|in|at|iz|a[cz]|as?\b|ion|ao|oes)|medecin|doctor|doktor|dottor|docteur|dr\b|arzt|artsen|dokter|lekar"
    r"|lakar|laeg|hekim|bac si|reumat|rheumat|rhumat|revmat|romat|especialist|specialist|spezialist"
    r"|expert|professor|profesional|professionnel|oms\b|minist|врач|доктор|лікар|ревмат|γιατρ)"
    r"|\b(?:por|la|las|una|unas|pela|pelas|uma) medicas?\b"
    r"|طبيب|اطباء|دكتور|خبراء|خبير|اخصائي|استشاري|منظمة الصحة|وزارة"
    r"|डॉक्टर(?!ी)|चिकित्सक|विशेषज्ञ|मंत्रालय|संगठन"
    r"|医生|醫生|医师|醫師|医師|专家|專家|専門家|大夫|卫生|衛生|世卫|世衛|의사|전문가"
)
"""Who could have checked a text: how their names begin. After a noun, médica is no doctor."""
NEAR = 40
"""How many signs stand between the two at most."""
AUTHORITY = (
    r"\boms\b|organizacion mundial de la salud|organisation mondiale de la sante|\bministerio de"
    r"|\bministere d|\bworld health|weltgesundheitsorganisation|gesundheitsministerium"
    r"|منظمة الصحة العالمية|وزارة الصحة|विश्व स्वास्थ्य संगठन|स्वास्थ्य मंत्रालय"
    r"|世界卫生组织|世界衛生組織|世卫组织|世衛組織|卫生部|衛生部|卫健委"
)
"""Names under which a text looks official."""
OFFICIAL = re.compile(r"\bWHO\b|world health|minist|government|official|authorit", re.IGNORECASE)
SOMEBODY = re.compile(
    r"doctor|physician|nurse|rheumatolog|specialist|expert|professional|pharmac|team|people|person"
    r"|translator|speaker|clinic|hospital|visit|appointment|\bthey\b|\bsomebody|\bdr\b",
    re.IGNORECASE,
)
"""English words that say who does something."""
CHECKED = re.compile(
    r"check|review|approv|verif|certif|confirm|test|exam|screen|scan|diagnos|monitor|visit|blood"
    r"|look|repeat|measure|supervis|endors|valid|recogni|follow|report|written|licen[sc]|control",
    re.IGNORECASE,
)
"""English words that a translation can have them for."""
CHECK_UP = re.compile(r"check|examin|follow|licen[sc]|controlled", re.IGNORECASE)
"""Those of them after which a translation can also say who does it: a doctor checks your eyes."""
BODIES = (
    r"\b(?:oficial|officiel|hospital|clinic|clinique|chu\b|hopita|jurad[ao]\b|assermente|fiable\b"
    r"|instituto?\b|sociedad|societe|agencia|agence|haute autorite|comite|colegio de|ordre des"
    r"|fda\b|ema\b|nhs\b|sanidad\b|ansm\b|supervision|supervisao|honcode|de confianza medic)"
    r"|رسمي|مستشف|جامعه|هيءه|هيئه|هيئة|جامعة|لجنه|لجنة|محلف|موثوق|مضمون"
    r"|आधिकारिक|सरकारी|अस्पताल|एम्स|आईसीएमआर|समिति|भरोसेमंद"
    r"|官方|权威|權威|医院|醫院|药监|藥監|医学会|醫學會|委员会|委員會|真人"
)
"""Under whose name, or by which word, a title looks official."""
MEDICAL = re.compile(
    rf"{SOMEBODY.pattern}|medic|research|trust|societ|organi|reliab|institut|agenc|committee"
    r"|hygien|inpatient|emergenc|insur|health ?care|health service",
    re.IGNORECASE,
)
"""English words in whose place a title may have one of these."""
MACHINE = re.compile(
    r"\b(?:IA|AI|KI)\b|artificial|artificielle|ا?صطناعي|एआई|कृत्रिम|人工智能|人工智慧|機械学習"
)
ENGLISH_MACHINE = re.compile(r"\bAI\b|artificial|computer|machine|program", re.IGNORECASE)
"""What a text says if it speaks of AI."""
MARKUP = re.compile(r"\\ ?|[*`_|~]|(?<=\w)[-\u2010-\u2015·.](?=\w)")
"""What is taken out of words before they are looked for, since readers see a word all the same."""
PARTED = re.compile("(?<=[\u3400-\u9fff])\\s+(?=[\u3400-\u9fff])")
"""A space within Chinese words."""


def fault_of_claim(code: str, english: str, translated: str) -> str | None:
    """Return what is wrong with a translation that claims a review and whose English does not."""
    text, language = _plain(translated), re.split(r"[_@-]", code)[0]
    claims, beside = _patterns(language)
    is_claim = (
        bool(claims and claims.search(text) and not CHECKED.search(english))
        or (_is_official(text) and not OFFICIAL.search(english))
        or (
            bool(beside.search(text))
            and not SOMEBODY.search(english)
            and not CHECK_UP.search(english)
        )
    )
    return CLAIM if is_claim else None


def fault_of_title(code: str, english: str, translated: str) -> str | None:
    """Return what is wrong with a title, or words around pages, that name who made a text.

    There, to name a doctor, a ministry or AI is enough: "medical guide", "without AI".
    """
    text = _plain(translated)
    named = _folded(rf"{PEOPLE}|{BODIES}")
    names = named.search(text) and not MEDICAL.search(english)
    speaks_of_ai = MACHINE.search(translated) and not ENGLISH_MACHINE.search(english)
    if (names or speaks_of_ai) and not OFFICIAL.search(english):
        return CLAIM
    return fault_of_claim(code, english, translated)


def _plain(text: str) -> str:
    """Return ``text`` as it is read: without marks of any kind, hyphens and accents."""
    return PARTED.sub("", MARKUP.sub("", basic_fold(MARKUP.sub("", text))))


def _is_official(text: str) -> bool:
    return bool(_folded(AUTHORITY).search(text))


@cache
def _patterns(language: str) -> tuple[re.Pattern[str] | None, re.Pattern[str]]:
    """Return what claims a review by itself, and what does so with somebody beside it."""
    claims = CLAIMS.get(language)
    verbs = "|".join(filter(None, (claims, VERBS.get(language), ROOTS)))
    between = rf"[^.;:!?。；：！？।؟]{{0,{NEAR}}}?"
    beside = rf"(?:{verbs}){between}(?:{PEOPLE})|(?:{PEOPLE}){between}(?:{verbs})"
    return _folded(claims) if claims else None, _folded(beside)


@cache
def _folded(pattern: str) -> re.Pattern[str]:
    return re.compile(basic_fold(pattern))


def fault_of_heading(code: str, message: Translation) -> str | None:
    """Return what is wrong with a message of a page that is a title and claims a review."""
    kinds = (line.rpartition(" / ")[2] for line in message.about.split("\n"))
    if not any(kind.startswith(HEADING) for kind in kinds):
        return None
    return fault_of_title(code, message.msgid, message.msgstr)
