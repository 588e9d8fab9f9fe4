// For builds with a sanitizer: libraries stay loaded to the end, so that what a driver never frees, or how its threads
// meet, can be told by its name (tests/leaks.txt, tests/races.txt). The Vulkan loader unloads drivers with the
// instance.
extern "C" int dlclose(void *) { return 0; }
