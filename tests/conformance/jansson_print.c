/* jansson-print FILE: a JSON file as jansson understands it, in the form of `zn-json --print`. Exit status 0 where
 * jansson accepts the file, else 1. Nothing of the project's is in here: it is the second opinion. */
#include <jansson.h>
#include <stdio.h>
#include <string.h>

static void write_string(const char *bytes, size_t len) {
    putchar('"');
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)bytes[i];
        switch (c) {
            case '"': fputs("\\\"", stdout); break;
            case '\\': fputs("\\\\", stdout); break;
            case '\b': fputs("\\b", stdout); break;
            case '\f': fputs("\\f", stdout); break;
            case '\n': fputs("\\n", stdout); break;
            case '\r': fputs("\\r", stdout); break;
            case '\t': fputs("\\t", stdout); break;
            default:
                if (c < 0x20) printf("\\u%04x", c);
                else putchar(c);
        }
    }
    putchar('"');
}

static void write_value(json_t *value) {
    switch (json_typeof(value)) {
        case JSON_OBJECT: {
            const char *key, *separator = "";
            json_t *member;
            putchar('{');
            json_object_foreach(value, key, member) {
                fputs(separator, stdout);
                write_string(key, strlen(key));
                putchar(':');
                write_value(member);
                separator = ",";
            }
            putchar('}');
            break;
        }
        case JSON_ARRAY:
            putchar('[');
            for (size_t i = 0; i < json_array_size(value); i++) {
                if (i) putchar(',');
                write_value(json_array_get(value, i));
            }
            putchar(']');
            break;
        case JSON_STRING: write_string(json_string_value(value), json_string_length(value)); break;
        case JSON_INTEGER:
        case JSON_REAL: printf("%.17g", json_number_value(value)); break;
        case JSON_TRUE: fputs("true", stdout); break;
        case JSON_FALSE: fputs("false", stdout); break;
        case JSON_NULL: fputs("null", stdout); break;
    }
}

int main(int argc, char **argv) {
    json_error_t error;
    size_t flags = JSON_DECODE_ANY | JSON_DECODE_INT_AS_REAL | JSON_ALLOW_NUL;
    json_t *value = argc == 2 ? json_load_file(argv[1], flags, &error) : NULL;
    if (!value) {
        printf("%s\n", argc == 2 ? error.text : "usage: jansson-print FILE");
        return 1;
    }
    write_value(value);
    putchar('\n');
    json_decref(value);
    return 0;
}
