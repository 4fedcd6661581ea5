"""The command line: `python -m onrecord extract news/ -o records.jsonl`."""

import signal
import sys

from . import _onrecord


def main() -> int:
    # The program ends in order on Ctrl-C by itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _onrecord.run(["onrecord", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
