"""The chain of everything done, its checkpoints, and reading it."""
