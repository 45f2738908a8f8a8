"""From the web, or from a file, to adverts; meets the other packages in `storage` only."""
