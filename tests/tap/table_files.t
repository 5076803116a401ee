#!/usr/bin/env perl
# Reference tables of every type of column: the same rows from the policy, CSV, NDJSON and SQLite; rows found through an
# index against every row looked at, and in another order; every complaint of the readers. All data are made here.
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Def qw(def_rows);
use Encode ();
use Files qw(slurp spew);
use File::Temp qw(tempdir);
use JSON::PP;
use List::Util qw(shuffle);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $build = $ENV{BUILD} // 'build';
my $zhinan = "$build/zhinan";
my $dir = tempdir(CLEANUP => 1);

sub run_sql {
    my ($path, $sql) = @_;
    system("$build/test/zn-sqlite", $path, Encode::encode('UTF-8', $sql)) == 0 or die "$path: zn-sqlite failed";
}

sub evaluate {
    my ($policy, $table, @expressions) = @_;
    spew("$dir/in", join '', map { "$_\n" } @expressions);
    my $option = length $table ? "--table 'goods=$table'" : '';
    system "$zhinan eval --lang en --policy $policy $option --file $dir/in > $dir/out 2> $dir/err";
    return split /\n/, slurp("$dir/out");
}

# ---- a table of every type of column, with unknown cells

my %columns = (
    name => ['text', 'N1', 'N2', 'N,"3"', 'N4'],
    tag => ['label', 'ip', 'budget'],
    ok => ['yes_no', 'yes', 'no'],
    size => ['number', '1', '2.5', '-3', '2.50'],
    share => ['percent', '10%', '12.5%'],
    price => ['money', '30 万元', '80 万欧元', '0 元', '0 欧元'],
    on => ['date', '2023-05-31', '2024-02-29'],
    at => ['moment', '2022-12-20T16:00:00+08:00', '2022-12-20T08:00:00Z', '2023-01-01T00:00:00+08:00'],
    months => ['duration', '18', '24'],
    days => ['days', '7', '30'],
    level => ['level', 'high', 'low'],
    marks => ['set of text', 'a;b', 'b', '[]'],
);
my @names = sort keys %columns;

srand 20230531; # the same rows in every run
my @rows;
for my $i (1 .. 60) {
    push @rows, { code => sprintf('K%02d', $i),
        map { my (undef, @values) = @{ $columns{$_} }; $_ => rand() < 0.15 ? undef : $values[rand @values] } @names };
}

sub literal { # as a policy writes it
    my ($column, $value) = @_;
    return 'unknown' if !defined $value;
    my $type = $columns{$column}[0] // 'text';
    return '"' . $value =~ s/"/\\"/gr . '"' if $type eq 'text' || $type eq 'label';
    return "$value months" if $type eq 'duration';
    return "$value days" if $type eq 'days';
    return $value eq '[]' ? '{}' : '{' . join(', ', map { "\"$_\"" } split /;/, $value) . '}' if $type eq 'set of text';
    return $value;
}

my $declared = 'ordered choice level { low 低、high 高 } labels parts { 知识产权 ip、预算 budget }' . "\n"
    . "let k: text let n: number let d: date\ntable goods 货物 { code 编码: text key "
    . join(' ', map { "$_: $columns{$_}[0]" } @names) . ' }';
sub policy {
    my ($path, $rows) = @_;
    my $inline = defined $rows
        ? ' = { ' . join('; ', map { my $row = $_; join ', ', "\"$row->{code}\"", map { literal($_, $row->{$_}) } @names } @$rows) . ' }'
        : '';
    spew($path, "$declared$inline\n");
    return $path;
}

# Blanks around a cell say nothing.
sub padded { my ($v) = @_; return $v eq 'N4' ? ' N4　' : $v }

sub csv {
    my ($path, $rows) = @_;
    my $cell = sub { my ($v) = @_; !defined $v ? '' : padded($v) ne $v ? padded($v) : $v =~ /[",]/ ? '"' . $v =~ s/"/""/gr . '"' : $v };
    spew($path, join '', map { join(',', @$_) . "\r\n" } [ '编码', @names ],
        map { my $row = $_; [ $row->{code}, map { $cell->($row->{$_}) } @names ] } @$rows);
    return $path;
}

sub ndjson {
    my ($path, $rows) = @_;
    my $json = JSON::PP->new->canonical->allow_nonref;
    my $value = sub {
        my ($column, $v) = @_;
        my $type = $columns{$column}[0];
        return 'null' if !defined $v;
        return $v =~ s/^(-?)\./$1/r if $type =~ /^(number|duration|days)$/;
        return $v eq 'yes' ? 'true' : 'false' if $type eq 'yes_no';
        return '[' . join(',', map { $json->encode($_) } $v eq '[]' ? () : split /;/, $v) . ']' if $type eq 'set of text';
        return $json->encode(padded($v));
    };
    my $line = sub {
        my ($row) = @_;
        my @stated = grep { defined $row->{$_} || rand() < 0.5 } @names; # null, or left out
        return '{' . join(',', qq("code":"$row->{code}"), map { "\"$_\":" . $value->($_, $row->{$_}) } @stated) . "}\n";
    };
    spew($path, join '', map { $line->($_) } @$rows);
    return $path;
}

sub sqlite {
    my ($path, $rows) = @_;
    unlink $path;
    my $value = sub {
        my ($column, $v) = @_;
        my $type = $columns{$column}[0] // 'text';
        return 'NULL' if !defined $v;
        return $v eq 'yes' ? 1 : 0 if $type eq 'yes_no';
        return $v if $type =~ /^(number|duration|days)$/;
        return "'" . padded($v) =~ s/'/''/gr . "'";
    };
    my $insert = sub {
        my ($row) = @_;
        return 'INSERT INTO 货物 VALUES (' . join(', ', (map { $value->($_, $row->{$_}) } @names), "'$row->{code}'") . ");\n";
    };
    spew("$dir/sql", "CREATE TABLE 货物 (" . join(', ', map { qq("$_") } @names, 'code') . ");\nBEGIN;\n"
        . join('', map { $insert->($_) } @$rows) . "COMMIT;\n");
    run_sql($path, slurp("$dir/sql"));
    return $path;
}

# ---- the same rows from four sources

my @questions = ((map { "goods.$_" } 'code', @names), 'count(goods)', map { ("goods[\"$_\"].price", "goods[\"$_\"].marks") } qw(K01 K17 K60 K61));
my $inline = policy("$dir/inline.zn", \@rows);
my $loaded = policy("$dir/loaded.zn");
my @wanted = evaluate($inline, '', @questions);
is(scalar @wanted, scalar @questions, 'each question has an answer') or diag(slurp("$dir/err"));
unlike("@wanted", qr/error/, 'and none is an error');
my %sources = (csv => csv("$dir/goods.csv", \@rows), ndjson => ndjson("$dir/goods.ndjson", \@rows), sqlite => sqlite("$dir/goods.db", \@rows));
for my $form (sort keys %sources) {
    for my $policy ($loaded, $inline) {
        my @seen = evaluate($policy, $sources{$form}, @questions);
        is_deeply(\@seen, \@wanted, "$form: the rows of the policy") or diag(substr slurp("$dir/err"), 0, 600);
    }
}

# ---- the order of rows never matters; an index finds what looking at every row finds

my @keys = (['name', '"N1"'], ['name', '"none"'], ['name', 'k'], ['tag', 'ip'], ['tag', '"预算"'], ['size', '2.5'], ['size', '1 + 1.5'],
    ['size', 'n'], ['size', 'count(goods.name)'], ['share', '12.5%'], ['on', '2024-02-29'], ['on', 'd'], ['on', '2023-05-31 - 0 days'],
    ['at', '2022-12-20T16:00:00+08:00'], ['months', '2 years'], ['days', '7 days'], ['level', 'high'], ['code', '"K07"'],
    ['on', '2024-02-29T12:00:00+08:00'], ['size', '1 / 0']);
my (@fast, @slow);
for my $case (@keys) {
    my ($column, $code) = @$case;
    # `or no` says nothing, and no index serves it
    for my $form (['', ''], ['(', ' or no)']) {
        my ($open, $close) = @$form;
        my $to = $close ? \@slow : \@fast;
        for my $rest ('', ' and it.ok', ' and it.size more than 0', ' and 1 / 0 is 1') {
            push @$to, "count(goods where ${open}it.$column is $code$close$rest) at least 5",
                "count(goods where ${open}$code is it.$column$close$rest)", "sum((goods where ${open}it.$column is $code$close$rest).size)";
        }
        for my $body ('x.ok', 'x.size more than 0', 'x.price more than 10 wan yuan') {
            my $same = "${open}x.$column is $code$close";
            push @$to, "every x in goods where $same satisfies $body", "some x in goods satisfies $body and $same",
                "no x in goods where $body satisfies all of { $same }", "at least 3 x in goods where $same satisfies $body";
        }
    }
}
my ($turned) = policy("$dir/turned.zn", [shuffle @rows]);
my @fast_seen = evaluate($inline, '', @fast);
my @slow_seen = evaluate($inline, '', @slow);
my @turned_seen = evaluate($turned, '', @fast);
is(scalar @fast_seen, scalar @fast, 'every condition comes to something') or diag(slurp("$dir/err"));
my %answers;
$answers{$_}++ for @fast_seen;
ok($answers{yes} && $answers{no} && $answers{unknown} && keys %answers > 5, 'the answers differ: ' . join ', ', map { "$_ $answers{$_}" } sort keys %answers);
for my $i (0 .. $#fast) {
    next if $fast_seen[$i] eq $slow_seen[$i] && $fast_seen[$i] eq $turned_seen[$i];
    fail($fast[$i]);
    diag("through an index $fast_seen[$i], by every row $slow_seen[$i], in another order $turned_seen[$i]");
}
pass('indexes and order');
my $listing = `$zhinan disasm $inline 2>&1`;
spew("$dir/rule.zn", "use \"inline.zn\"\ninput record application 申报 { "
    . "id: text key guide: text direction: text name: text }\nguide \"T\" \"T\"\ndirection \"1\" one \"T\"\n"
    . "rule fast  cite other_requirements(1)\n must some x in goods where x.ok satisfies x.name is application.name and x.size is 1\n"
    . "rule slow  cite other_requirements(1)\n must some x in goods satisfies x.name is application.name or no\n");
my %lookups = map { $_ => scalar(() = `$zhinan disasm --lang en $dir/rule.zn $_` =~ /LOOKUP/g) } qw(fast slow);
is_deeply(\%lookups, { fast => 1, slow => 0 }, 'the one goes through an index, the other does not');

# ---- every complaint

my %said;
sub says {
    my ($name, $bytes, $wanted, %with) = @_;
    my $path = "$dir/" . ($with{file} // 'bad');
    spew($path, $bytes) if defined $bytes;
    spew("$dir/in", "count(goods)\n");
    my $option = "--table 'goods=$path" . ($with{table} // '') . "'";
    my $status = system("$zhinan eval --lang en --policy $loaded $option --file $dir/in > $dir/out 2> $dir/err") >> 8;
    my $err = slurp("$dir/err") =~ s/\Q$dir\E\/?//gr;
    like($err, $wanted, $name);
    is($status, $with{status} // 4, "$name: status");
    $said{$err} = 1;
}
says('no truth', "code,ok\nA,ja\n", qr/^zhinan: bad:2:3: “ok” must be yes or no, found “ja”$/);
says('no number', "code,size\nA,many\n", qr/bad:2:3: “size” must be a number/);
says('digits in groups', "code,size\nA,\"1,000\"\n", qr/“size” must be a number, .*found “1,000”/);
says('a number too long', "code,size\nA,1234567890123456789012\n", qr/“size”: “1234567890123456789012” is too large/);
says('no percentage', "code,share\nA,tenth\n", qr/“share” must be a percentage/);
says('no amount', "code,price\nA,cheap\n", qr/“price” must be an amount/);
says('too fine', "code,price\nA,0.0000001\n", qr/“price”: “0.0000001” is finer/);
says('no date', "code,on\nA,2023.5.31\n", qr/“on” must be a date, written 2023-05-31, found “2023.5.31”/);
says('no such day', "code,on\nA,2023-02-30\n", qr/“on”: there is no such day as “2023-02-30”/);
says('no moment', "code,at\nA,noon\n", qr/“at” must be a moment/);
says('no months', "code,months\nA,some\n", qr/“months” must be months/);
says('half a month', "code,months\nA,1.5\n", qr/“months” must be whole months, “1.5” is not/);
says('no days', "code,days\nA,2 years\n", qr/“days” must be days/);
says('no item', "code,level\nA,xyzzy\n", qr/“level” cannot be “xyzzy”; it may be: low, high/);
says('almost an item', "code,level\nA,hihg\n", qr/“level” cannot be “hihg”; did you mean “high”/);
says('in a list', "code,marks,level\nA,a;b,high\nB,;;,lowe\n", qr/bad:3:6: “level” cannot be “lowe”/);
says('open quote', "code,name\nA,\"open\n", qr/bad:2:3: this quote is never closed/);
says('behind a quote', "code,name\nA,\"shut\"x\n", qr/bad:2:9: something follows a closing quote/);
says('too few cells', "code,name,size\nA,b\n", qr/bad:2:4: cells in this row: 2, headings: 3; a cell that holds a comma/);
says('too many cells', "code\nA,b\n", qr/cells in this row: 2, headings: 1/);
says('an unknown column', "code,color\nA,b\n", qr/bad:1:6: warning: the table has no column “color”; it was not read$/, status => 0);
says('an unknown column, near', "code,sice\nA,b\n", qr/no column “sice”; it was not read; did you mean “size”/, status => 0);
says('an unknown code is said once', qq({"code":"A","sice":1}\n{"code":"B","sice":2}\n), qr/\A[^\n]*did you mean “size”[^\n]*\n\z/, status => 0);
says('a column twice', "code,size,编码\nA,1,B\n", qr/bad:1:11: the column “编码” stands twice/);
says('a code unknown', "code,size\n,1\n", qr/bad: row 1 has no key “code”/);
says('no column of keys', "size\n1\n", qr/bad: row 1 has no key “code”/);
says('a code twice', qq({"code":"A"}\n{"code":"A"}\n), qr/bad: rows 1 and 2 have the same key “code”/);
says('nothing', '', qr/bad: the file is empty/);
says('only a header', "code,size\n", qr/\A\z/, status => 0);
says('a broken heading', qq("code\nA\n), qr/bad:1:1: this quote is never closed/);
says('an array', qq([{"code":"A"}, {"code":"B"}]), qr/\A\z/, status => 0);
says('an array without a comma', qq([{"code":"A"} {"code":"B"}]), qr/bad:1:15: a comma or “\]” was expected here, found “\{”/);
says('an array with a comma too many', qq([{"code":"A"},]), qr/bad:1:14: there is a comma behind the last item/);
says('commas between lines', qq({"code":"A"},\n{"code":"B"}\n), qr/bad:1:13: /);
says('behind an array', qq([{"code":"A"}] 1), qr/bad:1:16: something stands behind the array/);
says('a row that is no record', qq({"code":"A"}\n7\n), qr/bad:2:1: each row of a table is a set of fields in \{ \}, found “7”/);
says('broken JSON', qq({"code":"A"\n{"code":"B"}\n), qr/bad:2:1: a comma or “\}” was expected here/);
says('not UTF-8', undef,
    qr/bad-bytes:2:1: these bytes are not UTF-8/,
    file => do { open my $f, '>:raw', "$dir/bad-bytes"; print $f "code\n\xd6\xd0\n"; close $f; 'bad-bytes' });
says('no database', "code\nA\n", qr/bad#goods: this is no SQLite file, so #goods/, table => '#goods');
says('no such file', undef, qr/none: there is no such file/, file => 'none');
sub database { my ($sql) = @_; unlink "$dir/bad.db"; run_sql("$dir/bad.db", $sql); return 'bad.db' }
says('no table', undef,
    qr/bad.db: this SQLite file has no table “goods”; it has: a, b. Write FILE#TABLE/,
    file => database('CREATE TABLE b (code); CREATE TABLE a (code); CREATE VIEW goods AS SELECT * FROM a;'));
says('two tables', undef,
    qr/more than one table of this SQLite file may be “goods”: goods, 货物/,
    file => database('CREATE TABLE goods (code); CREATE TABLE 货物 (code);'));
says('one of two tables', undef, qr/\A\z/, file => 'bad.db', table => '#goods', status => 0);
says('binary', undef,
    qr/bad.db, row 1: “name” holds binary content/,
    file => database("CREATE TABLE goods (code, name); INSERT INTO goods VALUES ('A', x'41');"));
says('a long number', undef,
    qr/“name” must be a text; the file holds the number 1\.1010119900307e\+17/,
    file => database("CREATE TABLE goods (code, name); INSERT INTO goods VALUES ('A', 110101199003070000.0);"));
says('no truth in a database', undef,
    qr/“ok” must be yes or no, found “2”/,
    file => database("CREATE TABLE goods (code, ok); INSERT INTO goods VALUES ('A', 2), ('B', 1);"));
says('an empty text', undef, qr/\A\z/, status => 0, file => database("CREATE TABLE goods (code, size); INSERT INTO goods VALUES ('A', '');"));
says('in use', undef,
    qr/bad.db: this SQLite file has changes that are not in it yet \(bad.db-wal\)/,
    file => do { database('CREATE TABLE goods (code);'); spew("$dir/bad.db-wal", 'x'); 'bad.db' });
unlink "$dir/bad.db-wal";
says('a log that was written back', undef,
    qr/\A\z/,
    status => 0, file => database("PRAGMA journal_mode = WAL; CREATE TABLE goods (code); INSERT INTO goods VALUES ('A');"));
says('a damaged database', undef, qr/bad.db: this SQLite file cannot be read \(/, file => do {
    database('CREATE TABLE goods (code);');
    open my $f, '+<:raw', "$dir/bad.db";
    seek $f, 100, 0;
    print $f "\xff" x 900;
    close $f;
    'bad.db';
});
says('many problems', "code,size\n" . "A,x\n" x 80, qr/\A(?:[^\n]*“size” must be a number[^\n]*\n){50}[^\n]*30 more problems are not listed/);

my @of_tables = map { $_->{args} } grep { $_->{macro} eq 'PROBLEM' } def_rows('interp/input/problems.def');
my ($from) = grep { $of_tables[$_][0] eq 'UNKNOWN_COLUMN' } 0 .. $#of_tables;
my ($to) = grep { $of_tables[$_][0] eq 'SQLITE_BLOB' } 0 .. $#of_tables;
my $all = join '', keys %said;
for my $row (@of_tables[$from .. $to]) {
    next if $row->[0] eq 'TABLE_TOO_LONG'; # tables.t has it: a million rows
    my $pattern = join '.*', map { quotemeta } split /\{\d\}/, $row->[2], -1;
    ok($all =~ /$pattern/, "$row->[0] has a case");
}
done_testing();
