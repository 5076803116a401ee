#!/usr/bin/env perl
# Signs and blanks as people type and copy them: each means its ASCII twin, or gets one message that names both. Every row
# of lookalikes.def, every full-width form, every blank of Unicode; and every keyword in traditional characters.
use strict;
use warnings;
use utf8;
use charnames ();
use lib 'tests/lib';
use Def qw(def_rows);
use Files qw(slurp spew);
use File::Temp qw(tempdir);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $parse = ($ENV{BUILD} // 'build') . '/test/zn-parse';
my $dir = tempdir(CLEANUP => 1);

# What is said of each of the lines, one message after another.
sub said {
    my (@lines) = @_;
    spew("$dir/a.zn", join '', map { "$_\n" } @lines);
    open my $pipe, '-|:encoding(UTF-8)', $parse, '--errors', 'en', "$dir/a.zn" or die "$parse: $!";
    my (%said, $at);
    while (my $line = <$pipe>) {
        if ($line =~ /^a\.zn:(\d+):\d+: (?:error|warning) ([EW]\d{4}): (.*)/) { $at = $1; push @{ $said{$at} }, [$2, $3] }
    }
    close $pipe;
    return map { $said{$_} // [] } 1 .. @lines;
}

sub in_rule { my ($sign, $number) = @_; return "规则 r$number 依据 总则 必须 a${sign}b" }
sub name { my ($character) = @_; return sprintf '“%s” (U+%04X)', $character, ord $character }

# So many rows of one kind are looked at in one file, since only a hundred messages are shown.
sub each_of {
    my ($make, $look, @rows) = @_;
    while (my @some = splice @rows, 0, 40) {
        my @said = said(map { $make->($_) } @some);
        $look->($some[$_], $said[$_]) for 0 .. $#some;
    }
}

# C writes some as bytes.
sub text { my ($t) = @_; $t =~ s/((?:\\x[0-9a-f]{2})+)/my $b = pack 'H*', $1 =~ s{\\x}{}gr; utf8::decode($b); $b/ge; return $t }

my @rows = def_rows('lang/syntax/lookalikes.def');
my @lookalikes = map { [map { text($_) } @{ $_->{args} }] } grep { $_->{macro} eq 'LOOKALIKE' } @rows;
cmp_ok(scalar @lookalikes, '>', 90, 'there are look-alikes');
my $number = 0;
each_of(
    sub { in_rule(" $_[0][0] ", $number++) },
    sub {
        my ($row, $said) = @_;
        my ($written, $meant) = @$row;
        my $wanted = $meant eq '' ? "the character “$written” means nothing here" : name($written) . ' means nothing here; write ' . name($meant);
        is(join('; ', map { $_->[1] } @$said), $wanted, sprintf 'U+%04X %s', ord $written, charnames::viacode(ord $written) // '');
    },
    @lookalikes
);
each_of(
    sub { in_rule(" $_[0][0] ", $number++) },
    sub {
        my ($row, $said) = @_;
        is(join('; ', map { $_->[1] } @$said), "“$row->[0]” is no sign of this language; write “$row->[1]”", "$row->[0] of other languages");
    },
    map { $_->{args} } grep { $_->{macro} eq 'FOREIGN' } @rows
);

my @letters = map { $_->{args} } grep { $_->{macro} eq 'LETTER' } @rows;
cmp_ok(scalar @letters, '>', 40, 'there are letters that look Latin');
each_of(
    sub { "规则 x$_[0][0]y" . $number++ . ' 依据 总则 必须 a' },
    sub { is(join('; ', map { $_->[0] } @{ $_[1] }), 'E0108', sprintf 'U+%04X only looks like %s', ord $_[0][0], $_[0][1]) },
    @letters
);

# Full-width forms; what the twin itself is not told of, they are not either.
my %means = map { $_ => 1 } split //, '()[]{},;:.+-*/=<>~#%"&|!' . join '', 'a' .. 'z', 'A' .. 'Z', 0 .. 9, '_';
each_of(
    sub { in_rule(' ' . chr(0xfee0 + ord $_[0]) . ' ', $number++) },
    sub {
        my ($ascii, $said) = @_;
        my $full = chr(0xfee0 + ord $ascii);
        my @signs = grep { $_->[0] =~ /^E01/ } @$said;
        my ($both) = grep { index($_->[1], name($full)) >= 0 || $_->[0] =~ /^E0(?:104|109|123)/ } @signs;
        ok(($means{$ascii} && (!@signs || $both)) || ($both && @signs == 1), "full-width $ascii means its twin, or is named with what is meant")
            or diag(join "\n", map { "@$_" } @$said);
    },
    map { chr } 0x21 .. 0x7e
);

my @blanks = grep { chr =~ /\p{Zs}/ } 0x20 .. 0x3000;
cmp_ok(scalar @blanks, '>', 15, 'there are blanks');
each_of(
    sub { join chr $_[0], '规则', 'b' . $number++, '依据', '总则', '必须', 'a' },
    sub { is(join('; ', map { "@$_" } @{ $_[1] }), '', sprintf 'U+%04X is a blank', $_[0]) },
    @blanks
);

# Which characters are traditional stands in the order that is searched.
my @twins = map { $_->{args} } def_rows('lang/syntax/traditional.def');
is(join('', map { $_->[0] } @twins), join('', sort map { $_->[0] } @twins), 'traditional.def is sorted');
my %traditional;
$traditional{ $_->[1] } //= $_->[0] for @twins;
is(join(' ', grep { exists $traditional{ $_->[0] } } @twins), '', 'no character is both');
my %spelled;
for my $zh (grep { length } map { $_->{args}[2] } grep { $_->{macro} eq 'KEYWORD' } def_rows('lang/syntax/keywords.def')) {
    my $written = join '', map { $traditional{$_} // $_ } split //, $zh;
    $spelled{$written} = $zh if $written ne $zh;
}
cmp_ok(scalar keys %spelled, '>', 40, 'there are keywords with traditional characters');
each_of(
    sub { "规则 t" . $number++ . " 依据 总则 必须 a $_[0] b" },
    sub {
        my ($written, $said) = @_;
        my @wanted = grep { $_->[1] eq "“$written” is in traditional characters; the keyword is “$spelled{$written}”" } @$said;
        is(scalar @wanted, 1, "$written is known for $spelled{$written}");
    },
    sort keys %spelled
);
done_testing();
