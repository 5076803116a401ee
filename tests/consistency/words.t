#!/usr/bin/env perl
# Whatever a person reads stands in both languages, with the same holes.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Def qw(def_rows def_files);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

# Which arguments of a row are one text in Chinese and in English: the second and third, ROW(NAME, zh, en), unless this
# says otherwise. "?" where a row may exist in one vocabulary only, or leave both empty.
my %pairs = (
    DIAG => ['3 4', '5 6 ?'],
    KEYWORD => ['2 3 ?', '4 5 ?'],
    BUILTIN => ['1 2', '4 5'],
    TYPE => ['1 2 ?', '3 4'],
    CURRENCY => ['1 2'],
    MONEY_SCALE => ['1 2 ?'],
    MEASURE => ['0 1 ?'],
    DURATION => ['0 1'],
    OUTCOME => ['2 3'],
    EFFECT => ['2 3'],
    VERDICT => ['2 3'],
    CHANGE => ['1 2', '3 4'],
    COMMAND => ['2 3 ?', '4 5'],
    OPTION => ['4 5 ?', '6 7'],
    COMMON => ['4 5 ?', '6 7'],
    FINDING => ['1 2'],
    FINDING_COLUMN => ['1 2'],
    LOOKALIKE => [],
    TRADITIONAL => [],
    TAIL => ['3 4 ?'],
);
my $chinese = qr/\p{Script=Han}/;

# Headings of a guide are official names, and stay Chinese in an English sentence.
my $headings = join '|', map { quotemeta $_->{args}[1] } def_rows('lang/value/sections.def');

sub holes { my ($text) = @_; my %seen; $seen{$_}++ for $text =~ /\{(\d)\}/g; return join ' ', sort keys %seen }

my (%seen, %codes, %names);
for my $file (def_files()) {
    my (@wrong, $rows);
    for my $row (def_rows($file)) {
        $rows++;
        my @args = @{ $row->{args} };
        my $pairs = $pairs{ $row->{macro} };
        my $say = sub { push @wrong, "$file:$row->{line}: $row->{macro}($args[0]): @_" };
        if (!$pairs) {
            my @where = grep { $args[$_] =~ $chinese } 0 .. $#args or next;
            $say->('has Chinese words where words.t does not look; give it a row there') if "@where" ne '1';
            $pairs = ['1 2'];
        }
        for my $pair (@$pairs) {
            my ($first, $second, $optional) = split ' ', $pair;
            my ($zh, $en) = @args[$first, $second];
            if (!defined $en) { $say->('an argument is missing'); next }
            $say->("“$zh” / “$en”: one of them is empty") if !$optional && ($zh eq '' || $en eq '');
            $say->("“$zh” / “$en”: different holes") if $zh ne '' && $en ne '' && holes($zh) ne holes($en);
            $say->("“$en” has Chinese characters") if $en =~ s/$headings//gr =~ $chinese && $row->{macro} ne 'MEASURE';
            $say->("“$zh” / “$en”: more than one line") if "$zh$en" =~ /\n/;
        }
        next unless $row->{macro} eq 'DIAG';
        my ($code, $name, $severity, $zh, $en, $hint_zh, $hint_en) = @args;
        my %letter = (SEVERITY_ERROR => 'E', SEVERITY_WARNING => 'W', SEVERITY_NOTE => 'N');
        $say->("the code does not show $severity") unless $code =~ /^$letter{$severity}\d{4}$/;
        $say->('the code is taken') if $codes{$code}++;
        $say->('the name is taken') if $names{$name}++;
        $say->('one hint is empty') if ($hint_zh eq '') != ($hint_en eq '');
        $say->('a message has no full stop') if $zh =~ /。$/ || $en =~ /\.$/;
        $say->('a hint is a full sentence') if $hint_zh ne '' && ($hint_zh !~ /[。？…]$/ || $hint_en !~ /[.?…]$/ || $hint_en !~ /^[^a-z]/);
        $say->('a hole beyond {5}') if "@args" =~ /\{[6-9]\}/;
    }
    is(scalar @wrong, 0, "$file: $rows rows") or diag(join "\n", @wrong);
}
done_testing();
