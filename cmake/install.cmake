include(CMakePackageConfigHelpers)

set(config_dir "${CMAKE_INSTALL_LIBDIR}/cmake/coalign")
set(targets coalign)
set(pc_libs "")
if(COALIGN_BUILD_IO)
  list(APPEND targets coalign_io)
  set(pc_libs "-L\${libdir} -lcoalign_io")
endif()
if(COALIGN_BUILD_BATCH)
  list(APPEND targets coalign_batch)
  string(PREPEND pc_libs "-L\${libdir} -lcoalign_batch ")
endif()

install(TARGETS ${targets} EXPORT coalign-targets
  FILE_SET HEADERS
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(EXPORT coalign-targets FILE coalignTargets.cmake NAMESPACE coalign:: DESTINATION "${config_dir}")

configure_package_config_file(cmake/coalignConfig.cmake.in "${PROJECT_BINARY_DIR}/coalignConfig.cmake"
  INSTALL_DESTINATION "${config_dir}"
  NO_SET_AND_CHECK_MACRO)
# Before 1.0 a minor version may change an interface.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/coalignConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES
  "${PROJECT_BINARY_DIR}/coalignConfig.cmake" "${PROJECT_BINARY_DIR}/coalignConfigVersion.cmake"
  DESTINATION "${config_dir}")

# The prefix is computed from where the file lies, so that a moved installation still works.
file(RELATIVE_PATH pc_prefix "/prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/prefix")
configure_file(cmake/coalign.pc.in "${PROJECT_BINARY_DIR}/coalign.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/coalign.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
