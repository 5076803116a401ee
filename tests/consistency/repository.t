#!/usr/bin/env perl
# What no file of the repository holds: places of one machine, package hosts, stray white space, lines too long to read.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

# Also what is not yet added, so that it is seen before it is committed. Without git: everything but what is made.
my @files = split /\0/, `git ls-files -z --cached --others --exclude-standard 2>/dev/null`;
@files = map { chomp; s{^\./}{}r } `find . -type f -not -path './build/*' -not -path './.git/*'` unless @files;
@files = grep { -f } @files;
cmp_ok(scalar @files, '>', 50, 'there are files');

# Some folders hold inputs that are wrong on purpose.
my $raw = qr{^tests/(?:crash|golden|conformance)/|^policies/.*/cases/};
my $code = qr{\.(?:c|h|y|l|pl|pm|t|sh)$|(?:^|/)(?:run|demo|install-deps|Makefile)$};
my %never = (
    'a place of one machine' => qr{(?<![\w.<])/(?:work|home|root|Users|mnt)/\w},
    'a package host' => qr{\b(?:deb|security|snapshot|ftp)\.debian\.org|\bregistry\.(?:npmjs|yarnpkg|npmmirror)|\bnodesource\.com|
        \bpypi\.org|\bproxy\.golang|\bmirrors?\.[a-z]+\.(?:edu|com|org|cn)\b}x,
);
# The layout aims at 120 characters; a table row may be longer.
my %wrong = map { $_ => [] } keys %never, 'blanks at a line end', 'a tab', 'no line end at the end', 'more than 160 characters',
    'not UTF-8', 'a promise (TODO)';
for my $file (@files) {
    open my $in, '<:raw', $file or die "$file: $!\n";
    my $text = do { local $/; <$in> } // '';
    next if $text =~ /\0/;
    if (!utf8::decode($text)) {
        push @{ $wrong{'not UTF-8'} }, $file unless $file =~ $raw;
        next;
    }
    push @{ $wrong{'no line end at the end'} }, $file if length $text && $text !~ /\n\z/ && $file !~ $raw;
    my $number = 0;
    for my $line (split /\n/, $text) {
        $number++;
        my $at = "$file:$number";
        for my $kind (keys %never) { push @{ $wrong{$kind} }, $at if $line =~ $never{$kind} }
        next if $file =~ $raw;
        push @{ $wrong{'blanks at a line end'} }, $at if $line =~ /[ \t\r]$/;
        next unless $file =~ $code;
        push @{ $wrong{'a tab'} }, $at if $line =~ /\t/ && $file !~ /(?:^|\/)Makefile$/;
        push @{ $wrong{'more than 160 characters'} }, $at if length $line > 160 && $file !~ /\.[yl]$/;
        push @{ $wrong{'a promise (TODO)'} }, $at if $line =~ /\b(?:TODO|FIXME|XXX)\b/ && $file !~ m{^tests/consistency/};
    }
}
for my $kind (sort keys %wrong) {
    my @where = @{ $wrong{$kind} };
    is(scalar @where, 0, "no file has: $kind") or diag(join "\n", @where > 20 ? (@where[0 .. 19], '…') : @where);
}
done_testing();
