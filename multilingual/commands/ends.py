"""How a command ends: its exit code, and what Ctrl-C leaves whole."""

WELL, FAULT, USAGE = 0, 1, 2
SITE_IS_WHOLE = "What is published is whole."
CATALOGS_ARE_WHOLE = "Each catalog is old or new, none is half-written. Run it again to end it."
