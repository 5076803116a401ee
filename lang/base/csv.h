/* CSV (RFC 4180), read field by field.
 *
 * Fields stand between commas; one in double quotes may hold commas, line ends and doubled quotes. Lines end with LF or
 * CRLF; a byte order mark and empty lines are skipped. Blanks belong to their field. A quote within a field that does not
 * begin with one is a character like others. Fields are slices of the input where no doubled quote is in them. */
#ifndef ZN_BASE_CSV_H
#define ZN_BASE_CSV_H

#include "lang/base/text.h"

enum csv_event {
    CSV_FIELD,
    CSV_RECORD_END,
    CSV_END,
    CSV_UNCLOSED,  /* the quote at `start` is never closed: the end of the input was met; CSV_END follows */
    CSV_BAD_QUOTE, /* something stands behind a closing quote, at `start`; its line is skipped, CSV_RECORD_END follows */
};

struct csv_reader {
    struct text input;
    struct arena *arena; /* for fields with doubled quotes */
    size_t at;
    size_t start; /* first byte of the event given last */
    struct text field;
    bool within; /* a record, behind its first field */
    bool comma;  /* the last field was followed by one */
};

void csv_reader_init(struct csv_reader *r, struct arena *arena, struct text input);
enum csv_event csv_next(struct csv_reader *r);

#endif
