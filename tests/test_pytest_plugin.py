"""`pytest --quoth-library DIR`: retrieval tests as items, in runs of pytest of their own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Protocol

import pytest

from bot.cli import main

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
TESTS = """\
- question: Who reopened the harbour of Lindesund on 3 May?
  kind: near-miss
  expect: {paragraph: 2, contains: [union]}
- question: "What is the capital:: of\\n \\e[2JAustralia?"
  expect: {no_answer: true}
- question: ""
  expect: {no_answer: true}
- question: ""
  expect: {no_answer: true}
"""
CONFIGURATION = """\
[pytest]
testpaths = tests
filterwarnings = error
addopts = --strict-markers --strict-config -p no:cacheprovider -p no:asyncio
"""
PLUGIN = ("-p", "pytest_quoth")


class Run(Protocol):
    """Runs Python as a process."""

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]: ...


def run_in(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def project(tmp_path: Path, harbour: Path) -> Path:
    """A project with one test of its own, in which warnings are errors, and a library whose first test fails."""
    project = tmp_path / "project"
    (project / "tests").mkdir(parents=True)
    (project / "tests" / "test_own.py").write_text("def test_own(): pass\n", encoding="utf-8")
    (project / "pytest.ini").write_text(CONFIGURATION, encoding="utf-8")
    harbour.rename(project / "articles")
    (project / "articles" / "harbour.tests.yaml").write_text(TESTS, encoding="utf-8")
    return project


@pytest.fixture
def run(project: Path) -> Run:
    """Runs pytest in the project, with the plugin and for its library."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run_in(project, "-m", "pytest", *PLUGIN, "--quoth-library", "articles", *arguments)

    return run


def summary(done: subprocess.CompletedProcess[str]) -> str:
    """Return the counts of pytest's last line."""
    return done.stdout.splitlines()[-1].strip("= ").partition(" in ")[0]


def test_the_tests_are_items_with_readable_names(run: Run) -> None:
    """One line each, no part of pytest's own separator, told apart where they are alike."""
    done = run("--collect-only", "-q")
    assert (done.returncode, done.stderr) == (0, "")
    assert [line for line in done.stdout.splitlines() if "::" in line] == [
        "articles/harbour.tests.yaml::Who reopened the harbour of Lindesund on 3 May?",
        "articles/harbour.tests.yaml::What is the capital: of ␛[2JAustralia?",
        "articles/harbour.tests.yaml::(no words)",
        "articles/harbour.tests.yaml::(no words) (line 8)",
    ]


def test_a_failure_is_told_in_the_words_of_quoth_test(
    run: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same lines, and no traceback."""
    main(["test", "--library", str(project / "articles")])
    told = capsys.readouterr().out.split("\n\n", maxsplit=1)[0]
    done = run()
    assert (done.returncode, summary(done)) == (1, "1 failed, 3 passed")
    assert told in done.stdout
    assert "Traceback" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "counts"),
    [
        (["tests"], "1 failed, 4 passed"),
        (["-k", "near-miss or Australia"], "1 failed, 1 passed, 2 deselected"),
        (["articles/harbour.tests.yaml", "tests"], "1 failed, 4 passed"),
        (["."], "1 failed, 4 passed"),
    ],
)
def test_the_library_alone_is_tested_unless_more_is_named(run: Run, arguments: list[str], counts: str) -> None:
    """What stands on the command line is collected besides, nothing twice; `-k` knows questions and kinds."""
    assert summary(run(*arguments)) == counts


def test_without_the_option_nothing_is_collected_and_nothing_loaded(project: Path) -> None:
    """A project that has Quoth installed pays nothing and sees nothing."""
    script = (
        "import sys, pytest\n"
        "status = pytest.main(['-q', '-p', 'pytest_quoth', '.'])\n"
        "print(int(status), sorted({'bot', 'knowledge', 'yaml', 'numpy'} & set(sys.modules)))\n"
    )
    *_, counts, last = run_in(project, "-c", script).stdout.splitlines()
    assert counts.startswith("1 passed in")
    assert last == "0 []"


@pytest.mark.parametrize("again", [(), PLUGIN], ids=["entry point and conftest", "and -p"])
def test_a_plugin_that_is_asked_for_again_is_registered_once(
    project: Path, monkeypatch: pytest.MonkeyPatch, again: tuple[str, ...]
) -> None:
    """As an installed package's entry point, in a conftest, with `-p`: no test runs twice, nothing is warned of."""
    info = project.parent / "site" / "named_like_no_other-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: named-like-no-other\nVersion: 0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[pytest11]\npytest_quoth = pytest_quoth\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(info.parent), prepend=":")
    (project / "conftest.py").write_text((ROOT / "conftest.py").read_text(encoding="utf-8"), encoding="utf-8")
    done = run_in(project, "-m", "pytest", *again, "--quoth-library", "articles")
    assert (summary(done), done.stderr) == ("1 failed, 3 passed", "")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "harbour.tests.yaml",
            "- question: Who?\n  expct: {}\n",
            "unknown key 'expct' in a test; did you mean expect?",
        ),
        ("harbour.tests.yaml", "- question: [", "not valid YAML"),
        ("harbour.cards.yaml", "cards:\n  - {id: x}\n", "harbour.cards.yaml:2:"),
        ("other.tests.yaml", "- {question: Who?, expect: {no_answer: true}}\n", "belongs to no article; rename it"),
    ],
)
def test_a_broken_library_is_a_clear_collection_error(
    run: Run, project: Path, name: str, content: str, said: str
) -> None:
    """Every fault with its place and remedy, no traceback."""
    path = project / "articles" / name
    path.write_text(content, encoding="utf-8")
    done = run()
    assert done.returncode == 2
    report = done.stdout.partition("ERROR collecting articles/")[2]
    assert str(path.parent) in report
    assert name in report
    assert said in report
    assert "Traceback" not in report
    assert "items.py" not in report


@pytest.mark.parametrize(
    ("folder", "what"),
    [("nowhere", "does not exist"), ("pytest.ini", "is a file, not a folder"), ("", "does not exist")],
)
def test_a_folder_that_is_none_is_a_usage_error(project: Path, folder: str, what: str) -> None:
    """Exit status 4, as pytest has it."""
    done = run_in(project, "-m", "pytest", *PLUGIN, f"--quoth-library={folder}")
    assert done.returncode == 4
    assert f"--quoth-library: {folder!r} {what}; name a folder that holds articles" in done.stderr


def test_the_shipped_tests_run_as_items_in_a_checkout() -> None:
    """`pytest --quoth-library seeds`, with nothing installed; all of them pass."""
    done = run_in(ROOT, "-m", "pytest", "--quoth-library", "seeds", "-q", "-p", "no:cacheprovider")
    count = (SEEDS / "kursk-offensive.tests.yaml").read_text(encoding="utf-8").count("- question:")
    assert (done.returncode, summary(done), done.stderr) == (0, f"{count} passed", "")
