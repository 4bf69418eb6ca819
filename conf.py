"""Sphinx configuration of the lupus FAQ. Everything that is logic lives in multilingual/."""

import sys
from pathlib import Path

# Last, so that nothing in this folder is taken for a module of Python's own, as locale/ would be.
sys.path.append(str(Path(__file__).parent))

# Two addresses to change before you publish: where the site will be, and who reads the mail.
html_baseurl = "https://lupus-faq.example.org/"
multilingual_contact = "mistakes@lupus-faq.example.org"

project = "Lupus FAQ"
author = "The Lupus FAQ contributors"
project_copyright = "2026, The Lupus FAQ contributors"

# A language is a folder in locale/. Only what Babel would name differently stands here.
multilingual_languages = {
    "zh_CN": {"tag": "zh-Hans", "name": "简体中文"},
}

# What share of a language is to be translated before it is published; 0 asks for nothing.
multilingual_publication = {"words": 0, "interface": 0}

# The page that a search without result leads to.
multilingual_help_page = "when-to-get-help"
# The question of that page with the numbers of all countries.
multilingual_help_numbers = "emergency-numbers"

# What a page is to search engines, in the words of schema.org.
multilingual_page_kind = "MedicalWebPage"

# Words of the glossary that everybody knows; no answer links to their meaning.
multilingual_everyday_words = ["lupus", "rash", "kidney"]

extensions = ["multilingual.pages"]
language = "en"
locale_dirs = ["locale"]
gettext_auto_build = False
gettext_compact = False
gettext_location = True
gettext_uuid = False
gettext_last_translator = ""
gettext_language_team = ""

bibtex_bibfiles = ["source/references.bib"]
nitpicky = True

html_theme = "furo"
html_favicon = html_logo = "source/mark.svg"
html_theme_options = {
    "light_css_variables": {
        "color-foreground-primary": "#2a2331",
        "color-foreground-secondary": "#5c5266",
        "color-foreground-muted": "#756b80",
        "color-background-primary": "#fffdfa",
        "color-background-secondary": "#faf6f1",
        "color-background-hover": "#f3ecf6",
        "color-background-border": "#e5dce6",
        "color-field-border": "#8f8499",
        "color-brand-primary": "#6b3fa0",
        "color-brand-content": "#5f3592",
        "color-brand-visited": "#5f3592",
        "color-on-brand": "#ffffff",
        "color-link": "#5f3592",
        "color-header-background": "#fffdfa",
        "color-short-answer": "#f4eef9",
        "color-safety": "#fdf0ee",
        "color-safety-border": "#b3261e",
        "color-safety-title": "#9c1c15",
        "color-help": "#b3261e",
        "color-on-help": "#ffffff",
        "color-now": "#fdf1e4",
        "color-now-border": "#b4560f",
        "color-now-title": "#8f420a",
        "color-today": "#fbf6dd",
        "color-today-border": "#8a7010",
        "color-today-title": "#665300",
        "color-soon": "#ebf5f3",
        "color-soon-border": "#2f7a70",
        "color-soon-title": "#1f5f57",
        "color-sidebar-item-background--current": "#efe6f6",
    },
    "dark_css_variables": {
        "color-foreground-primary": "#ece6f1",
        "color-foreground-secondary": "#bcb2c7",
        "color-foreground-muted": "#9d93a8",
        "color-background-primary": "#17131c",
        "color-background-secondary": "#1d1824",
        "color-background-hover": "#2a2333",
        "color-background-border": "#3a3145",
        "color-field-border": "#857a92",
        "color-brand-primary": "#c7a4f2",
        "color-brand-content": "#cfb1f5",
        "color-brand-visited": "#cfb1f5",
        "color-on-brand": "#1d1230",
        "color-link": "#cfb1f5",
        "color-header-background": "#17131c",
        "color-short-answer": "#261e32",
        "color-highlight-on-target": "transparent",
        "color-safety": "#34191a",
        "color-safety-border": "#f08a80",
        "color-safety-title": "#ffb3ab",
        "color-help": "#f08a80",
        "color-on-help": "#2a0d0b",
        "color-now": "#33200f",
        "color-now-border": "#f0a25e",
        "color-now-title": "#ffc48f",
        "color-today": "#2a2611",
        "color-today-border": "#d9c04f",
        "color-today-title": "#ecd97f",
        "color-soon": "#12292a",
        "color-soon-border": "#62b8ad",
        "color-soon-title": "#9bdcd2",
        "color-sidebar-item-background--current": "#2d2439",
    },
}
html_title = "Lupus FAQ"
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_domain_indices = False
