/* Every bound of the program, once. Each has a test on both sides; reaching one is an error of its own. */
#ifndef ZN_BASE_LIMITS_H
#define ZN_BASE_LIMITS_H

#define LIMIT_SOURCE_BYTES (4u << 20)       /* one .zn file */
#define LIMIT_MODULES 1024u                 /* files of one policy */
#define LIMIT_NESTING 200u                  /* nested brackets, groups and quantifiers in a source */
#define LIMIT_TREE_DEPTH 1000u              /* levels of a source's tree (a long chain of 且 is one level each) */
#define LIMIT_IMAGE_BYTES (256u << 20)      /* a compiled policy */
#define LIMIT_CHUNK_CODE 60000u             /* instructions of one rule or function */
#define LIMIT_CHUNK_REGISTERS 4000u         /* registers of one rule or function */
#define LIMIT_CALL_DEPTH 64u                /* functions and derived fields that use one another */
#define LIMIT_APPLICATION_BYTES (16u << 20) /* one application */
#define LIMIT_JSON_DEPTH 64u                /* nesting of an application */
#define LIMIT_LIST_ITEMS 100000u            /* elements of one list of an application */
#define LIMIT_PROBLEMS 50u                  /* complaints shown of one application, errors and warnings each */
#define LIMIT_FINDINGS_BYTES (64u << 20)    /* a file of findings */
#define LIMIT_TABLE_BYTES (256u << 20)      /* a file of --table */
#define LIMIT_TABLE_ROWS 1000000u           /* rows of one table */
#define LIMIT_STEPS 10000000ull             /* instructions of one rule on one application */
#define LIMIT_RECORDING 20u                 /* times as many for a run that is recorded to be explained */
#define LIMIT_TEXT_BYTES (1u << 20)         /* one text that an evaluation builds */
#define LIMIT_PATTERN_BYTES 4096u           /* a regular expression, sets put in */
#define LIMIT_REGEX_MATCH 100000u           /* PCRE2 match limit */
#define LIMIT_REGEX_DEPTH 1000u             /* PCRE2 depth limit */
#define LIMIT_REGEX_HEAP_KIB 1024u          /* PCRE2 heap limit */
#define LIMIT_PAIRWISE 24u                  /* members of which every two must agree */
#define LIMIT_DIAGNOSTICS 200u              /* messages shown for one run */
#define LIMIT_EXPLAIN_GROUP 20u             /* elements a reason names one by one */
#define LIMIT_EXPLAIN_RESULTS 500000u       /* results of one replayed rule; beyond, an explanation leaves parts out */

#endif
