#!/usr/bin/env perl
# Every opcode, built-in function, keyword, option and command has a test: an opcode in the listing of a policy that tests
# review, the others in a text case, in both vocabularies where they have two.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Def qw(def_rows);
use Files qw(slurp);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = ($ENV{BUILD} // 'build') . '/zhinan';

sub rows {
    my ($path, @macros) = @_;
    my %wanted = map { $_ => 1 } @macros;
    return map { $_->{args} } grep { $wanted{ $_->{macro} } } def_rows($path);
}

my $listing = '';
for my $policy (glob('policies/2* tests/golden/rules/*.zn tests/golden/image/*.zn')) {
    open my $pipe, '-|:encoding(UTF-8)', $zhinan, 'disasm', $policy or die "$zhinan: $!\n";
    local $/;
    $listing .= <$pipe> // '';
    close $pipe or die "$zhinan disasm $policy: status $?\n";
}
my %listed = map { $_ => 1 } $listing =~ /^\s+\d+ ([A-Z_]+)/mg;
is(join(' ', grep { !$listed{$_} } map { $_->[0] } rows('lang/code/opcodes.def', 'OP')), '', 'opcodes: each is in a policy that is reviewed');

my @files = (glob('tests/golden/eval/*.txt'), grep { !/not-utf8/ } glob('tests/golden/*/*.zn'));
my $policies = join "\n", map { slurp($_) } @files;
$policies =~ s/"[^"\n]*"//g;
for my $vocabulary ([1, 'Chinese'], [2, 'English']) {
    my ($column, $language) = @$vocabulary;
    my @unused = grep { $policies !~ /(?<![\w])\Q$_\E(?!\w)/ } grep { length } map { $_->[$column] } rows('lang/code/builtins.def', 'BUILTIN');
    is(join(', ', @unused), '', "built-ins: each is used by its $language name");
}
for my $vocabulary ([2, 'Chinese'], [3, 'English']) {
    my ($column, $language) = @$vocabulary;
    my @unused = grep { my $words = s/ /\\s+/gr; $policies !~ /(?<!\w)$words(?![\p{Han}A-Za-z_])/ } grep { length }
        map { $_->[$column] } rows('lang/syntax/keywords.def', 'KEYWORD');
    is(join(', ', @unused), '', "keywords: each is in a text case in $language");
}

my $commands = join "\n", map { slurp($_) } glob('tests/cli/*.txt tests/tap/*.t');
my @commands = $commands =~ /^\$ (.*)$/mg;
my $typed = join "\n", @commands, grep { /zhinan/ } split /\n/, join '', map { slurp($_) } glob('tests/tap/*.t');
my (@unused);
for my $option (rows('interp/cli/options.def', 'OPTION', 'COMMON')) {
    my (undef, $long, $short) = @$option;
    push @unused, "--$long" if $typed !~ /--\Q$long\E(?![\w-])/;
    push @unused, "-$short" if length $short && $typed !~ /(?<![\w-])-\Q$short\E(?![\w-])/;
}
is("@unused", '', 'options: each is given, long and short');
is(join(' ', grep { my $name = $_; !grep { /\bzhinan (?:--\S+ \w+ )?\Q$name\E\b/ } @commands } map { $_->[1] } rows('interp/cli/commands.def', 'COMMAND')),
    '', 'commands: each is run');
for my $choice (['review', 'OPTION_REVIEW_FORMAT'], ['explain', 'OPTION_EXPLAIN_FORMAT'], ['check', 'OPTION_CHECK_FORMAT']) {
    my ($command, $row) = @$choice;
    my ($option) = grep { 'OPTION_' . $_->[0] eq $row } rows('interp/cli/options.def', 'OPTION');
    my @formats = grep { $_ ne 'text' } split /\|/, $option->[4];
    my @missing = grep { my $format = $_; !grep { /\bzhinan $command\b.*--format[ =]$format\b/ } @commands } @formats;
    is("@missing", '', "formats of $command: each is asked for");
}
done_testing();
