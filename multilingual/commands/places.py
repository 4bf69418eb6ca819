"""Where the site is: its folder in a project, and its port on this machine."""

SITE = "build/html"
PORT = 8000
