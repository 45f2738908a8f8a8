"""Kill training and promoting: a model in use is always one that loads, and a change of it happened or did not."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from chaos_fork import Child, Place, Say, command, run, timed, unhealthy
from chaos_kind import Kind
from chaos_stage import SQLITE, Stage, looking

from model.artefact import MANIFEST, WEIGHTS, ModelRefused
from model.champion import keep_model, load_model
from model.corpus import CorpusRow, read_corpus
from model.dataset import build_dataset
from model.train import TRAINING_DAY, train_on
from review_app.service.database import engine
from storage.champions import champion, promote_model
from storage.database import unit_of_work

_SMALL, _LARGE, _FROZEN = 10, 12, 24
"""Pairs of the corpus that the earlier and the new model learn from, and those that both are held against."""


def train(stage: Stage, number: int) -> Iterator[list[str]]:
    """Play so many rounds: a model is trained into the folder of an earlier one, or beside the kept ones; killed."""
    place = stage.fresh(SQLITE, "imported")
    earlier, folder, undisturbed = (place.home.parent / name for name in ("earlier", "model", "undisturbed"))
    arguments = ("train", "--limit", str(_LARGE), "-o")
    beside = ("train", "--limit", str(_LARGE), "--with-decisions")
    timed(place, ["train", "--limit", str(_SMALL), "-o", str(earlier)])
    seconds = timed(place, [*arguments, str(undisturbed)])
    whole = {load_model(one).name for one in (earlier, undisturbed)}
    for count in range(number):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(earlier, folder)
        killed = command(*beside) if count % 2 else command(*arguments, str(folder))
        Child(place, killed).kill(stage.dice.uniform(0, seconds))
        kept = [one for one in (place.home / "models").glob("*/") if not one.name.startswith(".")]
        found = [fault for one in (folder, *kept) for fault in _unusable(one, whole)]
        yield [*found, *unhealthy(place), *(_let_be(place, [*arguments, str(folder)], beside, undisturbed))]
    stage.drop(place)


def _let_be(place: Place, arguments: Sequence[str], beside: Sequence[str], undisturbed: Path) -> Iterator[str]:
    """Train into both places undisturbed; yield what is not as it was without the kills, or lies about."""
    kept = place.home / "models" / load_model(undisturbed).name
    for one, words in ((Path(arguments[-1]), arguments), (kept, beside)):
        code, out = run(place, words)
        if code:
            yield f"after the kill, training ended with {code}: {out}"
        elif any((one / part).read_bytes() != (undisturbed / part).read_bytes() for part in (MANIFEST, WEIGHTS)):
            yield "after the kill, training came to other bytes than undisturbed"
    yield from (f"{left} was left behind" for folder in (one.parent, Path(arguments[-1])) for left in folder.glob(".*"))


def _unusable(folder: Path, whole: set[str]) -> list[str]:
    try:
        name = load_model(folder).name
    except ModelRefused as refused:
        return [f"neither the earlier model nor the new one: {refused}"]
    return [] if name in whole else [f"{name} is neither the earlier model nor the new one"]


def promote(stage: Stage, number: int) -> Iterator[list[str]]:
    """Play so many rounds: a promotion is killed, and then a rollback."""
    place, names = _candidates(stage)
    source = place.home.parent
    spare = stage.folder / "spare"
    shutil.copytree(source, spare)
    arguments = ["promote", str(source / "better"), "--reason", "thử", "--frozen", str(source / "frozen.jsonl")]
    seconds = timed(place, arguments)
    back = timed(place, ["rollback", "--reason", "thử"])
    for count in range(number):
        shutil.rmtree(place.home)
        shutil.copytree(spare / "home", place.home)
        if count % 2 == 0:
            child = Child(place, command(*arguments))
            child.kill(stage.dice.uniform(0, seconds * 1.2))
            promised = names[1] if "is in use;" in child.out else ""
        else:
            run(place, arguments)
            child = Child(place, command("rollback", "--reason", "thử"))
            child.kill(stage.dice.uniform(0, back * 1.2))
            promised = names[0] if "is in use again" in child.out else ""
        yield [*_in_use(place, promised, names), *unhealthy(place)]
    stage.drop(place)


def _in_use(place: Place, promised: str, names: tuple[str, str]) -> list[str]:
    with looking(place) as session:
        name = champion(session)
    if promised and name != promised:
        return [f"{promised} was said to be in use, {name} is"]
    return [] if name in names else [f"{name} is in use, which nobody put there"]


def _candidates(stage: Stage) -> tuple[Place, tuple[str, str]]:
    """Return a home where a bad model is in use, with a better one and frozen rows beside it; and their names."""
    place = stage.fresh(SQLITE, "linked")
    pairs = _by_pair()
    # a model that learnt everything the wrong way round: whatever else is better
    wrong = [replace(row, deceptive=not row.deceptive) for rows in pairs[:_SMALL] for row in rows]
    bad, better = place.home.parent / "bad", place.home.parent / "better"
    train_on(build_dataset(wrong, on=TRAINING_DAY), bad, on=TRAINING_DAY)
    right = [row for rows in pairs[_SMALL : 3 * _SMALL] for row in rows]
    train_on(build_dataset(right, on=TRAINING_DAY), better, on=TRAINING_DAY)
    frozen = [
        {"label": "deceptive" if row.deceptive else "honest", "text": row.advert.text}
        for rows in pairs[-_FROZEN:]
        for row in rows
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in frozen]
    (place.home.parent / "frozen.jsonl").write_text("\n".join(lines), "utf-8")

    def put_in_use(_: Say) -> int:
        model = load_model(keep_model(bad))
        with unit_of_work(engine()) as session:
            manifest = dict(model.manifest)
            promote_model(session, model.name, manifest, reason="thử", figures={}, now=datetime.now(UTC))
        return 0

    Child(place, put_in_use).wait()
    return place, (load_model(bad).name, load_model(better).name)


def _by_pair() -> list[list[CorpusRow]]:
    found: dict[str, list[CorpusRow]] = {}
    for row in read_corpus():
        found.setdefault(row.pair, []).append(row)
    return [found[pair] for pair in sorted(found)]


KINDS = [
    Kind(
        name="killed: training",
        done="`soitin train` into the folder of an earlier model, and `--with-decisions`, in turn killed at random "
        "moments: the earlier model or the new one loads; the next training ends as undisturbed, nothing lies about",
        rounds=20,
        play=train,
    ),
    Kind(
        name="killed: promoting",
        done="`soitin promote` and `soitin rollback` in turn killed at random moments: happened, or did not",
        rounds=20,
        play=promote,
    ),
]
