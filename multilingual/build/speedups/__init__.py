"""Replaced names of other libraries: a reason and a measured saving each."""
