#!/usr/bin/env python3
"""Writes the bill of materials of the packages as SPDX 2.3 JSON: what is linked, compiled in, and bundled.

usage: sbom.py --version V --commit C --bundled JSON --program FILE... PACKAGE...

Facts come from dpkg of the building system. Licences are those that each package's own copyright file names; whether
they were understood rightly is for people to judge, so the conclusion stays open.
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess

HEADERS = ["libcli11-dev", "nlohmann-json3-dev", "libvulkan-dev", "libvulkan-volk-dev", "libutf8proc-dev"]  # compiled or linked in
LOADED = ["libvulkan1", "mesa-vulkan-drivers"]  # found at run time
PROGRAM = "SPDXRef-Deepscope"


def query(package, field):
    result = subprocess.run(["dpkg-query", "-W", "-f", f"${{{field}}}", package], capture_output=True, text=True)
    return result.stdout if result.returncode == 0 else ""


def package_of(path):
    for candidate in (path, pathlib.Path("/usr") / path.lstrip("/"), pathlib.Path(path).resolve()):
        found = subprocess.run(["dpkg-query", "-S", candidate], capture_output=True, text=True)
        if found.returncode == 0:
            return found.stdout.split(": ")[0].split(",")[0].strip()
    raise SystemExit(f"no package holds {path}")


def linked_packages(programs):
    names = set()
    for program in programs:
        wanted = subprocess.run(["patchelf", "--print-needed", program], capture_output=True, text=True, check=True)
        output = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
        paths = dict(re.findall(r"^\s*(\S+) => (/\S+)", output, re.MULTILINE))
        names |= {package_of(paths[name]) for name in wanted.stdout.split() if name in paths}
    return names


def licences(package):
    path = pathlib.Path("/usr/share/doc") / package.split(":")[0] / "copyright"
    if not path.exists():
        return "no copyright file"
    text = path.read_text(errors="replace")
    found = sorted(set(re.findall(r"^License: *(\S.*)$", text, re.MULTILINE)))
    return "; ".join(found) if found else "see the package's copyright file"


def identifier(package):
    return "SPDXRef-deb-" + re.sub(r"[^A-Za-z0-9.-]", "-", package.split(":")[0])


def component(package):
    version, architecture, name = query(package, "Version"), query(package, "Architecture"), package.split(":")[0]
    return {
        "SPDXID": identifier(package),
        "name": name,
        "versionInfo": version,
        "supplier": "Organization: Debian",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": False,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": "NOASSERTION",
        "licenseComments": "named in its copyright file: " + licences(package),
        "copyrightText": "NOASSERTION",
        "sourceInfo": f"Debian source package {query(package, 'source:Package')} {query(package, 'source:Version')}",
        "externalRefs": [
            {
                "referenceCategory": "PACKAGE-MANAGER",
                "referenceType": "purl",
                "referenceLocator": f"pkg:deb/debian/{name}@{version.replace('+', '%2B')}?arch={architecture}",
            }
        ],
    }


def digest(path, algorithm):
    return {"algorithm": algorithm.upper(), "checksumValue": hashlib.new(algorithm, path.read_bytes()).hexdigest()}


def artifact(number, path):
    return {
        "SPDXID": f"SPDXRef-File-{number}",
        "fileName": f"./{path.name}",
        "checksums": [digest(path, "sha1"), digest(path, "sha256")],
        "licenseConcluded": "NOASSERTION",
        "copyrightText": "NOASSERTION",
    }


def relation(subject, kind, other, comment=None):
    fact = {"spdxElementId": subject, "relationshipType": kind, "relatedSpdxElement": other}
    return fact | ({"comment": comment} if comment else {})


def document(version, commit, bundled, programs, files):
    linked = linked_packages(programs)
    headers = [package for package in HEADERS if query(package, "Version")]
    loaded = [package for package in LOADED if query(package, "Version")]
    everything = {package.split(":")[0]: package for package in [*headers, *loaded, *bundled, *linked]}
    artifacts = [artifact(number, path) for number, path in enumerate(files)]
    relations = [relation("SPDXRef-DOCUMENT", "DESCRIBES", PROGRAM)]
    relations += [relation(PROGRAM, "DYNAMIC_LINK", identifier(package)) for package in sorted(linked)]
    relations += [relation(PROGRAM, "STATIC_LINK", identifier(package), "compiled in from its headers or source")
                  for package in headers]
    relations += [relation(identifier(package), "RUNTIME_DEPENDENCY_OF", PROGRAM) for package in loaded]
    for file, path in zip(artifacts, files):
        relations.append(relation(file["SPDXID"], "GENERATED_FROM", PROGRAM))
        if path.name.endswith((".tar.gz", ".sh")):
            relations += [relation(file["SPDXID"], "CONTAINS", identifier(package)) for package in bundled]
    moment = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    return {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"deepscope-{version}",
        "documentNamespace": f"https://spdx.org/spdxdocs/deepscope-{version}-{commit}",
        "creationInfo": {"created": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: deepscope-sbom.py"]},
        "packages": [
            {
                "SPDXID": PROGRAM,
                "name": "deepscope",
                "versionInfo": version,
                "sourceInfo": f"commit {commit}",
                "downloadLocation": "NOASSERTION",
                "filesAnalyzed": False,
                "licenseConcluded": "GPL-3.0-or-later",
                "licenseDeclared": "GPL-3.0-or-later",
                "copyrightText": "2026 The Deepscope developers",
            },
            *[component(package) for _, package in sorted(everything.items())],
        ],
        "files": artifacts,
        "relationships": relations,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--version", required=True)
    parser.add_argument("--commit", required=True)
    parser.add_argument("--bundled", required=True, type=pathlib.Path)
    parser.add_argument("--program", action="append", required=True)
    parser.add_argument("packages", nargs="+", type=pathlib.Path)
    arguments = parser.parse_args()
    bundled = sorted(set(json.loads(arguments.bundled.read_text()).values()))
    print(json.dumps(document(arguments.version, arguments.commit, bundled, arguments.program, arguments.packages),
                     indent=1, sort_keys=True))


if __name__ == "__main__":
    main()
