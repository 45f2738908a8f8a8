"""Terms of the work, gathered from the readers of times, people, demands and keep; each distinct one once."""

from model.fact_records import Term
from model.facts.term_demands import read_demands
from model.facts.term_departures import read_departures
from model.facts.term_keep import read_keep
from model.facts.term_people import read_people
from model.facts.term_times import read_times
from model.text import AlignedText


def read_terms(text: AlignedText) -> tuple[Term, ...]:
    """Return every distinct term with its first quote."""
    terms: dict[tuple[str, float | str], Term] = {}
    for reader in (read_times, read_departures, read_people, read_demands, read_keep):
        for start, end, what, value in reader(text):
            if (what, value) not in terms:
                terms[what, value] = Term(what=what, value=value, quote=text.quote(start, end))
    return tuple(terms.values())


def contract_months(terms: tuple[Term, ...]) -> int | None:
    """Return the length of the contract, the first stated."""
    return next((int(term.value) for term in terms if term.what == "contract_months"), None)
