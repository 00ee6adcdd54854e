# Processes that end, those that a killed keeper has started too: of them nobody tells us.
package Processes;
use strict;
use warnings;
use POSIX qw(:sys_wait_h);

my %adopted;    # those that are not our children: process id to when it began

sub adopt {
    my ($pid) = @_;
    my ($born, $parent) = life_of($pid);
    $adopted{$pid} = $born if defined $born && $parent != $$;
}

# All that have ended since: [process id, status].
sub ended {
    my @ended;
    while ((my $pid = waitpid -1, WNOHANG) > 0) { push @ended, [$pid, $? & 127 ? 128 + ($? & 127) : $? >> 8] }
    push @ended, map { [$_, 'unknown'] } grep { !runs($_) } keys %adopted;
    delete $adopted{$_->[0]} for @ended;
    return @ended;
}

sub runs {
    my ($pid) = @_;
    return $adopted{$pid} ? living("$pid:$adopted{$pid}") : waitpid($pid, WNOHANG) == 0;
}

# Process ids are used again: named(PID) stands for one process only, as long as that has not been waited for.
sub named {
    my ($pid) = @_;
    my ($born) = life_of($pid);
    return "$pid:" . ($born // '');
}

# The process id of a process that was named, where it has not ended; else 0.
sub living {
    my ($pid, $then) = split /:/, $_[0], 2;
    my ($born) = life_of($pid);
    return defined $born && $born eq ($then // '') ? $pid : 0;
}

# When the process began, and its parent, by proc(5); nothing once it has ended, waited for or not.
sub life_of {
    my ($pid) = @_;
    open my $file, '<', "/proc/$pid/stat" or return;
    my ($state, @fields) = split / /, (<$file> // '') =~ s/.*\) //sr;
    return if ($state // 'Z') =~ /[ZX]/;
    return ($fields[18], $fields[0]);
}

1;
