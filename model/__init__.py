"""Everything inferred from an advert: facts, indicators, score; and the training of it."""
