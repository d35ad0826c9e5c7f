"""test_layers.py: each check of layers.py reports the fault that it is for, and nothing else."""
import pathlib
import tempfile
import unittest

import layers


class Trees(unittest.TestCase):
    """Checks run on small trees of files, given as {path: text}."""

    def problems(self, check, files):
        with tempfile.TemporaryDirectory() as folder:
            top = pathlib.Path(folder)
            for name, text in files.items():
                path = top / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            found = []
            check(top, found)
            return found

    def test_include_of_a_higher_layer(self):
        files = {"lib/base/text.h": "", "lib/base/number.c": '#include "base/text.h"\n'}
        self.assertEqual([], self.problems(layers.check_library, files))
        files["lib/base/number.c"] = '#include "language/model.h"\n'
        self.assertEqual(
            ["lib/base/number.c: includes language/model.h, which is of a higher layer"],
            self.problems(layers.check_library, files))

    def test_header_that_one_folder_wraps(self):
        files = {"lib/yaml/yaml_reader.c": "#include <yaml.h>\n"}
        self.assertEqual([], self.problems(layers.check_library, files))
        files["lib/language/loader.c"] = "#include <yaml.h>\n"
        self.assertEqual(
            ["lib/language/loader.c: includes <yaml.h>, which only lib/yaml does"],
            self.problems(layers.check_library, files))

    def test_model_reached_through_another_header(self):
        files = {"lib/language/model.h": "", "lib/base/text.h": '#include "language/model.h"\n',
                 "lib/vm/vm.c": '#include "base/text.h"\n'}
        self.assertIn("lib/vm/vm.c: reaches language/model.h through its includes",
                      self.problems(layers.check_library, files))

    def test_unknown_folder(self):
        self.assertEqual(["lib/extra/extra.c: the folder is not in tests/build/layers.py"],
                         self.problems(layers.check_library, {"lib/extra/extra.c": ""}))

    def test_forbidden_call(self):
        allowed = '/* printf("") */ const char *text = "abort()"; void my_free(void);\n'
        self.assertEqual([], self.problems(layers.check_library, {"lib/base/text.c": allowed}))
        self.assertEqual(["lib/base/text.c: calls printf()"],
                         self.problems(layers.check_library,
                                       {"lib/base/text.c": 'void f(void) { printf("x"); }\n'}))
        self.assertEqual([], self.problems(layers.check_library,
                                           {"lib/base/allocator.c": "void f(void) { free(0); }\n"}))

    def test_internal_header_in_a_binding(self):
        files = {"lib/base/text.h": "", "bindings/cli/main.c": '#include "schoolcat.h"\n'}
        self.assertEqual([], self.problems(layers.check_bindings, files))
        files["bindings/cli/main.c"] = '#include "base/text.h"\n'
        self.assertEqual(["bindings/cli/main.c: includes base/text.h, which is internal"],
                         self.problems(layers.check_bindings, files))

    def test_first_comment(self):
        files = {"lib/base/text.c": "/* Texts. */\n"}
        self.assertEqual([], self.problems(layers.check_first_comments, files))
        files = {"lib/base/text.c": '#include "base/text.h"\n'}
        self.assertEqual(["lib/base/text.c: begins without a comment"],
                         self.problems(layers.check_first_comments, files))

    def test_file_length(self):
        files = {"lib/base/text.c": "\n" * layers.MAX_FILE_LINES}
        self.assertEqual([], self.problems(layers.check_file_lengths, files))
        files = {"tests/unit/test_text.c": "\n" * (layers.MAX_FILE_LINES + 1)}
        self.assertEqual(["tests/unit/test_text.c: 1201 lines, more than 1200"],
                         self.problems(layers.check_file_lengths, files))

    def test_columns(self):
        table = "/* clang-format off */\n{}\n/* clang-format on */\n{}\n"
        files = {"lib/base/text.c": table.format("x" * 120, "\N{POUND SIGN}" * 100)}
        self.assertEqual([], self.problems(layers.check_columns, files))
        files = {"lib/vm/table.def": "x" * 120}
        self.assertEqual([], self.problems(layers.check_columns, files))
        files = {"lib/vm/table.def": "x" * 121}
        self.assertEqual(["lib/vm/table.def:1: 121 columns, more than 120"],
                         self.problems(layers.check_columns, files))
        files = {"lib/vm/loops.inc": table.format("x" * 121, "x" * 101)}
        self.assertEqual(["lib/vm/loops.inc:2: 121 columns, more than 120",
                          "lib/vm/loops.inc:4: 101 columns, more than 100"],
                         self.problems(layers.check_columns, files))

    def test_basenames(self):
        files = {"lib/base/text.c": "", "lib/base/text.h": "", "tests/unit/test_text.c": ""}
        self.assertEqual([], self.problems(layers.check_basenames, files))
        files["bindings/cli/text.c"] = ""
        self.assertEqual(1, len(self.problems(layers.check_basenames, files)))


def symbols(*uses):
    """Output of nm for files that each define sc_FILE and use those given: ("a", "b", "c")."""
    lines = []
    for name, *used in uses:
        place = f"lib/schoolcat_objects.dir/./x/{name}.c.o"
        lines.append(f"{place}: sc_{name} T 0 10")
        lines += [f"{place}: sc_{other} U         " for other in used]
    return layers.call_graph(lines)


class Cycles(unittest.TestCase):
    def problems(self, natural, *uses):
        found = []
        layers.check_cycles(symbols(*uses), natural, found)
        return found

    def test_no_cycle(self):
        self.assertEqual([], self.problems([], ("a", "b", "c", "malloc"), ("b", "c"), ("c",)))

    def test_cycle_of_two(self):
        self.assertEqual(["files that call each other: x/b.c, x/c.c", "  x/b.c -> x/c.c: sc_c",
                          "  x/c.c -> x/b.c: sc_b"],
                         self.problems([], ("a", "b"), ("b", "c"), ("c", "b")))

    def test_cycle_of_three(self):
        found = self.problems([], ("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"))
        self.assertEqual("files that call each other: x/a.c, x/b.c, x/c.c", found[0])

    def test_natural_cycle(self):
        uses = ("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")
        self.assertEqual([], self.problems([{"x/a.c", "x/b.c"}, {"x/c.c", "x/d.c"}], *uses))
        found = self.problems([{"x/a.c", "x/b.c"}], *uses)
        self.assertEqual("files that call each other: x/c.c, x/d.c", found[0])

    def test_natural_cycle_that_grew(self):
        found = self.problems([{"x/a.c", "x/b.c"}], ("a", "b"), ("b", "c"), ("c", "a"))
        self.assertIn("files that call each other: x/a.c, x/b.c, x/c.c", found)

    def test_natural_cycle_that_is_resolved(self):
        self.assertEqual(["NATURAL_CYCLES names a cycle that does not exist: x/a.c, x/b.c"],
                         self.problems([{"x/a.c", "x/b.c"}], ("a", "b"), ("b",)))


if __name__ == "__main__":
    unittest.main()
