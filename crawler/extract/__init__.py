"""From captured bytes to an `ExtractedAdvert`: pure functions that know neither Scrapy nor the database."""
