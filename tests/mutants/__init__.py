"""Planted bugs: each is one changed line that some test must turn red."""
