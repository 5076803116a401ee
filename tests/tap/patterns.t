#!/usr/bin/env perl
# The rule patterns of the guides (R01 … R46) and their hardest clauses (H01 … H15): each is written in both vocabularies,
# reviews its invented applications, and explains every rule as it was once read and agreed to.
#   tests/golden/patterns/NAME.zh.zn, NAME.en.zn    one policy, as a writer of either vocabulary would put it
#   NAME.ndjson                                     applications
#   NAME.zh.txt, NAME.en.txt                        their review with every rule explained, in the policy's language, as an
#                                                   applicant gets it (without places of source files, which move)
#   NAME.findings.csv                               what persons found, where the pattern needs it
#   NAME.options                                    further options of the review, such as `--as-of 2022-12-20`; with
#                                                   several lines, it is reviewed once with each
# A NAME begins with the pattern's id. After the differences were read, RENEW=1 writes the reviews anew; ONLY=R09 runs
# the patterns that begin so.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Files qw(slurp spew);
use Run qw(run_with_errors);
use Encode ();
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = ($ENV{BUILD} // 'build') . '/zhinan';
my $golden = 'tests/golden/patterns';
my $only = $ENV{ONLY} // '';
my $dir = tempdir(CLEANUP => 1);

# The options of each review.
sub ways {
    my ($name) = @_;
    my @ways = -e "$golden/$name.options" ? grep { /\S/ } split /\n/, slurp("$golden/$name.options") : '';
    return @ways;
}

# The output of all reviews; where there are several, each below a line with its options.
sub review {
    my ($policy, $name, $language, @options) = @_;
    push @options, '--findings', "$golden/$name.findings.csv" if -e "$golden/$name.findings.csv";
    my @ways = ways($name);
    return join "\n", map {
        my ($out) = run_with_errors($zhinan, 'review', $policy, '--lang', $language, '--explain', 'all', '--for', 'applicant', '-q', split(' ', $_), @options,
            '--', "$golden/$name.ndjson");
        @ways > 1 ? "> $_\n\n$out" : $out
    } @ways;
}

# The first lines that differ.
sub difference {
    my ($wanted, $seen) = map { [split /\n/, Encode::decode('UTF-8', $_), -1] } @_;
    my $line = 0;
    $line++ while $line < @$wanted && $line < @$seen && $wanted->[$line] eq $seen->[$line];
    return sprintf "line %d\n  wanted: %s\n  seen:   %s", $line + 1, $wanted->[$line] // '(the end)', $seen->[$line] // '(the end)';
}

sub renewed_or_same {
    my ($path, $seen, $what) = @_;
    if ($ENV{RENEW}) {
        spew($path, $seen, ':raw');
        return pass("$what: renewed");
    }
    my $wanted = -e $path ? slurp($path, ':raw') : '';
    return ok($seen eq $wanted, $what) || do {
        diag("$path, " . difference($wanted, $seen));
    };
}

# What must not hang on the vocabulary: verdicts, and for each rule its id, place among the others, outcome and effect.
sub decisions {
    my ($out) = @_;
    return join "\n", map { decisions($_) } grep { /\S/ } split /^> .*\n/m, $out if $out =~ /^> /;
    my $record = eval { decode_json($out) } // return "no record: $out";
    my @lines = map { "problem: " . ($_->{at} // '') } @{ $record->{problems} };
    for my $application (@{ $record->{applications} }) {
        push @lines, join ' ', $application->{id} // '?', $application->{verdict}, $application->{to_check} // '';
        push @lines, map { "  $_->{rule} " . ($_->{row} // '') . " $_->{outcome} $_->{effect}" } @{ $application->{rules} // [] };
    }
    return join "\n", @lines;
}

sub check_pattern {
    my ($name) = @_;
    my %decided;
    for my $language (qw(zh en)) {
        my $policy = "$golden/$name.$language.zn";
        my ($said, $status) = run_with_errors($zhinan, 'check', '--format', 'json', $policy);
        my $record = eval { decode_json($said) };
        my @faults = grep { $_->{severity} =~ /^(?:error|warning)$/ } @{ $record->{diagnostics} // [] };
        ok($record && $status == 0 && !@faults, "$name.$language: nothing is wrong") or diag(Encode::decode('UTF-8', $said));
        my $text = review($policy, $name, $language);
        renewed_or_same("$golden/$name.$language.txt", $text, "$name.$language: the review");
        my ($compiling, $failed) = run_with_errors($zhinan, 'compile', $policy, '-o', "$dir/policy.znc");
        is($failed, 0, "$name.$language: it can be compiled") or diag($compiling);
        my $from_image = review("$dir/policy.znc", $name, $language);
        ok($from_image eq $text, "$name.$language: compiled, the review is the same") or diag(difference($text, $from_image));
        my $json = review($policy, $name, $language, '--format', 'json');
        $decided{$language} = decisions($json);
    }
    ok($decided{zh} eq $decided{en}, "$name: both vocabularies decide alike") or diag(difference($decided{zh}, $decided{en}));
    my $shown = review("$golden/$name.zh.zn", $name, 'zh', '--format', 'json');
    my $outcomes = () = $shown =~ /"outcome":/g;
    cmp_ok($outcomes, '>', 1, "$name: there are outcomes");
}

my @names = map { s{.*/(.*)\.zh\.zn$}{$1}r } sort glob "$golden/*.zh.zn";
check_pattern($_) for grep { /^\Q$only\E/ } @names;

my %there = map { /^([RH]\d\d)/ ? ($1 => 1) : () } @names;
for my $id ((map { sprintf 'R%02d', $_ } 1 .. 46), (map { sprintf 'H%02d', $_ } 1 .. 15)) {
    ok($there{$id}, "$id is there");
}
my @strays = grep { !/^[RH]\d\d-[a-z0-9-]+$/ } @names;
is("@strays", '', 'names begin with the id of a pattern');
my @alone = grep { !-e s{\.(?:zh|en)\.(?:zn|txt)$|\.(?:ndjson|findings\.csv|options)$}{.zh.zn}r } glob "$golden/*";
is("@alone", '', 'every file belongs to a pattern');
done_testing();
