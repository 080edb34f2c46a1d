"""Runs the programs that stand in the READMEs of the bindings, and compares what they print with what stands below them."""
import re
import subprocess

import languages


def programs(text, fence):
    """Each program and what it prints: a block of the language, and the block ```text that follows it."""
    return re.findall(rf"^```{fence}\n(.*?)^```\n+```text\n(.*?)^```$", text, re.M | re.S)


def faults(language, library, build, finished):
    text = (languages.BINDINGS / language.name / "README.md").read_text("utf-8")
    found, listed = [], programs(text, language.fence)
    if len(listed) < 2 or len(listed) != text.count(f"```{language.fence}\n"):
        return [f"{len(listed)} programs with their output are not all that stand there, or too few"]
    for number, (program, wanted) in enumerate(listed, 1):
        folder = build / f"{language.name}-readme-{number}"
        source = folder / "source" / f"Program.{language.suffix}"
        source.parent.mkdir(parents=True, exist_ok=True)
        source.write_text(program, "utf-8")
        try:
            output, complaint = finished(language.make(source, folder, library), library, "")
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            output, complaint = "", str(error)
        if complaint or output != wanted:
            found.append(f"program {number} printed {output!r}, not {wanted!r}. {complaint}")
    return found


def check_all(chosen, library, build, finished):
    good = True
    for language in chosen:
        found = faults(language, library, build, finished)
        print(f"{'FAILED' if found else 'ok':<7}the README of {language.name}", flush=True)
        for fault in found:
            print(f"       {fault}", flush=True)
        good = good and not found
    return 0 if good else 1
