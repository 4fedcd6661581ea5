"""The machine that figures were taken on."""
import os
import pathlib
import platform
import re


def machine():
    """The processor, without names of hosts or places."""
    told = {"cores": len(os.sched_getaffinity(0)), "python": platform.python_version(), "system": platform.system()}
    try:
        text = pathlib.Path("/proc/cpuinfo").read_text()
        find = lambda key: (re.search(rf"^{key}\s*:\s*(.*)$", text, re.M) or [None, ""])[1]
        told["processor"] = f"{find('model name')}, family {find('cpu family')}, model {find('model')}"
        wanted = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "asimddp", "i8mm")
        told["features"] = [flag for flag in wanted if flag in find("flags").split() + find("Features").split()]
        told["memory_gb"] = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except OSError:
        told["processor"] = platform.processor()
    return told
