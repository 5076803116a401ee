#!/usr/bin/env perl
# Every diagnostic is shown by a test: its code or name stands in a file under tests/ or beside the policies' cases.
# Exceptions are in untested-diagnostics.txt.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Def qw(def_rows);
use Files qw(slurp);
use FindBin;
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my @lines = grep { !/^\s*(#|$)/ } split /\n/, slurp("$FindBin::Bin/untested-diagnostics.txt");
my %excepted = map { (split)[0] => 1 } @lines;

my $tests = '';
for my $file (split /\0/, `find tests -type f -not -path 'tests/consistency/*' -print0`) {
    open my $in, '<:raw', $file or die "$file: $!\n";
    local $/;
    $tests .= <$in> // '';
}
my %known;
for my $row (grep { $_->{macro} eq 'DIAG' } def_rows('lang/source/diag.def')) {
    my ($code, $name, undef, undef, $en) = @{ $row->{args} };
    $known{$code} = 1;
    my $shown = $tests =~ /\b(?:$code|DIAG_$name)\b/ ? 1 : 0;
    if ($excepted{$code}) {
        ok(!$shown, "$code has no case, as untested-diagnostics.txt says");
        next;
    }
    ok($shown, "$code $name has a case: $en");
}
is(join(' ', grep { !$known{$_} } sort keys %excepted), '', 'untested-diagnostics.txt names diagnostics that exist');
done_testing();
