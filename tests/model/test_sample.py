"""Where to label next: three reasons, and an estimate that says how sure it is."""

from model.sample import choose, estimate_missed
from storage.samples import Candidate, Drawn


def candidate(key: int, score: float, *, counting: bool = False) -> Candidate:
    band = "high" if score > 0.8 else "medium" if score > 0.6 else "low"
    return Candidate(campaign_id=key, title=f"tin {key}", score=score, band=band, counting=counting)


MANY = [candidate(key, key / 200) for key in range(200)]


def keys(chosen: list[Candidate]) -> list[int]:
    return [one.campaign_id for one in chosen]


def test_the_least_certain_come_first() -> None:
    chosen = choose(MANY, 10, seed=1, drawn_before=set())

    assert keys(chosen["uncertain"]) == [100, 99, 101, 98]


def test_a_high_score_without_a_finding_and_a_low_one_with_a_finding_disagree() -> None:
    quiet, loud = candidate(900, 0.99), candidate(901, 0.02, counting=True)
    agreeing = [candidate(902, 0.97, counting=True), candidate(903, 0.03)]
    middling = [candidate(key, 0.5) for key in range(8)]
    chosen = choose([*middling, *agreeing, quiet, loud], 10, seed=1, drawn_before=set())

    assert keys(chosen["disagreement"]) == [900, 901]


def test_the_lot_falls_on_unflagged_ones_alone_and_on_none_twice() -> None:
    chosen = choose(MANY, 50, seed=7, drawn_before=set(range(60)))["random"]

    assert len(chosen) == 15
    assert all(one.band == "low" and one.campaign_id >= 60 for one in chosen)
    assert len(set(keys(chosen))) == 15
    assert keys(chosen) == keys(choose(MANY, 50, seed=7, drawn_before=set(range(60)))["random"])
    assert keys(chosen) != keys(choose(MANY, 50, seed=8, drawn_before=set(range(60)))["random"])


def test_every_unflagged_one_has_the_same_chance() -> None:
    few = [candidate(key, 0.1 + key / 100) for key in range(20)]
    times = [0] * 20
    for seed in range(400):
        for one in choose(few, 10, seed=seed, drawn_before=set())["random"]:
            times[one.campaign_id] += 1

    assert min(times) > 0.7 * sum(times) / 20
    assert max(times) < 1.3 * sum(times) / 20


def test_little_waits_and_all_of_it_is_proposed_at_most() -> None:
    assert sum(map(len, choose([candidate(1, 0.4)], 50, seed=1, drawn_before=set()).values())) == 2
    assert sum(map(len, choose([], 50, seed=1, drawn_before=set()).values())) == 0


def test_what_is_missed_is_estimated_with_an_interval() -> None:
    missed = estimate_missed(Drawn(drawn=120, suspicious=3, legitimate=97, unsure=5), unflagged=1000)

    assert missed.share.value == 0.03
    assert 0.005 < missed.share.low < 0.02
    assert 0.06 < missed.share.high < 0.1
    assert missed.expected.value == 30


def test_finding_nothing_is_no_proof_that_nothing_is_missed() -> None:
    missed = estimate_missed(Drawn(drawn=30, suspicious=0, legitimate=30, unsure=0), unflagged=1000)

    assert missed.share.low == 0
    assert missed.expected.high > 50
