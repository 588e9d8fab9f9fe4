# Writes the commit of SOURCE into the header OUTPUT, when it has changed.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND git describe --always --dirty --abbrev=12 --exclude=*
                WORKING_DIRECTORY ${SOURCE} OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT commit)
    set(commit "$ENV{DEEPSCOPE_COMMIT}") # a source archive has no history
endif()
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#pragma once\n#define DEEPSCOPE_COMMIT \"@commit@\"\n" @ONLY)
