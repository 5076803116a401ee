#!/usr/bin/perl
# Every guide passes `check`, and its invented applications come out as cases/EXPECTED.csv says: one test an application.
use strict;
use warnings;
use utf8;
use FindBin;
use JSON::PP;
use Test::More;

binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;
my $root   = "$FindBin::Bin/../..";
my $build  = $ENV{BUILD} // 'build';
my $zhinan = ($build =~ m{^/} ? '' : "$root/") . "$build/zhinan";
my $json   = JSON::PP->new->utf8;

# application, verdict, not_met, unknown, pending, to_check; no field of ours holds a comma or quote
sub expected {
    my ($file) = @_;
    open my $in, '<:encoding(UTF-8)', $file or die "$file: $!";
    my ($head, @lines) = map { chomp; $_ } <$in>;
    my @columns = split /,/, $head;
    return map { my %row; @row{@columns} = split /,/, $_, -1; \%row } @lines;
}

sub ids {
    my ($record, $outcome, $effects) = @_;
    return join ' ', sort map { $_->{rule} }
        grep { $_->{outcome} eq $outcome && (!$effects || $_->{effect} ne 'none') } @{ $record->{rules} };
}

my @guides = map { m{([^/]+)/guide\.zn$} ? $1 : () } sort glob "$root/policies/*/guide.zn";
cmp_ok(scalar @guides, '>', 0, 'there are guides');
for my $guide (@guides) {
    my $folder = "$root/policies/$guide";
    is(system("'$zhinan' check '$folder' >/dev/null 2>&1"), 0, "$guide: nothing to complain about");
    my $cases = "$folder/cases";
    next unless -e "$cases/EXPECTED.csv";
    my @lines = split /\n/, qx{'$zhinan' --lang en review '$folder' --format ndjson -- '$cases' 2>/dev/null};
    pop @lines;
    my @records = map { $json->decode($_) } @lines;
    my @rows = expected("$cases/EXPECTED.csv");
    is(scalar @records, scalar @rows, "$guide: as many applications as expected");
    for my $i (0 .. $#rows) {
        my ($row, $record) = ($rows[$i], $records[$i]);
        my %want = (id => $row->{application}, verdict => $row->{verdict}, to_check => $row->{to_check} || 0);
        $want{$_} = join ' ', sort split /[; ]+/, $row->{$_} for qw(not_met unknown pending);
        my %seen = (id => $record->{id}, verdict => $record->{verdict}, to_check => $record->{to_check});
        $seen{not_met} = ids($record, 'unmet', 1);
        $seen{unknown} = ids($record, 'unknown');
        $seen{pending} = ids($record, 'pending');
        is_deeply(\%seen, \%want, "$guide: $row->{application}");
    }
}
done_testing;
