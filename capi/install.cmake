# What programs that build against the library want: headers, a CMake package, a pkg-config file.
include(CMakePackageConfigHelpers)

set(cmake_folder ${CMAKE_INSTALL_LIBDIR}/cmake/homing)
install(TARGETS homing EXPORT homing-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libhoming1 NAMELINK_COMPONENT libhoming-dev
  RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT libhoming1
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT libhoming-dev
  INCLUDES DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(DIRECTORY include/homing DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT libhoming-dev)
install(FILES abi/homing_flat.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/homing COMPONENT libhoming-dev)

install(EXPORT homing-targets NAMESPACE homing:: DESTINATION ${cmake_folder} COMPONENT libhoming-dev)
configure_package_config_file(homing-config.cmake.in homing-config.cmake INSTALL_DESTINATION ${cmake_folder})
write_basic_package_version_file(homing-config-version.cmake COMPATIBILITY SameMajorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/homing-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/homing-config-version.cmake
  DESTINATION ${cmake_folder} COMPONENT libhoming-dev)

foreach(folder INCLUDEDIR LIBDIR)  # relative ones stay so: the whole tree may be moved
  cmake_path(IS_ABSOLUTE CMAKE_INSTALL_${folder} absolute)
  if(absolute)
    set(HOMING_PC_${folder} ${CMAKE_INSTALL_${folder}})
  else()
    set(HOMING_PC_${folder} "\${prefix}/${CMAKE_INSTALL_${folder}}")
  endif()
endforeach()
configure_file(homing.pc.in homing.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/homing.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig COMPONENT libhoming-dev)

install_manual(libhoming.3 3 libhoming-dev)
