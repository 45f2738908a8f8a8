"""Step 5: read the facts: one small reader a file, all pure, each fact with its quote."""

from datetime import date

from model.fact_records import Facts
from model.facts.ages import read_ages
from model.facts.amounts import read_amounts
from model.facts.approvals import read_approvals
from model.facts.bank_accounts import find_accounts, read_bank_accounts
from model.facts.companies import find_companies, read_companies
from model.facts.contacts import read_contacts
from model.facts.destinations import read_destinations
from model.facts.fees import read_fees, read_offers
from model.facts.licences import read_licences
from model.facts.papers import read_papers_kept
from model.facts.phones import find_phones, read_phones
from model.facts.provinces import read_provinces
from model.facts.purposes import assign_purposes
from model.facts.tax_codes import find_tax_codes, read_tax_codes
from model.facts.terms import contract_months, read_terms
from model.facts.wages import read_wages
from model.law.exchange import exchange_on
from model.text import AlignedText


def read_facts(text: AlignedText, on: date) -> Facts:
    """Read every fact that there is a reader for; sums in VND are estimated by the exchange table of the day."""
    amounts = read_amounts(text)
    purposes = assign_purposes(text, amounts)
    exchange = exchange_on(on)
    companies = find_companies(text)
    accounts, tax_codes = find_accounts(text), find_tax_codes(text)
    phones = find_phones(
        text, taken=[*((one.start, one.end) for one in accounts), *((one.start, one.end) for one in tax_codes)]
    )
    terms = read_terms(text)
    return Facts(
        phones=read_phones(text, phones),
        wages=read_wages(text, amounts, purposes, exchange),
        fees=read_fees(text, amounts, purposes, exchange),
        offers=read_offers(text, amounts, purposes),
        destinations=read_destinations(text),
        provinces=read_provinces(text, companies),
        ages=read_ages(text, on.year),
        licences=read_licences(text),
        papers_kept=read_papers_kept(text),
        contacts=read_contacts(text, phones),
        bank_accounts=read_bank_accounts(text, accounts),
        tax_codes=read_tax_codes(text, tax_codes),
        approvals=read_approvals(text),
        companies=read_companies(text, companies),
        terms=terms,
        contract_months=contract_months(terms),
    )
