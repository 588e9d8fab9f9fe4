#!/usr/bin/env python3
"""Turns an installed tree into one that runs from any folder: the libraries and Qt plugins it needs move in.

usage: bundle.py TREE   (a folder with bin/ and share/; lib/ is made in it)

What stays out is what the running system must give: the C and C++ runtime, the window system's own client libraries,
fonts, and everything that a graphics driver loads too, since two versions of one such library in a process break it.
Prints the bundled files with their Debian packages as JSON, for the bill of materials.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys

SYSTEM = re.compile(
    r"""^(
      ld-linux.* | lib(c|m|dl|rt|pthread|resolv|util|anl|nsl|stdc\+\+|gcc_s|atomic)   # runtime
    | lib(GL|EGL|GLX|GLdispatch|OpenGL|GLESv2|glapi|gbm|drm.*|vulkan)                # graphics
    | lib(X11|X11-xcb|xcb|xcb-(dri2|dri3|glx|present|randr|sync|xfixes|shm)|Xau|Xdmcp|xshmfence)
    | libwayland-(client|server|cursor|egl)
    | lib(fontconfig|freetype|expat|z|zstd)                                            # fonts and compression
    )\.so(\..*)?$""",
    re.VERBOSE,
)
PLUGINS = [
    "platforms/libqxcb.so",
    "platforms/libqoffscreen.so",
    "platforms/libqwayland-generic.so",
    "wayland-shell-integration/libxdg-shell.so",
    "wayland-decoration-client/libbradient.so",
    "platforminputcontexts/*.so",
    "imageformats/libq*.so",
    "sqldrivers/libqsqlite.so",
]
OPTIONAL = {"sqldrivers/libqsqlite.so": "libQt6Sql.so.6"}  # only with the library that would load it


def needed(binary, found=None):
    """Paths of the libraries to bundle with `binary`, by the name it asks for; what only a system library needs stays out."""
    found = {} if found is None else found
    output = subprocess.run(["ldd", binary], capture_output=True, text=True, check=True).stdout
    missing = re.findall(r"^\s*(\S+) => not found", output, re.MULTILINE)
    if missing:
        sys.exit(f"{binary} needs {', '.join(missing)}, which this system does not have")
    paths = dict(re.findall(r"^\s*(\S+) => (/\S+)", output, re.MULTILINE))
    names = subprocess.run(["patchelf", "--print-needed", binary], capture_output=True, text=True, check=True).stdout
    for name in names.split():
        if name not in found and not SYSTEM.match(name):
            found[name] = pathlib.Path(paths[name])
            needed(paths[name], found)
    return found


def package_of(path):
    for candidate in (path, path.resolve(), pathlib.Path("/usr") / str(path).lstrip("/")):
        found = subprocess.run(["dpkg-query", "-S", candidate], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(": ")[0].split(",")[0].strip()
    sys.exit(f"no package holds {path}")


def patch(binary, *options):
    subprocess.run(["patchelf", *options, binary], check=True)


def plugin_folder():
    query = subprocess.run(["qmake6", "-query", "QT_INSTALL_PLUGINS"], capture_output=True, text=True, check=True)
    return pathlib.Path(query.stdout.strip())


def main(tree):
    programs = sorted((tree / "bin").iterdir())
    library, plugins = tree / "lib", tree / "lib" / "plugins"
    bundled = {}  # path in the tree: Debian package
    wanted = {}
    for program in programs:
        wanted |= needed(program)

    for pattern in PLUGINS:
        if pattern in OPTIONAL and OPTIONAL[pattern] not in wanted:
            continue
        for source in sorted(plugin_folder().glob(pattern)):
            target = plugins / source.relative_to(plugin_folder())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
            target.chmod(0o644)
            bundled[target] = package_of(source)
            wanted |= needed(source)

    for name, source in sorted(wanted.items()):
        target = library / name
        shutil.copyfile(source, target)
        target.chmod(0o644)
        bundled[target] = package_of(source)

    # DT_RPATH of the program, unlike DT_RUNPATH, serves the libraries and plugins it loads as well.
    for program in programs:
        patch(program, "--force-rpath", "--set-rpath", "$ORIGIN/../lib")
    (tree / "bin" / "qt.conf").write_text("[Paths]\nPrefix = ..\nLibraries = lib\nPlugins = lib/plugins\n")

    licences = tree / "share" / "doc" / "deepscope" / "licences"
    licences.mkdir(parents=True)
    for package in sorted(set(bundled.values())):
        name = package.split(":")[0]
        shutil.copyfile(pathlib.Path("/usr/share/doc") / name / "copyright", licences / name)
    json.dump({str(path.relative_to(tree)): package for path, package in sorted(bundled.items())}, sys.stdout, indent=1)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(pathlib.Path(sys.argv[1]))
