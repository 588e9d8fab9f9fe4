# The folder that Windows programs are: programs, libraries and plugins beside each other; CPack makes an installer of it.
install(TARGETS deepscope-cli RUNTIME DESTINATION .)
install(FILES ${MODELS} DESTINATION .)
install_examples(.)
install(FILES ${PROJECT_SOURCE_DIR}/README.md DESTINATION .)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION . RENAME LICENSE.txt)

# The compiler's own libraries, for all programs and Qt together: exceptions pass between them.
foreach(library libstdc++-6.dll libgcc_s_seh-1.dll libwinpthread-1.dll)
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-file-name=${library}
        OUTPUT_VARIABLE path OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    file(REAL_PATH ${path} path)
    list(APPEND RUNTIME_LIBRARIES ${path})
endforeach()
install(FILES ${RUNTIME_LIBRARIES} DESTINATION .)

if(TARGET deepscope)
    install(TARGETS deepscope RUNTIME DESTINATION .)
    find_package(Qt6 REQUIRED COMPONENTS Core Gui Sql Svg Widgets)
    foreach(library Core Gui Widgets Sql Svg)
        install(FILES $<TARGET_FILE:Qt6::${library}> DESTINATION .)
    endforeach()
    install(FILES $<TARGET_FILE:Qt6::QWindowsIntegrationPlugin> DESTINATION platforms)
    install(FILES $<TARGET_FILE:Qt6::QSQLiteDriverPlugin> DESTINATION sqldrivers)
endif()
install(DIRECTORY ${DEEPSCOPE_WINDOWS_PREFIX}/share/licences/ DESTINATION licences)
install(FILES /usr/share/doc/qt6-translations-l10n/copyright DESTINATION licences RENAME qt6-translations.txt OPTIONAL)

# Debug information of libraries is three quarters of their size.
install(CODE "file(GLOB_RECURSE libraries \"\${CMAKE_INSTALL_PREFIX}/*.dll\")
execute_process(COMMAND ${CMAKE_STRIP} --strip-unneeded \${libraries} COMMAND_ERROR_IS_FATAL ANY)")

set(CPACK_GENERATOR NSIS)
set(CPACK_PACKAGE_FILE_NAME deepscope-${PROJECT_VERSION}-windows-x86_64)
set(CPACK_PACKAGE_INSTALL_DIRECTORY Deepscope)
set(CPACK_PACKAGE_EXECUTABLES deepscope Deepscope)
set(CPACK_NSIS_EXECUTABLES_DIRECTORY .)
set(CPACK_NSIS_PACKAGE_NAME Deepscope)
set(CPACK_NSIS_DISPLAY_NAME Deepscope)
set(CPACK_NSIS_MUI_ICON ${PROJECT_SOURCE_DIR}/resources/icons/deepscope.ico)
set(CPACK_NSIS_MUI_UNIICON ${CPACK_NSIS_MUI_ICON})
set(CPACK_NSIS_INSTALLED_ICON_NAME deepscope.exe)
set(CPACK_NSIS_ENABLE_UNINSTALL_BEFORE_INSTALL ON)
set(CPACK_NSIS_MUI_FINISHPAGE_RUN deepscope.exe)
# A 64-bit program like what it installs, with letters of every script in paths; no times of the building machine.
set(CPACK_NSIS_DEFINES "Target amd64-unicode\nSetDateSave off")
set(CPACK_NSIS_COMPRESSOR "/SOLID lzma")

# Models and recorded runs can be opened with it from the file manager; what opens them by default is the user's choice.
set(CPACK_NSIS_EXTRA_INSTALL_COMMANDS [[
  WriteRegStr SHCTX 'Software\Classes\Deepscope.File' '' 'Deepscope'
  WriteRegStr SHCTX 'Software\Classes\Deepscope.File\DefaultIcon' '' '$INSTDIR\deepscope.exe,0'
  WriteRegStr SHCTX 'Software\Classes\Deepscope.File\shell\open\command' '' '"$INSTDIR\deepscope.exe" "%1"'
  WriteRegStr SHCTX 'Software\Classes\.gguf\OpenWithProgids' 'Deepscope.File' ''
  WriteRegStr SHCTX 'Software\Classes\.run\OpenWithProgids' 'Deepscope.File' ''
  WriteRegStr SHCTX 'Software\Classes\.lab\OpenWithProgids' 'Deepscope.File' '']])
set(CPACK_NSIS_EXTRA_UNINSTALL_COMMANDS [[
  DeleteRegKey SHCTX 'Software\Classes\Deepscope.File'
  DeleteRegValue SHCTX 'Software\Classes\.gguf\OpenWithProgids' 'Deepscope.File'
  DeleteRegKey /ifempty SHCTX 'Software\Classes\.gguf\OpenWithProgids'
  DeleteRegKey /ifempty SHCTX 'Software\Classes\.gguf'
  DeleteRegValue SHCTX 'Software\Classes\.run\OpenWithProgids' 'Deepscope.File'
  DeleteRegKey /ifempty SHCTX 'Software\Classes\.run\OpenWithProgids'
  DeleteRegKey /ifempty SHCTX 'Software\Classes\.run'
  DeleteRegValue SHCTX 'Software\Classes\.lab\OpenWithProgids' 'Deepscope.File'
  DeleteRegKey /ifempty SHCTX 'Software\Classes\.lab\OpenWithProgids'
  DeleteRegKey /ifempty SHCTX 'Software\Classes\.lab']])
