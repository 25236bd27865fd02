"""A part of the spoilt inputs that `tests.benchmarks.fuzz` gives to every parser, and a conversation of any steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.conversation import Conversation, converse
from bot.memory import LONGEST_JSON
from bot.messages import ENGLISH
from bot.render.telegram_html import answer_message, sides_message
from tests.bot_api.articles import COST, OFF_TOPIC, WHO, collection
from tests.spoiling import Parser, fits, inputs, parsers

if TYPE_CHECKING:
    from knowledge import Collection

EACH = 150


@pytest.mark.parametrize("parser", parsers(), ids=lambda parser: parser.name)
def test_spoilt_inputs_are_read_or_refused_and_nothing_else(parser: Parser) -> None:
    """What must hold of each input stands at its parser; whatever is not spoilt is taken."""
    assert all(parser.reads(content) for content in parser.sound)
    for number in range(EACH):
        parser.reads(inputs(parser, number))


def test_the_shares_make_a_thousand() -> None:
    """As many inputs as asked for, and none of a parser that nobody sees."""
    assert sum(parser.share for parser in parsers()) == 1000
    assert len({parser.name for parser in parsers()}) == len(parsers())


SAID = st.one_of(
    st.sampled_from((WHO, COST, OFF_TOPIC, "And how many boats?", "Who says so?", "Why?", "What did he say?")),
    st.sampled_from(("Read on", "hello", "thanks", "Are you sure?", "And the other?", f"{WHO} {COST} And the union?")),
    st.sampled_from(("", "?", "\0", "<b>", "he " * 400)),
    st.text(max_size=40),
)


class Talk(RuleBasedStateMachine):
    """A conversation in any order: asked, put away and taken up, its memory damaged, another article chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.context = Conversation()

    @property
    def library(self) -> Collection:
        return collection()

    @rule(text=SAID, article=st.sampled_from([None, None, "harbour", "bridge"]))
    def ask(self, text: str, article: str | None) -> None:
        """An answer that Telegram takes; the same question in the same context has the same one."""
        answer, after = converse(self.library, text, self.context, article=article)
        again, _ = converse(self.library, text, self.context, article=article)
        assert again == answer
        fits(answer_message(answer, ENGLISH, asked=text or None).html)
        if answer.evidence:
            fits(sides_message(answer, ENGLISH).html)
        for evidence in answer.evidence:
            assert evidence.quote.text in evidence.quote.paragraph.text
            assert article in (None, evidence.article.id)
        assert 0 <= answer.confidence <= 1
        assert len(answer.text) <= 600
        self.context = after

    @rule()
    def put_away_and_take_up(self) -> None:
        """A restart changes nothing."""
        assert Conversation.from_json(self.context.to_json()) == self.context

    @rule(place=st.integers(0, 2000), piece=st.text(max_size=3))
    def damage(self, place: int, piece: str) -> None:
        """What is read from a damaged memory may be empty and is never a fault."""
        text = self.context.to_json()
        at = place % (len(text) + 1)
        self.context = Conversation.from_json(text[:at] + piece + text[at + 1 :])

    @rule()
    def forget(self) -> None:
        """As /forget does."""
        self.context = Conversation()

    @invariant()
    def is_small(self) -> None:
        assert len(self.context.to_json()) <= LONGEST_JSON


TestTalk = Talk.TestCase
TestTalk.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
