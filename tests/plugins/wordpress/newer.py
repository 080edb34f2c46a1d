"""The newest WordPress that can be had from a registry of packages: WordPress Playground's builds carry it."""
import pathlib
import shutil
import subprocess
import tarfile
import zipfile

PACKAGE = "@wp-playground/wordpress-builds@0.9.19"
NAME = "wp-nightly"
CACHE = pathlib.Path(__file__).resolve().parents[3] / "build" / "newer-wordpress"


def fetched():
    """A folder with that WordPress; fetches it once."""
    if (CACHE / "www/wp-load.php").exists():
        return CACHE / "www"
    shutil.rmtree(CACHE, ignore_errors=True)
    CACHE.mkdir(parents=True)
    name = subprocess.run(["npm", "pack", PACKAGE, "--silent"], cwd=CACHE, check=True, capture_output=True, text=True).stdout.split()[-1]
    with tarfile.open(CACHE / name) as packed:
        wanted = [one for one in packed.getmembers() if one.name.startswith((f"package/src/wordpress/{NAME}.zip", f"package/public/{NAME}/"))]
        packed.extractall(CACHE, wanted)
    (CACHE / name).unlink()
    with zipfile.ZipFile(CACHE / f"package/src/wordpress/{NAME}.zip") as code:
        code.extractall(CACHE / "www")
    shutil.copytree(CACHE / f"package/public/{NAME}", CACHE / "www", dirs_exist_ok=True)  # scripts and styles
    for own in ("wp-config.php", "wp-content/db.php", "wp-content/database", "wp-content/mu-plugins"):
        place = CACHE / "www" / own
        shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    shutil.rmtree(CACHE / "package")
    return CACHE / "www"


if __name__ == "__main__":
    print(fetched())
