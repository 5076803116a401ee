#!/usr/bin/env perl
# The language reference (lang/README.md, lang/README.zh.md) and the first lesson (lang/FIRST-RULE.md, .zh.md) say what is
# so. After the differences were read, RENEW=1 writes tables and outputs anew.
#   <!-- table: NAME --> … <!-- end -->   a table made from a .def file (%tables below)
#   ```zn                                a whole file; it is checked and gives nothing to say
#   ```zn rules                          what stands below a direction's heading; so is it
#   ```zn file=NAME                      a file of that name, for the commands of the page
#   ```json file=NAME                    likewise
#   ```console                           `$ zhinan …` and all that it prints
#   ```eval                              `EXPRESSION → VALUE`, a line each
use strict;
use warnings;
use utf8;
use lib 'tests/lib';
use Cwd qw(getcwd abs_path);
use Def qw(def_rows);
use Files qw(slurp spew);
use File::Temp qw(tempdir);
use Test::More;
binmode $_, ':encoding(UTF-8)' for Test::More->builder->output, Test::More->builder->failure_output;

my $zhinan = abs_path(($ENV{BUILD} // 'build') . '/zhinan');
my @pages = (['lang/README.md', 'en'], ['lang/README.zh.md', 'zh'], ['lang/FIRST-RULE.md', 'en'], ['lang/FIRST-RULE.zh.md', 'zh']);

# What a command prints on both channels.
sub output {
    my ($dir, $language, $command) = @_;
    my $here = getcwd();
    chdir $dir or die "$dir: $!";
    local $ENV{ZHINAN_LANG} = $language;
    local $ENV{PATH} = ($zhinan =~ s{/[^/]*$}{}r) . ":$ENV{PATH}";
    open my $pipe, '-|:encoding(UTF-8)', "$command 2>&1" or die "$command: $!";
    local $/;
    my $out = <$pipe> // '';
    close $pipe;
    my $status = $? >> 8;
    chdir $here or die "$here: $!";
    return wantarray ? ($out, $status) : $out;
}

# ---- tables

sub cell { return join ' · ', map { '`' . s/\|/\\|/gr . '`' } grep { length } @_ }
sub table {
    my ($head, @rows) = @_;
    return join '', map { '| ' . join(' | ', @$_) . " |\n" } $head, [map { '---' } @$head], @rows;
}
sub rows { my ($path, $macro) = @_; return map { $_->{args} } grep { $_->{macro} eq $macro } def_rows($path) }

# Words of one meaning on one line: rows that give the same token and number.
sub keywords {
    my ($zh) = @_;
    my (@order, %lines);
    for my $row (rows('lang/syntax/keywords.def', 'KEYWORD')) {
        my ($token, $op, $chinese, $english, $doc_zh, $doc_en) = @$row;
        my $line = $lines{"$token $op"} //= do { push @order, "$token $op"; { zh => [], en => [], doc => '' } };
        for my $pair ([zh => $chinese], [en => $english]) {
            my ($key, $word) = @$pair;
            push @{ $line->{$key} }, $word if length $word && !grep { $_ eq $word } @{ $line->{$key} };
        }
        $line->{doc} ||= $zh ? $doc_zh : $doc_en;
    }
    return table($zh ? ['中文', '英文', '意思'] : ['Chinese', 'English', 'meaning'],
        map { [cell(@{ $_->{zh} }), cell(@{ $_->{en} }), $_->{doc}] } map { $lines{$_} } @order);
}

sub signature {
    my ($signature, $zh) = @_;
    my %word = (
        t => ['文本', 'text'], l => ['标识', 'label'], b => ['是否', 'yes or no'], n => ['数', 'number'], p => ['百分比', 'percent'],
        m => ['金额', 'money'], d => ['日期', 'date'], w => ['时刻', 'moment'], M => ['期限', 'duration'], D => ['天数', 'days'],
        '#' => ['数', 'number'], c => ['国家', 'country'], A => ['任何值', 'anything'], O => ['可比较的值', 'what compares'],
        S => ['可相加的值', 'what adds up'], r => ['记录', 'record'],
    );
    my $name = sub {
        my ($s) = @_;
        return $zh ? "多个$word{$1}[0]" : "list of $word{$1}[1]" if $s =~ /^\[(.)\]$/;
        return $zh ? "一组$word{$1}[0]" : "set of $word{$1}[1]" if $s =~ /^\{(.)\}$/;
        return $word{$s}[$zh ? 0 : 1] // $s;
    };
    my ($result, $parameters) = split /:/, $signature, 2;
    my @parameters = map { $name->($_) } ($parameters // '') =~ /\[.\]|\{.\}|./g;
    return join($zh ? '，' : ', ', @parameters) . ' → ' . $name->($result);
}

my %tables = (
    keywords => \&keywords,
    builtins => sub {
        my ($zh) = @_;
        return table($zh ? ['中文', '英文', '参数 → 结果', '意思'] : ['Chinese', 'English', 'parameters → result', 'meaning'],
            map { [cell($_->[1]), cell($_->[2]), signature($_->[3], $zh), $_->[$zh ? 4 : 5]] } rows('lang/code/builtins.def', 'BUILTIN'));
    },
    types => sub {
        my ($zh) = @_;
        return table($zh ? ['中文', '英文', '意思'] : ['Chinese', 'English', 'meaning'],
            map { [cell($_->[1]), cell($_->[2]), $_->[$zh ? 3 : 4]] } grep { length $_->[1] } rows('lang/value/types.def', 'TYPE'));
    },
    sections => sub {
        my ($zh) = @_;
        return table($zh ? ['依据', '英文写法', '属于'] : ['written', 'English spelling', 'of'],
            map { [cell($_->[1]), cell(lc($_->[2]) =~ s/ /_/gr), $_->[3] eq 'GUIDE' ? ($zh ? '指南' : 'the guide') : ($zh ? '方向' : 'the direction')] }
                rows('lang/value/sections.def', 'SECTION'));
    },
    units => sub {
        my ($zh) = @_;
        my %seen;
        my @money = map { [$_->[1], $_->[2]] } rows('lang/value/units.def', 'CURRENCY');
        my @scale = map { [$_->[0] || '—', $_->[1] || '—'] } rows('lang/value/units.def', 'MONEY_SCALE');
        my @duration = map { [$_->[0], $_->[1]] } rows('lang/value/units.def', 'DURATION');
        my @measure = map { [$_->[0], $_->[1]] } rows('lang/value/units.def', 'MEASURE');
        my $line = sub {
            my ($what, @pairs) = @_;
            my (%zh, %en);
            my @zh = grep { length && !$zh{$_}++ } map { $_->[0] } @pairs;
            my @en = grep { length && !$en{$_}++ } map { $_->[1] } @pairs;
            return [$what, cell(@zh), cell(@en)];
        };
        return table($zh ? ['', '中文', '英文'] : ['', 'Chinese', 'English'],
            $line->($zh ? '币种' : 'currencies', @money), $line->($zh ? '金额的倍数' : 'scales of money', @scale),
            $line->($zh ? '期限' : 'durations', @duration), $line->($zh ? '数后的量词' : 'measure words', @measure));
    },
    outcomes => sub {
        my ($zh) = @_;
        return table($zh ? ['结果', '记录中写作'] : ['outcome', 'in the record'],
            map { [$_->[$zh ? 2 : 3], cell($_->[1])] } rows('interp/vm/outcome.def', 'OUTCOME'));
    },
    lint => sub {
        my ($zh) = @_;
        return table($zh ? ['编号', '说什么'] : ['code', 'says'],
            map { [$_->[0], $_->[$zh ? 3 : 4] =~ s/\{\d\}/…/gr] } grep { $_->[0] !~ /^E/ } rows('lang/source/diag.def', 'DIAG'));
    },
    verdicts => sub {
        my ($zh) = @_;
        return table($zh ? ['结论', '记录中写作'] : ['verdict', 'in the record'],
            map { [$_->[$zh ? 2 : 3], cell($_->[1])] } rows('interp/vm/outcome.def', 'VERDICT'));
    },
);

# ---- pages

my $prelude = qq(引用 "application.zn"\n指南 "例-1" "例" / "Example"\n方向 "1.1" "例" / "Example"\n);

sub renew_tables {
    my ($path, $text, $zh) = @_;
    my @wrong;
    my $made = $text =~ s{(<!-- table: (\w+) -->\n)(.*?)(<!-- end -->)}{
        my ($open, $name, $have, $close) = ($1, $2, $3, $4);
        my $table = ($tables{$name} // die "$path: no table $name\n")->($zh);
        push @wrong, $name if $table ne $have;
        $open . $table . $close;
    }egsr;
    is("@wrong", '', "$path: its tables are those of the .def files") unless $ENV{RENEW};
    return $made;
}

for my $page (@pages) {
    my ($path, $language) = @$page;
    my $text = renew_tables($path, slurp($path), $language eq 'zh');
    my $dir = tempdir(CLEANUP => 1);
    my $number = 0;
    $text =~ s{^```(\w+)([^\n]*)\n(.*?)^```$}{
        my ($kind, $info, $body) = ($1, $2, $3);
        $number++;
        my ($file) = $info =~ /file=(\S+)/;
        if (defined $file) {
            spew("$dir/$file", $body);
        } elsif ($kind eq 'zn') {
            spew("$dir/example$number.zn", ($info =~ /rules/ ? $prelude : '') . $body);
            my ($said, $status) = output($dir, $language, "zhinan check example$number.zn");
            is($status, 0, "$path, example $number is right") or diag("$body$said");
            unlink "$dir/example$number.zn";
        } elsif ($kind eq 'eval') {
            for my $line (grep { /→/ } split /\n/, $body) {
                my ($expression, $value) = $line =~ /^(.*?)\s+→\s+(.*)$/;
                my $seen = output($dir, $language, 'zhinan eval ' . ("'" . $expression =~ s/'/'\\''/gr . "'"));
                $seen =~ s/\n\z//;
                is($seen, $value, "$path: $expression");
            }
        } elsif ($kind eq 'console') {
            my $made = '';
            for my $block (split /^(?=\$ )/m, $body) {
                my ($command) = $block =~ /^\$ (.*)/;
                my $seen = output($dir, $language, $command);
                $made .= "\$ $command\n$seen";
                is($block, "\$ $command\n$seen", "$path: $command") unless $ENV{RENEW};
            }
            $body = $made if $ENV{RENEW};
        }
        "```$kind$info\n$body```";
    }egms;
    spew($path, $text) if $ENV{RENEW};
    ok($number > 0, "$path has examples that are run");
}
done_testing();
