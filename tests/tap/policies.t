#!/usr/bin/env perl
# The policies of this repository: each is checked, and reviews its invented applications as cases/EXPECTED.csv says;
# the demonstration works.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use JSON::PP;
use Run qw(run);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = ($ENV{BUILD} // 'build') . '/zhinan';

sub expected {
    my ($path) = @_;
    open my $in, '<:encoding(UTF-8)', $path or die "$path: $!\n";
    my @lines = map { s/\r?\n$//r } <$in>;
    my @names = split /,/, shift @lines;
    return map { my %row; @row{@names} = split /,/, $_, -1; \%row } @lines;
}

# The columns of EXPECTED.csv, as the record has them.
sub seen {
    my ($application) = @_;
    my %by;
    for my $rule (@{ $application->{rules} // [] }) {
        next if $rule->{statement} =~ /^(?:encourage|prefer)$/;
        push @{ $by{ $rule->{outcome} } }, $rule->{rule};
    }
    return {
        application => $application->{id}, verdict => $application->{verdict}, to_check => $application->{to_check},
        not_met => join(' ', @{ $by{unmet} // [] }), unknown => join(' ', @{ $by{unknown} // [] }),
        pending => join(' ', @{ $by{pending} // [] }),
    };
}

for my $cases (sort glob 'policies/*/cases') {
    my $policy = $cases =~ s{/cases$}{}r;
    my ($said, $checked) = run($zhinan, 'check', '--lang', 'en', $policy);
    is($checked, 0, "$policy: nothing is wrong") or diag($said);
    my @expected = expected("$cases/EXPECTED.csv");
    my ($out, $status) = run($zhinan, 'review', $policy, '--format', 'json', '--explain', 'all', '-q', '--', $cases);
    is($status, (grep { $_->{verdict} eq 'unreadable' } @expected) ? 4 : 1, "$policy: status");
    my $record = decode_json($out);
    my @applications = @{ $record->{applications} };
    is(scalar @applications, scalar @expected, "$policy: as many applications as are expected");
    for my $i (0 .. $#expected) {
        my ($wanted, $seen) = ($expected[$i], seen($applications[$i] // {}));
        my @columns = grep { $_ ne 'application' || defined $seen->{application} } qw(application verdict not_met unknown pending to_check);
        is_deeply({ map { $_ => $seen->{$_} // '' } @columns }, { map { $_ => $wanted->{$_} } @columns }, "$policy: $wanted->{application}");
    }
    my %count;
    $count{ $_->{verdict} }++ for @expected;
    for my $verdict (sort keys %count) {
        is($record->{summary}{$verdict}, $count{$verdict}, "$policy: $count{$verdict} are $verdict");
    }
    is($record->{summary}{applications}, scalar @expected, "$policy: all are counted");
}

my ($demo, $status) = run('policies/demo');
utf8::decode($demo);
is($status, 0, 'the demonstration works');
like($demo, qr/汇总/, 'it ends a batch with its summary');
like($demo, qr/\$ zhinan explain/, 'and explains one application');
done_testing();
