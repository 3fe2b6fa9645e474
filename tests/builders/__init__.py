"""What tests start from; each states only what matters to it."""
