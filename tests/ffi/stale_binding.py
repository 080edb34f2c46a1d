"""usage: stale_binding.py HOMING BINDINGS

generate.py finds what is stale: a copy of the bindings in which one thing was changed.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "capi"))
from homing_header import report  # noqa: E402

# file -> what is changed in it, and to what
CHANGES = {
    "python/homing.py": ('"OK": 0', '"OK": 1'), "go/homing.go": ("InvalidAddress  Status = 12", "InvalidAddress  Status = 13"),
    "rust/src/lib.rs": ("pub fn homing_cancel(job_id: u32)", "pub fn homing_cancel(job_id: u64)"), "lua/homing.lua": ('"unknown.tls"', '"unknown.sll"'),
    "node/package.json": ('"version": "', '"version": "9'), "../../plugins/php/tables.c": ('{"OK", 0}', '{"OK", 1}'),
}


def complaints(homing, root):
    done = subprocess.run([sys.executable, "-B", root / "capi/bindings/generate.py", "--homing", homing, "--check"], capture_output=True, text=True,
                          timeout=60, check=False)
    return done.returncode, done.stderr.splitlines()


def check(homing, bindings):
    with tempfile.TemporaryDirectory() as folder:
        root, source = pathlib.Path(folder), bindings.parents[1]
        for part in ("capi", "manifests/errors", "plugins/php", "CMakeLists.txt"):
            copy = shutil.copytree if (source / part).is_dir() else shutil.copy
            (root / part).parent.mkdir(exist_ok=True)
            copy(source / part, root / part, **({"ignore": shutil.ignore_patterns("node_modules")} if copy is shutil.copytree else {}))
        for name, (old, new) in CHANGES.items():
            path = root / "capi/bindings" / name
            text = path.read_text("utf-8")
            if old not in text:
                yield f"{name} does not hold {old}"
            path.write_text(text.replace(old, new, 1), "utf-8")
            if complaints(homing, root) != (1, [f"{name} is stale: run capi/bindings/generate.py"]):
                yield f"{name}: {old} became {new}, and nobody has seen it: {complaints(homing, root)}"
            path.write_text(text, "utf-8")
        if complaints(homing, root) != (0, []):
            yield f"without a change it is not fresh: {complaints(homing, root)}"


if __name__ == "__main__":
    report(list(check(sys.argv[1], pathlib.Path(sys.argv[2]))))
