// The program of several tests that make_lot.py made one source of.
#pragma once

#include <cstdio>
#include <cstring>
#include <initializer_list>

struct NamedTest {
    const char *name;
    int (*main)(int, char **);
};

// Runs the test that the first argument names, with the arguments behind it, as if the program had its name, which says
// where settings lie. Without such a test it fails: whoever asks for one that is not here must not read that it passed.
inline int runNamedTest(std::initializer_list<NamedTest> tests, int argc, char **argv)
{
    for (const NamedTest &test : tests)
        if (argc > 1 && std::strcmp(argv[1], test.name) == 0)
            return test.main(argc - 1, argv + 1);
    std::fprintf(stderr, "usage: %s TEST [ARGUMENTS], where TEST is one of\n", argv[0]);
    for (const NamedTest &test : tests)
        std::fprintf(stderr, "    %s\n", test.name);
    return 2;
}
