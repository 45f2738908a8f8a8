"""Parts of pages that draw one thing each and own their session keys."""
