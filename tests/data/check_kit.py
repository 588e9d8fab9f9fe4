#!/usr/bin/env python3
"""The script of the kit over programs that play a card: what is right, wrong, crashes or hangs is told in one line each.

usage: check_kit.py TRY
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

TRY = pathlib.Path(sys.argv.pop(1))

CLI = r"""#!/bin/sh
case "$1 $2" in
"devices ")
    [ -n "$DRIVER" ] || { echo "deepscope-cli: There is no driver." >&2; exit 4; }
    printf '0  Card One\n   discrete, driver A 1.0, Vulkan 1.3\n1  Card Two\n   software, driver B 2.0, Vulkan 1.3\n'
    printf '2  Card Old\n   other, driver C, Vulkan 1.0\n   cannot be used: it is too old\n'
    ;;
"generate default") [ -n "$LAYER" ] && [ "$DEEPSCOPE_VALIDATE" = 1 ] || exit 4 ;;
"bench default")
    echo 'prefill_tokens_per_second      {"max":9000.0,"median":8000.0,"min":7000.0}'
    echo 'decode_tokens_per_second       {"max":900.0,"median":850.5,"min":800.0}'
    echo 'device_read_bytes_per_second   1.25e+10'
    echo 'decode_bandwidth_fraction      0.5'
    echo 'trace_overhead_fraction        0.02'
    ;;
*) echo "deepscope-cli: There is no room for $5." >&2; exit 4 ;;
esac
"""
RIGHT = """#!/bin/sh
[ "$DEEPSCOPE_ONLY_DEVICE" = "$EXPECTED_DEVICE" ] || exit 1
[ -f data/golden.gguf ] || exit 1
[ "$DEEPSCOPE_VALIDATE" = "${LAYER:-0}" ] || exit 1
echo 'Totals: 12 passed, 0 failed, 3 skipped, 0 blacklisted, 5ms'
"""
WRONG = """#!/bin/sh
cat <<'TEXT'
PASS   : TestA::good()
FAIL!  : TestA::sums(q4_k, 32 lanes) Compared values are not the same
   Actual   (a): 1
   Expected (b): 2
   Loc: [tst_a.cpp(7)]
PASS   : TestA::also()
FAIL!  : TestA::more() 'x' returned FALSE. (worst at row 3)
   Loc: [tst_a.cpp(9)]
Totals: 2 passed, 2 failed, 0 skipped, 0 blacklisted, 5ms
TEXT
exit 2
"""
CRASHES = "#!/bin/sh\necho 'PASS   : TestB::first()'\nkill -SEGV $$\n"
HANGS = "#!/bin/sh\necho 'PASS   : TestC::first()'\nexec sleep 60\n"


class Kit(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.start = pathlib.Path(folder.name, "start")
        self.kit = pathlib.Path(folder.name, "a card ü", "kit")
        self.start.mkdir()
        for name, text in {"engine/deepscope-cli": CLI, "tests/tst_right": RIGHT, "bench/bench_linear": "#!/bin/sh\necho f16 $2\n",
                           "data/golden.gguf": "", "VERSION": "0.0 (abc)"}.items():
            self.add(name, text)
        shutil.copy(TRY, self.kit / "try")

    def add(self, name, text):
        path = self.kit / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        path.chmod(0o755)

    def run_kit(self, *arguments, driver="1", layer="", expected_device="0"):
        result = subprocess.run([self.kit / "try", *arguments], cwd=self.start, capture_output=True, text=True,
                                env={"PATH": "/usr/bin:/bin", "DRIVER": driver, "LAYER": layer, "EXPECTED_DEVICE": expected_device})
        self.said = result.stdout + result.stderr
        return result.returncode

    def line(self, beginning):
        lines = [line for line in self.said.splitlines() if line.startswith(beginning)]
        self.assertEqual(len(lines), 1, f"{beginning!r} in\n{self.said}")
        return lines[0]

    def test_all_right(self):
        self.assertEqual(self.run_kit(), 0, self.said)
        self.assertIn("12 passed, 3 left out", self.line("tst_right"))
        self.assertIn("prefill 8000 tokens/s, decode 850.5 tokens/s, 50 % of the 12.5 GB/s", self.line("the default model"))
        self.assertIn("There is no room for f16", self.line("small shape"))
        self.assertIn("4096", self.line("f16"))
        self.line("All 1 tests are right.")
        written = (self.start / "deepscope-kit-results.txt").read_text()
        self.assertIn("Card One", written)
        self.assertNotIn("Card Two", written)
        self.assertEqual([], [line for line in written.splitlines() if line not in self.said])

    def test_tells_each_failure_in_a_line(self):
        self.add("tests/tst_crashes", CRASHES)
        self.add("tests/tst_hangs", HANGS)
        self.add("tests/tst_wrong", WRONG)
        self.assertEqual(self.run_kit("--limit", "5"), 1)
        self.assertIn("2 failed, 2 passed", self.line("tst_wrong"))
        self.assertIn("TestA::sums(q4_k, 32 lanes) Compared values are not the same; Actual   (a): 1; Expected (b): 2; Loc: [tst_a.cpp(7)]",
                      self.line("          TestA::sums"))
        self.assertIn("(worst at row 3)", self.line("          TestA::more"))
        self.assertIn("signal 11; the last that ended was TestB::first()", self.line("tst_crashes"))
        self.assertIn("after 5 s; the last that ended was TestC::first()", self.line("tst_hangs"))
        self.line("3 of 4 tests are not right.")
        self.line("the default model")  # measured all the same

    def test_takes_the_device_that_is_wanted(self):
        self.assertEqual(self.run_kit("--device", "1", "--results", "mine.txt", "right", expected_device="1"), 0, self.said)
        self.assertIn("Card Two", (self.start / "mine.txt").read_text())
        self.assertNotIn("decode", self.said)
        self.assertEqual(self.run_kit("--list"), 0)
        self.assertIn("Card One", self.said)
        self.assertIn("Card Two", self.said)

    def test_validates_where_the_layer_is(self):
        self.assertEqual(self.run_kit("right"), 0, self.said)
        self.line("   without Vulkan's validation layer")
        self.assertEqual(self.run_kit("right", layer="1"), 0, self.said)
        self.line("   with Vulkan's validation layer")

    def test_says_what_is_amiss(self):
        self.assertEqual(self.run_kit(driver=""), 4)
        self.assertEqual(self.said, "There is no driver.\n")
        self.assertEqual(self.run_kit("--device", "7"), 2)
        self.assertIn("There is no device 7", self.said)
        self.assertEqual(self.run_kit("--device", "2"), 4)
        self.assertIn("it is too old", self.said)
        self.assertEqual(self.run_kit("nothing"), 2)
        self.assertEqual(self.run_kit("--wrong"), 2)


unittest.main()
