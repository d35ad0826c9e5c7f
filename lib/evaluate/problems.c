/* The list of values that did not fit, with a fixed capacity and a total count. */
#include "evaluate/problems.h"

#include "base/struct_compatibility.h"

#include <string.h>

#define MAX_KEPT 1000000
#define COLUMN_CAPACITY 96
#define VALUE_CAPACITY 96
#define EXPECTED_CAPACITY 256

typedef struct problem {
    uint64_t row;
    char column[COLUMN_CAPACITY];
    char value[VALUE_CAPACITY];
    char expected[EXPECTED_CAPACITY];
} problem;

struct schoolcat_problems {
    schoolcat_allocator allocator;
    uint64_t row, total;
    size_t kept, keep;
    problem *list;
};

schoolcat_status schoolcat_problems_new(size_t keep, schoolcat_problems **out)
{
    if (out == NULL || keep > MAX_KEPT)
        return SCHOOLCAT_ERROR_ARGUMENT;
    schoolcat_allocator allocator = sc_allocator_from(NULL);
    schoolcat_problems *problems = sc_allocate(&allocator, sizeof *problems);
    if (problems == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    *problems = (schoolcat_problems){.allocator = allocator, .keep = keep};
    problems->list = keep == 0 ? NULL : sc_allocate_array(&allocator, keep, sizeof *problems->list);
    if (keep > 0 && problems->list == NULL) {
        sc_release(&allocator, problems);
        return SCHOOLCAT_ERROR_NO_MEMORY;
    }
    *out = problems;
    return SCHOOLCAT_OK;
}

void schoolcat_problems_free(schoolcat_problems *problems)
{
    if (problems == NULL)
        return;
    schoolcat_allocator allocator = problems->allocator;
    sc_release(&allocator, problems->list);
    sc_release(&allocator, problems);
}

void schoolcat_problems_clear(schoolcat_problems *problems)
{
    if (problems == NULL)
        return;
    problems->row = 0;
    problems->total = 0;
    problems->kept = 0;
}

void schoolcat_problems_at_row(schoolcat_problems *problems, uint64_t row)
{
    if (problems != NULL)
        problems->row = row;
}

uint64_t schoolcat_problems_total(const schoolcat_problems *problems)
{
    return problems == NULL ? 0 : problems->total;
}

size_t schoolcat_problems_kept(const schoolcat_problems *problems)
{
    return problems == NULL ? 0 : problems->kept;
}

schoolcat_status schoolcat_problems_get(const schoolcat_problems *problems, size_t index,
                                        schoolcat_problem *out)
{
    if (problems == NULL || index >= problems->kept || !sc_struct_compatible(out, sizeof *out))
        return SCHOOLCAT_ERROR_ARGUMENT;
    const problem *found = &problems->list[index];
    out->row = found->row;
    out->column = found->column;
    out->value = found->value;
    out->expected = found->expected;
    return SCHOOLCAT_OK;
}

/* Copies as much of the text as fits, cut between characters and ended by an ellipsis. A NUL
 * becomes a blank, as it would end the copy unseen. */
static void keep_text(char *out, size_t capacity, sc_text text)
{
    size_t length = text.length;
    bool cut = length >= capacity;
    if (cut)
        length = sc_utf8_character_start(text, capacity - sizeof SC_ELLIPSIS);
    for (size_t i = 0; i < length; i++)
        out[i] = text.data[i] == '\0' ? ' ' : text.data[i];
    memcpy(out + length, cut ? SC_ELLIPSIS : "", cut ? sizeof SC_ELLIPSIS : 1);
}

void sc_problems_add(schoolcat_problems *problems, sc_text column, sc_text value, sc_text expected)
{
    if (problems == NULL)
        return;
    problems->total++;
    if (problems->kept == problems->keep)
        return;
    problem *added = &problems->list[problems->kept++];
    added->row = problems->row;
    keep_text(added->column, sizeof added->column, column);
    keep_text(added->value, sizeof added->value, value);
    keep_text(added->expected, sizeof added->expected, expected);
}
