# Commands: what they print, as bytes, and their status, as a shell counts it (128 + the signal that ended them).
package Run;
use strict;
use warnings;
use Exporter 'import';
our @EXPORT_OK = qw(run run_with_errors);

sub finish {
    my ($pipe) = @_;
    binmode $pipe;
    local $/;
    my $out = <$pipe> // '';
    close $pipe;
    return ($out, $? & 127 ? 128 + ($? & 127) : $? >> 8);
}

# Standard output only.
sub run {
    my (@command) = @_;
    open my $pipe, '-|', @command or die "$command[0]: $!\n";
    return finish($pipe);
}

# With standard error, in the order of writing.
sub run_with_errors {
    my (@command) = @_;
    my $pid = open my $pipe, '-|';
    die "fork: $!\n" if !defined $pid;
    if (!$pid) {
        open STDERR, '>&', \*STDOUT or die "2>&1: $!\n";
        exec { $command[0] } @command or die "$command[0]: $!\n";
    }
    return finish($pipe);
}

1;
