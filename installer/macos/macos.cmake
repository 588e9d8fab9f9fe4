# The application bundle and the disk image of macOS. Nobody has run this yet: it was written on Linux, from the
# documentation of CMake, Qt and MoltenVK. Expect to mend it on the first Mac.
set(ID org.deepscope.Deepscope)
set(ICONS ${PROJECT_SOURCE_DIR}/resources/icons)
set(ICON ${CMAKE_CURRENT_BINARY_DIR}/deepscope.icns)
set(CONTENTS deepscope.app/Contents)

# An icon set wants sizes by name; the double ones serve Retina displays.
set(set_folder ${CMAKE_CURRENT_BINARY_DIR}/deepscope.iconset)
file(MAKE_DIRECTORY ${set_folder})
foreach(pair 16x16=-16 16x16@2x=-32 32x32=-32 32x32@2x=-64 128x128=-128 128x128@2x= 256x256= 256x256@2x=-512 512x512=-512)
    string(REPLACE "=" ";" pair ${pair})
    list(GET pair 0 size)
    list(LENGTH pair parts)
    set(suffix "")
    if(parts EQUAL 2)
        list(GET pair 1 suffix)
    endif()
    configure_file(${ICONS}/deepscope${suffix}.png ${set_folder}/icon_${size}.png COPYONLY)
endforeach()
add_custom_command(OUTPUT ${ICON} COMMAND iconutil -c icns -o ${ICON} ${set_folder} VERBATIM)
add_custom_target(deepscope_icon ALL DEPENDS ${ICON})

set_target_properties(deepscope PROPERTIES
    MACOSX_BUNDLE ON
    MACOSX_BUNDLE_INFO_PLIST ${CMAKE_CURRENT_SOURCE_DIR}/macos/Info.plist.in
    MACOSX_BUNDLE_GUI_IDENTIFIER ${ID}
    MACOSX_BUNDLE_BUNDLE_NAME Deepscope
    MACOSX_BUNDLE_SHORT_VERSION_STRING ${PROJECT_VERSION}
    MACOSX_BUNDLE_ICON_FILE deepscope.icns
    INSTALL_RPATH @executable_path/../Frameworks)
install(TARGETS deepscope BUNDLE DESTINATION .)
install(TARGETS deepscope-cli RUNTIME DESTINATION ${CONTENTS}/MacOS)
install(FILES ${ICON} ${MODELS} ${PROJECT_SOURCE_DIR}/LICENSE
        DESTINATION ${CONTENTS}/Resources)
install_examples(${CONTENTS}/Resources)

# Vulkan on macOS is MoltenVK, a translation to Metal; the bundle brings it, and Info.plist tells where it is.
find_library(MOLTENVK MoltenVK REQUIRED)
install(FILES ${MOLTENVK} DESTINATION ${CONTENTS}/Frameworks RENAME libMoltenVK.dylib)

# Qt's own tool brings its frameworks and plugins in.
find_program(MACDEPLOYQT macdeployqt REQUIRED)
install(CODE "execute_process(COMMAND ${MACDEPLOYQT} \"\${CMAKE_INSTALL_PREFIX}/deepscope.app\" COMMAND_ERROR_IS_FATAL ANY)")

set(CPACK_GENERATOR DragNDrop)
set(CPACK_DMG_VOLUME_NAME "Deepscope ${PROJECT_VERSION}")
set(CPACK_PACKAGE_FILE_NAME "deepscope-${PROJECT_VERSION}-macos-${CMAKE_SYSTEM_PROCESSOR}")
