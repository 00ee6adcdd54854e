package paas.runner.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * A hold on one process: whatever becomes of its number, this stays that process (pidfd_open(2),
 * pidfd_send_signal(2); Linux 5.3). The JDK signals children only, and only with TERM and KILL.
 */
final class PidFd implements AutoCloseable {
  /** The numbers of system calls after 403 are the same on every architecture. */
  private static final long PIDFD_OPEN = 434;

  private static final long PIDFD_SEND_SIGNAL = 424;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final MethodHandle SYSCALL =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("syscall"),
          FunctionDescriptor.of(
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_LONG),
          Linker.Option.firstVariadicArg(1));
  private static final MethodHandle CLOSE =
      LINKER.downcallHandle(
          LINKER.defaultLookup().findOrThrow("close"),
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private final int descriptor;

  private PidFd(int descriptor) {
    this.descriptor = descriptor;
  }

  /** Empty when there is no such process, or it may not be held. */
  static Optional<PidFd> open(long pid) {
    long descriptor = call(PIDFD_OPEN, pid, 0);
    return descriptor < 0 ? Optional.empty() : Optional.of(new PidFd((int) descriptor));
  }

  /** False when it has ended, or may not be signalled. */
  boolean send(Signal signal) {
    return call(PIDFD_SEND_SIGNAL, descriptor, signal.number()) == 0;
  }

  @Override
  public void close() {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException("close(2) cannot be called", e);
    }
  }

  private static long call(long number, long first, long second) {
    try {
      return (long) SYSCALL.invokeExact(number, first, second, 0L, 0L);
    } catch (Throwable e) {
      throw new IllegalStateException("syscall(2) cannot be called", e);
    }
  }
}
