# CPack runs this on what it is about to pack. rpm sets times later than SOURCE_DATE_EPOCH to it and keeps earlier ones,
# which are those of a checkout: after this, all are later.
file(GLOB_RECURSE packed "${CPACK_TEMPORARY_INSTALL_DIRECTORY}/*")
file(TOUCH_NOCREATE ${packed})
