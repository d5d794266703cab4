"""Stands in for the Trace library: the names that policies use, as marks without effect."""
