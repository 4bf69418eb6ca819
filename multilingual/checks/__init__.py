"""The gate: what a translation must be before readers get it (``registry``: add a check)."""
