"""Step 5: read the facts: one small reader a file, all pure, each fact with its quote."""

from datetime import date

from model.facts.amounts import read_amounts
from model.facts.destinations import read_destinations
from model.facts.fees import read_fees, read_offers
from model.facts.licences import read_licences
from model.facts.phones import find_phones, read_phones
from model.facts.purposes import assign_purposes
from model.facts.terms import read_ages, read_contract_months, read_papers_kept
from model.facts.wages import read_wages
from model.law.exchange import exchange_on
from model.records import Facts
from model.text import AlignedText


def read_facts(text: AlignedText, on: date) -> Facts:
    """Read every fact that there is a reader for; sums in VND are estimated by the exchange table of the day."""
    amounts = read_amounts(text)
    purposes = assign_purposes(text, amounts)
    exchange = exchange_on(on)
    return Facts(
        phones=read_phones(text, find_phones(text)),
        wages=read_wages(text, amounts, purposes, exchange),
        fees=read_fees(text, amounts, purposes, exchange),
        offers=read_offers(text, amounts, purposes),
        destinations=read_destinations(text),
        ages=read_ages(text),
        licences=read_licences(text),
        papers_kept=read_papers_kept(text),
        contract_months=read_contract_months(text),
    )
