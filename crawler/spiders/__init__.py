"""Where `scrapy list` finds spiders."""
