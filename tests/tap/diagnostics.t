#!/usr/bin/env perl
# What is said of a policy that is wrong: tests/golden/diagnostics/CODE-name.zn (or a folder of that name) is checked, and
# CODE-name.zh.txt and .en.txt hold what `zhinan check` prints, in which CODE occurs. Every case but warnings ends with
# status 3. What is too large to be a file is made below. After the differences were read, RENEW=1 writes the files anew.
use strict;
use warnings;
use utf8;
use Encode ();
use lib 'tests/lib';
use Files qw(slurp spew);
use File::Temp qw(tempdir);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = ($ENV{BUILD} // 'build') . '/zhinan';
my $golden = 'tests/golden/diagnostics';
my $dir = tempdir(CLEANUP => 1);

sub check {
    my ($language, $path) = @_;
    open my $pipe, '-|:encoding(UTF-8)', $zhinan, 'check', '--lang', $language, $path or die "$zhinan: $!";
    local $/;
    my $out = <$pipe> // '';
    close $pipe;
    return ($out, $? >> 8);
}

my @cases = grep { -d $_ || /\.zn$/ } sort glob "$golden/*";
for my $case (grep { !m{/model\.zn$} } @cases) {
    my $name = $case =~ s{\.zn$}{}r;
    my ($code) = $name =~ m{/([EW]\d{4})-};
    for my $language (qw(zh en)) {
        my ($seen, $status) = check($language, $case);
        my $file = "$name.$language.txt";
        spew($file, $seen) if $ENV{RENEW};
        my $wanted = -e $file ? slurp($file) : "no file $file\n";
        is($status, ($code // 'E') =~ /^W/ ? 1 : 3, "$case, $language: exit status");
        like($seen, qr/\b$code\b/, "$case, $language: it is $code") if defined $code;
        next if ok($seen eq $wanted, $file);
        my @seen = split /^/m, $seen;
        my @wanted = split /^/m, $wanted;
        my $line = 0;
        $line++ while $line < @seen && $line < @wanted && $seen[$line] eq $wanted[$line];
        diag(sprintf "line %d\n  wanted: %s    seen: %s", $line + 1, $wanted[$line] // "the end\n", $seen[$line] // "the end\n");
    }
}

# Functions each of which uses the next (by 1) or the one before (by -1).
sub chain {
    my ($count, $by) = @_;
    my $end = $by > 0 ? $count : 1;
    return join '', map { my $next = $_ == $end ? 'x' : 'f' . ($_ + $by) . '(x)'; "函数 f$_(x: 数): 数 = $next\n" } 1 .. $count;
}

# One step beyond a limit, and at it: [code, file, what stands in it].
my $heading = qq(指南 "2030-1" "例"\n);
my $uses_first = $heading . "规则 甲  依据 总则  必须 f1(1) 大于 1\n";
my $large = "设 数 n: 数\n函数 f(x: 数): 数 = 合计([" . join(', ', ('x + n') x 4000) . "])\n";
my @limits = (
    ['E0702', $heading . '#' x ((4 << 20) - length(Encode::encode('UTF-8', $heading)) + 1), 'a file of a byte more than 4 MiB'],
    ['', $heading . '#' x ((4 << 20) - length(Encode::encode('UTF-8', $heading))), 'a file of 4 MiB'],
    ['E0703', "函数 f(x: 数): 数 = x" . ' + x' x 1000 . "\n", 'a sum of 1001 terms'],
    ['E0714', $large . $heading . "规则 甲  依据 总则  必须 f(1) 大于 1\n", 'a function of more than 4000 registers'],
    ['E0713', "函数 f(t: 文本): 是否 = t 匹配 /" . 'a' x 4097 . "/\n", 'a pattern of 4097 bytes'],
    ['', "函数 f(t: 文本): 是否 = t 匹配 /" . 'a' x 4096 . "/\n", 'a pattern of 4096 bytes'],
    ['', chain(64, 1) . $uses_first, '64 functions that use one another'],
    ['', chain(64, -1) . $heading . "规则 甲  依据 总则  必须 f64(1) 大于 1\n", '64 functions, the innermost first'],
    ['E0715', chain(65, -1), '65 functions, the innermost first'],
    ['E0715', chain(20000, 1), '20000 functions'],
);
# Lets each of which uses the next twice: what the lint makes of them must not double with each.
my $doubling = join '', map { my $l = $_; map { "设 $l$_ = $l" . ($_ + 1) . " + $l" . ($_ + 1) . "\n" } 0 .. 59 } qw(甲 乙);
$doubling .= "设 甲60: 数\n设 乙60: 数\n" . $heading . "规则 比较  依据 总则  必须 甲0 大于 乙0\n";
push @limits, ['', $doubling, '60 lets that use the next one twice'];
for my $limit (@limits) {
    my ($code, $text, $name) = @$limit;
    spew("$dir/limit.zn", $text);
    my ($seen, $status) = check('en', "$dir/limit.zn");
    my %codes = map { $_ => 1 } $seen =~ /\b(E\d{4})\b/g;
    is(join(' ', sort keys %codes), $code, "$name: " . ($code || 'no error'));
    # An unused function is a warning, status 1.
    ok($code ? $status == 3 : $status < 2, "$name: status $status");
}
mkdir "$dir/many" or die $!;
spew("$dir/many/m$_.zn", '') for 1 .. 1024;
is((check('en', "$dir/many"))[1], 0, '1024 files are no error');
spew("$dir/many/m1025.zn", '');
my ($seen, $status) = check('en', "$dir/many");
like($seen, qr/E0712/, '1025 files are E0712');
is($status, 3, '1025 files: status 3');
done_testing();
