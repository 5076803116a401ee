#!/usr/bin/env perl
# What rules come to, as the design says (2.3, 3.1, 3.2), in both vocabularies.
#   tests/golden/rules/NAME.zh.zn, NAME.en.zn  one policy written twice; their reviews differ in nothing but places
#   NAME.ndjson                                applications
#   NAME.txt                                   worked out by hand: `> OPTIONS` of a review, then for each application
#                                              `ID VERDICT TO_CHECK` and below it `  RULE OUTCOME EFFECT` (any of its rules)
# matrix is a table of every statement in every condition, against a second evaluator below.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Files qw(slurp spew);
use File::Temp qw(tempdir);
use JSON::PP;
use Run qw(run);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = ($ENV{BUILD} // 'build') . '/zhinan';
my $golden = 'tests/golden/rules';
my $dir = tempdir(CLEANUP => 1);

sub review {
    my ($policy, $applications, @options) = @_;
    my ($out, $status) = run($zhinan, 'review', $policy, '--format', 'json', '--explain', 'all', '-q', @options, '--', $applications);
    return eval { decode_json($out) } // { applications => [], failed => $status };
}

# Takes out what may differ between two spellings of one policy.
sub without_places {
    my ($v) = @_;
    if (ref $v eq 'HASH') {
        delete @$v{qw(source digest)};
        for my $key (qw(at element)) { delete $v->{$key} if ($v->{$key} // '') =~ /\.zn:\d+:\d+$/ } # rows in the policy
        without_places($_) for values %$v;
    } elsif (ref $v eq 'ARRAY') {
        without_places($_) for @$v;
    }
    return JSON::PP->new->canonical->encode($v) if ref $v;
}

sub outcomes {
    my ($application) = @_;
    return { map { $_->{rule} => "$_->{outcome} $_->{effect}" } @{ $application->{rules} } };
}

sub same_in_both {
    my ($name, $applications, @options) = @_;
    for my $language (qw(zh en)) {
        # A measure word is part of the spelling (2 个), and English has none.
        my ($zh, $en) = map { without_places($_) =~ s/(\d) 个 /$1 /gr }
            map { review("$golden/$name.$_.zn", $applications, '--lang', $language, @options) } qw(zh en);
        next if ok($zh eq $en, "$name @options: both vocabularies give the same record in $language");
        my $at = 0;
        $at++ while substr($zh, $at, 1) eq substr($en, $at, 1);
        diag("from zh: …", substr($zh, $at < 60 ? 0 : $at - 60, 200), "\nfrom en: …", substr($en, $at < 60 ? 0 : $at - 60, 200));
    }
}

# ---- worked out by hand

for my $name (map { s{.*/(.*)\.txt$}{$1}r } sort glob "$golden/*.txt") {
    for my $run (grep { /\S/ } split /^(?=>)/m, slurp("$golden/$name.txt") =~ s/^\s*#.*\n//mgr) {
        my ($options, $wanted) = $run =~ /\A>([^\n]*)\n(.*)\z/s or die "$name.txt: a run begins with >\n";
        my @options = split ' ', $options;
        my $record = review("$golden/$name.zh.zn", "$golden/$name.ndjson", @options);
        my %by_id = map { $_->{id} // '?' => $_ } @{ $record->{applications} };
        for my $block (split /^(?=\S)/m, $wanted) {
            my ($id, $verdict, $to_check, $rules) = $block =~ /\A(\S+) (\S+) (\d+)\n(.*)\z/s or die "$name.txt: $block";
            my $seen = $by_id{$id} // {};
            is(($seen->{verdict} // 'none') . " $seen->{to_check}", "$verdict $to_check", "$name$options: $id: verdict");
            my $outcomes = outcomes($seen);
            while ($rules =~ /^  (\S+) (\S+ \S+)$/mg) { is($outcomes->{$1}, $2, "$name$options: $id: $1") }
        }
        same_in_both($name, "$golden/$name.ndjson", @options);
    }
}

# ---- the table

my @statements = qw(must must_not in_principle generally encourage prefer);
my %unmet = (must => 'ineligible', must_not => 'ineligible', in_principle => 'review', generally => 'notice', encourage => 'none', prefer => 'none');
my %open = (%unmet, must => 'incomplete', must_not => 'incomplete');

# Truth values are 1, 0 and undef. `due` is 1 where the last day is over, 0 where it is not, undef where nobody knows, and
# '' where there is no last day.
sub decided {
    my ($statement, $holds, $when, $unless, $due) = @_;
    $holds = defined $holds ? 1 - $holds : undef if $statement eq 'must_not';
    my $merit = $statement =~ /^(?:encourage|prefer)$/;
    return 'not_applicable none' if defined $when && !$when;
    return 'excepted none' if $unless;
    my $sure = defined $when && defined $unless;
    if ($holds) {
        return 'met none' unless $merit;
        return $sure ? 'met merit' : 'unknown none';
    }
    return "unknown $open{$statement}" unless $sure;
    if (!defined $due) { return "unknown $open{$statement}" }
    if ($due ne '' && !$due) { return "pending $open{$statement}" }
    return defined $holds ? "unmet $unmet{$statement}" : "unknown $open{$statement}";
}

my %word = (1 => 'true', 0 => 'false');
my (@lines, @cases);
for my $holds (1, 0, undef) {
    for my $when (1, 0, undef) {
        for my $unless (1, 0, undef) {
            my $id = join '', map { defined $_ ? $_ : 'u' } $holds, $when, $unless;
            my @stated = map { defined $_->[1] ? qq("$_->[0]":$word{$_->[1]}) : () } [holds => $holds], [applies => $when], [excepted => $unless];
            push @cases, [$id, $holds, $when, $unless];
            push @lines, '{' . join(',', qq("id":"$id","guide":"M","direction":"1"), @stated) . "}\n";
        }
    }
}
spew("$dir/matrix.ndjson", join '', @lines);
for my $day (['2023-03-31', 0, 0], ['2023-04-01', 1, 0], ['2023-04-07', 1, 0], ['2023-04-08', 1, 1], ['', undef, undef]) {
    my ($as_of, $due, $later) = @$day;
    for my $known (1, 0) {
        my @options = (($as_of ? ('--as-of', $as_of) : ()), $known ? ('--let', 'later_due=2023-03-31') : ());
        my $record = review("$golden/matrix.zh.zn", "$dir/matrix.ndjson", @options);
        my %seen = map { $_->{id} => outcomes($_) } @{ $record->{applications} };
        for my $statement (@statements) {
            my (%wanted, %got);
            for my $case (@cases) {
                my ($id, $holds, $when, $unless) = @$case;
                my %rule = (
                    plain => decided($statement, $holds, 1, 0, ''), conditions => decided($statement, $holds, $when, $unless, ''),
                    latest => decided($statement, $holds, $when, 0, $due), later => decided($statement, $holds, 1, 0, $known ? $later : undef),
                );
                for my $rule (keys %rule) {
                    $wanted{"$id $rule"} = $rule{$rule};
                    $got{"$id $rule"} = $seen{$id}{"${statement}_$rule"};
                }
            }
            is_deeply(\%got, \%wanted, "table of @{[$statement =~ tr/_/ /r]} @options");
        }
    }
}
same_in_both('matrix', "$dir/matrix.ndjson", '--as-of', '2023-04-01', '--let', 'later_due=2023-03-31');
done_testing();
