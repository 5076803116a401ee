/* Closed lists that the tree, the image and explanations share: what a rule demands, how it compares, what a group or a
 * quantifier asks. The numbers are part of the image's format. */
#ifndef ZN_VALUE_MEANING_H
#define ZN_VALUE_MEANING_H

enum modality {
    MODALITY_MUST,
    MODALITY_MUST_NOT,
    MODALITY_IN_PRINCIPLE,
    MODALITY_GENERALLY,
    MODALITY_ENCOURAGE,
    MODALITY_PREFER
};
enum compare_op {
    COMPARE_EQUAL,
    COMPARE_NOT_EQUAL,
    COMPARE_LESS,
    COMPARE_AT_MOST,
    COMPARE_MORE,
    COMPARE_AT_LEAST,
    COMPARE_BEFORE,
    COMPARE_NOT_AFTER,
    COMPARE_AFTER,
    COMPARE_NOT_BEFORE,
    COMPARE_IN,
    COMPARE_INCLUDES,
};
enum group_op { GROUP_ALL, GROUP_ANY, GROUP_NONE, GROUP_AT_LEAST };
/* Which applications a part of 拟支持 counts: those of some fields or themes, those that satisfy a condition, or one part
 * for each field, partner country, theme or value of a key. */
enum quota_part { PART_LABELS, PART_CONDITION, PART_EACH_FIELD, PART_EACH_PARTNER, PART_EACH_THEME, PART_EACH_KEY };
enum quota_mode { QUOTA_EXACT, QUOTA_AT_MOST, QUOTA_ABOUT, QUOTA_RANGE };

#endif
