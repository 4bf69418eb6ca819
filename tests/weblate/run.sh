# Give a real Weblate this repository: sh tests/weblate/run.sh FOLDER
# Needs the registries of Debian and PyPI the first time, and root to start PostgreSQL as its user.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
run=$folder/run venv=$folder/venv
needed=$(tr "\n" " " <"$here/packages.txt")

# shellcheck disable=SC2086
if ! dpkg -s $needed >/dev/null 2>&1; then
    echo "Weblate needs packages of Debian. As root: apt-get install --no-install-recommends $needed" >&2
    exit 1
fi
if ! cmp -s "$here/weblate.lock" "$folder/installed.lock"; then
    echo "Installing the Weblate that tests/weblate/weblate.lock names, which takes some minutes."
    rm -rf "$venv"
    "${PYTHON:-python3.11}" -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --require-hashes --requirement "$here/weblate.lock"
    cp "$here/weblate.lock" "$folder/installed.lock"
fi

as_postgres() {
    if [ "$(id -u)" = 0 ]; then setpriv --reuid postgres --regid postgres --clear-groups "$@"; else "$@"; fi
}
programs=$(find /usr/lib/postgresql -name initdb -printf '%h\n' | sort -V | tail -1)
# PostgreSQL's own user must be able to reach its files, wherever this repository lies.
database=$(mktemp -d /tmp/weblate-database.XXXXXX)
chmod 711 "$database"
mkdir "$database/socket" "$database/data"
[ "$(id -u)" != 0 ] || chown -R postgres "$database"
stop() {
    as_postgres "$programs/pg_ctl" -D "$database/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$database"
}
trap stop EXIT
as_postgres "$programs/initdb" -D "$database/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 >/dev/null
as_postgres "$programs/pg_ctl" -D "$database/data" -w -l "$database/data/log" start >/dev/null \
    -o "-c listen_addresses= -c unix_socket_directories=$database/socket -c fsync=off"

rm -rf "$run"
mkdir "$run"
WEBLATE_RUN=$run WEBLATE_DATABASE=$database/socket PYTHONPATH=$here DJANGO_SETTINGS_MODULE=settings \
    "$venv/bin/python" "$here/check.py"
