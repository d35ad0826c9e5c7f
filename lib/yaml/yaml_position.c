/* State of the YAML reader that its files share: positions (libyaml counts characters, spans count
 * bytes) and the status that ends reading. */
#include "yaml/yaml_reader.h"

bool sc_yaml_no_memory(sc_yaml_reader *reader)
{
    reader->status = SCHOOLCAT_ERROR_NO_MEMORY;
    return false;
}

bool sc_yaml_stop(sc_yaml_reader *reader)
{
    reader->status = SCHOOLCAT_ERROR_RULES;
    return false;
}

sc_span sc_yaml_span(const sc_yaml_reader *reader, uint32_t start, uint32_t end)
{
    return (sc_span){reader->request->file, start, end > start ? end - start : 0};
}

uint32_t sc_yaml_offset(const sc_yaml_reader *reader, size_t character)
{
    if (character >= reader->characters)
        return (uint32_t)reader->text.length;
    size_t mark = character / SC_YAML_CHECKPOINT_STRIDE, offset = reader->checkpoints[mark];
    bool followed = (mark + 1) * SC_YAML_CHECKPOINT_STRIDE < reader->characters;
    /* ASCII: one byte per character */
    if (followed && reader->checkpoints[mark + 1] - offset == SC_YAML_CHECKPOINT_STRIDE)
        return (uint32_t)(offset + character % SC_YAML_CHECKPOINT_STRIDE);
    for (size_t i = character % SC_YAML_CHECKPOINT_STRIDE; i > 0; i--)
        (void)sc_utf8_decode(reader->text, &offset);
    return (uint32_t)offset;
}
