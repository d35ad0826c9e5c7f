/* Included by every unit test: cmocka with the headers it needs, and the first lines of rule
 * files. */
#ifndef TESTS_UNIT_UNIT_TESTING_H
#define TESTS_UNIT_UNIT_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <schoolcat.h>

/* The lines that every rule file must have; what follows starts on line 4. */
#define HEAD "schoolcat: 1\nauthority: Exampleshire\ntitle: Rules\n"

#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

#endif
