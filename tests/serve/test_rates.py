"""How often something is allowed."""

from grader.serve.rates import Rate


def test_a_number_of_times_is_allowed_within_a_stretch_of_time_and_again_after_it() -> None:
    rate = Rate(2, 10.0)
    assert [rate.allows("ada", now) for now in (0.0, 1.0, 2.0, 9.9, 10.0, 10.5, 11.0)] == [
        *(True, True, False, False),
        *(True, False, True),
    ]


def test_one_persons_times_are_not_anothers() -> None:
    rate = Rate(1, 10.0)
    assert rate.allows("ada", 0.0)
    assert rate.allows("ben", 0.0)
    assert rate.is_used_up("ada", 1.0)
    assert not rate.is_used_up("chloe", 1.0)


def test_strangers_do_not_fill_the_memory() -> None:
    rate = Rate(1, 1.0)
    for n in range(20_001):
        rate.allows(str(n), n * 0.001)
    assert len(rate._times) < 12_000
