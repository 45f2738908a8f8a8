"""How often every indicator fires: by source on the real adverts, by label on the written corpus.

    python tests/benchmarks/bench_indicators.py                             print it as markdown
    python tests/benchmarks/bench_indicators.py --write docs/indicators.md  put it between the marks of a file
    python tests/benchmarks/bench_indicators.py --quotes CODE               what one fires on, to read it

The real adverts lie beside the checkout (../shared/data); they stood on boards and are presumed honest, nobody checked
them. Nothing of their text is written into the file, ids alone.
"""

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from model.corpus import read_corpus
from model.indicators import EVALUATED, INDICATORS
from model.indicators.advert import Indicator
from model.law.references import law_references
from model.reading import read_advert
from model.records import AdvertText, Finding
from model.register.index import Register
from model.register.listing import read_listing

DATA = Path(__file__).parents[2].parent / "shared" / "data"
REAL, LIST = DATA / "real_adverts.jsonl.gz", DATA / "licensed_enterprises_2024-02.csv"
ON, LISTED_ON = date(2026, 11, 21), date(2024, 2, 1)
BEGIN, END = "<!-- begin: written by tests/benchmarks/bench_indicators.py -->", "<!-- end -->"
ALL = (*INDICATORS, *EVALUATED)
Hits = dict[str, Counter[str]]
"""How often each code fired, by group of adverts."""


def main() -> int:
    """Print, write, or show quotes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", type=Path, metavar="FILE", help="replace what stands between the marks of this file")
    parser.add_argument("--quotes", metavar="CODE", help="print id and quotes of every hit of one indicator")
    arguments = parser.parse_args()
    if not REAL.exists():
        print(f"bench_indicators: the real adverts are not there ({REAL})", file=sys.stderr)
        return 2
    if arguments.quotes:
        show_quotes(arguments.quotes)
        return 0
    report = "\n".join(lines())
    if arguments.write:
        write_between(arguments.write, report)
    else:
        print(report)
    return 0


def lines() -> Iterator[str]:
    """Yield the list of indicators, the table of hits, and every strong hit on a real advert."""
    real, sizes, strong = count_real()
    corpus, labels = count_corpus()
    yield from list_of_indicators()
    yield from table_of_hits(real, sizes, corpus, labels)
    yield "\n### Strong findings on real adverts\n"
    yield from ([f"- `{code}` on {source} `{name}`" for source, name, code in strong] or ["None."])


def list_of_indicators() -> Iterator[str]:
    """Yield what each indicator is and means."""
    yield f"## The {len(ALL)} indicators\n"
    yield f"{len(INDICATORS)} are active, {len(EVALUATED)} in evaluation: run and counted, without weight, not shown.\n"
    yield "| code | state | strength | ILO dimension | law | fires when |\n|---|---|---|---|---|---|"
    for one in ALL:
        law = "; ".join(dict.fromkeys(f"{ref.document}, {ref.article}" for ref in law_references(one.law, ON)))
        yield f"| `{one.code}` | {one.state} | {one.strength} | {one.dimension} | {law or '–'} | {one.meaning} |"


def table_of_hits(real: Hits, sizes: Counter[str], corpus: Hits, labels: Counter[str]) -> Iterator[str]:
    """Yield how many adverts of each source and label an indicator fires on."""
    sources = [source for source, _ in sizes.most_common()]
    yield "\n## How often they fire\n"
    yield f"Law of {ON}; register of {LISTED_ON} for the real adverts, none for the corpus. Counted are adverts.\n"
    heads = [f"{source} ({sizes[source]})" for source in sources] + [f"all real ({sizes.total()})", "rate"]
    heads += [f"corpus {label} ({labels[label]})" for label in ("deceptive", "honest")]
    yield "| code | " + " | ".join(heads) + " |\n|---|" + "--:|" * len(heads)
    for one in sorted(ALL, key=lambda one: ("strong", "medium", "weak").index(one.strength)):
        hits = real[one.code]
        cells = [str(hits[source] or "·") for source in sources]
        cells += [str(hits.total() or "·"), f"{hits.total() / sizes.total():.2%}" if hits else "·"]
        cells += [str(corpus[one.code][label] or "·") for label in ("deceptive", "honest")]
        yield f"| `{one.code}` ({one.strength}) | " + " | ".join(cells) + " |"
    yield from any_finding(real, sizes, corpus, labels)


def any_finding(real: Hits, sizes: Counter[str], corpus: Hits, labels: Counter[str]) -> Iterator[str]:
    """Yield the share of adverts with at least one finding of a strength."""
    yield "\n| adverts with at least one | real | corpus deceptive | corpus honest |\n|---|--:|--:|--:|"
    for strength in ("strong", "strong or medium", "of any strength"):
        rates = [real[strength].total() / sizes.total()]
        rates += [corpus[strength][label] / labels[label] for label in ("deceptive", "honest")]
        yield f"| {strength} | " + " | ".join(f"{rate:.1%}" for rate in rates) + " |"


def count_real() -> tuple[Hits, Counter[str], list[tuple[str, str, str]]]:
    """Return hits by source, adverts by source, and every strong hit of an active indicator."""
    hits: Hits = defaultdict(Counter)
    sizes: Counter[str] = Counter()
    strong = []
    for source, name, findings in real_findings():
        sizes[source] += 1
        count(hits, source, findings)
        strong += [(source, name, one.code) for one in findings if one.strength == "strong"]
    return hits, sizes, strong


def count_corpus() -> tuple[Hits, Counter[str]]:
    """Return hits and adverts by label."""
    hits: Hits = defaultdict(Counter)
    labels: Counter[str] = Counter()
    for row in read_corpus():
        label = "deceptive" if row.deceptive else "honest"
        labels[label] += 1
        count(hits, label, found_in(row.advert))
    return hits, labels


def count(hits: Hits, group: str, findings: tuple[Finding, ...]) -> None:
    """Count an advert once for each code, and for each strength of what is active."""
    for code in {one.code for one in findings}:
        hits[code][group] += 1
    shown = {one.strength for one in findings if one.code in {indicator.code for indicator in INDICATORS}}
    hits["strong"][group] += "strong" in shown
    hits["strong or medium"][group] += bool(shown & {"strong", "medium"})
    hits["of any strength"][group] += bool(shown)


def real_findings() -> Iterator[tuple[str, str, tuple[Finding, ...]]]:
    """Yield source, id and findings of every real advert."""
    register = Register(name="bench", listed_on=LISTED_ON, entries=read_listing(LIST).enterprises)
    with gzip.open(REAL, "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            text = f"{row['title']}\n{row['text']}"
            advert = AdvertText(text=text, title=row["title"], employer_name=row.get("company") or "")
            yield row["source"], str(row["id"]), found_in(advert, register)


def found_in(advert: AdvertText, register: Register | None = None) -> tuple[Finding, ...]:
    """Return what fires, in evaluation too."""
    reading = read_advert(advert, ON, register)
    return (*reading.findings, *reading.evaluated)


def show_quotes(code: str) -> None:
    """Print every hit of one indicator with its quotes."""
    known: dict[str, Indicator] = {one.code: one for one in ALL}
    print(known[code].meaning if code in known else f"no indicator is called {code}")
    corpus = (("corpus", row.id, found_in(row.advert)) for row in read_corpus())
    for source, name, findings in (*real_findings(), *corpus):
        for finding in findings:
            if finding.code == code:
                print(source, name, *(f"« {quote.text} »" for quote in finding.quotes))


def write_between(path: Path, report: str) -> None:
    """Replace what stands between the marks of a file; all else stays as people wrote it."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{BEGIN}\n\n{report}\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
