"""From files on disk to entries, each one page or one row: the ways in beside the web."""
