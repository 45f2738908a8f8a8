"""Masks, reveals, retention clocks and erasure of what is personal."""
