"""Reading an advert for linking: its contact points and its template; only the readers of facts that this needs."""

from model.linking.records import LinkReading, LinkRow


def read_link(row: LinkRow) -> LinkReading:
    """Read one advert; any text is accepted, one of a single word gives an empty list of contacts."""
    raise NotImplementedError
