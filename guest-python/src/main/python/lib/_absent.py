"""Why parts of the standard library are absent here, and what to do instead.

Errors about a module or a name of a module that is not there end with one of these texts: a reason and a way round.
What is absent stays absent, so that programs which ask for it first (`try: import fcntl`, `hasattr(os, "fork")`) go on
as on other systems without it.
"""

import re

_NO_PROCESSES = "this sandbox does not support processes"
_NO_NETWORK = "this sandbox has no network"
_NO_TERMINAL = "this sandbox has no terminal"
_NO_DISPLAY = "this sandbox has no display"
_NO_USERS = "this sandbox has no users, and files have no owners"
_NO_SIGNALS = "nothing interrupts a program in this sandbox"
_ONE_THREAD = "this sandbox does not support threads"
_ONE_INTERPRETER = "this sandbox has one interpreter"
_NO_INSTALLER = "nothing can be installed in this sandbox"
_NO_OPENSSL = "this sandbox has no OpenSSL"
_NO_NATIVE_CODE = "native libraries cannot be loaded in this sandbox"
_WINDOWS_ONLY = "it exists on Windows only"
_MACOS_ONLY = "it exists on macOS only"

_USE_PYTHON = "do the work in Python: pathlib, shutil and re take the place of shell commands"
_USE_A_LOOP = "call the function directly, for each item in a loop"
_USE_WORKSPACE = "let the host put the data into the workspace, or pass it as standard input"
_USE_TEXT = "print text, or write a file"
_USE_PATHLIB = "use os and pathlib"
_ASK_NOBODY = "leave out what depends on who runs the program"
_DBM = "its C library is not in this sandbox", "use sqlite3, dbm.sqlite3 or dbm.dumb"


def _text(reason, way):
    return f"{reason}; {way}"


PROCESSES = _text(_NO_PROCESSES, _USE_PYTHON)
POOLS = _text(_NO_PROCESSES, _USE_A_LOOP)
NETWORK = _text(_NO_NETWORK, _USE_WORKSPACE)
PIPES = _text("this sandbox has no pipes that one could wait for", "read sys.stdin or the file directly")
SIGNALS = _text(_NO_SIGNALS, "let the host's time limit end it")

# Modules that are not there, with what tells why: the reason and the way round.
MODULES = {
    "_ctypes": (_NO_NATIVE_CODE, "use struct, array and packages of pure Python"),
    "_curses": (_NO_TERMINAL, _USE_TEXT),
    "_curses_panel": (_NO_TERMINAL, _USE_TEXT),
    "_dbm": _DBM,
    "_gdbm": _DBM,
    "_hashlib": (_NO_OPENSSL, "use hashlib and hmac, which have code of their own"),
    "_interpchannels": (_ONE_INTERPRETER, _USE_A_LOOP),
    "_interpqueues": (_ONE_INTERPRETER, _USE_A_LOOP),
    "_interpreters": (_ONE_INTERPRETER, _USE_A_LOOP),
    "_multiprocessing": (_NO_PROCESSES, _USE_A_LOOP),
    "_overlapped": (_WINDOWS_ONLY, "use asyncio"),
    "_posixshmem": (_NO_PROCESSES, "use bytearray"),
    "_posixsubprocess": (_NO_PROCESSES, _USE_PYTHON),
    "_scproxy": (_MACOS_ONLY, "leave it out"),
    "_ssl": (_NO_NETWORK, "for hashes and random numbers use hashlib, hmac and secrets"),
    "_tkinter": (_NO_DISPLAY, _USE_TEXT),
    "_uuid": ("its C library is not in this sandbox", "use uuid, which does without"),
    "_winapi": (_WINDOWS_ONLY, _USE_PATHLIB),
    "_wmi": (_WINDOWS_ONLY, "use platform"),
    "ensurepip": (_NO_INSTALLER, "put modules of pure Python into the workspace"),
    "fcntl": ("files cannot be locked in this sandbox, and nothing else uses them", "leave the locking out"),
    "grp": (_NO_USERS, _ASK_NOBODY),
    "idlelib": (_NO_DISPLAY, _USE_TEXT),
    "mmap": ("files cannot be mapped into memory in this sandbox", "use open(path, 'rb') with seek() and read()"),
    "msvcrt": (_WINDOWS_ONLY, "use input() and print()"),
    "nt": (_WINDOWS_ONLY, _USE_PATHLIB),
    "pip": (_NO_INSTALLER, "put modules of pure Python into the workspace"),
    "pwd": (_NO_USERS, _ASK_NOBODY),
    "readline": (_NO_TERMINAL, "use input()"),
    "resource": ("the host sets the limits of this sandbox", "use time.process_time() for the time that was used"),
    "syslog": ("this sandbox has no system log", "use logging, or print to sys.stderr"),
    "termios": (_NO_TERMINAL, "use input() and print()"),
    "test": ("CPython's own tests are left out", "use unittest"),
    "tkinter": (_NO_DISPLAY, _USE_TEXT),
    "turtle": (_NO_DISPLAY, _USE_TEXT),
    "turtledemo": (_NO_DISPLAY, _USE_TEXT),
    "winreg": (_WINDOWS_ONLY, "use configparser or json"),
    "winsound": (_WINDOWS_ONLY, "use wave to write a sound file"),
}


def _removed(version, way):
    return f"it was removed from Python in version {version}", way


# What programs that were written for older versions import.
REMOVED = {
    "aifc": _removed("3.13", "use wave"),
    "asynchat": _removed("3.12", "use asyncio"),
    "asyncore": _removed("3.12", "use asyncio"),
    "audioop": _removed("3.13", "use array and wave"),
    "cgi": _removed("3.13", "use urllib.parse and email.message"),
    "cgitb": _removed("3.13", "use traceback"),
    "chunk": _removed("3.13", "use struct"),
    "crypt": _removed("3.13", "use hashlib.pbkdf2_hmac or hashlib.scrypt"),
    "distutils": _removed("3.12", "use shutil, sysconfig and sys.version_info"),
    "imghdr": _removed("3.13", "look at the first bytes of the file"),
    "imp": _removed("3.12", "use importlib"),
    "lib2to3": _removed("3.13", "use ast"),
    "mailcap": _removed("3.13", "use mimetypes"),
    "nntplib": _removed("3.13", _USE_WORKSPACE),
    "pipes": _removed("3.13", "use shlex.quote"),
    "smtpd": _removed("3.12", _USE_WORKSPACE),
    "sndhdr": _removed("3.13", "look at the first bytes of the file"),
    "spwd": _removed("3.13", _ASK_NOBODY),
    "sunau": _removed("3.13", "use wave"),
    "telnetlib": _removed("3.13", _USE_WORKSPACE),
    "uu": _removed("3.13", "use base64 or binascii"),
    "xdrlib": _removed("3.13", "use struct"),
}

# Names of modules that are there: a pattern of names, the reason and the way round.
ATTRIBUTES = {
    "os": [
        (
            "fork|forkpty|(posix_)?spawn\\w*|exec[lv]\\w*|system|wait\\w*|W[A-Z]{4,}|P_[A-Z]+|kill|killpg|pipe2?|getppid|nice|"
            "get(pgid|pgrp|sid|priority)|set(pgid|pgrp|sid|priority)|PRIO_\\w+|pidfd_open|register_at_fork|"
            "POSIX_SPAWN_\\w+|login_tty|openpty|tc[gs]etpgrp|ctermid|ttyname",
            _NO_PROCESSES,
            _USE_PYTHON,
        ),
        ("sched_\\w+|SCHED_\\w+|getloadavg", "this sandbox has one processor", "use os.cpu_count()"),
        (
            "get(e?uid|e?gid|groups|grouplist|login|resuid|resgid)|set(e?uid|e?gid|groups|re\\w+)|initgroups|umask|[fl]?chown|"
            "fchmod|chroot|\\w+xattr|XATTR_\\w+",
            _NO_USERS,
            _ASK_NOBODY,
        ),
        ("get_terminal_size", _NO_TERMINAL, "use shutil.get_terminal_size()"),
        ("dup2", "file descriptors cannot be copied in this sandbox", "use contextlib.redirect_stdout"),
        ("mkfifo|mknod|makedev|major|minor", "this sandbox has files, directories and links only", "use a file"),
        ("f?statvfs(_result)?|ST_\\w+", "the host decides how much a workspace may hold", "add up os.stat(path).st_size"),
        ("getrandom|GRND_\\w+", "this sandbox has one source of random bytes", "use os.urandom()"),
        ("(memfd|eventfd|timerfd)_\\w+|eventfd|MFD_\\w+|EFD_\\w+", "this sandbox has files only", "use io.BytesIO"),
        (
            "lockf|F_(LOCK|ULOCK|TLOCK|TEST)",
            "files cannot be locked in this sandbox, and nothing else uses them",
            "leave the locking out",
        ),
        ("sendfile|splice|SPLICE_\\w+|copy_file_range", "this sandbox copies files by reading and writing", "use shutil.copyfileobj()"),
        (
            "startfile|list(drives|mounts|volumes)|add_dll_directory|[gs]et_(handle_)?inheritable|O_(BINARY|TEXT|NOINHERIT|TEMPORARY)",
            _WINDOWS_ONLY,
            "leave it out",
        ),
        ("(grant|unlock|posix_open)pt|ptsname", _NO_TERMINAL, _USE_TEXT),
        ("[fl]?chflags|lchmod|plock|setns|unshare|CLONE_\\w+", "this sandbox does not have it", "leave it out"),
        ("fwalk", "this sandbox has no directories by descriptor", "use os.walk()"),
        ("fchdir", "this sandbox has no working directory by descriptor", "use os.chdir(path)"),
        ("sync", "what a program wrote is stored when it ends", "leave it out"),
        ("preadv|pwritev|readv|writev|posix_f\\w+|RWF_\\w+", "this sandbox does not have it", "use read(), write() and seek()"),
    ],
    "signal": [
        (
            "alarm|[gs]etitimer|ITIMER_\\w+|ItimerError|pause|sig(wait|waitinfo|timedwait|pending|interrupt)|pthread_\\w+|"
            "pidfd_\\w+|set_wakeup_fd|SIG_(UN)?BLOCK|SIG_SETMASK|Sigmasks|valid_signals|SIGRT\\w+|struct_siginfo",
            _NO_SIGNALS,
            "let the host's time limit end it, or compare time.monotonic() in the loop",
        )
    ],
    "time": [
        ("tzset", "the clock of this sandbox shows UTC", "use zoneinfo.ZoneInfo for other time zones"),
        (
            "thread_time(_ns)?|pthread_getcpuclockid|CLOCK_(PROCESS|THREAD)_CPUTIME_ID",
            _ONE_THREAD,
            "use time.process_time()",
        ),
        ("clock_settime(_ns)?", "nobody sets the clock of this sandbox", "leave it out"),
        ("CLOCK_\\w+", "this sandbox has two clocks", "use time.time() and time.monotonic()"),
    ],
    "posixpath": [("isreserved", _WINDOWS_ONLY, "leave it out")],
    "sys": [("getwindowsversion|winver|dllhandle|_enable\\w+|getandroidapilevel", "it exists on other systems only", "use platform")],
    "subprocess": [("STARTUPINFO|[A-Z]+_[A-Z_]+", _WINDOWS_ONLY, "leave it out")],
    "codecs": [("(mbcs|oem|code_page)_\\w+", _WINDOWS_ONLY, "use utf-8, or the code page by its name, such as cp1252")],
    "errno": [("E[A-Z0-9]+", "the C library of this sandbox has no such error", "leave it out")],
    "select": [("epoll|EPOLL\\w*|kqueue|kevent|KQ_\\w+|devpoll", _NO_NETWORK, _USE_WORKSPACE)],
    "selectors": [("(Epoll|Kqueue|Devpoll)Selector", _NO_NETWORK, _USE_WORKSPACE)],
    "socket": [
        (
            "(AF|PF|AI|SO|SOL|SOCK|MSG|IPPROTO|IP|IPV6|TCP|UDP\\w*|SCM|CAN|ALG|TIPC|NETLINK|PACKET|VM|VMADDR|HV|BT\\w*|J1939|IOCTL|"
            "CMSG|NI|SHUT|INADDR|LOCAL)_\\w+|sethostname|if_\\w+|(send|recv)_fds|CAPI|fromshare|CMSG_\\w+|close",
            _NO_NETWORK,
            _USE_WORKSPACE,
        )
    ],
    "socketserver": [("(Forking|ThreadingUnix|Unix)\\w+", _NO_NETWORK, _USE_WORKSPACE)],
    "http.client": [("HTTPSConnection", _NO_NETWORK, _USE_WORKSPACE)],
    "urllib.request": [("HTTPSHandler", _NO_NETWORK, _USE_WORKSPACE)],
    "smtplib": [("SMTP_SSL", _NO_NETWORK, _USE_WORKSPACE)],
    "ftplib": [("FTP_TLS", _NO_NETWORK, _USE_WORKSPACE)],
    "imaplib": [("IMAP4_SSL", _NO_NETWORK, _USE_WORKSPACE)],
    "poplib": [("POP3_SSL", _NO_NETWORK, _USE_WORKSPACE)],
    "asyncio": [
        ("open_unix_connection|start_unix_server", _NO_NETWORK, _USE_WORKSPACE),
        ("\\w*ChildWatcher|[gs]et_child_watcher", _NO_PROCESSES, _USE_PYTHON),
        ("Proactor\\w+|IocpProactor|Windows\\w+", _WINDOWS_ONLY, "use asyncio.run()"),
    ],
    "shutil": [("disk_usage", "the host decides how much a workspace may hold", "add up os.stat(path).st_size")],
    "threading": [("get_native_id", _ONE_THREAD, "use threading.get_ident()")],
    "_thread": [("get_native_id", _ONE_THREAD, "use threading.get_ident()")],
    "locale": [
        ("(d|dc)?gettext|bind\\w*textdomain\\w*|textdomain", "the C library of this sandbox has none", "use the module gettext")
    ],
}
ATTRIBUTES["posix"] = ATTRIBUTES["os"]

_patterns = {
    module: [(re.compile(names).fullmatch, _text(reason, way)) for names, reason, way in entries]
    for module, entries in ATTRIBUTES.items()
}
_texts = {module: _text(*entry) for module, entry in (MODULES | REMOVED).items()}


def why(module, attribute=None):
    """Return why a module, or an attribute of a module, is not there and what to do instead; None where nothing is known."""
    if attribute is None:
        return _texts.get(module)
    for matches, text in _patterns.get(module, ()):
        if matches(attribute):
            return text
    return None
