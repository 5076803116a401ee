#!/usr/bin/env perl
# Compiled policies: the same bytes out as from the source, whole or refused, and harmless whatever was altered in them
# and whoever repaired the checksum (what is done to them stands in tests/unit/zn_image.c).
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Files qw(slurp spew);
use Run qw(run);
use File::Temp qw(tempdir);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $build = $ENV{BUILD} // 'build';
my $zhinan = "$build/zhinan";
my $dir = tempdir(CLEANUP => 1);
my $small = 'tests/golden/image/small.zn';
my @small = ('tests/golden/image/applications.ndjson');

my %applications = (
    $small => \@small,
    map { my $policy = $_; $policy => [ grep { !/EXPECTED/ } sort glob "$policy/cases/*.json" ] } qw(policies/2023-1 policies/2021-1),
);
my %image;
for my $policy (sort keys %applications) {
    my $image = $image{$policy} = "$dir/" . $policy =~ s{\W+}{-}gr . '.znc';
    is((run($zhinan, 'compile', $policy, '-o', $image))[1], 0, "$policy compiles");
    my ($again) = run($zhinan, 'compile', $policy, '-o', '-');
    ok($again eq slurp($image, ':raw'), "$policy: compiled anew, the same bytes");
    for my $language (qw(zh en)) {
        for my $format (qw(json ndjson text csv md html)) {
            my @options = ('--lang', $language, '--format', $format, '--explain', 'all', '-q', '--', @{ $applications{$policy} });
            my ($source, $status) = run($zhinan, 'review', $policy, @options);
            my ($compiled, $other) = run($zhinan, 'review', $image, @options);
            ok(length $source && $source eq $compiled, "$policy, $language, $format: the compiled policy gives the same bytes");
            is($other, $status, "$policy, $language, $format: and the same status");
        }
    }
    my ($listing, $status) = run($zhinan, 'disasm', $image);
    ok($status == 0 && $listing eq (run($zhinan, 'disasm', $policy))[0], "$policy: the same listing");
}

# A policy elsewhere is the same policy.
system 'cp', '-r', 'policies/2023-1', "$dir/copied";
run($zhinan, 'compile', "$dir/copied", '-o', "$dir/copied.znc");
ok(slurp("$dir/copied.znc", ':raw') eq slurp($image{'policies/2023-1'}, ':raw'), 'a copied folder compiles to the same bytes');

# Refused, and said why.
my $whole = slurp($image{$small}, ':raw');
sub refused {
    my ($bytes, $words, $name) = @_;
    spew("$dir/bad.znc", $bytes, ':raw');
    my ($said, $status) = run('sh', '-c', "$zhinan review --lang en $dir/bad.znc -- @small 2>&1");
    is($status, 3, "$name: status 3");
    like($said, $words, "$name: " . $words);
}
refused('', qr/no compiled policy/, 'an empty file');
refused('ZNC', qr/no compiled policy/, 'three bytes');
refused(substr($whole, 0, -4), qr/not whole/, 'a word less');
refused("$whole\0\0\0\0", qr/not whole/, 'a word more');
refused(substr($whole, 0, -1) . '!', qr/damaged/, 'another last byte');
refused(substr($whole, 0, 4) . pack('V', 9999) . substr($whole, 8), qr/another version/, 'another version');
refused('ZNC2' . substr($whole, 4), qr/no compiled policy/, 'another magic number');

for my $damage (qw(truncate bytes)) {
    my ($said, $status) = run("$build/test/zn-image", $damage, $image{$small});
    is($status, 0, "$damage: none loads") or diag($said);
}
my ($said, $status) = run("$build/test/zn-image", 'words', $image{$small}, @small);
is($status, 0, 'every word altered: refused or harmless') or diag("$said\nZN_IMAGE_TRACE=1 names each alteration");
like($said, qr/^\d{4,} words, \d{4,} refused, \d{4,} ran$/, 'every word altered: some are refused, some run');
done_testing();
