# GCC of mingw-w64 with POSIX threads: makes Windows programs on Linux, and lets CTest run them under Wine.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)
set(CMAKE_CROSSCOMPILING_EMULATOR ${CMAKE_CURRENT_LIST_DIR}/emulator.sh)

# What dependencies.sh has built. The folders of the build machine hold headers of another system.
set(DEEPSCOPE_WINDOWS_PREFIX $ENV{DEEPSCOPE_WINDOWS_PREFIX} CACHE PATH "Libraries for Windows")
set(CMAKE_FIND_ROOT_PATH ${DEEPSCOPE_WINDOWS_PREFIX} /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} ${DEEPSCOPE_WINDOWS_PREFIX}/lib/pkgconfig)
