/* Columns that are sparse unions, as NDJSON gives them, and the lists of needs, assumptions,
 * conflicts and notes: each value against what a record gives, with every allocation failing. */
#include "failing_allocator.h"
#include "rules_fixture.h"

#define ROWS 6
#define BEFORE 2 /* rows of the buffers before the first of the table */

static const char rule_file[] = HEAD "missing: [NA, \"7\"]\n"
                                     "indicators:\n"
                                     "  n: {type: number, max: 100}\n"
                                     "  other: {type: number}\n"
                                     "derived:\n"
                                     "  seen: {value: n, output: true}\n"
                                     "  ratio: {value: n / (n - 50), output: true}\n"
                                     "decisions:\n"
                                     "  d:\n"
                                     "    choose: unique\n"
                                     "    outcomes: [a, b]\n"
                                     "    rules:\n"
                                     "      - {id: low, then: a, when: n < 10}\n"
                                     "      - {id: lower, then: b, when: n < 5}\n"
                                     "      - id: assumed\n"
                                     "        then: b\n"
                                     "        when: {when: other > 1, if_unknown: false}\n"
                                     "    otherwise: a\n";

static void release_schema(struct ArrowSchema *schema)
{
    schema->release = NULL;
}

static void release_array(struct ArrowArray *array)
{
    array->release = NULL;
}

/* One union column `n` of texts, numbers, truths and nulls. */
typedef struct union_table {
    struct ArrowSchema schema, column_schema, child_schemas[4], *column_list, *child_schema_list[4];
    struct ArrowArray array, column_array, child_arrays[4], *array_list, *child_array_list[4];
    int8_t type_ids[BEFORE + ROWS];
    int32_t offsets[BEFORE + ROWS + 1];
    double numbers[BEFORE + ROWS];
    uint8_t truths[1];
    const void *buffers[1], *column_buffers[1], *child_buffers[4][3];
} union_table;

static void add_child(union_table *table, size_t child, const char *format, const void *first,
                      const void *second)
{
    table->child_schemas[child] =
        (struct ArrowSchema){.format = format, .name = "", .release = release_schema};
    table->child_buffers[child][1] = first;
    table->child_buffers[child][2] = second;
    table->child_arrays[child] = (struct ArrowArray){.length = BEFORE + ROWS,
                                                     .n_buffers = *format == 'n'   ? 0
                                                                  : *format == 'u' ? 3
                                                                                   : 2,
                                                     .buffers = table->child_buffers[child],
                                                     .release = release_array};
    table->child_schema_list[child] = &table->child_schemas[child];
    table->child_array_list[child] = &table->child_arrays[child];
}

/* The column's offset and that of the table add up to BEFORE. */
static void make_table(union_table *table)
{
    static const char text[] = "712x";
    static const int8_t ids[ROWS] = {9, 9, 4, 4, 1, 6};
    static const int32_t lengths[ROWS] = {1, 2, 0, 0, 0, 0};
    *table = (union_table){.truths = {0xFF}};
    for (size_t row = 0; row < ROWS; row++) {
        table->type_ids[BEFORE + row] = ids[row];
        table->offsets[BEFORE + row + 1] = table->offsets[BEFORE + row] + lengths[row];
    }
    table->numbers[BEFORE + 2] = 7;
    table->numbers[BEFORE + 3] = 50;
    add_child(table, 0, "u", table->offsets, text);
    add_child(table, 1, "g", table->numbers, NULL);
    add_child(table, 2, "b", table->truths, NULL);
    add_child(table, 3, "n", NULL, NULL);
    table->column_schema = (struct ArrowSchema){.format = "+us:9,4,1,6",
                                                .name = "n",
                                                .n_children = 4,
                                                .children = table->child_schema_list,
                                                .release = release_schema};
    table->column_list = &table->column_schema;
    table->schema = (struct ArrowSchema){.format = "+s",
                                         .n_children = 1,
                                         .children = &table->column_list,
                                         .release = release_schema};
    table->column_buffers[0] = table->type_ids;
    table->column_array = (struct ArrowArray){.length = ROWS + 1,
                                              .offset = 1,
                                              .n_buffers = 1,
                                              .n_children = 4,
                                              .buffers = table->column_buffers,
                                              .children = table->child_array_list,
                                              .release = release_array};
    table->array_list = &table->column_array;
    table->array = (struct ArrowArray){.length = ROWS,
                                       .offset = 1,
                                       .n_buffers = 1,
                                       .n_children = 1,
                                       .buffers = table->buffers,
                                       .children = &table->array_list,
                                       .release = release_array};
}

static schoolcat_arrow_options all_columns(void)
{
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    options.read_invalid_as_missing = true;
    options.include_needs = options.include_assumed = options.include_conflict = true;
    options.include_notes = true;
    return options;
}

/* d, d_rule, d_provisional, d_possible, d_needs, d_assumed, d_conflict, seen, ratio, notes */
enum { NEEDS = 4, ASSUMED, CONFLICT, SEEN, RATIO, NOTES, COLUMNS };

static bool is_valid(const struct ArrowArray *array, size_t row)
{
    const uint8_t *bits = array->buffers[0];
    return bits == NULL || (bits[row / 8] >> (row % 8) & 1);
}

static int32_t count_items(const struct ArrowArray *list, size_t row)
{
    const int32_t *offsets = list->buffers[1];
    return offsets[row + 1] - offsets[row];
}

static void test_values_keep_their_own_type(void **state)
{
    (void)state;
    union_table table;
    make_table(&table);
    schoolcat_ruleset *rules = load_rules(rule_file, NULL);
    schoolcat_arrow_options options = all_columns();
    schoolcat_problems *problems = NULL;
    struct ArrowSchema schema;
    struct ArrowArray out;
    assert_int_equal(schoolcat_problems_new(8, &problems), SCHOOLCAT_OK);
    assert_int_equal(schoolcat_evaluate_arrow(rules, &table.schema, &table.array, &options,
                                              problems, &schema, &out),
                     SCHOOLCAT_OK);
    assert_int_equal(out.n_children, COLUMNS);
    /* the text 7 is a mark, the number 7 is not; a truth is no number, a null none either */
    static const double seen[ROWS] = {0, 12, 7, 50, 0, 0};
    static const bool known[ROWS] = {false, true, true, true, false, false};
    for (size_t row = 0; row < ROWS; row++) {
        assert_int_equal(is_valid(out.children[SEEN], row), known[row]);
        if (known[row])
            assert_true(((const double *)out.children[SEEN]->buffers[1])[row] == seen[row]);
        assert_int_equal(count_items(out.children[NEEDS], row), known[row] ? 1 : 2);
        assert_int_equal(count_items(out.children[NOTES], row), row == 3);
        assert_int_equal(count_items(out.children[CONFLICT], row), 0);
    }
    assert_int_equal(schoolcat_problems_total(problems), 1);
    schoolcat_problem problem = SCHOOLCAT_PROBLEM;
    assert_int_equal(schoolcat_problems_get(problems, 0, &problem), SCHOOLCAT_OK);
    assert_int_equal(problem.row, 5);
    assert_string_equal(problem.value, "true");
    assert_string_equal(schema.children[ASSUMED]->children[0]->format, "+s");
    assert_string_equal(schema.children[ASSUMED]->children[0]->children[1]->name, "value");
    assert_string_equal(schema.children[NOTES]->name, "schoolcat.notes");
    out.release(&out);
    schema.release(&schema);
    schoolcat_problems_free(problems);
    schoolcat_ruleset_free(rules);
}

static schoolcat_status evaluate(schoolcat_ruleset *rules, const union_table *table)
{
    schoolcat_arrow_options options = all_columns();
    struct ArrowSchema schema;
    struct ArrowArray out;
    schoolcat_status status = schoolcat_evaluate_arrow(rules, &table->schema, &table->array,
                                                       &options, NULL, &schema, &out);
    if (status == SCHOOLCAT_OK) {
        out.release(&out);
        schema.release(&schema);
    }
    return status;
}

static void test_an_unknown_type_id_does_not_fit(void **state)
{
    (void)state;
    union_table table;
    make_table(&table);
    table.type_ids[BEFORE + 1] = 5;
    schoolcat_ruleset *rules = load_rules(rule_file, NULL);
    schoolcat_arrow_options options = SCHOOLCAT_ARROW_OPTIONS;
    struct ArrowSchema schema;
    struct ArrowArray out;
    assert_int_equal(
        schoolcat_evaluate_arrow(rules, &table.schema, &table.array, &options, NULL, &schema, &out),
        SCHOOLCAT_ERROR_DATA);
    schoolcat_ruleset_free(rules);
}

static void test_broken_unions_are_refused(void **state)
{
    (void)state;
    static const char *const formats[] = {"+us:",       "+us:9,4,1",     "+us:9,4,1,128",
                                          "+us:9,4,1,", "+us:9,4,1,6,7", "+ud:9,4,1,6"};
    union_table table;
    schoolcat_ruleset *rules = load_rules(rule_file, NULL);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        make_table(&table);
        table.column_schema.format = formats[i];
        assert_int_equal(evaluate(rules, &table), SCHOOLCAT_ERROR_DATA);
    }
    make_table(&table);
    table.child_arrays[1].length = BEFORE + ROWS - 1;
    assert_int_equal(evaluate(rules, &table), SCHOOLCAT_ERROR_ARGUMENT);
    make_table(&table);
    table.column_array.n_children = 3;
    assert_int_equal(evaluate(rules, &table), SCHOOLCAT_ERROR_ARGUMENT);
    make_table(&table);
    table.column_buffers[0] = NULL;
    assert_int_equal(evaluate(rules, &table), SCHOOLCAT_ERROR_ARGUMENT);
    schoolcat_ruleset_free(rules);
}

static void test_every_allocation_may_fail(void **state)
{
    (void)state;
    union_table table;
    make_table(&table);
    failing_allocator failing = {0};
    schoolcat_allocator hooks = failing_allocator_hooks(&failing);
    schoolcat_load_options options = SCHOOLCAT_LOAD_OPTIONS;
    options.allocator = &hooks;
    schoolcat_ruleset *rules = load_rules(rule_file, &options);
    size_t live = failing.live, failures = 0;
    for (schoolcat_status status = SCHOOLCAT_ERROR_NO_MEMORY; status != SCHOOLCAT_OK; failures++) {
        failing_allocator_restart(&failing, failures + 1);
        status = evaluate(rules, &table);
        assert_true(status == SCHOOLCAT_OK || status == SCHOOLCAT_ERROR_NO_MEMORY);
        assert_int_equal(failing.live, live);
    }
    assert_true(failures > 10);
    failing_allocator_restart(&failing, 0);
    schoolcat_ruleset_free(rules);
    assert_int_equal(failing.live, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values_keep_their_own_type),
        cmocka_unit_test(test_an_unknown_type_id_does_not_fit),
        cmocka_unit_test(test_broken_unions_are_refused),
        cmocka_unit_test(test_every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
