"""Screens: a handler reads, calls one use case and answers."""
