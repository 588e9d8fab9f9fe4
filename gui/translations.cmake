# The texts of other languages (resources/translations/*.ts, which `./dev translate` brings up to date) become a resource
# of the program, :/i18n, with Qt's own texts for them. The tools are the host's: Qt for Windows is built without them.
set(tools HINTS "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_BINS}" /usr/lib/qt6/bin)
find_program(DEEPSCOPE_LRELEASE NAMES lrelease lrelease-qt6 ${tools} REQUIRED)
find_program(DEEPSCOPE_LUPDATE NAMES lupdate lupdate-qt6 ${tools}) # for a test

set(folder ${CMAKE_CURRENT_BINARY_DIR}/i18n)
file(GLOB languages CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/resources/translations/deepscope_*.ts)
set(translations "")
set(entries "")
foreach(language ${languages})
    get_filename_component(name ${language} NAME_WE)
    add_custom_command(OUTPUT ${folder}/${name}.qm
        COMMAND ${CMAKE_COMMAND} -E make_directory ${folder}
        COMMAND ${DEEPSCOPE_LRELEASE} -silent ${language} -qm ${folder}/${name}.qm
        DEPENDS ${language} VERBATIM)
    list(APPEND translations ${folder}/${name}.qm)
    string(APPEND entries "<file alias=\"${name}.qm\">${folder}/${name}.qm</file>")
    string(REPLACE deepscope_ qtbase_ ofQt ${name})
    foreach(place "${QT6_INSTALL_PREFIX}/${QT6_INSTALL_TRANSLATIONS}" /usr/share/qt6/translations)
        if(NOT name STREQUAL deepscope_en AND EXISTS ${place}/${ofQt}.qm)
            string(APPEND entries "<file alias=\"${ofQt}.qm\">${place}/${ofQt}.qm</file>")
            break()
        endif()
    endforeach()
endforeach()
file(CONFIGURE OUTPUT ${folder}/translations.qrc
     CONTENT "<RCC><qresource prefix=\"/i18n\">${entries}</qresource></RCC>\n" @ONLY)

# The first resource format holds no file times, so that every build gives the same bytes.
add_custom_command(OUTPUT ${folder}/translations.cpp
    COMMAND Qt6::rcc --format-version 1 --name translations --output ${folder}/translations.cpp ${folder}/translations.qrc
    DEPENDS ${folder}/translations.qrc ${translations} VERBATIM)
set_source_files_properties(${folder}/translations.cpp PROPERTIES SKIP_AUTOGEN ON SKIP_UNITY_BUILD_INCLUSION ON)
target_sources(deepscope_models PRIVATE ${folder}/translations.cpp)
