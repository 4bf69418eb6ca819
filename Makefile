# Each target is one task; `make` lists them. Settings are given as in: make html JOBS=2

SETTINGS = LANGUAGES LANGUAGE PAGE BY ROLE SHOW PORT JOBS REPORT FORMAT FILE ALL LENIENT TRIVIAL CHECK \
	TIDY FUZZY SHEET FROM NAME DIRECTION TAG SINCE BENCHMARK COMPARE WIDE HELDOUT FOLDERS INTO
# They come from make's command line alone: many systems have a LANGUAGE of their own.
$(foreach one,$(SETTINGS),$(eval $(one) =))
# A name that somebody sends is taken letter by letter, and not for commands: make runs what stands
# in $(shell …), and the shell what stands behind a semicolon.
$(foreach one,$(SETTINGS),$(if $(value $(one)),$(eval override $(one) := $$(value $(one)))$(eval export $(one))))
GIVEN := $(foreach one,$(.VARIABLES),$(if $(findstring command line,$(origin $(one))),$(one)))
# So is what has a name that is no setting: from 4.4 on, make gives it to each command that it runs.
$(foreach one,$(GIVEN),$(eval override $(one) := $$(value $(one))))
# What is given to the shell by its name, in quotes, can have any sign.
QUOTED = BY ROLE FILE FROM NAME SINCE
define LINE


endef
SIGNS = ; & | < > ` " ' \ $$ ( ) {
UNSAFE = $(firstword $(foreach one,$(filter-out $(QUOTED),$(SETTINGS)),$(if \
	$(strip $(foreach sign,$(SIGNS),$(findstring $(sign),$($(one))))$(if $(findstring $(LINE),$($(one))),$(one))),$(one))))
ifneq ($(UNSAFE),)
$(error $(UNSAFE): what you gave has a sign that no name has here ($(SIGNS)). Nothing was done)
endif

VENV = .venv
PYTHON = $(VENV)/bin/python
# -P searches Python's own modules before this folder, in which `locale` has the name of one.
MULTILINGUAL = $(PYTHON) -P -m multilingual

# Tests that need no browser and little time, and look at most that other libraries do for us.
FAST = tests/catalogs tests/templates/test_extract.py tests/update tests/tasks tests/checks/test_gate.py \
	tests/commands/test_git_hooks.py tests/commands/test_status_table.py \
	tests/guard/test_guard.py tests/guard/test_compiled.py tests/build/test_plain_sphinx.py \
	tests/build/test_equality.py tests/pages/test_extensions.py

# A mistyped setting would be passed over, and all be done in place of a part.
WRONG = $(firstword $(filter-out $(SETTINGS) VENV PYTHON MULTILINGUAL SHELL,$(GIVEN)))
MEANT = $(filter $(SETTINGS),$(shell echo '$(subst ','"'"',$(WRONG))' | tr a-z A-Z))
ifneq ($(WRONG),)
$(error $(WRONG): $(if $(MEANT),did you mean $(MEANT)?,there is no such setting. There are: $(SETTINGS).) Nothing was done)
endif

.DEFAULT_GOAL = help
.PHONY: help html zip downloads merge-sites compress languages check publish-check review update extract language format rules settings serve search-quality linkcheck test lint fuzz benchmark rivals weight lighthouse weblate clients newest clean distclean export import preview status hooks changed

## help       list the tasks
help:
	@sed -n 's/^## /make /p' Makefile

## html       build what has changed into build/html; LANGUAGES="es zh-Hans" JOBS=2 REPORT=quiet|json LENIENT=yes
html: $(VENV)/build-tools
	@$(MULTILINGUAL) build $(LANGUAGES) $(if $(JOBS),--jobs $(JOBS)) $(if $(REPORT),--$(REPORT)) $(if $(LENIENT),--lenient)

## zip        make build/zip/<tag>.zip of each language: a folder that opens without internet; LANGUAGES="es ar"
zip: html
	@$(MULTILINGUAL) zip $(LANGUAGES)

## downloads  make a PDF, an EPUB and a zip of each language, which its pages offer; LANGUAGES="es ar" (PDF needs Chromium)
downloads: html
	@$(MULTILINGUAL) downloads $(LANGUAGES) $(if $(JOBS),--jobs $(JOBS)) $(if $(LENIENT),--lenient)

## merge-sites  put languages that were built apart together as one site; FOLDERS="es/html fr/html" INTO=build/site
merge-sites: $(VENV)/build-tools
	@$(MULTILINGUAL) merge-sites $(FOLDERS) --into $(INTO)

## compress   lay a .gz and a .br beside each text of a site, for nginx; INTO=build/site (needs gzip and brotli)
compress:
	@test -n "$(INTO)" || { echo "Say which site: make compress INTO=build/site" >&2; exit 2; }
	@command -v brotli >/dev/null || { echo "brotli is not installed here. On Debian or Ubuntu: sudo apt install brotli" >&2; exit 1; }
	@find "$(INTO)" -type f -regex '.*\.\(html\|css\|js\|json\|svg\|xml\|txt\|webmanifest\)' -size +1k \
		-exec gzip -9nkf {} + -exec brotli -kf {} +

## languages  list the languages that are published; FORMAT=json for the runners of a workflow
languages: $(VENV)/build-tools
	@$(MULTILINGUAL) languages $(if $(FORMAT),--format=$(FORMAT))

## check      look for mistakes in every catalog; LANGUAGE=es PAGE=about-lupus FORMAT=github|gitlab|json; SINCE=HEAD first prints each row of a list that changed
check: $(VENV)/build-tools
	@$(MULTILINGUAL) check $(LANGUAGE) $(LANGUAGES) $(addprefix --page=,$(PAGE)) $(if $(SINCE),--since="$$SINCE") $(if $(FORMAT),--format=$(FORMAT))

## review     vouch for a page that you have checked; LANGUAGE=es PAGE=about-lupus BY="Name" ROLE="rheumatologist"; TIDY=yes SHEET=yes FROM=sheet.csv
review: $(VENV)/build-tools
	@$(MULTILINGUAL) review "$(LANGUAGE)" --page="$(PAGE)" --by="$$BY" --role="$$ROLE" $(if $(TIDY),--tidy) $(if $(SHEET),--sheet) $(if $(FROM),--from="$$FROM")

## publish-check look for mistakes as check does, and fail only for what keeps a site from being published: addresses in conf.py, files of all languages; FORMAT=github
publish-check: $(VENV)/build-tools
	@$(MULTILINGUAL) check --publish $(if $(FORMAT),--format=$(FORMAT))

## update     carry every catalog to the new English, losing nothing; LANGUAGE=es TRIVIAL="mark ..." REPORT=json
update: $(VENV)/build-tools
	@$(MULTILINGUAL) update $(LANGUAGE) $(LANGUAGES) $(addprefix --trivial=,$(TRIVIAL)) $(if $(REPORT),--format=$(REPORT))

## extract    make the templates in build/gettext, and tell of paragraphs that are too long
extract: $(VENV)/build-tools
	@$(MULTILINGUAL) extract

## language   begin a new language; LANGUAGE=sw, and for one that nobody knows NAME="..." DIRECTION=rtl TAG=...
language: $(VENV)/build-tools
	@$(MULTILINGUAL) language $(LANGUAGE) $(if $(NAME),--name="$$NAME") $(if $(DIRECTION),--direction=$(DIRECTION)) $(if $(TAG),--tag=$(TAG))

## status     say how far each page of each language is; LANGUAGE=es FORMAT=text|json|csv
status: $(VENV)/build-tools
	@$(MULTILINGUAL) status $(LANGUAGE) $(LANGUAGES) $(if $(FORMAT),--format=$(FORMAT))

## changed    show the English that changed since a day or a git revision, beside its translation; SINCE=2026-11-25 LANGUAGE=es FORMAT=text|html|json
changed: $(VENV)/build-tools
	@$(MULTILINGUAL) changed "$(LANGUAGE)" --since="$$SINCE" $(if $(FORMAT),--format=$(FORMAT))

## hooks      let git merge catalogs message by message and check them before a commit, in this clone
hooks: $(VENV)/build-tools
	@$(MULTILINGUAL) hooks

## format     write every catalog in the one form that this project keeps; CHECK=yes only names those that are not
format: $(VENV)/build-tools
	@$(MULTILINGUAL) format $(if $(CHECK),--check)

## rules      write what `make check` asks for into TRANSLATING.md and HANDBOOK.md
rules: $(VENV)/build-tools
	@$(MULTILINGUAL) rules

## settings   write what conf.py can say into SETTINGS.md, out of the code
settings: $(VENV)/build-tools
	@text=$$($(MULTILINGUAL) settings) && printf '%s\n' "$$text" > SETTINGS.md

## export     write messages for translators' tools into build/export; LANGUAGE=es FORMAT=xliff|tmx|csv|docx|tbx|terms PAGE= ALL=yes
export: $(VENV)/build-tools
	@$(MULTILINGUAL) export $(LANGUAGE) $(if $(FORMAT),--format $(FORMAT)) $(addprefix --page=,$(PAGE)) $(if $(ALL),--all)

## import     take back what translators did, as XLIFF, Word, CSV, TMX or .po; FILE=es.xlf LANGUAGE=es FUZZY=yes
import: $(VENV)/build-tools
	@$(MULTILINGUAL) import $(if $(FILE),"$$FILE") $(if $(LANGUAGE),--language $(LANGUAGE)) $(if $(FUZZY),--fuzzy)

## serve      show the built site at http://localhost:8000
serve: $(VENV)/build-tools
	@$(MULTILINGUAL) serve

## search-quality  ask each language's search what readers ask; LANGUAGE=es COMPARE=yes WIDE=yes HELDOUT=yes
search-quality: $(VENV)/test-tools
	@$(PYTHON) tests/search_quality.py $(LANGUAGE) $(LANGUAGES) $(if $(COMPARE),--compare) $(if $(WIDE),--wide) $(if $(HELDOUT),--heldout)

## preview    show a language as you edit it, in a browser; LANGUAGE=es SHOW=msgid PORT=8100
preview: $(VENV)/build-tools
	@$(MULTILINGUAL) preview $(LANGUAGE) $(if $(SHOW),--show=$(SHOW)) $(if $(PORT),--port=$(PORT))

## linkcheck  ask each address of the sources whether it still answers; by hand and weekly, never for a commit
linkcheck: $(VENV)/build-tools
	@$(PYTHON) -P -m sphinx -q -b linkcheck -c . source build/linkcheck; code=$$?; \
	echo "All answers are in build/linkcheck/output.txt."; exit $$code

## test       check the form and the types of the code, and run every test, in a browser too
test: lint
	@$(PYTHON) tests/browser.py
	@$(PYTHON) -P -m pytest -q -n auto --dist worksteal

## lint       check the form and the types of the code alone
lint: $(VENV)/test-tools
	@$(PYTHON) -P -m ruff format --check . && $(PYTHON) -P -m ruff check . && $(PYTHON) -P -m mypy

## fuzz       try to break the pages with hostile catalogs, for as long as you let it
fuzz: $(VENV)/test-tools
	@while HYPOTHESIS_PROFILE=long $(PYTHON) -P -m pytest -q -x tests/guard/test_fuzz.py; do date; done; exit 1

## benchmark  measure how fast sites of many sizes are built; BENCHMARK="8x10 --rounds 3"
benchmark: $(VENV)/build-tools
	@$(PYTHON) -P -m benchmark $(BENCHMARK)

## weight     say what the first view of each page weighs, and fail over the budget; after make html
weight: $(VENV)/build-tools
	@$(PYTHON) -P -m benchmark.weight

## lighthouse ask Lighthouse (from npm) what it says of the built pages on a phone; after make html
lighthouse: $(VENV)/build-tools
	@$(PYTHON) -P -m benchmark.lighthouse

## rivals     install the other tools that the benchmark compares with
rivals: build/rivals/tools

build/rivals/tools: benchmark/rivals.lock bootstrap.sh
	@mkdir -p build
	@sh bootstrap.sh build/rivals benchmark/rivals.lock $@

## weblate    import this repository into a real Weblate, edit there, and look at what comes back (Debian, some minutes)
weblate: $(VENV)/build-tools
	@sh tests/weblate/run.sh build/weblate

## clients    correct two texts in Poedit, Lokalize and gtranslator themselves, and look at what is left of it (Debian, a minute)
clients: $(VENV)/build-tools
	@$(PYTHON) tests/clients/check.py

## newest     run the fast tests and a build on the newest releases that this Python allows, in build/newest
newest:
	@mkdir -p build
	@sh bootstrap.sh build/newest pyproject.toml build/newest/tools
	@PYTHONWARNINGS=ignore build/newest/bin/python -P -m multilingual pseudo
	@PYTHONWARNINGS=ignore build/newest/bin/python -P -m pytest -q -o filterwarnings= $(FAST)

## clean      delete what was made; the tools in .venv stay
clean:
	@! find build/mo -name '*.po' 2>/dev/null | sed 's|$$|:1: nobody reads this catalog here. Take in what it has (make check says how), and delete it. Nothing was deleted|' | grep . >&2
	@rm -rf build .mypy_cache .pytest_cache .ruff_cache .hypothesis

## distclean  delete what was made, and the tools too
distclean: clean
	@rm -rf $(VENV)

$(VENV)/build-tools: requirements.lock bootstrap.sh
	@sh bootstrap.sh $(VENV) requirements.lock $@

$(VENV)/test-tools: requirements-test.lock bootstrap.sh
	@sh bootstrap.sh $(VENV) requirements-test.lock $@

# A lock is made anew after an edit of pyproject.toml: make locks (needs uv).
.PHONY: locks
locks:
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.lock
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group test pyproject.toml -o requirements-test.lock
	@uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --group rivals -o benchmark/rivals.lock
	@uv pip compile -q --python-version 3.11 --exclude-newer 2025-11-15 --generate-hashes --no-header tests/weblate/weblate.in -o tests/weblate/weblate.lock
