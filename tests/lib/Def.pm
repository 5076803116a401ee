# Reads .def files: the rows of a closed list, as the C preprocessor would get them.
package Def;
use strict;
use warnings;
use utf8;
use Exporter 'import';
use Files qw(slurp);
our @EXPORT_OK = qw(def_rows def_files);

# Every .def file of the sources.
sub def_files { return sort glob('lang/*/*.def interp/*/*.def') }

my %escape = (n => "\n", t => "\t", '"' => '"', '\\' => '\\');

# ({ macro => 'DIAG', args => ['E0101', …], line => 12 }, …). Neighbouring literals are joined, quotes taken off.
sub def_rows {
    my ($path) = @_;
    my $text = slurp($path);
    my @rows;
    while ($text =~ /\G(?:\s+|\/\*.*?\*\/|#[^\n]*|([A-Z_]+)\()/gcs) {
        defined $1 or next;
        my %row = (macro => $1, args => [''], line => 1 + (substr($text, 0, pos $text) =~ tr/\n//));
        my $depth = 1;
        while ($depth) {
            if ($text =~ /\G"((?:[^"\\]|\\.)*)"/gc) {
                $row{args}[-1] .= $1 =~ s/\\(.)/$escape{$1} \/\/ "\\$1"/ger;
            } elsif ($text =~ /\G\/\*.*?\*\//gcs or $text =~ /\G\s+/gc) {
            } elsif ($text =~ /\G,/gc) {
                if ($depth == 1) { push @{ $row{args} }, '' } else { $row{args}[-1] .= ',' }
            } elsif ($text =~ /\G([()])/gc) {
                $depth += $1 eq '(' ? 1 : -1;
                $row{args}[-1] .= $1 if $depth;
            } elsif ($text =~ /\G([^\s"(),]+)/gc) {
                $row{args}[-1] .= $1;
            } else {
                die "$path: a row of line $row{line} does not end\n";
            }
        }
        push @rows, \%row;
    }
    die "$path: not understood from: " . substr($text, pos $text // 0, 40) . "\n" if (pos($text) // 0) < length $text;
    return @rows;
}

1;
