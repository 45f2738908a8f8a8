"""The demo board "Việc Làm Bến Nứa": an invented job board on loopback, with pages broken the way real ones are."""
