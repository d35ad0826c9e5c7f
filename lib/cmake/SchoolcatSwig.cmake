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
    DEPENDS ${bindings}/schoolcat.i ${bindings}/struct_fields.h ${bindings}/options_builder.h ${bindings}/${language}/typemaps.i
            ${PROJECT_SOURCE_DIR}/include/schoolcat.h
    VERBATIM)
  add_library(${target} MODULE ${wrapper} ${bindings}/options_builder.c)
  set_source_files_properties(${bindings}/options_builder.c PROPERTIES COMPILE_OPTIONS "-Wall;-Wextra;-Wconversion")
  target_include_directories(${target} PRIVATE ${bindings})
  target_link_libraries(${target} PRIVATE schoolcat::schoolcat_static)
  if(NOT APPLE)
    target_link_options(${target} PRIVATE LINKER:--exclude-libs,ALL)
  endif()
endfunction()

# schoolcat_interpreter_test(NAME OPTIONS COMMAND... ENVIRONMENT...): a test in an interpreter that is itself built without
# sanitizers: AddressSanitizer's library is put before it, with OPTIONS for it. Other sanitizers do not go so.
function(schoolcat_interpreter_test name options)
  cmake_parse_arguments(test "" "" "COMMAND;ENVIRONMENT" ${ARGN})
  if(SCHOOLCAT_SANITIZE AND NOT SCHOOLCAT_SANITIZE MATCHES address)
    return()
  endif()
  if(SCHOOLCAT_SANITIZE)
    execute_process(COMMAND ${CMAKE_C_COMPILER} -print-file-name=libasan.so
                    OUTPUT_VARIABLE library OUTPUT_STRIP_TRAILING_WHITESPACE)
    list(APPEND test_ENVIRONMENT LD_PRELOAD=${library} ASAN_OPTIONS=${options})
  endif()
  add_test(NAME ${name} COMMAND ${test_COMMAND})
  set_tests_properties(${name} PROPERTIES ENVIRONMENT "${test_ENVIRONMENT}")
endfunction()
