/* Lua typemaps of the public header: functions over userdata, strings, numbers and tables; output
 * parameters become further results. A status other than OK raises its sentence; functions with
 * diagnostics return status, handle or nil, diagnostics or nil instead. Integers stay integers. */

%{
static void lua_put_string(lua_State *L, const char *key, const char *text)
{
    lua_pushstring(L, text ? text : "");
    lua_setfield(L, -2, key);
}

static void lua_put_integer(lua_State *L, const char *key, uint64_t number)
{
    lua_pushinteger(L, (lua_Integer)number);
    lua_setfield(L, -2, key);
}

static void lua_put_number(lua_State *L, const char *key, double number)
{
    lua_pushnumber(L, number);
    lua_setfield(L, -2, key);
}

static void lua_put_boolean(lua_State *L, const char *key, bool truth)
{
    lua_pushboolean(L, truth);
    lua_setfield(L, -2, key);
}

/* Whole numbers become integers, so that a deadline of 15 days prints as 15. */
static void lua_push_whole(lua_State *L, double number)
{
    if (number >= -9007199254740992.0 && number <= 9007199254740992.0 &&
        number == (double)(long long)number)
        lua_pushinteger(L, (lua_Integer)number);
    else
        lua_pushnumber(L, number);
}

/* {type=, missing=, value=}: a number, a boolean, or a string (text, symbol or date). */
static void lua_push_value(lua_State *L, const schoolcat_value *value)
{
    lua_newtable(L);
    lua_put_integer(L, "type", value->type);
    lua_put_integer(L, "missing", value->missing);
    if (value->missing != SCHOOLCAT_PRESENT)
        return;
    if (value->type == SCHOOLCAT_NUMBER)
        lua_pushnumber(L, value->number);
    else if (value->type == SCHOOLCAT_INTEGER)
        lua_push_whole(L, value->number);
    else if (value->type == SCHOOLCAT_BOOLEAN)
        lua_pushboolean(L, value->boolean);
    else
        lua_pushlstring(L, value->text ? value->text : "", value->text ? value->length : 0);
    lua_setfield(L, -2, "value");
}

static void lua_put_value(lua_State *L, const char *key, const schoolcat_value *value)
{
    lua_push_value(L, value);
    lua_setfield(L, -2, key);
}

/* Lists and maps become tables; nil if there are no details. */
static void lua_push_details(lua_State *L, const schoolcat_details *details)
{
    schoolcat_details_kind kind = schoolcat_details_get_kind(details);
    luaL_checkstack(L, 4, "details nested too deeply");
    if (kind == SCHOOLCAT_DETAILS_TEXT) {
        lua_pushstring(L, schoolcat_details_text(details));
    } else if (kind == SCHOOLCAT_DETAILS_NUMBER) {
        lua_push_whole(L, schoolcat_details_number(details));
    } else if (kind == SCHOOLCAT_DETAILS_BOOLEAN) {
        lua_pushboolean(L, schoolcat_details_boolean(details));
    } else if (kind == SCHOOLCAT_DETAILS_LIST || kind == SCHOOLCAT_DETAILS_MAP) {
        lua_newtable(L);
        for (size_t i = 0; i < schoolcat_details_count(details); i++) {
            lua_push_details(L, schoolcat_details_item(details, i));
            if (kind == SCHOOLCAT_DETAILS_MAP)
                lua_setfield(L, -2, schoolcat_details_key(details, i));
            else
                lua_rawseti(L, -2, (int)i + 1);
        }
    } else {
        lua_pushnil(L);
    }
}

static void lua_push_indices(lua_State *L, const size_t *at, size_t count)
{
    lua_newtable(L);
    for (size_t i = 0; i < count; i++) {
        lua_pushinteger(L, (lua_Integer)at[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

/* NUL-terminated, borrowed from the Lua string. */
static const char *lua_c_string(lua_State *L, int argument)
{
    size_t length;
    const char *text = luaL_checklstring(L, argument, &length);
    luaL_argcheck(L, strlen(text) == length, argument, "embedded zero byte");
    return text;
}

static void lua_raise_status(lua_State *L, schoolcat_status status)
{
    lua_pushfstring(L, "schoolcat: %s", schoolcat_status_text(status));
}
%}

%define HANDLE(T)
%{
static int T##_collect(lua_State *L)
{
    T **held = (T **)luaL_checkudata(L, 1, #T);
    T##_free(*held);
    *held = NULL;
    return 0;
}

/* The userdata is created before it gets the handle, so that a failed allocation leaks nothing. */
static T **T##_userdata(lua_State *L)
{
    T **held = (T **)lua_newuserdata(L, sizeof *held);
    *held = NULL;
    if (luaL_newmetatable(L, #T)) {
        lua_pushcfunction(L, T##_collect);
        lua_setfield(L, -2, "__gc");
    }
    lua_setmetatable(L, -2);
    return held;
}

static T *T##_check(lua_State *L, int argument)
{
    T **held = (T **)luaL_checkudata(L, argument, #T);
    luaL_argcheck(L, *held != NULL, argument, "a " #T " that is still open is expected");
    return *held;
}
%}
%typemap(in) T *, const T * "$1 = ($1_ltype)" #T "_check(L, $input);"

/* The userdata is below the values pushed since; an empty one is nil. */
%typemap(argout) T ** {
    if (*$1)
        lua_pushvalue(L, userdata_at$argnum);
    else
        lua_pushnil(L);
    SWIG_arg++;
}
/* Pushed after the arguments are counted and read. */
%typemap(in, numinputs=0) T ** (int userdata_at) "$1 = NULL;"
%typemap(check) T ** {
    $1 = T##_userdata(L);
    userdata_at$argnum = lua_gettop(L);
}
%typemap(out) T * {
    T **held = T##_userdata(L);
    *held = $1;
    SWIG_arg++;
}
%enddef

%define INFORMATION(T, INITIAL, FIELDS)
%ignore T;
%{
static void T##_push(lua_State *L, const T *information)
{
    lua_newtable(L);
#define TEXT(name) lua_put_string(L, #name, information->name);
#define INTEGER(name) lua_put_integer(L, #name, (uint64_t)information->name);
#define NUMBER(name) lua_put_number(L, #name, information->name);
#define BOOLEAN(name) lua_put_boolean(L, #name, information->name);
#define VALUE(name) lua_put_value(L, #name, &information->name);
    FIELDS(TEXT, INTEGER, NUMBER, BOOLEAN, VALUE)
#undef TEXT
#undef INTEGER
#undef NUMBER
#undef BOOLEAN
#undef VALUE
}
%}
%typemap(in, numinputs=0) T *out (T information = INITIAL) "$1 = &information;"
%typemap(argout) T *out {
    T##_push(L, $1);
    SWIG_arg++;
}
%enddef

/* Return values. */
%typemap(out) schoolcat_status {
    if ($1 != SCHOOLCAT_OK) {
        lua_raise_status(L, $1);
        SWIG_fail;
    }
}
%typemap(out) schoolcat_status schoolcat_ruleset_load, schoolcat_status schoolcat_ruleset_load_text,
    schoolcat_status schoolcat_test "lua_pushinteger(L, (lua_Integer)$1); SWIG_arg++;"
%typemap(out) schoolcat_status schoolcat_ruleset_find {
    if ($1 != SCHOOLCAT_OK && $1 != SCHOOLCAT_ERROR_NOT_FOUND) {
        lua_raise_status(L, $1);
        SWIG_fail;
    }
}
/* Setters of a record return whether the value is valid; the reason is in the problems. */
%typemap(out) schoolcat_status schoolcat_record_set_number,
    schoolcat_status schoolcat_record_set_boolean,
    schoolcat_status schoolcat_record_set_date, schoolcat_status schoolcat_record_set_text,
    schoolcat_status schoolcat_record_set_item, schoolcat_status schoolcat_record_set_value,
    schoolcat_status schoolcat_record_set_cell, schoolcat_status schoolcat_columns_match {
    if ($1 != SCHOOLCAT_OK && $1 != SCHOOLCAT_ERROR_DATA && $1 != SCHOOLCAT_ERROR_MISMATCH) {
        lua_raise_status(L, $1);
        SWIG_fail;
    }
    lua_pushboolean(L, $1 == SCHOOLCAT_OK);
    SWIG_arg++;
}
%typemap(out) size_t, uint32_t, uint64_t, int, enum SWIGTYPE
    "lua_pushinteger(L, (lua_Integer)$1); SWIG_arg++;"
%typemap(out) const schoolcat_details * "lua_push_details(L, $1); SWIG_arg++;"

/* Arguments. */
%typemap(in) const char * "$1 = ($1_ltype)lua_c_string(L, $input);"
/* nil becomes NULL where the header allows NULL. */
%typemap(in) const char *title, const char *name
    "$1 = lua_isnoneornil(L, $input) ? NULL : ($1_ltype)lua_c_string(L, $input);"
%typemap(in) (const char *text, size_t length) "$1 = ($1_ltype)luaL_checklstring(L, $input, &$2);"
%typemap(in) (const char *const *names, const size_t *lengths, size_t count) {
    luaL_checktype(L, $input, LUA_TTABLE);
    $3 = lua_rawlen(L, $input);
    /* Memory of Lua, which is freed on errors too. */
    $1 = ($1_ltype)lua_newuserdata(L, ($3 + 1) * sizeof(char *));
    $2 = NULL;
    for (size_t i = 0; i < $3; i++) {
        lua_rawgeti(L, $input, (int)i + 1);
        luaL_argcheck(L, lua_type(L, -1) == LUA_TSTRING, $input, "a list of strings is expected");
        ((const char **)$1)[i] = lua_c_string(L, lua_gettop(L));
        lua_pop(L, 1);
    }
}
%typemap(in) const schoolcat_load_options *options
    "$1 = lua_isnoneornil(L, $input)
              ? NULL
              : ($1_ltype)schoolcat_options_get(schoolcat_options_check(L, $input));"
/* The day of the evaluation, in days since 1970-01-01, or nil. */
%typemap(in) const schoolcat_evaluate_options *options
    (schoolcat_evaluate_options options = SCHOOLCAT_EVALUATE_OPTIONS) {
    if (!lua_isnoneornil(L, $input)) {
        options.has_today = true;
        options.today = luaL_checknumber(L, $input);
    }
    $1 = &options;
}

/* Output parameters. */
%typemap(in, numinputs=0) schoolcat_text ** (schoolcat_text *made = NULL) "$1 = &made;"
%typemap(argout) schoolcat_text ** {
    lua_pushlstring(L, schoolcat_text_data(*$1), schoolcat_text_length(*$1));
    SWIG_arg++;
    schoolcat_text_free(*$1);
}
%typemap(in, numinputs=0) char out[ANY] (char spelled[SCHOOLCAT_NUMBER_CAPACITY]) "$1 = spelled;"
%typemap(argout) char out[ANY] {
    lua_pushstring(L, $1);
    SWIG_arg++;
}
%typemap(out) size_t schoolcat_number_write "(void)$1;"
/* Days; nil if the text is not a date. */
%typemap(in, numinputs=0) double *days (double days = 0) "$1 = &days;"
%typemap(argout) double *days {
    lua_pop(L, 1);
    if (result)
        lua_pushnumber(L, *$1);
    else
        lua_pushnil(L);
}
/* An index; nil if the function returns false. */
%typemap(in, numinputs=0) size_t *outcome (size_t index = 0), size_t *rule (size_t index = 0),
    size_t *indicator (size_t index = 0), size_t *column (size_t index = 0) "$1 = &index;"
%typemap(argout) size_t *outcome, size_t *rule, size_t *indicator, size_t *column {
    lua_pop(L, 1);
    if (result)
        lua_pushinteger(L, (lua_Integer)*$1);
    else
        lua_pushnil(L);
}
/* schoolcat_ruleset_find(): nil if there is no such name. */
%typemap(in, numinputs=0) size_t *index (size_t found = 0), size_t *count (size_t found = 0)
    "$1 = &found;"
%typemap(argout) size_t *index {
    if (result == SCHOOLCAT_OK)
        lua_pushinteger(L, (lua_Integer)*$1);
    else
        lua_pushnil(L);
    SWIG_arg++;
}
%typemap(argout) size_t *count "lua_pushinteger(L, (lua_Integer)*$1); SWIG_arg++;"
%typemap(in, numinputs=0) (const size_t **indicators, size_t *count)
    (const size_t *at = NULL, size_t found = 0)
    "$1 = ($1_ltype)&at; $2 = &found;"
%typemap(argout) (const size_t **indicators, size_t *count)
    "lua_push_indices(L, *$1, *$2); SWIG_arg++;"
%typemap(in, numinputs=0) schoolcat_value *out (schoolcat_value value = SCHOOLCAT_VALUE)
    "$1 = &value;"
%typemap(argout) schoolcat_value *out "lua_push_value(L, $1); SWIG_arg++;"
%typemap(in, numinputs=0) schoolcat_assumption *out
    (schoolcat_assumption assumption = SCHOOLCAT_ASSUMPTION)
    "$1 = &assumption;"
%typemap(argout) schoolcat_assumption *out {
    lua_newtable(L);
    lua_put_string(L, "element", $1->element);
    lua_put_boolean(L, "value", $1->value);
    lua_push_indices(L, $1->indicators, $1->indicator_count);
    lua_setfield(L, -2, "indicators");
    SWIG_arg++;
}
