/* Prints an explanation as a document: the title, the sections of the decisions, and the sections
 * about the record as a whole. */
#include "explain/sections.h"

#include <string.h>

static void print_title(sc_document_printer *printer)
{
    schoolcat_ruleset_information information = SCHOOLCAT_RULESET_INFORMATION;
    (void)schoolcat_ruleset_describe(printer->explanation->rules, &information);
    const char *parts[] = {information.title, information.authority, information.version};
    if (printer->explanation->title[0] != '\0') {
        sc_printer_write(printer, printer->explanation->title);
        sc_end_title(printer);
    }
    sc_printer_write(printer, "Under ");
    size_t written = 0;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i][0] == '\0')
            continue;
        sc_printer_write(printer, written++ > 0 ? ", " : "");
        sc_printer_write(printer, parts[i]);
    }
    if (written == 0)
        sc_printer_write(printer, information.file);
    sc_end_lead(printer);
}

/* The derived values with `output: true`. */
static void print_derived_section(sc_document_printer *printer)
{
    size_t written = 0;
    for (uint32_t i = 0; i < printer->model->derived_count; i++) {
        const schoolcat_explanation_node *node = printer->explanation->derived[i];
        if (!printer->model->derived[i].output || !node)
            continue;
        if (written++ == 0) {
            sc_printer_write(printer, "Worked out besides");
            sc_end_heading(printer);
        }
        sc_printer_write(printer, node->is.finding);
        sc_end_item(printer, NULL, 0);
    }
}

/* The missing indicators whose value is that of `blank_means`, or else of the caller. */
static void print_replaced_values_section(sc_document_printer *printer, bool caller)
{
    size_t written = 0;
    for (uint32_t i = 0; i < printer->model->indicator_count; i++) {
        const schoolcat_explanation_node *node = printer->explanation->indicators[i];
        if (!node || !(caller ? node->caller_assumed : node->blank_read))
            continue;
        if (written++ == 0) {
            sc_printer_write(printer, caller ? "Missing, and taken to be what the caller says"
                                             : "Empty cells, read as the rule file says");
            sc_end_heading(printer);
        }
        sc_printer_write(printer, node->name);
        sc_printer_write(printer, ": ");
        sc_printer_write(printer, node->value);
        sc_end_item(printer, NULL, 0);
    }
}

static void print_notes_section(sc_document_printer *printer)
{
    for (size_t i = 0; i < printer->explanation->note_count; i++) {
        if (i == 0) {
            sc_printer_write(printer, "To be noted");
            sc_end_heading(printer);
        }
        sc_printer_write(printer, printer->explanation->notes[i]);
        sc_end_item(printer, NULL, 0);
    }
}

static void print_all_sections(sc_document_printer *printer)
{
    print_title(printer);
    sc_print_summary_section(printer);
    for (uint32_t i = 0; i < printer->model->decision_count; i++)
        sc_print_decision_section(printer, &printer->explanation->decisions[i]);
    print_derived_section(printer);
    sc_print_missing_section(printer);
    sc_print_parameters_section(printer);
    print_replaced_values_section(printer, false);
    print_replaced_values_section(printer, true);
    print_notes_section(printer);
}

static bool *new_flags(const schoolcat_allocator *allocator, size_t count)
{
    bool *flags = sc_allocate_array(allocator, count + 1, sizeof *flags);
    if (flags)
        memset(flags, 0, (count + 1) * sizeof *flags);
    return flags;
}

void sc_print_document(sc_buffer *out, const sc_document_style *style,
                       const schoolcat_explanation *explanation)
{
    const sc_model *model = explanation->rules->model;
    const schoolcat_allocator *allocator = &out->allocator;
    sc_document document = {
        .out = out,
        .style = style,
        .model = model,
        .mentioned = new_flags(allocator, sc_document_element_count(model)),
    };
    sc_document_printer printer = {
        .document = &document,
        .text = &document.text,
        .explanation = explanation,
        .model = model,
        .mentioned = new_flags(allocator, model->parameter_count),
    };
    sc_buffer_init(&document.text, allocator);
    bool complete = printer.mentioned && document.mentioned;
    if (complete)
        print_all_sections(&printer);
    out->failed = out->failed || document.text.failed || !complete;
    sc_buffer_destroy(&document.text);
    sc_release(allocator, printer.mentioned);
    sc_release(allocator, document.mentioned);
}
