#!/usr/bin/env perl
# Reference tables from files: CSV, NDJSON and SQLite give the same results, in whatever order their rows stand; what is
# wrong in one is said with its place, and nothing is reviewed. People and lists are invented.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Encode ();
use Files qw(slurp spew);
use Run qw(run_with_errors);
use File::Temp qw(tempdir);
use JSON::PP;
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $build = $ENV{BUILD} // 'build';
my $dir = tempdir(CLEANUP => 1);
my $rules = 'tests/golden/rules';

# Arguments and output as characters.
sub spoken {
    my ($out, $status) = run_with_errors(map { Encode::encode('UTF-8', $_) } @_);
    return (Encode::decode('UTF-8', $out), $status);
}

sub sqlite {
    my ($file, $sql) = @_;
    my ($out, $status) = spoken("$build/test/zn-sqlite", $file, $sql);
    $status == 0 or die "$file: $out";
}

sub review { return spoken("$build/zhinan", 'review', "$rules/tables.zh.zn", '-q', '--as-of', '2023-05-01', @_, '--', "$rules/tables.ndjson") }

# Outcomes of every rule of every application.
sub outcomes {
    my ($out, $status) = review('--format', 'json', '--explain', 'all', '--lang', 'en', @_);
    my $record = eval { JSON::PP->new->decode($out) } // return $out;
    my @lines;
    for my $application (@{ $record->{applications} }) {
        push @lines, "$application->{id} $application->{verdict}";
        push @lines, map { "  $_->{rule} $_->{outcome} $_->{effect}" } @{ $application->{rules} };
    }
    return join "\n", @lines;
}

my @rows = (['P1', '课题', '2025-01-01'], ['P2', 'project', '2024-06-30'], ['P1', 'task', '2023-05-01'], ['', 'task', '']);
sub csv { return join '', map { join(',', @$_) . "\n" } ['证件号', 'level', '终止'], @_ }
sub ndjson {
    my @lines = map { my ($id, $level, $end) = @$_; +{ length $id ? (id => $id) : (), '层级' => $level, ends_on => length $end ? $end : undef } } @_;
    return join '', map { JSON::PP->new->canonical->encode($_) . "\n" } @lines;
}
sub inserts {
    my @values = map { '(' . join(',', map { length $_ ? "'$_'" : 'NULL' } @$_) . ')' } @_;
    return 'INSERT INTO in_flight VALUES ' . join(',', @values);
}

spew("$dir/a.csv", csv(@rows));
spew("$dir/back.csv", csv(reverse @rows));
spew("$dir/a.ndjson", ndjson(@rows));
spew("$dir/a.json", '[' . join(',', split /\n/, ndjson(@rows)) . "]\n");
sqlite("$dir/a.db", "CREATE TABLE in_flight (id TEXT, level TEXT, ends_on TEXT); " . inserts(@rows));
sqlite("$dir/b.db", "CREATE TABLE \"2023 \"\"年\" (证件号 TEXT, level TEXT, ends_on TEXT); " . inserts(@rows) =~ s/in_flight/"2023 ""年"/r);

my $wanted = outcomes('--table', "in_flight=$dir/a.csv");
like($wanted, qr/running_limit/, 'the rules are decided') or diag($wanted);
isnt($wanted, outcomes(), 'the table decides something');
for my $file ('back.csv', 'a.ndjson', 'a.json', 'a.db', 'b.db#2023 "年') {
    is(outcomes('--table', "在研名单=$dir/$file"), $wanted, "$file gives what a.csv gives");
}
spoken("$build/zhinan", 'compile', "$rules/tables.zh.zn", '-o', "$dir/p.znc");
my ($source, $compiled) = map {
    (spoken("$build/zhinan", 'review', $_, '-q', '--format', 'json', '--table', "in_flight=$dir/a.csv", '--', "$rules/tables.ndjson"))[0]
} "$rules/tables.zh.zn", "$dir/p.znc";
is($compiled, $source, 'a compiled policy takes tables as well, with the same bytes out');
my $record = JSON::PP->new->decode($source);
is($record->{inputs}[0]{name}, "$dir/a.csv", 'the record names the table');
like($record->{inputs}[0]{digest}, qr/^sha256:[0-9a-f]{64}$/, '… with its digest');
is($record->{options}{table}, "in_flight=$dir/a.csv", '… and the option');

# Rows that stand in the policy give way to those read.
spew("$dir/rates.csv", "币种,折人民币\nEUR,7.9\n");
sub rate { return (spoken("$build/zhinan", 'eval', '--policy', "$rules/tables.zh.zn", @_, '汇率["EUR"].折人民币'))[0] }
is(rate(), "7.8\n", 'the rate that stands in the policy');
is(rate('--table', "rates=$dir/rates.csv"), "7.9\n", 'the rate read');

# What is wrong.
sub refused {
    my ($name, $file, $content, $status, @words) = @_;
    spew("$dir/$file", $content) if defined $content;
    my ($out, $seen) = review('--lang', 'en', '--table', "in_flight=$dir/$file");
    $out =~ s/\Q$dir\E\///g;
    is($seen, $status, "$name: status $status") or diag($out);
    like($out, $_, "$name: it says $_") for @words;
    unlike($out, qr/Summary/, "$name: nothing is reviewed") if $status != 1;
}
refused('no such file', 'none.csv', undef, 4, qr/none\.csv/);
refused('a value that does not fit', 'bad.csv', "id,level,ends_on\nP1,课题组,2025-13-01\n", 4,
    qr/bad\.csv:2:4: “level” cannot be “课题组”/, qr/bad\.csv:2:8: “ends_on”/);
refused('too few cells', 'short.csv', "id,level,ends_on\nP1,task\n", 4, qr/short\.csv:2:8: cells in this row: 2, headings: 3/);
refused('a quote left open', 'quote.csv', "id,level\n\"P1,task\n", 4, qr/quote\.csv:2:1: this quote is never closed/);
refused('letters behind a quote', 'quotes.csv', "id,level\n\"P1\"x,task\n", 4, qr/quotes\.csv:2:5: something follows a closing quote/);
refused('a column twice', 'twice.csv', "id,证件号\nP1,P1\n", 4, qr/twice\.csv:1:4: the column “证件号” stands twice/);
refused('broken JSON', 'bad.ndjson', qq({"id":"P1","level":1}\n{"id":\n), 4, qr/bad\.ndjson:1:20: “level”/, qr/bad\.ndjson:3:1: .*breaks off/);
refused('more behind the array', 'tail.json', qq([{"id":"P1"}] 1\n), 4, qr/tail\.json:1:15: something stands behind the array/);
sqlite("$dir/c.db", 'CREATE TABLE other (id TEXT); CREATE TABLE in_flight (id BLOB, level TEXT); INSERT INTO in_flight VALUES (x\'00ff\', \'tusk\')');
refused('no such SQLite table', 'c.db#nix', undef, 4, qr/c\.db#nix: this SQLite file has no table “nix”/);
refused('SQLite values that do not fit', 'c.db', undef, 4, qr/row 1: “id” holds binary content/, qr/row 1: “level” cannot be “tusk”/);
spew("$dir/d.db", 'SQLite format 3' . "\0" . 'x' x 200);
refused('a damaged SQLite file', 'd.db', undef, 4, qr/this SQLite file cannot be read/);
my ($out, $status) = review('--lang', 'en', '--table', "nix=$dir/a.csv");
is($status, 2, 'a table that the policy does not have: status 2');
like($out, qr/no table that is called “nix”/, '… and which');
spew("$dir/near.csv", "id,levle,终止,颜色\nP1,x,2025-01-01,red\n");
($out, $status) = review('--lang', 'en', '--table', "in_flight=$dir/near.csv");
like($out, qr/near\.csv:1:4: warning: the table has no column “levle”.*did you mean “level”/, 'an unknown column is a warning, with the nearest');
like($out, qr/near\.csv:1:13: warning: the table has no column “颜色”; it was not read$/m, '… or without one');
sub evaluate { return spoken("$build/zhinan", 'eval', '--lang', 'en', '--policy', "$rules/tables.zh.zn", '--table', $_[0], '1') }
sub rates {
    spew("$dir/r.csv", $_[0]);
    return evaluate("rates=$dir/r.csv");
}
like((rates("币种,折人民币\nEUR,7.9\nUSD,6\nEUR,8\n"))[0], qr/rows 1 and 3 have the same key “currency”/, 'a key twice');
like((rates("币种,折人民币\nEUR,7.9\n,8\n"))[0], qr/row 2 has no key “currency”/, 'a row without its key');
like((rates("币种,折人民币\n" . "EUR,x\n" x 60))[0], qr/: 10 more problems are not listed/, 'problems beyond the fiftieth are counted');

# The bound on rows, on both sides.
open my $large, '>', "$dir/large.csv" or die $!;
print $large "id,level\n", "P9,task\n" x 1_000_000;
close $large;
(undef, $status) = evaluate("in_flight=$dir/large.csv");
is($status, 0, 'a million rows are read');
open $large, '>>', "$dir/large.csv" or die $!;
print $large "P9,task\n";
close $large;
($out, $status) = evaluate("in_flight=$dir/large.csv");
is($status, 5, 'a row more is a limit');
like($out, qr/a table has at most 1000000 rows/, '… said so');
done_testing();
