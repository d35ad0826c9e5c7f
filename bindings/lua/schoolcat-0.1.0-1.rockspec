rockspec_format = "3.0"
package = "schoolcat"
version = "0.1.0-1"
source = {
   -- To build, in the top folder: luarocks make bindings/lua/schoolcat-0.1.0-1.rockspec
   url = "file://.",
}
description = {
   summary = "Sorts schools into categories, support levels and stages of concern from rule files",
   license = "MIT",
}
dependencies = { "lua >= 5.4, < 5.5" }
external_dependencies = {
   YAML = { header = "yaml.h" },
   PCRE2 = { header = "pcre2.h" },
   MD = { header = "sha2.h" },
   UTF8PROC = { header = "utf8proc.h" },
}
build = {
   type = "cmake",
   variables = {
      CMAKE_BUILD_TYPE = "Release",
      CMAKE_INSTALL_PREFIX = "$(PREFIX)",
      SCHOOLCAT_BUILD_LUA = "ON",
      SCHOOLCAT_BUILD_CLI = "OFF",
      SCHOOLCAT_BUILD_TESTS = "OFF",
      SCHOOLCAT_BUILD_EXAMPLES = "OFF",
      SCHOOLCAT_INSTALL = "OFF",
      SCHOOLCAT_LUA_DIR = "$(LUADIR)",
      SCHOOLCAT_LUA_CDIR = "$(LIBDIR)",
   },
}
