# Desktop integration after the freedesktop.org specifications, and the .deb and .rpm.
set(LINUX ${CMAKE_CURRENT_SOURCE_DIR}/linux)
set(GENERATED ${CMAKE_CURRENT_BINARY_DIR}/generated)
set(ID org.deepscope.Deepscope)

# Dates are those of the commit when SOURCE_DATE_EPOCH says so; English whatever the locale.
string(TIMESTAMP RELEASE_DATE "%Y-%m-%d" UTC)
string(TIMESTAMP CHANGELOG_DATE "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(file ${ID}.metainfo.xml changelog man/deepscope.1 man/deepscope-cli.1)
    configure_file(${LINUX}/${file}.in ${GENERATED}/${file} @ONLY)
endforeach()

# Manual pages and the changelog are kept compressed, without a time or a name inside, as distributions want them.
find_program(GZIP gzip REQUIRED)
set(compressed "")
foreach(file changelog man/deepscope.1 man/deepscope-cli.1)
    add_custom_command(OUTPUT ${GENERATED}/${file}.gz
        COMMAND ${GZIP} -9 -n -k -f ${GENERATED}/${file}
        DEPENDS ${GENERATED}/${file} VERBATIM)
    list(APPEND compressed ${GENERATED}/${file}.gz)
endforeach()
add_custom_target(deepscope_manual ALL DEPENDS ${compressed})

install(FILES ${GENERATED}/man/deepscope.1.gz ${GENERATED}/man/deepscope-cli.1.gz
        DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${GENERATED}/changelog.gz ${LINUX}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${LINUX}/${ID}.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
install(FILES ${GENERATED}/${ID}.metainfo.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/metainfo)
install(FILES ${LINUX}/${ID}.mime.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages RENAME ${ID}.xml)

# The PNG files are drawn from the SVG: rsvg-convert -w SIZE -h SIZE deepscope.svg -o deepscope-SIZE.png
set(ICONS ${PROJECT_SOURCE_DIR}/resources/icons)
set(HICOLOR ${CMAKE_INSTALL_DATADIR}/icons/hicolor)
foreach(size 16 22 24 32 48 64 128 512)
    install(FILES ${ICONS}/deepscope-${size}.png DESTINATION ${HICOLOR}/${size}x${size}/apps RENAME ${ID}.png)
endforeach()
install(FILES ${ICONS}/deepscope.png DESTINATION ${HICOLOR}/256x256/apps RENAME ${ID}.png)
install(FILES ${ICONS}/deepscope.svg DESTINATION ${HICOLOR}/scalable/apps RENAME ${ID}.svg)

# Libraries are found by what the programs link; Vulkan and SQLite are loaded at run time, so they are named.
set(needed libvulkan1 "mesa-vulkan-drivers | vulkan-icd")
foreach(library deepscope_models deepscope_panels deepscope_app)
    if(TARGET ${library})
        get_target_property(linked ${library} LINK_LIBRARIES)
        if(linked MATCHES "Qt6::Sql")
            list(APPEND needed libqt6sql6-sqlite)
        endif()
    endif()
endforeach()
list(REMOVE_DUPLICATES needed)
list(JOIN needed ", " CPACK_DEBIAN_PACKAGE_DEPENDS)

set(CPACK_GENERATOR DEB)
find_program(RPMBUILD rpmbuild)
if(RPMBUILD)
    list(APPEND CPACK_GENERATOR RPM)
endif()
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PRE_BUILD_SCRIPTS ${LINUX}/touch.cmake)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS qt6-wayland)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

# rpm itself finds the libraries; the times and the host of the build machine stay out. CPack asks rpm whether it knows
# weak dependencies, takes the answer of Debian's rpm for a no, and would drop CPACK_RPM_PACKAGE_RECOMMENDS.
set(CPACK_RPM_FILE_NAME RPM-DEFAULT)
set(CPACK_RPM_PACKAGE_LICENSE GPL-3.0-or-later)
set(CPACK_RPM_PACKAGE_GROUP Applications/Engineering)
set(CPACK_RPM_PACKAGE_REQUIRES "vulkan-loader, hicolor-icon-theme")
set(CPACK_RPM_COMPRESSION_TYPE xz)
set(CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
    /usr/share/applications /usr/share/metainfo /usr/share/mime /usr/share/mime/packages
    /usr/share/icons /usr/share/icons/hicolor /usr/share/man /usr/share/man/man1 /usr/share/doc)
foreach(size 16x16 22x22 24x24 32x32 48x48 64x64 128x128 256x256 512x512 scalable)
    list(APPEND CPACK_RPM_EXCLUDE_FROM_AUTO_FILELIST_ADDITION
         /usr/share/icons/hicolor/${size} /usr/share/icons/hicolor/${size}/apps)
endforeach()
set(CPACK_RPM_SPEC_MORE_DEFINE
"%define _buildhost localhost
%define use_source_date_epoch_as_buildtime 1
%define clamp_mtime_to_source_date_epoch 1
%define _build_id_links none
Recommends: mesa-vulkan-drivers, qt6-qtwayland")
