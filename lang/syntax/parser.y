/* The grammar. It only builds the tree; what names and types mean is lang/sema's business.
 *
 * Decided: a file is a flat list of declarations, and a rule belongs to the guide or direction whose heading came
 * last before it, so that newlines and indentation mean nothing and one broken rule spoils no other. A rule's parts
 * stand before its statement, only 最迟 and 提示 after it. Both word orders build one tree. */
%require "3.8"
%define api.pure full
%define api.prefix {zn_}
%define api.token.prefix {TOKEN_}
%define api.header.include {"lang/syntax/parser.h"}
%define parse.error custom
%define parse.lac full
%define parse.lac.es-capacity-initial {4000}
%define api.location.type {struct span}
%locations
%expect 0
%param {struct parse_context *ctx}
%lex-param {void *scanner}
%parse-param {void *scanner}

%code requires {
#include "lang/syntax/parse_context.h"
}

%union {
    struct node *node;
    struct word word;
    struct text text;
    int flag;
}

%code {
#include "lang/syntax/lexer.h"

/* The stacks have one size, so bison allocates nothing and running out of arena memory may jump out of it. What
 * exceeds them is nested too deeply. */
#define YYINITDEPTH 4000
#define YYMAXDEPTH 4000

#define YYLLOC_DEFAULT(current, rhs, n)                                                        \
    do {                                                                                       \
        if (n)                                                                                 \
            (current) = span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n));                         \
        else                                                                                   \
            (current) = (struct span){YYRHSLOC(rhs, 0).file, YYRHSLOC(rhs, 0).end, YYRHSLOC(rhs, 0).end}; \
    } while (0)

#define MAKE(kind, at, ...) ast_make(ctx->arena, NODE_##kind, (at), (sizeof((struct node *[]){__VA_ARGS__}) / sizeof(struct node *)), __VA_ARGS__)
#define LEAF(kind, at) ast_new(ctx->arena, NODE_##kind, (at))
#define LIST1(first, at) ast_append(ctx->arena, LEAF(LIST, at), (first))
#define ADD(list, item) ast_append(ctx->arena, (list), (item))
#define WITH_DOC(declaration) lexer_document(ctx, (declaration))

/* In which vocabulary the operator was written, where there is but one word for it. */
static struct node *with_vocabulary(struct node *n, struct word w) {
    if (w.text.len && (unsigned char)w.text.ptr[0] < 0x80) n->flags |= NODE_LATIN;
    return n;
}
static struct node *with_word(struct node *n, struct word w) {
    n->word = w.word;
    return with_vocabulary(n, w);
}
static struct node *with_op(struct node *n, struct word w) {
    n->op = w.op;
    return with_word(n, w);
}
static struct node *with_text(struct node *n, struct text t) {
    n->text = t;
    return n;
}
static struct node *with_flags(struct node *n, int flags) {
    n->flags = (uint16_t)(n->flags | flags);
    return n;
}
static struct node *relabel(struct node *n, enum node_kind kind) {
    n->kind = (uint16_t)kind;
    return n;
}
/* The parts before a statement, the statement, and the parts after it, as one list. */
static struct node *join_parts(struct arena *arena, struct node *before, struct node *statement, struct node *after) {
    before = ast_append(arena, before, statement);
    for (uint32_t i = 0; after && i < after->n_kids; i++)
        before = ast_append(arena, before, after->kids[i]);
    return before;
}
static void zn_error(const struct span *at, struct parse_context *ctx, void *scanner, const char *message);
}

%token END 0 "文件结束/end of file"
%token START_FILE "文件/file" START_EXPRESSION "表达式/expression"
%token <text> NAME "名称/name"
%token <node> NUMBER "数/number" MONEY "金额/amount of money" LITERAL "日期、期限或百分比/date, duration or percentage"
%token <node> TEXT "文本/text" PATTERN "格式/pattern"
%token <node> TEXT_OPEN "文本/text with holes" TEXT_MIDDLE "文本的中段/middle of a text" TEXT_CLOSE "文本的末段/end of a text"
%token <node> PATTERN_OPEN "格式/pattern with holes" PATTERN_MIDDLE "格式的中段/middle of a pattern" PATTERN_CLOSE "格式的末段/end of a pattern"
%token <word> USE "引用/use" RECORD "记录/record" INPUT "申报材料/input" CHOICE "选项/choice" ORDERED "有序/ordered"
%token <word> FIXED "不可更改/fixed" KEY "主键/key" LIST_OF "多个/list of" SET_OF "一组/set of" DERIVE "推算/derive"
%token <word> SET "集合/set" LABELS "标识表/labels" LET "设/let" FUNCTION "函数/function" TEMPLATE "模板/template"
%token <word> GUIDE "指南/guide" DIRECTION "方向/direction" YEAR "年度/year" DOCUMENT "文号/document number"
%token <word> CLAUSES "条款/clauses" PARTNERS "合作国别/partners" FIELDS "领域/fields" SUPPORTS "拟支持/supports"
%token <word> TOTALS "总计/totals" TOTAL "共/total" ABOUT "约/about" ABOUT_AFTER "左右/or so"
%token <node> ROW "行号/row number"
%token <word> TABLE "数据表/table" THEME "主题/theme" CONTENTS "研究内容/contents" INDICATORS "考核指标/indicators"
%token <word> OF_WHICH "其中/of which" REPLACES "代替/replaces" LIMITED "限报" LIMIT_EACH "limit each"
%token <word> AMONG_DIRECTIONS "涉及方向/among directions" PAIRWISE "两两/pairwise" PER "按/by" SINCE "自/since" COVERS "覆盖全部/covers all" BETTER "优于/better than"
%token <word> RULE "规则/rule" APPLY "适用/apply" WAIVE "豁免/waive" CALLED "名为/called" CITE "依据/cite"
%token <word> READING "解释/reading" WHEN "若/when" UNLESS "除非/unless" FOR_EACH "对每个/for each" FOR "对/for"
%token <word> MUST "必须/must" MUST_NOT "不得/must not" IN_PRINCIPLE "原则上/in principle" GENERALLY "一般/generally"
%token <word> ENCOURAGE "鼓励/encourage" PREFER "优先/prefer" BY "加/by" JUDGE "人工审查/judge" INFORM "说明/inform"
%token <word> OMIT "未纳入机审/omit" BECAUSE "理由/because" LATEST "最迟/at latest" MESSAGE "提示/message"
%token <word> OR "或/or" AND "且/and" NOT "非/not" ALL_OF "以下全部/all of" ANY_OF "以下任一/any of" NONE_OF "以下均不/none of"
%token <word> GROUP_AT_LEAST "以下至少/at least … of" OF "of" SOME "有/some" EVERY "每个/every" NO_ONE "没有/no" AMONG "中/in"
%token <word> SATISFIES "满足/satisfies" WHERE "当/where" IT "其/it" IF "如果/if" THEN "则/then" ELSE "否则/else"
%token <word> EQUAL "为/is" RELATION "比较词/comparison" AT_LEAST "不少于/at least" AT_MOST "不超过/at most"
%token <word> BETWEEN "介于/between" BETWEEN_AND "与/and" TO "至/to" IN "属于/in" NOT_IN "不属于/not in"
%token <word> INCLUDES "包含/includes" NOT_INCLUDES "不包含/excludes" MATCHES "匹配/matches" AS "作/as" HAS "has"
%token <word> FILLED "已填写/has" MISSING "未填写/is missing" YES "是/yes" NO "否/no" UNKNOWN "未知/unknown"
%token <word> LATER "之后/later by" EARLIER "之前/earlier by" UNION "并/union" INTERSECT "交/intersect" EXCEPT "除去/minus"
%token <word> PLUS "+" MINUS "-" TIMES "*" DIVIDE "/"
%token LPAREN "(" RPAREN ")" LBRACE "{" RBRACE "}" LBRACKET "[" RBRACKET "]"
%token COMMA "," SEMICOLON ";" COLON ":" DOT "."

%type <node> items item names title text_pair text hole_text text_middle pattern pattern_middle
%type <node> record fields field type_ref choice choice_items choice_item derive set labels let function params param
%type <node> params_opt template guide direction header clauses clause_sections clause_section clause_list clause_entry
%type <node> country_list field_list field_item quota count_quota funds_quota type_opt value_opt
%type <node> rule before part after after_part statement citations citation apply apply_parts apply_part waive for_each
%type <node> standalone_judge note note_parts args args_opt filterable expr operand postfix source where_opt group_items list_items
%type <node> versions version plain_names literal loop_name table columns rows row theme theme_id theme_items theme_item contents content_items content_item row_id
%type <node> indicators indicator_rows indicator_row indicator_name indicator_unless indicator_bound measure amounts quota_parts
%type <node> quota_part part_of names_of_part limit limit_scope direction_codes limit_statement arg
%type <word> indicator_modality hard
%type <node> of_which
%type <word> modality
%type <text> plain_name clause_number clause_atom word section field_name
%type <word> field_keyword part_word
%type <node> field_names
%type <flag> field_flags field_flag

%precedence SATISFIES ELSE
%left OR
%left AND
%precedence NOT
%left LATER EARLIER
%left PLUS MINUS UNION EXCEPT
%left TIMES DIVIDE INTERSECT
%precedence UNARY

%start start

%%

start: START_FILE items
  | START_EXPRESSION filterable { ctx->result = $filterable; }
  ;

/* Kept in the context, so that what was read before a break (parse.c) is not lost. */
items: %empty { $$ = ctx->result; }
  | items[list] item { $$ = ADD($list, WITH_DOC($item)); yyerrok; }
  | items[list] error
    {
        /* What may be said again is decided in syntax_error.c, not by counting tokens. */
        $$ = $list;
        yyerrok;
        if (lexer_skips(ctx, yychar)) yyclearin;
    }
  ;

item: USE[k] TEXT { $$ = MAKE(USE, @$, $TEXT); }
  | record | table | theme | choice | derive | set | labels | let | function | template
  | guide | direction | header | rule | apply | waive | standalone_judge | note
  ;

/* names: one or two, in either order */
names: word { $$ = MAKE(NAMES, @$, with_text(LEAF(NAME, @word), $word), NULL); }
  | word[a] word[b] { $$ = MAKE(NAMES, @$, with_text(LEAF(NAME, @a), $a), with_text(LEAF(NAME, @b), $b)); }
  ;
word: NAME ;
/* Where nothing but a name can stand, the words for the parts of a guide are names as well. */
plain_names: plain_name[a] { $$ = MAKE(NAMES, @$, with_text(LEAF(NAME, @a), $a), NULL); }
  | plain_name[a] plain_name[b] { $$ = MAKE(NAMES, @$, with_text(LEAF(NAME, @a), $a), with_text(LEAF(NAME, @b), $b)); }
  ;
plain_name: NAME | part_word { $$ = $part_word.text; } ;
part_word: TABLE | THEME | CONTENTS | INDICATORS | PARTNERS | FIELDS ;
title: %empty { $$ = NULL; } | text_pair ;
text_pair: text
  | text[a] DIVIDE text[b] { $$ = MAKE(PAIR, @$, $a, $b); }
  ;
text: TEXT | hole_text TEXT_CLOSE { $$ = with_flags(ADD($hole_text, $TEXT_CLOSE), NODE_HAS_HOLES); $$->span = @$; } ;
hole_text: TEXT_OPEN filterable { $$ = ADD(ADD(LEAF(TEXT, @$), $TEXT_OPEN), $filterable); }
  | hole_text[a] text_middle filterable { $$ = ADD(ADD($a, $text_middle), $filterable); }
  ;
text_middle: TEXT_MIDDLE ;
pattern: PATTERN { $$ = $PATTERN; }
  | pattern_middle PATTERN_CLOSE { $$ = with_flags(ADD($pattern_middle, $PATTERN_CLOSE), NODE_HAS_HOLES); $$->span = @$; }
  ;
pattern_middle: PATTERN_OPEN filterable { $$ = ADD(ADD(LEAF(PATTERN, @$), $PATTERN_OPEN), $filterable); }
  | pattern_middle[a] PATTERN_MIDDLE filterable { $$ = ADD(ADD($a, $PATTERN_MIDDLE), $filterable); }
  ;

/* data model and reference data */
record: RECORD plain_names LBRACE fields RBRACE { $$ = MAKE(RECORD, @$, $plain_names, $fields); }
  | INPUT RECORD names LBRACE fields RBRACE { $$ = with_flags(MAKE(RECORD, @$, $names, $fields), NODE_INPUT); }
  ;
fields: %empty { $$ = LEAF(LIST, @$); }
  | fields[list] field { $$ = ADD($list, WITH_DOC($field)); yyerrok; }
  | fields[list] COMMA { $$ = $list; }
  | fields[list] SEMICOLON { $$ = $list; }
  | fields[list] error { $$ = $list; }
  ;
field: field_names COLON type_ref field_flags { $$ = with_flags(MAKE(FIELD_DECL, @$, $field_names, $type_ref), $field_flags); } ;
/* A field stands behind a dot, where every word is a name; so it may be called by a keyword. */
field_names: field_name[a] { $$ = MAKE(NAMES, @$, with_text(LEAF(NAME, @a), $a), NULL); }
  | field_name[a] field_name[b] { $$ = MAKE(NAMES, @$, with_text(LEAF(NAME, @a), $a), with_text(LEAF(NAME, @b), $b)); }
  ;
field_name: NAME | field_keyword { $$ = $field_keyword.text; } ;
field_keyword: USE | RECORD | INPUT | CHOICE | DERIVE | SET | LET | FUNCTION | TEMPLATE | GUIDE | DIRECTION | YEAR | DOCUMENT | CLAUSES | PARTNERS
  | TABLE | THEME | CONTENTS | INDICATORS | FIELDS | SUPPORTS | TOTALS | TOTAL | RULE | READING | MESSAGE | CITE | JUDGE | INFORM | OMIT | BECAUSE | LATEST | SINCE | PER | REPLACES | LIMITED ;
field_flags: %empty { $$ = 0; } | field_flags[a] field_flag { $$ = $a | $field_flag; } ;
field_flag: FIXED { $$ = NODE_FIXED; } | KEY { $$ = NODE_KEY; } ;
type_ref: plain_name { $$ = with_text(LEAF(TYPE_REF, @$), $plain_name); $$->op = SHAPE_ONE; }
  | LIST_OF plain_name { $$ = with_text(LEAF(TYPE_REF, @$), $plain_name); $$->op = SHAPE_LIST; }
  | SET_OF plain_name { $$ = with_text(LEAF(TYPE_REF, @$), $plain_name); $$->op = SHAPE_SET; }
  ;
/* columns, then rows; without rows the table is loaded with --table */
table: TABLE names columns { $$ = MAKE(TABLE, @$, $names, $columns, NULL); }
  | TABLE names columns EQUAL LBRACE rows RBRACE { $rows->span = span_join(@LBRACE, @RBRACE); $$ = MAKE(TABLE, @$, $names, $columns, $rows); }
  ;
columns: LBRACE fields RBRACE { $$ = $fields; $$->span = @$; } ;
rows: row { $$ = LIST1($row, @$); }
  | rows[list] SEMICOLON row { $$ = ADD($list, $row); }
  | rows[list] SEMICOLON { $$ = $list; }
  | rows[list] SEMICOLON error { $$ = $list; }
  ;
row: list_items { $$ = relabel($list_items, NODE_TABLE_ROW); } ;
choice: CHOICE plain_names LBRACE choice_items RBRACE { $$ = MAKE(CHOICE, @$, $plain_names, $choice_items); }
  | ORDERED CHOICE plain_names LBRACE choice_items RBRACE { $$ = with_flags(MAKE(CHOICE, @$, $plain_names, $choice_items), NODE_ORDERED); }
  ;
choice_items: choice_item { $$ = LIST1($choice_item, @$); }
  | choice_items[list] COMMA choice_item { $$ = ADD($list, $choice_item); }
  | choice_items[list] SEMICOLON choice_item { $$ = ADD($list, $choice_item); }
  | choice_items[list] error { $$ = $list; }
  ;
choice_item: plain_names { $$ = WITH_DOC($plain_names); } ;
derive: DERIVE NAME DOT field_names type_opt EQUAL filterable
    { $$ = MAKE(DERIVE, @$, with_text(LEAF(NAME, @NAME), $NAME), $field_names, $type_opt, $filterable); } ;
type_opt: %empty { $$ = NULL; } | COLON type_ref { $$ = $type_ref; } ;
value_opt: %empty { $$ = NULL; } | EQUAL filterable { $$ = $filterable; } ;
set: SET names type_opt EQUAL filterable { $$ = MAKE(SET, @$, $names, $type_opt, $filterable); }
  | SET names type_opt LBRACE versions RBRACE { $$ = MAKE(DATED_SET, @$, $names, $type_opt, $versions); }
  ;
versions: version { $$ = LIST1($version, @$); }
  | versions[list] version { $$ = ADD($list, $version); }
  | versions[list] SEMICOLON { $$ = $list; }
  ;
version: SINCE LITERAL EQUAL filterable { $$ = MAKE(VERSION, @$, $LITERAL, $filterable); } ;
labels: LABELS plain_names LBRACE choice_items RBRACE { $$ = MAKE(LABELS, @$, $plain_names, $choice_items); } ;
let: LET names type_opt value_opt { $$ = MAKE(LET, @$, $names, $type_opt, $value_opt); } ;
function: FUNCTION names params_opt type_opt EQUAL filterable { $$ = MAKE(FUNCTION, @$, $names, $params_opt, $type_opt, $filterable); } ;
params_opt: LPAREN RPAREN { $$ = LEAF(LIST, @$); } | LPAREN params RPAREN { $$ = $params; $$->span = @$; } ;
params: param { $$ = LIST1($param, @$); } | params[list] COMMA param { $$ = ADD($list, $param); } ;
param: names COLON type_ref { $$ = MAKE(PARAM, @$, $names, $type_ref); } ;
template: TEMPLATE names title before statement after
    { $$ = MAKE(TEMPLATE, @$, $names, LEAF(LIST, @names), $title, join_parts(ctx->arena, $before, $statement, $after)); }
  | TEMPLATE names params_opt title before statement after
    { $$ = MAKE(TEMPLATE, @$, $names, $params_opt, $title, join_parts(ctx->arena, $before, $statement, $after)); }
  ;

/* headings */
guide: GUIDE TEXT title { $$ = MAKE(GUIDE, @$, $TEXT, NULL, $title); }
  | GUIDE TEXT names title { $$ = MAKE(GUIDE, @$, $TEXT, $names, $title); }
  ;
direction: DIRECTION TEXT title { $$ = MAKE(DIRECTION, @$, $TEXT, NULL, $title); }
  | DIRECTION TEXT names title { $$ = MAKE(DIRECTION, @$, $TEXT, $names, $title); }
  ;
header: clauses
  | YEAR NUMBER { $$ = MAKE(YEAR, @$, $NUMBER); }
  | DOCUMENT text_pair { $$ = MAKE(DOCUMENT, @$, $text_pair); }
  | PARTNERS country_list { $$ = MAKE(PARTNERS, @$, $country_list); }
  | FIELDS field_list { $$ = MAKE(FIELDS, @$, $field_list); }
  | SUPPORTS quota { $$ = $quota; $$->span = @$; }
  | contents | indicators
  | TOTALS quota { $$ = relabel($quota, NODE_TOTALS); $$->span = @$; }
  ;
clauses: CLAUSES clause_sections { $$ = MAKE(CLAUSES, @$, $clause_sections); } ;
clause_sections: clause_section
  | clause_sections[list] COMMA clause_section[more]
    { $$ = $list; for (uint32_t i = 0; i < $more->n_kids; i++) ADD($$, $more->kids[i]); }
  ;
clause_section: section { $$ = LIST1(with_text(LEAF(CLAUSE, @$), $section), @$); $$->kids[0]->value = value_text(TEXT("")); }
  | section LPAREN clause_list RPAREN
    { $$ = $clause_list; for (uint32_t i = 0; i < $$->n_kids; i++) $$->kids[i]->text = $section; }
  ;
clause_list: clause_entry { $$ = LIST1($clause_entry, @$); } | clause_list[list] COMMA clause_entry { $$ = ADD($list, $clause_entry); } ;
clause_entry: clause_number { $$ = LEAF(CLAUSE, @$); $$->value = value_text($clause_number); }
  | NUMBER[from] TO NUMBER[to] { $$ = MAKE(CLAUSE_RANGE, @$, $from, $to); }
  ;
clause_number: clause_atom
  | clause_atom[a] LPAREN clause_number[b] RPAREN { $$ = text_format(ctx->arena, "%.*s(%.*s)", TEXT_ARG($a), TEXT_ARG($b)); }
  ;
clause_atom: NUMBER { $$ = lexer_number_text(ctx, $NUMBER); }
  | NAME
  | TEXT { $$ = $TEXT->text; }
  ;
section: word | FIELDS { $$ = $FIELDS.text; } | INDICATORS { $$ = $INDICATORS.text; } ;
country_list: word { $$ = LIST1(with_text(LEAF(NAME, @$), $word), @$); }
  | country_list[list] COMMA word { $$ = ADD($list, with_text(LEAF(NAME, @word), $word)); }
  ;
field_list: field_item { $$ = LIST1($field_item, @$); } | field_list[list] COMMA field_item { $$ = ADD($list, $field_item); } ;
field_item: names
  | TEXT { $$ = MAKE(NAMES, @$, $TEXT, NULL); }
  | TEXT word { $$ = MAKE(NAMES, @$, $TEXT, with_text(LEAF(NAME, @word), $word)); }
  ;
quota: count_quota { $$ = MAKE(SUPPORTS, @$, $count_quota, NULL, NULL); }
  | count_quota COMMA of_which { $$ = MAKE(SUPPORTS, @$, $count_quota, NULL, $of_which); }
  | count_quota COMMA TOTAL funds_quota { $$ = MAKE(SUPPORTS, @$, $count_quota, $funds_quota, NULL); }
  | count_quota COMMA TOTAL funds_quota COMMA of_which { $$ = MAKE(SUPPORTS, @$, $count_quota, $funds_quota, $of_which); }
  | TOTAL funds_quota { $$ = MAKE(SUPPORTS, @$, NULL, $funds_quota, NULL); }
  | TOTAL funds_quota COMMA of_which { $$ = MAKE(SUPPORTS, @$, NULL, $funds_quota, $of_which); }
  | of_which { $$ = MAKE(SUPPORTS, @$, NULL, NULL, $of_which); }
  ;
of_which: OF_WHICH LBRACE quota_parts RBRACE { $$ = $quota_parts; $$->span = @$; } ;
amounts: count_quota { $$ = MAKE(SUPPORTS, @$, $count_quota, NULL, NULL); }
  | count_quota COMMA TOTAL funds_quota { $$ = MAKE(SUPPORTS, @$, $count_quota, $funds_quota, NULL); }
  | TOTAL funds_quota { $$ = MAKE(SUPPORTS, @$, NULL, $funds_quota, NULL); }
  ;
quota_parts: quota_part { $$ = LIST1($quota_part, @$); }
  | quota_parts[list] SEMICOLON quota_part { $$ = ADD($list, $quota_part); }
  | quota_parts[list] SEMICOLON { $$ = $list; }
  | quota_parts[list] SEMICOLON error { $$ = $list; }
  ;
quota_part: part_of amounts { $$ = MAKE(QUOTA_PART, @$, $part_of, $amounts); }
  | IN_PRINCIPLE part_of amounts { $$ = with_op(MAKE(QUOTA_PART, @$, $part_of, $amounts), $IN_PRINCIPLE); }
  ;
/* by a condition, each of a kind, one field or theme, several together */
part_of: LPAREN expr RPAREN { $$ = $expr; }
  | EVERY postfix { $$ = MAKE(EACH_OF, @$, $postfix); }
  | names_of_part
  | LBRACKET field_list RBRACKET { $$ = $field_list; $$->span = @$; }
  ;
names_of_part: field_item { $$ = LIST1($field_item, @$); } ;
count_quota: NUMBER[n] { $$ = MAKE(QUOTA, @$, $n, NULL); }
  | AT_MOST NUMBER[n] { $$ = MAKE(QUOTA, @$, NULL, $n); $$->op = QUOTA_AT_MOST; with_word($$, $AT_MOST); }
  | ABOUT NUMBER[n] { $$ = MAKE(QUOTA, @$, $n, NULL); $$->op = QUOTA_ABOUT; with_word($$, $ABOUT); }
  | NUMBER[n] ABOUT_AFTER { $$ = MAKE(QUOTA, @$, $n, NULL); $$->op = QUOTA_ABOUT; with_word($$, $ABOUT_AFTER); }
  | NUMBER[a] TO NUMBER[b] { $$ = MAKE(QUOTA, @$, $a, $b); $$->op = QUOTA_RANGE; }
  ;
funds_quota: MONEY[n] { $$ = MAKE(QUOTA, @$, $n, NULL); }
  | AT_MOST MONEY[n] { $$ = MAKE(QUOTA, @$, NULL, $n); $$->op = QUOTA_AT_MOST; with_word($$, $AT_MOST); }
  | ABOUT MONEY[n] { $$ = MAKE(QUOTA, @$, $n, NULL); $$->op = QUOTA_ABOUT; with_word($$, $ABOUT); }
  | MONEY[n] ABOUT_AFTER { $$ = MAKE(QUOTA, @$, $n, NULL); $$->op = QUOTA_ABOUT; with_word($$, $ABOUT_AFTER); }
  | MONEY[a] TO MONEY[b] { $$ = MAKE(QUOTA, @$, $a, $b); $$->op = QUOTA_RANGE; }
  ;

/* a theme or sub-direction: what stands in its braces holds for applications of that theme */
theme: THEME theme_id title LBRACE theme_items RBRACE { $$ = MAKE(THEME, @$, $theme_id, $title, $theme_items); } ;
theme_id: names | TEXT { $$ = MAKE(NAMES, @$, $TEXT, NULL); } | TEXT word { $$ = MAKE(NAMES, @$, $TEXT, with_text(LEAF(NAME, @word), $word)); } ;
theme_items: %empty { $$ = LEAF(LIST, @$); }
  | theme_items[list] theme_item { $$ = ADD($list, WITH_DOC($theme_item)); yyerrok; }
  | theme_items[list] error
    {
        $$ = $list;
        /* The end of the file is never passed over: whoever recovers from it for ever must give up instead. */
        if (yychar != TOKEN_END) yyerrok;
        if (yychar != TOKEN_RBRACE && lexer_skips_in_theme(ctx, yychar)) yyclearin;
    }
  ;
theme_item: rule | apply | waive | standalone_judge | note | header ;
contents: CONTENTS LBRACE content_items RBRACE { $$ = MAKE(CONTENTS, @$, $content_items); } ;
content_items: content_item { $$ = LIST1($content_item, @$); }
  | content_items[list] SEMICOLON content_item { $$ = ADD($list, $content_item); }
  | content_items[list] SEMICOLON { $$ = $list; }
  | content_items[list] SEMICOLON error { $$ = $list; }
  ;
content_item: row_id text_pair { $$ = MAKE(CONTENT_ITEM, @$, $row_id, $text_pair); } ;
row_id: NUMBER { $$ = with_text(LEAF(NAME, @$), lexer_number_text(ctx, $NUMBER)); }
  | ROW
  | NAME { $$ = with_text(LEAF(NAME, @$), $NAME); }
  | TEXT { $$ = with_text(LEAF(NAME, @$), $TEXT->text); }
  ;
indicators: INDICATORS LBRACE indicator_rows RBRACE { $$ = MAKE(INDICATORS, @$, $indicator_rows); } ;
indicator_rows: indicator_row { $$ = LIST1($indicator_row, @$); }
  | indicator_rows[list] SEMICOLON indicator_row { $$ = ADD($list, $indicator_row); }
  | indicator_rows[list] SEMICOLON { $$ = $list; }
  | indicator_rows[list] SEMICOLON error { $$ = $list; }
  ;
indicator_row: row_id indicator_name indicator_modality indicator_bound where_opt indicator_unless
    { $$ = MAKE(INDICATOR, @$, $row_id, $indicator_name, $indicator_bound, $where_opt, $indicator_unless); with_op($$, $indicator_modality); } ;
indicator_name: names | text_pair ;
indicator_modality: %empty { $$ = (struct word){.op = MODALITY_MUST}; } | IN_PRINCIPLE | ENCOURAGE | GENERALLY ;
indicator_unless: %empty { $$ = NULL; } | UNLESS expr { $$ = $expr; } ;
indicator_bound: %empty { $$ = NULL; }
  | measure[n] { $$ = MAKE(BOUND, @$, $n, NULL); $$->op = COMPARE_AT_LEAST; }
  | AT_LEAST[op] measure[n] { $$ = with_op(MAKE(BOUND, @$, $n, NULL), $op); }
  | AT_MOST[op] measure[n] { $$ = with_op(MAKE(BOUND, @$, $n, NULL), $op); }
  | RELATION[op] measure[n] { $$ = with_op(MAKE(BOUND, @$, $n, NULL), $op); }
  | BETTER measure[n] { $$ = MAKE(BOUND, @$, $n, NULL); $$->op = COMPARE_LESS; with_word($$, $BETTER); }
  | measure[a] TO measure[b] { $$ = MAKE(BOUND, @$, $a, $b); $$->op = COMPARE_AT_LEAST; }
  ;
measure: NUMBER | LITERAL | MONEY ;

/* rules */
rule: RULE names title before statement after { $$ = MAKE(RULE, @$, $names, $title, join_parts(ctx->arena, $before, $statement, $after)); } ;
before: %empty { $$ = LEAF(LIST, @$); } | before[list] part { $$ = ADD($list, $part); } ;
part: CITE citations { $$ = MAKE(CITE, @$, $citations); }
  | READING text_pair { $$ = MAKE(READING, @$, $text_pair); }
  | WHEN expr { $$ = with_op(MAKE(WHEN, @$, $expr), $WHEN); }
  | UNLESS expr { $$ = MAKE(UNLESS, @$, $expr); }
  | LET names type_opt EQUAL filterable { $$ = MAKE(LET, @$, $names, $type_opt, $filterable); }
  | for_each
  | REPLACES NAME { $$ = with_text(LEAF(REPLACES, @$), $NAME); }
  ;
for_each: FOR_EACH loop_name IN source where_opt { $$ = MAKE(FOR_EACH, @$, $loop_name, $source, $where_opt); }
  | FOR source AMONG EVERY loop_name where_opt { $$ = MAKE(FOR_EACH, @$, $loop_name, $source, $where_opt); }
  ;
/* An element or a match may have a name in each language, as every declaration may. */
loop_name: NAME { $$ = MAKE(NAMES, @$, with_text(LEAF(NAME, @$), $NAME), NULL); }
  | NAME[a] NAME[b] { $$ = MAKE(NAMES, @$, with_text(LEAF(NAME, @a), $a), with_text(LEAF(NAME, @b), $b)); }
  ;
where_opt: %empty { $$ = NULL; } | WHERE expr { $$ = $expr; } ;
citations: citation { $$ = LIST1($citation, @$); } | citations[list] COMMA citation { $$ = ADD($list, $citation); } ;
citation: section { $$ = with_text(LEAF(CLAUSE, @$), $section); $$->value = value_text(TEXT("")); }
  | section LPAREN clause_number RPAREN { $$ = with_text(LEAF(CLAUSE, @$), $section); $$->value = value_text($clause_number); }
  ;
statement: hard expr { $$ = with_op(MAKE(REQUIRE, @$, $expr, NULL), $hard); }
  | IN_PRINCIPLE[modality] expr { $$ = with_op(MAKE(REQUIRE, @$, $expr, NULL), $modality); }
  | PREFER expr { $$ = with_op(MAKE(REQUIRE, @$, $expr, NULL), $PREFER); }
  | PREFER expr BY NUMBER { $$ = with_op(MAKE(REQUIRE, @$, $expr, $NUMBER), $PREFER); }
  | limit_statement
  | IN_PRINCIPLE limit_statement { $$ = $limit_statement; $$->op = MODALITY_IN_PRINCIPLE; $$->span = @$; }
  | JUDGE text_pair { $$ = MAKE(JUDGE, @$, $text_pair); }
  | modality JUDGE text_pair { $$ = with_op(MAKE(JUDGE, @$, $text_pair), $modality); }
  | INFORM text_pair { $$ = MAKE(INFORM, @$, $text_pair); }
  | OMIT text_pair[what] BECAUSE text_pair[why] { $$ = MAKE(OMIT, @$, $what, $why); }
  ;
limit: EVERY operand LIMITED operand unit { $$ = MAKE(LIMIT, @$, $2, $4, NULL, NULL); }
  | LIMIT_EACH operand TO operand unit { $$ = MAKE(LIMIT, @$, $2, $4, NULL, NULL); }
  ;
unit: %empty | NAME ;
limit_scope: AMONG_DIRECTIONS direction_codes { $$ = $direction_codes; } ;
direction_codes: TEXT { $$ = LIST1($TEXT, @$); } | direction_codes[list] COMMA TEXT { $$ = ADD($list, $TEXT); } ;
limit_statement: limit
  | limit limit_scope { $$ = $limit; $$->kids[LIMIT_AMONG] = $limit_scope; }
  | limit WHERE expr { $$ = $limit; $$->kids[LIMIT_WHERE] = $expr; }
  | limit limit_scope WHERE expr { $$ = $limit; $$->kids[LIMIT_AMONG] = $limit_scope; $$->kids[LIMIT_WHERE] = $expr; }
  ;
hard: MUST | MUST_NOT | GENERALLY | ENCOURAGE ;
modality: hard | IN_PRINCIPLE ;
after: %empty { $$ = NULL; } | after[list] after_part { $$ = $list ? ADD($list, $after_part) : LIST1($after_part, @after_part); } ;
after_part: LATEST expr { $$ = MAKE(LATEST, @$, $expr); } | MESSAGE text_pair { $$ = MAKE(MESSAGE, @$, $text_pair); } ;

apply: APPLY NAME args_opt apply_parts { $$ = with_text(MAKE(APPLY, @$, $args_opt, $apply_parts), $NAME); } ;
args_opt: %empty { $$ = LEAF(LIST, @$); } | LPAREN RPAREN { $$ = LEAF(LIST, @$); } | LPAREN args RPAREN { $$ = $args; $$->span = @$; } ;
arg: filterable
  | expr[l] PER expr[key] { $$ = with_vocabulary(MAKE(BY, @$, $l, $key), $PER); }
  | expr[l] BY expr[key] { $$ = with_vocabulary(MAKE(BY, @$, $l, $key), $BY); }
  ;
args: arg { $$ = LIST1($arg, @$); } | args[list] COMMA arg { $$ = ADD($list, $arg); } ;
apply_parts: %empty { $$ = LEAF(LIST, @$); } | apply_parts[list] apply_part { $$ = ADD($list, $apply_part); } ;
apply_part: CITE citations { $$ = MAKE(CITE, @$, $citations); }
  | READING text_pair { $$ = MAKE(READING, @$, $text_pair); }
  | WHEN expr { $$ = MAKE(WHEN, @$, $expr); }
  | UNLESS expr { $$ = MAKE(UNLESS, @$, $expr); }
  | REPLACES NAME { $$ = with_text(LEAF(REPLACES, @$), $NAME); }
  | CALLED names { $$ = MAKE(CALLED, @$, $names); }
  | MESSAGE text_pair { $$ = MAKE(MESSAGE, @$, $text_pair); }
  ;
waive: WAIVE NAME apply_parts { $$ = with_text(MAKE(WAIVE, @$, $apply_parts), $NAME); } ;

/* judge, inform and omit that stand alone */
standalone_judge: JUDGE text_pair note_parts
    { $$ = with_flags(MAKE(RULE, @$, NULL, NULL, join_parts(ctx->arena, $note_parts, MAKE(JUDGE, @text_pair, $text_pair), NULL)), NODE_STANDALONE); }
  | JUDGE names text_pair note_parts
    { $$ = with_flags(MAKE(RULE, @$, $names, NULL, join_parts(ctx->arena, $note_parts, MAKE(JUDGE, @text_pair, $text_pair), NULL)), NODE_STANDALONE); }
  | modality JUDGE text_pair note_parts
    { $$ = with_flags(MAKE(RULE, @$, NULL, NULL, join_parts(ctx->arena, $note_parts, with_op(MAKE(JUDGE, @text_pair, $text_pair), $modality), NULL)), NODE_STANDALONE); }
  | modality JUDGE names text_pair note_parts
    { $$ = with_flags(MAKE(RULE, @$, $names, NULL, join_parts(ctx->arena, $note_parts, with_op(MAKE(JUDGE, @text_pair, $text_pair), $modality), NULL)), NODE_STANDALONE); }
  ;
note: INFORM text_pair note_parts { $$ = with_flags(MAKE(RULE, @$, NULL, NULL, join_parts(ctx->arena, $note_parts, MAKE(INFORM, @text_pair, $text_pair), NULL)), NODE_STANDALONE); }
  | OMIT text_pair[what] BECAUSE text_pair[why] note_parts
    { $$ = with_flags(MAKE(RULE, @$, NULL, NULL, join_parts(ctx->arena, $note_parts, MAKE(OMIT, span_join(@what, @why), $what, $why), NULL)), NODE_STANDALONE); }
  ;
note_parts: %empty { $$ = LEAF(LIST, @$); }
  | note_parts[list] CITE citations { $$ = ADD($list, MAKE(CITE, span_join(@CITE, @citations), $citations)); }
  | note_parts[list] READING text_pair { $$ = ADD($list, MAKE(READING, span_join(@READING, @text_pair), $text_pair)); }
  | note_parts[list] WHEN expr { $$ = ADD($list, MAKE(WHEN, span_join(@WHEN, @expr), $expr)); }
  | note_parts[list] UNLESS expr { $$ = ADD($list, MAKE(UNLESS, span_join(@UNLESS, @expr), $expr)); }
  ;

/* expressions */
filterable: expr
  | expr[list] WHERE expr[condition] { $$ = with_vocabulary(MAKE(FILTER, @$, $list, $condition), $WHERE); }
  ;
source: postfix ;
expr: operand
  | expr[a] OR expr[b] { $$ = with_op(MAKE(OR, @$, $a, $b), $OR); }
  | expr[a] AND expr[b] { $$ = with_op(MAKE(AND, @$, $a, $b), $AND); }
  | NOT expr[a] { $$ = with_op(MAKE(NOT, @$, $a), $NOT); }
  | operand[a] EQUAL operand[b] { $$ = with_op(MAKE(COMPARE, @$, $a, $b), $EQUAL); }
  | operand[a] EQUAL operand[low] TO operand[high] { $$ = with_op(MAKE(BETWEEN, @$, $a, $low, $high), $EQUAL); }
  | operand[a] BETWEEN operand[low] BETWEEN_AND operand[high] { $$ = with_op(MAKE(BETWEEN, @$, $a, $low, $high), $BETWEEN); }
  | operand[a] BETWEEN operand[low] AND operand[high] { $$ = with_op(MAKE(BETWEEN, @$, $a, $low, $high), $BETWEEN); }
  | operand[a] RELATION[op] operand[b] { $$ = with_op(MAKE(COMPARE, @$, $a, $b), $op); }
  | operand[a] AT_LEAST[op] operand[b] { $$ = with_op(MAKE(COMPARE, @$, $a, $b), $op); }
  | operand[a] AT_MOST[op] operand[b] { $$ = with_op(MAKE(COMPARE, @$, $a, $b), $op); }
  | operand[a] IN[op] operand[b] { $$ = with_op(MAKE(COMPARE, @$, $a, $b), $op); }
  | operand[a] INCLUDES[op] operand[b] { $$ = with_op(MAKE(COMPARE, @$, $a, $b), $op); }
  | operand[a] NOT_IN[op] operand[b] { $$ = with_flags(with_op(MAKE(COMPARE, @$, $a, $b), $op), NODE_NEGATED); }
  | operand[a] NOT_INCLUDES[op] operand[b] { $$ = with_flags(with_op(MAKE(COMPARE, @$, $a, $b), $op), NODE_NEGATED); }
  | operand[a] MATCHES pattern { $$ = with_op(MAKE(MATCH, @$, $a, $pattern, NULL), $MATCHES); }
  | operand[a] MATCHES pattern AS loop_name { $$ = with_op(MAKE(MATCH, @$, $a, $pattern, $loop_name), $MATCHES); }
  | operand[a] FILLED { $$ = with_op(MAKE(HAS, @$, $a), $FILLED); }
  | HAS operand[a] { $$ = with_op(MAKE(HAS, @$, $a), $HAS); }
  | operand[a] MISSING { $$ = with_op(MAKE(MISSING, @$, $a), $MISSING); }
  | COVERS CONTENTS { $$ = MAKE(COVERS, @$, NULL); $$->op = COVERS_CONTENTS; }
  | COVERS INDICATORS { $$ = MAKE(COVERS, @$, NULL); $$->op = COVERS_INDICATORS; }
  | IF expr[c] THEN expr[a] ELSE expr[b] { $$ = MAKE(IF, @$, $c, $a, $b); }
  | ALL_OF[op] LBRACE group_items RBRACE { $$ = with_op(MAKE(GROUP, @$, NULL, $group_items), $op); }
  | ANY_OF[op] LBRACE group_items RBRACE { $$ = with_op(MAKE(GROUP, @$, NULL, $group_items), $op); }
  | NONE_OF[op] LBRACE group_items RBRACE { $$ = with_op(MAKE(GROUP, @$, NULL, $group_items), $op); }
  | GROUP_AT_LEAST[op] NUMBER LBRACE group_items RBRACE { $$ = with_op(MAKE(GROUP, @$, $NUMBER, $group_items), $op); }
  | AT_LEAST NUMBER OF LBRACE group_items RBRACE { $$ = MAKE(GROUP, @$, $NUMBER, $group_items); $$->op = GROUP_AT_LEAST; }
  | SOME[op] loop_name IN source where_opt SATISFIES expr[body] { $$ = with_op(MAKE(QUANTIFIER, @$, NULL, $loop_name, $source, $where_opt, $body), $op); }
  | EVERY[op] loop_name IN source where_opt SATISFIES expr[body] { $$ = with_op(MAKE(QUANTIFIER, @$, NULL, $loop_name, $source, $where_opt, $body), $op); }
  | NO_ONE[op] loop_name IN source where_opt SATISFIES expr[body] { $$ = with_op(MAKE(QUANTIFIER, @$, NULL, $loop_name, $source, $where_opt, $body), $op); }
  | AT_LEAST NUMBER loop_name IN source where_opt SATISFIES expr[body]
    { $$ = MAKE(QUANTIFIER, @$, $NUMBER, $loop_name, $source, $where_opt, $body); $$->op = GROUP_AT_LEAST; }
  | AT_LEAST NUMBER loop_name[x] COMMA loop_name[y] IN source where_opt PAIRWISE SATISFIES expr[body]
    { $$ = MAKE(PAIRWISE, @$, $NUMBER, $x, $y, $source, $where_opt, $body); }
  | postfix[l] AMONG AT_LEAST NUMBER loop_name[x] COMMA loop_name[y] where_opt PAIRWISE SATISFIES expr[body]
    { $$ = MAKE(PAIRWISE, @$, $NUMBER, $x, $y, $l, $where_opt, $body); }
  | postfix[l] AMONG SOME[op] loop_name where_opt SATISFIES expr[body] { $$ = with_op(MAKE(QUANTIFIER, @$, NULL, $loop_name, $l, $where_opt, $body), $op); }
  | postfix[l] AMONG EVERY[op] loop_name where_opt SATISFIES expr[body] { $$ = with_op(MAKE(QUANTIFIER, @$, NULL, $loop_name, $l, $where_opt, $body), $op); }
  | postfix[l] AMONG NO_ONE[op] loop_name where_opt SATISFIES expr[body] { $$ = with_op(MAKE(QUANTIFIER, @$, NULL, $loop_name, $l, $where_opt, $body), $op); }
  | postfix[l] AMONG AT_LEAST NUMBER loop_name where_opt SATISFIES expr[body]
    { $$ = MAKE(QUANTIFIER, @$, $NUMBER, $loop_name, $l, $where_opt, $body); $$->op = GROUP_AT_LEAST; }
  ;
operand: postfix
  | operand[a] PLUS[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | operand[a] MINUS[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | operand[a] TIMES[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | operand[a] DIVIDE[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | operand[a] LATER[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | operand[a] EARLIER[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | operand[a] UNION[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | operand[a] INTERSECT[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | operand[a] EXCEPT[op] operand[b] { $$ = with_op(MAKE(ARITHMETIC, @$, $a, $b), $op); }
  | MINUS operand[a] %prec UNARY { $$ = MAKE(NEGATE, @$, $a); }
  ;
group_items: expr { $$ = LIST1($expr, @$); }
  | group_items[list] SEMICOLON expr { $$ = ADD($list, $expr); }
  | group_items[list] SEMICOLON { $$ = $list; }
  | group_items[list] SEMICOLON error { $$ = $list; }
  | error { $$ = LEAF(LIST, @$); }
  ;
postfix: literal
  | plain_name { $$ = with_text(LEAF(NAME, @$), $plain_name); }
  | IT { $$ = with_op(LEAF(IT, @$), $IT); }
  | postfix[a] DOT word { $$ = with_text(MAKE(FIELD, @$, $a), $word); }
  | postfix[a] LBRACKET expr RBRACKET { $$ = MAKE(INDEX, @$, $a, $expr); }
  | NAME LPAREN args RPAREN { $$ = with_text(MAKE(CALL, @$, $args), $NAME); }
  | NAME LPAREN RPAREN { $$ = with_text(MAKE(CALL, @$, LEAF(LIST, @$)), $NAME); }
  | LPAREN filterable RPAREN { $$ = with_flags($filterable, NODE_PARENTHESES); }
  ;
literal: NUMBER | MONEY | LITERAL | text
  | YES { $$ = LEAF(TRUTH, @$); $$->value = value_truth(1); }
  | NO { $$ = LEAF(TRUTH, @$); $$->value = value_truth(0); }
  | NO_ONE { $$ = LEAF(TRUTH, @$); $$->value = value_truth(0); }
  | UNKNOWN { $$ = LEAF(TRUTH, @$); }
  | LBRACKET RBRACKET { $$ = LEAF(LIST_LITERAL, @$); }
  | LBRACKET list_items RBRACKET { $$ = relabel($list_items, NODE_LIST_LITERAL); $$->span = @$; }
  | LBRACE RBRACE { $$ = LEAF(SET_LITERAL, @$); }
  | LBRACE list_items RBRACE { $$ = relabel($list_items, NODE_SET_LITERAL); $$->span = @$; }
  ;
list_items: expr { $$ = LIST1($expr, @$); } | list_items[list] COMMA expr { $$ = ADD($list, $expr); } ;

%%

/* Bison numbers symbols by itself; the wording of errors knows tokens. */
static int token_of(yysymbol_kind_t symbol) {
    for (int token = TOKEN_START_FILE; token <= YYMAXUTOK; token++) {
        if (YYTRANSLATE(token) == symbol) return token;
    }
    return TOKEN_END;
}

static int yyreport_syntax_error(const yypcontext_t *at, struct parse_context *ctx, void *scanner) {
    (void)scanner;
    if (syntax_error_follows(ctx)) return 0;
    yysymbol_kind_t symbols[YYNTOKENS];
    int expected[YYNTOKENS];
    int n = yypcontext_expected_tokens(at, symbols, YYNTOKENS);
    for (int i = 0; i < n; i++) expected[i] = token_of(symbols[i]);
    syntax_error_report(ctx, *yypcontext_location(at), token_of(yypcontext_token(at)), expected, n < 0 ? 0 : n);
    return 0;
}

/* Called for nothing but full stacks. */
static void zn_error(const struct span *at, struct parse_context *ctx, void *scanner, const char *message) {
    (void)scanner;
    (void)message;
    syntax_error_nesting(ctx, *at);
}
