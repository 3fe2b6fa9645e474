"""The pure core: standard library only; no clock, no waiting, no randomness."""
