# Finds the build's dependencies; errors name the missing Debian package.
find_program(SCHOOLCAT_PKG_CONFIG NAMES pkg-config pkgconf)
if(NOT SCHOOLCAT_PKG_CONFIG)
  message(FATAL_ERROR "pkg-config is missing. On Debian: apt-get install pkg-config")
endif()
find_package(PkgConfig REQUIRED)

# Defines PkgConfig::PREFIX from a pkg-config module.
function(schoolcat_require prefix module package)
  pkg_check_modules(${prefix} QUIET IMPORTED_TARGET GLOBAL ${module})
  if(NOT ${prefix}_FOUND)
    message(FATAL_ERROR "${module} is missing. On Debian: apt-get install ${package}")
  endif()
endfunction()

# For dependencies with a header but no pkg-config module.
function(schoolcat_require_header header package)
  string(MAKE_C_IDENTIFIER "SCHOOLCAT_HEADER_${header}" variable)
  find_path(${variable} ${header})
  mark_as_advanced(${variable})
  if(NOT ${variable})
    message(FATAL_ERROR "${header} is missing. On Debian: apt-get install ${package}")
  endif()
endfunction()
