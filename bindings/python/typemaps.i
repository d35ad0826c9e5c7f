/* Python typemaps of the public header: functions over capsules, strings, numbers, lists and
 * dictionaries. A status other than OK raises StatusError(status, sentence); functions with
 * diagnostics return [status, handle or None, diagnostics or None] instead. */

%{
static PyObject *schoolcat_status_error; /* created with the module */

static PyObject *python_text(const char *text, size_t length)
{
    return PyUnicode_DecodeUTF8(text ? text : "", text ? (Py_ssize_t)length : 0, "replace");
}

static PyObject *python_string(const char *text)
{
    return python_text(text, text ? strlen(text) : 0);
}

/* Whole numbers become int, so that a deadline of 15 days is 15. */
static PyObject *python_number(double number)
{
    if (number >= -9007199254740992.0 && number <= 9007199254740992.0 &&
        number == (double)(long long)number)
        return PyLong_FromLongLong((long long)number);
    return PyFloat_FromDouble(number);
}

/* Takes ownership of `made`; false if it is NULL. */
static bool python_put(PyObject *dictionary, const char *key, PyObject *made)
{
    bool fits = made != NULL && PyDict_SetItemString(dictionary, key, made) == 0;
    Py_XDECREF(made);
    return fits;
}

/* (type, missing, value): a number, a bool, or a string (text, symbol or date). */
static PyObject *python_value(const schoolcat_value *value)
{
    PyObject *made;
    if (value->missing != SCHOOLCAT_PRESENT)
        made = Py_NewRef(Py_None);
    else if (value->type == SCHOOLCAT_NUMBER)
        made = PyFloat_FromDouble(value->number);
    else if (value->type == SCHOOLCAT_INTEGER)
        made = python_number(value->number);
    else if (value->type == SCHOOLCAT_BOOLEAN)
        made = PyBool_FromLong(value->boolean);
    else
        made = python_text(value->text, value->length);
    return made ? Py_BuildValue("(iiN)", (int)value->type, (int)value->missing, made) : NULL;
}

static PyObject *python_details(const schoolcat_details *details);

static PyObject *python_details_list(const schoolcat_details *details)
{
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < schoolcat_details_count(details); i++) {
        PyObject *item = python_details(schoolcat_details_item(details, i));
        if (item == NULL || PyList_Append(list, item) != 0)
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

static PyObject *python_details_map(const schoolcat_details *details)
{
    PyObject *map = PyDict_New();
    for (size_t i = 0; map && i < schoolcat_details_count(details); i++)
        if (!python_put(map, schoolcat_details_key(details, i),
                        python_details(schoolcat_details_item(details, i))))
            Py_CLEAR(map);
    return map;
}

static PyObject *python_details(const schoolcat_details *details)
{
    switch (schoolcat_details_get_kind(details)) {
    case SCHOOLCAT_DETAILS_TEXT:
        return python_string(schoolcat_details_text(details));
    case SCHOOLCAT_DETAILS_NUMBER:
        return python_number(schoolcat_details_number(details));
    case SCHOOLCAT_DETAILS_BOOLEAN:
        return PyBool_FromLong(schoolcat_details_boolean(details));
    case SCHOOLCAT_DETAILS_LIST:
        return python_details_list(details);
    case SCHOOLCAT_DETAILS_MAP:
        return python_details_map(details);
    default:
        return Py_NewRef(Py_None);
    }
}

static PyObject *python_indices(const size_t *at, size_t count)
{
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list && i < count; i++) {
        PyObject *item = PyLong_FromSize_t(at[i]);
        if (item == NULL || PyList_Append(list, item) != 0)
            Py_CLEAR(list);
        Py_XDECREF(item);
    }
    return list;
}

/* Appends to the list of outputs, or replaces a result that is None. Takes ownership of both. */
static PyObject *python_output(PyObject *result, PyObject *made)
{
    if (result != NULL && made != NULL && PyList_Check(result)) {
        int failed = PyList_Append(result, made);
        Py_DECREF(made);
        if (failed)
            Py_CLEAR(result);
        return result;
    }
    Py_XDECREF(result);
    return made;
}

/* NUL-terminated, borrowed from the object; NULL with an exception set. */
static const char *python_c_string(PyObject *object)
{
    Py_ssize_t length;
    const char *text = PyUnicode_Check(object) ? PyUnicode_AsUTF8AndSize(object, &length) : NULL;
    if (text == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "a str is expected");
    } else if (strlen(text) != (size_t)length) {
        PyErr_SetString(PyExc_ValueError, "embedded null character");
        text = NULL;
    }
    return text;
}

static void python_raise_status(schoolcat_status status)
{
    PyObject *arguments = Py_BuildValue("(is)", (int)status, schoolcat_status_text(status));
    if (arguments)
        PyErr_SetObject(status == SCHOOLCAT_ERROR_NO_MEMORY ? PyExc_MemoryError
                                                            : schoolcat_status_error,
                        arguments);
    Py_XDECREF(arguments);
}
%}

%init %{
    /* Where this fails an exception is set, and importing the module raises it. */
    schoolcat_status_error = PyErr_NewException("schoolcat.StatusError", PyExc_RuntimeError, NULL);
    Py_XINCREF(schoolcat_status_error);
    PyModule_AddObject(m, "StatusError", schoolcat_status_error);
%}

%define HANDLE(T)
%{
static void T##_dispose(PyObject *capsule)
{
    T##_free((T *)PyCapsule_GetPointer(capsule, #T));
}

static PyObject *T##_capsule(T *made)
{
    if (made == NULL)
        return Py_NewRef(Py_None);
    PyObject *capsule = PyCapsule_New(made, #T, T##_dispose);
    if (capsule == NULL)
        T##_free(made);
    return capsule;
}
%}
%typemap(in) T *, const T * {
    if (!PyCapsule_IsValid($input, #T)) {
        PyErr_SetString(PyExc_TypeError, "a " #T " is expected");
        SWIG_fail;
    }
    $1 = ($1_ltype)PyCapsule_GetPointer($input, #T);
}
%typemap(in, numinputs=0) T ** (T *made = NULL) "$1 = &made;"
%typemap(argout, noblock=1) T ** {
    $result = python_output($result, T##_capsule(*$1));
    if ($result == NULL)
        SWIG_fail;
}
%typemap(out) T * "$result = " #T "_capsule($1);"
%enddef

%define INFORMATION(T, INITIAL, FIELDS)
%ignore T;
%{
static PyObject *T##_dictionary(const T *information)
{
    PyObject *made = PyDict_New();
    if (made == NULL)
        return NULL;
#define TEXT(name) && python_put(made, #name, python_string(information->name))
#define INTEGER(name) \
    && python_put(made, #name, PyLong_FromUnsignedLongLong((unsigned long long)information->name))
#define NUMBER(name) && python_put(made, #name, PyFloat_FromDouble(information->name))
#define BOOLEAN(name) && python_put(made, #name, PyBool_FromLong(information->name))
#define VALUE(name) && python_put(made, #name, python_value(&information->name))
    if (!(true FIELDS(TEXT, INTEGER, NUMBER, BOOLEAN, VALUE)))
        Py_CLEAR(made);
#undef TEXT
#undef INTEGER
#undef NUMBER
#undef BOOLEAN
#undef VALUE
    return made;
}
%}
%typemap(in, numinputs=0) T *out (T information = INITIAL) "$1 = &information;"
%typemap(argout, noblock=1) T *out {
    $result = python_output($result, T##_dictionary($1));
}
%enddef

/* Python formats numbers and parses dates itself. */
%ignore schoolcat_number_write;
%ignore schoolcat_date_read;

/* Return values. */
%typemap(out) schoolcat_status {
    if ($1 != SCHOOLCAT_OK) {
        python_raise_status($1);
        SWIG_fail;
    }
    $result = Py_NewRef(Py_None);
}
%typemap(out) schoolcat_status schoolcat_ruleset_load, schoolcat_status schoolcat_ruleset_load_text,
    schoolcat_status schoolcat_test "$result = Py_BuildValue(\"[i]\", (int)$1);"
%typemap(out) schoolcat_status schoolcat_ruleset_find {
    if ($1 != SCHOOLCAT_OK && $1 != SCHOOLCAT_ERROR_NOT_FOUND) {
        python_raise_status($1);
        SWIG_fail;
    }
    $result = Py_NewRef(Py_None);
}
/* Setters of a record return whether the value is valid; the reason is in the problems. */
%typemap(out) schoolcat_status schoolcat_record_set_number,
    schoolcat_status schoolcat_record_set_boolean,
    schoolcat_status schoolcat_record_set_date, schoolcat_status schoolcat_record_set_text,
    schoolcat_status schoolcat_record_set_item, schoolcat_status schoolcat_record_set_value,
    schoolcat_status schoolcat_record_set_cell, schoolcat_status schoolcat_columns_match {
    if ($1 != SCHOOLCAT_OK && $1 != SCHOOLCAT_ERROR_DATA && $1 != SCHOOLCAT_ERROR_MISMATCH) {
        python_raise_status($1);
        SWIG_fail;
    }
    $result = PyBool_FromLong($1 == SCHOOLCAT_OK);
}
%typemap(out) const char * "$result = $1 ? python_string($1) : Py_NewRef(Py_None);"
%typemap(out) const schoolcat_details * "$result = python_details($1);"

/* Arguments. */
%typemap(in) const char * {
    $1 = ($1_ltype)python_c_string($input);
    if ($1 == NULL)
        SWIG_fail;
}
%typemap(freearg) const char * "";
/* None becomes NULL where the header allows NULL. */
%typemap(in) const char *title, const char *name {
    $1 = NULL;
    if ($input != Py_None) {
        $1 = ($1_ltype)python_c_string($input);
        if ($1 == NULL)
            SWIG_fail;
    }
}
%typemap(in) (const char *text, size_t length) (Py_ssize_t size = 0) {
    $1 = PyUnicode_Check($input) ? ($1_ltype)PyUnicode_AsUTF8AndSize($input, &size) : NULL;
    if ($1 == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "a str is expected");
        SWIG_fail;
    }
    $2 = (size_t)size;
}
%typemap(in) (const char *const *names, const size_t *lengths, size_t count)
    (const char **names = NULL) {
    Py_ssize_t size = PyList_Check($input) ? PyList_Size($input) : -1;
    if (size < 0) {
        PyErr_SetString(PyExc_TypeError, "a list of str is expected");
        SWIG_fail;
    }
    names = (const char **)malloc(((size_t)size + 1) * sizeof *names);
    if (names == NULL) {
        PyErr_NoMemory();
        SWIG_fail;
    }
    for (Py_ssize_t i = 0; i < size; i++) {
        names[i] = python_c_string(PyList_GetItem($input, i));
        if (names[i] == NULL)
            SWIG_fail;
    }
    $1 = ($1_ltype)names;
    $2 = NULL;
    $3 = (size_t)size;
}
%typemap(freearg) (const char *const *names, const size_t *lengths, size_t count)
    "free(names$argnum);"
%typemap(in) const schoolcat_load_options *options {
    schoolcat_options *given = NULL;
    if ($input != Py_None) {
        given = (schoolcat_options *)PyCapsule_GetPointer($input, "schoolcat_options");
        if (given == NULL)
            SWIG_fail;
    }
    $1 = given ? ($1_ltype)schoolcat_options_get(given) : NULL;
}
/* The day of the evaluation, in days since 1970-01-01, or None. */
%typemap(in) const schoolcat_evaluate_options *options
    (schoolcat_evaluate_options options = SCHOOLCAT_EVALUATE_OPTIONS) {
    if ($input != Py_None) {
        options.has_today = true;
        options.today = PyFloat_AsDouble($input);
        if (options.today == -1 && PyErr_Occurred())
            SWIG_fail;
    }
    $1 = &options;
}
/* Output parameters. */
%typemap(in, numinputs=0) schoolcat_text ** (schoolcat_text *made = NULL) "$1 = &made;"
%typemap(argout, noblock=1) schoolcat_text ** {
    $result = python_output(
        $result, python_text(schoolcat_text_data(*$1), schoolcat_text_length(*$1)));
    schoolcat_text_free(*$1);
}
/* An index; None if the function returns false. */
%typemap(in, numinputs=0) size_t *outcome (size_t index = 0), size_t *rule (size_t index = 0),
    size_t *indicator (size_t index = 0), size_t *column (size_t index = 0) "$1 = &index;"
%typemap(argout, noblock=1) size_t *outcome, size_t *rule, size_t *indicator, size_t *column {
    $result = python_output($result, result ? PyLong_FromSize_t(*$1) : Py_NewRef(Py_None));
}
/* schoolcat_ruleset_find(): None if there is no such name. */
%typemap(in, numinputs=0) size_t *index (size_t found = 0), size_t *count (size_t found = 0)
    "$1 = &found;"
%typemap(argout, noblock=1) size_t *index {
    $result = python_output(
        $result, result == SCHOOLCAT_OK ? PyLong_FromSize_t(*$1) : Py_NewRef(Py_None));
}
%typemap(argout, noblock=1) size_t *count {
    $result = python_output($result, PyLong_FromSize_t(*$1));
}
%typemap(in, numinputs=0) (const size_t **indicators, size_t *count)
    (const size_t *at = NULL, size_t found = 0)
    "$1 = ($1_ltype)&at; $2 = &found;"
%typemap(argout, noblock=1) (const size_t **indicators, size_t *count) {
    $result = python_output($result, python_indices(*$1, *$2));
}
%typemap(in, numinputs=0) schoolcat_value *out (schoolcat_value value = SCHOOLCAT_VALUE)
    "$1 = &value;"
%typemap(argout, noblock=1) schoolcat_value *out {
    $result = python_output($result, python_value($1));
}
/* (element, assumed value, indices of the missing indicators) */
%typemap(in, numinputs=0) schoolcat_assumption *out
    (schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION)
    "$1 = &assumption;"
%typemap(argout, noblock=1) schoolcat_assumption *out {
    $result = python_output(
        $result, Py_BuildValue("(sNN)", $1->element, PyBool_FromLong($1->value),
                               python_indices($1->indicators, $1->indicator_count)));
}
