# The sockets that keep-router holds, and how programs pass them on to those that take their place.
package Listening;
use strict;
use warnings;
use Fcntl qw(F_DUPFD F_SETFD FD_CLOEXEC);
use IO::Socket::IP;
use POSIX qw(dup2);
use Socket qw(AF_INET AF_INET6 AI_NUMERICHOST inet_ntop inet_pton);

my $FIRST   = 3;      # the first descriptor that is passed on, by sd_listen_fds(3)
my $BEYOND  = 64;     # out of the way of those that are passed on
my $BACKLOG = 4096;   # connections that wait to be accepted

# The sockets that systemd or our former self passes to us, by name.
sub inherited {
    return () unless ($ENV{LISTEN_PID} // '') eq $$;
    my @names = split /:/, $ENV{LISTEN_FDNAMES} // '';
    my %sockets;
    for my $index (0 .. ($ENV{LISTEN_FDS} // 0) - 1) {
        my $socket = socket_of($FIRST + $index) or next;
        my $name = $names[$index] // '';
        $sockets{$sockets{$name} || $name eq '' ? "socket-$index" : $name} = $socket;
    }
    return %sockets;
}

sub socket_of {
    my ($descriptor) = @_;
    my $socket = IO::Socket::IP->new_from_fd($descriptor, 'r+') or return;
    fcntl $socket, F_SETFD, FD_CLOEXEC;
    $socket->blocking(0);
    return $socket;
}

# Puts the sockets where the program that replaces us expects them.
sub pass_on {
    my %sockets = @_;
    my @names = sort keys %sockets;
    my @away = map { out_of_the_way($sockets{$_}) } @names;
    for my $index (0 .. $#away) { dup2($away[$index], $FIRST + $index) }
    POSIX::close($_) for @away;
    @ENV{'LISTEN_PID', 'LISTEN_FDS', 'LISTEN_FDNAMES'} = ($$, scalar @names, join ':', @names);
}

sub out_of_the_way { return fcntl $_[0], F_DUPFD, $BEYOND }

sub name_of { return join ' ', $_[0]->sockhost // '', $_[0]->sockport // 0 }

sub canonical {
    my ($address) = @_;
    my $family = $address =~ /:/ ? AF_INET6 : AF_INET;
    my $bytes = inet_pton($family, $address) or return $address;
    return inet_ntop($family, $bytes);
}

# The socket, or undef and why there is none.
sub bound {
    my ($address, $port) = @_;
    my $socket = IO::Socket::IP->new(
        LocalHost => $address, LocalPort => $port, Listen => $BACKLOG, ReuseAddr => 1, V6Only => 0,
        GetAddrInfoFlags => AI_NUMERICHOST);    # or :: would not be one where the machine has no IPv6 address
    return (undef, $@) unless $socket;
    $socket->blocking(0);    # only now: what does not block does not say that a port is taken either
    return $socket;
}

1;
