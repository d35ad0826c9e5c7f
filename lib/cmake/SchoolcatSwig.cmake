# schoolcat_swig_module(TARGET LANGUAGE FLAGS...): a loadable module made by SWIG from the public header, bindings/schoolcat.i
# and the typemaps of the language, with the library inside it.
find_program(SCHOOLCAT_SWIG NAMES swig swig4.0)
mark_as_advanced(SCHOOLCAT_SWIG)
if(NOT SCHOOLCAT_SWIG)
  message(FATAL_ERROR "swig is missing. On Debian: apt-get install swig")
endif()

function(schoolcat_swig_module target language)
  set(bindings ${PROJECT_SOURCE_DIR}/bindings)
  set(wrapper ${CMAKE_CURRENT_BINARY_DIR}/${target}_wrap.c)
  add_custom_command(
    OUTPUT ${wrapper}
    COMMAND ${SCHOOLCAT_SWIG} -${language} ${ARGN} -I${PROJECT_SOURCE_DIR}/include -I${bindings}
            -outdir ${CMAKE_CURRENT_BINARY_DIR} -o ${wrapper} ${bindings}/schoolcat.i
    DEPENDS ${bindings}/schoolcat.i ${bindings}/fields.h ${bindings}/options.h ${bindings}/${language}/typemaps.i
            ${PROJECT_SOURCE_DIR}/include/schoolcat.h
    VERBATIM)
  add_library(${target} MODULE ${wrapper} ${bindings}/options.c)
  set_source_files_properties(${bindings}/options.c PROPERTIES COMPILE_OPTIONS "-Wall;-Wextra;-Wconversion")
  target_include_directories(${target} PRIVATE ${bindings})
  target_link_libraries(${target} PRIVATE schoolcat::schoolcat_static)
  if(NOT APPLE)
    target_link_options(${target} PRIVATE LINKER:--exclude-libs,ALL)
  endif()
endfunction()
