"""Every fault that is planned for, what happens, and whether its tests hold, as a table.

    python -m tests.benchmarks.faults

Runs the tests that the table names, against the strict Bot API server, and prints a row a fault. Exit status 1 where
one does not hold.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that goes wrong."""

    what: str
    happens: str
    tests: tuple[str, ...]
    """`file::function`, below tests/."""


_F, _O, _P, _S = "test_faults.py::", "test_operation.py::", "test_telegram_process.py::", "test_store.py::"
_K = "test_thinking.py::"
_T, _V, _U = "test_telegram_traffic.py::", "test_telegram_private.py::", "test_telegram_updates.py::"
FAILS = _F + "test_an_answer_that_telegram_fails_to_take_is_reported_and_the_next_one_arrives"
LOST = _F + "test_an_answer_that_arrived_is_not_sent_twice_though_its_confirmation_was_lost"
POLL = _F + "test_polling_goes_on_after_an_answer_to_it_has_failed"
HINDERED = _S + "test_while_something_is_in_the_way_answers_go_on"
FAULTS = (
    Fault(
        "Telegram down at the start", "told at once; tried again after 1, 2, 4 … 30 s until it is there",
        (_P + "test_no_network_when_starting_is_told_at_once_and_waited_out",
         _P + "test_a_bot_that_still_waits_for_telegram_stops_when_told"),
    ),
    Fault(
        "Telegram away while running", "polling goes on; what was asked meanwhile is answered once",
        (_F + "test_telegram_away_for_a_while_is_waited_out_while_running",
         _T + "test_what_never_reached_telegram_is_sent_again"),
    ),
    Fault(
        "429 with retry_after", "that chat's answer waits as long as it says, no other one does; an hour is given up",
        (_V + "test_a_flood_limit_is_waited_out_and_holds_up_nobody_else",
         _T + "test_a_flood_limit_of_an_hour_is_not_waited_out"),
    ),
    Fault("500 or 502 to an answer", "not sent again, for it may have arrived; one ERROR line", (FAILS,)),
    Fault("500, 502, a cut or a page to a poll", "asked again; every update handled once", (POLL,)),
    Fault(
        "connection cut before or in the middle of a body", "not sent again; updates handed out again are passed over",
        (FAILS, LOST, _F + "test_updates_whose_confirmation_was_lost_are_not_handled_twice"),
    ),
    Fault(
        "no answer at all (timeout)", "given up after 5 s with one ERROR line; nobody else waits",
        (_F + "test_a_silent_telegram_costs_its_own_answer_and_no_other",
         _T + "test_what_may_have_arrived_is_not_sent_again"),
    ),
    Fault(
        "HTML in place of JSON", "to an answer: one ERROR line; at the start: one line, exit status 2, or waited out",
        (FAILS, _O + "test_a_page_in_place_of_an_answer_is_one_short_line"),
    ),
    Fault(
        "many of these at once", "every question answered once or reported",
        (_F + "test_everything_at_once_and_every_question_answered_or_reported",),
    ),
    Fault(
        "token revoked", "one line, exit status 2; polling and webhook alike",
        (_P + "test_a_token_revoked_while_running_ends_the_bot",
         _O + "test_a_token_revoked_while_a_webhook_waits_ends_the_bot",
         _P + "test_a_token_that_telegram_refuses_is_named_in_one_line"),
    ),
    Fault(
        "reader has blocked the bot", "no error; what was stored of the chat is deleted",
        (_V + "test_a_reader_who_has_blocked_the_bot_is_no_error",
         _U + "test_a_chat_that_shuts_the_bot_out_is_forgotten"),
    ),
    Fault(
        "second poller with the token", "the one that came second stops with one line",
        (_P + "test_a_second_poller_stops_with_one_line_and_the_first_goes_on",
         _P + "test_where_the_other_poller_does_not_give_in_this_one_does"),
    ),
    Fault(
        "update that cannot be read", "passed over, counted, one line without its words; polling and webhook alike",
        (_U + "test_an_update_that_cannot_be_read_is_passed_over",
         _O + "test_a_webhook_update_that_cannot_be_read_is_taken_and_counted"),
    ),
    Fault(
        "state file locked, read-only, on a full disk", "answers go on, not remembered; one line a minute, health 503",
        (HINDERED, _O + "test_health_says_what_is_wrong",
         _S + "test_nobody_is_told_that_something_was_deleted_that_was_not"),
    ),
    Fault(
        "state file damaged", "moved aside, told, a new one begun, at the start and while running",
        (_S + "test_a_damaged_file_is_moved_aside_when_the_bot_starts",
         _S + "test_a_file_that_breaks_while_the_bot_runs_is_moved_aside",
         _F + "test_a_state_that_breaks_underneath_costs_no_answer"),
    ),
    Fault(
        "clock jumps", "nothing is deleted, no update taken twice or lost",
        (_S + "test_a_clock_that_jumps_deletes_nothing",
         _F + "test_a_clock_that_is_set_back_and_forth_changes_no_answer"),
    ),
    Fault(
        "a process that thinks ends, hangs, or never begins", "the bot thinks itself meanwhile; another one is started",
        (_K + "test_where_a_process_ends_nobody_is_left_waiting_and_another_begins",
         _K + "test_a_process_that_is_killed_is_missed_for_a_moment_only",
         _K + "test_nobody_waits_for_a_slow_question",
         _K + "test_where_no_process_can_be_started_nobody_waits",
         _P + "test_the_processes_that_think_leave_with_the_bot"),
    ),
    Fault(
        "library changed underneath", "answered from without a restart; old buttons are no error",
        ("test_reloading.py::test_a_changed_library_answers_without_a_restart",
         "test_reloading.py::test_buttons_from_before_are_no_error_afterwards"),
    ),
    Fault(
        "library broken underneath", "a line says what; answered from as it was",
        ("test_reloading.py::test_a_faulty_library_is_refused_with_its_first_fault_and_the_earlier_one_serves_on",
         _F + "test_a_library_that_breaks_underneath_is_answered_from_as_it_was"),
    ),
    Fault(
        "SIGTERM amid answers", "what was taken is answered, within 5 s; what Telegram holds back is told at the start",
        (_O + "test_what_was_taken_is_answered_before_the_bot_ends",
         _O + "test_an_answer_that_telegram_holds_back_does_not_hold_up_the_end",
         _O + "test_a_telegram_that_does_not_answer_does_not_hold_up_the_end"),
    ),
    Fault(
        "kill -9 and restart", "every question answered once, or its asker told that something went wrong; none twice",
        (_O + "test_what_a_killed_bot_had_taken_is_told_and_not_answered_twice",
         _F + "test_killed_again_and_again_no_question_is_answered_twice_or_lost"),
    ),
    Fault(
        "one chat asks without end", "told once a minute, not answered; the others are",
        ("test_fair_use.py::test_who_asks_too_much_is_told_once_and_the_others_are_answered",
         "test_fair_use.py::test_a_chat_that_is_held_up_takes_no_place_from_the_others"),
    ),
    Fault(
        "more updates than can be held", "they stay with Telegram until there is room",
        ("test_fair_use.py::test_what_is_too_much_for_all_together_waits_outside",),
    ),
)  # fmt: skip


class Outcomes:
    """What became of the tests; a plugin of pytest's."""

    def __init__(self) -> None:
        self.failed: set[str] = set()
        self.passed: dict[str, int] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test's outcome under its name without parameters."""
        name = report.nodeid.partition("[")[0].removeprefix("tests/")
        if report.failed:
            self.failed.add(name)
        elif report.when == "call" and report.passed:
            self.passed[name] = self.passed.get(name, 0) + 1


def main() -> int:
    """Run the tests and print the table."""
    outcomes = Outcomes()
    names = list(dict.fromkeys(name for fault in FAULTS for name in fault.tests))
    pytest.main(
        ["-q", "--no-header", "--no-summary", "-p", "no:cacheprovider", *(f"{TESTS}/{name}" for name in names)],
        plugins=[outcomes],
    )
    print("\n| fault | what happens | tests that hold |\n|---|---|---|")
    wrong = 0
    for fault in FAULTS:
        held = sum(outcomes.passed.get(name, 0) for name in fault.tests)
        broken = [name for name in fault.tests if name in outcomes.failed or not outcomes.passed.get(name)]
        wrong += bool(broken)
        print(f"| {fault.what} | {fault.happens} | {held if not broken else 'NOT: ' + ', '.join(broken)} |")
    print(f"\n{len(FAULTS)} faults, {sum(outcomes.passed.values())} tests, {wrong} do not hold")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
