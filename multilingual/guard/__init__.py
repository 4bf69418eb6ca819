"""The build's side of the checks: nothing unsafe is compiled or shown."""
