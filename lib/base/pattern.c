/* Compilation and matching of regular expressions with PCRE2, by machine code where its JIT is
 * available. */
#include "base/pattern.h"

#include "base/logic.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#define MIN_JIT_STACK_SIZE ((size_t)32 * 1024)
#define MAX_JIT_STACK_SIZE ((size_t)512 * 1024)

/* Whether matching may use machine code. Without (PCRE2 was built without JIT, or the option
 * SCHOOLCAT_PCRE2_JIT is off) PCRE2's interpreter gives the same answers. */
static bool has_jit(void)
{
#ifdef SCHOOLCAT_NO_PCRE2_JIT
    return false;
#else
    uint32_t available = 0;
    return pcre2_config(PCRE2_CONFIG_JIT, &available) >= 0 && available != 0;
#endif
}

struct sc_compiled_pattern {
    schoolcat_allocator allocator;
    pcre2_general_context *general;
    pcre2_code *code;
    bool compiled; /* to machine code; false: interpreted */
    bool has_literals;
    sc_literals literals;
};

const sc_literals *sc_compiled_pattern_literals(const sc_compiled_pattern *code)
{
    return code->has_literals ? &code->literals : NULL;
}

struct sc_matcher {
    schoolcat_allocator allocator;
    pcre2_general_context *general;
    pcre2_match_context *context;
    pcre2_match_data *data;
    pcre2_jit_stack *stack; /* NULL without JIT */
};

static void *general_allocate(PCRE2_SIZE size, void *data)
{
    return sc_allocate(data, size);
}

static void general_release(void *block, void *data)
{
    if (block != NULL)
        sc_release(data, block);
}

void sc_compiled_pattern_free(sc_compiled_pattern *code)
{
    if (code == NULL)
        return;
    pcre2_code_free(code->code);
    pcre2_general_context_free(code->general);
    schoolcat_allocator allocator = code->allocator;
    sc_release(&allocator, code);
}

static uint32_t compile_options(bool whole)
{
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_DOLLAR_ENDONLY;
    return whole ? options | PCRE2_ANCHORED | PCRE2_ENDANCHORED : options;
}

static pcre2_code *compile(pcre2_compile_context *context, sc_text pattern, bool whole, int *error,
                           PCRE2_SIZE *at)
{
    PCRE2_SPTR text = (PCRE2_SPTR)(pattern.length > 0 ? pattern.data : "");
    return pcre2_compile(text, pattern.length, compile_options(whole), error, at, context);
}

static schoolcat_status check(pcre2_compile_context *context, sc_text pattern, bool whole,
                              char message[SC_PATTERN_MESSAGE], size_t *offset)
{
    int error;
    PCRE2_SIZE at;
    pcre2_code *code = compile(context, pattern, whole, &error, &at);
    if (code != NULL) {
        pcre2_code_free(code);
        return SCHOOLCAT_OK;
    }
    if (error == PCRE2_ERROR_HEAP_FAILED)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    (void)pcre2_get_error_message(error, (PCRE2_UCHAR *)message, SC_PATTERN_MESSAGE);
    *offset = at < pattern.length ? at : pattern.length;
    return SCHOOLCAT_ERROR_RULES;
}

schoolcat_status sc_pattern_check(const schoolcat_allocator *allocator, sc_text pattern, bool whole,
                                  char message[SC_PATTERN_MESSAGE], size_t *offset)
{
    schoolcat_allocator hooks = *allocator;
    pcre2_general_context *general =
        pcre2_general_context_create(general_allocate, general_release, &hooks);
    if (general == NULL)
        return SCHOOLCAT_ERROR_NO_MEMORY;
    schoolcat_status status = SCHOOLCAT_ERROR_NO_MEMORY;
    pcre2_compile_context *context = pcre2_compile_context_create(general);
    if (context != NULL) {
        status = check(context, pattern, whole, message, offset);
        pcre2_compile_context_free(context);
    }
    pcre2_general_context_free(general);
    return status;
}

sc_compiled_pattern *sc_pattern_compile(const schoolcat_allocator *allocator, sc_text pattern,
                                        bool whole)
{
    sc_compiled_pattern *code = sc_allocate(allocator, sizeof *code);
    if (code == NULL)
        return NULL;
    *code = (sc_compiled_pattern){.allocator = *allocator};
    code->has_literals = !whole && sc_literals_extract(pattern, &code->literals);
    /* PCRE2 keeps the pointer, so the allocator must be the copy that lives as long as the code. */
    code->general =
        pcre2_general_context_create(general_allocate, general_release, &code->allocator);
    pcre2_compile_context *context =
        code->general == NULL ? NULL : pcre2_compile_context_create(code->general);
    if (context != NULL) {
        int error;
        PCRE2_SIZE offset;
        code->code = compile(context, pattern, whole, &error, &offset);
        pcre2_compile_context_free(context);
    }
    if (code->code == NULL) {
        sc_compiled_pattern_free(code);
        return NULL;
    }
    code->compiled = has_jit() && pcre2_jit_compile(code->code, PCRE2_JIT_COMPLETE) == 0;
    return code;
}

void sc_matcher_free(sc_matcher *matcher)
{
    if (matcher == NULL)
        return;
    pcre2_jit_stack_free(matcher->stack);
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->context);
    pcre2_general_context_free(matcher->general);
    schoolcat_allocator allocator = matcher->allocator;
    sc_release(&allocator, matcher);
}

sc_matcher *sc_matcher_new(const schoolcat_allocator *allocator, uint32_t match_limit)
{
    sc_matcher *matcher = sc_allocate(allocator, sizeof *matcher);
    if (matcher == NULL)
        return NULL;
    *matcher = (sc_matcher){*allocator, NULL, NULL, NULL, NULL};
    matcher->general =
        pcre2_general_context_create(general_allocate, general_release, &matcher->allocator);
    if (matcher->general != NULL) {
        matcher->context = pcre2_match_context_create(matcher->general);
        matcher->data = pcre2_match_data_create(1, matcher->general);
        matcher->stack = has_jit() ? pcre2_jit_stack_create(MIN_JIT_STACK_SIZE, MAX_JIT_STACK_SIZE,
                                                            matcher->general)
                                   : NULL;
    }
    if (matcher->context == NULL || matcher->data == NULL ||
        (has_jit() && matcher->stack == NULL)) {
        sc_matcher_free(matcher);
        return NULL;
    }
    pcre2_set_match_limit(matcher->context, match_limit);
    pcre2_set_depth_limit(matcher->context, match_limit);
    pcre2_set_heap_limit(matcher->context, 20 * 1024);
    if (matcher->stack != NULL)
        pcre2_jit_stack_assign(matcher->context, NULL, matcher->stack);
    return matcher;
}

uint8_t sc_pattern_match(sc_matcher *matcher, const sc_compiled_pattern *code, sc_text text)
{
    PCRE2_SPTR subject = (PCRE2_SPTR)text.data;
    int found = code->compiled ? pcre2_jit_match(code->code, subject, text.length, 0, 0,
                                                 matcher->data, matcher->context)
                               : pcre2_match(code->code, subject, text.length, 0, 0, matcher->data,
                                             matcher->context);
    if (found >= 0)
        return SC_TRUE;
    return found == PCRE2_ERROR_NOMATCH ? SC_FALSE : SC_UNKNOWN;
}
