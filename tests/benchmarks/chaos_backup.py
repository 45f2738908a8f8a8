"""Kill backups while people work: what stands there is a whole backup that can be restored, or none."""

from collections.abc import Iterator
from functools import partial

from chaos_deciding import work
from chaos_fork import Child, Place, command, run, timed, unhealthy
from chaos_kind import Kind
from chaos_stage import POSTGRESQL, SQLITE, Stage

_ROUNDS_A_HOME = 5
"""Rounds on one folder of backups: the first finds none there, the others one of before."""


def rounds(stage: Stage, number: int, *, database: str) -> Iterator[list[str]]:
    """Play so many rounds: a backup is killed while somebody decides; then one is let be."""
    place, seconds = stage.fresh(database, "linked"), 1.0
    for count in range(number):
        if count % _ROUNDS_A_HOME == 0:
            stage.drop(place)
            place = stage.fresh(database, "linked")
            seconds = timed(place, ["backup", str(place.home.parent / "undisturbed")])
        target = place.home.parent / "backups"
        writer = Child(place, partial(work, name="an", seed=stage.dice.randrange(10**9)))
        Child(place, command("backup", str(target))).kill(stage.dice.uniform(0, seconds))
        found = _what_stands_there(stage, place, database, is_wanted=count % _ROUNDS_A_HOME > 0)
        code, out = run(place, ["backup", str(target)])
        found += [f"the next backup ended with {code}: {out}"] if code else []
        writer.kill()
        found += _what_stands_there(stage, place, database, is_wanted=True)
        yield [*found, *unhealthy(place)]
    stage.drop(place)


def _what_stands_there(stage: Stage, place: Place, database: str, *, is_wanted: bool) -> list[str]:
    """Restore what is taken for a backup and examine it; what is none must be refused in a sentence."""
    home = stage.folder / f"restored-{stage.dice.randrange(10**9)}" / "home"
    home.parent.mkdir()
    url = f"sqlite:///{home / 'soitin.db'}" if database == SQLITE else stage.make_database()
    restored = Place(home, url)
    code, out = run(restored, ["restore", str(place.home.parent / "backups")])
    if code:
        is_told = code == 2 and "there is no backup in" in out and not home.exists()
        found = [] if is_told and not is_wanted else [f"restore ended with {code}: {out}"]
    else:
        found = unhealthy(restored)
    stage.drop(restored)
    return found


KINDS = [
    Kind(
        name=f"killed: backing up, {database}",
        done="`soitin backup` killed at random moments while somebody decides: what stands there is restored and "
        "examined, or refused; the next backup as well",
        rounds=20,
        play=partial(rounds, database=database),
    )
    for database in (SQLITE, POSTGRESQL)
]
