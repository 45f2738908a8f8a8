"""Pages: each asks a service, draws, and hands callbacks to buttons."""
