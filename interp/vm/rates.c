/* Amounts in another currency. Rates are yuan for one unit, by currency code; yuan need none. The way from one currency to
 * another goes through yuan, but is rounded only once. */
#include "interp/vm/rates.h"

#include "lang/value/decimal.h"
#include "lang/value/money.h"

/* The rate of a currency as a number; unknown where it is not surely one positive number. */
static struct value rate_of(const struct rates *rates, const char *code) {
    struct value found = value_unknown(REASON_NO_RATE);
    bool open = false;
    if (text_equal(text_of(code), text_of(currency_code(CURRENCY_CNY))))
        return (struct value){.i = 1, .state = STATE_KNOWN};
    for (uint32_t i = 0; i < rates->list.aux; i++) {
        struct value row = rates->list.list[i];
        struct value key = row.state == STATE_KNOWN ? row.record->slots[rates->key] : row;
        if (key.state == STATE_KNOWN && !text_equal(value_as_text(key), text_of(code))) continue;
        struct value rate = row.state == STATE_KNOWN ? row.record->slots[rates->rate] : row;
        if (key.state == STATE_ERROR || rate.state == STATE_ERROR) return ops_not_known(key, rate);
        /* A row that is perhaps not there, or perhaps of another currency, leaves the rate open. */
        if (key.state != STATE_KNOWN || (row.flags & VALUE_MAYBE) != 0 || rate.state != STATE_KNOWN) {
            open = true;
            continue;
        }
        if (rate.i <= 0) continue;
        if (found.state == STATE_KNOWN && (found.i != rate.i || found.aux != rate.aux))
            return value_unknown(REASON_RATES_DIFFER);
        found = (struct value){.i = rate.i, .aux = rate.aux, .state = STATE_KNOWN};
    }
    return open ? value_unknown(REASON_ABSENT) : found;
}

static bool currency_called(struct text code, enum currency *currency) {
    for (unsigned c = 0; c < CURRENCY_COUNT; c++)
        if (text_equal(code, text_of(currency_code((enum currency)c)))) {
            *currency = (enum currency)c;
            return true;
        }
    return false;
}

static struct value convert_one(const struct rates *rates, struct value amount, struct value code) {
    enum currency to;
    if (amount.state != STATE_KNOWN || code.state != STATE_KNOWN) return ops_not_known(amount, code);
    if (!currency_called(value_as_text(code), &to)) return value_unknown(REASON_NO_RATE);
    struct money from = {amount.i, (enum currency)amount.aux}, out;
    if (from.minor == 0 || from.currency == to)
        return (struct value){.i = from.minor, .aux = (uint32_t)to, .state = STATE_KNOWN};
    if (rates->list.state != STATE_KNOWN) return ops_not_known(rates->list, rates->list);
    struct value rate = rate_of(rates, currency_code(from.currency)), per = rate_of(rates, currency_code(to));
    if (rate.state != STATE_KNOWN || per.state != STATE_KNOWN) return ops_not_known(rate, per);
    if (money_convert(from, (struct decimal){rate.i, (uint8_t)rate.aux}, (struct decimal){per.i, (uint8_t)per.aux}, to,
                      &out) != DECIMAL_OK)
        return value_error(REASON_OVERFLOW);
    return (struct value){.i = out.minor, .aux = (uint32_t)out.currency, .state = STATE_KNOWN};
}

uint64_t rates_steps(const struct rates *rates, bool many, struct value amounts) {
    uint64_t rows = rates->list.state == STATE_KNOWN ? 2 * (uint64_t)rates->list.aux + 1 : 1;
    return many && amounts.state == STATE_KNOWN ? rows * amounts.aux : rows;
}

struct value rates_convert(struct arena *arena, const struct rates *rates, bool many, struct value amounts,
                           struct value code) {
    if (!many) return convert_one(rates, amounts, code);
    if (amounts.state != STATE_KNOWN) return ops_not_known(amounts, amounts);
    struct value *items = ARENA_ARRAY(arena, amounts.aux + 1u, struct value);
    for (uint32_t i = 0; i < amounts.aux; i++) {
        items[i] = convert_one(rates, amounts.list[i], code);
        items[i].flags = amounts.list[i].flags & VALUE_MAYBE;
    }
    return (struct value){.list = items, .aux = amounts.aux, .state = STATE_KNOWN};
}
