"""Looking at a site before it is crawled: a few polite visits, and what they say about its pages."""
