"""Reads static.json, _headers and _redirects; bad input ends with a Problem that names its place."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path

ROOTS = [".", "public_html", "public", "dist", "build", "_site", "out", "www"]
KEYS = {"root", "clean_urls", "https_only", "basic_auth", "routes", "redirects", "error_page", "headers", "canonical_host",
        "proxies", "logging", "encoding", "debug"}
REDIRECTS = {301, 302, 303, 307, 308}
MAX_RULES = 1000


class Problem(Exception):
    """A cause and an advice."""


@dataclass(frozen=True)
class Rule:
    """A path pattern (a regular expression) and where it leads; 200 shows another file, empty target: nothing."""

    pattern: str
    target: str
    status: int
    forced: bool = False


@dataclass
class Site:
    root: str
    clean_urls: bool = True
    https_only: bool = False
    basic_auth: bool = False
    error_page: str = ""
    canonical_host: str = ""
    charset: str = "utf-8"
    access_log: bool = True
    rules: list[Rule] = field(default_factory=list)
    headers: list[tuple[str, str, str]] = field(default_factory=list)
    proxies: list[tuple[str, str]] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)


def read(build: Path) -> Site:
    settings = load(build / "static.json")
    site = Site(root=find_root(build, settings))
    folder = build / site.root
    site.clean_urls = flag(settings, "clean_urls", True)
    site.https_only = flag(settings, "https_only", False)
    site.basic_auth = flag(settings, "basic_auth", False)
    site.canonical_host = word(settings, "canonical_host", r"[A-Za-z0-9.:${}_-]+")
    site.charset = word(settings, "encoding", r"[A-Za-z0-9_-]+") or "utf-8"
    site.access_log = table(settings, "logging").get("access", True) is not False
    site.error_page = error_page(folder, settings)
    read_tables(site, settings)
    for place in dict.fromkeys([folder / "_redirects", build / "_redirects"]):
        read_redirects(site, place)
    for place in dict.fromkeys([folder / "_headers", build / "_headers"]):
        read_headers(site, place)
    for rule in site.rules:
        check_target(folder, rule)
    site.ignored = sorted(set(settings) - KEYS)
    if len(site.rules) > MAX_RULES or len(site.headers) > MAX_RULES:
        raise Problem(f"There are more than {MAX_RULES} rules in static.json, _redirects or _headers.", "Use patterns.")
    return site


def load(path: Path) -> dict:
    if not path.is_file():
        return {}
    try:
        value = json.loads(path.read_text("utf-8"))
    except json.JSONDecodeError as e:
        raise Problem(f"static.json is not valid JSON: line {e.lineno}, column {e.colno}: {e.msg}.", "Correct it and push again.")
    except UnicodeDecodeError:
        raise Problem("static.json is not UTF-8.", "Save it as UTF-8 and push again.")
    if not isinstance(value, dict):
        raise Problem("static.json must be an object, { … }.", "Correct it and push again.")
    return value


def find_root(build: Path, settings: dict) -> str:
    root = settings.get("root")
    if root is None:
        for name in ROOTS:
            if (build / name / "index.html").is_file():
                return name
        raise Problem("There is no index.html, and static.json names no root.", "Name the folder to serve: \"root\": \"FOLDER\".")
    if not isinstance(root, str) or not re.fullmatch(r"[A-Za-z0-9._/ -]+", root):
        raise Problem("root in static.json must be the name of a folder.", "Write for example \"root\": \"dist\".")
    root = root.strip("/") or "."
    if not (build / root).resolve().is_relative_to(build.resolve()) or not (build / root).is_dir():
        raise Problem(f"root in static.json names {root}, which is not a folder of the app.",
                      "Correct it; if a build makes that folder, have its buildpack run before this one.")
    return root


def flag(settings: dict, key: str, default: bool) -> bool:
    value = settings.get(key, default)
    if not isinstance(value, bool):
        raise Problem(f"{key} in static.json must be true or false.", "Correct it and push again.")
    return value


def word(settings: dict, key: str, pattern: str) -> str:
    value = settings.get(key, "")
    if value and (not isinstance(value, str) or not re.fullmatch(pattern, value)):
        raise Problem(f"{key} in static.json makes no sense: {value!r}", "Correct it and push again.")
    return value


def table(settings: dict, key: str) -> dict:
    value = settings.get(key, {})
    if not isinstance(value, dict):
        raise Problem(f"{key} in static.json must be an object, {{ … }}.", "Correct it and push again.")
    return value


def error_page(folder: Path, settings: dict) -> str:
    page = settings.get("error_page", "404.html" if (folder / "404.html").is_file() else "")
    if page and (not isinstance(page, str) or not (folder / page.lstrip("/")).is_file()):
        raise Problem(f"error_page in static.json names {page}, which is not in the root.", "Correct it and push again.")
    return path_text(page, "error_page in static.json") if page else ""


def read_tables(site: Site, settings: dict) -> None:
    for path, target in table(settings, "redirects").items():
        url = target.get("url") if isinstance(target, dict) else target
        status = target.get("status", 301) if isinstance(target, dict) else 301
        if not isinstance(url, str) or status not in REDIRECTS:
            raise Problem(f"The redirect of {path} in static.json needs a url and a status 301, 302, 303, 307 or 308.", "Correct it.")
        site.rules.append(Rule(glob(path), text(url, f"redirect {path}"), status, forced=True))
    for path, target in table(settings, "routes").items():
        if not isinstance(target, str):
            raise Problem(f"The route {path} in static.json needs a file.", "Write for example \"/**\": \"index.html\".")
        shown = "" if target.endswith("/") else path_text(target, f"route {path}")
        site.rules.append(Rule(glob(path), shown, 200))
    for path, values in table(settings, "headers").items():
        if not isinstance(values, dict):
            raise Problem(f"The headers of {path} in static.json must be an object.", "Write \"NAME\": \"VALUE\" into it.")
        for name, value in values.items():
            header(site, glob(path), name, str(value), f"static.json, {path}")
    for path, target in table(settings, "proxies").items():
        origin = target.get("origin") if isinstance(target, dict) else None
        if not isinstance(origin, str) or not re.fullmatch(r"(https?://|\$\{)[A-Za-z0-9.:/_~%${}-]+", origin):
            raise Problem(f"The proxy {path} in static.json needs an origin.", "Write \"origin\": \"https://HOST\" or \"${CONFIG_VAR}\".")
        site.proxies.append((path_text(path, f"proxy {path}"), origin))


def read_redirects(site: Site, path: Path) -> None:
    for number, line in lines(path):
        place = f"_redirects, line {number}"
        parts = line.split()
        status = parts[2] if len(parts) > 2 else "301"
        forced = status.endswith("!")
        if len(parts) not in (2, 3) or not parts[0].startswith("/") or not re.fullmatch(r"\d{3}!?", status):
            raise Problem(f"{place} is not understood: {line[:120]}", "Write  FROM TO [STATUS] ; conditions are not supported.")
        code = int(status.rstrip("!"))
        if code == 404 and parts[0] == "/*":
            site.error_page = path_text(parts[1], place)
        elif code == 200 and parts[1].startswith("/") and not forced:
            site.rules.append(splat(parts[0], path_text(parts[1], place), code, forced))
        elif code in REDIRECTS:
            site.rules.append(splat(parts[0], text(parts[1], place), code, forced))
        else:
            raise Problem(f"{place}: status {status} with this target is not supported.",
                          "Use 301, 302, 303, 307 or 308 (with ! before files), 200 for a file of the app, or  /* PAGE 404 .")


def read_headers(site: Site, path: Path) -> None:
    pattern = ""
    block: dict[str, tuple[str, str]] = {}
    for number, line in [*lines(path, keep_indent=True), (0, "/")]:
        place = f"_headers, line {number}"
        if line[0] not in " \t":
            for name, (value, where) in block.items():
                header(site, pattern, name, value, where)
            pattern, block = splat(line.strip(), "", 200, False).pattern, {}
            continue
        name, colon, value = line.strip().partition(":")
        if not colon or not pattern:
            raise Problem(f"{place} is not understood: {line.strip()[:120]}", "Write a path, then indented lines  Name: value.")
        value = value.strip()
        block[name] = (f"{block[name][0]}, {value}" if name in block else value, place)


def lines(path: Path, keep_indent: bool = False) -> list[tuple[int, str]]:
    if not path.is_file():
        return []
    try:
        numbered = enumerate(path.read_text("utf-8").splitlines(), 1)
    except UnicodeDecodeError:
        raise Problem(f"{path.name} is not UTF-8.", "Save it as UTF-8 and push again.")
    kept = [(number, re.sub(r"(^|\s)#.*", "", line).rstrip()) for number, line in numbered]
    return [(number, line if keep_indent else line.strip()) for number, line in kept if line.strip()]


def header(site: Site, pattern: str, name: str, value: str, place: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9-]+", name) or name.lower() in ("content-type", "content-length", "connection"):
        raise Problem(f"{place}: the header {name} cannot be set.", "Leave it out; a file's type follows from its name.")
    site.headers.append((pattern, name.lower(), text(value, f"{place}, {name}")))


def check_target(folder: Path, rule: Rule) -> None:
    if rule.status != 200 or not rule.target or "@CAPTURE" in rule.target:
        return
    shown = folder / rule.target.lstrip("/")
    if not any(path.is_file() for path in (shown, shown.with_name(shown.name + ".html"), shown / "index.html")):
        raise Problem(f"A route leads to {rule.target}, which is not in the root.", "Correct the route, or add the file.")


def glob(path: str) -> str:
    """static.json's patterns: ** is anything, * is anything within one segment."""
    path = path_text(path, f"the path {path} in static.json")
    return "^" + re.sub(r"\\\*\\\*|\\\*", lambda m: ".*" if len(m[0]) == 4 else "[^/]*", re.escape(path)) + "$"


def splat(path: str, target: str, status: int, forced: bool) -> Rule:
    """_redirects' patterns: * at the end is anything, :name is one segment; both may stand in the target."""
    names: list[str] = []

    def hole(match: re.Match) -> str:
        names.append(match[1] or "splat")
        return "([^/]+)" if match[1] else "(.*)"

    pattern = re.sub(r":([A-Za-z_]+)|\\\*", hole, re.escape(path_text(path, f"the path {path}")))
    for number, name in enumerate(names[:9], 1):
        target = re.sub(rf":{name}(?![A-Za-z_])", f"@CAPTURE{number}@", target)
    # /blog/* is /blog too.
    pattern = re.sub(r"/\(\.\*\)$", r"(?:/(.*))?", pattern) if path != "/*" else pattern
    return Rule("^" + pattern + "$", target, status, forced)


def text(value: str, place: str) -> str:
    if not value or len(value) > 4096 or re.search(r"[\x00-\x1f\x7f]", value):
        raise Problem(f"{place}: this text cannot be used: {value[:80]!r}", "Leave out control characters.")
    return value


def path_text(value: str, place: str) -> str:
    value = "/" + text(value, place).lstrip("/")
    if re.search(r"[\\\"';{}@]|\s|(^|/)\.\.(/|$)", value):
        raise Problem(f"{place}: this is not a path: {value[:80]!r}", "Write it as in  /docs/index.html .")
    return value
