#!/usr/bin/env perl
# Trees and diagnostics of the parser, as text cases: tests/golden/parse/*.zn with the tree in *.ast, and
# tests/golden/parse-errors/*.zn with what a terminal shows, in Chinese and in English, in *.txt. After the differences
# were read, RENEW=1 writes those files anew.
use strict;
use warnings;
use lib 'tests/lib';
use Files qw(slurp spew);
use Run qw(run);
use Test::More;

my $parse = ($ENV{BUILD} // 'build') . '/test/zn-parse';

sub parsed {
    my ($out, $status) = run($parse, @_);
    return $status ? "exit status $status\n$out" : $out;
}

sub check {
    my ($path, $seen) = @_;
    spew($path, $seen, ':raw') if $ENV{RENEW};
    my $wanted = -e $path ? slurp($path, ':raw') : "no file $path";
    ok($seen eq $wanted, $path) and return;
    my @seen = split /^/m, $seen;
    my @wanted = split /^/m, $wanted;
    my $line = 0;
    $line++ while $line < @seen && $line < @wanted && $seen[$line] eq $wanted[$line];
    diag(sprintf "line %d\n  wanted: %s    seen: %s", $line + 1, $wanted[$line] // "the end\n", $seen[$line] // "the end\n");
}

for my $source (sort glob 'tests/golden/parse/*.zn') {
    check($source =~ s/\.zn$/.ast/r, parsed('--ast', $source));
}
for my $source (sort glob 'tests/golden/parse-errors/*.zn') {
    my $seen = join '', map { "== $_\n" . parsed('--errors', $_, $source) } qw(zh en);
    check($source =~ s/\.zn$/.txt/r, $seen);
}
done_testing();
