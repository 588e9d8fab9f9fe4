// For builds with the leak sanitizer: libraries stay loaded to the end, so that what a driver never frees can be told by
// its name (tests/leaks.txt). The Vulkan loader unloads drivers with the instance.
extern "C" int dlclose(void *)
{
    return 0;
}
