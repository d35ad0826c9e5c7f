/* Failure of a load: the status that ended it, and whether memory ran out in an arena or the
 * diagnostics. */
#include "language/loader.h"

bool sc_loader_failed(const sc_loader *loader)
{
    return loader->status != SCHOOLCAT_OK || loader->arena->failed || loader->scratch.failed ||
           sc_diagnostics_failed(loader->diagnostics);
}

void sc_loader_no_memory(sc_loader *loader)
{
    loader->status = SCHOOLCAT_ERROR_NO_MEMORY;
}

schoolcat_status sc_loader_status(const sc_loader *loader)
{
    if (loader->arena->failed || loader->scratch.failed ||
        sc_diagnostics_failed(loader->diagnostics))
        return SCHOOLCAT_ERROR_NO_MEMORY;
    if (loader->status != SCHOOLCAT_OK)
        return loader->status;
    return sc_diagnostics_errors(loader->diagnostics) != 0 ? SCHOOLCAT_ERROR_RULES : SCHOOLCAT_OK;
}
