#!/usr/bin/env perl
# keywords.def: no spelling with two meanings, and the grammar knows the same tokens by the same words.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Def qw(def_rows);
use Files qw(slurp);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my (%meaning, %spellings, %ops, @wrong);
for my $row (grep { $_->{macro} eq 'KEYWORD' } def_rows('lang/syntax/keywords.def')) {
    my ($token, $op, $zh, $en, $doc_zh, $doc_en) = @{ $row->{args} };
    my $at = "keywords.def:$row->{line}";
    $ops{$token}{$op} = 1;
    push @wrong, "$at: no spelling" if $zh eq '' && $en eq '';
    for my $vocabulary ([0, $zh, $doc_zh], [1, $en, $doc_en]) {
        my ($language, $spelling, $doc) = @$vocabulary;
        next if $spelling eq '';
        push @{ $spellings{$token}[$language] }, $spelling;
        push @wrong, "$at: “$spelling” has no doc" if $doc eq '';
        push @wrong, "$at: “$spelling” is no keyword: lower case, single blanks"
            unless $spelling =~ /^(?:\p{Han}+|[a-z]+(?: [a-z]+)*)$/;
        my $first = $meaning{$spelling} //= "$token $op";
        push @wrong, "$at: “$spelling” means $first and $token $op" if $first ne "$token $op";
    }
}
is(scalar @wrong, 0, 'keywords.def: every spelling has one meaning and a doc') or diag(join "\n", @wrong);

my %alias;
for my $line (slurp('lang/syntax/parser.y') =~ /^%token ([^\n]*)/mg) {
    $line =~ s/^<\w+>\s*//;
    while ($line =~ /\b([A-Z_]+)(?: 0)?(?: "([^"]*)")?/g) { $alias{$1} = $2 }
}
is(join(' ', grep { !exists $alias{$_} } sort keys %spellings), '', 'the grammar has a token for every keyword');
# A token of several operators is a class of words, and is named as one.
for my $token (sort grep { keys %{ $ops{$_} } == 1 && exists $alias{$_} } keys %spellings) {
    my $alias = $alias{$token} // '';
    my ($zh, $en) = $alias =~ m{^(.+)/(.+)$} ? ($1, $2) : $alias =~ /\p{Han}/ ? ($alias, $alias) : ('', $alias);
    my @known = ($spellings{$token}[0] // [], $spellings{$token}[1] // []);
    my $fits = (!@{ $known[0] } || $zh eq '' || $zh eq $known[0][0]) && (!@{ $known[1] } || $en eq $known[1][0]);
    ok($fits, "$token is shown as “$alias”") or diag("keywords.def has: $known[0][0] / $known[1][0]");
}
done_testing();
