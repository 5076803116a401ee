#!/usr/bin/env perl
# The command line, as text cases: tests/cli/*.txt. A line `$ COMMAND` is run by sh in the root of the repository; below it
# stand what it prints, what it says on standard error (`2> …`) and its exit status (`= 0`). In a command zhinan is the
# program of this build, $T an empty folder that a file's cases share and $P tests/golden/rules. After the differences
# were read, RENEW=1 writes the files anew.
use strict;
use warnings;
use Cwd qw(abs_path);
use lib 'tests/lib';
use Files qw(slurp spew);
use File::Temp qw(tempdir);
use Test::More;

my $build = $ENV{BUILD} // 'build';
$ENV{PATH} = abs_path($build) . ":$ENV{PATH}";
delete @ENV{qw(ZHINAN_LANG LANG LC_MESSAGES)};

# What a command did, in the form of the files.
sub transcript {
    my ($command, $dir) = @_;
    system('sh', '-c', "{ $command\n} < /dev/null > $dir/.out 2> $dir/.err");
    my $status = $? & 127 ? 'signal ' . ($? & 127) : $? >> 8;
    my ($out, $err) = (slurp("$dir/.out", ':raw'), slurp("$dir/.err", ':raw'));
    $out .= "\n(no line end)\n" if length $out && $out !~ /\n\z/;
    $err =~ s/^(?=.)/2> /mgs;
    $err .= "\n" if length $err && $err !~ /\n\z/;
    my $seen = "$out$err= $status\n";
    $seen =~ s/\Q$dir\E/\$T/g;
    return $seen;
}

# [comments before it, command, what it does] of each case; a new one may still be without the last.
sub cases {
    my ($path) = @_;
    my @lines = split /^/m, slurp($path, ':raw');
    my ($before, @cases) = ('');
    for (my $i = 0; $i < @lines; $i++) {
        $before .= $lines[$i] if $lines[$i] =~ /^#/;
        my ($command) = $lines[$i] =~ /^\$ (.*)/ or next;
        my $end = $i + 1;
        $end++ while $end < @lines && $lines[$end] !~ /^(?:\$|=) /;
        my $done = $end < @lines && $lines[$end] =~ /^=/;
        push @cases, [$before, $command, $done ? join('', @lines[$i + 1 .. $end]) : ''];
        $before = '';
        $i = $end if $done;
    }
    return @cases;
}

for my $path (sort glob 'tests/cli/*.txt') {
    my $dir = tempdir(CLEANUP => 1);
    local $ENV{T} = $dir;
    local $ENV{P} = 'tests/golden/rules';
    my $renewed = '';
    for my $case (cases($path)) {
        my ($before, $command, $wanted) = @$case;
        my $seen = transcript($command, $dir);
        $renewed .= "$before\$ $command\n$seen\n";
        next if $ENV{RENEW} || ok($seen eq $wanted, "$path: $command");
        my @seen = split /^/m, $seen;
        my @wanted = split /^/m, $wanted;
        my $line = 0;
        $line++ while $line < @seen && $line < @wanted && $seen[$line] eq $wanted[$line];
        diag(sprintf "line %d of its output\n  wanted: %s    seen: %s", $line + 1, $wanted[$line] // "the end\n", $seen[$line] // "the end\n");
    }
    if ($ENV{RENEW}) {
        $renewed =~ s/\n+\z/\n/;
        spew($path, $renewed, ':raw');
        pass("$path renewed");
    }
}
done_testing();
