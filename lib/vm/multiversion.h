/* Function multiversioning (target_clones: one copy for each level of vector instructions, resolved
 * at load time) and prefetching. Both are empty for compilers and sanitizers without support. */
#ifndef SC_VM_MULTIVERSION_H
#define SC_VM_MULTIVERSION_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__) &&   \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SC_MULTIVERSION                                                                            \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SC_MULTIVERSION
#endif

/* Hints only: the address need not be valid. */
#if defined(__GNUC__)
#define SC_PREFETCH(address) __builtin_prefetch(address)
#define SC_PREFETCH_WRITE(address) __builtin_prefetch((address), 1)
#else
#define SC_PREFETCH(address) ((void)(address))
#define SC_PREFETCH_WRITE(address) ((void)(address))
#endif

#endif
