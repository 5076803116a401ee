#!/usr/bin/env perl
# generate.pl [COUNT] [SEED]: invented applications for direction 1.3 of guide 2023-1, about 2.5 KB each, one a line.
#
# About half satisfy every requirement of the direction; the others break one to three, some by leaving data out. The
# same arguments give the same bytes, wherever it runs: the random numbers are our own.
use strict;
use warnings;
use utf8;
binmode STDOUT, ':encoding(UTF-8)';

my $count = $ARGV[0] // 1000;
my $state = ($ARGV[1] // 20230630) % 2147483647;

# Park and Miller's generator: exact in a double.
sub below { my ($n) = @_; $state = $state * 48271 % 2147483647; return int($state / 2147483647 * $n) }
sub pick { return $_[below(scalar @_)] }
sub between { my ($low, $high) = @_; return $low + below($high - $low + 1) }
sub date { my ($from, $to) = @_; return sprintf '%04d-%02d-%02d', between($from, $to), between(1, 12), between(1, 28) }

# JSON by hand: values are already JSON, an undefined one is left out.
sub text { return '"' . ($_[0] =~ s/(["\\])/\\$1/gr) . '"' }
sub texts { return '[' . join(',', map { text($_) } @_) . ']' }
sub list { return '[' . join(',', @_) . ']' }
sub record {
    my @members;
    while (my ($key, $value) = splice @_, 0, 2) { push @members, "\"$key\":$value" if defined $value }
    return '{' . join(',', @members) . '}';
}
sub truth { return $_[0] ? 'true' : 'false' }

my @surnames = split //, '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
my @given = split //, '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英建国志远海波雪梅';
my @spaniards = ('Javier García López', 'María Fernández Ruiz', 'Núria Puig i Soler', 'Iñaki Etxeberria Goñi');
my @topics = qw(低碳建筑 智能制造 肿瘤早筛 海水养殖 光伏材料 电池回收 精准灌溉 城市交通 柔性电子 疫苗佐剂 污水处理 石墨烯);
my @fields = qw(智慧城市 生产制造技术 生物医学与医疗技术 清洁技术 现代农业 先进材料);
my @cities = qw(北京 上海 江苏 浙江 广东 四川 湖北 陕西 山东 辽宁);
my @firms = ('Tecnologías Avanzadas S.L.', 'Aguas y Energía S.A.', 'BioNavarra Innovación S.L.', 'Materiales "Ibérica" S.A.');
my @institutes = ('Universidad Politécnica de Valencia', 'Centro Nacional de Materiales', 'Instituto Tecnológico ITENE');

sub person {
    my ($id, $role, $employer) = @_;
    return record(
        id => text($id), name => text(pick(@surnames) . pick(@given) . pick('', @given)), role => text($role),
        side => '"cn"', birth_date => text(date(1964, 1990)), gender => text(pick('female', 'male')),
        senior_title => truth(below(10) > 1), doctorate => truth(below(10) > 2),
        months_per_year => between(6, 10), origin => '"mainland"', employer => text($employer),
        is_civil_servant => 'false', misconduct_active => 'false', inflight => list());
}

for my $number (1 .. $count) {
    my %broken;
    if (below(2)) { $broken{ between(1, 8) } = 1 for 1 .. between(1, 3) }
    my $missing = %broken && below(4) == 0;
    # A requirement that is broken: the wrong value, or none.
    my $or = sub { my ($which, $good, $bad) = @_; return !$broken{$which} ? $good : $missing ? undef : $bad };

    my $enterprise_grant = between(40, 120);
    my @ids = map { sprintf '9%d%07dX%d', $_, $number, $_ } 1 .. 4;
    my ($university, $enterprise, $spanish_firm, $spanish_institute) = @ids;
    my @persons = map { sprintf "1101%02d%010d", $_, $number } 1 .. 3;
    my ($start, $months) = (between(2023, 2024), $or->(1, pick(24, 30, 36), pick(12, 48)));
    my $city = pick(@cities);

    print record(
        id => text(sprintf 'B-%06d', $number), guide => '"2023-1"', direction => '"1.3"',
        title => text('中西' . pick(@topics) . '与' . pick(@topics) . pick('关键技术', '装备', '示范应用', '评价方法') . '合作研究'),
        stage => '"full"', submitted_at => text('2022-12-' . between(10, 19) . 'T09:30:00+08:00'),
        recommenders => list(record(id => text('R-' . between(1, 40)), name => text($city . '科学技术厅'), class => '"provincial"')),
        fields => texts($or->(2, pick(@fields), '量子通信') // ()),
        start_on => text("$start-07-01"), duration_months => $months,
        requested_funds => between(150, 300), cn_budget => between(300, 500) . '.5', partner_budget => between(200, 400),
        form_complete => 'true',
        leader => person($persons[0], 'leader', $university),
        members => list(map { person($persons[$_], 'member', $_ == 2 ? $enterprise : $university) } 1 .. 2),
        organisations => list(
            record(id => text($university), name => text($city . pick('理工大学', '农业大学', '交通大学')), side => '"cn"',
                country => '"CN"', role => '"lead"', kinds => '["university"]', is_legal_person => 'true',
                registered_on => text(date(1950, 2010)), grant => between(80, 160)),
            record(id => text($enterprise), name => text($city . pick(@topics) . '科技有限公司'), side => '"cn"',
                country => '"CN"', role => '"participant"', kinds => '["enterprise"]', is_legal_person => 'true',
                registered_on => text(date(2000, 2018)), grant => $enterprise_grant,
                matching => $or->(3, $enterprise_grant + below(50), $enterprise_grant - 1 - below(30))),
            record(id => text($spanish_firm), name => text(pick(@firms)), side => '"partner"', country => '"ES"',
                role => '"lead"', kinds => $or->(4, '["enterprise"]', '["university"]')),
            record(id => text($spanish_institute), name => text(pick(@institutes)), side => '"partner"', country => '"ES"',
                role => '"participant"', kinds => '["institute"]')),
        documents => list(
            record(kind => '"recommendation_letter"', ref => text("T-$number"), signed_on => '"2022-12-01"', sealed => 'true'),
            record(kind => '"cooperation_agreement"', ref => text("H-$number"), signed_on => text(date(2022, 2022)),
                signatories => $or->(5, texts(@ids), texts(@ids[0 .. 2])), has_ip_clause => $or->(6, 'true', 'false'),
                language => '"en"'),
            $broken{7} ? () : record(kind => '"english_form"', ref => text("E-$number"), submitted_at => '"2022-12-09T10:00:00+08:00"')),
        foreign => list(record(country => '"ES"', authority => text('西班牙国家工业技术发展署'),
            submitted => $or->(8, 'true', 'false'), submitted_at => '"2022-12-08T18:00:00+01:00"', form => '"joint"',
            leader => text(pick(@spaniards)), matching_ok => 'true'))), "\n";
}
