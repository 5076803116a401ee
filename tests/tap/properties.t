#!/usr/bin/perl
# Properties of explanations, on the policies' own applications and many changed copies of them:
#  - the plain changes that a record proposes (fix), made in the application, meet the rule;
#  - every place that a record names exists, or its parent does;
#  - taking data away never turns met into not met or back (DESIGN 3.1), nor makes known what was not;
#  - the same input gives the same bytes, and an application's record does not hang on its neighbours.
use strict;
use warnings;
use utf8;
use File::Temp;
use FindBin;
use JSON::PP;
use Test::More;

binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;
my $root   = "$FindBin::Bin/../..";
my $build  = $ENV{BUILD} // 'build';
my $zhinan = ($build =~ m{^/} ? '' : "$root/") . "$build/zhinan";
my $json   = JSON::PP->new->utf8->canonical->allow_nonref;
my $copies = $ENV{COPIES} // 25; # of each application

# A small generator of our own, so that the same applications are made everywhere.
my $state = 20230630;
sub random { $state = ($state * 1103515245 + 12345) % 2147483648; return int($state / 65536) % $_[0] }

sub review {
    my ($guide, $applications, $explain) = @_;
    $explain //= 'all';
    my $out = File::Temp->new(SUFFIX => '.ndjson');
    my $file = $out->filename;
    binmode $out, ':raw';
    print $out $json->encode($_), "\n" for @$applications;
    close $out;
    my $text = qx{'$zhinan' --lang en review '$root/policies/$guide' --format ndjson --explain $explain -- '$file' 2>/dev/null};
    my @lines = split /\n/, $text;
    pop @lines; # the file's own name stands there
    return (join("\n", @lines), map { $json->decode($_) } @lines);
}

sub applications {
    my ($guide) = @_;
    my @all;
    for my $file (sort glob "$root/policies/$guide/cases/*.json") {
        open my $in, '<:raw', $file or die "$file: $!";
        local $/;
        my $value = eval { $json->decode(<$in>) } or next;
        push @all, ref $value eq 'ARRAY' ? @$value : $value;
    }
    return @all;
}

sub copy { $json->decode($json->encode($_[0])) }

# The container of a place and its last step; nothing where the way there is missing.
sub find {
    my ($value, $at) = @_;
    my @steps = map { s/~1/\//g; s/~0/~/g; $_ } split m{/}, substr($at, 1), -1;
    my $last = pop @steps;
    for my $step (@steps) {
        $value = ref $value eq 'ARRAY' ? $value->[$step] : ref $value eq 'HASH' ? $value->{$step} : return;
        return unless ref $value;
    }
    return ($value, $last);
}

sub set {
    my ($container, $step, $value) = @_;
    if   (ref $container eq 'ARRAY') { $container->[$step] = $value }
    else                             { $container->{$step} = $value }
}

# A value of the record as JSON writes it; nothing where it has no such form.
sub as_json {
    my ($text) = @_;
    return JSON::PP::true  if $text eq 'yes';
    return JSON::PP::false if $text eq 'no';
    return 12 * $1 if $text =~ /^(-?\d+) years?$/;
    return 0 + $1  if $text =~ /^(-?\d+) months?$/;
    return $json->decode($text) if $text =~ /^-?[\d.]+$/;
    return substr($text, 1, -1) if $text =~ /^"[^"\\]*"$/;
    return $text if $text =~ /^\d{4}-\d\d-\d\d$|^[\w ]+$|^-?[\d.]+ (?:wan )?\w+$/;
    return;
}

sub mend {
    my ($application, $change) = @_;
    my ($container, $step) = find($application, $change->{at}) or return 0;
    if ($change->{op} =~ /^(?:=|>=|<=)$/) {
        my $value = as_json($change->{value}) // return 0;
        set($container, $step, $value);
        return 1;
    }
    if ($change->{op} eq 'includes') {
        my @more = $change->{value} =~ /"([^"]*)"/g;
        return 0 unless @more && ref $container eq 'HASH' && ref $container->{$step} eq 'ARRAY';
        push @{ $container->{$step} }, @more;
        return 1;
    }
    if ($change->{op} eq 'drop' && ref $container eq 'ARRAY') {
        splice @$container, $step, 1;
        return 1;
    }
    return 0;
}

sub places {
    my ($value, $prefix, $found) = @_;
    my @steps = ref $value eq 'HASH' ? sort keys %$value : ref $value eq 'ARRAY' ? 0 .. $#$value : ();
    for my $step (@steps) {
        push @$found, "$prefix/$step";
        places(ref $value eq 'HASH' ? $value->{$step} : $value->[$step], "$prefix/$step", $found);
    }
    return $found;
}

my ($mended, $wrong_fix, $wrong_place, $changed, $flipped) = (0, 0, 0, 0, 0);

for my $guide (qw(2023-1 2021-1)) {
    my @applications = applications($guide);
    my ($text, @records) = review($guide, \@applications);
    is(scalar @records, scalar @applications, "$guide: a record for each application");
    my ($again) = review($guide, \@applications);
    ok($text eq $again, "$guide: the same bytes again");
    my (undef, @reversed) = review($guide, [reverse @applications]);
    my @same = grep { $json->encode($records[$_]) eq $json->encode($reversed[-1 - $_]) } 0 .. $#records;
    is(scalar @same, scalar @records, "$guide: the order of the input changes no record");

    # places and changes
    my (@tries, @expected);
    for my $i (0 .. $#records) {
        for my $rule (@{ $records[$i]{rules} }) {
            my @at = map { $_->{at} } @{ $rule->{fix} // [] }, map { @{ $_->{with} } } @{ $rule->{because} // [] };
            push @at, map { $_->{element} // () } @{ $rule->{because} // [] };
            for my $at (grep { defined && m{^/} } @at) {
                next if find($applications[$i], $at);
                # an absent record's field: its parent is what is missing
                my ($parent) = $at =~ m{^(.*)/[^/]*$};
                next if $parent eq '' || find($applications[$i], $parent);
                $wrong_place++;
                diag "$records[$i]{id} $rule->{rule}: no place $at";
            }
            next unless $rule->{outcome} eq 'unmet' && @{ $rule->{fix} // [] };
            my $try = copy($applications[$i]);
            next if grep { !mend($try, $_) } @{ $rule->{fix} };
            delete $try->{'编号'};
            $try->{id} = 'T' . @tries;
            push @tries, $try;
            push @expected, [$records[$i]{id}, $rule->{rule}];
        }
    }
    my (undef, @mended) = review($guide, \@tries);
    for my $i (0 .. $#tries) {
        my ($rule) = grep { $_->{rule} eq $expected[$i][1] } @{ $mended[$i]{rules} };
        $mended++;
        next if $rule && $rule->{outcome} eq 'met';
        $wrong_fix++;
        diag "$expected[$i][0] $expected[$i][1]: mended, yet " . ($rule ? $rule->{outcome} : $mended[$i]{verdict});
    }

    # less information
    my (@less, @before);
    for my $i (0 .. $#records) {
        next if $records[$i]{verdict} eq 'unreadable';
        my @all = grep { !m{^/(?:id|编号|guide|指南|direction|方向|submitted_at|提交时间)$} } @{ places($applications[$i], '', []) };
        next unless @all;
        for (1 .. $copies) {
            my $try = copy($applications[$i]);
            for (0 .. random(3)) {
                my ($container, $step) = find($try, $all[random(scalar @all)]) or next;
                set($container, $step, undef);
            }
            delete $try->{'编号'};
            $try->{id} = 'M' . @less;
            push @less, $try;
            push @before, $records[$i];
        }
    }
    # Without explanations a record lists what is not met; all else holds, does not apply or is excepted.
    my (undef, @after) = review($guide, \@less, 'none');
    for my $i (0 .. $#less) {
        $changed++;
        my %now = map { $_->{rule} => $_->{outcome} } @{ $after[$i]{rules} };
        for my $rule (@{ $before[$i]{rules} }) {
            my ($was, $is) = ($rule->{outcome}, $now{ $rule->{rule} } // 'holds');
            my $is_unmet = $is eq 'unmet' && $was ne 'unmet';
            my $is_held  = $is eq 'holds' && $was =~ /^(?:unmet|unknown|pending|error)$/;
            next unless $is_unmet || $is_held;
            $flipped++;
            diag "$before[$i]{id} $rule->{rule}: $was became $is with less information";
        }
    }
}
cmp_ok($mended, '>', 20, "changes were tried ($mended)");
is($wrong_fix, 0, 'a change that is advised meets its rule');
is($wrong_place, 0, 'every place named exists, or its parent does');
cmp_ok($changed, '>', 1000, "copies with less information were tried ($changed)");
is($flipped, 0, 'less information turns nothing round');
done_testing;
