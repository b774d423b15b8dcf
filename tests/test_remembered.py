"""A bounded memory of answers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_match.remembered import Remembered


def test_an_answer_is_made_once() -> None:
    made: list[int] = []
    memory: Remembered[int] = Remembered(2)

    def make() -> int:
        made.append(1)
        return 7

    assert [memory.get("a", make), memory.get("a", make)] == [7, 7]
    assert made == [1]


def test_the_longest_unused_is_forgotten() -> None:
    memory: Remembered[str] = Remembered(2)
    for key in ("a", "b", "a", "c"):
        memory.get(key, lambda key=key: f"first {key}")  # type: ignore[misc]
    assert memory.get("a", lambda: "again") == "first a"
    assert memory.get("b", lambda: "again") == "again"


def test_a_failure_is_not_remembered() -> None:
    memory: Remembered[float] = Remembered(2)
    with pytest.raises(ZeroDivisionError):
        memory.get("a", lambda: 1 / 0)
    assert memory.get("a", lambda: 1.0) == 1.0


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 5))
def test_answers_are_right_and_few(questions: list[int], most: int) -> None:
    memory: Remembered[int] = Remembered(most)
    for question in questions:
        assert memory.get(question, lambda question=question: question**2) == question**2  # type: ignore[misc]
        assert len(memory) <= most


def test_threads_share_a_memory() -> None:
    memory: Remembered[int] = Remembered(8)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: memory.get(n % 16, lambda: n % 16), range(2000)))
    assert found == [n % 16 for n in range(2000)]
    assert len(memory) <= 8
