#!/usr/bin/perl
# Colour on a terminal: there unless NO_COLOR or a dumb terminal says otherwise. `script` lends the terminal; where the
# machine has none to lend, nothing can be seen.
use strict;
use warnings;
use FindBin;
use Test::More;

my $build  = $ENV{BUILD} // 'build';
my $zhinan = ($build =~ m{^/} ? '' : "$FindBin::Bin/../../") . "$build/zhinan";
plan skip_all => 'no terminal to be had here' if system("script -qec true /dev/null >/dev/null 2>&1") != 0;

sub coloured {
    my ($surroundings) = @_;
    my $seen = qx{env -u NO_COLOR $surroundings script -qec "'$zhinan' eval '1 +'" /dev/null};
    return $seen =~ /\e\[/ ? 1 : 0;
}
is(coloured('TERM=xterm'), 1, 'a terminal gets colours');
is(coloured('NO_COLOR=1 TERM=xterm'), 0, 'not with NO_COLOR');
is(coloured('TERM=dumb'), 0, 'nor where it cannot show them');
done_testing;
