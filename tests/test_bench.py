"""The tables that benchmarks print can be read back into one."""

from __future__ import annotations

import subprocess
import sys

from bench.figures import Figure, at_least, at_most, cpu_of_tree, read_rows, table

FIGURES = [
    at_most("start", 2.5, 5, "s"),
    at_most("memory", 300, 250, "MB"),
    at_least("naive : ours", 2.4, 2.2, "times"),
    at_least("naive : ours, on a bad day", 2.1, 2.2, "times"),
    Figure("a bare answer, for comparison", "0.2 ms"),
]


def test_a_printed_table_is_read_back():
    assert read_rows(table(FIGURES)) == FIGURES


def test_a_table_in_markdown_is_read_too():
    text = (
        "| what | measured | to reach | ok |\n|---|---|---|---|\n| a page | 3 KB | <= 40 KB | ok |"
    )

    assert read_rows(text) == [Figure("a page", "3 KB", "<= 40 KB", True)]


def test_other_words_are_no_figures():
    assert read_rows("300 phones sign in\n\na | b\n") == []


def test_a_process_that_has_died_meanwhile_spoils_no_measurement():
    died = subprocess.Popen([sys.executable, "-c", ""])
    died.wait()

    assert cpu_of_tree(died.pid) == 0
