"""One Sphinx source, many languages: what readers see and what translators work on."""

import os
import sys

if "locale" not in sys.modules:
    # The folder of the catalogs has the name of a module of Python. Where the folder of a
    # project is searched first (`python -m` without -P), a file of a translator would run.
    path = sys.path[:]
    sys.path[:] = [os.path.dirname(os.__file__)]  # noqa: PTH120
    import locale  # noqa: F401

    sys.path[:] = path
