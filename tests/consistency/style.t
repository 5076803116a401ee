#!/usr/bin/env perl
# What the sources' habits forbid and a pattern can see.
use strict;
use warnings;
use Test::More;

my @sources = sort glob 'lang/*/*.{c,h,y,l} interp/*/*.{c,h}';
cmp_ok(scalar @sources, '>', 30, 'there are sources');

# What, where it may stand all the same, and how it looks in code without comments and texts.
my @forbidden = (
    ['raw memory', qr{^lang/base/arena\.c$|^interp/api/|^lang/syntax/lexer\.l$}, qr{\b(?:malloc|calloc|realloc|strdup)\s*\(}],
    ['leaving the process', qr{^lang/base/arena\.c$|^interp/cli/}, qr{\b(?:exit|_Exit|abort|quick_exit)\s*\(}],
    ['standard input and output', qr{^lang/base/|^interp/cli/}, qr{\b(?:f?printf|puts|putchar|fputs|fopen|fwrite|getenv)\s*\(|\bstd(?:out|err|in)\b}],
    ['a clock or chance', qr{^interp/cli/}, qr{\b(?:time|clock|clock_gettime|gettimeofday|rand|random|srand|localtime|gmtime)\s*\(}],
    ['a conversion that depends on the locale', qr{^$}, qr{\b(?:setlocale|strtod|atof|atoi|isalpha|isdigit|tolower|toupper|wcwidth)\s*\(}],
    ['a buffer without its size', qr{^$}, qr{\b(?:sprintf|strcpy|strcat|gets|vsprintf)\s*\(}],
);
sub code_of {
    my ($path) = @_;
    open my $in, '<:raw', $path or die "$path: $!\n";
    my $text = do { local $/; <$in> };
    # Comments and texts go, line ends stay, so that numbers are right.
    $text =~ s{(/\*.*?\*/|//[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+')}{ $1 =~ s/[^\n]//gr }gse;
    return split /\n/, $text;
}
my %code = map { $_ => [code_of($_)] } @sources;
for my $rule (@forbidden) {
    my ($what, $except, $pattern) = @$rule;
    my @where;
    for my $path (grep { $_ !~ $except } @sources) {
        my @lines = @{ $code{$path} };
        push @where, map { "$path:" . ($_ + 1) . ": $lines[$_]" } grep { $lines[$_] =~ $pattern } 0 .. $#lines;
    }
    is(scalar @where, 0, "no $what") or diag(join "\n", @where);
}

# A header declares no variable; the embedded library is a table of the build.
my @variables;
for my $path (grep { /\.h$/ && $_ ne 'lang/sema/stdlib.h' } @sources) {
    my @lines = @{ $code{$path} };
    push @variables, map { "$path:" . ($_ + 1) . ": $lines[$_]" } grep { $lines[$_] =~ /^\s*extern\b[^(]*;/ } 0 .. $#lines;
}
is(scalar @variables, 0, 'no header declares a variable') or diag(join "\n", @variables);
done_testing();
