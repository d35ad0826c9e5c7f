/* A developer tool: prints the program compiled from a rule file, one instruction per line.
 *   disassemble RULES.yaml */
#include "evaluate/ruleset.h"
#include "vm/program.h"
#include <stdio.h>

static const char *const classes[] = {"truth", "set", "state", "code", "number", "text", "bits"};
static const char *const operands[] = {
#define SC_OPCODE(NAME, class, operands, meaning) operands,
#include "vm/opcodes.def"
#undef SC_OPCODE
};

static void print_register(const sc_program *program, uint32_t reg)
{
    const sc_register *is = &program->registers.at[reg];
    if (is->constant && is->class == SC_CLASS_TEXT)
        printf(" '%.*s'", (int)is->text.length, is->text.data == NULL ? "" : is->text.data);
    else if (is->constant)
        printf(" #%g", is->number);
    else
        printf(" r%u", (unsigned)reg);
}

static void print_instruction(const sc_program *program, size_t at)
{
    const sc_instruction *i = &program->code.at[at];
    printf("%5zu  r%-5u %-6s %-18s", at, (unsigned)i->to,
           classes[program->registers.at[i->to].class], sc_opcode_name((sc_opcode)i->opcode));
    const uint32_t plain[3] = {i->a, i->b, i->c};
    for (size_t k = 0; k < 3; k++)
        if (plain[k] != SC_NO_REGISTER)
            print_register(program, plain[k]);
    for (uint32_t k = 0; k < i->list_count; k++)
        print_register(program, program->lists.at[i->list + k]);
    for (const char *c = operands[i->opcode]; *c != '\0'; c++)
        if (*c == '#')
            printf(" (%d)", i->immediate);
    if (i->opcode == SC_OP_CASES) {
        const sc_split *split = &program->splits.at[i->immediate];
        printf("  body %u to %u", (unsigned)split->begin, (unsigned)split->end - 1);
    }
    putchar('\n');
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: disassemble RULES.yaml\n");
        return 2;
    }
    schoolcat_ruleset *rules = NULL;
    schoolcat_diagnostics *diagnostics = NULL;
    schoolcat_status status = schoolcat_ruleset_load(argv[1], NULL, &rules, &diagnostics);
    schoolcat_text *report = NULL;
    if (schoolcat_diagnostics_count(diagnostics) > 0 &&
        schoolcat_diagnostics_render(diagnostics, SCHOOLCAT_FORMAT_TEXT, false, &report) ==
            SCHOOLCAT_OK)
        fputs(schoolcat_text_data(report), stderr);
    schoolcat_text_free(report);
    schoolcat_diagnostics_free(diagnostics);
    if (status != SCHOOLCAT_OK) {
        fprintf(stderr, "disassemble: %s\n", schoolcat_status_text(status));
        return 1;
    }
    const sc_program *program = rules->program;
    for (size_t i = 0; i < program->code.count; i++)
        print_instruction(program, i);
    printf("%zu instructions, %zu registers, %zu splits\n", program->code.count,
           program->registers.count, program->splits.count);
    schoolcat_ruleset_free(rules);
    return 0;
}
