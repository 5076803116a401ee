#!/usr/bin/perl
# Properties of explanations, on the policies' own applications, on applications made for golden/properties/constructs.zn,
# which has every construct, and on many changed copies of them:
#  - the plain changes that a record proposes (fix), made in the application, meet the rule; no fixed fact is advised on;
#  - every place that a record names exists, or its parent does;
#  - taking data away never turns met into not met or back (DESIGN 3.1), nor makes known what was not;
#  - what is missing, once stated, is not missing any more, and a rule is unknown only while something is;
#  - reasons are given wherever there is one;
#  - a run with a recorder gives what a plain run gives, for every piece of code (zn-replay);
#  - the same input gives the same bytes, from source and from a compiled policy, and an application's record does not
#    hang on its neighbours.
use strict;
use warnings;
use utf8;
use File::Temp;
use FindBin;
use JSON::PP;
use Test::More;
use Time::Local qw(timegm);

binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;
my $root   = "$FindBin::Bin/../..";
my $build  = $ENV{BUILD} // 'build';
my $zhinan = ($build =~ m{^/} ? '' : "$root/") . "$build/zhinan";
my $tools  = $zhinan =~ s{[^/]*$}{test}r;
my $json   = JSON::PP->new->utf8->canonical->allow_nonref;
my $copies = $ENV{COPIES} // 20; # of each application of a policy
my $made   = $ENV{MADE} // 200;    # applications for the constructs
my $temporary = File::Temp->newdir;

# A small generator of our own, so that the same applications are made everywhere.
my $state = 20230630;
sub random { $state = ($state * 1103515245 + 12345) % 2147483648; return int($state / 65536) % $_[0] }

# The applications as a file.
sub written {
    my ($applications) = @_;
    my $file = "$temporary/in.ndjson";
    open my $out, '>:raw', $file or die "$file: $!";
    print $out $json->encode($_), "\n" for @$applications;
    close $out;
    return $file;
}

sub review {
    my ($policy, $applications, $explain) = @_;
    $explain //= 'decisive';
    my $file = written($applications);
    my $text = qx{'$zhinan' --lang en review '$policy' --format ndjson --explain $explain -- '$file' 2>/dev/null};
    my @lines = split /\n/, $text;
    pop @lines; # the file's own name stands there
    return wantarray ? (join("\n", @lines), map { $json->decode($_) } @lines) : join("\n", @lines);
}

sub applications {
    my ($policy) = @_;
    my @all;
    for my $file (sort glob "$policy/cases/*.json") {
        open my $in, '<:raw', $file or die "$file: $!";
        local $/;
        my $value = eval { $json->decode(<$in>) } or next;
        push @all, ref $value eq 'ARRAY' ? @$value : $value;
    }
    return @all;
}

# ---- applications for the constructs: values at the bounds that its rules set, and some data missing

sub one_of { $_[random(scalar @_)] }
sub some_of { grep { random(2) } @_ }

my %values = (
    title => ['中西项目', '中法智慧项目', '中德项目', '项目', '中西'], funds => [0, 100, 100.000001, 99.999999, '100 万欧元', '0 万欧元'],
    grant => [0, 100, 50, '100 万欧元'], share => ['0%', '29.9%', '30%', '50%', '100%'], pages => [0, 4, 5, 7, 20, 21, 100, 101],
    begins => ['2023-01-01', '2023-01-31', '2024-02-29'], ends => ['2023-01-01', '2024-12-31', '2025-12-30', '2026-12-31'],
    urgent => [JSON::PP::true, JSON::PP::false], grade => ['low', 'middle', 'high'], country => ['ES', 'FR', 'ZA'],
    name => ['赵', '钱', '孙'], born => ['1963-01-01', '1963-01-02', '2000-01-01', '2000-01-02'],
    doctor => [JSON::PP::true, JSON::PP::false], role => ['leads', 'joins'], sum => [0, 49.5, 50.5, 100, '10 万欧元'],
    kind => ['agreement', 'letter', 'plan'], sealed => [JSON::PP::true, JSON::PP::false],
);
sub months_of { my ($where) = @_; return $where eq 'person' ? one_of(0, 2, 3, 5.9, 6) : one_of(23, 24, 36, 37) }
my %fields = (
    application => [qw(title funds grant share pages begins ends months urgent grade country kinds tags leader people papers)],
    person => [qw(name born doctor months mentors running)], running => [qw(role ends sum)], paper => [qw(kind sealed signers pages)],
);
sub value_for {
    my ($record, $field, $absent) = @_;
    return months_of($record) if $field eq 'months';
    return one_of('2023-06-29', '2023-06-30', '2024-01-01') if $field eq 'ends' && $record eq 'running';
    return [some_of(qw(school institute company))] if $field eq 'kinds';
    return [some_of(qw(甲 乙 丙)), random(8) ? () : undef] if $field eq 'tags';
    return [some_of(qw(赵 钱 孙)), random(12) ? () : undef] if $field eq 'signers';
    return [random(2) ? () : one_of(qw(赵 钱 孙 李)), random(12) ? () : undef] if $field eq 'mentors';
    return record_for('person', $absent) if $field eq 'leader';
    return [map { record_for('person', $absent) } 1 .. random(4)] if $field eq 'people';
    return [map { record_for('running', $absent) } 1 .. random(3)] if $field eq 'running';
    return [map { record_for('paper', $absent) } 1 .. random(4)] if $field eq 'papers';
    return one_of(@{ $values{$field} // die "no values for $field of $record\n" });
}
# One field in `absent` is missing; 0 for none.
sub record_for {
    my ($record, $absent) = @_;
    my %r;
    for my $field (@{ $fields{$record} }) {
        $r{$field} = value_for($record, $field, $absent) unless $absent && !random($absent);
    }
    return \%r;
}
sub make_applications {
    my ($count) = @_;
    return map { +{ id => "G$_", guide => 'Q', direction => '1', submitted_at => '2023-07-01T10:00:00+08:00',
        %{ record_for('application', one_of(0, 4, 10, 25)) } } } 1 .. $count;
}
# A value for a place of such an application: its record is told by the step before.
sub value_at {
    my ($at) = @_;
    my @steps = grep { !/^\d+$/ } split m{/}, substr($at, 1);
    my $field = pop @steps;
    my %record_of = (leader => 'person', people => 'person', running => 'running', papers => 'paper');
    return value_for(@steps ? $record_of{ $steps[-1] } : 'application', $field, 0);
}

# ---- changes

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

# The next value above or below.
sub beyond {
    my ($text, $step) = @_;
    if ($text =~ /^(\d+)-(\d+)-(\d+)$/) {
        my @day = gmtime(timegm(0, 0, 12, $3, $2 - 1, $1) + $step * 86400);
        return sprintf '%04d-%02d-%02d', $day[5] + 1900, $day[4] + 1, $day[3];
    }
    return ($1 + $step) . $2 if $text =~ /^(-?[\d.]+)( (?:wan )?\w+)$/ && $2 !~ /month|year|day/;
    my $value = as_json($text);
    return defined $value && !ref $value && $value =~ /^-?[\d.]+$/ ? $value + $step : undef;
}

sub mend {
    my ($application, $change) = @_;
    my ($container, $step) = find($application, $change->{at}) or return 0;
    if ($change->{op} eq '>' || $change->{op} eq '<') {
        my $value = beyond($change->{value}, $change->{op} eq '>' ? 1 : -1) // return 0;
        set($container, $step, $value);
        return 1;
    }
    if ($change->{op} eq 'in' && $change->{value} =~ /^\{(\w+)/) {
        set($container, $step, $1);
        return 1;
    }
    if ($change->{op} eq 'remove' && $change->{value} =~ /^(\d+) \w+$/) {
        splice @{ ref $container eq 'ARRAY' ? $container->[$step] : $container->{$step} }, -$1;
        return 1;
    }
    if ($change->{op} =~ /^(?:=|>=|<=)$/) {
        my $value = as_json($change->{value}) // return 0;
        set($container, $step, $value);
        return 1;
    }
    if ($change->{op} eq 'includes') {
        my @more = $change->{value} =~ /"/ ? $change->{value} =~ /"([^"]*)"/g : $change->{value} =~ /(\w+)/g;
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

my ($mended, $wrong_fix, $wrong_place, $fixed, $changed, $flipped, $stated, $still_open, $unexplained) = (0) x 9;
my $constructs = "$root/tests/golden/properties/constructs.zn";

for my $policy ("$root/policies/2023-1", "$root/policies/2021-1", $constructs) {
    my ($guide) = $policy =~ m{([^/]+)$};
    my $own = $policy eq $constructs;
    my @applications = $own ? make_applications($made) : applications($policy);
    my ($text, @records) = review($policy, \@applications);
    is(scalar @records, scalar @applications, "$guide: a record for each application");
    my $again = review($policy, \@applications);
    ok($text eq $again, "$guide: the same bytes again");
    system($zhinan, 'compile', $policy, '-o', "$temporary/policy.znc") == 0 or die "$guide does not compile\n";
    my $compiled = review("$temporary/policy.znc", \@applications);
    ok($text eq $compiled, "$guide: the same bytes from a compiled policy");
    my $runs = qx{'$tools/zn-replay' '$temporary/policy.znc' '@{[written(\@applications)]}'};
    is($?, 0, "$guide: a run with a recorder gives what a plain run gives") or diag $runs;
    my $reversed = review($policy, [reverse @applications]);
    ok($text eq join("\n", reverse split /\n/, $reversed), "$guide: the order of the input changes no record");

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
            if (grep { $_->{at} =~ m{/(?:born|birth_date|registered_on|出生日期|注册日期)$} } @{ $rule->{fix} // [] }) {
                $fixed++;
                diag "$records[$i]{id} $rule->{rule}: a fixed fact is advised on";
            }
            my $evaluated = $rule->{statement} !~ /^(?:judge|inform|omit|supports)$/;
            if ($evaluated && $rule->{outcome} =~ /^(?:met|unmet|unknown|pending|error)$/ && !@{ $rule->{because} // [] } ||
                $rule->{outcome} eq 'unknown' && !@{ $rule->{missing} // [] }) {
                $unexplained++;
                diag "$records[$i]{id} $rule->{rule}: $rule->{outcome} without a reason";
            }
            next unless $rule->{outcome} eq 'unmet' && @{ $rule->{fix} // [] };
            my $try = copy($applications[$i]);
            # What is dropped from one list goes from its end, so that places stay true.
            next if grep { !mend($try, $_) } sort { $b->{at} cmp $a->{at} } @{ $rule->{fix} };
            delete $try->{'编号'};
            $try->{id} = 'T' . @tries;
            push @tries, $try;
            push @expected, [$records[$i]{id}, $rule->{rule}, $json->encode($rule->{fix})];
        }
    }
    my (undef, @mended) = review($policy, \@tries, 'none');
    for my $i (0 .. $#tries) {
        my ($rule) = grep { $_->{rule} eq $expected[$i][1] } @{ $mended[$i]{rules} };
        $mended++;
        next if !$rule && $mended[$i]{verdict} ne 'unreadable'; # it is met: without explanations only the others are listed
        $wrong_fix++;
        diag "$expected[$i][0] $expected[$i][1] $expected[$i][2]: mended, yet " . ($rule ? $rule->{outcome} : $mended[$i]{verdict});
    }

    # what is missing, stated: all data of each rule at once
    my (@fuller, @open);
    for my $i ($own ? (0 .. $#records) : ()) {
        for my $rule (grep { $_->{outcome} eq 'unknown' } @{ $records[$i]{rules} }) {
            my @places = grep { $_->{reason} eq 'not stated' && ($_->{at} // '') =~ m{^/} } @{ $rule->{missing} };
            next unless @places && random(3) == 0;
            my $try = copy($applications[$i]);
            for my $place (@places) {
                my ($container, $step) = find($try, $place->{at}) or next;
                set($container, $step, value_at($place->{at}));
            }
            $try->{id} = 'F' . @fuller;
            push @fuller, $try;
            push @open, [$records[$i]{id}, $rule];
        }
    }
    my (undef, @filled) = review($policy, \@fuller);
    for my $i (0 .. $#fuller) {
        my ($id, $before) = @{ $open[$i] };
        my ($now) = grep { $_->{rule} eq $before->{rule} } @{ $filled[$i]{rules} };
        $stated++;
        # Cells of a table are not the application's to state.
        my %was = map { ($_->{at} // '') => 1 } grep { $_->{reason} eq 'not stated' && ($_->{at} // '') !~ /\.zn:/ } @{ $before->{missing} };
        next if $now ? $now->{outcome} ne 'unknown' : $filled[$i]{verdict} ne 'unreadable';
        # A set may hold an element that is not stated; what is made for it may hold one again.
        my @same = grep { $_->{reason} eq 'not stated' && $was{ $_->{at} // '' } && $_->{at} !~ m{/(?:tags|signers|mentors)$} }
            $now ? @{ $now->{missing} } : { reason => 'not stated', at => $before->{missing}[0]{at} };
        next unless @same;
        $still_open++;
        diag "$id $before->{rule}: " . join(', ', sort keys %was) . ' stated, yet ' . $json->encode(\@same);
    }

    # less information
    my (@less, @before);
    for my $i (0 .. $#records) {
        next if $records[$i]{verdict} eq 'unreadable';
        my @all = grep { !m{^/(?:id|编号|guide|指南|direction|方向|submitted_at|提交时间)$} } @{ places($applications[$i], '', []) };
        next unless @all;
        for (1 .. ($own ? 4 : $copies)) {
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
    my (undef, @after) = review($policy, \@less, 'none');
    for my $i (0 .. $#less) {
        $changed++;
        my %now = map { $_->{rule} => $_->{outcome} } @{ $after[$i]{rules} };
        my %was = map { $_->{rule} => $_->{outcome} } @{ $before[$i]{rules} };
        for my $rule (sort keys %{ { %was, %now } }) {
            my ($was, $is) = ($was{$rule} // 'holds', $now{$rule} // 'holds');
            my $is_unmet = $is eq 'unmet' && $was ne 'unmet';
            my $is_held  = $is eq 'holds' && $was =~ /^(?:unmet|unknown|pending|error)$/;
            next unless $is_unmet || $is_held;
            $flipped++;
            diag "$before[$i]{id} $rule: $was became $is with less information: " . $json->encode($less[$i]);
        }
    }
}
cmp_ok($mended, '>', 20, "changes were tried ($mended)");
is($wrong_fix, 0, 'a change that is advised meets its rule');
is($fixed, 0, 'what nobody can change is not advised on');
is($wrong_place, 0, 'every place named exists, or its parent does');
cmp_ok($changed, '>', 1000, "copies with less information were tried ($changed)");
is($flipped, 0, 'less information turns nothing round');
cmp_ok($stated, '>', 100, "missing data were stated ($stated)");
is($still_open, 0, 'what is missing and then stated is not missing any more');
is($unexplained, 0, 'reasons are given for what was evaluated');
done_testing;
