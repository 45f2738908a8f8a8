"""The licence register: read a printed list, and say what it knows of the enterprise that an advert names."""
