#!/usr/bin/env perl
# What `zhinan check` says of a condition is so: conditions are made by chance, and whatever is reported as always yes,
# always no or always unknown is reviewed as a rule of its own on applications that hold the values around every bound,
# and with data missing. Of conditions over two data all of whose cases can be gone through, exactly those are reported
# that always come out the same. SEED=n makes other conditions, COUNT=n more of them.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Files qw(spew);
use Run qw(run);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = ($ENV{BUILD} // 'build') . '/zhinan';
my $dir = tempdir(CLEANUP => 1);
my $seed = $ENV{SEED} // 7;
my $count = $ENV{COUNT} // 250;
srand $seed;

my $model = <<'END';
input record application 申报 {
  id: text key
  guide: text
  direction: text
  n: number
  k: colour
  g: grade
  m: money
  d: date
  t: moment
  p: percent
  w: duration
  y: days
  b: yes_no
  x: text
  s: set of colour
  l: list of part
}
record part { n: number  k: colour }
choice colour { red, green, blue }
ordered choice grade { low, middle, high }
set warm: colour = {red, green}
let three = 3
function odd(a: number): yes_no = a is 1 or a is 3
guide "1" "Invented, for a test"
direction "1" "Invented"
END

# ---- conditions by chance ----

sub pick { return $_[int rand @_] }

my %values = (
    n => [qw(-1 0 1 2 2.5 3), '1 + 2', 'three', '3 * 0.5'],
    k => [qw(red green blue)],
    g => [qw(low middle high)],
    m => ['0 yuan', '1 wan yuan', '2 wan yuan', '1 wan euros', '1 wan yuan * 200%'],
    d => ['0001-01-01', '2020-02-28', '2020-02-29', '9999-12-31', '2020-01-31 + 1 month'],
    t => ['2020-02-28', '2020-02-29', '2020-02-28T12:00:00+08:00', '2020-02-29T12:00:00+08:00'],
    p => [qw(0% 10% 50% 100%)],
    w => ['0 months', '23 months', '2 years', '1 year + 1 month'],
    y => ['1 day', '2 days', '3 days'],
    x => ['"a"', '"b"'],
    s => ['{}', '{red}', '{red, green}', 'warm'],
);
my %relations = map { my $kind = $_; ($kind => $kind =~ /[kxs]/ ? ['is', 'is not'] : [qw(< <= > >=), 'is', 'is not']) } keys %values;

sub datum { my ($kind) = @_; return "application.$kind" }

sub comparison {
    my ($kind) = @_;
    my $datum = datum($kind);
    return $datum . ' ' . pick(@{ $relations{$kind} }) . ' ' . pick(@{ $values{$kind} });
}

sub set_of { my ($kind) = @_; return '{' . join(', ', map { pick(grep { $kind ne 't' || /T/ } @{ $values{$kind} }) } 1 .. pick(0, 1, 1, 2, 2, 3)) . '}' }

sub atom {
    my $kind = pick(qw(n n n k k k g m d t p w y x));
    return pick(
        sub { comparison($kind) }, sub { comparison($kind) }, sub { comparison($kind) },
        sub { datum('b') },
        sub { 'application.b is ' . pick(qw(yes no)) },
        sub { datum($kind) . ' in ' . set_of($kind) },
        sub { datum($kind) . ' not in ' . set_of($kind) },
        sub { "application.n is " . pick(@{ $values{n} }) . ' to ' . pick(@{ $values{n} }) },
        sub { "application.d is " . pick(@{ $values{d} }) . ' to ' . pick(@{ $values{d} }) },
        sub { 'application.k in warm' },
        sub { 'application.s includes ' . pick('red', 'green', '{red, green}', 'application.k', 'warm', 'application.s') },
        sub { pick('red', 'application.k') . ' in application.s' },
        sub { 'count(application.' . pick(qw(s l)) . ') ' . pick(qw(< <= > >=), 'is') . ' ' . pick(qw(0 1 2 0.5)) },
        sub { 'length(application.x) ' . pick(qw(< >=)) . ' ' . pick(0, 1) },
        sub { 'has ' . datum($kind) },
        sub { datum($kind) . ' ' . pick(@{ $relations{$kind} }) . ' ' . datum($kind) },
        sub { 'year_of(application.d) ' . pick(qw(< >)) . ' ' . pick(0, 9999, 2020) },
        sub { 'odd(application.n)' },
        sub { 'application.t ' . pick('before', 'not before') . ' application.d' },
        sub { 'application.n is unknown' },
        sub { element_condition() },
    )->();
}

sub element_atom { return pick(map { "e.n $_ " . pick(1, 2) } qw(< <= > >=)) if rand() < 0.7; return 'e.k ' . pick('is', 'is not') . ' ' . pick(qw(red green)) }
sub element_condition {
    my $body = element_atom() . pick('', ' and ' . element_atom(), ' or ' . element_atom());
    my $where = pick('', ' where ' . element_atom());
    return '(' . pick('some', 'every', 'no', 'at least 2', 'at least 0') . " e in application.l$where satisfies $body)";
}

sub condition {
    my ($depth) = @_;
    return atom() if $depth == 0 || rand() < 0.1;
    my @parts = map { condition($depth - 1) } 1 .. pick(2, 2, 3);
    return pick(
        sub { '(' . join(' and ', @parts) . ')' },
        sub { '(' . join(' or ', @parts) . ')' },
        sub { pick('all of', 'any of', 'none of', 'at least 2 of', 'at least 3 of') . ' { ' . join('; ', @parts) . ' }' },
        sub { "(not $parts[0])" },
        sub { "(if $parts[0] then $parts[1] else " . ($parts[2] // 'application.b') . ')' },
    )->();
}

# ---- what is said, and what is so ----

sub policy { my (@conditions) = @_; my $k = 0; return $model . join '', map { "rule r" . $k++ . " cite preamble must $_\n" } @conditions }

# What check says of each condition, with the piece of it that it is said of. Few at a time: check shows so many messages.
sub reported {
    my (@conditions) = @_;
    my @reports;
    for (my $from = 0; $from < @conditions; $from += 50) {
        my @some = @conditions[$from .. ($from + 49 < $#conditions ? $from + 49 : $#conditions)];
        push @reports, map { { %$_, rule => $_->{rule} + $from } } reported_at_once(@some);
    }
    return @reports;
}
sub reported_at_once {
    my (@conditions) = @_;
    spew("$dir/asked.zn", policy(@conditions));
    my $said = decode_json((run($zhinan, 'check', '--format', 'json', '--lang', 'en', "$dir/asked.zn"))[0]);
    my $first = () = $model =~ /\n/g;
    my @lines = split /\n/, policy(@conditions);
    my @reports;
    for my $d (@{ $said->{diagnostics} }) {
        BAIL_OUT("$d->{code} $d->{message} in $lines[$d->{line} - 1]") if $d->{severity} eq 'error';
        next if $d->{line} <= $first;
        my $piece = substr $lines[ $d->{line} - 1 ], $d->{column} - 1, $d->{end_column} - $d->{column};
        push @reports, { code => $d->{code}, piece => $piece, rule => $d->{line} - 1 - $first };
    }
    return @reports;
}

# The outcomes of each condition over all applications: met, unmet and unknown, as often as they occur.
sub outcomes {
    my ($conditions, $applications) = @_;
    spew("$dir/asked.zn", policy(@$conditions));
    my $k = 0;
    my @all = map { { id => 'a' . $k++, guide => '1', direction => '1', %$_ } } @$applications;
    spew("$dir/applications.ndjson", join '', map { JSON::PP->new->encode($_) . "\n" } @all);
    my @outcomes = map { {} } @$conditions;
    my ($records) = run($zhinan, 'review', '--format', 'ndjson', '--explain', 'all', "$dir/asked.zn", '--', "$dir/applications.ndjson");
    for my $line (split /\n/, $records) {
        my $record = decode_json($line);
        next if !$record->{rules};
        for my $rule (@{ $record->{rules} }) { $outcomes[$1]{ $rule->{outcome} }++ if $rule->{rule} =~ /^r(\d+)$/ }
    }
    return @outcomes;
}

my %data = (
    n => [-1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.25, 2.5, 2.75, 3, 4],
    k => [qw(red green blue)],
    g => [qw(low middle high)],
    m => ['0 yuan', '-1 yuan', '0.5 wan yuan', '1 wan yuan', '1.5 wan yuan', '2 wan yuan', '3 wan yuan', '1 wan euros', '2 wan euros'],
    d => ['0001-01-01', '2020-02-27', '2020-02-28', '2020-02-29', '2020-03-01', '9999-12-31'],
    t => [map { "2020-02-${_}:00+08:00" } qw(27T12:00 28T11:00 28T12:00 28T13:00 29T00:00 29T12:00 29T13:00)],
    p => ['-1%', '0%', '5%', '10%', '30%', '50%', '100%', '200%'],
    w => [-1, 0, 1, 12, 13, 22, 23, 24, 25],
    y => [-1, 0, 1, 2, 3, 4],
    b => [JSON::PP::true, JSON::PP::false],
    x => ['a', 'b', 'c', ''],
    s => [[], ['red'], ['green'], ['blue'], ['red', 'green'], ['red', 'green', 'blue']],
    l => [
        [], [{ n => 1, k => 'red' }], [{ n => 2, k => 'green' }], [{ n => 0.5, k => 'red' }, { n => 3, k => 'blue' }],
        [{ n => 1.5 }, { n => 1.5, k => 'red' }, { k => 'green' }],
    ],
);
sub application {
    my ($missing) = @_;
    return { map { rand() < $missing ? () : ($_ => pick(@{ $data{$_} })) } sort keys %data };
}

my %never = (W0103 => ['unmet'], W0104 => ['met'], W0105 => ['met', 'unmet'], W0107 => ['met']);
sub contradiction {
    my ($code, $seen) = @_;
    return $seen->{error} ? 'an error' : $seen->{met} && $seen->{unmet} ? 'met and unmet' : '' if $code eq 'W0106';
    return join ' and ', grep { $seen->{$_} } @{ $never{$code} };
}

my @conditions = map { condition(1 + int rand 3) } 1 .. $count;
my @reports = reported(@conditions);
my %codes;
$codes{ $_->{code} }++ for @reports;
cmp_ok($codes{$_} // 0, '>', 1, "seed $seed: among $count conditions several are $_ (" . ($codes{$_} // 0) . ')')
    for qw(W0103 W0104 W0105 W0106 W0107 W0108);
my @said = grep { $_->{code} ne 'W0108' } @reports;
is(join(' ', sort grep { !$never{$_} && $_ ne 'W0106' } map { $_->{code} } @said), '', 'and nothing else is said');
# What is said of an element is asked of all elements, and then never unmet.
my %of_all = (W0103 => 'every', W0104 => 'no', W0107 => 'no');
my @asked = map {
    my $of_element = $_->{piece} =~ /\be\.[nk]/ && $_->{piece} !~ /\be in /;
    $of_element ? "$of_all{ $_->{code} } e in application.l satisfies ($_->{piece})" : $_->{piece};
} @said;
my @applications = ((map { application(0) } 1 .. 160), (map { application(0.3) } 1 .. 60), {});
my @so = outcomes(\@asked, \@applications);
for my $k (0 .. $#said) {
    my $against = contradiction($asked[$k] eq $said[$k]{piece} ? $said[$k]{code} : 'W0103', $so[$k]);
    next if $against eq '';
    fail("$said[$k]{code} is said of: $said[$k]{piece}");
    diag("it is $against in: $conditions[$said[$k]{rule}]");
}
ok(scalar(grep { %$_ } @so) == @asked, scalar(@asked) . ' conditions were reviewed on ' . @applications . ' applications');

# ---- exactly those ----

sub plain_atom { my $kind = pick(qw(n n k)); return rand() < 0.3 ? datum($kind) . pick(' in ', ' not in ') . set_of($kind) : comparison($kind) }
sub plain {
    my ($depth) = @_;
    return plain_atom() if $depth == 0;
    my @parts = map { plain(int rand $depth) } 1 .. 2;
    return pick("($parts[0] and $parts[1])", "($parts[0] or $parts[1])", "(not $parts[0])", "at least 2 of { $parts[0]; $parts[1]; " . plain(0) . ' }');
}
my @plain = map { plain(3) } 1 .. $count;
my %said_of;
$said_of{ $_->{rule} } = 1 for grep { $_->{code} ne 'W0108' } reported(@plain);
my @grid = map { my $n = $_; map { { n => $n, k => $_ } } @{ $data{k} } } @{ $data{n} };
my @cases = outcomes(\@plain, \@grid);
my $constant = 0;
for my $k (0 .. $#plain) {
    my $is_constant = !$cases[$k]{met} || !$cases[$k]{unmet};
    $constant += $is_constant;
    # A part may be constant where the whole is not.
    fail("nothing is said, though it always comes out the same: $plain[$k]") if $is_constant && !$said_of{$k};
}
cmp_ok($constant, '>', 20, "seed $seed: $constant of $count conditions over two data always come out the same, and each is reported");
done_testing();
