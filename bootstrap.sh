# Make the tools of this project: sh bootstrap.sh VENV LOCK STAMP
# Only what the lock file names is installed, and only where its hash agrees. With pyproject.toml
# in its place, the newest releases of what that names are installed, and a call of ours that is
# deprecated there is an error.
set -eu
venv=$1 lock=$2 stamp=$3

fail() {
    echo "$*" >&2
    exit 1
}

find_python() {
    for python in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            echo "$python"
            return
        fi
    done
    fail "Python 3.11 or newer is needed and was not found. Install it from https://www.python.org/downloads/ and run make again."
}

if ! "$venv/bin/python" -c 'import pip' >/dev/null 2>&1; then
    python=$(find_python)
    echo "Making $venv with $("$python" --version)."
    rm -rf "$venv"
    "$python" -m venv "$venv" >/dev/null 2>&1 ||
        fail "$python could not make a virtual environment. On Debian or Ubuntu: sudo apt install python3-venv"
fi
pip() {
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" ||
        fail "The tools in $lock could not be installed. Is this machine online? Then run make again."
}

# The package is found from any folder, after all that is Python's own or installed. Python's
# `locale` is loaded as Python begins: `python -m sphinx` would find our folder of that name first.
find_package() {
    printf 'import locale\n%s\n' "$1" >"$2/multilingual.pth"
}

newest() {
    "$venv/bin/python" - <<'END'
import re, tomllib
told = tomllib.load(open("pyproject.toml", "rb"))
print(*(re.split("[<=>]", name)[0] for name in told["project"]["dependencies"]))
print(*(name.replace(" ", "") for name in told["dependency-groups"]["test"]))
END
}

echo "Installing what $lock names, which takes a minute the first time."
if [ "$lock" = pyproject.toml ]; then
    pip --upgrade --upgrade-strategy eager $(newest)
    for place in "$venv"/lib/python3*/site-packages; do
        find_package "$(pwd)" "$place"
        cat >"$place/sitecustomize.py" <<'END'
import warnings

for kind in (DeprecationWarning, PendingDeprecationWarning):
    warnings.filterwarnings("error", category=kind, module="multilingual")
END
    done
else
    pip --require-hashes --only-binary :all: --requirement "$lock"
fi
if [ -d "$venv/../multilingual" ]; then
    for place in "$venv"/lib/python3*/site-packages; do
        find_package ../../../.. "$place"
    done
fi
touch "$stamp"
