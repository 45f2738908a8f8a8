"""Damages planted in what the demo leaves: `soitin doctor --demo` is green before, and names each in its words."""

import tempfile
from pathlib import Path

from fuzz_tally import Tally
from planted_damages import DAMAGES, leave_demo, look_at


def damages(_share: int, _start: int) -> Tally:
    """Play the demo once, then plant each damage in a copy of what it left."""
    done = f"`soitin doctor --demo` on what the demo leaves: green, and {len(DAMAGES)} damages named in the right words"
    tally = Tally("planted damages", done, times=len(DAMAGES))
    with tempfile.TemporaryDirectory(prefix="soitin-damages-") as folder:
        demo = Path(folder) / "demo"
        demo.mkdir()
        leave_demo(demo)
        for number, damage in enumerate((None, *DAMAGES)):
            if said := look_at(demo, Path(folder) / str(number), damage):
                tally.fault(damage.what if damage else "", said)
    return tally
