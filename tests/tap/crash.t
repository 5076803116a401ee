#!/usr/bin/env perl
# Inputs that once crashed a part of the program, by fuzz target: tests/crash/TARGET/*. What is good input for a target
# goes through it as well, so that a target that no longer works is noticed.
use strict;
use warnings;
use Test::More;

my $build = $ENV{BUILD} // 'build';
my %good = (json => 'policies/*/cases/*.json', policy => 'stdlib/*.zn policies/*/*.zn');
my @targets = map { m{/fuzz_(\w+)\.c$} } sort glob 'tests/fuzz/fuzz_*.c';
for my $target (@targets) {
    my @inputs = grep { -f } glob("tests/crash/$target/* " . ($good{$target} // ''));
    for my $input (@inputs) {
        my $said = `timeout 20 $build/test/fuzz-$target '$input' 2>&1`;
        is($?, 0, "$target: $input") or diag(substr $said, 0, 2000);
    }
}
my @strays = grep { my ($name) = m{([^/]+)$}; !grep { $_ eq $name } @targets } grep { -d } glob 'tests/crash/*';
is("@strays", '', 'every folder of tests/crash is that of a fuzz target');
done_testing();
