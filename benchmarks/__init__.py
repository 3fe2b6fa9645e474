"""Measurements against limits, run side by side: `make bench`."""
