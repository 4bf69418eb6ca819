"""The commands of ``python -m multilingual``: each adds its parser, and runs."""
