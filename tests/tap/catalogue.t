#!/usr/bin/env perl
# The catalogue of diagnostics (lang/source/catalogue): every message of diag.def has an entry whose examples are true. The
# wrong one gives that message and no other, the right one none at all, in Chinese and in English. What a reader sees of
# the wrong ones is in tests/golden/diagnostics/CODE.txt; after the differences were read, RENEW=1 writes those anew.
use strict;
use warnings;
use utf8;
use Cwd qw(abs_path);
use lib 'tests/lib';
use Def qw(def_rows);
use Files qw(slurp spew);
use JSON::PP;
use File::Temp qw(tempdir);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = abs_path($ENV{BUILD} // 'build') . '/zhinan';
my ($folder, $golden) = map { abs_path($_) } qw(lang/source/catalogue tests/golden/diagnostics);
my @rows = map { $_->{args} } grep { $_->{macro} eq 'DIAG' } def_rows('lang/source/diag.def');
my @groups = map { $_->{args}[0] } def_rows('lang/source/diag_groups.def');
chdir tempdir(CLEANUP => 1) or die $!;

# What the sections are called, by language.
my %heading = (
    zh => { meaning => '含义', wrong => '错', right => '对', none => '无例', before => '前面' },
    en => { meaning => 'meaning', wrong => 'wrong', right => 'right', none => 'no example', before => 'before' },
);

sub sections {
    my ($path) = @_;
    my (undef, %sections) = split /^== (.*)\n/m, slurp($path);
    return \%sections;
}

sub check {
    my ($language, $text, @options) = @_;
    spew('example.zn', $text);
    open my $pipe, '-|:encoding(UTF-8)', $zhinan, 'check', '--lang', $language, @options, 'example.zn' or die "$zhinan: $!";
    local $/;
    my $out = <$pipe> // '';
    close $pipe;
    return ($out, $? >> 8);
}

# The text with every suggestion in the place of what it is for, and how many there were.
sub repaired {
    my ($text) = @_;
    my ($json) = check('en', $text, '--format', 'json');
    my @lines = split /^/m, $text;
    my @fixes = reverse grep { defined $_->{suggestion} } @{ JSON::PP->new->decode($json)->{diagnostics} };
    for my $fix (@fixes) {
        substr($lines[$fix->{line} - 1], $fix->{column} - 1, $fix->{end_column} - $fix->{column}) = $fix->{suggestion};
    }
    return (join('', @lines), scalar @fixes);
}

my $before = sections("$folder/before.txt");
sub whole {
    my ($language, $example) = @_;
    return $example =~ /^(?:引用|use|指南|guide)/ ? $example : $before->{ $heading{$language}{before} } . $example;
}

my (%known, %suggested);
for my $row (@rows) {
    my ($code, $name, undef, $message) = @$row;
    $known{$code} = 1;
    ok((grep { $code =~ /^$_/ } @groups), "$code: its group is in diag_groups.def");
    my $path = "$folder/$code.txt";
    if (!-e $path) {
        fail("$code $name is in the catalogue");
        diag("Write lang/source/catalogue/$code.txt for “$message”: sections == 含义, == meaning, == 错, == 对, == wrong, == right "
            . '(or == 无例 and == no example with the reason), as in E0110.txt beside it; then RENEW=1 tests/run tests/tap/catalogue.t');
        next;
    }
    my $entry = sections($path);
    my @wanted = map { my $names = $heading{$_}; map { $names->{$_} } qw(meaning), exists $entry->{'无例'} ? 'none' : qw(wrong right) } qw(zh en);
    is(join(' ', sort keys %$entry), join(' ', sort @wanted), "$code: its sections are these, none is missing");
    is(join(' ', grep { ($entry->{$_} // '') !~ /\S/ } @wanted), '', "$code: no section is empty");
    next if exists $entry->{'无例'};
    my $shown = '';
    for my $language (qw(zh en)) {
        my ($wrong, $right) = map { whole($language, $entry->{ $heading{$language}{$_} } // '') } qw(wrong right);
        my ($seen, $status) = check($language, $wrong);
        my %codes = map { $_ => 1 } $seen =~ /(?:错误|警告|error|warning) ([EW]\d{4})/g;
        is(join(' ', sort keys %codes), $code, "$code, $language: the wrong example gives this message only") or diag($seen);
        is($status, $code =~ /^W/ ? 1 : 3, "$code, $language: exit status");
        $shown .= "== $language\n$seen";
        my ($repaired, $fixes) = repaired($wrong);
        $suggested{$code} += $fixes;
        unlike((check($language, $repaired))[0], qr/\b$code\b/, "$code, $language: what is suggested repairs it") if $fixes;
        ($seen, $status) = check($language, $right);
        is($status, 0, "$code, $language: nothing is wrong with the right example") or diag($seen);
    }
    my $file = "$golden/$code.txt";
    spew($file, $shown) if $ENV{RENEW};
    my $wanted = -e $file ? slurp($file) : "no file $file";
    ok($shown eq $wanted, "$code: what is shown is tests/golden/diagnostics/$code.txt") or diag("seen:\n$shown");
}
# Where the repair is certain, it can be applied by a program.
my @certain = qw(E0104 E0108 E0109 E0110 E0111 E0120 E0122 E0123 E0127 E0128 E0208 E0211 E0212 E0214 E0301 E0302 E0303 E0304
    E0502 E0524 E0559 E0562 E0601);
is(join(' ', grep { !$suggested{$_} } @certain), '', 'these suggest what to write instead');
my @stray = grep { $_ ne 'before' && !$known{$_} } map { m{([^/]+)\.txt$} } glob "$folder/*.txt";
is("@stray", '', 'every entry is of a message that exists');
done_testing();
