"""One language, shown live while it is edited."""
