"""A second FAQ: settings alone. SETTINGS.md has all that can stand here."""

project = "Bicycle workshop"
author = "The bicycle workshop"
project_copyright = "2026, The bicycle workshop"

# Where the site will be, and who reads the mail.
html_baseurl = "https://bicycles.example.org/"
multilingual_contact = "workshop@bicycles.example.org"

# What the pages say of themselves, where the package speaks of doctors.
multilingual_words = {
    "A computer program (AI) wrote this page. No doctor has checked it yet.": (
        "A computer program (AI) wrote this page. No mechanic has checked it yet."
    ),
    "A computer (AI) translated this page from English. "
    "No doctor and no qualified translator has checked the translation.": (
        "A computer (AI) translated this page from English. "
        "No mechanic and no qualified translator has checked the translation."
    ),
    "A computer (AI) wrote this page in English and translated it. No doctor has checked the text "
    "or the translation, and no qualified translator has checked the translation.": (
        "A computer (AI) wrote this page in English and translated it. No mechanic has checked "
        "the text, and no qualified translator has checked the translation."
    ),
    "No doctor and no qualified translator has checked this translation.": (
        "No mechanic and no qualified translator has checked this translation."
    ),
    "It can contain mistakes. Do not start, stop or change a medicine because of this page. "
    "Ask your doctor, nurse or pharmacist.": (
        "It can contain mistakes. If you are not sure that your bicycle is safe, ask in the "
        "workshop before you ride."
    ),
    "A person who speaks this language has read the translation. "
    "No qualified translator and no doctor has checked it.": (
        "A person who speaks this language has read the translation. "
        "No qualified translator and no mechanic has checked it."
    ),
    "A computer (AI) made the first translation. A person who speaks this language has read it. "
    "No qualified translator and no doctor has checked it.": (
        "A computer (AI) made the first translation. A person who speaks this language has read "
        "it. No qualified translator and no mechanic has checked it."
    ),
    "A qualified translator checked this translation on %(date)s. "
    "No doctor has checked the translation.": (
        "A qualified translator checked this translation on %(date)s. "
        "No mechanic has checked the translation."
    ),
    "A qualified translator and a health professional who speaks this language "
    "checked this translation on %(date)s.": (
        "A qualified translator and a mechanic who speaks this language "
        "checked this translation on %(date)s."
    ),
    "A health professional who speaks this language checked this translation on %(date)s. "
    "No qualified translator has checked it.": (
        "A mechanic who speaks this language checked this translation on %(date)s. "
        "No qualified translator has checked it."
    ),
    "A health professional checked this page on %(date)s.": (
        "A mechanic checked this page on %(date)s."
    ),
    "Written by AI · not checked by a doctor": "Written by AI · not checked by a mechanic",
    "Written and translated by AI · not checked by a doctor": (
        "Written and translated by AI · not checked by a mechanic"
    ),
    "Translation read by a speaker · not checked by a doctor": (
        "Translation read by a speaker · not checked by a mechanic"
    ),
    "Translated by AI, read by a speaker · not checked by a doctor": (
        "Translated by AI, read by a speaker · not checked by a mechanic"
    ),
    "Translation checked by a translator · not by a doctor": (
        "Translation checked by a translator · not by a mechanic"
    ),
    "Translation checked by a translator and a health professional": (
        "Translation checked by a translator and a mechanic"
    ),
    "Translation checked by a health professional · not by a translator": (
        "Translation checked by a mechanic · not by a translator"
    ),
    "Checked by a health professional": "Checked by a mechanic",
}

extensions = ["multilingual.pages"]
html_theme = "furo"
html_theme_options = {
    "light_css_variables": {
        "color-brand-primary": "#1c6b45",
        "color-brand-content": "#1c6b45",
        "color-brand-visited": "#1c6b45",
        "color-link": "#1c6b45",
        "color-short-answer": "#eaf5ee",
    },
    "dark_css_variables": {
        "color-brand-primary": "#7fd4a6",
        "color-brand-content": "#7fd4a6",
        "color-brand-visited": "#7fd4a6",
        "color-link": "#7fd4a6",
        "color-short-answer": "#16281e",
    },
}
html_title = project
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
