"""Where the program starts: a line on the command line, or the window."""

import sys


def main() -> int:
    from desktop.cli import main as command_line

    return command_line(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
