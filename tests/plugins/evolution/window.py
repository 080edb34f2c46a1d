"""A real Evolution on a screen and a session bus of its own, seen and used as assistive programs do (AT-SPI)."""
import os
import pathlib
import pickle
import shutil
import subprocess
import time

import world

PATIENCE = 20  # seconds for what a person waits for
SYSTEM = "/usr/bin:/bin:/usr/sbin"
PLACES = {"HOME": "", "XDG_CONFIG_HOME": ".config", "XDG_DATA_HOME": ".local/share", "XDG_CACHE_HOME": ".cache", "XDG_RUNTIME_DIR": "run"}
SCREEN = {"GDK_BACKEND": "x11", "GTK_THEME": "Adwaita", "GTK_MODULES": "gail:atk-bridge", "NO_AT_BRIDGE": "0", "LIBGL_ALWAYS_SOFTWARE": "1",
          "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "GIO_USE_VFS": "local",
          "GSETTINGS_BACKEND": "keyfile"}
# Without -noreset, it begins anew when its only client goes, and refuses whoever comes meanwhile.
XVFB = ["Xvfb", "-displayfd", "{}", "-screen", "0", "1280x900x24", "-nolisten", "tcp", "-nolock", "-noreset"]
BUS = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={}"]
MODULES = ".local/share/evolution/modules/lib/evolution/modules"  # where Evolution looks for those of one user


def own_displays():
    """Sockets of displays that only this mount namespace sees; at the usual place those of others would be taken for ours, and replaced."""
    place = pathlib.Path("/tmp/.X11-unix")
    place.mkdir(mode=0o1777, exist_ok=True)
    if not place.is_mount():
        world.mount("tmpfs", place, "tmpfs")


def told_by(words, environment):
    """Starts a server that tells its address in one line on the descriptor that "{}" in its words stands for; the process and the line."""
    ours, theirs = os.pipe()
    process = subprocess.Popen([word.format(theirs) for word in words], pass_fds=[theirs], env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(theirs)
    with os.fdopen(ours) as told:
        line = told.readline().strip()
    if not line:
        process.kill()
        process.wait()
        raise RuntimeError(f"{words[0]} does not start")
    return process, line


def ended(process, seconds=5):
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


class Session:
    """What is around the program: a home, a screen, a bus. What plays in it is a process of its own, for AT-SPI knows one bus a process."""

    def __init__(self, house, **more):
        self.house, self.servers = house, []
        # A folder of authorities would come before the file.
        self.environment = {"PATH": SYSTEM, "LANG": "C.UTF-8", "SSL_CERT_FILE": str(house.authority), "SSL_CERT_DIR": "/nowhere", **SCREEN,
                            **{name: str(house.home / place) for name, place in PLACES.items()}, **more}
        for name in PLACES:
            os.makedirs(self.environment[name], mode=0o700, exist_ok=True)

    def install(self, scene):
        """For this user alone."""
        place = self.house.home / MODULES
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(scene.module / "module-homing.so", place)
        self.environment["LD_LIBRARY_PATH"] = str(scene.build / "capi")
        return self

    def __enter__(self):
        own_displays()
        for name, words in (("DISPLAY", XVFB), ("DBUS_SESSION_BUS_ADDRESS", BUS)):
            process, told = told_by(words, self.environment)
            self.servers.append(process)
            self.environment[name] = f":{told}" if name == "DISPLAY" else told
        return self

    def keyring(self):
        """An open one, that passwords can be kept in."""
        process = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--components=secrets", "--unlock"], env=self.environment,
                                   stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        process.stdin.write(b"of the keyring\n")
        process.stdin.close()
        self.servers.append(process)
        subprocess.run(["gdbus", "wait", "--session", "--timeout", str(PATIENCE), "org.freedesktop.secrets"], env=self.environment, check=True)

    def __exit__(self, *_):
        for process in reversed(self.servers):
            ended(process)

    def played(self, play):
        """What play(evolution) returns, with Evolution started; an error of it is raised here."""
        ours, theirs = os.pipe()
        player = os.fork()
        if player == 0:
            os.close(ours)
            os.environ.clear()
            os.environ.update(self.environment)
            self.perform(play, theirs)
            os._exit(0)
        os.close(theirs)
        with os.fdopen(ours, "rb") as told:
            text = told.read()
        os.waitpid(player, 0)
        if not text:
            raise RuntimeError("the player ended without a word")
        value, error = pickle.loads(text)
        if error:
            raise RuntimeError(error)
        return value

    def perform(self, play, theirs):
        value, error = None, None
        try:
            with Evolution(self) as evolution:
                value = play(evolution)
        except BaseException as fault:
            error = f"{type(fault).__name__}: {fault}"
        with os.fdopen(theirs, "wb") as told:
            told.write(pickle.dumps((value, error)))


class Evolution:
    def __init__(self, session):
        import gi
        gi.require_version("Atspi", "2.0")
        from gi.repository import Atspi, GLib
        self.spi, self.failure = Atspi, GLib.Error
        self.house, self.log = session.house, session.house.home / "evolution.log"
        with open(self.log, "ab") as log:
            os.dup2(log.fileno(), 2)  # what GLib says of AT-SPI here

    def __enter__(self):
        self.process = self.start("--component=mail")
        return self

    def __exit__(self, *_):
        ended(self.process)
        self.house.said.append(self.log.read_text(errors="replace"))

    def start(self, *words):
        with open(self.log, "ab") as log:
            return subprocess.Popen(["evolution", *words], stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def below(self, widget):
        """The widget and all in it that can be seen."""
        try:
            if widget is None or not (widget.get_role() == self.spi.Role.APPLICATION or widget.get_state_set().contains(self.spi.StateType.SHOWING)):
                return
            yield widget
            for number in range(min(widget.get_child_count(), 200)):
                yield from self.below(widget.get_child_at_index(number))
        except self.failure:  # it has gone meanwhile
            return

    def widgets(self):
        desktop = self.spi.get_desktop(0)
        for number in range(desktop.get_child_count()):
            if (program := desktop.get_child_at_index(number)) and "evolution" in program.get_name():
                yield from self.below(program)

    def texts(self):
        """All that can be read, in order."""
        return [name for widget in self.widgets() if widget.get_role_name() == "label" and (name := widget.get_name())]

    def seen(self, role, *names):
        for widget in self.widgets():
            if widget.get_role_name() == role and widget.get_name() in names:
                return widget
        return None

    def wait(self, what, ready, seconds=PATIENCE):
        """The first value of ready() that is true."""
        end = time.monotonic() + seconds
        while True:
            try:
                if value := ready():
                    return value
            except self.failure:
                pass
            if self.process.poll() is not None:
                raise RuntimeError(f"Evolution has ended: {self.log.read_text(errors='replace')[-600:]}")
            if time.monotonic() > end:
                raise RuntimeError(f"{what}: not within {seconds} s; it shows {self.texts()}")
            time.sleep(0.05)

    def button(self, *names):
        """The one with such a name that can be pressed; the main window has some of the same names, that cannot."""
        return next((widget for widget in self.widgets() if widget.get_role_name() == "push button" and widget.get_name() in names
                     and widget.get_state_set().contains(self.spi.StateType.SENSITIVE)), None)

    def press(self, *names):
        self.wait(f"the button {names}", lambda: self.button(*names)).get_action_iface().do_action(0)

    def entry(self, label):
        """The field that a label is for."""
        def field():
            if not (found := self.seen("label", label)):
                return None
            return next((relation.get_target(0) for relation in found.get_relation_set()
                         if relation.get_relation_type() == self.spi.RelationType.LABEL_FOR), None)
        return self.wait(f"the field {label}", field)

    def type(self, label, text):
        self.entry(label).get_editable_text_iface().set_text_contents(text)

    def choose(self, cell):
        """Selects the row that the cell of a table is in."""
        while (table := cell.get_parent()).get_role_name() != "tree table":
            cell = table
        rows = table.get_table_iface()
        rows.add_row_selection(rows.get_row_at_index(cell.get_index_in_parent()))

    def enlarge(self, widget):
        """Makes the window that it is in as large as the screen allows, as a person does who had to scroll."""
        while widget.get_role_name() != "frame":
            widget = widget.get_parent()
        widget.get_component_iface().set_size(1000, 850)

    def picture(self, file):
        time.sleep(0.3)  # until it is drawn
        subprocess.run(["import", "-window", "root", str(file)], check=True)
