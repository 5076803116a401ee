#!/usr/bin/env perl
# Every diagnostic is shown by a golden file in both languages (tests/golden/diagnostics, most of them the catalogue's own
# wrong examples), or, where its catalogue entry says that no short file can show it, by a case that a test makes. And its
# words are those of policy staff: none of those below.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Def qw(def_rows);
use Files qw(slurp);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $golden = join '', map { slurp($_, ':raw:encoding(UTF-8)') } grep { !/not-utf8/ } glob('tests/golden/diagnostics/*.txt tests/golden/parse-errors/*.txt');
my $made = join '', map { slurp($_) } glob('tests/tap/*.t tests/unit/*.c tests/cli/*.txt');
my @rows = map { $_->{args} } grep { $_->{macro} eq 'DIAG' } def_rows('lang/source/diag.def');
for my $row (@rows) {
    my ($code, $name) = @$row;
    my $both = $golden =~ /(?:错误|警告|说明) $code\b/ && $golden =~ /(?:error|warning|note) $code\b/;
    my $path = "lang/source/catalogue/$code.txt";
    my $no_example = -e $path && slurp($path) =~ /^== no example$/m;
    ok($both || ($no_example && $made =~ /\b(?:$code|DIAG_$name)\b/),
        "$code $name is shown in Chinese and English: give it examples in $path, or a case under tests/golden/diagnostics");
}

# Words of those who write compilers, and what is said instead.
my %jargon = (
    'token' => 'word or sign', 'identifier' => 'name', 'parse' => 'read', 'syntax' => 'how it is written', 'lexer' => '', 'parser' => '',
    'boolean' => 'yes or no', 'string' => 'text', 'integer' => 'number', 'literal' => 'value', 'operand' => 'value', 'variable' => 'name',
    'compile' => 'check', 'compiler' => '', 'AST' => '', 'node' => '', 'null' => 'unknown', 'array' => 'list', 'struct' => 'record',
    'scope' => 'where it is known', 'symbol' => 'name', 'runtime' => '', 'regex' => 'pattern', 'regular expression' => 'pattern', 'enum' => 'choice',
    'semantic' => '', 'bytecode' => '', 'stack' => '', 'recursion' => 'uses itself', 'recursive' => 'uses itself', 'invalid' => 'what is wrong',
    'illegal' => 'what is wrong', 'expression' => 'condition or value', 'operator' => 'sign',
    '标识符' => '名称', '表达式' => '条件或值', '语法' => '写法', '词法' => '', '解析' => '读', '编译' => '检查', '变量' => '名称', '字符串' => '文字',
    '布尔' => '是否', '整型' => '数', '浮点' => '数', '操作数' => '值', '运算符' => '符号', '语句' => '句子', '作用域' => '', '符号表' => '',
    '数组' => '列表', '枚举' => '选项', '正则' => '格式', '递归' => '用到自己', '异常' => '例外', '非法' => '哪里不对', '无效' => '哪里不对',
    '语义' => '', '字节码' => '', '常量' => '值', '空指针' => '', '调用' => '使用', '返回值' => '结果', '实例' => '',
);
sub spoken {
    my ($where, $text) = @_;
    my @found;
    for my $word (sort keys %jargon) {
        my $pattern = $word =~ /^\w+$/a ? qr/\b\Q$word\E(?:s|es|d|r|ing)?\b/i : qr/\Q$word\E/;
        push @found, "“$word”" . ($jargon{$word} ? " (say: $jargon{$word})" : '') if $text =~ $pattern;
    }
    is(join(', ', @found), '', "$where: in the words of policy staff") or diag($text);
}
for my $row (@rows) {
    my ($code, undef, undef, @words) = @$row;
    spoken($code, join "\n", @words);
    my $path = "lang/source/catalogue/$code.txt";
    next if !-e $path;
    my (undef, %sections) = split /^== (.*)\n/m, slurp($path);
    spoken($path, join "\n", map { $sections{$_} // '' } '含义', 'meaning', '无例', 'no example');
}
# What is put into the holes too; pieces of the writer's own source stand in quotes.
my %said = map { $_ => 1 } map { s/“[^”]*”/…/gr } $golden =~ /(?:错误|警告|error|warning) ([EW]\d{4}[：:].*)/g;
spoken('the golden messages', join "\n", sort keys %said);
done_testing();
