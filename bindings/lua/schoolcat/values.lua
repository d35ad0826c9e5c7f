--- Conversion of values to Lua, and to the text form of rule files.

local core = require "schoolcat.core"

local values = {}

--- A missing value; see schoolcat.missing.
values.missing = setmetatable({}, {
    __tostring = function() return "missing" end,
    __name = "schoolcat.missing",
})

local formats = {
    text = core.SCHOOLCAT_FORMAT_TEXT,
    markdown = core.SCHOOLCAT_FORMAT_MARKDOWN,
    json = core.SCHOOLCAT_FORMAT_JSON,
}

--- The constant of an output format; that of "text" for nil.
---@param name? string
function values.format(name)
    return formats[name or "text"]
        or error("format is text, markdown or json, not " .. tostring(name), 3)
end

values.types = {
    [core.SCHOOLCAT_NUMBER] = "number",
    [core.SCHOOLCAT_INTEGER] = "integer",
    [core.SCHOOLCAT_BOOLEAN] = "boolean",
    [core.SCHOOLCAT_TEXT] = "text",
    [core.SCHOOLCAT_DATE] = "date",
    [core.SCHOOLCAT_SYMBOL] = "symbol",
}

--- Converts an id that is a whole number to an integer.
---@param text string
---@return string|integer
function values.id(text)
    if #text <= 15 and (text == "0" or text:find("^[1-9][0-9]*$")) then
        return math.tointeger(tonumber(text))
    end
    return text
end

--- nil if the value is missing; dates are YYYY-MM-DD.
function values.read(value)
    if value.type == core.SCHOOLCAT_SYMBOL and value.value ~= nil then
        return values.id(value.value)
    end
    return value.value
end

--- Writes a value as a rule file or a cell has it.
---@return string
function values.write(value)
    if type(value) == "number" then
        return core.schoolcat_number_write(value)
    end
    return tostring(value)
end

--- The id of element `i` (from 0) in a list of elements.
function values.names(list, indices)
    local names = {}
    for _, index in ipairs(indices) do
        names[#names + 1] = list[index + 1].id
    end
    return names
end

return values
