"""A translation that says that somebody has checked a text, which its English does not say."""

from __future__ import annotations

import pytest
from conftest import CODES, ROOT, SmallProject, run_multilingual
from small_catalogs import catalog_of

from multilingual.catalogs.language_folder import LanguageFolder
from multilingual.catalogs.reader import read_catalogs
from multilingual.checks.markup import safety
from multilingual.reviews.claims import CLAIM, fault_of_claim, fault_of_heading, fault_of_title
from multilingual.reviews.notices import fault_of_notice


@pytest.mark.parametrize(
    ("code", "english", "translated"),
    [
        ("es", "Lupus FAQ", "Preguntas sobre el lupus. Revisado por médicos"),
        ("es_MX", "Sources (in English)", "Revisado por la doctora Ana Ruiz. Fuentes"),
        ("fr", "Search", "Recherche, vérifiée par un médecin"),
        ("ar", "Search", "بحث راجعه طبيب"),
        ("hi", "Search", "डॉक्टर द्वारा जाँचा गया"),
        ("zh_CN", "Search", "搜索（医生审核）"),
    ],
)
def test_a_claim_of_a_review_that_the_english_does_not_have_is_refused(
    project: SmallProject, code: str, english: str, translated: str
) -> None:
    assert fault_of_notice(project.folder, code, english, translated) == CLAIM


CLAIMS = [
    *(
        ("es", f"Causas ({claim})")
        for claim in (
            *("supervisado por reumatólogos", "evaluado por especialistas", "leída por médicos"),
            *("Leído y corregido por reumatólogos de la OMS", "escrito por médicas"),
            *("leída por una médica", "revisión del médico", "escrito por el médico"),
            *("corregido por la OMS", "escrito por doctores", "guía del Ministerio de Salud"),
            *("re\\\\ visado", "re*vis*ado", "revi-sado", "rẹvisado", "Reviewed by doctors"),
        )
    ),
    *(
        ("fr", f"Causes ({claim})")
        for claim in (
            *(
                "verifié",
                "revu par des médecins",
                "contrôlé par des médecins",
                "rédigé par un docteur",
            ),
        )
    ),
    *(("ar", claim) for claim in ("رَاجَعَهُ طبيب", "بإشراف أطباء الروماتيزم", "دليل وزارة الصحة")),
    *(
        ("hi", claim)
        for claim in ("डॉक्टर द्वारा प्रमा\u200dणित", "जाँ\u200dचा गया", "विश्व स्वास्थ्य संगठन")
    ),
    *(
        ("zh_CN", claim)
        for claim in ("医生把关", "查过", "审 核", "覆核", "世卫组织指南", "由医生审过", "经专家查")
    ),
    *(("de", "von Ärzten geprüft"), ("it", "controllato da medici"), ("ru", "проверено врачами")),
    *(("pt", "revisado por médicos"), ("vi", "được bác sĩ kiểm duyệt"), ("ja", "医師監修")),
    *(("pl", "sprawdzone przez lekarzy"), ("tr", "Doktorlar tarafından onaylandı")),
]


@pytest.mark.parametrize(("code", "claim"), CLAIMS)
def test_a_claim_is_seen_in_other_words_and_in_disguise(code: str, claim: str) -> None:
    assert fault_of_claim(code, "Causes", claim) == CLAIM


@pytest.mark.parametrize(
    ("code", "english", "translated"),
    [
        ("es", "How is lupus diagnosed?", "¿Cómo se diagnostica? (revisado por médicos)"),
        ("zh_CN", "Diagnosis", "诊断（医生审核）"),
        ("ar", "Tests", "الفحوص (راجعه أطباء)"),
    ],
)
def test_a_claim_beside_a_word_for_testing_is_seen(
    code: str, english: str, translated: str
) -> None:
    assert fault_of_claim(code, english, translated) == CLAIM


NAMED = [
    *(("es", named) for named in ("visto por médicos", "guía oficial", "sin IA", "Clínica Mayo")),
    *(("fr", named) for named in ("fait par des médecins", "site officiel", "sans IA")),
    *(("ar", named) for named in ("من أطباء", "الموقع الرسمي", "دون ذكاء اصطناعي", "لجنة طبية")),
    *(("hi", named) for named in ("डॉक्टरों का बनाया", "आधिकारिक", "बिना एआई के")),
    *(("zh_CN", named) for named in ("医生看过", "官方网站", "非人工智能", "北京协和医院")),
]


@pytest.mark.parametrize(("code", "named"), NAMED)
def test_a_title_that_names_who_made_the_text_is_refused(code: str, named: str) -> None:
    assert fault_of_title(code, "Causes and triggers", f"X ({named})") == CLAIM


@pytest.mark.parametrize(
    ("code", "english", "translated"),
    [
        ("es", "Where can I find reliable information?", "¿Dónde encuentro información fiable?"),
        ("fr", "National institutes and agencies", "Instituts et agences"),
        ("zh_CN", "The committee", "委员会"),
        ("es", "Emergency room", "Urgencias del hospital"),
    ],
)
def test_a_title_may_name_what_its_english_names(code: str, english: str, translated: str) -> None:
    assert fault_of_title(code, english, translated) is None


@pytest.mark.parametrize("code", CODES[1:])
def test_no_title_of_this_project_names_who_made_the_text(code: str) -> None:
    catalogs = read_catalogs(LanguageFolder(ROOT / "locale" / code, ROOT))
    every = [(catalog, one) for catalog in catalogs.values() for one in catalog.translations]
    found = [
        one.line
        for catalog, one in every
        if fault_of_heading(code, one)
        or (catalog.is_interface and fault_of_title(code, one.english_of_form, one.msgstr))
    ]
    assert (found, len(every) > 1000) == ([], True)


@pytest.mark.parametrize("code", CODES[1:])
def test_no_translation_of_this_project_is_taken_for_a_claim(code: str) -> None:
    catalogs = read_catalogs(LanguageFolder(ROOT / "locale" / code, ROOT))
    texts = [one for catalog in catalogs.values() for one in catalog.translations]
    assert [one for one in texts if fault_of_claim(code, one.english_of_form, one.msgstr)] == []


@pytest.mark.parametrize(
    ("code", "english", "translated"),
    [
        ("es", "Tell your doctor.", "Dígale a su médico todo lo que ha leído."),
        ("es", "Medicines reduce it", "Los medicamentos y los controles lo reducen"),
        ("fr", "Get approval from a specialist", "Demandez un avis validé par un spécialiste"),
        ("de", "Have your doctor check it.", "Lassen Sie das vom Arzt kontrollieren."),
        ("es", "A WHO report", "Un informe de la OMS"),
        ("es", "Follow-up", "Revisiones médicas"),
        ("es", "Do I need regular check-ups?", "¿Necesito revisiones médicas periódicas?"),
        ("es", "Have a check-up each year.", "Hágase una revisión médica cada año."),
        ("ar", "Follow-up care", "المراجعة لدى الطبيب"),
        ("zh_CN", "Get your eyes checked once a year.", "每年请眼科医生检查一次眼睛。"),
        ("zh_CN", "Get checked.", "请去医院找医生检查。"),
        ("zh_CN", "Look it up in the leaflet", "查看说明书，或问大夫。"),
        (
            *("fr", "Have your eyes checked each year."),
            "Faites contrôler vos yeux chaque année par un médecin.",
        ),
        ("hi", "Get your eyes checked.", "डॉक्टर से आँखों की जाँच करवाएँ।"),
        (
            *("es", "Keep a written list of your medicines."),
            "Lleve una lista escrita de su medicación.",
        ),
        (
            *("es", "Blood pressure is controlled by regular measurements."),
            "La tensión está controlada con mediciones regulares.",
        ),
        ("es", "Which medicines are licensed?", "¿Qué medicamentos están aprobados?"),
        ("fr", "Which medicines are licensed?", "Quels médicaments sont approuvés ?"),
        ("es", "Home", "Historia médica escrita"),
        ("zh_CN", "Causes", "医生查房"),
    ],
)
def test_what_the_english_says_is_no_claim(code: str, english: str, translated: str) -> None:
    assert fault_of_claim(code, english, translated) is None


def test_a_translation_of_checked_is_no_claim(project: SmallProject) -> None:
    assert fault_of_notice(project.folder, "es", "Checked by a doctor", "Revisado") is None


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("es", "Revisado por la doctora Ana Ruiz. Tómelo con comida."),
        ("fr", "À prendre pendant le repas. Relu et validé par des médecins."),
        ("ar", "تناوله مع الطعام. راجعه الدكتور علي."),
        ("hi", "इसे खाने के साथ लें। डॉ. शर्मा द्वारा जाँचा गया।"),
        ("zh_CN", "随餐服用。本页由王医生审核。"),
    ],
)
def test_a_claim_in_the_text_of_a_page_is_a_warning(code: str, text: str) -> None:
    (told,) = safety(catalog_of(code, ("Take it with food.", text)))
    assert (told.message, told.severity) == (CLAIM, "warning")


def test_a_title_that_claims_a_review_reaches_no_page(project: SmallProject) -> None:
    title = "#. index / heading\nmsgid"
    path = project.translate(
        "es", "index", {"Home": "Inicio (revisado por médicos)"}, "Language: es\\n"
    )
    head, body = path.read_text("utf-8").split("\nmsgid", 1)
    path.write_text(f"{head}\n{title}{body}", "utf-8")
    project.build("es")
    assert "revisado" not in project.html("es").text
    said = run_multilingual(project.folder, "check").stdout
    assert f"safety: {CLAIM}" in said
