#!/usr/bin/env perl
# Every folder has a README, and the folders that a README lists are the ones that are there. A list is made of table
# rows or items that begin with `name/`; links to files must lead somewhere.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Files qw(slurp);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my @files = split /\0/, `git ls-files -z --cached --others --exclude-standard 2>/dev/null`;
plan skip_all => 'not in a git work tree' unless @files;
@files = grep { -f } @files;

my %folders;
for my $file (@files) {
    my ($top, $sub) = $file =~ m{^([^/.][^/]*)/(?:([^/]+)/)?} or next;
    $folders{''}{$top} = 1;
    $folders{$top} //= {};
    $folders{$top}{$sub} = 1 if defined $sub;
}
for my $folder (sort keys %folders) {
    for my $readme ($folder eq '' ? ('README.md', 'README.zh.md') : ("$folder/README.md")) {
        if (!ok(-f $readme, "$readme is there")) { next }
        my %listed = map { $_ => 1 } slurp($readme) =~ m{^\s*(?:\||[-*])\s*(?:\[)?`([\w.-]+)/`}mg;
        my @missing = grep { !$listed{$_} } sort keys %{ $folders{$folder} };
        my @gone = grep { !$folders{$folder}{$_} && !-d ($folder eq '' ? $_ : "$folder/$_") } sort keys %listed;
        is("@missing", '', "$readme lists every folder");
        is("@gone", '', "$readme lists no folder that is gone");
    }
}
for my $readme (grep { m{\.md$} } @files) {
    my ($base) = $readme =~ m{^(.*/)?[^/]+$};
    my @dead = grep { !m{^(?:https?:|mailto:|#)} && !-e (($base // '') . s/#.*//r) } slurp($readme) =~ /\]\(([^)\s]+)\)/g;
    is("@dead", '', "$readme: its links lead somewhere");
}
done_testing();
