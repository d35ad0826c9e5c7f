# Installation of the library, header, rule files, CMake package and pkg-config file. bindings/cli
# installs the command line.
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/schoolcat)
set(templates ${CMAKE_CURRENT_LIST_DIR})

install(TARGETS schoolcat EXPORT schoolcat)
install(TARGETS schoolcat_static EXPORT schoolcat_static)
install(FILES ${PROJECT_SOURCE_DIR}/include/schoolcat.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(FILES
  ${PROJECT_SOURCE_DIR}/rules/vocabulary.yaml
  ${PROJECT_SOURCE_DIR}/rules/staffordshire.yaml
  ${PROJECT_SOURCE_DIR}/rules/stockton.yaml
  DESTINATION ${CMAKE_INSTALL_DATADIR}/schoolcat/rules)

# Two export sets, so that only users of the static library need its dependencies.
install(EXPORT schoolcat NAMESPACE schoolcat::
  FILE schoolcatTargets.cmake DESTINATION ${package})
install(EXPORT schoolcat_static NAMESPACE schoolcat::
  FILE schoolcatStaticTargets.cmake DESTINATION ${package})
configure_package_config_file(
  ${templates}/schoolcatConfig.cmake.in ${PROJECT_BINARY_DIR}/schoolcatConfig.cmake
  INSTALL_DESTINATION ${package} PATH_VARS CMAKE_INSTALL_DATADIR NO_SET_AND_CHECK_MACRO)
write_basic_package_version_file(
  ${PROJECT_BINARY_DIR}/schoolcatConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/schoolcatConfig.cmake ${PROJECT_BINARY_DIR}/schoolcatConfigVersion.cmake
  DESTINATION ${package})

# The prefix is relative to the file, so that an installation can be relocated (packages, staged
# installs).
cmake_path(SET from NORMALIZE /${CMAKE_INSTALL_LIBDIR}/pkgconfig)
cmake_path(RELATIVE_PATH from BASE_DIRECTORY / OUTPUT_VARIABLE from)
string(REGEX REPLACE "[^/]+" ".." up "${from}")
set(pkgconfig_prefix "\${pcfiledir}/${up}")
configure_file(${templates}/schoolcat.pc.in ${PROJECT_BINARY_DIR}/schoolcat.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/schoolcat.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
