"""What a make target does to a project, whatever asks for it."""
