"""What the product is made of: `make licences` lists it, `make audit-packages` asks whether faults of it are known.

python tests/supply.py licences      1 if a licence is not known, or does not go with Apache-2.0
python tests/supply.py audit         pip-audit's own exit code; 3 where it could not be run, which is no pass
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions
from pathlib import Path

from rich.console import Console
from rich.table import Table

CONSTRAINTS = Path(__file__).parents[1] / "constraints.txt"
GOES = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF|Python Software Foundation|CNRI|MPL|Mozilla|Unlicense|Zlib|ZPL|Zope|HPND|0BSD|CC0|"
    r"W3C|Public Domain|Artistic|LGPL|Lesser General)",
    re.IGNORECASE,
)
"""Licences whose libraries may be used, unchanged, by a program under Apache-2.0; LGPL and MPL bind only themselves."""
STRICT = re.compile(r"(?<!L)(?<!Lesser )\b(?:A?GPL|(?:Affero )?General Public)", re.IGNORECASE)
NOT_RUN = 3


@dataclass(frozen=True, slots=True)
class Package:
    """One installed package with what it says of its licence."""

    name: str
    version: str
    licence: str

    @property
    def goes(self) -> bool:
        """Tell whether its licence is known and goes with ours; of a choice one that goes is enough."""
        lesser = re.sub(r"GNU (?:Library or )?Lesser General Public|LGPL", "LGPL", self.licence)
        return bool(GOES.search(lesser)) and not (STRICT.search(lesser) and " OR " not in self.licence)


def installed() -> list[Package]:
    """Return the packages of this environment by name, each once."""
    found = {normal(one.metadata["Name"]): Package(one.metadata["Name"], one.version, licence_of(one))
             for one in distributions() if normal(one.metadata["Name"]) != "soitin"}  # fmt: skip
    return [found[name] for name in sorted(found)]


def licence_of(one: Distribution) -> str:
    """Return what a package says: SPDX expression, else classifiers, else the first line of its own words."""
    said = one.metadata
    if expression := said.get("License-Expression"):
        return str(expression)
    classes = [text.rpartition(" :: ")[2] for text in said.get_all("Classifier") or () if text.startswith("License ::")]
    named = [text for text in classes if text != "OSI Approved"]
    own = next(iter((said.get("License") or "").strip().splitlines()), "")
    return "; ".join(named) or own[:80] or "not said"


def normal(name: str) -> str:
    """Return a package's name in its one spelling (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licences() -> int:
    """Print the list; return 1 if something in it needs a person's eye."""
    table = Table("package", "version", "licence", "", title="what is installed, by what it says itself")
    packages = installed()
    for one in packages:
        table.add_row(one.name, one.version, one.licence, "" if one.goes else "LOOK AT IT")
    Console(width=None if sys.stdout.isatty() else 140).print(table)
    unsure = [one.name for one in packages if not one.goes]
    Console(stderr=True).print(f"{len(packages)} packages, {len(unsure)} to look at: {', '.join(unsure) or 'none'}")
    return 1 if unsure else 0


def audit() -> int:
    """Ask pip-audit about what is pinned; where it is not there or its service cannot be reached, say that."""
    told = Console(stderr=True, highlight=False)
    command = [sys.executable, "-m", "pip_audit", "--strict", "--disable-pip", "--no-deps", "-r", str(CONSTRAINTS)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    sys.stdout.write(ran.stdout)
    last = (ran.stderr.strip().splitlines() or [""])[-1]
    if "No module named" in ran.stderr:
        told.print("not run: pip-audit is not installed here (pip install pip-audit); this counts as not checked")
        return NOT_RUN
    if re.search(r"Connection|resolve|Proxy|timed out|ServiceError|HTTPError|Max retries", ran.stderr):
        told.print(f"not run: the service of pip-audit cannot be reached ({last[:160]}); this counts as not checked")
        return NOT_RUN
    told.print(last, markup=False)
    return ran.returncode


if __name__ == "__main__":
    chosen = {"licences": licences, "audit": audit}.get(sys.argv[1] if len(sys.argv) > 1 else "")
    sys.exit(chosen() if chosen else 2)
