/* SHA-256 digest of all that a load reads: files and the caller's settings. */
#include "language/loader.h"

void sc_digest_begin(sc_loader *loader)
{
    SHA256Init(&loader->digest);
}

/* Each piece with its length, so that different inputs never hash the same bytes. */
void sc_digest_update(sc_loader *loader, const char *kind, sc_text text)
{
    unsigned char length[8];
    for (size_t i = 0; i < sizeof length; i++)
        length[i] = (unsigned char)((uint64_t)text.length >> (8 * i));
    SHA256Update(&loader->digest, (const uint8_t *)kind, sc_text_of(kind).length + 1);
    SHA256Update(&loader->digest, length, sizeof length);
    if (text.length != 0)
        SHA256Update(&loader->digest, (const uint8_t *)text.data, text.length);
}

void sc_digest_finish(sc_loader *loader)
{
    char digits[SHA256_DIGEST_STRING_LENGTH];
    SHA256End(&loader->digest, digits);
    loader->model->digest = sc_arena_text(loader->arena, sc_text_of(digits));
}
