"""How well conversations are understood: ``python -m tests.language.report [FILES or FOLDERS]``.

Prints every conversation that went wrong, and accuracy per kind, language and style. Works on files outside
of the checkout too. ``--only NAME`` runs the conversations whose names hold NAME; ``--quiet`` leaves the
stories out; ``--write`` writes the list of those that are known to go wrong, which their tests expect.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.language.judging import judge, report, story
from tests.language.world import FOLDER, KNOWN_WRONG, load_all


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.language.report", description=__doc__)
    parser.add_argument(
        "paths", nargs="*", type=Path, help="files or folders; default: those of the checkout"
    )
    parser.add_argument("--only", default="", help="part of a conversation's name")
    parser.add_argument("--quiet", action="store_true", help="figures only")
    parser.add_argument("--write", action="store_true", help="put those that go wrong on the list")
    told = parser.parse_args(arguments)
    conversations = [one for one in load_all(told.paths or [FOLDER]) if told.only in one.name]
    judged = [judge(conversation) for conversation in conversations]
    if not told.quiet:
        for one in judged:
            if not one.is_right:
                print(story(one))
        print()
    print(report(judged))
    if told.write and not told.paths and not told.only:
        names = sorted(one.conversation.name for one in judged if not one.is_right)
        KNOWN_WRONG.write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    return 0 if all(one.is_right for one in judged) else 1


if __name__ == "__main__":
    sys.exit(main())
