#!/usr/bin/env perl
# zhinan fmt: over every policy file of the repository and over generated programs, laid out twice is as laid out once,
# and the compiled policy stays the same, spans apart, laid out, in Chinese, in English, and there and back
# (tests/unit/zn_format.c). ZHINAN_FORMAT_PROGRAMS says how many programs; a failure prints the program and its seed.
use strict;
use warnings;
use lib 'tests/lib';
use Files qw(slurp);
use Run qw(run);
use Test::More;

my $build = $ENV{BUILD} // 'build';
my $programs = $ENV{ZHINAN_FORMAT_PROGRAMS} // 300;

my @files = grep { -f } split /\n/, `git ls-files 2>/dev/null`;
@files = split /\n/, `find policies stdlib tests -type f` unless @files;
# Those are wrong on purpose.
my @policies = grep { /\.zn$/ && !m{^tests/golden/(?:diagnostics|parse-errors)/} } @files;
cmp_ok(scalar @policies, '>', 80, 'there are policy files');
my ($said, $status) = run("$build/test/zn-format", 'files', @policies);
is($status, 0, 'every policy file holds') or diag($said);
my ($held) = $said =~ /^(\d+) held, 0 failed/m;
cmp_ok($held // 0, '>', 40, 'most of them compile, and were translated');

# What the repository holds is laid out.
for my $file (grep { m{^(?:policies|stdlib)/} } @policies) {
    my ($out) = run("$build/zhinan", 'fmt', '--check', $file);
    is($out, '', "$file is laid out");
}

($said, $status) = run("$build/test/zn-format", 'generated', 1, $programs);
is($status, 0, "$programs generated programs hold") or diag($said);

my ($one) = run("$build/test/zn-format", 'program', 1);
ok($one ne (run("$build/test/zn-format", 'program', 2))[0], 'programs differ by their seed');
ok($one eq (run("$build/test/zn-format", 'program', 1))[0], 'and only by it');
done_testing();
