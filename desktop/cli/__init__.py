"""The command line: the same commands without the window. `main` answers the exit status.

0 done · 1 refused by a rule (findings on stdout) · 2 wrong use · 3 the centre could not be opened.
"""

import sys

DONE, REFUSED, WRONG_USE, NOT_OPENED = 0, 1, 2, 3


def main(argv: list[str]) -> int:
    """Carry out one line. Problems a person can cause end in a sentence and a status, never in a traceback."""
    from desktop.cli.arguments import read
    from models.core.refusals import Refused
    from models.core.workbooks import BadFile

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    arguments = read(argv)
    from desktop.cli import answers

    try:
        return int(arguments.act(arguments))
    except answers.WrongUse as wrong:
        print(wrong, file=sys.stderr)
        return WRONG_USE
    except Refused as refused:
        answers.refused(arguments, refused)
        return NOT_OPENED
    except BadFile as bad:
        print(f"{bad.why}；{bad.advice}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return WRONG_USE
    except BrokenPipeError:
        return DONE
