"""The command line: the same commands without the window. `main` answers the exit status.

0 done · 1 refused by a rule (findings on stdout) · 2 wrong use · 3 the centre could not be opened · 4 the program itself failed.
"""

import sys

DONE, REFUSED, WRONG_USE, NOT_OPENED, FAILED = 0, 1, 2, 3, 4


def main(argv: list[str]) -> int:
    """Carry out one line. Whatever happens ends in a sentence and a status, never in a traceback: that goes to the log."""
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
    except Exception as error:  # ours to mend: the person gets one sentence, the log the rest
        return _failed(error)


def _failed(error: Exception) -> int:
    from desktop import crash
    from resources.texts import _

    told = _("程序出错，本次操作没有完成（{kind}）").format(kind=type(error).__name__)
    try:
        told += _("；详情见日志 {path}").format(path=crash.write_log(type(error), error, error.__traceback__))
    except OSError:
        told += _("；日志无法写入")
    print(told, file=sys.stderr)
    return FAILED
