"""The command line answers in Swedish, in one line, also to what argparse itself refuses."""

from __future__ import annotations

import argparse
import ast
import inspect

import pytest

from samtid.doors.cli import main, swedish

# Told to programmers who build a parser, never to somebody who types a command.
TO_PROGRAMMERS = (
    ".__call__() not defined",
    "conflicting",
    'argument "-" with mode',
    "cannot merge actions",
    "'required' is an invalid argument",
    "invalid option string",
    "dest= is required",
    "invalid conflict_resolution",
    "mutually exclusive arguments must be",
    "cannot have multiple subparser",
    "%r is not callable",
    "%(prog)s: error:",  # Parser.error writes its own line
    "option '%(option)s' is deprecated",
    "command '%(parser_name)s' is deprecated",
    "argument '%(argument_name)s' is deprecated",
    "%(heading)s:",
)


def sentences_of_argparse() -> set[str]:
    """Every sentence that argparse of this Python asks gettext for."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(argparse))) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in ("_", "ngettext")
        and isinstance(call.args[0], ast.Constant)
    }


def test_every_sentence_of_argparse_is_swedish():
    known = swedish.SENTENCES.keys() | swedish.COUNTED.keys() | {swedish.INVALID}
    english = {text for text in sentences_of_argparse() - known if not text.startswith(TO_PROGRAMMERS)}
    assert not english


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        (["nonsens"], "kommando: 'nonsens' finns inte. Välj bland: 'demo',"),
        (["demo", "--size", "huge"], "--size: 'huge' finns inte. Välj bland:"),
        (["demo", "--port", "x"], "--port: 'x' är inte ett heltal"),
        (["demo", "--port"], "--port: behöver ett värde"),
        (["law", "list", "--finns-inte"], "Känner inte igen: --finns-inte"),
        (["plan", "solve"], "Det här behöver anges: INSTANS"),
    ],
)
def test_a_slip_is_answered_in_swedish_on_one_line(capsys, typed, answer):
    with pytest.raises(SystemExit) as ended:
        main(typed)
    said = capsys.readouterr()
    assert ended.value.code == 2
    assert not said.out
    assert said.err.startswith(f"samtid: {answer}")
    assert said.err.count("\n") == 1


def test_the_help_is_swedish(capsys):
    assert main([]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Så här: samtid")
    assert "visa den här hjälpen" in said
