#!/usr/bin/env perl
# No source includes what stands above it (layers.txt), and the check itself notices one that does.
use strict;
use warnings;
use File::Basename qw(dirname);
use File::Path qw(make_path);
use File::Temp;
use FindBin;
use Test::More;

my (%place, %without, @layers);
open my $list, '<', "$FindBin::Bin/layers.txt" or die "layers.txt: $!\n";
while (<$list>) {
    next if /^\s*(#|$)/;
    my ($folder, undef, @without) = split;
    $place{$folder} = push @layers, $folder;
    $without{$folder} = { map { $_ => 1 } @without };
}

sub sources { my ($root) = @_; return map { glob "$root/$_/*.{c,h,y,l,def}" } qw(lang/* interp/*) }

# What is wrong in a tree: "FILE:LINE: …".
sub arrows_back {
    my ($root) = @_;
    my @wrong;
    for my $path (sources($root)) {
        my $name = substr $path, 1 + length $root;
        my $folder = dirname $name;
        push @wrong, "$name: $folder is no layer" unless $place{$folder};
        open my $in, '<', $path or die "$path: $!\n";
        while (<$in>) {
            my ($included) = /^\s*#\s*include\s+"([^"]+)"/ or next;
            my $target = dirname $included;
            my $why = !$place{$target} ? 'is in no layer; name it from the root'
                : $place{$target} > ($place{$folder} // 0) ? "stands above $folder"
                : $without{$folder}{$target} ? "is not for $folder" : next;
            push @wrong, "$name:$.: $included $why";
        }
    }
    return @wrong;
}

my @wrong = arrows_back('.');
is(scalar @wrong, 0, 'every include points down') or diag(join "\n", @wrong);
cmp_ok(scalar sources('.'), '>', 20, 'there were sources to look at');
for my $folder (grep { -d } glob 'lang/* interp/*') { ok($place{$folder}, "$folder is a layer") }

# Planted: each must be found, and what is allowed must not.
my $tree = File::Temp->newdir;
my %planted = (
    'lang/base/low.c' => '#include "lang/value/type.h"',
    'lang/syntax/words.h' => '  #  include "lang/sema/names.h"',
    'interp/vm/run.c' => '#include "lang/syntax/ast.h"',
    'interp/batch/stream.c' => '#include "lang/compile/compile.h"',
    'interp/input/input.c' => '#include "input.h"',
    'lang/odd/odd.c' => '',
    'lang/code/list.def' => '#include "interp/vm/outcome.h"',
);
my %allowed = (
    'interp/vm/good.c' => qq{#include <stdio.h>\n#include "lang/code/image.h"\n/* #include "lang/syntax/ast.h" */},
    'interp/api/good.c' => '#include "lang/compile/compile.h"',
);
for my $name (keys %planted, keys %allowed) {
    make_path("$tree/" . dirname $name);
    open my $out, '>', "$tree/$name" or die "$name: $!\n";
    print $out $planted{$name} // $allowed{$name}, "\n";
}
my @found = arrows_back("$tree");
for my $name (sort keys %planted) {
    is(scalar(grep { /^\Q$name\E:/ } @found), 1, "planted in $name: found");
}
is(scalar @found, scalar keys %planted, 'nothing else is found') or diag(join "\n", @found);
done_testing();
