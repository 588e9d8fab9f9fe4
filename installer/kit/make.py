#!/usr/bin/env python3
"""Packs the kit with which people try their cards: command line, engine tests, benches, golden data and libraries.

usage: make.py BUILD OUTPUT   (a build of the preset `kit`, and the folder for the archive)

The archive runs from any folder, on the glibc and C++ library that the packages need. The largest golden models stay
out, so that it can be sent; what they try, smaller ones and the tests of single ops try as well. So do what only a person
looks at, recorded learning and what belongs to its controls.
"""
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "linux"))
from bundle import needed, package_of, patch

ROOT = pathlib.Path(__file__).parent.parent.parent
MOST_BYTES = 40_000_000
MOST_MODEL_BYTES = 2_500_000
ENGINE = "libdeepscope_engine.so"  # one for all programs
# Of the sources, and of what no card computes.
NO_TEST_OF_A_CARD = {"tst_architecture", "tst_base_texts", "tst_byte_pair_tokenizer", "tst_chat_template",
                     "tst_gguf_file", "tst_grouped_hyperparameters", "tst_hyperparameters", "tst_jinja",
                     "tst_jinja_differential", "tst_jinja_limits", "tst_lab_controls", "tst_lab_record", "tst_lab_record_damage", "tst_lab_tasks",
                     "tst_malformed_files", "tst_model_catalog", "tst_model_folders", "tst_objective",
                     "tst_own_questions", "tst_phase_splitter", "tst_reference_golden", "tst_reference_ops",
                     "tst_reference_reverse", "tst_reference_training", "tst_reward", "tst_run_file",
                     "tst_sentencepiece_tokenizer", "tst_tensor_layout", "tst_utf8_stream", "tst_vocabulary"}
DATA = ["golden", "training", "chat_templates", "run_files", "default_model_golden.json"]


def copy_program(source, folder):
    target = folder / source.name
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["strip", "-o", target, source], check=True)
    return target


def copy_data(tree):
    for name in DATA:
        source = ROOT / "tests" / "data" / name
        files = sorted(source.iterdir()) if source.is_dir() else [source]
        for file in files:
            if file.suffix == ".gguf" and file.stat().st_size > MOST_MODEL_BYTES:
                continue
            target = tree / "data" / file.relative_to(ROOT / "tests" / "data")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    for source, folder in (("resources/default.gguf", "share/deepscope"),
                           ("resources/recorded", "share/deepscope/recorded"),
                           ("shaders", "shaders")):
        source = ROOT / source
        (tree / folder).mkdir(parents=True, exist_ok=True)
        if source.is_file():
            shutil.copyfile(source, tree / folder / source.name)
        else:
            shutil.copytree(source, tree / folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("CMakeLists.txt", "*.lab"))


def copy_libraries(tree, programs):
    libraries = {}
    for program in programs:
        needed(program, libraries)
    del libraries[ENGINE]
    loader = pathlib.Path("/usr/lib/x86_64-linux-gnu/libvulkan.so.1")
    targets = {tree / "lib" / name: source for name, source in libraries.items()}
    targets[tree / "lib" / "loader" / loader.name] = loader  # only where the machine has none
    packages = set()
    for target, source in sorted(targets.items()):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        packages.add(package_of(source).split(":")[0])
    for program in programs:
        patch(program, "--force-rpath", "--set-rpath", "$ORIGIN/../lib")
    (tree / "licences").mkdir()
    for package in sorted(packages):
        shutil.copyfile(pathlib.Path("/usr/share/doc") / package / "copyright", tree / "licences" / package)


def main(build, output):
    version = re.search(r"^CMAKE_PROJECT_VERSION:STATIC=(.*)$", (build / "CMakeCache.txt").read_text(), re.MULTILINE)[1]
    commit = subprocess.run(["git", "describe", "--always", "--dirty", "--abbrev=12", "--exclude=*"], cwd=ROOT,
                            capture_output=True, text=True, check=True).stdout.strip()
    name = f"deepscope-kit-{version}-x86_64"
    tree = output / name
    shutil.rmtree(output, ignore_errors=True)
    tree.mkdir(parents=True)

    tests = [test for test in sorted((build / "tests").glob("tst_*"))
             if test.is_file() and test.name not in NO_TEST_OF_A_CARD]
    programs = [copy_program(build / "engine" / "deepscope-cli", tree / "engine")]
    programs += [copy_program(test, tree / "tests") for test in tests]
    programs += [copy_program(bench, tree / "bench") for bench in sorted((build / "tests" / "bench").glob("bench_*"))
                 if bench.is_file()]
    programs.append(copy_program(build / "engine" / ENGINE, tree / "lib"))
    copy_libraries(tree, programs)
    copy_data(tree)
    here = pathlib.Path(__file__).parent
    shutil.copy(here / "try", tree / "try")
    shutil.copyfile(here / "README.txt", tree / "README.txt")
    shutil.copyfile(ROOT / "LICENSE", tree / "LICENSE")
    (tree / "VERSION").write_text(f"{version} ({commit})\n")

    archive = output / f"{name}.tar.xz"
    compress = "--use-compress-program=xz --lzma2=preset=6,dict=64MiB"  # so that what tests have in common is found
    subprocess.run(["tar", "--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--mode=u=rwX,go=rX", compress,
                    "-C", output, "-cf", archive, name], check=True)
    size = archive.stat().st_size
    print(f"{archive}  {size / 1e6:.1f} MB")
    if size >= MOST_BYTES:
        sys.exit(f"The kit may have {MOST_BYTES / 1e6:.0f} MB.")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*map(pathlib.Path, sys.argv[1:]))
