#!/usr/bin/env perl
# Values of expressions: tests/golden/eval/NAME.LANGUAGE.txt holds `expression => value` lines, worked out by hand from
# the design, with the names of names.zn. `=> E0411` is a mistake that the expression is told to have.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Files qw(slurp spew);
use File::Temp qw(tempdir);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = ($ENV{BUILD} // 'build') . '/zhinan';
my $dir = tempdir(CLEANUP => 1);

for my $path (sort glob 'tests/golden/eval/*.txt') {
    my ($language) = $path =~ /\.(zh|en)\.txt$/ or die "$path: which language?\n";
    my $file = $path =~ s{.*/}{}r;
    my (@cases, $number);
    for my $line (split /\n/, slurp($path)) {
        $number++;
        next if $line =~ /^(#|$)/;
        my ($expression, $wanted) = $line =~ /^(.+?) => (.+)$/ or die "$path:$number: no ` => `\n";
        push @cases, { line => $number, expression => $expression, wanted => $wanted };
    }
    spew("$dir/in", join '', map { "$_->{expression}\n" } @cases);
    system "$zhinan eval --lang $language --policy tests/golden/eval/names.zn --file $dir/in > $dir/out 2> $dir/err";
    my @seen = split /\n/, slurp("$dir/out");
    my %codes;
    my $err = slurp("$dir/err");
    while ($err =~ /^\Q$dir\E\/in:(\d+):\d+:\d+[:：] \S+ ([EW]\d+)/mg) { $codes{$1}{$2} = 1 }
    is(scalar @seen, scalar @cases, "$file: a line in, a line out") or diag(substr slurp("$dir/err"), 0, 500);
    for my $i (0 .. $#cases) {
        my $case = $cases[$i];
        my $seen = $codes{ $i + 1 } ? join ' ', sort keys %{ $codes{ $i + 1 } } : $seen[$i] // 'nothing';
        is($seen, $case->{wanted}, "$file:$case->{line}: $case->{expression}");
    }
}
done_testing();
