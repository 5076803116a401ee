# Whole files, in and out. `layer` is what open takes: UTF-8 text where it is left out, ':raw' for bytes.
package Files;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(slurp spew);

sub slurp {
    my ($path, $layer) = @_;
    open my $in, '<' . ($layer // ':encoding(UTF-8)'), $path or die "$path: $!\n";
    local $/;
    return scalar(<$in>) // '';
}

sub spew {
    my ($path, $content, $layer) = @_;
    open my $out, '>' . ($layer // ':encoding(UTF-8)'), $path or die "$path: $!\n";
    print $out $content;
    close $out or die "$path: $!\n";
}

1;
