/* A function compiled once for each generation of vector instructions; the loader of the program
 * picks the one that the machine has. Sanitizers and other compilers do without. */
#ifndef SC_VM_MULTIVERSION_H
#define SC_VM_MULTIVERSION_H

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && defined(__gnu_linux__) &&   \
    !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define SC_MULTIVERSION                                                                            \
    __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SC_MULTIVERSION
#endif

/* Memory that will soon be read or written, perhaps: any address will do. */
#if defined(__GNUC__)
#define SC_PREFETCH(address) __builtin_prefetch(address)
#define SC_PREFETCH_WRITE(address) __builtin_prefetch((address), 1)
#else
#define SC_PREFETCH(address) ((void)(address))
#define SC_PREFETCH_WRITE(address) ((void)(address))
#endif

#endif
