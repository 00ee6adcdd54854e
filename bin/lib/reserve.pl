# What keep-router leaves where it is killed: a process that has the same sockets, and hands them to the next keeper.
# The router that serves does not notice, for the end of its line to the keeper is among them.
package Reserve;
use strict;
use warnings;
use IO::Socket::UNIX;
use POSIX qw(_exit);
use Socket qw(SOL_SOCKET);

my $PATIENCE  = 3;     # seconds in which the reserve of a killed keeper notices that, and answers
my $FOR_NOBODY = 10;   # seconds for which the sockets are kept after the router has ended, too
my $LONGEST_NOTE = 4096;
my $MOST_SOCKETS = 16;
my $SCM_RIGHTS = 1;
my $CMSG_CLOEXEC = 0x40000000;

# Perl has no words for sendmsg(2) and recvmsg(2), which pass descriptors. Their numbers by machine.
my %NUMBERS = (x86_64 => [46, 47], map { $_ => [211, 212] } qw(aarch64 riscv64 loongarch64));
my ($SENDMSG, $RECVMSG) = length pack('P', '') == 8 ? @{$NUMBERS{(POSIX::uname())[4]} // []} : ();

# Where the next keeper asks; undef where nothing can be passed, or the disk is full.
sub place {
    my ($path) = @_;
    return unless $SENDMSG;
    my $new = $path =~ s/[^\/]*$/new/r;    # no longer than the path, which may be as long as a socket's may
    unlink $new;
    my $mask = umask 0077;
    my $place = IO::Socket::UNIX->new(Local => $new, Listen => 1);
    umask $mask;
    return unless $place && rename $new, $path;
    return $place;
}

# Leaves a process with the note and the handles, for as long as the router lives and a little longer. It hears of the
# keeper's end by that of a pipe.
sub leave {
    my ($place, $note, $router, @handles) = @_;
    pipe my $end, my $life or return;
    my $pid = fork // return;
    return {pid => $pid, life => $life} if $pid;
    $SIG{HUP} = 'IGNORE';
    $SIG{TERM} = $SIG{INT} = 'DEFAULT';
    $0 = "paas-router-reserve $ENV{PAAS_HOME}";
    # The lock that says that there is a keeper, the lines to other routers, and the other end of the pipe.
    close_all_but($place, $end, @handles);
    sysread $end, my $nothing, 1;
    offer($place, $note, $router, map { fileno $_ } @handles);
    _exit(0);
}

sub close_all_but {
    my %kept = map { fileno $_ => 1 } @_;
    opendir my $descriptors, '/proc/self/fd' or _exit(1);
    my @open = grep { /^\d+$/ } readdir $descriptors;
    POSIX::close($_) for grep { $_ > 2 && !$kept{$_} } @open;
}

sub offer {
    my ($place, $note, $router, @descriptors) = @_;
    my $patience = $FOR_NOBODY;
    while ($patience > 0) {
        $patience = Processes::living($router) ? $FOR_NOBODY : $patience - 1;
        next unless is_readable($place, 1);
        my $keeper = $place->accept() or next;
        send_all($keeper, $note, @descriptors);
        return if sysread $keeper, my $thanks, 1;    # else it was killed as well
    }
}

# The note and the descriptors of the reserve that a killed keeper left, and the handle to thank it by: then it ends.
sub take {
    my ($path) = @_;
    return unless $RECVMSG;
    my $reserve = IO::Socket::UNIX->new(Peer => $path) or return;
    return unless is_readable($reserve, $PATIENCE);
    my ($note, @descriptors) = receive_all($reserve) or return;
    return ($reserve, $note, @descriptors);
}

sub is_readable {
    my ($handle, $seconds) = @_;
    vec(my $set = '', fileno $handle, 1) = 1;
    return (select $set, undef, undef, $seconds) > 0;
}

# struct msghdr and struct cmsghdr as of a machine with 64 bits.
sub send_all {
    my ($socket, $note, @descriptors) = @_;
    my $control = pack 'Q l l l* x![Q]', 16 + 4 * @descriptors, SOL_SOCKET, $SCM_RIGHTS, @descriptors;
    my $vector = pack 'P Q', $note, length $note;
    my $message = pack 'Q Q P Q P Q Q', 0, 0, $vector, 1, $control, length $control, 0;
    syscall $SENDMSG, fileno $socket, $message, 0;
}

sub receive_all {
    my ($socket) = @_;
    my $note = pack "x$LONGEST_NOTE";
    my $control = pack 'x' . (16 + 4 * $MOST_SOCKETS);
    my $vector = pack 'P Q', $note, length $note;
    my $message = pack 'Q Q P Q P Q Q', 0, 0, $vector, 1, $control, length $control, 0;
    my $length = syscall $RECVMSG, fileno $socket, $message, $CMSG_CLOEXEC;
    return if $length <= 0;
    my (undef, undef, undef, undef, undef, $filled) = unpack 'Q6', $message;
    return if $filled < 16;
    my ($size, undef, undef, @descriptors) = unpack 'Q l l l*', $control;
    return (substr($note, 0, $length), @descriptors[0 .. ($size - 16) / 4 - 1]);
}

1;
