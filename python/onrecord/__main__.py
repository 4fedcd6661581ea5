"""The command line: `python -m onrecord extract news/ -o records.jsonl`."""

import os
import signal
import sys

from . import _onrecord


def main() -> int:
    # As the program itself does: workers read an article each, and products within one start no threads.
    os.environ["RAYON_NUM_THREADS"] = "1"
    # The program ends in order on Ctrl-C by itself.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return _onrecord.run(["onrecord", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
