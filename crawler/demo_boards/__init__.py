"""Invented sites on loopback for the demo and the tests, with pages broken the way real ones are."""
