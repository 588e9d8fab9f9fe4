# With DEEPSCOPE_LOT in the environment, as `.ci/run` sets it, up to that many tests are one program: three quarters of
# the time that a test takes to build go into what its neighbours need as well. Each stays a test of ctest and a process
# of its own. Otherwise, for the kit and for other systems, each test is a program: soonest compiled again.
find_package(Python3 COMPONENTS Interpreter)
set(lot_size 1)
if(DEFINED ENV{DEEPSCOPE_LOT} AND Python3_FOUND AND NOT DEEPSCOPE_KIT AND NOT CMAKE_CROSSCOMPILING)
    set(lot_size $ENV{DEEPSCOPE_LOT})
endif()

# Sets `lots` to the names of the programs of a folder, and each of these names to the sources of its tests. Those with
# the same labels share a program, so that chosen tests are built without others.
function(deepscope_divide_into_lots folder sources)
    set(groups "")
    set(lots "")
    foreach(source ${sources})
        get_filename_component(name ${source} NAME_WE)
        # What starts itself again would have to say which test it is. Behind one, moc loses what follows.
        file(STRINGS ${source} starts_itself REGEX applicationFilePath)
        if(lot_size EQUAL 1 OR starts_itself OR name STREQUAL "tst_message_marks")
            list(APPEND lots ${name})
            set(${name} ${source} PARENT_SCOPE)
            continue()
        endif()
        set(group ${folder}_tests)
        foreach(label memory threads)
            if(name IN_LIST chosen_${label})
                string(APPEND group _${label})
            endif()
        endforeach()
        list(APPEND groups ${group})
        list(APPEND sources_of_${group} ${source})
    endforeach()
    list(REMOVE_DUPLICATES groups)
    foreach(group ${groups})
        # As many as are needed, of one size.
        list(LENGTH sources_of_${group} count)
        math(EXPR number "(${count} + ${lot_size} - 1) / ${lot_size}")
        foreach(index RANGE 1 ${number})
            math(EXPR begin "(${index} - 1) * ${count} / ${number}")
            math(EXPR length "${index} * ${count} / ${number} - ${begin}")
            list(SUBLIST sources_of_${group} ${begin} ${length} part)
            set(lot ${group}_${index})
            if(length EQUAL 1)
                # It is its test itself, by whose name its moc goes.
                get_filename_component(lot ${part} NAME_WE)
            endif()
            list(APPEND lots ${lot})
            set(${lot} ${part} PARENT_SCOPE)
        endforeach()
    endforeach()
    set(lots ${lots} PARENT_SCOPE)
endfunction()

# Sets `source` to the source of a program of these tests, and `shared` to whether it has to be told which to run.
function(deepscope_source_of_lot lot)
    list(LENGTH ARGN count)
    if(count EQUAL 1)
        set(shared OFF PARENT_SCOPE)
        set(source ${ARGN} PARENT_SCOPE)
        return()
    endif()
    set(made ${CMAKE_CURRENT_BINARY_DIR}/lots/${lot}.cpp)
    file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/lots)
    add_custom_command(OUTPUT ${made}
        COMMAND ${Python3_EXECUTABLE} -B ${CMAKE_CURRENT_SOURCE_DIR}/make_lot.py ${made} ${ARGN}
        DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/make_lot.py ${ARGN}
        VERBATIM)
    set(shared ON PARENT_SCOPE)
    set(source ${made} PARENT_SCOPE)
endfunction()
