"""Backups, restores, and the copy before a migration."""
