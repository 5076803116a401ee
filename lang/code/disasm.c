/* The listing is made from opcodes.def: operands are printed by their kinds. */
#include "lang/code/disasm.h"

#include "lang/code/show.h"

static void put_register(struct buffer *out, uint32_t r) { buffer_printf(out, " r%u", r); }

static void put_type(struct buffer *out, const struct image *image, struct type t) {
    static const char *const words[TYPE_COUNT] = {
#define TYPE(name, zh, en, doc_zh, doc_en) #name,
#include "lang/value/types.def"
#undef TYPE
    };
    if (t.kind == TYPE_CURSOR) {
        buffer_str(out, "CURSOR");
        return;
    }
    buffer_str(out, t.shape == SHAPE_LIST ? "list of " : t.shape == SHAPE_SET ? "set of " : "");
    if (t.kind == TYPE_RECORD || t.kind == TYPE_CHOICE) {
        uint32_t en = t.kind == TYPE_RECORD ? image->records[t.index].en : image->choices[t.index].en;
        uint32_t zh = t.kind == TYPE_RECORD ? image->records[t.index].zh : image->choices[t.index].zh;
        struct text name = image_text(image, image->texts[en].len > 0 ? en : zh);
        buffer_text(out, name.len > 0 ? name : TEXT("globals"));
    } else {
        buffer_str(out, words[t.kind]);
    }
}

/* Of two names the one asked for, the other where that is missing. */
static struct text either_name(const struct image *image, bool want_zh, uint32_t zh, uint32_t en) {
    bool use_zh = image->texts[en].len == 0 || (want_zh && image->texts[zh].len > 0);
    return image_text(image, use_zh ? zh : en);
}

static void put_operand(struct buffer *out, const struct image *image, const struct image_chunk *chunk,
                        const struct instruction *i, unsigned k, enum language language) {
    const uint16_t args[3] = {i->a, i->b, i->c};
    enum operand operand = (enum operand)opcode_info(i->op)->operands[k];
    if (operand >= OPERAND_TRUTH && operand <= OPERAND_LAST_REGISTER) {
        put_register(out, args[k]);
        return;
    }
    switch (operand) {
    case OPERAND_CONSTANT: {
        uint32_t c = (uint32_t)i->b | (uint32_t)i->c << 16;
        buffer_byte(out, ' ');
        show_value(out, image, type_unpack(image->constants[c].type), image->constant_values[c], language, true);
        break;
    }
    case OPERAND_FIELD: {
        struct type record = image->register_types[chunk->registers_first + i->b];
        const struct image_field *f = &image->fields[image->records[record.index].fields_first + i->c];
        buffer_byte(out, ' ');
        buffer_text(out, either_name(image, language == LANGUAGE_ZH, f->zh, f->en));
        break;
    }
    case OPERAND_TARGET: buffer_printf(out, " @%u", args[k]); break;
    case OPERAND_REGEX:
        buffer_str(out, " /");
        buffer_text(out, image_text(image, image->regexs[args[k]].pattern));
        buffer_byte(out, '/');
        break;
    case OPERAND_CHUNK: buffer_printf(out, " chunk %u", args[k]); break;
    case OPERAND_INDEX: {
        const struct image_index *index = &image->indexs[args[k]];
        const struct image_record *record = &image->records[image->tables[index->table].record];
        const struct image_field *column = &image->fields[record->fields_first + index->column];
        bool zh = language == LANGUAGE_ZH;
        buffer_printf(out, " %.*s by %.*s", TEXT_ARG(either_name(image, zh, record->zh, record->en)),
                      TEXT_ARG(either_name(image, zh, column->zh, column->en)));
        break;
    }
    case OPERAND_COUNT: buffer_printf(out, " x%u", args[k]); break;
    case OPERAND_BIT: buffer_str(out, args[k] ? " yes" : " no"); break;
    default: break; /* NONE, HIGH: nothing of their own */
    }
}

static void put_chunk(struct buffer *out, const struct image *image, uint32_t index, enum language language) {
    const struct image_chunk *chunk = &image->chunks[index];
    const struct instruction *code = image->instructions + chunk->code_first;
    buffer_printf(out, "chunk %u -> ", index);
    put_type(out, image, type_unpack(chunk->result));
    buffer_printf(out, " (%u parameters, %u registers, depth %u)\n", chunk->params, chunk->registers_count,
                  image->chunk_depth[index]);
    for (uint32_t r = 0; r < chunk->registers_count; r++) {
        buffer_printf(out, "       r%-4u ", r);
        put_type(out, image, image->register_types[chunk->registers_first + r]);
        buffer_byte(out, '\n');
    }
    uint32_t node = 0;
    for (uint32_t pc = 0; pc < chunk->code_count; pc++) {
        buffer_printf(out, "  %4u %-14s", pc, opcode_info(code[pc].op)->name);
        for (unsigned k = 0; k < 3; k++) put_operand(out, image, chunk, &code[pc], k, language);
        for (; node < chunk->nodes_count && image->nodes[chunk->nodes_first + node].pc == pc; node++) {
            const struct image_node *n = &image->nodes[chunk->nodes_first + node];
            buffer_str(out, "   # ");
            buffer_text(out, image_text(image, language == LANGUAGE_ZH ? n->zh : n->en));
        }
        buffer_byte(out, '\n');
    }
}

static void put_part(struct buffer *out, const struct image *image, const char *name, uint32_t chunk,
                     enum language language) {
    if (chunk == IMAGE_NONE) return;
    buffer_printf(out, "%s: ", name);
    put_chunk(out, image, chunk, language);
}

static void put_rule(struct buffer *out, const struct image *image, uint32_t row, enum language language) {
    const struct image_rule *rule = &image->rules[row];
    buffer_str(out, "rule ");
    buffer_text(out, image_text(image, rule->en));
    buffer_byte(out, ' ');
    buffer_text(out, image_text(image, rule->zh));
    if (rule->file != IMAGE_NONE) {
        buffer_str(out, "  (");
        buffer_text(out, image_text(image, image->files[rule->file].path));
        buffer_printf(out, ":%u)", rule->line);
    }
    buffer_byte(out, '\n');
    put_part(out, image, "when", rule->when, language);
    put_part(out, image, "unless", rule->unless, language);
    put_part(out, image, "body", rule->body, language);
    put_part(out, image, "latest", rule->latest, language);
    put_part(out, image, "message", language == LANGUAGE_ZH ? rule->message_zh : rule->message_en, language);
    buffer_byte(out, '\n');
}

bool disasm_print(struct buffer *out, const struct image *image, struct text rule, enum language language) {
    bool found = rule.len == 0;
    for (uint32_t r = 0; r < IMAGE_COUNT(image, rule); r++) {
        if (rule.len > 0 && !image_rule_is(image, &image->rules[r], rule)) continue;
        found = true;
        put_rule(out, image, r, language);
    }
    /* What rules share: functions and derived fields. */
    for (uint32_t r = 0; rule.len == 0 && r < IMAGE_COUNT(image, record); r++)
        for (uint32_t f = 0; f < image->records[r].fields_count; f++) {
            const struct image_field *field = &image->fields[image->records[r].fields_first + f];
            if (field->chunk == IMAGE_NONE) continue;
            buffer_str(out, "derive ");
            buffer_text(out, image_text(image, image->records[r].en));
            buffer_byte(out, '.');
            buffer_text(out, image_text(image, field->en));
            buffer_byte(out, '\n');
            put_chunk(out, image, field->chunk, language);
        }
    return found;
}
