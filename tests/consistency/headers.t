#!/usr/bin/env perl
# Every header compiles alone, has the guard its path gives, and opens with what it is for.
use strict;
use warnings;
use Test::More;

my $build = $ENV{BUILD} // 'build';
my $compiler = $ENV{CC} // 'cc';
my @headers = sort glob 'lang/*/*.h interp/*/*.h tests/unit/*.h';
cmp_ok(scalar @headers, '>', 20, 'there are headers');
for my $header (@headers) {
    # The header is the file compiled, so clang would miss the users of its inline functions.
    my $said = `$compiler -std=c11 -D_POSIX_C_SOURCE=200809L -Wall -Wextra -Werror -Wno-unused-function -I. -I$build/gen -fsyntax-only -x c $header 2>&1`;
    is($?, 0, "$header compiles alone") or diag($said);
    open my $in, '<', $header or die "$header: $!\n";
    my $text = do { local $/; <$in> };
    my $guard = "ZN_\U$header" =~ s/[^A-Z0-9]/_/gr =~ s/^ZN_(?:LANG|INTERP)_/ZN_/r =~ s/^ZN_TESTS_UNIT_/ZN_TESTS_/r;
    like($text, qr/^#ifndef $guard\n#define $guard\n/m, "$header is guarded by $guard");
    like($text, qr{\A/\*}, "$header says first what it is for");
}
done_testing();
