"""Writes .static/nginx.conf for the app in argv[1]: configure.py BUILD_DIR TEMPLATE. Says what it found; on bad input
prints cause and advice and ends with 1."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True
from site_files import Problem, Rule, Site, read  # noqa: E402

OWN_FILES = ["Procfile", "app.json", "static.json", "project.toml", "package.json", "package-lock.json", "yarn.lock",
             "pnpm-lock.yaml", "Dockerfile", "Makefile", "composer.json", "Gemfile", "Gemfile.lock"]
VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


def quoted(value: str) -> str:
    """As one word of nginx's configuration, in which $ has no escape; ${NAME} is a config var, filled in at start."""
    value = value.replace("\\", "\\\\").replace('"', '\\"')
    value = VARIABLE.sub(r"@ENV:\1@", value).replace("$", "${dollar}")
    return '"' + re.sub(r"@CAPTURE(\d)@", r"$\1", value) + '"'


def regex(pattern: str) -> str:
    return '"~' + pattern.replace('"', '\\"') + '"'


def redirect(rule: Rule) -> str:
    target = quoted(rule.target)
    if "?" not in rule.target:
        target = target[:-1] + '$is_args$args"'
    return f'      if ($asked ~ {regex(rule.pattern).replace("~", "", 1)}) {{ return {rule.status} {target}; }}'


def fallback(rule: Rule) -> str:
    if rule.status != 200:
        return redirect(rule)
    action = f"rewrite ^ {quoted(rule.target)} last;" if rule.target else "return 404;"
    return f'      if ($asked ~ {regex(rule.pattern).replace("~", "", 1)}) {{ {action} }}'


def maps_and_headers(site: Site) -> tuple[list[str], list[str]]:
    maps, server = [], []
    for number, name in enumerate(dict.fromkeys(name for _, name, _ in site.headers)):
        default = "$freshness" if name == "cache-control" else '""'
        maps.append(f"  map $asked $header_{number} {{")
        maps.append(f"    default {default};")
        # nginx takes the first that fits; of several rules the last one is to win.
        maps += [f"    {regex(p)} {quoted(v)};" for p, n, v in reversed(site.headers) if n == name]
        maps.append("  }")
        always = "" if name == "cache-control" else " always"
        server.append(f"    add_header {'-'.join(w.capitalize() for w in name.split('-'))} $header_{number}{always};")
    if not any(name == "cache-control" for _, name, _ in site.headers):
        server.append("    add_header Cache-Control $freshness;")
    return maps, server


def server_lines(site: Site) -> list[str]:
    lines = []
    if site.https_only:
        lines.append("    if ($http_x_forwarded_proto = http) { return 301 https://$host$request_uri; }")
    if site.canonical_host:
        lines.append(f"    if ($host != {quoted(site.canonical_host)}) {{ return 301 $proto://{quoted(site.canonical_host)[1:-1]}$request_uri; }}")
    if site.basic_auth:
        lines += ['    auth_basic "Restricted";', "    auth_basic_user_file /tmp/htpasswd;"]
    if site.error_page:
        lines.append(f"    error_page 404 {quoted(site.error_page)};")
    return lines


def proxy(path: str, origin: str) -> str:
    return (f"    location ^~ {quoted(path)} {{\n      proxy_pass {quoted(origin.rstrip('/') + '/')};\n"
            "      proxy_ssl_server_name on;\n      proxy_http_version 1.1;\n"
            "      proxy_set_header X-Forwarded-For $http_x_forwarded_for;\n"
            "      proxy_set_header X-Forwarded-Proto $proto;\n"
            # One header of its own, and those of files are not added to what the origin says.
            '      add_header X-Origin "";\n    }')


def render(site: Site, template: str) -> str:
    maps, headers = maps_and_headers(site)
    hidden = ["_headers", "_redirects"] + (OWN_FILES if site.root == "." else [])
    parts = {
        "CHARSET": site.charset,
        "ACCESS_LOG": "/dev/stdout plain" if site.access_log else "off",
        "ROOT": quoted("/app" if site.root == "." else f"/app/{site.root}"),
        "TRY": "$uri $uri.html $uri/" if site.clean_urls else "$uri $uri/",
        "HIDDEN": "|".join(re.escape(name) for name in hidden),
        "MAPS": "\n".join(maps),
        "SERVER": "\n".join(server_lines(site) + headers),
        "FORCED": "\n".join(redirect(rule) for rule in site.rules if rule.forced),
        "FALLBACK": "\n".join(fallback(rule) for rule in site.rules if not rule.forced),
        "LOCATIONS": "\n".join(proxy(*entry) for entry in site.proxies),
    }
    return re.sub("@(" + "|".join(parts) + ")@", lambda match: parts[match[1]], template)


def main(build: Path, template: Path) -> int:
    try:
        site = read(build)
    except Problem as problem:
        for line in problem.args:
            print(f" !     {line}")
        return 1
    config = render(site, template.read_text())
    out = build / ".static"
    out.mkdir(exist_ok=True)
    (out / "nginx.conf").write_text(config)
    (out / "root").write_text(site.root + "\n")
    (out / "variables").write_text("".join(f"{name}\n" for name in sorted(set(re.findall(r"@ENV:(\w+)@", config)))))
    print(f"-----> Serving {'the repository' if site.root == '.' else site.root + '/'} with nginx")
    counts = [(len(site.rules), "redirects and routes"), (len(site.headers), "headers"), (len(site.proxies), "proxies")]
    for count, what in counts:
        if count:
            print(f"       {count} {what}")
    if site.error_page:
        print(f"       {site.error_page} is shown for what is not there")
    for key in site.ignored:
        print(f" !     static.json: {key} is not known and is ignored")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
