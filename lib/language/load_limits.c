/* The limits on rule files and tests files: the caller's options, defaults, and fixed upper
 * bounds. */
#include "language/language.h"

/* Upper bound of `nesting`, so that recursion fits into the C stack. */
#define MAX_NESTING 1000

static size_t limit(size_t option, size_t default_limit, size_t max)
{
    size_t chosen = option == 0 ? default_limit : option;
    return chosen < max ? chosen : max;
}

sc_limits sc_limits_from(const schoolcat_load_options *options)
{
    /* Offsets in source texts and ids of nodes have 32 bits. */
    return (sc_limits){
        .file_bytes = limit(options->max_file_bytes, (size_t)16 << 20, UINT32_MAX - 16),
        .total_bytes = limit(options->max_total_bytes, (size_t)64 << 20, SIZE_MAX),
        .files = limit(options->max_files, 64, SIZE_MAX),
        .nesting = limit(options->max_nesting, 64, MAX_NESTING),
        .nodes = limit(options->max_nodes, 1000000, UINT32_MAX / 2),
        .rules = limit(options->max_rules, 100000, SIZE_MAX),
    };
}
